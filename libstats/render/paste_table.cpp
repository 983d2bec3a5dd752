#include "libstats/render/paste_table.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/markup.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/text_table.hpp"
#include "libstats/render/wording.hpp"
#include "libstats/render/workbook_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;

constexpr std::size_t longest_name = 32;  ///< in a column that breaks no lines

/// A table before it is written: cells are plain text with ASCII minus signs.
struct Table {
    std::string caption;
    std::vector<std::string> titles;  ///< the first column is text, the last too, those between are numbers
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> notes;

    [[nodiscard]] bool is_number(std::size_t column) const {
        return column > 0 && column + 1 < titles.size();
    }
};

Rows rows_of(const StudyFindings& study) {
    Rows rows;
    for (const Finding& row : study.results) {
        if (is_headline(row) && !is_of_group(row)) rows.push_back(&row);
    }
    return rows;
}

std::string name_text(const Finding& row) {
    return row.better == "lower" ? row_name(row) + " *" : row_name(row);
}

/// Why there is no number.
std::string no_number(const Finding& row) {
    if (row.suppressed) return std::string(hidden_cell);
    return std::string(row.reason.empty() ? inapplicable_cell : absent_cell);
}

std::string people_text(const Finding& row) {
    if (row.estimand == "place" && row.n_from && row.n_to)
        return fmt::format("{}, {}", grouped(*row.n_from), grouped(*row.n_to));
    const auto n = row.n ? row.n : row.n_pairs;
    return n ? grouped(*n) : no_number(row);
}

std::string average_text(const Finding& row, std::optional<double> mean) {
    if (!mean) return no_number(row);
    return base::fixed(*mean, decimals_for(row)) + (unit_of(row).empty() ? "" : " %");
}

std::vector<std::string> cells_of(const Finding& row, bool with_averages) {
    const int digits = decimals_for(row);
    const std::string interval = signed_interval(row.conf_low, row.conf_high, digits);
    std::vector<std::string> cells{name_text(row), people_text(row)};
    if (with_averages) {
        cells.push_back(average_text(row, row.mean_from));
        cells.push_back(average_text(row, row.mean_to));
    }
    cells.push_back(row.estimate ? signed_number(row.estimate, digits) + unit_of(row) : no_number(row));
    cells.push_back(interval.empty() ? no_number(row) : interval);
    cells.push_back(has_note(row, "suggestive") ? result_words(row) + " ~" : result_words(row));
    return cells;
}

bool any(const Rows& rows, bool (*holds)(const Finding&)) {
    return std::any_of(rows.begin(), rows.end(), [&](const Finding* row) { return holds(*row); });
}

bool any_cell(const Table& table, std::string_view text) {
    return std::any_of(table.rows.begin(), table.rows.end(), [&](const std::vector<std::string>& cells) {
        return std::find(cells.begin(), cells.end(), text) != cells.end();
    });
}

void add_notes(Table& table, const Rows& rows, std::string_view statement) {
    const auto add = [&](bool holds, std::string_view note) {
        if (holds) table.notes.emplace_back(note);
    };
    table.notes.emplace_back(rows.front()->estimand == "place"
                                 ? "Change of the average of everyone who answered, after minus before."
                                 : "Change among those who answered both times, after minus before.");
    add(any(rows, [](const Finding& row) { return row.verdict == "inconclusive"; }),
        "Not clear: the answers cannot tell, which is not the same as staying the same.");
    add(any(rows, [](const Finding& row) { return row.verdict_detail == "size_unsure"; }),
        "May be small: there is a change, but it may be smaller than what matters.");
    add(any(rows, [](const Finding& row) { return row.better == "lower"; }), "* a lower score is better.");
    add(any(rows, [](const Finding& row) { return has_note(row, "suggestive"); }),
        "~ may be chance: after adjusting for the number of results looked at, the p-value is .05 or more.");
    add(any(rows, [](const Finding& row) { return !unit_of(row).empty(); }), "pp: percentage points.");
    add(any(rows, [](const Finding& row) { return row.method == "net_share"; }),
        "Change of a question in pp: the share of people who moved to a higher answer minus the share who "
        "moved "
        "to a lower one.");
    add(any_cell(table, hidden_cell), "[c]: hidden to protect people.");
    add(any_cell(table, absent_cell), "[x]: not available.");
    add(any_cell(table, inapplicable_cell), "[z]: does not apply.");
    table.notes.emplace_back("This shows change, not its cause.");
    table.notes.emplace_back(statement);
}

std::optional<Table> table_of(const StudyFindings& study, std::string_view statement) {
    const Rows rows = rows_of(study);
    if (rows.empty()) return std::nullopt;
    const bool items =
        std::all_of(rows.begin(), rows.end(), [](const Finding* row) { return row->level == "item"; });
    double level = 0.95;
    for (const Finding* row : rows) level = row->conf_level.value_or(level);
    Table table;
    table.caption = fmt::format("{}: change from {} to {}", study.title.empty() ? study.id : study.title,
                                study.wave_from_label, study.wave_to_label);
    const bool with_averages = any(rows, [](const Finding& row) { return row.mean_from || row.mean_to; });
    table.titles = {items ? "Question" : "Scale", "n"};
    if (with_averages) table.titles.insert(table.titles.end(), {study.wave_from_label, study.wave_to_label});
    table.titles.insert(table.titles.end(), {"Change", percent(level) + " interval", "Result"});
    for (const Finding* row : rows) table.rows.push_back(cells_of(*row, with_averages));
    add_notes(table, rows, statement);
    return table;
}

