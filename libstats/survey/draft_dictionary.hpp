#pragma once

#include "libstats/survey/dictionary.hpp"
#include "libstats/survey/draft.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::survey {

/// Adds what a data dictionary says to the questions it knows by the name of a column: wording, answers with
/// their codes, codes for "no answer", the range of numbers, groups, and which columns are no questions.
/// What a file itself says about a question (its wording) stays.
/// @return how many of the questions the dictionary knows
std::size_t apply_dictionary(const Dictionary& dictionary, std::vector<DraftQuestion>& questions);

/// The answer list that the dictionary declares for a question, by its codes; by words where the codes are no
/// numbers. Labels that mean "no answer" are missing there. It carries a doubt if neither settles the order.
/// It may have fewer than two labels.
[[nodiscard]] DraftList declared_list(const DraftQuestion& question);
/// A name for it: the kind of its answers, and how many there are.
[[nodiscard]] std::string declared_list_name(const DraftList& list);

}  // namespace outcomes::survey
