#include "libstats/survey/draft_dictionary.hpp"

#include <algorithm>

namespace outcomes::survey {
namespace {

const DictionaryVariable* variable_of(const Dictionary& dictionary, const DraftQuestion& question) {
    for (const std::string& name : question.names) {
        if (name.empty()) continue;
        if (const DictionaryVariable* variable = dictionary.find(name)) return variable;
    }
    return nullptr;
}

ColumnRole role_of(const DictionaryVariable& variable, ColumnRole found) {
    if (variable.is_identifier || variable.is_key) return ColumnRole::person;
    if (found != ColumnRole::question) return found;
    switch (variable.kind) {
        case VariableKind::text:
            return ColumnRole::other_text;
        case VariableKind::date:
            return ColumnRole::started;
        default:
            return found;
    }
}

/// "01" says no more than the name of its column does.
bool says_something(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

void apply(const DictionaryVariable& variable, DraftQuestion& question) {
    const std::string& text = variable.option.empty() ? variable.text : variable.option;
    if (question.text.empty() && says_something(text) && text != question.id) question.text = text;
    if (question.group.empty()) question.group = variable.group;
    question.role = role_of(variable, question.role);
    question.is_choice =
        question.is_choice || variable.kind == VariableKind::choices || !variable.question.empty();
    question.declared_missing = variable.missing;
    if (variable.kind == VariableKind::choice && !question.is_choice) question.declared = variable.answers;
    question.declared_low = variable.low;
    question.declared_high = variable.high;
}

}  // namespace

std::size_t apply_dictionary(const Dictionary& dictionary, std::vector<DraftQuestion>& questions) {
    std::size_t known = 0;
    for (DraftQuestion& question : questions) {
        const DictionaryVariable* variable = variable_of(dictionary, question);
        if (variable == nullptr) continue;
        ++known;
        apply(*variable, question);
    }
    return known;
}

}  // namespace outcomes::survey
