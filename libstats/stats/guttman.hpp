#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/reliability.hpp"

namespace outcomes::stats {

/// Lower bounds of the reliability of the sum of items brought to the same spread: the formulas of
/// GuttmanBounds on correlations.
struct GuttmanStandardized {
    double lambda1 = 0;  ///< 1 - k / sum of all correlations
    double lambda2 = 0;  ///< lambda1 + sqrt(k / (k - 1) sum of r_ij^2 over i != j) / sum of all correlations
    double lambda3 = 0;  ///< k / (k - 1) lambda1, standardized alpha
    double lambda5 = 0;  ///< lambda1 + 2 sqrt(largest over j of sum r_ij^2, i != j) / sum of all correlations
    /// 1 - sum(1 - SMC_i) / sum of all correlations. redundant_items: the correlations have no inverse.
    base::Outcome<double> lambda6 = base::Reason::redundant_items;
};

/// Lower bounds of the reliability of a sum of items (Guttman 1945, Psychometrika 10:255). Lambda 4 belongs
/// to one way of halving the scale and is in split_half.hpp.
struct GuttmanBounds {
    double lambda1 = 0;  ///< 1 - sum of the items' variances / variance of the total
    /// lambda1 + sqrt(k / (k - 1) sum of c_ij^2 over i != j) / variance of the total; at least lambda3.
    double lambda2 = 0;
    double lambda3 = 0;  ///< k / (k - 1) lambda1, Cronbach's alpha
    /// lambda1 + 2 sqrt(largest over j of sum c_ij^2, i != j) / variance of the total; helps where one item
    /// goes with all others and these do not go together.
    double lambda5 = 0;
    /// 1 - sum of the items' error variances / variance of the total, the error of an item being what the
    /// others do not predict, s_i^2 (1 - SMC_i). no_variation: an item never varies; redundant_items: the
    /// correlations have no inverse.
    base::Outcome<double> lambda6 = base::Reason::no_variation;
    /// no_variation: an item never varies, or the items cancel out in the sum.
    base::Outcome<GuttmanStandardized> standardized = base::Reason::no_variation;
};

/// All bounds, from exact sums.
/// @param items  sums of the answers of everyone who answered all items
/// @return Reason::one_item with one item, too_few with fewer than 2 persons, no_variation if every person
/// has the same total
/// Cost O(k^3).
[[nodiscard]] base::Outcome<GuttmanBounds> guttman_bounds(const ItemMoments& items);

}  // namespace outcomes::stats
