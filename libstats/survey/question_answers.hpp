#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/survey/responses.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// What a text that means "no answer" means: which of [missing] it is.
class MissingKinds {
  public:
    /// @param mark the decimal mark of the file
    explicit MissingKinds(const MissingTexts& texts, char mark = '.');
    /// "blank" for a blank text, the meaning of a code (the code itself if it has none), a label as declared.
    [[nodiscard]] std::string of(std::string_view text) const;

  private:
    std::map<std::string, std::string> known_;  ///< folded text -> kind
    std::vector<std::pair<base::Decimal, std::string>> codes_;
    char mark_;
};

/// One answer of a list, or a number on its range, and how many sheets give it.
struct AnswerCount {
    std::string label;  ///< as declared; the number for a range
    base::Decimal score;
    std::size_t n = 0;
};

/// One kind of missing answer.
struct MissingCount {
    std::string kind;
    std::size_t n = 0;
};

/// How the sheets of one wave answer one question, before any reversal.
struct QuestionAnswers {
    std::size_t n_sheets = 0;
    std::size_t n_answered = 0;
    std::size_t n_not_asked = 0;  ///< sheets of files that do not have the question
    /// Lowest first. Every label of the list and every whole step of a range of at most 21, those that nobody
    /// chose too; of a longer range the numbers that occur.
    std::vector<AnswerCount> answers;
    /// Kinds that occur: blank, then in the order of their names.
    std::vector<MissingCount> missing;

    /// Sheets that were asked and have no answer.
    [[nodiscard]] std::size_t n_missing() const { return n_sheets - n_answered - n_not_asked; }
};

/// Counts of the answers to a question. Each distinct text is read once: the cost is one pass over the codes
/// of the column. Throws base::InputError for an answer that is in no list.
[[nodiscard]] QuestionAnswers question_answers(const Study& study, const ColumnName& column,
                                               const AnswerList& list, const WaveData& wave);

}  // namespace outcomes::survey
