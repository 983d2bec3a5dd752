#include "libstats/render/separated_writer.hpp"

#include "libstats/io/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace outcomes::render {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";  ///< byte-order mark

/// Text that gets an apostrophe: what acts as a formula, and what looks as if it had got one.
bool is_guarded(std::string_view text) {
    const std::size_t at = text.find_first_not_of('\'');
    return at != std::string_view::npos && acts_as_formula(text.substr(at));
}

}  // namespace

bool acts_as_formula(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view("=+-@\t\r\n\0", 8).find(text.front()) != std::string_view::npos) return true;
    // U+FF1D, U+FF0B, U+FF0D, U+FF20: what Asian keyboards type for = + - @.
    constexpr std::array<std::string_view, 4> wide{"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                                   "\xEF\xBC\xA0"};
    return std::any_of(wide.begin(), wide.end(),
                       [&](std::string_view sign) { return text.starts_with(sign); });
}

std::size_t guarded_cells(std::string_view excel_csv) {
    std::size_t n = 0;
    bool quoted = false;
    bool at_start = true;
    if (excel_csv.starts_with(mark)) excel_csv.remove_prefix(mark.size());
    for (std::size_t i = 0; i < excel_csv.size(); ++i) {
        const char c = excel_csv[i];
        if (std::exchange(at_start, false)) {
            const std::string_view rest = excel_csv.substr(c == '"' ? i + 1 : i);
            const std::string_view field = c == '"' ? rest : rest.substr(0, rest.find_first_of(",\r\n"));
            if (field.starts_with('\'') && is_guarded(field)) ++n;
        }
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == ',' || c == '\n')) at_start = true;
    }
    return n;
}

SeparatedWriter::SeparatedWriter(Separated format)
    : format_(format), delimiter_(format == Separated::tsv ? '\t' : ',') {
    if (format_ == Separated::excel_csv) out_ = mark;
}

void SeparatedWriter::separate() {
    if (!std::exchange(at_start_, false)) out_ += delimiter_;
}

void SeparatedWriter::text(std::string_view value) {
    separate();
    if (format_ == Separated::excel_csv && is_guarded(value))
        io::append_field(out_, '\'' + std::string(value), delimiter_);
    else
        io::append_field(out_, value, delimiter_);
}

void SeparatedWriter::number(std::string_view value) {
    separate();
    out_ += value;
}

void SeparatedWriter::end_row() {
    out_ += format_ == Separated::excel_csv ? "\r\n" : "\n";
    at_start_ = true;
}

std::string SeparatedWriter::finish() {
    return std::move(out_);
}

}  // namespace outcomes::render
