#include "libstats/survey/toml_syntax.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/toml_lines.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::survey {
namespace {

/// What to tell the author.
struct Advice {
    std::string code;
    std::string message;
    std::string help;
    std::optional<Mark> mark;  ///< where the slip is, if not where the parser stopped
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Long lines are cut: patterns look at the beginning only.
std::string head(const std::string& text) {
    return text.substr(0, 100);
}

class Translator {
  public:
    Translator(const Study& file, const TomlFault& fault)
        : file_(file), fault_(fault), line_(line_of(fault.mark.line)), parts_(cut_line(line_)) {}

    [[nodiscard]] Advice advice() const {
        using Rule = std::optional<Advice> (Translator::*)() const;
        constexpr std::array<Rule, 16> rules = {
            &Translator::not_utf8,  &Translator::curly_quotes,  &Translator::given_twice,
            &Translator::backslash, &Translator::unclosed,      &Translator::unclosed_text,
            &Translator::date,      &Translator::heading,       &Translator::broken_table,
            &Translator::no_equals, &Translator::bare_text,     &Translator::no_value,
            &Translator::number,    &Translator::missing_comma, &Translator::extra_comma,
            &Translator::left_over};
        for (const Rule rule : rules) {
            if (auto found = (this->*rule)()) return *found;
        }
        return {"study.syntax",
                "this line cannot be read",
                "see how the file is written with: outcomes help study",
                {}};
    }

  private:
    [[nodiscard]] const std::string& line_of(std::uint32_t number) const {
        static const std::string none;
        return number >= 1 && number <= file_.lines.size() ? file_.lines[number - 1] : none;
    }

    [[nodiscard]] bool says(std::string_view words) const { return contains(fault_.message, words); }

    [[nodiscard]] std::string character() const { return base::substring(line_, fault_.mark.column - 1, 1); }

    /// The rest of the line where the parser stopped.
    [[nodiscard]] std::string rest() const {
        return std::string(base::trim(base::substring(line_, fault_.mark.column - 1, line_.size())));
    }

    [[nodiscard]] Mark value_mark() const {
        return {fault_.mark.line, parts_.value_column,
                std::max<std::uint32_t>(1, characters_in(parts_.value))};
    }

    [[nodiscard]] std::optional<Advice> not_utf8() const {
        if (!says("utf-8")) return std::nullopt;
        return Advice{
            "study.not_utf8", "this line has a letter that is not stored as UTF-8",
            "save the study file as UTF-8 (in Windows Notepad: Save as, Encoding)",
            Mark{fault_.mark.line, fault_.mark.column + 1, 1}};  // the parser names the last good letter
    }

