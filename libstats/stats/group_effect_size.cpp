#include "libstats/stats/group_effect_size.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/t_test.hpp"

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;

std::optional<double> over_sd(double difference, const Moments& sample) {
    if (sample.sd.value_or(0) == 0) return std::nullopt;
    return difference / *sample.sd;
}

}  // namespace

Outcome<GroupDifference> group_difference(const Moments& first, const Moments& second, double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    const auto test = student_t(first, second, level);
    if (!test) return test.reason();
    const auto noncentrality = noncentrality_interval(test->statistic, test->df, level);
    if (!noncentrality) return noncentrality.reason();

    const auto n1 = static_cast<double>(first.n);
    const auto n2 = static_cast<double>(second.n);
    const double scale = std::sqrt(1 / n1 + 1 / n2);
    GroupDifference result;
    result.df = test->df;
    result.d_pooled = test->estimate / std::sqrt(pooled_variance(first, second));
    result.d_ci = {noncentrality->low * scale, noncentrality->high * scale};
    if (result.df > 1) {
        const double j = hedges_j(result.df);
        result.hedges_j = j;
        result.hedges_g = j * result.d_pooled;
        result.g_ci = Interval{j * result.d_ci.low, j * result.d_ci.high};
        result.hedges_g_approx = hedges_j_approximate(result.df) * result.d_pooled;
    }
    const double average = (first.variance.value_or(0) + second.variance.value_or(0)) / 2;
    result.d_average_sd = test->estimate / std::sqrt(average);
    result.glass_delta_first = over_sd(test->estimate, first);
    result.glass_delta_second = over_sd(test->estimate, second);
    return result;
}

}  // namespace outcomes::stats
