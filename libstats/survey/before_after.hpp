#pragma once

#include "libstats/survey/draft.hpp"

#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// Questions of one file whose names differ in a mark of time alone and that have like answers: "depress1"
/// and "depress2", "moodpre" and "moodpost", "t1sleep" and "t2sleep". Marks that are a number by itself count
/// behind a word, where no third name goes on with the row; "q1" and "q2" are two questions.
[[nodiscard]] std::vector<BeforeAfter> before_after_questions(std::span<const DraftQuestion> questions);

/// What to type to compare them: outcomes compare FILE --before a,b --after c,d; lower is said to be better
/// where the words of all names say so.
[[nodiscard]] std::string compare_command(const std::string& path, std::span<const BeforeAfter> pairs);

}  // namespace outcomes::survey
