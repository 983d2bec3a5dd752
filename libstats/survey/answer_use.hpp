#pragma once

#include "libstats/survey/answers.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::survey {

/// A text that stands in a question's column, what it says, and how many sheets of the wave have it.
struct TextUse {
    std::string text;  ///< trimmed
    Answer answer;
    std::size_t n = 0;
};

/// How one question was answered in one wave.
struct AnswerUse {
    const Item* item = nullptr;  ///< nullptr: a category
    std::string name;            ///< of the item or category
    std::string column;          ///< in this wave; "" if it was not asked
    const AnswerList* list = nullptr;
    bool was_read = false;       ///< a file of the wave has the column
    std::vector<TextUse> texts;  ///< those that occur, in the order of the files
    std::size_t n_answered = 0;  ///< sheets with an answer of the list
};

/// Every question of the study's scales and categories, each once, in their order; the same questions for
/// every wave: [wave][question]. Cost: one pass over the answers.
[[nodiscard]] std::vector<std::vector<AnswerUse>> answer_uses(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
