// Codebooks as tables: a row a code; SurveyXact's structure and labels; names and what they stand for.

#include "libstats/base/text.hpp"
#include "libstats/survey/dictionary_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace outcomes::survey {
namespace {

/// Variables in the order in which they are met.
class Variables {
  public:
    DictionaryVariable& named(const std::string& name) {
        const auto [place, is_new] = index_.try_emplace(name, all_.size());
        if (is_new) all_.emplace_back().name = name;
        return all_[place->second];
    }
    [[nodiscard]] std::vector<DictionaryVariable> take() { return std::move(all_); }

  private:
    std::map<std::string, std::size_t> index_;
    std::vector<DictionaryVariable> all_;
};

void add_answer(DictionaryVariable& variable, const std::string& code, const std::string& label) {
    if (code.empty() && label.empty()) return;
    variable.answers.emplace_back(code.empty() ? label : code, label.empty() ? code : label);
    if (variable.kind == VariableKind::other || variable.kind == VariableKind::number)
        variable.kind = VariableKind::choice;
}

bool means_yes(const std::string& text) {
    const std::string word = base::folded(text);
    return word == "1" || word == "y" || word == "yes" || word == "true" || word == "x";
}

/// A word of a column of types.
void set_kind(DictionaryVariable& variable, const std::string& word) {
    if (!variable.answers.empty()) return;
    const std::string type = base::folded(word);
    const auto is = [&](std::initializer_list<std::string_view> words) {
        return std::find(words.begin(), words.end(), type) != words.end();
    };
    if (is({"numeric", "number", "integer", "decimal", "float", "double", "scale"}))
        variable.kind = VariableKind::number;
    else if (is({"string", "text", "character", "open"}))
        variable.kind = VariableKind::text;
    else if (is({"date", "datetime", "time"}))
        variable.kind = VariableKind::date;
}

void add_structure(const DictionaryTable& table, Variables& variables) {
    const auto name = table.find({"variablename"});
    const auto question = table.find({"questionname"});
    const auto type = table.find({"questiontype"});
    const auto sub_type = table.find({"subtype"});
    const auto text = table.find({"questiontext"});
    const auto option = table.find({"choicetext"});
    for (std::size_t record = 0; record < table.size(); ++record) {
        if (table.text(record, name).empty()) continue;
        DictionaryVariable& variable = variables.named(table.text(record, name));
        variable.text = plain_text(table.text(record, text));
        const std::string kind = base::folded(table.text(record, type));
        const std::string shape = base::folded(table.text(record, sub_type));
        if (shape == "multiple") {
            variable.kind = VariableKind::choices;
            variable.question = table.text(record, question);
            variable.option = plain_text(table.text(record, option));
        } else if (kind == "closed") {
            variable.kind = VariableKind::choice;
        } else {
            variable.kind = shape == "number" || shape == "numeric" ? VariableKind::number
                            : shape == "date"                       ? VariableKind::date
                                                                    : VariableKind::text;
        }
    }
}

/// The first record of these files is what a reader of CSV takes for the header.
void add_labels(const DictionaryTable& table, Variables& variables) {
    const auto add = [&](const std::string& name, const std::string& code, const std::string& label) {
        if (!name.empty()) add_answer(variables.named(name), code, label);
    };
    add(table.header()[0], table.header()[1], table.header()[2]);
    for (std::size_t record = 0; record < table.size(); ++record) {
        add(table.text(record, 0), table.text(record, 1), table.text(record, 2));
    }
}

}  // namespace

Dictionary read_surveyxact(const DictionaryTable* structure, const DictionaryTable* labels) {
    Variables variables;
    if (structure != nullptr) add_structure(*structure, variables);
    if (labels != nullptr) add_labels(*labels, variables);
    const char* label = structure == nullptr ? "SurveyXact labels"
                        : labels == nullptr  ? "SurveyXact structure"
                                             : "SurveyXact structure and labels";
    return {"codebook", label, variables.take()};
}

Dictionary read_codebook(const DictionaryTable& table) {
    const auto name = table.find({"variable", "variable_name", "variablename", "varname", "column", "name"});
    const auto code = table.find({"code", "value", "values", "choicevalue", "short"});
    const auto label = table.find(
        {"value_label", "valuelabel", "value_labels", "choicetext", "answer", "meaning", "verbatim"});
    const auto text = table.find({"label", "variable_label", "variablelabel", "question", "question_text",
                                  "questiontext", "description", "text", "title"});
    const auto type = table.find({"type", "kind", "format"});
    const auto missing = table.find({"missing", "is_missing"});
    const auto low = table.find({"min", "minimum"});
    const auto high = table.find({"max", "maximum"});
    Variables variables;
    std::string last;
    for (std::size_t record = 0; record < table.size(); ++record) {
        // A name that stands once, above its codes, holds for the rows below it.
        if (const std::string here = table.text(record, name); !here.empty()) last = here;
        if (last.empty()) continue;
        DictionaryVariable& variable = variables.named(last);
        if (variable.text.empty()) variable.text = plain_text(table.text(record, text));
        set_kind(variable, table.text(record, type));
        if (const auto limit = base::parse_decimal(table.text(record, low))) variable.low = limit;
        if (const auto limit = base::parse_decimal(table.text(record, high))) variable.high = limit;
        if (means_yes(table.text(record, missing)))
            variable.missing.emplace_back(table.text(record, code), table.text(record, label));
        else
            add_answer(variable, table.text(record, code), table.text(record, label));
    }
    return {"codebook", "codebook", variables.take()};
}

Dictionary read_names(const DictionaryTable& table) {
    const auto name = table.find({"short"});
    const auto text = table.find({"full"});
    Variables variables;
    for (std::size_t record = 0; record < table.size(); ++record) {
        if (!table.text(record, name).empty())
            variables.named(table.text(record, name)).text = plain_text(table.text(record, text));
    }
    return {"codebook", "table of short and full names", variables.take()};
}

}  // namespace outcomes::survey
