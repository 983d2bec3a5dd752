#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// Interval between two of the n1 n2 ordered differences, the `order`-th from each end.
struct ShiftInterval {
    Interval limits;         ///< in units of the scores
    std::int64_t order = 1;  ///< from 1 to (n1 n2 + 1) / 2
    double achieved = 0;     ///< its level for values without ties; with ties the true level is higher
    bool reached = false;    ///< false: even the full range does not reach the level asked for
};

/// Hodges and Lehmann's estimate of the shift between two samples, with intervals.
struct HodgesLehmannShift {
    std::int64_t n_first = 0;   ///< size of the first sample
    std::int64_t n_second = 0;  ///< size of the second sample
    double estimate = 0;        ///< median of all differences second - first, in units of the scores

    std::optional<ShiftInterval> exact;  ///< order from the exact distribution; empty if that costs too much
    ShiftInterval normal;                ///< order from its normal approximation

    bool exact_order = false;  ///< `ci` is that of `exact`, else that of `normal`
    base::Outcome<Interval> ci = base::Reason::level_unreachable;  ///< the chosen interval
};

/// The shift of the second sample against the first: the median of all n1 n2 differences y_j - x_i (Hodges &
/// Lehmann 1963, Annals of Mathematical Statistics 34:598). It is not the difference of the medians.
///
/// The interval runs from the k-th smallest to the k-th largest difference; it holds all shifts that the
/// Mann-Whitney test does not reject, if the samples differ by a shift only. `exact`: k is the (1 - level) /
/// 2 quantile of U of samples without ties (rank_sum_quantile()), at least 1; `normal`: k = floor(n1 n2 / 2 -
/// z sqrt(n1 n2 (n1 + n2 + 1) / 12)), at least 1 (Hollander & Wolfe 1999, section 4.3). Ties make both wider
/// than their level says. `ci` is the exact one where its order can be had, else the normal one; it is
/// Reason::level_unreachable where even the full range falls short of the level (3 and 3 values for 95 %).
///
/// @param first, second  the samples, on one grid
/// @param level          of the intervals, in (0, 1)
/// @return Reason::no_answers if a sample is empty
/// @throws base::ContractError  level outside (0, 1), unequal denominators, a denominator below 1, a value
///                              beyond 2^60
/// Cost: O((n1 + n2) log range): each order statistic is found by counting the differences below a guess,
/// and nothing of size n1 n2 is stored. That of rank_sum_quantile() is added.
[[nodiscard]] base::Outcome<HodgesLehmannShift> hodges_lehmann_shift(const GridView& first,
                                                                     const GridView& second,
                                                                     double level = 0.95);

}  // namespace outcomes::stats
