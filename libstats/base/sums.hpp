#pragma once

#include "libstats/base/int128.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace outcomes::base {

/// Running sum with the rounding errors kept aside (Neumaier 1974, ZAMM 54:39, variant IV): the error of the
/// total does not grow with the number of terms.
class CompensatedSum {
  public:
    /// Adds a term.
    /// @param term  finite
    void add(double term);
    /// The sum so far, corrected for rounding.
    [[nodiscard]] double value() const { return sum_ + correction_; }

  private:
    double sum_ = 0;
    double correction_ = 0;
};

/// The nearest double to numerator / denominator, denominator > 0.
/// @param numerator    any
/// @param denominator  > 0
[[nodiscard]] double ratio(Int128 numerator, Int128 denominator);

/// Exact sums of integers and of their squares and products about a shift, so that they fit into 128 bits.
struct ExactMoments {
    std::int64_t n = 0;      ///< how many integers
    Int128 sum = 0;          ///< of x - shift
    Int128 sum_squares = 0;  ///< of (x - shift)^2
    std::int64_t shift = 0;  ///< taken off each integer x first
};

/// Nothing if a sum leaves 128 bits (values spread over more than about 2^55). Cost O(n).
/// @param values  any integers
[[nodiscard]] std::optional<ExactMoments> exact_moments(std::span<const std::int64_t> values);

}  // namespace outcomes::base