    [[nodiscard]] std::optional<Advice> curly_quotes() const {
        constexpr std::array<std::string_view, 6> curly = {"\u201C", "\u201D", "\u201E",
                                                           "\u2018", "\u2019", "\u201A"};
        for (const std::string_view quote : curly) {
            const bool here = character() == quote;
            const bool ends_text = contains(line_, quote) && says("control characters");
            const bool begins_value = parts_.value.starts_with(quote);
            if (!here && !ends_text && !begins_value) continue;
            const std::uint32_t column = here ? fault_.mark.column : column_at(line_, line_.find(quote));
            return Advice{"study.curly_quotes", "the quotes on this line are curly",
                          "type straight quotes, \"like this\"; word processors make them curly",
                          Mark{fault_.mark.line, column, 1}};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Advice> given_twice() const {
        if (!says("cannot redefine")) return std::nullopt;
        const std::string trimmed_line(base::trim(line_));
        if (trimmed_line.starts_with('[')) {
            const std::string heading = trimmed_line.substr(0, trimmed_line.find(']') + 1);
            return Advice{"study.given_twice", fmt::format("{} is given twice", heading), first_use(heading),
                          Mark{fault_.mark.line, 1, characters_in(heading)}};
        }
        const std::size_t quote = fault_.message.find('\'');
        const std::string name =
            fault_.message.substr(quote + 1, fault_.message.find('\'', quote + 1) - quote - 1);
        const bool first_on_line = parts_.key == name;
        return Advice{"study.given_twice", fmt::format("\"{}\" is given twice", name),
                      first_on_line ? first_use(name) : "keep one of them",
                      first_on_line ? std::optional(Mark{fault_.mark.line,
                                                         column_at(line_, line_.find_first_not_of(" \t")),
                                                         characters_in(name)})
                                    : std::nullopt};
    }

    /// Where a heading, or a key below the same heading, stood before.
    [[nodiscard]] std::string first_use(const std::string& name) const {
        const bool heading = name.starts_with('[');
        const std::size_t dot = name.rfind('.');
        const std::string parent = heading && dot != std::string::npos ? name.substr(0, dot) + "]" : "";
        const std::string last =
            heading && dot != std::string::npos ? name.substr(dot + 1, name.size() - dot - 2) : name;
        std::string below;
        std::uint32_t found = 0;
        for (std::uint32_t i = 1; i < fault_.mark.line; ++i) {
            const std::string line(base::trim(line_of(i)));
            if (line.starts_with('[')) below = line.substr(0, line.find(']') + 1);
            if (line.starts_with('[') && !heading) found = 0;
            const bool same_key = cut_line(line).key == last && (!heading || below == parent);
            if (same_key || (heading && below == name && line.starts_with('['))) found = i;
        }
        if (found == 0) return "keep one of them";
        return fmt::format("it already stands in line {}; keep one of them{}", found,
                           heading ? ", with all its keys" : "");
    }

    [[nodiscard]] std::optional<Advice> backslash() const {
        const bool escape = says("escape sequence") || says("unicode scalar") || says("surrogates");
        if (!escape || !contains(line_, "\\")) return std::nullopt;
        return Advice{"study.backslash", "a backslash has a special meaning inside \"double quotes\"",
                      "use / in paths, or put the text in 'single quotes'",
                      Mark{fault_.mark.line, column_at(line_, line_.find('\\')), 1}};
    }

    /// A bracket from an earlier line that is still open where something new begins.
    [[nodiscard]] std::optional<Advice> unclosed() const {
        if (!says("array") && !says("value") && !says("inline table") && !says("key-value"))
            return std::nullopt;
        const bool at_end = says("end-of-file");
        if (!at_end && !begins_entry(line_)) return std::nullopt;
        const auto open = open_brackets(file_.lines, fault_.mark.line + (at_end ? 1 : 0));
        if (open.empty()) return std::nullopt;
        const OpenBracket& last = open.back();
        const char closing = last.kind == '[' ? ']' : '}';
        return Advice{
            "study.unclosed", fmt::format("a \"{}\" is never closed", last.kind),
            fmt::format("put \"{}\" where the {} ends", closing, last.kind == '[' ? "list" : "table"),
            last.mark};
    }

    [[nodiscard]] std::optional<Advice> unclosed_text() const {
        const bool in_text = says("parsing string") || says("parsing literal string") || says("multi-line");
        if (!in_text || (!says("control characters") && !says("end-of-file"))) return std::nullopt;
        return Advice{"study.unclosed",
                      "a quote is missing on this line: a text begins and does not end",
                      "put the same quote at both ends of the text",
                      {}};
    }

    [[nodiscard]] std::optional<Advice> date() const {
        static const std::regex day_first(R"(^((\d{1,2})[/.-](\d{1,2})[/.-](\d{4})).*)");
        static const std::regex year_first(R"(^((\d{4})[/.-](\d{1,2})[/.-](\d{1,2})).*)");
        static const std::regex other(R"(^(\d{1,2}[/-]\d{1,2}[/-]\d{2}|\d{1,2} [A-Za-z]{3,9} \d{2,4})\b.*)");
        const KeyLine here = inner_value();
        const std::string text = head(here.value);
        std::smatch part;
        std::string example = "2024-04-01";
        if (std::regex_match(text, part, day_first)) {
            example = iso(part[4], part[3], part[2]);
        } else if (std::regex_match(text, part, year_first)) {
            example = iso(part[2], part[3], part[4]);
        } else if (!std::regex_match(text, part, other)) {
            return std::nullopt;
        }
        const bool exists = !says("expected day") && !says("expected month");
        const auto length = static_cast<std::uint32_t>(part[1].length());
        return Advice{
            "study.date", exists ? "this date cannot be read" : "there is no such date",
            fmt::format("write dates as year-month-day, without quotes: {}", exists ? example : "2024-04-01"),
            Mark{fault_.mark.line, here.value_column, length}};
    }

    static std::string iso(const std::string& year, const std::string& month, const std::string& day) {
        return fmt::format("{}-{:0>2}-{:0>2}", year, month, day);
    }

    /// The value in which the parser stopped: of the line, or of an entry inside { ... }.
    [[nodiscard]] KeyLine inner_value() const {
        if (!parts_.value.starts_with('{')) return parts_;
        const std::string before = base::substring(line_, 0, fault_.mark.column - 1);
        const std::size_t equals = before.rfind('=');
        if (equals == std::string::npos) return parts_;
        KeyLine inner = cut_line(line_.substr(equals));
        inner.value_column += column_at(line_, equals) - 1;
        return inner;
    }

    [[nodiscard]] std::optional<Advice> heading() const {
        if (!says("table header")) return std::nullopt;
        const std::string heading(base::trim(line_));
        if (says("blank")) {
            return Advice{"study.heading", "this heading has no name", "for example: [study]", {}};
        }
        if (contains(heading, " ") && contains(heading, "]")) {
            return Advice{"study.heading",
                          "a name with spaces needs quotes round it",
                          "use a short name without spaces here, and write the long one as its label",
                          {}};
        }
        return Advice{"study.unclosed", "this heading does not end in \"]\"",
                      fmt::format("write {}]", heading), Mark{fault_.mark.line, 1, characters_in(line_)}};
    }

    [[nodiscard]] std::optional<Advice> broken_table() const {
        if (!says("inline table")) return std::nullopt;
        if (says("dangling") || says("saw comma")) return std::nullopt;
        if (says("saw '\\n'") || says("saw '\\r'")) {
            return Advice{"study.table_lines",
                          "a table in { ... } must end on the line where it begins",
                          "write it on one line, or give it a heading of its own, such as [scale.belonging]",
                          {}};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Advice> no_equals() const {
        if (!says("expected '='") && !says("expected keys, tables")) return std::nullopt;
        const std::string at = character();
        if (at == ";" || at == "/")
            return Advice{"study.remark", "a remark begins with #", "put # in front of it", {}};
        if (says("expected keys, tables") && (at == "]" || at == "}")) {
            return Advice{
                "study.unopened", fmt::format("this \"{}\" has nothing to close", at), "take it out", {}};
        }
        if (at == "=") {
            return Advice{"study.no_name",
                          "there is no name before this \"=\"",
                          "for example: title = \"My survey\"",
                          {}};
        }
        const KeyLine parts = inner_key();
        if (at != ":" && parts.has_equals && parts.key.find_first_of("\"'") == std::string::npos) {
            return Advice{
                "study.bare_name",
                "a name with spaces or accents needs quotes round it",
                fmt::format("write \"{}\" = {}", parts.key, parts.value.empty() ? "..." : parts.value),
                {}};
        }
        return Advice{"study.no_equals",
                      at == ":" ? "a name and its value are joined by \"=\", not by \":\""
                                : "this line has no \"=\" between a name and its value",
                      fmt::format("write, for example: {}", with_equals()),
                      {}};
    }

    /// The line as it was meant, where that can be told.
    [[nodiscard]] std::string with_equals() const {
        const std::string name(base::trim(base::substring(line_, 0, fault_.mark.column - 1)));
        const std::string value = character() == ":" ? rest().substr(1) : rest();
        const bool clear = !name.empty() && !value.empty() &&
                           name.find_first_of(" {[") == std::string::npos && !contains(value, "=");
        return clear ? fmt::format("{} = {}", name, base::trim(value)) : "title = \"My survey\"";
    }

    /// The name at which the parser stopped: of the line, or of an entry inside { ... }.
    [[nodiscard]] KeyLine inner_key() const {
        const std::size_t brace = base::substring(line_, 0, fault_.mark.column - 1).find_last_of("{,");
        if (brace == std::string::npos || !contains(line_, "{")) return parts_;
        KeyLine parts = cut_line(line_.substr(brace + 1));
        parts.value = base::trim(std::string_view(parts.value).substr(0, parts.value.find_first_of(",}")));
        return parts;
    }

    [[nodiscard]] std::optional<Advice> bare_text() const {
        const bool word = says("could not determine value type") || says("expected 'true'") ||
                          says("expected 'false'") || says("expected 'nan'") || says("expected 'inf'");
        const bool follows = says("expected a comment or whitespace") && !parts_.value.empty() &&
                             std::isalpha(static_cast<unsigned char>(parts_.value[0])) != 0;
        if (!word && !follows) return std::nullopt;
        const std::string value = text_here();
        const std::string folded = base::folded(value);
        if (folded == "true" || folded == "false") {
            return Advice{"study.bare_text",
                          fmt::format("write {} in small letters", folded),
                          fmt::format("{} = {}", parts_.key, folded),
                          {}};
        }
        if (value.empty() || std::isalnum(static_cast<unsigned char>(value[0])) == 0) return std::nullopt;
        const bool whole_value = value == parts_.value;
        return Advice{"study.bare_text", "text needs quotes round it",
                      whole_value ? fmt::format("write {} = \"{}\"", parts_.key, value)
                                  : fmt::format("write \"{}\"", value),
                      whole_value ? std::optional(value_mark()) : std::nullopt};
    }

    /// The unquoted text at which the parser stopped.
    [[nodiscard]] std::string text_here() const {
        if (!parts_.value.empty() && parts_.value[0] != '[' && parts_.value[0] != '{') return parts_.value;
        std::string value = rest();
        const std::size_t end = value.find_first_of(",]}");
        return std::string(base::trim(std::string_view(value).substr(0, end)));
    }

    [[nodiscard]] std::optional<Advice> no_value() const {
        if (!says("expected value, saw")) return std::nullopt;
        return Advice{"study.no_value", "there is nothing after the \"=\"",
                      "write the value there, or take the line out",
                      Mark{fault_.mark.line, column_at(line_, line_.find('=')), 1}};
    }

    [[nodiscard]] std::optional<Advice> number() const {
        const std::string& value = parts_.value;
        const std::string number = head(value);
        static const std::regex comma(R"(^([+-]?\d+),(\d+)$)");
        std::smatch part;
        if (std::regex_match(number, part, comma)) {
            const bool thousands = part[2].length() == 3 && part[1].str() != "0";
            return Advice{"study.number", "a number has a point and no commas",
                          thousands
                              ? fmt::format("write {} = {}{}", parts_.key, part[1].str(), part[2].str())
                              : fmt::format("write {} = {}.{}", parts_.key, part[1].str(), part[2].str()),
                          value_mark()};
        }
        const bool numeric = says("integer") || says("floating-point");
        if (says("leading zeroes")) {
            return Advice{"study.number", "a number cannot begin with 0",
                          "leave the 0 out, or put a code in quotes: \"08\"", value_mark()};
        }
        if (numeric && says("representable"))
            return Advice{"study.number", "this number is too large", "", {}};
        if (numeric && (value.starts_with('.') || value.ends_with('.'))) {
            return Advice{
                "study.number", "a number needs a digit on both sides of its point", "for example: 0.5", {}};
        }
        if (numeric && contains(value, "%")) {
            return Advice{"study.number", "a number has no \"%\"", "write 0.95, or percent = 5", {}};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Advice> missing_comma() const {
        if (!says("expected comma or closing")) return std::nullopt;
        return Advice{"study.no_comma",
                      says("']'") ? "a comma is missing in this list" : "a comma is missing in this table",
                      "put a comma between the values",
                      {}};
    }

    [[nodiscard]] std::optional<Advice> extra_comma() const {
        if (!says("comma")) return std::nullopt;
        return Advice{"study.extra_comma", "there is a comma too many", "take it out", {}};
    }

    [[nodiscard]] std::optional<Advice> left_over() const {
        if (!says("expected a comment or whitespace")) return std::nullopt;
        const std::string what = rest();
        const bool remark = what.starts_with(';') || what.starts_with("//");
        return Advice{"study.left_over", "something is left over after the value",
                      remark ? "a remark begins with #" : "put the whole text in quotes, or begin a new line",
                      Mark{fault_.mark.line, fault_.mark.column, characters_in(what)}};
    }

    const Study& file_;
    const TomlFault& fault_;
    const std::string& line_;
    KeyLine parts_;
};

}  // namespace

base::Diagnostic syntax_diagnostic(const Study& file, const TomlFault& fault) {
    TomlFault shown = fault;
    const auto n_lines = static_cast<std::uint32_t>(file.lines.size());
    if (shown.mark.line > n_lines && n_lines > 0) {
        shown.mark = {n_lines, characters_in(file.lines.back()) + 1, 1};
    }
    const Advice advice = Translator(file, shown).advice();
    base::Diagnostic diagnostic = file.diagnostic_at(advice.mark.value_or(shown.mark), base::Severity::error,
                                                     advice.code, advice.message);
    if (advice.code == "study.syntax") diagnostic.found = fault.message;
    diagnostic.help = advice.help;
    return diagnostic;
}

}  // namespace outcomes::survey
