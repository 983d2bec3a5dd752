#pragma once

#include "libstats/survey/dictionary.hpp"
#include "libstats/survey/draft.hpp"

#include <cstddef>
#include <vector>

namespace outcomes::survey {

/// Adds what a data dictionary says to the questions it knows by the name of a column: wording, answers with
/// their codes, codes for "no answer", the range of numbers, groups, and which columns are no questions.
/// What a file itself says about a question (its wording) stays.
/// @return how many of the questions the dictionary knows
std::size_t apply_dictionary(const Dictionary& dictionary, std::vector<DraftQuestion>& questions);

}  // namespace outcomes::survey
