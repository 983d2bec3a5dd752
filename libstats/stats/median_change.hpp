#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>

namespace outcomes::stats {

/// Interval between two of the ordered values, the k-th from each end.
struct OrderInterval {
    Interval limits;       ///< in units of the values
    std::int64_t k = 1;    ///< from 1
    double achieved = 0;   ///< its level if the values had no ties; with ties the true level is higher
    bool reached = false;  ///< achieved >= the level asked for; false: even the full range does not reach it
};

/// The middle change, with what is known about it.
struct MedianChange {
    std::int64_t n = 0;   ///< differences, zeros too
    double estimate = 0;  ///< the middle difference, or the mean of the two middle ones
    OrderInterval order;  ///< the widest useful pair of ordered differences, or the full range
    base::Outcome<Interval> ci = base::Reason::level_unreachable;  ///< that of `order` where it is reached
};

/// Median of the differences d = repeat - baseline and its interval between ordered differences. Nothing is
/// assumed about their distribution. It is the median of the changes, not the change of the medians, and on a
/// coarse scale mostly 0: the pseudo-median (hodges_lehmann.hpp) moves in finer steps.
///
/// The interval runs from the k-th smallest to the k-th largest of all n differences, k the largest with
/// P(Bin(n, 1/2) <= k - 1) <= (1 - level) / 2 (Thompson 1936, Annals of Mathematical Statistics 7:122). Ties
/// make it wider than its level says, never narrower. Where even the full range falls short (5 values or
/// fewer for 95 %), `ci` is Reason::level_unreachable.
///
/// @param differences  repeat - baseline
/// @param level        of the interval
/// @return Reason::no_pairs (no differences)
/// @throws base::ContractError  level outside (0, 1), a denominator below 1, a difference beyond 2^60
/// Cost: that of value_counts().
[[nodiscard]] base::Outcome<MedianChange> median_change(GridView differences, double level = 0.95);

}  // namespace outcomes::stats
