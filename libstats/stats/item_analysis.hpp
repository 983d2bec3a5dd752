#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/reliability.hpp"

#include <vector>

namespace outcomes::stats {

/// How one item goes with the others of its scale, from the people who answered all of them.
struct ItemStatistics {
    double mean = 0;  ///< in the units of the answers
    double sd = 0;    ///< divisor n - 1
    /// Correlation with the sum of the other items (corrected item-total correlation), in [-1, 1].
    base::Outcome<double> item_rest = base::Reason::one_item;
    /// Correlation with the sum of all items, itself included, in [-1, 1].
    base::Outcome<double> item_total = base::Reason::no_variation;
    /// Cronbach's alpha of the other items.
    base::Outcome<double> alpha_if_deleted = base::Reason::one_item;
    /// Squared multiple correlation with the other items, 1 - 1 / (R^-1)_ii.
    base::Outcome<double> squared_multiple = base::Reason::one_item;
};

/// Statistics of every item, in their order, from exact sums (Nunnally & Bernstein 1994, Psychometric Theory,
/// ch. 8; Guttman 1945, Psychometrika 10:255 for the squared multiple correlation). Items must point the same
/// way: a negative item-rest correlation says that one does not.
///
/// Within an item: Reason::one_item where no other item is left, no_variation where the item or what it is
/// compared with never varies, redundant_items where the correlations have no inverse.
/// @param items  sums of the answers of everyone who answered all items
/// @return Reason::too_few with fewer than 2 persons
/// Cost O(k^3).
[[nodiscard]] base::Outcome<std::vector<ItemStatistics>> item_statistics(const ItemMoments& items);

}  // namespace outcomes::stats
