#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// Comparison of two variances.
struct VarianceRatio {
    double f = 1;    ///< variance of the second over that of the first; 0 or infinite if only one varies
    double df1 = 0;  ///< n_second - 1
    double df2 = 0;  ///< n_first - 1
    PValues p;       ///< `two_sided`: twice the smaller tail; `greater`: the second spreads more
    Interval ci;     ///< of the ratio of the variances
};

/// The F test of two independent variances; H0: both populations spread equally. Exact for normal values, and
/// so sensitive to other shapes that Brown and Forsythe's test (one_way.hpp) is the better question for
/// questionnaires (Box 1953, Biometrika 40:318).
///
///     F = v2 / v1,   limits F / q(1 - a/2) and F / q(a/2) of F(n2 - 1, n1 - 1),   a = 1 - level
///
/// @param first, second  moments of the samples
/// @param level          of the interval, in (0, 1)
/// @return Reason::too_few if a sample has fewer than 2 values, Reason::no_variation if neither varies
/// @throws base::ContractError  level outside (0, 1)
[[nodiscard]] base::Outcome<VarianceRatio> variance_ratio(const Moments& first, const Moments& second,
                                                          double level = 0.95);

}  // namespace outcomes::stats
