#pragma once

#include "libstats/analysis/item_fit.hpp"
#include "libstats/survey/draft.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// Questions that may make a scale.
struct QuestionGroup {
    std::vector<std::size_t> questions;
    std::string name;  ///< what they share: the question of a grid, the beginning of their names, or ""
    std::string why;   ///< "names like Q1_1", "one grid", "next to each other, same answers"
};

/// Every question with an answer list stands in exactly one group; what belongs to nothing stands alone. In
/// the order of the file.
[[nodiscard]] std::vector<QuestionGroup> group_questions(const survey::StudyDraft& draft);

/// The scores of the answers of a wave to these questions, which share one list, of the people who answered
/// all of them. Only whole scores: empty if the list has others, or a question was not asked.
[[nodiscard]] AnswerRows answer_rows(const survey::StudyDraft& draft,
                                     const std::vector<std::size_t>& questions, std::size_t wave);

/// The questions, numbers outside the group, that hold the sum or the mean of the group's answers for nearly
/// everyone who answered all (95 %, at least 10 people) in some wave: as they stand, or with those turned
/// round that go against the others. Cost: linear in rows, times the number of such questions.
[[nodiscard]] std::vector<std::size_t> totals_of(const survey::StudyDraft& draft, const QuestionGroup& group);

/// Puts answers whose order words leave open into the order in which the questions of the largest group agree
/// more, and says so.
void settle_orders(survey::StudyDraft& draft, const std::vector<QuestionGroup>& groups);

}  // namespace outcomes::analysis
