// Dictionaries that io reads: a Table Schema, and the labels of an SPSS file.

#include "libstats/base/text.hpp"
#include "libstats/io/spss_reader.hpp"
#include "libstats/io/table_schema.hpp"
#include "libstats/survey/dictionary_kinds.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

VariableKind kind_of(const io::SchemaField& field) {
    const auto is = [&](std::initializer_list<std::string_view> types) {
        return std::find(types.begin(), types.end(), field.type) != types.end();
    };
    if (!field.categories.empty() || field.type == "boolean") return VariableKind::choice;
    if (is({"integer", "number"})) return VariableKind::number;
    if (is({"date", "datetime", "time", "year", "yearmonth"})) return VariableKind::date;
    return field.type == "string" ? VariableKind::text : VariableKind::other;
}

DictionaryVariable variable_of(const io::SchemaField& field) {
    DictionaryVariable variable;
    variable.name = field.name;
    variable.text = plain_text(field.title.empty() ? field.description : field.title);
    variable.kind = kind_of(field);
    variable.is_key = field.is_key;
    for (const io::ValueLabel& one : field.missing) variable.missing.emplace_back(one.value, one.label);
    const auto is_missing = [&](const std::string& code) {
        return std::any_of(field.missing.begin(), field.missing.end(),
                           [&](const io::ValueLabel& one) { return one.value == code; });
    };
    for (const io::ValueLabel& one : field.categories) {
        if (!is_missing(one.value)) variable.answers.emplace_back(one.value, one.label);
    }
    if (field.type == "boolean" && variable.answers.empty())
        variable.answers = {{"false", "False"}, {"true", "True"}};
    if (field.minimum) variable.low = base::parse_decimal(*field.minimum);
    if (field.maximum) variable.high = base::parse_decimal(*field.maximum);
    return variable;
}

bool is_declared(const io::Variable& variable, const std::string& code) {
    const auto number = base::parse_double(code);
    return std::any_of(variable.missing.begin(), variable.missing.end(),
                       [&](const io::MissingValues& missing) {
                           if (variable.kind == io::CellKind::text) return missing.text == code;
                           return number && *number >= missing.low && *number <= missing.high;
                       });
}

/// Codes that the file declares missing: those with labels, then single ones without.
std::vector<std::pair<std::string, std::string>> missing_codes(const io::Variable& variable) {
    std::vector<std::pair<std::string, std::string>> codes;
    for (const io::ValueLabel& one : variable.value_labels) {
        if (is_declared(variable, one.value)) codes.emplace_back(one.value, one.label);
    }
    for (const io::MissingValues& missing : variable.missing) {
        const bool is_single = !missing.text.empty() || missing.low == missing.high;
        if (!is_single || !std::isfinite(missing.low)) continue;
        const std::string code = missing.text.empty() ? base::shortest(missing.low) : missing.text;
        if (variable.label_of(code).empty()) codes.emplace_back(code, "");
    }
    return codes;
}

VariableKind kind_of(const io::Variable& variable, bool has_answers) {
    if (has_answers) return VariableKind::choice;
    switch (variable.kind) {
        case io::CellKind::number:
            return VariableKind::number;
        case io::CellKind::text:
            return VariableKind::text;
        case io::CellKind::date:
        case io::CellKind::date_time:
        case io::CellKind::time:
            return VariableKind::date;
    }
    return VariableKind::other;
}

}  // namespace

Dictionary read_schema(const io::ByteInput& input) {
    Dictionary dictionary{"table_schema", "Frictionless Table Schema", {}};
    std::set<std::string> names;  // the tables of a package may be waves, with the same columns
    for (const io::TableSchema& schema : io::read_table_schemas(input)) {
        for (const io::SchemaField& field : schema.fields) {
            if (names.insert(field.name).second) dictionary.variables.push_back(variable_of(field));
        }
    }
    return dictionary;
}

Dictionary read_spss_labels(const std::shared_ptr<const io::ByteInput>& input) {
    Dictionary dictionary{"spss", "labels of an SPSS file", {}};
    const auto file = io::SpssFile::open(input);
    for (const auto& found : file.variables()) {
        DictionaryVariable variable;
        variable.name = found->name;
        variable.text = plain_text(found->label);
        variable.missing = missing_codes(*found);
        for (const io::ValueLabel& one : found->value_labels) {
            if (!is_declared(*found, one.value)) variable.answers.emplace_back(one.value, one.label);
        }
        variable.kind = kind_of(*found, !variable.answers.empty());
        dictionary.variables.push_back(std::move(variable));
    }
    return dictionary;
}

}  // namespace outcomes::survey
