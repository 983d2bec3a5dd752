#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>

namespace outcomes::stats {

/// Correlation of a series with itself, `lag` positions later:
///
///     r = sum over i = 1 .. n - lag of (x_i - m)(x_{i+lag} - m) / sum over all i of (x_i - m)^2
///
/// with m the mean of the whole series (Box & Jenkins 1976, Time Series Analysis, eq. 2.1.11). In [-1, 1].
/// Both sums, times n^2, are exact integers about the rounded mean, and their ratio is rounded once; where
/// they leave 128 bits, compensated sums of the rounded deviations take over.
///
/// @param series  in the order of time
/// @param lag     at least 1
/// @return Reason::too_few for n <= lag, Reason::no_variation if every value is the same
/// @throws base::ContractError  lag 0, a denominator below 1
/// Cost O(n).
[[nodiscard]] base::Outcome<double> autocorrelation(const GridView& series, std::size_t lag = 1);

}  // namespace outcomes::stats
