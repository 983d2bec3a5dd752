#pragma once

#include "libstats/base/int128.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <vector>

namespace outcomes::stats {

/// A value and how often each of two samples has it.
struct JointCount {
    std::int64_t units = 0;     ///< of the common grid
    std::int64_t n_first = 0;   ///< values of the first sample
    std::int64_t n_second = 0;  ///< values of the second sample

    /// How many share the value, and with it a rank.
    [[nodiscard]] std::int64_t count() const { return n_first + n_second; }
};

/// Two samples as counts of their distinct values: all that a rank statistic of independent samples sees.
struct JointCounts {
    std::vector<JointCount> values;  ///< ascending
    std::int64_t n_first = 0;        ///< size of the first sample
    std::int64_t n_second = 0;       ///< size of the second sample

    /// Both together.
    [[nodiscard]] std::int64_t n() const { return n_first + n_second; }
};

/// Counts the distinct values of two samples.
/// @param first   the first sample
/// @param second  the second sample, on the same grid
/// @throws base::ContractError  unequal denominators, a denominator below 1, a value beyond 2^60
/// Cost: that of value_counts() of each.
[[nodiscard]] JointCounts joint_counts(const GridView& first, const GridView& second);

/// Comparisons of every value of one sample with every one of the other, in exact integers.
struct Dominance {
    std::int64_t n_first = 0;   ///< size of the first sample
    std::int64_t n_second = 0;  ///< size of the second sample
    std::int64_t above = 0;     ///< pairs in which the second is higher
    std::int64_t equal = 0;     ///< pairs with equal values
    std::int64_t below = 0;     ///< pairs in which the second is lower
    /// Sum over the first sample of the squared row sums, a row sum being how many of the second are higher
    /// less how many are lower.
    base::Int128 first_squares = 0;
    base::Int128 second_squares = 0;  ///< the same over the second sample

    /// Number of comparisons.
    [[nodiscard]] std::int64_t pairs() const { return n_first * n_second; }
    /// P(second > first) - P(second < first), in [-1, 1].
    [[nodiscard]] double delta() const;
    /// P(second > first) + P(equal) / 2, in [0, 1].
    [[nodiscard]] double superiority() const;
    /// Variance (divisor n - 1) of the mean comparisons of the values of the first sample, on the scale of
    /// delta. n_first >= 2.
    [[nodiscard]] double first_variance() const;
    /// The same of the second sample. n_second >= 2.
    [[nodiscard]] double second_variance() const;
};

/// Compares all pairs through their counts.
/// @param counts  of both samples
/// Cost O(distinct values).
[[nodiscard]] Dominance dominance(const JointCounts& counts);

}  // namespace outcomes::stats
