#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// The same people asked twice for a yes or a no: four counts. In formulas, in this order, a, b, c, d and n =
/// their sum.
struct PairedTable {
    std::int64_t both = 0;           ///< a: yes in both waves
    std::int64_t baseline_only = 0;  ///< b: yes before, no after
    std::int64_t repeat_only = 0;    ///< c: no before, yes after
    std::int64_t neither = 0;        ///< d: no in both waves
};

/// People counted by the direction of their change.
struct Moves {
    std::int64_t up = 0;    ///< higher at the repeat
    std::int64_t down = 0;  ///< lower at the repeat
    std::int64_t same = 0;  ///< unchanged
};

/// Everywhere below: z is the normal quantile of `level`; all counts are >= 0 and 0 < level < 1, or a
/// base::ContractError is thrown; the change is repeat - baseline, so up = c and down = b, and its estimate
/// is (up - down) / n.

/// Test of "as many people moved up as down".
struct McNemar {
    std::int64_t n_discordant = 0;  ///< b + c: those who changed
    PValues exact;                  ///< binomial; two-sided = min(1, twice the smaller tail)
    PValues mid_p;              ///< the same with half of the probability of the observed count in each tail
    double chi2 = 0;            ///< (b - c)^2 / (b + c), 1 degree of freedom
    double p_chi2 = 1;          ///< P(chi2(1) > chi2)
    double chi2_corrected = 0;  ///< (|b - c| - 1)^2 / (b + c), 0 if b = c
    double p_chi2_corrected = 1;  ///< P(chi2(1) > chi2_corrected)
    double cohen_g = 0;           ///< c / (b + c) - 1/2, in [-1/2, 1/2]
};

/// McNemar (1947, Psychometrika 12:153); mid-p as recommended by Fagerland, Lydersen & Laake (2013, BMC
/// Medical Research Methodology 13:91). People who did not change do not count.
/// @param table  the four counts
/// @return Reason::no_change if nobody changed, Reason::no_pairs if the table is empty
[[nodiscard]] base::Outcome<McNemar> mcnemar(const PairedTable& table);

/// Odds of moving up against moving down, c / b. Infinite, as its upper limits are, if nobody moved down.
struct ConditionalOddsRatio {
    double estimate = 1;           ///< c / b
    Interval exact;                ///< from Clopper-Pearson limits of c out of b + c, as p / (1 - p)
    Interval mid_p;                ///< from mid-p limits
    Interval wilson;               ///< from Wilson limits
    std::optional<Interval> wald;  ///< exp(ln(c / b) -+ z sqrt(1/b + 1/c)); none if b or c is 0
};

/// Odds ratio of matched pairs, given how many people changed: c of b + c is binomial   (Cox 1958, Biometrika
/// 45:562; Wilson limits: Fagerland, Lydersen & Laake 2014, Statistics in Medicine 33:2850).
/// @param table  the four counts
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_change if nobody changed, Reason::no_pairs if the table is empty
[[nodiscard]] base::Outcome<ConditionalOddsRatio> conditional_odds_ratio(const PairedTable& table,
                                                                         double level = 0.95);

/// Score interval of the change: all delta that the data do not reject when both probabilities of moving are
/// estimated under that delta (Tango 1998, Statistics in Medicine 17:891). Within [-1, 1]; with nobody moving
/// still -+ z^2 / (n + z^2). By root finding, to the last digits.
/// @param moves  people by the direction of their change
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_pairs if there are no people
[[nodiscard]] base::Outcome<Interval> tango_interval(const Moves& moves, double level = 0.95);

/// Wald interval after adding one person to each of `up` and `down`   (Bonett & Price 2012, JEBS 37:479, eq.
/// 7). Never of length 0; with a handful of people it can leave [-1, 1].
/// @param moves  people by the direction of their change
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_pairs if there are no people
[[nodiscard]] base::Outcome<Interval> bonett_price_interval(const Moves& moves, double level = 0.95);

/// Change of the share of "yes" among people asked twice. Prefer `newcombe` or `tango`; the intervals after
/// those are there to be compared with other programs and may leave [-1, 1].
struct PairedDifference {
    std::int64_t n = 0;         ///< people
    double baseline = 0;        ///< (a + b) / n
    double repeat = 0;          ///< (a + c) / n
    double estimate = 0;        ///< repeat - baseline
    Interval newcombe;          ///< method 10: square-and-add of Wilson limits with phi_corrected
    Interval newcombe_raw_phi;  ///< method 8: the same with phi
    double phi = 0;             ///< correlation of the two waves; 0 if a margin is empty
    double phi_corrected =
        0;           ///< the same with ad - bc made smaller by n/2, but not negative, where it is positive
    Interval tango;  ///< tango_interval()
    Interval bonett_price;    ///< bonett_price_interval()
    Interval agresti_min;     ///< Wald after adding 1/2 to all four counts (Agresti & Min 2005, Statistics in
                              ///< Medicine 24:729)
    Interval wald;            ///< estimate -+ z wald_std_error
    Interval wald_corrected;  ///< Wald, longer by 1 / n at each end (Edwards)
    double wald_std_error = 0;  ///< sqrt(b + c - (b - c)^2 / n) / n
};

/// Newcombe: with l, u the Wilson limits of each wave and d = p2 - p1, the lower limit is
///
///     d - sqrt((p2 - l2)^2 - 2 phi (p2 - l2)(u1 - p1) + (u1 - p1)^2)
///
/// and the upper one likewise (Newcombe 1998, Statistics in Medicine 17:2635).
/// @param table  the four counts
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_pairs if the table is empty
[[nodiscard]] base::Outcome<PairedDifference> paired_difference(const PairedTable& table,
                                                                double level = 0.95);

/// Share of "yes" at the repeat over that at the baseline.
struct PairedRatio {
    double estimate = 1;  ///< (a + c) / (a + b)
    Interval wald;        ///< exp(ln estimate -+ z sqrt((b + c) / ((a + b)(a + c))))
};

/// @param table  the four counts
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_pairs if the table is empty, Reason::not_applicable if a wave has no "yes" at all
[[nodiscard]] base::Outcome<PairedRatio> paired_ratio(const PairedTable& table, double level = 0.95);

/// How many went up, stayed or went down on one ordered question, and the net share that improved.
struct NetShare {
    std::int64_t n = 0;     ///< people
    double up = 0;          ///< share of all who moved up
    double down = 0;        ///< share of all who moved down
    double same = 0;        ///< share of all who did not move
    double estimate = 0;    ///< up - down, in [-1, 1]
    Interval tango;         ///< of the estimate
    Interval bonett_price;  ///< of the estimate
    /// Two-sided p of the score test of up = down, z = (up - down) / sqrt(up + down) in people; the limits of
    /// `tango` are where the same test of another difference stops rejecting. None if nobody moved.
    std::optional<double> score_p = {};
};

/// The shares and the interval of their difference, as of a table with the same moves.
/// @param moves  people by the direction of their change
/// @param level  confidence level, 0 < level < 1
/// @return Reason::no_pairs if there are no people
[[nodiscard]] base::Outcome<NetShare> net_share(const Moves& moves, double level = 0.95);

}  // namespace outcomes::stats
