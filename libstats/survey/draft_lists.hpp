#pragma once

#include "libstats/survey/draft.hpp"

#include <string>
#include <vector>

namespace outcomes::survey {

struct FoundLists {
    std::vector<DraftList> lists;
    MissingTexts missing;
    std::vector<Doubt> missing_doubts;  ///< codes and texts that may or may not mean "no answer"
};

/// Finds the answer lists of all questions and writes their ids into the questions.
///
/// Questions share a list if one's answers are among the other's, or if they stand in one grid or one row of
/// names and have answers in common: an answer that nobody gave to one question is still one of its answers.
/// Other spellings (word order, a shorter form of the same step, a slip) become `also`. The order is that of
/// the dictionary, of the numbers in front of the labels, or of data/words; texts without a known order make
/// a list only where several questions share them, and then it carries a doubt.
[[nodiscard]] FoundLists find_lists(std::vector<DraftQuestion>& questions);

/// The name without the number or letter at its end: "Q1_" of "Q1_3", "trust" of "trust2"; "" if nothing is
/// left or there is no number.
[[nodiscard]] std::string name_stem(std::string_view name);

}  // namespace outcomes::survey
