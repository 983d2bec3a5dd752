#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>

namespace outcomes::stats {

/// How many went up, and the chance that one person did.
struct Improvement {
    std::int64_t n = 0;       ///< pairs
    std::int64_t n_up = 0;    ///< higher at the repeat
    std::int64_t n_same = 0;  ///< unchanged
    std::int64_t n_down = 0;  ///< lower at the repeat

    double estimate = 0.5;  ///< P(up) + P(same) / 2, in [0, 1]; 1/2: as many up as down
    Interval ci;            ///< of `estimate`, within [0, 1] and never a single point
    double dominance = 0;   ///< P(up) - P(down) = 2 estimate - 1, in [-1, 1]
    Interval dominance_ci;  ///< 2 ci - 1

    double effective_n =
        0;  ///< people without ties who would give the same variance; n if nobody is unchanged
};

/// Probability of improvement within people: of one person taken at random, P(d > 0) + P(d = 0) / 2 with d =
/// repeat - baseline ("PS dependent", Grissom & Kim 2012, Effect Sizes for Research, ch. 6). It compares each
/// person with herself only; the proportion over all pairs of one person's baseline with another's repeat is
/// another number.
///
/// The interval is that of Clopper & Pearson for estimate * m of m people, where m = n p (1 - p) / v is the
/// effective number of people (Korn & Graubard 1998, Survey Methodology 24:193): each unchanged person counts
/// one half with less variance v than a coin. p and v are taken with one more person up and one more down, so
/// that m stays finite, and equals n if nobody is unchanged; then the interval is the exact one. It never
/// ends in a single point: 12 of 12 up give 0.735 to 1.
///
/// Least coverage of the 95 % interval over all tables, enumerated for 0 to 95 % unchanged and up to 99 % of
/// the others up: .961 (n = 6), .954 (n = 12), .953 (n = 20) and .945 (n = 40); the mean is .96 to .98, so it
/// is conservative for small n. Wilson's interval on the same effective number is shorter by a tenth, and
/// falls to .83 at n = 12.
///
/// @param differences  repeat - baseline
/// @param level        of the interval
/// @return Reason::no_pairs (no differences)
/// @throws base::ContractError  level outside (0, 1), a denominator below 1
/// Cost: O(n).
[[nodiscard]] base::Outcome<Improvement> improvement(GridView differences, double level = 0.95);

}  // namespace outcomes::stats
