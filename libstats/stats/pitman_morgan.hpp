#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/correlation.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>

namespace outcomes::stats {

/// Whether people became more alike or more different.
struct PitmanMorgan {
    std::size_t n = 0;          ///< pairs
    double variance_ratio = 0;  ///< repeat / baseline, in their squared units; > 1: more spread at the repeat
    /// t with n - 2 degrees of freedom; `greater`: evidence for more spread at the repeat. too_few: n < 3;
    /// no_variation: the repeat does not vary; not_applicable: the waves lie on a line, so that there is no
    /// error to compare with
    base::Outcome<CorrelationTest> test = base::Reason::too_few;
    base::Outcome<Interval> ci = base::Reason::too_few;  ///< of the ratio; no value where `test` has none
    double level = 0.95;                                 ///< of `ci`
};

/// Test that two correlated variances are equal (Pitman 1939, Biometrika 31:9; Morgan 1939, Biometrika
/// 31:13): the correlation of sum and difference of the waves is 0 exactly then. With v1, v2 the variances of
/// baseline and repeat and r their correlation,
///
///     t = (v2 - v1) sqrt(n - 2) / (2 sqrt(v1 v2 (1 - r^2)))
///
/// and the limits of the ratio F = v2 / v1 are those ratios that the same test keeps:
/// F (K -+ sqrt(K^2 - 1)), K = 1 + 2 (1 - r^2) t_crit^2 / (n - 2). Both waves normal; heavy tails and answers
/// piled up at an end of the scale make the test reject too often.
///
/// @param pairs  moments of the two waves
/// @param level  of the interval
/// @return Reason::too_few for n < 2, Reason::no_variation if the baseline does not vary
/// @throws base::ContractError  level outside (0, 1)
[[nodiscard]] base::Outcome<PitmanMorgan> pitman_morgan(const PairedMoments& pairs, double level = 0.95);

}  // namespace outcomes::stats
