#pragma once

#include "libstats/survey/answer_use.hpp"
#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"

#include <vector>

namespace outcomes::survey {

/// Where two waves that follow one another did not ask the same: a change of the questionnaire can look like
/// a change of the people. In this order:
///
///     waves.item_not_asked    a question of a scale that one wave did not ask: the study file says so, or
///     its
///                             column holds no answer there
///     waves.relabelled        an answer that is called otherwise: at least 5 people chose it in each wave,
///     and
///                             no text for it stands in both
///     waves.codes_and_labels  a list that is written in numbers in one wave and in words in the other (a
///     note) waves.answer_missing    an answer with words that nobody chose in one wave, although 10 or more
///     people
///                             would have, had they answered as in the other
///     waves.columns_differ    columns that only one wave's files have (a note)
///     waves.order             questions whose columns stand in another order (a note)
///
/// Columns of one question that differ in name between waves, as the study file says, are the same. Waves
/// that share their files are not compared by columns. Warnings, but for those said to be
/// notes.
[[nodiscard]] std::vector<DataDoubt> wave_differences(const Responses& responses,
                                                      const std::vector<std::vector<AnswerUse>>& uses);

}  // namespace outcomes::survey
