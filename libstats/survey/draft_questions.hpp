#pragma once

#include "libstats/survey/draft.hpp"

#include <span>
#include <vector>

namespace outcomes::survey {

/// The questions of all waves, with their answers: columns of the same name are one question; so are columns
/// whose names differ by a time alone ("mood_t0", "mood_t1"), columns with the same wording, and columns that
/// are each other's closest match in name or wording and have like answers ("Q5_2" and "Q5_2a"). Of these,
/// the ones that do not also stand in the same place carry a doubt. In the order of the first file; what only
/// later files ask comes at the end.
[[nodiscard]] std::vector<DraftQuestion> match_questions(std::span<const ExportFile> files,
                                                         std::span<const DraftWave> waves);

/// How alike two names are, in [0, 1]: 1 less the edit distance of the folded names by the longer length.
[[nodiscard]] double name_likeness(std::string_view a, std::string_view b);

/// The same kind of answers, and about the same ones: numbers that reach about as high, labels of which half
/// are the same.
[[nodiscard]] bool have_like_answers(const SeenAnswers& a, const SeenAnswers& b);

}  // namespace outcomes::survey
