// REDCap: a row a field, 18 columns; as the project exports it, or with the names of its API.

#include "libstats/base/text.hpp"
#include "libstats/survey/dictionary_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

using Answers = std::vector<std::pair<std::string, std::string>>;

/// The columns that matter.
struct Layout {
    explicit Layout(const DictionaryTable& table)
        : name(table.find({"variable_/_field_name", "field_name"})),
          type(table.find({"field_type"})),
          label(table.find({"field_label"})),
          choices(table.find({"choices,_calculations,_or_slider_labels", "select_choices_or_calculations"})),
          validation(table.find({"text_validation_type_or_show_slider_number"})),
          low(table.find({"text_validation_min"})),
          high(table.find({"text_validation_max"})),
          identifier(table.find({"identifier?", "identifier"})),
          matrix(table.find({"matrix_group_name"})) {}

    using Column = std::optional<std::size_t>;
    Column name, type, label, choices, validation, low, high, identifier, matrix;
};

bool is_one_of(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

class RedcapReader {
  public:
    explicit RedcapReader(const DictionaryTable& table) : table_(table), columns_(table) {}

    Dictionary read() {
        if (!columns_.choices) {
            base::Diagnostic diagnostic;
            diagnostic.code = "dictionary.missing_column";
            diagnostic.message = "this REDCap dictionary has no column of choices";
            diagnostic.place.file = table_.path();
            diagnostic.help = "export the data dictionary again and leave its 18 columns as they are";
            throw base::InputError(std::move(diagnostic));
        }
        for (record_ = 0; record_ < table_.size(); ++record_) {
            if (!text(columns_.name).empty()) add_field();
        }
        return {"redcap", "REDCap data dictionary", std::move(variables_)};
    }

  private:
    [[nodiscard]] std::string text(std::optional<std::size_t> column) const {
        return table_.text(record_, column);
    }

    void add_field() {
        const std::string type = base::folded(text(columns_.type));
        if (type == "descriptive") return;  // a text between the questions: no column
        DictionaryVariable field;
        field.name = text(columns_.name);
        if (!names_.insert(field.name).second) {
            table_.fail(
                record_, *columns_.name, "dictionary.twice",
                fmt::format("the field \"{}\" stands twice in the dictionary", base::printable(field.name)),
                "export the dictionary again, or take one of the two rows out");
        }
        field.text = plain_text(text(columns_.label));
        field.group = text(columns_.matrix);
        field.is_key = variables_.empty();  // the first field numbers the records
        field.is_identifier = base::folded(text(columns_.identifier)) == "y";
        if (type == "checkbox")
            add_options(field);
        else
            add_single(std::move(field), type);
    }

    void add_single(DictionaryVariable field, const std::string& type) {
        if (is_one_of(type, {"radio", "dropdown"})) {
            field.kind = VariableKind::choice;
            field.answers = choices();
        } else if (type == "yesno" || type == "truefalse") {
            field.kind = VariableKind::choice;
            field.answers =
                type == "yesno" ? Answers{{"1", "Yes"}, {"0", "No"}} : Answers{{"1", "True"}, {"0", "False"}};
        } else if (type == "sql") {
            field.kind = VariableKind::choice;
        } else if (type == "slider") {
            field.kind = VariableKind::number;
            field.low = limit(columns_.low).value_or(base::Decimal{0, 0});
            field.high = limit(columns_.high).value_or(base::Decimal{100, 0});
        } else if (type == "calc") {
            field.kind = VariableKind::number;
        } else if (type == "notes") {
            field.kind = VariableKind::text;
        } else if (type == "text") {
            set_validated(field);
        }
        variables_.push_back(std::move(field));
    }

    void set_validated(DictionaryVariable& field) const {
        const std::string rule = base::folded(text(columns_.validation));
        field.kind = VariableKind::text;
        if (rule.starts_with("date") || rule.starts_with("time")) {
            field.kind = VariableKind::date;
        } else if (rule.starts_with("number") || rule.starts_with("integer")) {
            field.kind = VariableKind::number;
            field.low = limit(columns_.low);
            field.high = limit(columns_.high);
        } else if (rule.starts_with("email") || rule.starts_with("phone")) {
            field.is_identifier = true;
        }
    }

    /// One column an option, with 1 for a tick.
    void add_options(const DictionaryVariable& field) {
        for (const auto& [code, label] : choices()) {
            DictionaryVariable column = field;
            column.name = field.name + "___" + code_in_name(code);
            column.kind = VariableKind::choices;
            column.answers = {{"0", "Unchecked"}, {"1", "Checked"}};
            column.question = field.name;
            column.option = label;
            column.is_key = false;
            variables_.push_back(std::move(column));
        }
    }

    /// REDCap writes codes in lower case there, and "_" for what a name cannot hold: -9 is name____9.
    static std::string code_in_name(const std::string& code) {
        std::string name;
        for (const char c : code) {
            const auto letter = static_cast<unsigned char>(c);
            name += std::isalnum(letter) != 0 ? static_cast<char>(std::tolower(letter)) : '_';
        }
        return name;
    }

    [[nodiscard]] std::optional<base::Decimal> limit(std::optional<std::size_t> column) const {
        return base::parse_decimal(text(column));
    }

    /// "1, No | 2, Yes"
    [[nodiscard]] Answers choices() const {
        Answers answers;
        const std::string all = text(columns_.choices);
        for (std::size_t begin = 0; begin <= all.size();) {
            const auto end = std::min(all.find('|', begin), all.size());
            const std::string choice(base::trim(std::string_view(all).substr(begin, end - begin)));
            begin = end + 1;
            if (choice.empty()) continue;
            const auto comma = choice.find(',');
            if (comma == std::string::npos) {
                table_.fail(record_, *columns_.choices, "dictionary.bad_choice",
                            fmt::format("the choice \"{}\" has no code", base::printable(choice)),
                            "choices are written \"code, label\" and divided by \"|\": 1, No | 2, Yes");
            }
            answers.emplace_back(base::trim(choice.substr(0, comma)), plain_text(choice.substr(comma + 1)));
        }
        if (answers.empty()) {
            table_.fail(record_, *columns_.name, "dictionary.no_choices",
                        fmt::format("the field \"{}\" has no choices", base::printable(text(columns_.name))),
                        "give its answers in the column of choices: 1, No | 2, Yes");
        }
        return answers;
    }

    const DictionaryTable& table_;
    Layout columns_;
    std::size_t record_ = 0;
    std::set<std::string> names_;
    std::vector<DictionaryVariable> variables_;
};

}  // namespace

Dictionary read_redcap(const DictionaryTable& table) {
    return RedcapReader(table).read();
}

}  // namespace outcomes::survey
