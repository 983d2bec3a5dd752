#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>

namespace outcomes::stats {

/// How many of how many.
struct Count {
    std::int64_t events = 0;  ///< 0 to n
    std::int64_t n = 0;
};

/// Intervals of one proportion p = events / n. Each lies within [0, 1], touches 0 where there are no events
/// and 1 where there is nothing else, and turns over with the coding: interval(n - x, n) = 1 - interval(x,
/// n).
/// @param level  confidence level, 0 < level < 1
/// @throws base::ContractError  n < 1, events outside 0..n, level outside (0, 1)

/// Score interval: all p with |x - np| <= z sqrt(np(1 - p))   (Wilson 1927, JASA 22:209).
[[nodiscard]] Interval wilson_interval(Count count, double level = 0.95);
/// The same with a continuity correction of 1/2   (Newcombe 1998, Statistics in Medicine 17:857, method 4).
[[nodiscard]] Interval wilson_interval_corrected(Count count, double level = 0.95);
/// Exact: both tails at least (1 - level) / 2   (Clopper & Pearson 1934, Biometrika 26:404). Never too short.
[[nodiscard]] Interval clopper_pearson_interval(Count count, double level = 0.95);
/// As Clopper-Pearson, with half of the probability of x itself counted in each tail. By root finding.
[[nodiscard]] Interval mid_p_interval(Count count, double level = 0.95);

/// The share of one wave or group.
struct Proportion {
    Count count;
    double estimate = 0;  ///< events / n
    Interval ci;          ///< Wilson
};

/// @return Reason::no_answers if n is 0
/// @throws base::ContractError  events outside 0..n, level outside (0, 1)
[[nodiscard]] base::Outcome<Proportion> proportion(Count count, double level = 0.95);

/// Change of a share between two independent groups of people, with intervals that agree with their tables'
/// edges.
struct ProportionDifference {
    double baseline = 0;          ///< share at the baseline
    double repeat = 0;            ///< share at the repeat
    double estimate = 0;          ///< repeat - baseline, in [-1, 1]
    Interval newcombe;            ///< hybrid score: the recommended one
    Interval newcombe_corrected;  ///< the same from continuity-corrected Wilson limits
    Interval miettinen_nurminen;  ///< score, variance times N / (N - 1)
    Interval mee;                 ///< score
};

/// Difference of two independent proportions, p2 - p1 with l, u the Wilson limits of each:
///
///     newcombe:  d - sqrt((p2 - l2)^2 + (u1 - p1)^2)  to  d + sqrt((u2 - p2)^2 + (p1 - l1)^2)
///
/// (Newcombe 1998, Statistics in Medicine 17:873, methods 10 and 11). The score intervals hold all
/// differences that the data do not reject when both shares are estimated under that difference (Mee 1984,
/// Biometrics 40:1175; Miettinen & Nurminen 1985, Statistics in Medicine 4:213), by root finding.
///
/// @return Reason::no_answers if a group is empty
/// @throws base::ContractError  events outside 0..n, level outside (0, 1)
[[nodiscard]] base::Outcome<ProportionDifference> proportion_difference(Count baseline, Count repeat,
                                                                        double level = 0.95);

}  // namespace outcomes::stats