std::string as_markdown(const Table& table) {
    std::vector<TextColumn> columns;
    for (std::size_t c = 0; c < table.titles.size(); ++c)
        columns.push_back({.title = table.titles[c], .right = table.is_number(c)});
    TextTable text(std::move(columns));
    for (const auto& row : table.rows) text.add_row(row);
    std::string out = fmt::format("**{}**\n\n{}\n", markdown_cell(table.caption), text.to_markdown());
    for (const std::string& note : table.notes) out += fmt::format("- {}\n", markdown_cell(note));
    return out;
}

/// Every "-" before a digit is a minus sign.
std::string with_minus(std::string text, std::string_view minus) {
    for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + minus.size())) {
        const bool is_minus = at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
        if (is_minus) text.replace(at, 1, minus);
    }
    return text;
}

std::string as_html(const Table& table) {
    constexpr std::string_view right = " style=\"text-align: right\"";
    std::string out =
        fmt::format("<table>\n  <caption>{}</caption>\n  <thead>\n    <tr>", escaped(table.caption));
    for (std::size_t c = 0; c < table.titles.size(); ++c) {
        out += fmt::format("<th scope=\"col\"{}>{}</th>", table.is_number(c) ? right : "",
                           escaped(table.titles[c]));
    }
    out += "</tr>\n  </thead>\n  <tbody>\n";
    for (const auto& row : table.rows) {
        out += fmt::format("    <tr><th scope=\"row\">{}</th>", escaped(row.front()));
        for (std::size_t c = 1; c < row.size(); ++c) {
            const std::string cell = escaped(row[c]);
            out += fmt::format("<td{}>{}</td>", table.is_number(c) ? right : "",
                               table.is_number(c) ? with_minus(cell, "\xE2\x88\x92") : cell);
        }
        out += "</tr>\n";
    }
    out += "  </tbody>\n</table>\n<ul>\n";
    for (const std::string& note : table.notes) out += fmt::format("  <li>{}</li>\n", escaped(note));
    return out + "</ul>\n";
}

/// No character acts as a command.
std::string latex_text(std::string_view text) {
    std::string out;
    for (const char c : base::printable(text)) {
        switch (c) {
            case '\\':
                out += "\\textbackslash{}";
                break;
            case '~':
                out += "\\textasciitilde{}";
                break;
            case '^':
                out += "\\textasciicircum{}";
                break;
            case '<':
                out += "\\textless{}";
                break;
            case '>':
                out += "\\textgreater{}";
                break;
            case '|':
                out += "\\textbar{}";
                break;
            case '"':
                out += "{\\char34}";  // not a ligature, and no shorthand of a language
                break;
            case '`':
                out += "{\\textasciigrave}";
                break;
            case '[':
            case ']':
            case '*':
                out += fmt::format("{{{}}}", c);  // after \\ they would be its options
                break;
            case '{':
            case '}':
            case '$':
            case '&':
            case '#':
            case '_':
            case '%':
                out += '\\';
                [[fallthrough]];
            default:
                out += c;
        }
    }
    return out;
}

/// Long names need a column that breaks lines.
std::string first_column_of(const Table& table) {
    const bool is_long = std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
        return base::display_width(row.front()) > longest_name;
    });
    return is_long ? "p{0.3\\linewidth}" : "l";
}

std::string latex_row(const Table& table, const std::vector<std::string>& cells, bool is_head) {
    std::string line = "    ";
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const std::string cell = latex_text(cells[c]);
        line += c == 0 ? "" : " & ";
        line += !is_head && table.is_number(c) ? with_minus(cell, "$-$") : cell;
    }
    return line + " \\\\\n";
}

/// Characters that pdfLaTeX has no letters for.
bool needs_other_engine(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0xC9; });  // from U+0240 on
}

std::string as_latex(const Table& table) {
    std::string columns = first_column_of(table);
    for (std::size_t c = 1; c < table.titles.size(); ++c) columns += table.is_number(c) ? 'r' : 'l';
    std::string body = latex_row(table, table.titles, true) + "    \\midrule\n";
    for (const auto& row : table.rows) body += latex_row(table, row, false);
    std::string notes;
    for (const std::string& note : table.notes) notes += (notes.empty() ? "" : " ") + latex_text(note);
    std::string out = "% needs \\usepackage{booktabs}\n";
    if (needs_other_engine(body + table.caption))
        out += "% has letters that need XeLaTeX or LuaLaTeX, and a font that knows them\n";
    out += fmt::format(
        "\\begin{{table}}\n  \\centering\n  \\caption{{{}}}\n  \\begin{{tabular}}{{{}}}\n    \\toprule\n",
        latex_text(table.caption), columns);
    out += body;
    out += fmt::format(
        "    \\bottomrule\n  \\end{{tabular}}\n\n  \\smallskip\n  \\parbox{{\\linewidth}}{{\\footnotesize "
        "{}}}\n\\end{{table}}\n",
        notes);
    return out;
}

}  // namespace

std::string paste_table(const findings::SafeFindings& safe, PasteForm form) {
    std::string out;
    for (const StudyFindings& study : safe.get().studies) {
        const std::optional<Table> table = table_of(study, safe.statement());
        if (!table) continue;
        if (!out.empty()) out += '\n';
        out += form == PasteForm::md     ? as_markdown(*table)
               : form == PasteForm::html ? as_html(*table)
                                         : as_latex(*table);
    }
    return out;
}

}  // namespace outcomes::render
