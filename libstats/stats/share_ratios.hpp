#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/types.hpp"

#include <optional>

namespace outcomes::stats {

/// Everywhere below: two independent groups of people, the baseline with x1 events among n1 and the repeat
/// with x2 among n2; ratios are repeat over baseline. A ratio over 0 is infinite, and its upper limits with
/// it; a ratio of 0 has lower limits of 0. Limits are at the confidence level `level`. Events outside 0..n
/// and a level outside (0, 1) throw base::ContractError; an empty group is Reason::no_answers. Swapping the
/// waves turns every ratio and interval over.

/// The share of the repeat over that of the baseline.
struct RelativeRisk {
    double estimate = 1;          ///< (x2 / n2) / (x1 / n1)
    Interval koopman;             ///< score; Prefer it or the next one
    Interval miettinen_nurminen;  ///< score, variance times N / (N - 1)
    std::optional<Interval>
        wald;  ///< exp(ln ratio -+ z sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2)); none if x1 or x2 is 0
};

/// Score intervals hold all ratios r with |p2 - r p1| <= z sqrt(v), v = q2(1 - q2) / n2 + r^2 q1(1 - q1) /
/// n1, where q1 and q2 = r q1 are the shares that are most likely under r (Koopman 1984, Biometrics 40:513;
/// Miettinen & Nurminen 1985, Statistics in Medicine 4:213), by root finding. Wald: Katz et al. (1978,
/// Biometrics 34:469).
/// @param baseline  x1 and n1
/// @param repeat  x2 and n2
/// @param level  confidence level, 0 < level < 1
/// @return also Reason::not_applicable if there are no events at all
[[nodiscard]] base::Outcome<RelativeRisk> relative_risk(Count baseline, Count repeat, double level = 0.95);

/// The odds of the repeat over those of the baseline.
struct OddsRatio {
    double estimate = 1;          ///< x2 (n1 - x1) / (x1 (n2 - x2))
    Interval score;               ///< Prefer it or the next one
    Interval miettinen_nurminen;  ///< score, variance times N / (N - 1)
    std::optional<Interval>
        wald;  ///< exp(ln ratio -+ z sqrt(sum of 1 / count)); none if one of the four is 0
};

/// Score intervals hold all ratios under which |x2 - n2 q2| <= z / sqrt(1 / (n2 q2(1 - q2)) + 1 / (n1 q1(1 -
/// q1))), where q1 and q2 are the shares that are most likely under the ratio: n1 q1 + n2 q2 = x1 + x2
/// (Cornfield 1956, Proceedings of the Third Berkeley Symposium 4:135, without correction; Miettinen &
/// Nurminen 1985, Statistics in Medicine 4:213), by root finding. Wald: Woolf (1955, Annals of Human Genetics
/// 19:251).
/// @param baseline  x1 and n1
/// @param repeat  x2 and n2
/// @param level  confidence level, 0 < level < 1
/// @return also Reason::no_variation if nobody or everybody has the event
[[nodiscard]] base::Outcome<OddsRatio> odds_ratio(Count baseline, Count repeat, double level = 0.95);

/// The odds ratio given how many events there are in all.
struct ConditionalTwoByTwo {
    double estimate = 1;  ///< the ratio that is most likely: the mean of the conditional distribution is x2
    Interval exact;       ///< both tails at least (1 - level) / 2: never too short
    Interval mid_p;       ///< the same with half of the probability of x2 in each tail
};

/// Conditional inference on the odds ratio, in Fisher's noncentral hypergeometric distribution (Cornfield
/// 1956; mid-p: Lancaster 1961, JASA 56:223), by root finding. `exact` goes with FisherTest::doubled.
/// @param baseline  x1 and n1
/// @param repeat  x2 and n2
/// @param level  confidence level, 0 < level < 1
/// @return also Reason::no_variation if nobody or everybody has the event
/// Cost: some 100 times that of the distribution.
[[nodiscard]] base::Outcome<ConditionalTwoByTwo> conditional_two_by_two(Count baseline, Count repeat,
                                                                        double level = 0.95);

}  // namespace outcomes::stats
