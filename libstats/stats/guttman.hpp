#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/reliability.hpp"

namespace outcomes::stats {

/// Lower bounds of the reliability of a sum of items (Guttman 1945, Psychometrika 10:255). Lambda 3 is
/// Cronbach's alpha, lambda 4 is in split_half.hpp.
struct GuttmanBounds {
    double lambda1 = 0;  ///< 1 - sum of the items' variances / variance of the total
    /// lambda1 + sqrt(k / (k - 1) sum of c_ij^2 over i != j) / variance of the total; at least alpha.
    double lambda2 = 0;
    /// 1 - sum of the items' error variances / variance of the total, the error of an item being what the
    /// others do not predict, s_i^2 (1 - SMC_i). no_variation: an item never varies; redundant_items: the
    /// correlations have no inverse.
    base::Outcome<double> lambda6 = base::Reason::no_variation;
    /// The same for items brought to the same spread: 1 - sum(1 - SMC_i) / sum of all correlations.
    base::Outcome<double> lambda6_standardized = base::Reason::no_variation;
};

/// @return Reason::one_item with one item, too_few with fewer than 2 persons, no_variation if every person
/// has the same total
/// Cost O(k^3).
[[nodiscard]] base::Outcome<GuttmanBounds> guttman_bounds(const ItemMoments& items);

}  // namespace outcomes::stats
