#include "libstats/stats/median_change.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <vector>

namespace outcomes::stats {
namespace {

/// The k-th smallest value, k from 1.
std::int64_t ordered(const std::vector<ValueCount>& counts, std::int64_t k) {
    for (const ValueCount& value : counts) {
        if (k <= value.count) return value.units;
        k -= value.count;
    }
    return counts.back().units;
}

/// The largest k with P(Bin(n, 1/2) <= k - 1) <= tail; 0 if there is none.
std::int64_t order_of_limit(std::int64_t n, double tail) {
    std::int64_t k = 0;
    for (std::int64_t high = n / 2 + 1; k < high;) {
        const std::int64_t middle = k + (high - k + 1) / 2;
        if (binomial_cdf(middle - 1, n, 0.5) <= tail) {
            k = middle;
        } else {
            high = middle - 1;
        }
    }
    return k;
}

OrderInterval order_interval(const std::vector<ValueCount>& counts, std::int64_t n, std::int64_t denominator,
                             double level) {
    const std::int64_t order = order_of_limit(n, (1 - level) / 2);
    OrderInterval interval;
    interval.reached = order > 0;
    interval.k = std::max<std::int64_t>(order, 1);
    interval.limits = {.low = base::ratio(ordered(counts, interval.k), denominator),
                       .high = base::ratio(ordered(counts, n + 1 - interval.k), denominator)};
    interval.achieved = std::max(0.0, 1 - 2 * binomial_cdf(interval.k - 1, n, 0.5));
    return interval;
}

}  // namespace

base::Outcome<MedianChange> median_change(GridView differences, double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    if (differences.units.empty()) return base::Reason::no_pairs;
    const auto counts = value_counts(differences.units);

    MedianChange result;
    result.n = static_cast<std::int64_t>(differences.units.size());
    const base::Int128 middle =
        static_cast<base::Int128>(ordered(counts, (result.n + 1) / 2)) + ordered(counts, result.n / 2 + 1);
    result.estimate = base::ratio(middle, static_cast<base::Int128>(2) * differences.denominator);
    result.order = order_interval(counts, result.n, differences.denominator, level);
    if (result.order.reached) result.ci = result.order.limits;
    return result;
}

}  // namespace outcomes::stats
