#pragma once

#include "libstats/survey/draft.hpp"

#include <span>
#include <vector>

namespace outcomes::survey {

/// Finds the columns that say who answered, by their names and their contents, and gives them their role, so
/// that they are no questions any more.
///
/// The code of a person is the column with codes that are found in all waves and stand once in each; columns
/// that number the response (new or from 1 in every wave) are never taken. Where no column is enough, two
/// columns may make a key together (a number within a place), or the parts of a code that people make up.
/// Cost: linear in rows for each candidate.
[[nodiscard]] DraftPeople find_people(std::vector<DraftQuestion>& questions,
                                      std::span<const DraftWave> waves);

}  // namespace outcomes::survey
