#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/findings/finding.hpp"

#include <vector>

namespace outcomes::analysis {

/// Who was asked, answered, was linked: rows of analysis `response`. One row each for `eligible` (if the
/// study gives the population), `answered` (each wave, as a share of the eligible), `set_aside` (sheets of a
/// wave that are left out because their code stands more than once, of all its sheets; only if there are any)
/// and, where the study has ids, `linked` (share of the first wave's sheets), where codes need not agree
/// exactly `linked_tidied`, `linked_tolerant` and `linked_decided` (shares of the linked), `only_from` and
/// `only_to` (sheets with an id that has no partner) and `no_id` (each wave).
[[nodiscard]] std::vector<findings::Finding> response_rows(const survey::Study& study, const WavePair& waves,
                                                           double level);

/// How those who could not be followed differ at the start, one row a scale, analysis `attrition`: the mean
/// first-wave score of people with a linked second sheet minus that of people without, with Welch's interval,
/// and over the SD of all first-wave scores as the effect (turned so that positive is better). A difference
/// above a quarter SD carries the note `lost_differ`.
[[nodiscard]] findings::Finding attrition_row(const Measure& measure, double level);

/// Cronbach's alpha of a scale in one wave, analysis `reliability`.
[[nodiscard]] findings::Finding reliability_row(const survey::Study& study, const survey::Scale& scale,
                                                const survey::WaveData& wave, double level);

}  // namespace outcomes::analysis
