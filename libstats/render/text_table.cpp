#include "libstats/render/text_table.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace outcomes::render {
namespace {

constexpr std::size_t gap = 2;
constexpr std::string_view plain = "\x1b[0m";

std::string cut(std::string_view cell, std::size_t width, std::string_view kept_end) {
    const bool keeps = !kept_end.empty() && cell.ends_with(kept_end) && width > kept_end.size();
    if (!keeps || base::display_width(cell) <= width) return base::fitted(cell, width);
    cell.remove_suffix(kept_end.size());
    return base::fitted(cell, width - kept_end.size()) + std::string(kept_end);
}

void append_padded(std::string& out, const std::string& shown, std::size_t width, bool right) {
    const std::string pad(width - std::min(width, base::display_width(shown)), ' ');
    out += right ? pad + shown : shown + pad;
}

void trim_line_end(std::string& out) {
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
}

/// The longest beginning of `word` that fits into `width` columns, at least one character.
std::string_view first_piece(std::string_view word, std::size_t width) {
    std::size_t end = word.size();
    while (end > 1 && base::display_width(word.substr(0, end)) > width) {
        --end;
        while (end > 1 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
    }
    return word.substr(0, end);
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// The cell in pieces of at most `width` columns; those after the first are set in by two, if there is room.
std::vector<std::string> lines_of(std::string_view cell, std::size_t width) {
    return split_lines(wrapped(cell, width, 0, width > 6 ? 2 : 0));
}

}  // namespace

TextTable::TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}

void TextTable::add_row(std::vector<std::string> cells, std::string_view style) {
    base::require(cells.size() == columns_.size(), "TextTable: one cell a column");
    for (std::string& cell : cells) cell = base::printable(cell);
    rows_.push_back({std::move(cells), std::string(style)});
}

void TextTable::add_span(std::string text) {
    rows_.push_back({{base::printable(text)}, {}, true});
}

std::size_t TextTable::widest_that_shrinks(const std::vector<std::size_t>& widths) const {
    std::size_t widest = columns_.size();
    for (const bool last : {false, true}) {
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const TextColumn& column = columns_[c];
            if (!column.shrinks || column.yields_last != last || widths[c] <= column.least) continue;
            if (widest == columns_.size() || widths[c] > widths[widest]) widest = c;
        }
        if (widest != columns_.size()) break;
    }
    return widest;
}

std::vector<std::size_t> TextTable::widths(std::size_t room) const {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const std::string_view title = columns_[c].title;
        std::size_t widest = columns_[c].title_wraps ? longest_word(title) : base::display_width(title);
        for (const Row& row : rows_) {
            if (!row.spans) widest = std::max(widest, base::display_width(row.cells[c]));
        }
        widths.push_back(std::min(widest, columns_[c].most));
    }
    std::size_t used = std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
    for (; used > room; --used) {
        const std::size_t widest = widest_that_shrinks(widths);
        if (widest == columns_.size()) break;
        --widths[widest];
    }
    return widths;
}

/// A row is as many lines as its longest wrapped cell needs; the other cells stand in the first.
void TextTable::append_row(std::string& out, const Row& row, const std::vector<std::size_t>& widths,
                           const std::string& margin) const {
    std::vector<Row> lines{row};
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (columns_[c].whole && base::display_width(row.cells[c]) > widths[c]) {
            const std::size_t table =
                std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
            const std::size_t indent = std::min(row.cells[c].find_first_not_of(' '), table / 2);
            for (const std::string& line : split_lines(wrapped(row.cells[c], table, indent)))
                out += margin + line + '\n';
            lines.front().cells[c].clear();
            continue;
        }
        if (!columns_[c].wraps || base::display_width(row.cells[c]) <= widths[c]) continue;
        const std::vector<std::string> pieces = lines_of(row.cells[c], widths[c]);
        while (lines.size() < pieces.size())
            lines.push_back({std::vector<std::string>(columns_.size()), row.style});
        for (std::size_t i = 0; i < pieces.size(); ++i) lines[i].cells[c] = pieces[i];
    }
    for (const Row& line : lines) {
        out += margin;
        append_line(out, line, widths);
    }
}

