#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>

namespace outcomes::stats {

/// How many of how many.
struct Count {
    std::int64_t events = 0;  ///< 0 to n
    std::int64_t n = 0;       ///< people
};

/// Intervals of one proportion p = events / n at the confidence level `level`. All turn over with the coding:
/// interval(n - x, n) = 1 - interval(x, n). The first five lie within [0, 1], touch 0 where there are no
/// events and touch 1 where there is nothing else; the last three are there to be compared with other
/// programs. n < 1, events outside 0..n and a level outside (0, 1) throw base::ContractError.

/// Score interval: all p with |x - np| <= z sqrt(np(1 - p))   (Wilson 1927, JASA 22:209).
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] Interval wilson_interval(Count count, double level = 0.95);
/// The same with a continuity correction of 1/2   (Newcombe 1998, Statistics in Medicine 17:857, method 4).
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] Interval wilson_interval_corrected(Count count, double level = 0.95);
/// Exact: both tails at least (1 - level) / 2   (Clopper & Pearson 1934, Biometrika 26:404). Never too short.
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] Interval clopper_pearson_interval(Count count, double level = 0.95);
/// As Clopper-Pearson, with half of the probability of x itself counted in each tail. By root finding.
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] Interval mid_p_interval(Count count, double level = 0.95);
/// Equal tails of Beta(x + 1/2, n - x + 1/2), the limit being 0 if x = 0 and 1 if x = n   (Brown, Cai &
/// DasGupta 2001, Statistical Science 16:101, section 4.3).
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] Interval jeffreys_interval(Count count, double level = 0.95);
/// Wald interval of (x + z^2 / 2) out of n + z^2   (Agresti & Coull 1998, The American Statistician 52:119).
/// Can leave [0, 1].
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] Interval agresti_coull_interval(Count count, double level = 0.95);
/// p -+ z sqrt(p(1 - p) / n). Far too short for a rare event, of length 0 if x is 0 or n; can leave [0, 1].
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] Interval wald_interval(Count count, double level = 0.95);
/// Wald interval of the log odds ln(x / (n - x)), standard error sqrt(1/x + 1/(n - x)), turned back.
/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_variation if x is 0 or n
[[nodiscard]] base::Outcome<Interval> logit_interval(Count count, double level = 0.95);

/// The share of one wave or group.
struct Proportion {
    Count count;          ///< what it is made of
    double estimate = 0;  ///< events / n
    Interval ci;          ///< Wilson
};

/// @param count  events and n, n > 0
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_answers if n is 0
/// @throws base::ContractError  events outside 0..n, level outside (0, 1)
[[nodiscard]] base::Outcome<Proportion> proportion(Count count, double level = 0.95);

/// Change of a share between two independent groups of people, with its intervals. Prefer
/// `newcombe` or `miettinen_nurminen`; those after `mee` are there to be compared with other programs.
struct ProportionDifference {
    double baseline = 0;          ///< share at the baseline
    double repeat = 0;            ///< share at the repeat
    double estimate = 0;          ///< repeat - baseline, in [-1, 1]
    Interval newcombe;            ///< hybrid score: the recommended one
    Interval newcombe_corrected;  ///< the same from continuity-corrected Wilson limits
    Interval miettinen_nurminen;  ///< score, variance times N / (N - 1)
    Interval mee;                 ///< score
    Interval agresti_caffo;       ///< Wald after adding one event and one other to each group
    Interval wald;                ///< d -+ z sqrt(p1(1 - p1) / n1 + p2(1 - p2) / n2)
    Interval wald_corrected;      ///< Wald, longer by (1 / n1 + 1 / n2) / 2 at each end
};

/// Difference of two independent proportions, p2 - p1 with l, u the Wilson limits of each:
///
///     newcombe:  d - sqrt((p2 - l2)^2 + (u1 - p1)^2)  to  d + sqrt((u2 - p2)^2 + (p1 - l1)^2)
///
/// (Newcombe 1998, Statistics in Medicine 17:873, methods 10 and 11). The score intervals hold all
/// differences that the data do not reject when both shares are estimated under that difference (Mee 1984,
/// Biometrics 40:1175; Miettinen & Nurminen 1985, Statistics in Medicine 4:213), by root finding.
/// Agresti-Caffo (2000, The American Statistician 54:280) and the Wald intervals can leave [-1, 1].
///
/// @param baseline  events and n
/// @param repeat  events and n
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_answers if a group is empty
/// @throws base::ContractError  events outside 0..n, level outside (0, 1)
[[nodiscard]] base::Outcome<ProportionDifference> proportion_difference(Count baseline, Count repeat,
                                                                        double level = 0.95);

}  // namespace outcomes::stats
