#include "libstats/survey/cell_message.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::survey {
namespace {

/// Characters, counted by the bytes that begin one.
std::uint64_t n_characters(std::string_view text) {
    return static_cast<std::uint64_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Byte at which the field that begins at `begin` ends: the delimiter after it, or the end of the line.
std::size_t end_of_field(std::string_view line, std::size_t begin, char delimiter) {
    bool quoted = begin < line.size() && line[begin] == '"';
    std::size_t i = begin + (quoted ? 1 : 0);
    for (; i < line.size() && (quoted || line[i] != delimiter); ++i) {
        if (line[i] == '"') quoted = !quoted && line[begin] == '"';
    }
    return i;
}

}  // namespace

std::optional<CharacterSpan> field_span(std::string_view line, std::size_t field, char delimiter) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < field; ++i) {
        begin = end_of_field(line, begin, delimiter) + 1;
        if (begin > line.size()) return std::nullopt;
    }
    std::string_view text = line.substr(begin, end_of_field(line, begin, delimiter) - begin);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
        text = text.substr(1, text.size() - 2);
        ++begin;
    }
    return CharacterSpan{n_characters(line.substr(0, begin)) + 1, n_characters(text)};
}

base::Diagnostic diagnostic_at_cell(const io::Table& table, std::size_t record, const io::Column& column,
                                    std::string code, std::string message) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place = table.place(record, column.field);
    diagnostic.excerpt = table.line_text(record);
    if (diagnostic.excerpt.empty()) return diagnostic;
    if (const auto span = field_span(diagnostic.excerpt, column.field, table.dialect.delimiter)) {
        diagnostic.caret_column = span->first;
        diagnostic.caret_length = std::max<std::uint64_t>(1, span->length);
    }
    return diagnostic;
}

}  // namespace outcomes::survey
