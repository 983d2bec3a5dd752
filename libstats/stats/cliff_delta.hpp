#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// How much one sample dominates another.
struct CliffDelta {
    std::int64_t n_first = 0;   ///< size of the first sample
    std::int64_t n_second = 0;  ///< size of the second sample
    double delta = 0;           ///< P(second > first) - P(second < first), in [-1, 1]
    double superiority = 0.5;   ///< Vargha and Delaney's A, (delta + 1) / 2, in [0, 1]
    double p_greater = 0;       ///< share of pairs in which the second is higher
    double p_equal = 0;         ///< share of pairs with equal values
    double p_less = 0;          ///< share of pairs in which the second is lower

    double var_unbiased = 0;    ///< of delta; can be slightly negative
    double var_consistent = 0;  ///< of delta; never negative

    /// Intervals of delta, within [-1, 1]; empty if delta is -1 or 1, or the variance is not positive.
    std::optional<Interval> ci_unbiased_t;
    std::optional<Interval> ci_consistent_t;  ///< with the consistent variance and t(n1 + n2 - 2)
    std::optional<Interval> ci_consistent_z;  ///< with the consistent variance and the normal distribution
    std::optional<Interval> ci_separated;     ///< where delta is -1 or 1
};

/// Cliff's delta (Cliff 1993, Psychological Bulletin 114:494) and Vargha and Delaney's A (2000, Journal of
/// Educational and Behavioral Statistics 25:101). With d_i. and d_.j the mean comparisons of a value of the
/// first and of the second sample with the other one, s1^2 and s2^2 their variances, and SS the sum of (d_ij
/// - delta)^2 over all n1 n2 pairs
///
///     unbiased    (n2^2 (n1 - 1) s1^2 + n1^2 (n2 - 1) s2^2 - SS) / (n1 n2 (n1 - 1)(n2 - 1))
///     consistent  ((n2 - 1) s1^2 + (n1 - 1) s2^2 + SS / ((n1 - 1)(n2 - 1))) / (n1 n2)
///     interval    (delta - delta^3 -+ c s sqrt((1 - delta^2)^2 + c^2 s^2)) / (1 - delta^2 + c^2 s^2)
///
/// c the quantile of t(n1 + n2 - 2), or of the normal distribution (Feng & Cliff 2004, Journal of Modern
/// Applied Statistical Methods 3:322). For separated samples the variance is 0, and the interval runs from
/// (n_b - z^2) / (n_b + z^2) to 1 (turned over for -1), n_b the smaller sample (the same, p. 324).
///
/// @param first, second  the samples, on one grid
/// @param level          of the intervals, in (0, 1)
/// @return Reason::too_few if a sample has fewer than 2 values
/// @throws base::ContractError  level outside (0, 1), unequal denominators, a denominator below 1, a value
///                              beyond 2^60
/// Cost: that of joint_counts().
[[nodiscard]] base::Outcome<CliffDelta> cliff_delta(const GridView& first, const GridView& second,
                                                    double level = 0.95);

}  // namespace outcomes::stats
