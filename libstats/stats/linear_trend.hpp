#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/occasions.hpp"
#include "libstats/stats/t_test.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// Mean change per unit of time, from each person's own line through the k occasions.
///
/// Person i's slope is b_i = sum_j (t_j - T) x_ij / sum_j (t_j - T)^2 with T the mean time; the test is the
/// one-sample t test of the b_i with n - 1 degrees of freedom. It assumes nothing about how the occasions
/// vary and correlate, unlike a contrast with the pooled error of rm_anova() (Rogan, Keselman & Mendoza 1979,
/// British Journal of Mathematical and Statistical Psychology 32:269). For two occasions it is the paired t
/// test. The sums are exact integers.
///
/// @param table  at least two people
/// @param times  of the k occasions, on one grid; not all the same
/// @param level  of the interval
/// @return estimate in units of the scores per unit of time, > 0: scores rise. Reason::no_pairs (nobody),
///         Reason::too_few (n = 1), Reason::no_variation (all slopes are the same)
/// @throws base::ContractError  not k times, all times the same, level outside (0, 1), times and scores whose
///         products leave 62 bits; see require_occasions()
/// Cost: O(n k).
[[nodiscard]] base::Outcome<TTest> linear_trend(const OccasionTable& table, const GridView& times,
                                                double level = 0.95);

}  // namespace outcomes::stats
