#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>

namespace outcomes::stats {

/// How closely the second measurements repeat the first ones, point for point.
struct LinConcordance {
    std::size_t n = 0;    ///< pairs
    double ccc = 0;       ///< with variances and covariance of divisor n, as Lin defines it; in [-1, 1]
    double ccc_n1 = 0;    ///< the same with divisor n - 1, as some programs do
    double accuracy = 0;  ///< C_b = ccc / r, in (0, 1]: 1 if the waves have one mean and one spread; 0 if a
                          ///< wave does not vary
    /// Of `ccc`. too_few: n < 3; no_variation: a wave does not vary; not_applicable: every pair is equal or
    /// mirrored, so that there is no error to take limits from
    base::Outcome<Interval> ci = base::Reason::too_few;
    double level = 0.95;  ///< of `ci`
};

/// Lin's concordance correlation 2 s12 / (s1^2 + s2^2 + (m2 - m1)^2) (Lin 1989, Biometrics 45:255): Pearson's
/// r lowered by every shift and every stretch between the waves. Limits by Fisher's transformation,
/// tanh(atanh(c) -+ z s), where with u = (m2 - m1) / sqrt(s1 s2) and b = c / r
///
///     (n - 2) s^2 = ((1 - r^2) b^2) / (1 - c^2) + (2 c^2 b (1 - c) u^2 - c^2 b^2 u^4 / 2) / (1 - c^2)^2
///
/// (Lin 1989, eq. 4, as corrected in Lin 2000, Biometrics 56:324).
///
/// @param pairs  moments of the two waves
/// @param level  of the interval
/// @return Reason::too_few for n < 2, Reason::no_variation if neither wave varies and their means are equal
/// @throws base::ContractError  level outside (0, 1)
[[nodiscard]] base::Outcome<LinConcordance> lin_concordance(const PairedMoments& pairs, double level = 0.95);

}  // namespace outcomes::stats
