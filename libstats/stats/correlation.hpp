#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>

namespace outcomes::stats {

/// Test of H0: no correlation.
struct CorrelationTest {
    double statistic = 0;  ///< r sqrt(df / (1 - r^2))
    double df = 0;         ///< n - 2
    PValues p;             ///< `greater`: evidence for a positive correlation
};

/// Pearson's correlation of two waves.
struct Correlation {
    std::size_t n = 0;                                            ///< pairs
    double r = 0;                                                 ///< Pearson, in [-1, 1]
    base::Outcome<CorrelationTest> test = base::Reason::too_few;  ///< too_few: n < 3; not_applicable: r = +-1
    base::Outcome<Interval> ci = base::Reason::too_few;           ///< too_few: n < 4; not_applicable: r = +-1
    double level = 0.95;                                          ///< of `ci`
};

/// Pearson's correlation of baseline and repeat with its t test and the interval of Fisher's transformation,
/// tanh(atanh(r) +- z / sqrt(n - 3))   (Fisher 1921, Metron 1:3).
///
/// Points on a line (r = +-1, always so for n = 2) leave nothing to test: t would be infinite.
///
/// @param pairs  moments of the two waves
/// @param level  of the interval
/// @return Reason::too_few for n < 2, Reason::no_variation if a wave does not vary
/// @throws base::ContractError  level outside (0, 1)
[[nodiscard]] base::Outcome<Correlation> pearson(const PairedMoments& pairs, double level = 0.95);

/// The t test of a correlation r of n pairs: r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom.
/// @param r  in [-1, 1]
/// @param n  pairs
/// @return Reason::too_few for n < 3, Reason::not_applicable for r = +-1
/// @throws base::ContractError  r outside [-1, 1]
[[nodiscard]] base::Outcome<CorrelationTest> correlation_t_test(double r, std::size_t n);

/// 1 - r, from the variance v of the differences: (v - (s1 - s2)^2) / (2 s1 s2). It keeps its digits where r
/// is so near to 1 that subtracting it would lose them: the closer two waves follow each other, the less the
/// differences vary.
/// @param pairs  moments of two waves that both vary
/// @throws base::ContractError  a wave does not vary
[[nodiscard]] double one_minus_r(const PairedMoments& pairs);

}  // namespace outcomes::stats