void TextTable::append_line(std::string& out, const Row& row, const std::vector<std::size_t>& widths) const {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const bool is_last = c + 1 == columns_.size();
        if (c > 0) out.append(gap, ' ');
        const bool styled = is_last && !row.style.empty();
        if (styled) out += row.style;
        const std::string shown = cut(row.cells[c], widths[c], columns_[c].kept_end);
        if (is_last && !columns_[c].right)
            out += shown;
        else
            append_padded(out, shown, widths[c], columns_[c].right);
        if (styled) out += plain;
    }
    trim_line_end(out);
}

std::vector<TextTable::Row> TextTable::head(const std::vector<std::size_t>& widths) const {
    std::vector<std::vector<std::string>> titles;
    std::size_t height = 1;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const std::string title = base::printable(columns_[c].title);
        const bool breaks = columns_[c].title_wraps && base::display_width(title) > widths[c];
        titles.push_back(breaks ? split_lines(wrapped(title, widths[c])) : std::vector<std::string>{title});
        height = std::max(height, titles.back().size());
    }
    std::vector<Row> lines(height);
    for (std::vector<std::string>& title : titles) {
        title.insert(title.begin(), height - title.size(), std::string());
        for (std::size_t line = 0; line < height; ++line) lines[line].cells.push_back(title[line]);
    }
    return lines;
}

void TextTable::append_stacked(std::string& out, const Row& row, std::size_t width,
                               std::size_t indent) const {
    out += wrapped(row.cells.front(), width, indent, 2);
    for (std::size_t c = 1; c < row.cells.size(); ++c) {
        if (row.cells[c].empty()) continue;
        const std::string title = base::printable(columns_[c].title);
        std::string line = wrapped(title + ": " + row.cells[c], width, indent + 2, 2);
        const bool styled = c + 1 == row.cells.size() && !row.style.empty();
        if (styled) line = row.style + line.substr(0, line.size() - 1) + std::string(plain) + '\n';
        out += line;
    }
}

std::string TextTable::to_text(std::size_t width, std::size_t indent) const {
    const std::size_t room = width - std::min(width, indent);
    const std::vector<std::size_t> fit = widths(room);
    const std::string margin(indent, ' ');
    std::string out;
    if (std::accumulate(fit.begin(), fit.end(), gap * (fit.size() - 1)) > room) {
        for (const Row& row : rows_) append_stacked(out, row, width, indent);
        return out;
    }
    for (const Row& line : head(fit)) append_row(out, line, fit, margin);
    for (const Row& row : rows_) {
        if (row.spans)
            out += wrapped(row.cells.front(), width, indent, 2);
        else
            append_row(out, row, fit, margin);
    }
    return out;
}

std::string TextTable::to_markdown() const {
    std::string out = "|";
    for (const TextColumn& column : columns_) out += ' ' + markdown_cell(column.title) + " |";
    out += "\n|";
    for (const TextColumn& column : columns_) out += column.right ? " ---: |" : " --- |";
    out += '\n';
    for (const Row& row : rows_) {
        out += '|';
        for (const std::string& cell : row.cells) out += ' ' + markdown_cell(cell) + " |";
        for (std::size_t c = row.cells.size(); c < columns_.size(); ++c) out += "  |";
        out += '\n';
    }
    return out;
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    while (!(text = base::trim(text)).empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        longest = std::max(longest, base::display_width(word));
        text.remove_prefix(word.size());
    }
    return longest;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent, std::size_t hanging) {
    std::string out(indent, ' ');
    std::size_t used = indent;
    bool at_start = true;
    while (!(text = base::trim(text)).empty()) {
        std::string_view word = text.substr(0, text.find(' '));
        const bool breaks = !at_start && used + 1 + base::display_width(word) > width;
        if (breaks) {
            out += '\n' + std::string(indent + hanging, ' ');
            used = indent + hanging;
            at_start = true;
        }
        if (at_start && used + base::display_width(word) > width) {
            word = first_piece(word, width > used ? width - used : 1);
        }
        if (!at_start) out += ' ';
        out += word;
        used += base::display_width(word) + (at_start ? 0 : 1);
        at_start = false;
        text.remove_prefix(word.size());
    }
    return out + '\n';
}

std::string markdown_cell(std::string_view text) {
    std::string out;
    for (const char c : base::printable(text)) {
        const bool acts = std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos;
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (acts)
            out += std::string{'\\', c};
        else
            out += c;
    }
    return out;
}

}  // namespace outcomes::render
