#include "libstats/stats/occasions.hpp"

#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <numeric>

namespace outcomes::stats {

void require_occasions(const OccasionTable& table) {
    base::require(table.k >= 2, "a comparison of occasions needs at least two");
    base::require(table.units.size() % table.k == 0, "every person needs a score on every occasion");
    base::require(table.denominator > 0, "the denominator of a grid must be positive");
}

std::vector<std::int64_t> doubled_ranks_in_rows(const OccasionTable& table) {
    require_occasions(table);
    std::vector<std::int64_t> ranks(table.units.size());
    std::vector<std::size_t> order(table.k);
    for (std::size_t start = 0; start < ranks.size(); start += table.k) {
        const auto row = table.units.subspan(start, table.k);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return row[a] < row[b]; });
        for (std::size_t first = 0; first < table.k;) {
            std::size_t last = first;
            while (last + 1 < table.k && row[order[last + 1]] == row[order[first]]) ++last;
            for (std::size_t i = first; i <= last; ++i)
                ranks[start + order[i]] = static_cast<std::int64_t>(first + last + 2);
            first = last + 1;
        }
    }
    return ranks;
}

ReducedRanks reduced_ranks(std::span<const std::int64_t> doubled_ranks, std::size_t k) {
    ReducedRanks reduced{.k = k, .ranks = {}};
    std::int64_t divisor = 0;
    for (std::size_t start = 0; start < doubled_ranks.size(); start += k) {
        const auto row = doubled_ranks.subspan(start, k);
        const auto [low, high] = std::minmax_element(row.begin(), row.end());
        if (*low == *high) continue;
        for (const std::int64_t rank : row) {
            reduced.ranks.push_back(rank - *low);
            divisor = std::gcd(divisor, rank - *low);
        }
    }
    for (std::int64_t& rank : reduced.ranks) rank /= divisor;
    return reduced;
}

}  // namespace outcomes::stats
