#pragma once

#include "libstats/base/int128.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace outcomes::stats {

/// The grid point next to the mean, and the sum of all values.
struct Centre {
    base::Int128 total = 0;  ///< of all values, in units
    std::int64_t point = 0;  ///< the whole number of units nearest to the mean
};

/// Sum and centre of a column.
/// @param units  not empty
[[nodiscard]] Centre centre_of(std::span<const std::int64_t> units);

/// Covariance (divisor n - 1) of two columns on one grid, in squared units of the scores: exact integer sums
/// about the two centres, rounded once; with compensated sums of exact deviations where 128 bits are too few.
/// The variance is the covariance of a column with itself. n >= 2. Cost O(n).
/// @param x         one column
/// @param x_centre  about which x is summed, in units; near its mean
/// @param y         the other column, same people
/// @param y_centre  about which y is summed, in units; near its mean
[[nodiscard]] double covariance_on_grid(const GridView& x, std::int64_t x_centre, const GridView& y,
                                        std::int64_t y_centre);

/// +-1 if the points lie on a line, decided in integers; nothing if they do not, or if that does not fit into
/// 128 bits.
/// @param x  one column
/// @param y  the other column, same people
[[nodiscard]] std::optional<double> exact_unit_correlation(const GridView& x, const GridView& y);

}  // namespace outcomes::stats
