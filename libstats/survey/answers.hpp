#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/table.hpp"
#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace outcomes::survey {

/// The texts that mean "no answer" whatever the question: the blank text, the labels and the codes of
/// [missing]. Texts are compared folded, codes also as numbers ("-9.00" is -9).
class MissingKey {
  public:
    /// @param mark the decimal mark of the file
    explicit MissingKey(const MissingTexts& texts, char mark = '.');
    [[nodiscard]] bool contains(std::string_view text) const { return contains_folded(base::folded(text)); }
    [[nodiscard]] bool contains_folded(const std::string& folded) const;
    /// The same for a text of a column: what an SPSS file declares missing is missing as well, and so is a
    /// code that it calls by one of these texts.
    [[nodiscard]] bool contains(const io::Column& column, std::uint32_t number) const;

  private:
    std::unordered_set<std::string> texts_;
    std::vector<base::Decimal> codes_;
    char mark_;
};

enum class Meaning : std::uint8_t {
    missing,  ///< no answer
    score,    ///< an answer of the list
    outside,  ///< a number that the list does not have
    unknown   ///< neither an answer nor a number
};

/// What a cell says.
struct Answer {
    Meaning meaning = Meaning::unknown;
    base::Decimal score;  ///< when it is an answer
    std::int16_t position =
        -1;  ///< in the list, 0 lowest; -1 where the list has no such step (4.5 on a ladder of 0 to 10)
};

/// Reads the texts of one answer list. Tried in this order: the labels, their other spellings (`also`), what
/// means missing, a number among the scores or within the range. Texts are compared folded; a label that only
/// begins with its number ("7 (very happy)") is not guessed. A text that none of these knows is tried without
/// the ";" at its end. A code of an SPSS file is read as its label
/// where the list has that label, whatever score the list gives it; then what the file declares missing is
/// missing.
class AnswerKey {
  public:
    /// @param list must outlive the key
    AnswerKey(const AnswerList& list, const MissingTexts& missing, char mark = '.');

    [[nodiscard]] Answer decode(std::string_view text) const;
    /// A distinct text of a column.
    [[nodiscard]] Answer decode(const io::Column& column, std::uint32_t number) const;
    /// Every distinct text of a column, in the order of its pool.
    [[nodiscard]] std::vector<Answer> decode(const io::Column& column) const;
    [[nodiscard]] const AnswerList& list() const { return *list_; }

  private:
    [[nodiscard]] std::optional<Answer> decode_number(std::string_view text) const;
    [[nodiscard]] std::optional<Answer> target_of(const std::string& label) const;

    const AnswerList* list_;
    char mark_;
    std::unordered_map<std::string, Answer> known_;  ///< folded text -> what it says
    MissingKey missing_;
};

/// A cell with one answer without the ";" that Microsoft Forms puts behind the answers to some questions; any
/// other cell as it is ("a;b;").
[[nodiscard]] std::string_view without_end_mark(std::string_view text);

/// The id of an item's answer list in a scale: the one that a questionnaire brings, its own, else the
/// scale's.
[[nodiscard]] const std::string& list_of(const Scale& scale, const Item& item);
/// That list. Throws base::ContractError if the study has no such
/// list.
[[nodiscard]] const AnswerList& answers_of(const Study& study, const Scale& scale, const Item& item);

/// The answers to these questions of a wave that the key knows nothing of: one message for all of them, with
/// counts, the first places and a remedy; nothing if there are none. Columns that were not read are passed
/// over.
[[nodiscard]] std::optional<base::Diagnostic> unknown_answers_in(const WaveData& wave,
                                                                 std::span<const std::string> columns,
                                                                 const AnswerKey& key);
/// The cells that it counts, of one column.
[[nodiscard]] std::vector<DoubtfulCell> unknown_cells_in(const WaveData& wave, const std::string& column,
                                                         const AnswerKey& key);

}  // namespace outcomes::survey
