#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/polychoric.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// Reliability of the sum of the normal variables behind items with ordered answers.
struct OrdinalAlpha {
    std::size_t n_items = 0;           ///< k
    std::int64_t n_persons = 0;        ///< who answered every item
    double alpha = 0;                  ///< k r / (1 + (k - 1) r)
    double average_correlation = 0;    ///< r, the mean of the polychoric correlations of all pairs of items
    double theta = 0;                  ///< k / (k - 1) (1 - 1 / largest eigenvalue), ordinal theta
    std::vector<double> correlations;  ///< polychoric, k rows of k
    double smallest_eigenvalue = 0;    ///< of the correlations
    /// Whether the correlations could be those of any k variables together (the smallest eigenvalue is above
    /// rounding). They are estimated two by two and need not be; see ordinal_alpha().
    bool positive_definite = false;
};

/// Ordinal alpha: standardized alpha of the polychoric correlations (Zumbo, Gadermann & Zeisser 2007, Journal
/// of Modern Applied Statistical Methods 6:21), and ordinal theta from their largest eigenvalue. It says how
/// reliable the sum of the unseen variables would be, not the sum of the answers, whose reliability is
/// usually lower (Chalmers 2018, Educational and Psychological Measurement 78:1056).
///
/// Correlations that are not positive definite are not smoothed: alpha and theta are what their formulas
/// give, `positive_definite` is false, and the two should not be quoted. There is no interval: Feldt's does
/// not hold here.
///
/// @param rows     answers turned to one direction, `n_items` for each person who answered all
/// @param n_items  answers of each person, k
/// @param options  of each correlation; the level is not used
/// @return Reason::one_item with one item; too_few with fewer than 2 persons; no_variation if an item never
///         varies; not_applicable if a pair has no polychoric correlation (polychoric()) or the correlations
///         add up to nothing positive; not_converged
/// @throws base::ContractError  rows that are not whole
/// Cost: k (k - 1) / 2 polychoric correlations and O(n k^2).
[[nodiscard]] base::Outcome<OrdinalAlpha> ordinal_alpha(std::span<const std::int64_t> rows,
                                                        std::size_t n_items,
                                                        const PolychoricOptions& options = {});

}  // namespace outcomes::stats
