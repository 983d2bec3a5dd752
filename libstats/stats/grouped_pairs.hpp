#pragma once

#include "libstats/stats/linear_model.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// People asked in both waves, some of whom took part in a programme and some of whom did not. Position i is
/// one person everywhere.
struct GroupedPairs {
    std::span<const double> baseline;       ///< scores before
    std::span<const double> repeat;         ///< scores after
    std::span<const std::uint32_t> groups;  ///< of each person, 0 to n_groups - 1; 0 is the comparison group
    std::size_t n_groups = 2;               ///< at least 2
};

/// Throws unless the pairs can be compared.
/// @param pairs  what the caller gave
/// @throws base::ContractError  unequal lengths, a number that is not finite or beyond 1e150, a group out of
/// range, fewer than two groups
void require_valid(const GroupedPairs& pairs);

/// Repeat minus baseline of each person.
/// @param pairs  people asked in both waves, with their groups
[[nodiscard]] std::vector<double> changes_of(const GroupedPairs& pairs);

/// The columns 1, group 1, ..., group n_groups - 1: a coefficient is a group's mean minus that of group 0.
/// @param pairs  people asked in both waves, with their groups
[[nodiscard]] Design group_design(const GroupedPairs& pairs);

/// The columns 1, baseline, group 1, ..., group n_groups - 1.
/// @param pairs  people asked in both waves, with their groups
[[nodiscard]] Design ancova_design(const GroupedPairs& pairs);

/// Two rows a person, first everyone at the baseline and then everyone at the repeat.
struct StackedPairs {
    Design design;                      ///< 1, group 1, ..., time (0 or 1), group 1 x time, ...
    std::vector<double> scores;         ///< one a row
    std::vector<std::uint32_t> people;  ///< position of the person in the pairs, one a row
};
/// The rows of a difference in differences. The coefficient of group g x time is by how much more the scores
/// of group g rose than those of group 0.
/// @param pairs  people asked in both waves, with their groups
[[nodiscard]] StackedPairs stacked(const GroupedPairs& pairs);

}  // namespace outcomes::stats
