#include "libstats/stats/equivalence.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {

using base::require;

Equivalence equivalence(const TTest& test, Interval bounds, double alpha) {
    require(std::isfinite(bounds.low) && std::isfinite(bounds.high), "the bounds of equivalence are finite");
    require(bounds.low < bounds.high, "the lower bound of equivalence lies below the upper one");
    require(alpha > 0 && alpha < 0.5, "the alpha of an equivalence test lies in (0, 0.5)");
    Equivalence result;
    result.bounds = bounds;
    result.lower.statistic = (test.estimate - bounds.low) / test.std_error;
    result.lower.p = t_sf(result.lower.statistic, test.df);
    result.upper.statistic = (test.estimate - bounds.high) / test.std_error;
    result.upper.p = t_cdf(result.upper.statistic, test.df);
    result.p = std::max(result.lower.p, result.upper.p);
    result.alpha = alpha;
    result.ci = t_inference(test.estimate, test.std_error, test.df, 1 - 2 * alpha).ci;
    result.equivalent = result.p < alpha;
    return result;
}

}  // namespace outcomes::stats
