// XLSForm: a sheet of questions and a sheet of choices, as KoboToolbox and ODK use them.

#include "libstats/base/text.hpp"
#include "libstats/survey/dictionary_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <utility>

namespace outcomes::survey {
namespace {

using Answers = std::vector<std::pair<std::string, std::string>>;

/// Columns with labels, the best language first: English, then one that names no language, then as they
/// stand.
std::vector<std::size_t> label_columns(const DictionaryTable& table) {
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t field = 0; field < table.header().size(); ++field) {
        const std::string key = header_key(table.header()[field]);
        if (key != "label" && !key.starts_with("label:")) continue;
        const bool english = key.find("english") != std::string::npos ||
                             key.find("(en") != std::string::npos || key == "label::en" || key == "label:en";
        ranked.emplace_back(english ? 0 : (key == "label" ? 1 : 2), field);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::size_t> columns;
    columns.reserve(ranked.size());
    for (const auto& [rank, field] : ranked) columns.push_back(field);
    return columns;
}

std::string label_of(const DictionaryTable& table, std::size_t record,
                     const std::vector<std::size_t>& columns) {
    for (const std::size_t column : columns) {
        std::string label = plain_text(table.text(record, column));
        if (!label.empty()) return label;
    }
    return {};
}

std::map<std::string, Answers> read_lists(const DictionaryTable& table) {
    const auto list = table.find({"list_name"});
    const auto name = table.find({"name", "value"});
    const auto labels = label_columns(table);
    std::map<std::string, Answers> lists;
    for (std::size_t record = 0; record < table.size(); ++record) {
        const std::string code = table.text(record, name);
        if (!code.empty())
            lists[table.text(record, list)].emplace_back(code, label_of(table, record, labels));
    }
    return lists;
}

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

struct Limits {
    std::optional<base::Decimal> low;
    std::optional<base::Decimal> high;
};

/// One part of a constraint, ". >= 0"; false if it is not of that shape.
bool add_limit(std::string_view part, bool whole_numbers, Limits& limits) {
    part = base::trim(part);
    if (part.empty() || part.front() != '.') return false;
    part = base::trim(part.substr(1));
    const auto digits = part.find_first_not_of("<>= ");
    if (digits == std::string_view::npos) return false;
    const std::string_view sign = base::trim(part.substr(0, digits));
    auto number = base::parse_decimal(part.substr(digits));
    if (!number) return false;
    const bool beyond = (sign == ">" || sign == "<") && whole_numbers && number->digits == 0;
    if (sign == ">" || sign == ">=") {
        if (beyond) ++number->units;
        limits.low = number;
    } else if (sign == "<" || sign == "<=") {
        if (beyond) --number->units;
        limits.high = number;
    } else {
        return false;
    }
    return true;
}

/// ". >= 0 and . <= 10"; nothing if anything else is asked as well.
Limits limits_of(const std::string& constraint, bool whole_numbers) {
    Limits limits;
    constexpr std::string_view link = " and ";
    for (std::size_t begin = 0; begin < constraint.size();) {
        const auto end = std::min(constraint.find(link, begin), constraint.size());
        if (!add_limit(std::string_view(constraint).substr(begin, end - begin), whole_numbers, limits))
            return {};
        begin = end + link.size();
    }
    return limits;
}

/// "start=0 end=10 step=1"
Limits limits_of_range(const std::string& parameters) {
    std::string spaced = parameters;
    std::replace_if(
        spaced.begin(), spaced.end(), [](char c) { return c == ';' || c == ','; }, ' ');
    Limits limits{base::Decimal{0, 0}, base::Decimal{10, 0}};  // what the form shows if nothing is said
    for (const std::string& word : words_of(spaced)) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) continue;
        const auto number = base::parse_decimal(word.substr(equals + 1));
        if (number && word.substr(0, equals) == "start") limits.low = number;
        if (number && word.substr(0, equals) == "end") limits.high = number;
    }
    return limits;
}

VariableKind kind_of_type(const std::string& type) {
    static constexpr auto kinds = std::to_array<std::pair<std::string_view, VariableKind>>({
        {"integer", VariableKind::number},
        {"int", VariableKind::number},
        {"decimal", VariableKind::number},
        {"text", VariableKind::text},
        {"string", VariableKind::text},
        {"date", VariableKind::date},
        {"time", VariableKind::date},
        {"datetime", VariableKind::date},
        {"today", VariableKind::date},
        {"start", VariableKind::date},
        {"end", VariableKind::date},
    });
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == type; });
    return found == kinds.end() ? VariableKind::other : found->second;
}

