#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// A value on a grid and how often it occurs.
struct ValueCount {
    std::int64_t units = 0;  ///< the value, in grid steps
    std::int64_t count = 0;  ///< > 0
};

/// The distinct values in ascending order. Scores of a questionnaire have few of them, however many people
/// answered, so whatever works on these counts costs the same for 400 people as for 400,000. Cost: O(n +
/// range) where the range is small (a histogram), else O(n log n).
/// @param units  values in grid steps, in any order
/// @throws base::ContractError  a value beyond 2^60, whose sums could overflow
[[nodiscard]] std::vector<ValueCount> value_counts(std::span<const std::int64_t> units);

/// One size of change and who changed by that much.
struct MagnitudeCount {
    std::int64_t magnitude = 0;     ///< |d|, > 0
    std::int64_t n_neg = 0;         ///< differences equal to -magnitude
    std::int64_t n_pos = 0;         ///< differences equal to +magnitude
    std::int64_t doubled_rank = 0;  ///< twice the midrank of |d| among the differences that are not 0

    /// Differences of this size.
    [[nodiscard]] std::int64_t count() const { return n_neg + n_pos; }
};

/// Differences by size, ascending, ranked; zeros apart.
struct Magnitudes {
    std::vector<MagnitudeCount> groups;  ///< distinct sizes, ascending
    std::int64_t n_zero = 0;             ///< differences equal to 0
    std::int64_t n_neg = 0;              ///< below 0
    std::int64_t n_pos = 0;              ///< above 0

    /// Differences that are not 0.
    [[nodiscard]] std::int64_t n_nonzero() const { return n_neg + n_pos; }
    /// All differences.
    [[nodiscard]] std::int64_t n() const { return n_zero + n_nonzero(); }
};

/// Sizes and ranks of differences.
/// @param counts  distinct differences in ascending order
/// Cost: O(k) for k of them.
[[nodiscard]] Magnitudes magnitudes(std::span<const ValueCount> counts);

/// The same of differences in any order.
/// @param differences  in grid steps
/// Cost: that of value_counts().
[[nodiscard]] Magnitudes magnitudes(std::span<const std::int64_t> differences);

}  // namespace outcomes::stats
