#include "libstats/survey/dictionary.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/spss_reader.hpp"
#include "libstats/io/table_schema.hpp"
#include "libstats/survey/dictionary_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr const char* known_kinds =
    "known are a REDCap data dictionary, the survey and choices sheets of an XLSForm, a Frictionless Table "
    "Schema (JSON), an SPSS file, and a table with the columns variable, label, code and value_label";

[[noreturn]] void refuse(const std::string& path, std::string code, std::string message, std::string found,
                         std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.found = std::move(found);
    diagnostic.help = std::move(help);
    throw base::InputError(std::move(diagnostic));
}

std::string columns_found(const DictionaryTable& table) {
    std::vector<std::string> names;
    for (const std::string& header : table.header())
        names.push_back('"' + base::fitted(base::printable(header), 40) + '"');
    return "the file has the column" + std::string(names.size() == 1 ? " " : "s ") +
           base::joined(names, "and", 8);
}

/// The tables by their kind; each kind once.
std::map<DictionaryKind, const DictionaryTable*> by_kind(const std::vector<DictionaryTable>& tables) {
    std::map<DictionaryKind, const DictionaryTable*> found;
    for (const DictionaryTable& table : tables) {
        const DictionaryKind kind = kind_of_table(table);
        if (kind == DictionaryKind::none) {
            refuse(table.path(), "dictionary.unknown", "this is no data dictionary of a known kind",
                   columns_found(table), known_kinds);
        }
        if (!found.emplace(kind, &table).second) {
            refuse(table.path(), "dictionary.too_many",
                   fmt::format("this and {} are data dictionaries of the same kind", found.at(kind)->path()),
                   "", "give the dictionary of one questionnaire at a time");
        }
    }
    return found;
}

Dictionary read_tables(const std::vector<DictionaryTable>& tables) {
    const auto found = by_kind(tables);
    const auto table = [&](DictionaryKind kind) {
        const auto place = found.find(kind);
        return place == found.end() ? nullptr : place->second;
    };
    const auto only = [&](std::initializer_list<DictionaryKind> kinds) {
        return std::all_of(found.begin(), found.end(), [&](const auto& one) {
            return std::find(kinds.begin(), kinds.end(), one.first) != kinds.end();
        });
    };
    using enum DictionaryKind;
    if (only({xlsform_survey, xlsform_choices})) {
        if (found.size() == 2) return read_xlsform(*table(xlsform_survey), *table(xlsform_choices));
        const bool has_survey = table(xlsform_survey) != nullptr;
        refuse(tables.front().path(), "dictionary.missing_sheet",
               fmt::format("this is the {} sheet of an XLSForm", has_survey ? "survey" : "choices"), "",
               fmt::format("give its {} sheet as well, saved as CSV", has_survey ? "choices" : "survey"));
    }
    if (only({structure, labels})) return read_surveyxact(table(structure), table(labels));
    if (found.size() > 1) {
        refuse(tables[1].path(), "dictionary.too_many",
               fmt::format("this and {} do not belong to one data dictionary", tables[0].path()), "",
               "two files belong together only as the sheets of one form");
    }
    const DictionaryTable& single = *found.begin()->second;
    switch (found.begin()->first) {
        case redcap:
            return read_redcap(single);
        case names:
            return read_names(single);
        default:
            return read_codebook(single);
    }
}

/// What a column may be called where groups stand before its name, or "." for "/".
bool is_called(const DictionaryVariable& variable, std::string_view name) {
    const auto matches = [&](std::string_view full) {
        return full.size() == name.size() &&
               std::equal(full.begin(), full.end(), name.begin(),
                          [](char a, char b) { return a == b || (a == '/' && (b == '.' || b == '-')); });
    };
    return matches(variable.name) || (!variable.path.empty() && matches(variable.path));
}

}  // namespace

DictionaryKind kind_of_table(const DictionaryTable& table) {
    if ((table.has({"variable_/_field_name", "field_name"})) && table.has({"field_type"}) &&
        table.has({"field_label"}))
        return DictionaryKind::redcap;
    if (table.has({"list_name"}) && table.has({"name", "value"})) return DictionaryKind::xlsform_choices;
    const bool has_label =
        std::any_of(table.header().begin(), table.header().end(), [](const std::string& header) {
            const std::string key = header_key(header);
            return key == "label" || key.starts_with("label:");
        });
    const bool has_codes = table.has({"code", "value", "values", "value_label"});
    if (table.has({"type"}) && table.has({"name"}) && has_label && !has_codes)
        return DictionaryKind::xlsform_survey;
    if (table.has({"variablename"}) && table.has({"questiontype"})) return DictionaryKind::structure;
    if (table.has({"short"}) && table.has({"full"})) return DictionaryKind::names;
    const bool has_variable =
        table.has({"variable", "variable_name", "variablename", "varname", "column", "name"});
    const bool has_meaning = has_label || has_codes ||
                             table.has({"variable_label", "question", "question_text", "description", "text",
                                        "title", "verbatim"});
    if (has_variable && has_meaning) return DictionaryKind::codebook;
    const bool is_label_row = table.header().size() == 3 &&
                              base::parse_decimal(table.header()[1]).has_value() &&
                              !table.header()[0].empty() && !table.header()[2].empty();
    return is_label_row ? DictionaryKind::labels : DictionaryKind::none;
}

const DictionaryVariable* Dictionary::find(std::string_view name) const {
    const auto exact =
        std::find_if(variables.begin(), variables.end(),
                     [&](const DictionaryVariable& variable) { return variable.name == name; });
    if (exact != variables.end()) return &*exact;
    const DictionaryVariable* found = nullptr;
    for (const DictionaryVariable& variable : variables) {
        if (!is_called(variable, name)) continue;
        if (found != nullptr) return nullptr;
        found = &variable;
    }
    return found;
}

Dictionary read_dictionary(std::span<const std::string> paths) {
    base::require(!paths.empty(), "read_dictionary: there is no file");
    std::vector<DictionaryTable> tables;
    for (const std::string& path : paths) {
        const auto input = io::ByteInput::open(path);
        const bool is_spss = io::is_spss(*input);
        const bool is_json = !is_spss && io::is_json_object(*input);
        if (!is_spss && !is_json) {
            tables.emplace_back(input);
            continue;
        }
        if (paths.size() > 1) {
            refuse(path, "dictionary.too_many", "this data dictionary is complete in itself", "",
                   "give it alone: two files belong together only as the sheets of one form");
        }
        return is_spss ? read_spss_labels(input) : read_schema(*input);
    }
    return read_tables(tables);
}

}  // namespace outcomes::survey
