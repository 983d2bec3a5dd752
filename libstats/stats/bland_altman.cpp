#include "libstats/stats/bland_altman.hpp"

#include "libstats/stats/distributions.hpp"

#include <cmath>
#include <numbers>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;

namespace {

constexpr double printed_z = 1.96;

Interval around(double centre, double reach) {
    return {centre - reach, centre + reach};
}

LimitErrors limit_errors(const Interval& limits, double std_error, double critical) {
    return {std_error, around(limits.low, critical * std_error), around(limits.high, critical * std_error)};
}

Outcome<double> slope_on_mean(const PairedMoments& pairs) {
    const double v1 = *pairs.baseline.variance;
    const double v2 = *pairs.repeat.variance;
    const double variance_of_means = (v1 + v2) / 2 - *pairs.difference.variance / 4;
    // Rounding leaves up to a few units in the last place where the means are all the same.
    if (variance_of_means <= 1e-14 * (v1 + v2)) return Reason::no_variation;
    return (v2 - v1) / 2 / variance_of_means;
}

}  // namespace

Outcome<BlandAltman> bland_altman(const PairedMoments& pairs, double level) {
    require(level > 0 && level < 1, "a confidence level lies in (0, 1)");
    const Moments& difference = pairs.difference;
    if (difference.n < 2) return Reason::too_few;
    const auto n = static_cast<double>(difference.n);
    const double critical = -t_quantile((1 - level) / 2, n - 1);
    BlandAltman result;
    result.n = difference.n;
    result.level = level;
    result.bias = difference.mean;
    result.sd = *difference.sd;
    result.std_error = result.sd / std::sqrt(n);
    result.bias_ci = around(result.bias, critical * result.std_error);
    result.limits = around(result.bias, printed_z * result.sd);
    result.limits_z = around(result.bias, normal_quantile(0.975) * result.sd);
    result.errors_1986 = limit_errors(result.limits, std::sqrt(3 / n) * result.sd, critical);
    result.errors_1999 = limit_errors(
        result.limits, std::sqrt(1 / n + printed_z * printed_z / (2 * (n - 1))) * result.sd, critical);
    result.rms_difference =
        std::sqrt(*difference.variance * ((n - 1) / n) + difference.mean * difference.mean);
    result.within_sd = result.rms_difference / std::numbers::sqrt2;
    result.repeatability = printed_z * result.rms_difference;
    result.slope_on_mean = slope_on_mean(pairs);
    return result;
}

}  // namespace outcomes::stats
