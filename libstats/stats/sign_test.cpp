#include "libstats/stats/sign_test.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportions.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {

base::Outcome<SignTest> sign_test(GridView differences, double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    if (differences.units.empty()) return base::Reason::no_pairs;

    SignTest test;
    for (const std::int64_t d : differences.units) ++(d > 0 ? test.n_pos : d < 0 ? test.n_neg : test.n_zero);
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
    test.z_corrected = std::copysign(std::max(0.0, std::abs(difference) - 1) / sd, difference);
    test.p_normal_corrected = normal_two_sided_p(test.z_corrected);

    test.share_up = base::ratio(test.n_pos, m);
    test.share_up_ci = clopper_pearson_interval({.events = test.n_pos, .n = m}, level);

    const auto middle = median_change(differences, level);
    test.median = middle->estimate;
    test.median_ci = middle->order;
    return test;
}

}  // namespace outcomes::stats
