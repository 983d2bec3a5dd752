#include "libstats/stats/dppc2.hpp"

#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

Outcome<PairedMoments> group_moments(const GroupedPairs& pairs, std::uint32_t group) {
    std::vector<double> baseline;
    std::vector<double> repeat;
    for (std::size_t i = 0; i < pairs.groups.size(); ++i) {
        if (pairs.groups[i] != group) continue;
        baseline.push_back(pairs.baseline[i]);
        repeat.push_back(pairs.repeat[i]);
    }
    if (baseline.size() < 2) return Reason::too_few;
    return paired_moments(baseline, repeat);
}

/// Of variances or covariances with n - 1 degrees of freedom each.
double pooled(double first, double n_first, double second, double n_second) {
    return ((n_first - 1) * first + (n_second - 1) * second) / (n_first + n_second - 2);
}

}  // namespace

Outcome<Dppc2> dppc2(const GroupedPairs& pairs, double level) {
    require_valid(pairs);
    require(pairs.n_groups == 2, "d_ppc2 compares two groups");
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const auto control = group_moments(pairs, 0);
    const auto treated = group_moments(pairs, 1);
    if (!control) return control.reason();
    if (!treated) return treated.reason();
    const auto n0 = static_cast<double>(control->baseline.n);
    const auto n1 = static_cast<double>(treated->baseline.n);
    const double df = n0 + n1 - 2;
    if (df <= 2) return Reason::too_few;
    const double before = pooled(*control->baseline.variance, n0, *treated->baseline.variance, n1);
    const double after = pooled(*control->repeat.variance, n0, *treated->repeat.variance, n1);
    if (before == 0) return Reason::no_variation;

    Dppc2 result;
    result.pooled_pre_sd = std::sqrt(before);
    result.correction = 1 - 3 / (4 * df - 1);
    result.estimate =
        result.correction * (treated->difference.mean - control->difference.mean) / result.pooled_pre_sd;
    if (after > 0) {
        result.pooled_r =
            pooled(*control->covariance, n0, *treated->covariance, n1) / std::sqrt(before * after);
    }
    const double d2 = result.estimate * result.estimate;
    const double unit = 2 * (1 - result.pooled_r) * (n0 + n1) / (n0 * n1);
    const double c2 = result.correction * result.correction;
    result.std_error = std::sqrt(std::max(0.0, c2 * df / (df - 2) * (unit + d2) - d2));
    const double half = -normal_quantile((1 - level) / 2) * result.std_error;
    result.ci = {result.estimate - half, result.estimate + half};
    return result;
}

}  // namespace outcomes::stats
