#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/overlap.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>

namespace outcomes::stats {

/// Answers yes or no in two waves, by who gave them.
struct OverlapCounts {
    std::int64_t both_yes = 0;   ///< yes in both waves
    std::int64_t yes_to_no = 0;  ///< yes at the baseline, no at the repeat
    std::int64_t no_to_yes = 0;  ///< no at the baseline, yes at the repeat
    std::int64_t both_no = 0;    ///< no in both waves
    Count only_baseline = {};    ///< yes of those who answered at the baseline only
    Count only_repeat = {};      ///< yes of those who answered at the repeat only
};

/// Change of a share when some answered twice and some once.
struct OverlapProportion {
    OverlapForm form = OverlapForm::overlapping;  ///< who there was; the formulas hold at the limits, too
    std::int64_t n_baseline = 0;                  ///< answers at the baseline
    std::int64_t n_repeat = 0;                    ///< answers at the repeat
    std::int64_t n_pairs = 0;                     ///< people with both
    double baseline = 0;  ///< share of yes at the baseline, over everyone who answered then
    double repeat = 0;    ///< share of yes at the repeat
    double estimate = 0;  ///< repeat - baseline, in [-1, 1]
    double phi = 0;       ///< correlation of the pairs' answers; 0 if a wave of them does not vary

    double std_error_null = 0;  ///< with one common share, as under H0
    double z = 0;               ///< estimate / std_error_null
    PValues p;                  ///< normal
    double std_error = 0;       ///< with a share for each wave; 0 if neither wave varies
    Interval ci;                ///< estimate -+ z std_error; not clipped, a single point for std_error 0
};

/// The partially overlapping samples z test for two shares; H0: the share of yes is the same in both waves
/// (Derrick, Dobson-Mckittrick, Toher & White 2015, Journal of Applied Quantitative Methods 10(3), z_8).
/// With n1, n2 answers, shares p1, p2, n12 pairs whose answers correlate by phi, and p = (n1 p1 + n2 p2) /
/// (n1 + n2)
///
///     z     (p2 - p1) / sqrt(p (1 - p) (1/n1 + 1/n2 - 2 phi n12 / (n1 n2)))
///     se^2  p1 (1 - p1)/n1 + p2 (1 - p2)/n2 - 2 phi sqrt(p1 (1 - p1) p2 (1 - p2)) n12 / (n1 n2)
///
/// the test from the pooled share, the interval from the unpooled ones. Without pairs z is that of two
/// independent shares. If everyone answered twice se is Wald's for pairs, and z^2 close to McNemar's, whose
/// variance is not pooled in the same way. For 12 answers or fewer of one kind, mcnemar or newcombe on the
/// larger part of the people is the safer choice.
///
/// @param counts  who answered what
/// @param level   of the interval, in (0, 1)
/// @return Reason::no_answers if a wave has none; Reason::no_variation if all answers are the same, or if the
///         variance under H0 is 0 (everyone answered twice, and alike)
/// @throws base::ContractError  a negative count, more yes than answers, level outside (0, 1)
[[nodiscard]] base::Outcome<OverlapProportion> overlap_z(const OverlapCounts& counts, double level = 0.95);

}  // namespace outcomes::stats
