#pragma once

#include "libstats/survey/scoring.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace outcomes::survey {

/// A number as it was printed, for finding out what it is a mean of.
struct PrintedValue {
    base::Decimal value;
    int digits = 0;  ///< decimals its column is printed with; trailing zeros are often dropped, so the most
                     ///< of the column
};

/// True if `printed` may be k / q for a whole k, rounded: the nearest one lies within half a unit of the last
/// decimal.
[[nodiscard]] bool may_be_fraction(const PrintedValue& printed, std::size_t q);

/// The whole number k nearest to q x printed.
[[nodiscard]] std::int64_t nearest_fraction(const PrintedValue& printed, std::size_t q);

/// How many items the values are means of: the smallest q from 2 to 60 such that every value may be k / q.
///
/// Accepted only if chance does not explain it: rounded fractions cover w = q / 10^digits of the line, which
/// must be at most 0.1, and w to the power of the number of distinct values that are not whole must stay
/// below 1e-6. (A whole number is a multiple of everything.) Nothing as well if the values are exactly k / q,
/// like quarters with two decimals: then the decimal grid is already right.
/// @param values distinct, in any order
[[nodiscard]] std::optional<std::size_t> detect_items_per_score(std::span<const PrintedValue> values);

/// Scores of a scale that stands in one column, computed before: on the grid of its means (given or
/// detected), else on its decimal grid, else as plain numbers. A text that is neither a number nor missing, a
/// number outside the declared range, and one that is no mean of `items_per_score` items are errors: throws
/// base::InputError.
[[nodiscard]] ScaleScores score_column(const Study& study, const Scale& scale,
                                       std::span<const WaveData* const> waves);

}  // namespace outcomes::survey
