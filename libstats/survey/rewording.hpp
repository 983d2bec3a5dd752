#pragma once

#include "libstats/survey/answer_use.hpp"
#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"

#include <string>
#include <vector>

namespace outcomes::survey {

/// The question as it was asked, where the file of the wave says it: in a header row of its own, or as the
/// label of an SPSS variable; else "".
[[nodiscard]] std::string question_text(const WaveData& wave, const std::string& column);

/// waves.reworded: questions whose text is not the same (folded, marks at the end left out) in two waves that
/// follow one another. One finding a pair of waves, a warning, with the texts; where the text of one wave
/// stands over another column in the other, that column is named.
[[nodiscard]] std::vector<DataDoubt> reworded_questions(const Responses& responses,
                                                        const std::vector<std::vector<AnswerUse>>& uses);

}  // namespace outcomes::survey
