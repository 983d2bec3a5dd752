#include "libstats/stats/walsh_sums.hpp"

#include "libstats/stats/ordered_pairs.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::stats {

WalshSums::WalshSums(std::vector<ValueCount> counts) : counts_(std::move(counts)) {
    for (const ValueCount& value : counts_) n_ += value.count;
}

std::int64_t WalshSums::ordered(std::int64_t k) const {
    const std::int64_t low = 2 * counts_.front().units - 1;
    const std::int64_t high = 2 * counts_.back().units;
    return ordered_by_counting([this](std::int64_t s) { return n_up_to(s); }, k, low, high, size());
}

std::int64_t WalshSums::next_after(std::int64_t s) const {
    std::int64_t next = 2 * counts_.back().units;
    auto partner = counts_.rbegin();
    for (const ValueCount& value : counts_) {
        while (partner != counts_.rend() && value.units + partner->units > s) {
            next = std::min(next, value.units + (partner++)->units);
        }
    }
    return next;
}

std::int64_t WalshSums::n_up_to(std::int64_t s) const {
    std::int64_t pairs = 0;
    std::int64_t partners = n_;
    auto bound = counts_.rbegin();
    for (const ValueCount& value : counts_) {
        while (bound != counts_.rend() && value.units + bound->units > s) partners -= (bound++)->count;
        if (partners == 0) break;
        pairs += value.count * partners;
        if (2 * value.units <= s) pairs += value.count;
    }
    return pairs / 2;
}

}  // namespace outcomes::stats
