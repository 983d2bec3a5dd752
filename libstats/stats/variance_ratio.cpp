#include "libstats/stats/variance_ratio.hpp"

#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <limits>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;

Outcome<VarianceRatio> variance_ratio(const Moments& first, const Moments& second, double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    if (first.n < 2 || second.n < 2) return Reason::too_few;
    VarianceRatio result;
    result.df1 = static_cast<double>(second.n - 1);
    result.df2 = static_cast<double>(first.n - 1);
    if (*first.variance == 0) {
        if (*second.variance == 0) return Reason::no_variation;
        constexpr double infinite = std::numeric_limits<double>::infinity();
        result.f = infinite;
        result.p = {.two_sided = 0, .greater = 0, .less = 1};
        result.ci = {infinite, infinite};
        return result;
    }
    result.f = *second.variance / *first.variance;
    result.p.greater = f_sf(result.f, result.df1, result.df2);
    result.p.less = f_cdf(result.f, result.df1, result.df2);
    result.p.two_sided = std::min(1.0, 2 * std::min(result.p.greater, result.p.less));
    // The lower tail of F is the upper tail of 1 / F, whose quantile is not 1 minus a small number.
    const double tail = (1 - level) / 2;
    result.ci = {.low = result.f * f_quantile(tail, result.df2, result.df1),
                 .high = result.f / f_quantile(tail, result.df1, result.df2)};
    return result;
}

}  // namespace outcomes::stats
