#include "libstats/survey/draft_dictionary.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

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

LabelOrder order_of(const std::vector<std::string>& labels) {
    std::vector<std::string> keys;
    for (const std::string& label : labels) keys.push_back(base::folded(label));
    return order_labels(keys);
}

/// "Not relevant / don't know": each part says so.
bool means_no_answer(const std::string& label) {
    const std::string key = base::folded(label);
    if (is_missing_text(key)) return true;
    const std::size_t slash = key.find('/');
    return slash != std::string::npos && is_missing_text(std::string(base::trim(key.substr(0, slash)))) &&
           is_missing_text(std::string(base::trim(key.substr(slash + 1))));
}

/// One answer of a dictionary.
struct Declared {
    std::string code;
    std::string label;
    std::optional<base::Decimal> number;  ///< the code, where it is one
};

struct DeclaredAnswers {
    std::vector<Declared> answers;
    std::vector<std::string> missing;  ///< labels and codes that mean "no answer"
    bool is_numeric = true;            ///< every code is a number
    bool is_settled = true;            ///< the order is that of the codes, or known by the words
};

DeclaredAnswers declared_answers(const DraftQuestion& question) {
    DeclaredAnswers declared;
    std::set<std::string> seen;
    for (const auto& [code, label] : question.declared) {
        const std::string& text = label.empty() ? code : label;
        if (!seen.insert(base::folded(text)).second) continue;
        if (means_no_answer(text)) {
            declared.missing.push_back(text);
            if (code != text) declared.missing.push_back(code);
            continue;
        }
        declared.answers.push_back({code, text, base::parse_decimal(code)});
        declared.is_numeric = declared.is_numeric && declared.answers.back().number.has_value();
    }
    return declared;
}

/// By the codes; by words where the codes are no numbers and all the words are known.
void put_in_order(DeclaredAnswers& declared) {
    std::vector<Declared>& answers = declared.answers;
    if (declared.is_numeric) {
        std::stable_sort(answers.begin(), answers.end(), [](const auto& l, const auto& r) {
            return base::compare(*l.number, *r.number) < 0;
        });
        return;
    }
    std::vector<std::string> labels;
    for (const Declared& answer : answers) labels.push_back(answer.label);
    const LabelOrder words = order_of(labels);
    declared.is_settled = words.kind != nullptr && words.unknown.empty();
    if (!declared.is_settled) return;
    std::vector<Declared> sorted;
    for (const std::size_t place : words.order) sorted.push_back(answers[place]);
    answers = std::move(sorted);
}

/// Codes may run against the words: 1 for "very good".
void set_direction(DraftList& list) {
    const LabelOrder order = order_of(list.list.labels);
    if (order.kind == nullptr) return;
    list.is_falling = std::is_sorted(order.order.rbegin(), order.order.rend()) && order.order.size() > 1;
    if (list.is_falling) list.note += "; a high code is the low answer";
    if (list.is_falling || std::is_sorted(order.order.begin(), order.order.end()))
        list.kind = order.kind->kind;
}

}  // namespace

DraftList declared_list(const DraftQuestion& question) {
    DeclaredAnswers declared = declared_answers(question);
    put_in_order(declared);
    DraftList list;
    list.kind = "dictionary";
    list.note = "from the dictionary";
    list.list.missing = std::move(declared.missing);
    for (const Declared& answer : declared.answers) {
        const auto next = static_cast<std::int64_t>(list.list.labels.size() + 1);
        list.list.labels.push_back(answer.label);
        list.list.scores.push_back(declared.is_numeric ? *answer.number : base::Decimal{next, 0});
        if (!declared.is_numeric && base::folded(answer.code) != base::folded(answer.label))
            list.list.also[answer.code] = answer.label;
    }
    if (!declared.is_settled)
        list.doubts = {"do these run from lowest to highest? The dictionary does not say"};
    set_direction(list);
    return list;
}

std::string declared_list_name(const DraftList& list) {
    const LabelOrder order = order_of(list.list.labels);
    return fmt::format("{}{}", order.kind == nullptr ? "list" : order.kind->kind, list.list.labels.size());
}

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
