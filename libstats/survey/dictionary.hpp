#pragma once

#include "libstats/base/decimal.hpp"

#include <optional>
#include <span>
#include <string>
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
        missing;        ///< codes that mean "no answer", and their labels
    std::string group;  ///< of questions shown together (a matrix), a hint at a scale; or ""
    bool is_identifier = false;
    std::optional<base::Decimal> low;  ///< allowed range of a number
    std::optional<base::Decimal> high;
};

struct Dictionary {
    std::string kind;   ///< "redcap", "xlsform", "table_schema", "spss", "codebook"
    std::string label;  ///< "REDCap data dictionary"
    std::vector<DictionaryVariable> variables;

    [[nodiscard]] const DictionaryVariable* find(const std::string& name) const;
};

/// Reads a data dictionary; the kind is found from the content: a REDCap dictionary, the two sheets of an
/// XLSForm saved as CSV (give both), a Frictionless Table Schema or data package, or the labels of an SPSS
/// file. Throws base::InputError (what is wrong, where, what to do).
[[nodiscard]] Dictionary read_dictionary(std::span<const std::string> paths);

}  // namespace outcomes::survey
