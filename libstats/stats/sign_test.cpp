#include "libstats/stats/sign_test.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <cmath>
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

OrderInterval median_interval(const std::vector<ValueCount>& counts, std::int64_t n, std::int64_t denominator,
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

base::Outcome<SignTest> sign_test(GridView differences, double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    if (differences.units.empty()) return base::Reason::no_pairs;
    const auto counts = value_counts(differences.units);

    SignTest test;
    for (const ValueCount& value : counts) {
        (value.units > 0 ? test.n_pos : value.units < 0 ? test.n_neg : test.n_zero) += value.count;
    }
    const std::int64_t m = test.n_pos + test.n_neg;
    if (m == 0) return base::Reason::no_change;

    test.p.less = binomial_cdf(test.n_pos, m, 0.5);
    test.p.greater = binomial_sf(test.n_pos - 1, m, 0.5);
    const double both = 2 * std::min(test.p.less, test.p.greater);
    test.p.two_sided = std::min(1.0, both);
    test.mid_p = std::min(1.0, both - binomial_pmf(test.n_pos, m, 0.5));

    const auto difference = static_cast<double>(test.n_pos - test.n_neg);
    const double sd = std::sqrt(static_cast<double>(m));
    test.z = difference / sd;
    test.p_normal = normal_two_sided_p(test.z);
    test.z_corrected = std::max(0.0, std::abs(difference) - 1) / sd;
    test.p_normal_corrected = normal_two_sided_p(test.z_corrected);

    test.share_up = base::ratio(test.n_pos, m);
    test.share_up_ci = clopper_pearson_interval({.events = test.n_pos, .n = m}, level);

    const std::int64_t n = m + test.n_zero;
    const base::Int128 middle =
        static_cast<base::Int128>(ordered(counts, (n + 1) / 2)) + ordered(counts, n / 2 + 1);
    test.median = base::ratio(middle, static_cast<base::Int128>(2) * differences.denominator);
    test.median_ci = median_interval(counts, n, differences.denominator, level);
    return test;
}

}  // namespace outcomes::stats
