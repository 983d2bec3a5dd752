#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/median_change.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>

namespace outcomes::stats {

/// Who went up and down, and whether that could be chance.
struct SignTest {
    std::int64_t n_pos = 0;   ///< pairs that went up
    std::int64_t n_neg = 0;   ///< pairs that went down
    std::int64_t n_zero = 0;  ///< pairs that did not change; they take no part in the test

    PValues p;                      ///< exact
    double mid_p = 1;               ///< two-sided, half of the point probability in each tail
    double z = 0;                   ///< (n_pos - n_neg) / sqrt(m)
    double p_normal = 1;            ///< two-sided
    double z_corrected = 0;         ///< z with |n_pos - n_neg| shortened by 1 (not beyond 0)
    double p_normal_corrected = 1;  ///< two-sided, from z_corrected

    double share_up = 0;   ///< n_pos / m
    Interval share_up_ci;  ///< Clopper-Pearson

    double median = 0;        ///< of all differences, zeros too, in units of the scores
    OrderInterval median_ci;  ///< of all differences
};

/// Sign test: of the m = n_pos + n_neg pairs that changed, n_pos is binomial(m, 1/2) if up and down are
/// equally likely (Arbuthnott 1710). Two-sided p is 2 min(P(X <= n_pos), P(X >= n_pos)), at most 1; mid-p is
/// smaller by P(X = n_pos).
///
/// The median and its interval are those of median_change(). The share's interval is that of Clopper &
/// Pearson (1934, Biometrika 26:404).
///
/// @param differences  repeat - baseline
/// @param level        of the intervals
/// @return Reason::no_pairs (no differences) or Reason::no_change (all are 0)
/// @throws base::ContractError  level outside (0, 1), a denominator below 1, a difference beyond 2^60
/// Cost: that of value_counts().
[[nodiscard]] base::Outcome<SignTest> sign_test(GridView differences, double level = 0.95);

}  // namespace outcomes::stats
