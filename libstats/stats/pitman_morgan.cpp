#include "libstats/stats/pitman_morgan.hpp"

#include "libstats/stats/distributions.hpp"

#include <cmath>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;

Outcome<PitmanMorgan> pitman_morgan(const PairedMoments& pairs, double level) {
    require(level > 0 && level < 1, "a confidence level lies in (0, 1)");
    PitmanMorgan result;
    result.n = pairs.difference.n;
    result.level = level;
    if (result.n < 2) return Reason::too_few;
    const double v1 = *pairs.baseline.variance;
    const double v2 = *pairs.repeat.variance;
    if (v1 == 0) return Reason::no_variation;
    result.variance_ratio = v2 / v1;
    if (result.n < 3) return result;
    const double rest = pairs.r ? one_minus_r(pairs) * (1 + *pairs.r) : 0;  // 1 - r^2
    if (rest <= 0) {
        const Reason reason = pairs.r ? Reason::not_applicable : Reason::no_variation;
        result.test = reason;
        result.ci = reason;
        return result;
    }
    const auto df = static_cast<double>(result.n - 2);
    const double t = (v2 - v1) / (2 * *pairs.baseline.sd * *pairs.repeat.sd) * std::sqrt(df / rest);
    result.test = CorrelationTest{t, df, {t_two_sided_p(t, df), t_sf(t, df), t_cdf(t, df)}};
    const double critical = t_quantile((1 - level) / 2, df);
    const double excess = 2 * rest * critical * critical / df;  // K - 1
    const double factor = 1 + excess + std::sqrt(excess * (excess + 2));
    result.ci = Interval{result.variance_ratio / factor, result.variance_ratio * factor};
    return result;
}

}  // namespace outcomes::stats
