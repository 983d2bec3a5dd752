#include "libstats/stats/lin_concordance.hpp"

#include "libstats/stats/distributions.hpp"

#include <cmath>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;

namespace {

/// Variance of atanh(c) times n - 2.
double transformed_variance(double c, double r, double accuracy, double u_squared) {
    const double rest = (1 - c) * (1 + c);
    const double shift =
        2 * c * c * accuracy * (1 - c) * u_squared - c * c * accuracy * accuracy * u_squared * u_squared / 2;
    return (1 - r) * (1 + r) * accuracy * accuracy / rest + shift / (rest * rest);
}

Outcome<Interval> fisher_interval(const LinConcordance& result, double r, double u_squared) {
    if (result.n < 3) return Reason::too_few;
    if (std::abs(r) == 1 && std::abs(result.ccc) >= 1) return Reason::not_applicable;
    const double variance =
        transformed_variance(result.ccc, r, result.accuracy, u_squared) / (static_cast<double>(result.n) - 2);
    if (!(variance > 0)) return Reason::not_applicable;
    const double reach = -normal_quantile((1 - result.level) / 2) * std::sqrt(variance);
    const double centre = std::atanh(result.ccc);
    return Interval{std::tanh(centre - reach), std::tanh(centre + reach)};
}

}  // namespace

Outcome<LinConcordance> lin_concordance(const PairedMoments& pairs, double level) {
    require(level > 0 && level < 1, "a confidence level lies in (0, 1)");
    LinConcordance result;
    result.n = pairs.difference.n;
    result.level = level;
    if (result.n < 2) return Reason::too_few;
    const auto n = static_cast<double>(result.n);
    const double shift = pairs.difference.mean * pairs.difference.mean;
    const double spread = *pairs.baseline.variance + *pairs.repeat.variance;
    if (spread == 0 && shift == 0) return Reason::no_variation;
    const double shrink = (n - 1) / n;
    result.ccc_n1 = 2 * *pairs.covariance / (spread + shift);
    result.ccc = 2 * *pairs.covariance * shrink / (spread * shrink + shift);
    if (!pairs.r) {
        result.ci = Reason::no_variation;
        return result;
    }
    const double common = *pairs.baseline.sd * *pairs.repeat.sd * shrink;
    result.accuracy = 2 * common / (spread * shrink + shift);
    result.ci = fisher_interval(result, *pairs.r, shift / common);
    return result;
}

}  // namespace outcomes::stats