bool says_who(const std::string& type) {
    static constexpr std::array<std::string_view, 6> types{"deviceid", "phonenumber",  "username",
                                                           "email",    "subscriberid", "simserial"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

class FormReader {
  public:
    FormReader(const DictionaryTable& survey, const DictionaryTable& choices)
        : table_(survey),
          lists_(read_lists(choices)),
          labels_(label_columns(survey)),
          type_(survey.find({"type"})),
          name_(survey.find({"name"})) {}

    Dictionary read() {
        for (record_ = 0; record_ < table_.size(); ++record_) {
            auto words = words_of(table_.text(record_, type_));
            if (words.empty()) continue;
            for (std::string& word : words) {
                if (&word == &words.front()) word = base::folded(word);
            }
            add_row(words);
        }
        return {"xlsform", "XLSForm", std::move(variables_)};
    }

  private:
    /// "begin group" is "begin_group", "select one" is "select_one".
    void add_row(std::vector<std::string> words) {
        if ((words[0] == "begin" || words[0] == "end" || words[0] == "select") && words.size() > 1) {
            words[1] = words[0] + '_' + base::folded(words[1]);
            words.erase(words.begin());
        }
        if (words.size() > 1 && words[1] == "from" && words.size() > 2) words.erase(words.begin() + 1);
        const std::string& type = words[0];
        if (type.starts_with("begin_")) {
            groups_.push_back(table_.text(record_, name_));
        } else if (type.starts_with("end_")) {
            if (!groups_.empty()) groups_.pop_back();
        } else if (type == "select_one" || type == "select_multiple") {
            add_select(words);
        } else if (type != "note" && !table_.text(record_, name_).empty()) {
            add_single(type);
        }
    }

    [[nodiscard]] DictionaryVariable variable() const {
        DictionaryVariable variable;
        variable.name = table_.text(record_, name_);
        variable.text = label_of(table_, record_, labels_);
        for (const std::string& group : groups_) variable.path += group + '/';
        variable.path += variable.name;
        if (!groups_.empty()) variable.group = groups_.back();
        return variable;
    }

    void add_single(const std::string& type) {
        DictionaryVariable added = variable();
        added.kind = kind_of_type(type);
        added.is_identifier = says_who(type);
        if (type == "range") {
            added.kind = VariableKind::number;
            const Limits limits = limits_of_range(table_.text(record_, table_.find({"parameters"})));
            added.low = limits.low;
            added.high = limits.high;
        } else if (added.kind == VariableKind::number) {
            const Limits limits =
                limits_of(table_.text(record_, table_.find({"constraint"})), type != "decimal");
            added.low = limits.low;
            added.high = limits.high;
        } else if (type == "acknowledge" || type == "trigger") {
            added.kind = VariableKind::choice;
            added.answers = {{"OK", "OK"}};
        }
        variables_.push_back(std::move(added));
    }

    void add_select(const std::vector<std::string>& words) {
        DictionaryVariable added = variable();
        const auto list = words.size() > 1 ? lists_.find(words[1]) : lists_.end();
        if (list == lists_.end()) report_unknown_list(words.size() > 1 ? words[1] : std::string());
        added.answers = list->second;
        const bool has_other = words.size() > 2 && base::folded(words[2]) == "or_other";
        if (has_other) added.answers.emplace_back("other", "Other");
        added.kind = words[0] == "select_one" ? VariableKind::choice : VariableKind::choices;
        variables_.push_back(added);
        if (words[0] == "select_multiple") add_options(added);
        if (has_other) add_other_text(added);
    }

    void add_options(const DictionaryVariable& question) {
        for (const auto& [code, label] : question.answers) {
            DictionaryVariable column = question;
            column.name += '/' + code;
            column.path += '/' + code;
            column.answers = {{"0", "No"}, {"1", "Yes"}};
            column.question = question.name;
            column.option = label;
            variables_.push_back(std::move(column));
        }
    }

    void add_other_text(const DictionaryVariable& question) {
        DictionaryVariable other;
        other.name = question.name + "_other";
        other.path = question.path + "_other";
        other.text = question.text;
        other.kind = VariableKind::text;
        other.group = question.group;
        variables_.push_back(std::move(other));
    }

    [[noreturn]] void report_unknown_list(const std::string& name) const {
        std::vector<std::string> names;
        for (const auto& [list, answers] : lists_) names.push_back(list);
        const std::string hint = base::did_you_mean(name, names);
        table_.fail(record_, *type_, "dictionary.unknown_list",
                    fmt::format("the choices sheet has no list \"{}\"", base::printable(name)),
                    hint.empty() ? "give the choices sheet of the same form" : hint);
    }

    const DictionaryTable& table_;
    std::map<std::string, Answers> lists_;
    std::vector<std::size_t> labels_;
    std::optional<std::size_t> type_;
    std::optional<std::size_t> name_;
    std::vector<std::string> groups_;  ///< around the row, outermost first
    std::size_t record_ = 0;
    std::vector<DictionaryVariable> variables_;
};

}  // namespace

Dictionary read_xlsform(const DictionaryTable& survey, const DictionaryTable& choices) {
    return FormReader(survey, choices).read();
}

}  // namespace outcomes::survey
