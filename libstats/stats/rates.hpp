#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// Events over the time, people or households during which or to whom they could happen.
struct EventCount {
    std::int64_t events = 0;  ///< >= 0
    double exposure = 0;      ///< > 0, in any unit; rates are per unit
};

/// Everywhere below: events are Poisson with mean rate times exposure; limits are at the confidence level
/// `level`. Negative events, an exposure that is not positive and finite, and a level outside (0, 1) throw
/// base::ContractError.

/// Events per unit of exposure.
struct PoissonRate {
    double estimate = 0;  ///< events / exposure
    Interval exact;       ///< both tails at least (1 - level) / 2: never too short
    Interval mid_p;       ///< the same with half of the probability of the events themselves in each tail
    Interval score;       ///< all rates r with |events - r t| <= z sqrt(r t)
};

/// Rate of rare events. Exact limits are chi2_quantile(a / 2, 2x) / 2t and chi2_quantile(1 - a / 2, 2x + 2) /
/// 2t (Garwood 1936, Biometrika 28:437), the lower one 0 if x = 0; mid-p limits by root finding.
/// @param count  events x and exposure t
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] PoissonRate poisson_rate(EventCount count, double level = 0.95);

/// The rate of the repeat over that of the baseline. Infinite, as its upper limits are, if the baseline has
/// no events.
struct RateRatio {
    double estimate = 1;              ///< (x2 / t2) / (x1 / t1)
    PValues exact;                    ///< of ratio 1; two-sided: twice the smaller tail
    PValues mid_p;                    ///< the same with half of the probability of x2 in each tail
    double min_likelihood = 1;        ///< two-sided: all splits of the events no likelier than that observed
    Interval exact_ci;                ///< from Clopper-Pearson limits of x2 out of x1 + x2
    Interval mid_p_ci;                ///< from mid-p limits
    Interval wilson_ci;               ///< from Wilson limits
    std::optional<Interval> wald_ci;  ///< exp(ln ratio -+ z sqrt(1/x1 + 1/x2)); none if x1 or x2 is 0
};

/// Ratio of two rates. Given all x1 + x2 events, x2 is binomial with share t2 / (t1 + t2) if the rates are
/// the same; limits p of that share are ratios p / (1 - p) t1 / t2   (Przyborowski & Wilenski 1940,
/// Biometrika 31:313). `exact` agrees with `exact_ci`; `min_likelihood`, which R's poisson.test gives, need
/// not.
/// @param baseline  events x1 and exposure t1
/// @param repeat  events x2 and exposure t2
/// @param level  confidence level, 0 < level < 1
/// @return Reason::not_applicable if there are no events at all
[[nodiscard]] base::Outcome<RateRatio> rate_ratio(EventCount baseline, EventCount repeat,
                                                  double level = 0.95);

/// The rate of the repeat minus that of the baseline.
struct RateDifference {
    double estimate = 0;  ///< x2 / t2 - x1 / t1
    Interval hybrid;      ///< square-and-add of the score limits of each rate
    Interval wald;        ///< d -+ z sqrt(x1 / t1^2 + x2 / t2^2); of length 0 without events
};

/// Difference of two rates. With l, u the score limits of each rate, `hybrid` runs from
///
///     d - sqrt((r2 - l2)^2 + (u1 - r1)^2)   to   d + sqrt((u2 - r2)^2 + (r1 - l1)^2)
///
/// (Zou & Donner 2008, Statistics in Medicine 27:1693).
/// @param baseline  events x1 and exposure t1
/// @param repeat  events x2 and exposure t2
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] RateDifference rate_difference(EventCount baseline, EventCount repeat, double level = 0.95);

}  // namespace outcomes::stats
