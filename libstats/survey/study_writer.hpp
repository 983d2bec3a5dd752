#pragma once

#include "libstats/survey/draft.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// The draft as a study file (schema 1) with comments for people who have never seen one. What is not certain
/// stands in a comment line that begins with "# CHECK:" above the line it is about. Questions that no scale
/// uses and columns that are left out are named in comments. The same draft gives the same bytes.
[[nodiscard]] std::string study_text(const StudyDraft& draft);

/// How many lines of the text ask something.
[[nodiscard]] std::size_t count_checks(std::string_view study_text);

/// Names with every row of numbers written as a range: Q1_1, Q1_2, Q1_3 as "Q1_1..Q1_3".
[[nodiscard]] std::vector<std::string> with_ranges(const std::vector<std::string>& names);

}  // namespace outcomes::survey
