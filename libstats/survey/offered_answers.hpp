#pragma once

#include "libstats/survey/draft_words.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// The answers that a question offered, as far as those given tell.
struct OfferedAnswers {
    std::vector<std::string> labels;   ///< lowest first: those given, as written, and the added ones
    std::vector<std::string> added;    ///< the labels that nobody gave
    std::string open_middle;           ///< a middle answer that nobody gave; it is not among the labels
    std::vector<std::string> perhaps;  ///< nobody gave them, and other scales than these would fit as well
};

/// Finds the smallest scale of this kind that offers all the answers given: of "Strongly disagree" and
/// "Agree", the usual one of five without its middle. Its other answers are added, in the manner of writing
/// of those given; the middle one is not, as scales with and without it are both usual. Of several such
/// scales the one counts that writes more of the answers just so, then the first in data/words; but where the
/// answers given are neighbours in all of them nothing is added, for then it makes no difference to the steps
/// between their scores.
/// @param given  different answers, as written
/// @return nothing if no scale offers them all
[[nodiscard]] std::optional<OfferedAnswers> offered_answers(const AnswerOrder& kind,
                                                            std::span<const std::string> given);

}  // namespace outcomes::survey
