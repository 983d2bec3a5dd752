#pragma once

#include "libstats/stats/reliability.hpp"
#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <vector>

namespace outcomes::analysis {

/// Positions of the items that, after reversal, go clearly against the rest of their scale: a correlation
/// with the sum of the others below -0.1, among at least 30 complete sheets of three or more items.
[[nodiscard]] std::vector<std::size_t> items_against_rest(const stats::ItemMoments& moments);

/// Scales that may not measure what they are taken for. Reliability is Cronbach's alpha over complete sheets.
/// In this order, one finding for all scales and waves unless said otherwise:
///
///     data.doubtful_key       questions that go against the rest of their scale (items_against_rest), one
///                             finding a scale: with the reliability as it is, and with the question turned
///                             round where that mends it
///     data.items_identical    two questions of a scale with the same answer on every complete sheet (20 or
///                             more sheets, and not everybody answers alike), one finding a scale
///     data.large_small_change a smallest change, in points or percent, of more than 0.8 SDs of all answers
///                             of the first wave, one finding a scale
///     data.low_reliability    below 0.60 in a wave, among 30 complete sheets or more; a note. Scales with a
///                             doubtful key are left out: the key explains it
///     data.few_complete       fewer than 50 complete sheets, so that reliability is rough; a note
///     data.floor, .ceiling    more than 15 % of those with a score have the lowest or highest one possible,
///                             among 20 or more; only for means (see kind_of); a note each
///
/// Cost: O(sheets x questions of the scale squared).
[[nodiscard]] std::vector<survey::DataDoubt> scale_doubts(const survey::Study& study,
                                                          const survey::Responses& responses);

}  // namespace outcomes::analysis
