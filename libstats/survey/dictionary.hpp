#pragma once

#include "libstats/base/decimal.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::survey {

/// What kind of answer a column holds.
enum class VariableKind { choice, choices, number, text, date, other };

/// What a data dictionary says about one column.
struct DictionaryVariable {
    std::string name;  ///< of the column in the export
    std::string text;  ///< the question
    VariableKind kind = VariableKind::other;
    std::vector<std::pair<std::string, std::string>> answers;  ///< code and label, in the dictionary's order
    std::vector<std::pair<std::string, std::string>>
        missing;                 ///< codes that mean "no answer", and their labels ("" where there is none)
    std::string group;           ///< of questions shown together (a matrix), a hint at a scale; or ""
    bool is_identifier = false;  ///< says who a person is (marked so, or an e-mail or telephone number)
    bool is_key = false;         ///< numbers the record or the person: may link waves
    std::optional<base::Decimal> low;  ///< allowed range of a number
    std::optional<base::Decimal> high;
    std::string question;  ///< of a column of a select-all question: the question's name; else ""
    std::string option;    ///< and the option that it stands for
    std::string path;  ///< with the groups it stands in ("home/size"), which some exports put into the name
};

struct Dictionary {
    std::string kind;   ///< "redcap", "xlsform", "table_schema", "spss", "codebook"
    std::string label;  ///< "REDCap data dictionary"
    std::vector<DictionaryVariable> variables;

    /// By the name of a column: as it stands; with groups before it, divided by "/", "." or "-"; the parts of
    /// a select-all question divided by "/" or ".". nullptr: the dictionary knows nothing of that column, or
    /// it may mean several.
    [[nodiscard]] const DictionaryVariable* find(std::string_view name) const;
};

/// Reads a data dictionary; the kind is found from the content:
///   - a REDCap data dictionary (a checkbox is one column an option, name___code);
///   - the two sheets of an XLSForm saved as CSV (give both; English labels if there are any, else the first
///     language; of a select-all question the column of all and one an option, name/option);
///   - a Frictionless Table Schema or data package (JSON);
///   - the labels of an SPSS file;
///   - a codebook table: a row a code, with columns such as variable, label, code, value_label; or the
///   structure
///     and the labels of SurveyXact, either or both; or names and what they stand for.
/// Throws base::InputError (what is wrong, where, what to do).
[[nodiscard]] Dictionary read_dictionary(std::span<const std::string> paths);

}  // namespace outcomes::survey
