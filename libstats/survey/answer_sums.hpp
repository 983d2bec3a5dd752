#pragma once

#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/scoring.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace outcomes::survey {

/// Adds up the answers of every sheet of a wave: `units` of the result is the sum in answer units, `answered`
/// the count. Cost O(sheets x items), one pass.
/// @param items  positions of the items to add; empty: all of them
[[nodiscard]] WaveScores answer_sums(const WaveData& wave, const std::vector<ItemRun>& runs,
                                     std::span<const std::size_t> items = {});

}  // namespace outcomes::survey
