#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/reliability.hpp"

#include <cstddef>

namespace outcomes::stats {

/// Which items make the first half.
enum class Halves {
    odd_even,     ///< the 1st, 3rd, 5th, ... against the 2nd, 4th, ...
    first_second  ///< the first k / 2 (rounded up) against the others
};

/// Reliability of the sum of all items from that of its halves.
struct SplitHalf {
    Halves halves = Halves::odd_even;  ///< how the items were split
    std::size_t n_first = 0;           ///< items in the first half
    std::size_t n_second = 0;          ///< items in the second half
    double r = 0;                      ///< correlation of the two halves
    /// 2 r / (1 + r): what two halves of this correlation would have together (Spearman 1910, British Journal
    /// of Psychology 3:271; Brown 1910, 3:296). not_applicable: r = -1.
    base::Outcome<double> spearman_brown = base::Reason::not_applicable;
    /// The same for halves of n_first and n_second items (Horst 1951, Educational and Psychological
    /// Measurement 11:368), with shares p and q: (r sqrt(r^2 + 4 p q (1 - r^2)) - r^2) / (2 p q (1 - r^2)).
    base::Outcome<double> horst = base::Reason::not_applicable;
    /// 4 cov(first, second) / var(total), Guttman's lambda 4 of this split (Guttman 1945, Psychometrika
    /// 10:255); the formulas of Flanagan and Rulon give the same number.
    double lambda4 = 0;
    /// The same for items brought to the same spread, from their correlations. no_variation: an item never
    /// varies, or the items cancel out in the sum.
    base::Outcome<double> lambda4_standardized = base::Reason::no_variation;
};

/// Splits the scale and correlates its halves, from exact sums.
/// @param items   sums of the answers of everyone who answered all items
/// @param halves  how to split them
/// @return Reason::one_item with one item, too_few with fewer than 2 persons, no_variation if a half or the
///         total never varies
/// Cost O(k^2).
[[nodiscard]] base::Outcome<SplitHalf> split_half(const ItemMoments& items, Halves halves = Halves::odd_even);

/// Reliability of a scale `times` as long as one of reliability r: times r / (1 + (times - 1) r).
/// @param r      reliability of the scale as it is, in (-1, 1]
/// @param times  new length over old length, > 0
/// @throws base::ContractError  times not above 0, r outside (-1, 1], a denominator of 0 or below
[[nodiscard]] double spearman_brown(double r, double times = 2);

}  // namespace outcomes::stats
