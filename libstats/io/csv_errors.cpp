#include "libstats/io/csv_errors.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/line_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace outcomes::io {
namespace {

constexpr std::string_view save_as_csv =
    "open it in the program it comes from and save the sheet as \"CSV UTF-8\"";

/// Where a field begins, seen in the file.
struct Located {
    std::uint64_t line = 0;
    std::string text;       ///< of that line
    std::size_t begin = 0;  ///< byte of `text` at which the field begins
};

PhysicalLines lines_of(const CsvContext& context) {
    Decoding decoding = context.decoding;
    decoding.stop_at_nul = false;
    return PhysicalLines(TextSource(context.input, decoding));
}

/// Walks through the record once more. An empty text if the file has changed since.
Located locate(const CsvContext& context, const FieldSpot& spot) {
    PhysicalLines lines = lines_of(context);
    for (std::uint64_t line = 1; line < spot.line; ++line) {
        if (!lines.next()) return {spot.line, {}, 0};
    }
    std::size_t field = 0;
    bool at_start = true;
    bool quoted = false;
    for (std::uint64_t line = spot.line;; ++line) {
        const auto text = lines.next();
        if (!text) return {spot.line, {}, 0};
        for (std::size_t i = 0; i <= text->size(); ++i) {
            if (at_start && field == spot.field) return {line, *text, i};
            if (i == text->size()) break;
            const char c = (*text)[i];
            if (std::exchange(at_start, false) && c == '"') {
                quoted = true;
            } else if (quoted) {
                const bool doubled = c == '"' && i + 1 < text->size() && (*text)[i + 1] == '"';
                if (doubled) ++i;
                quoted = doubled || c != '"';
            } else if (c == context.delimiter) {
                ++field;
                at_start = true;
            }
        }
        if (!quoted) return {spot.line, *text, 0};
    }
}

std::uint64_t n_characters(std::string_view text) {
    const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::uint64_t>(std::count_if(text.begin(), text.end(), begins_one));
}

base::Diagnostic diagnostic_of(std::string code, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    return diagnostic;
}

/// Points at a field; `located.begin` gets the caret.
void point_at(base::Diagnostic& diagnostic, const CsvContext& context, const FieldSpot& spot,
              const Located& located) {
    const std::uint64_t column = spot.field + 1;
    diagnostic.place = {context.input->path(), located.line, column, base::excel_cell(spot.row, column)};
    diagnostic.excerpt = located.text;
    diagnostic.caret_column = n_characters(std::string_view(located.text).substr(0, located.begin)) + 1;
}

std::string name_of(char delimiter) {
    return delimiter == '\t' ? std::string("a tab") : fmt::format("\"{}\"", delimiter);
}

/// The field as it stands, up to the next delimiter of its line.
std::string_view field_text(const Located& located, char delimiter) {
    const std::string_view rest = std::string_view(located.text).substr(located.begin);
    return rest.substr(0, rest.find(delimiter));
}

}  // namespace

void fail_unclosed_quote(const CsvContext& context, const FieldSpot& spot) {
    auto diagnostic = diagnostic_of("csv.unclosed_quote", "a quote is opened here and never closed",
                                    "close the answer with a second quote; a quote that belongs to the text "
                                    "is written twice, in an answer that "
                                    "stands in quotes as a whole");
    point_at(diagnostic, context, spot, locate(context, spot));
    throw base::InputError(std::move(diagnostic));
}

void fail_text_after_quote(const CsvContext& context, const FieldSpot& spot) {
    auto diagnostic =
        diagnostic_of("csv.text_after_quote", "there is text after the closing quote of this answer",
                      fmt::format("a quote inside a quoted answer is written twice (\"\"); after the closing "
                                  "quote comes {} or the end "
                                  "of the line",
                                  name_of(context.delimiter)));
    const Located located = locate(context, spot);
    point_at(diagnostic, context, spot, located);
    diagnostic.caret_length =
        std::max<std::uint64_t>(1, n_characters(field_text(located, context.delimiter)));
    throw base::InputError(std::move(diagnostic));
}

void fail_long_record(const CsvContext& context, const FieldSpot& spot, std::size_t n_fields,
                      std::size_t n_header) {
    auto diagnostic =
        diagnostic_of("csv.long_record",
                      fmt::format("this record has {} fields, but the header has {}", n_fields, n_header),
                      fmt::format("an answer that holds {} must stand in quotes; if fields are divided by "
                                  "something else, say so with "
                                  "`delimiter`",
                                  name_of(context.delimiter)));
    const Located located = locate(context, spot);
    point_at(diagnostic, context, spot, located);
    const std::string_view text = field_text(located, context.delimiter);
    diagnostic.caret_length = std::max<std::uint64_t>(1, n_characters(text));
    diagnostic.found = fmt::format("{} beyond the last column of the header", text);
    throw base::InputError(std::move(diagnostic));
}

void fail_line_too_long(const CsvContext& context, std::uint64_t line) {
    auto diagnostic = diagnostic_of(
        "csv.line_too_long", fmt::format("this line is longer than {} MiB", (longest_line + 1) >> 20),
        "this does not look like a table; check that the file is the export you meant");
    diagnostic.place = {context.input->path(), line, 0, {}};
    throw base::InputError(std::move(diagnostic));
}

void fail_stopped(const CsvContext& context, TextEnd end, const FieldSpot& spot) {
    const bool nul = end == TextEnd::nul;
    auto diagnostic =
        nul ? diagnostic_of(
                  "csv.nul", "there is a NUL byte (0x00) here, so the file is not plain text",
                  "the file may be damaged, or not a CSV file at all: export it again as \"CSV UTF-8\"")
            : diagnostic_of(
                  "csv.not_utf8",
                  "there is a byte here that is not UTF-8, though the file is said to be UTF-8",
                  "export it again as \"CSV UTF-8\", or name its encoding, e.g. encoding = \"windows-1252\"");
    PhysicalLines lines = lines_of(context);
    Located located{spot.line, {}, 0};
    for (std::uint64_t line = 1; line <= spot.line; ++line) located.text = lines.next().value_or("");
    located.begin = nul ? std::min(located.text.find('\0'), located.text.size()) : located.text.size();
    point_at(diagnostic, context, spot, located);
    throw base::InputError(std::move(diagnostic));
}

void fail_empty(const std::string& path) {
    auto diagnostic = diagnostic_of("csv.empty", "the file is empty", "check that the export has finished");
    diagnostic.place.file = path;
    throw base::InputError(std::move(diagnostic));
}

void fail_no_records(const std::string& path, std::size_t header_rows) {
    auto diagnostic = diagnostic_of("csv.no_records", "the file has a header and no answers below it",
                                    header_rows > 1 ? "check `header_rows`, and that the export has finished"
                                                    : "check that the export has finished");
    diagnostic.place.file = path;
    throw base::InputError(std::move(diagnostic));
}

void refuse_other_formats(const ByteInput& input) {
    struct Format {
        std::string_view first_bytes;
        std::string_view inside;  ///< must occur in the first kilobytes
        std::string_view code;
        std::string_view message;
        std::string_view help;
    };
    constexpr std::string_view unpack = "unpack it and give the file inside";
    constexpr std::string_view zip = "PK\x03\x04";
    static constexpr std::array<Format, 9> formats{{
        {zip, "opendocument.spreadsheet", "csv.workbook", "this is an OpenDocument spreadsheet (.ods)",
         save_as_csv},
        {zip, "xl/", "csv.workbook", "this is an Excel workbook (.xlsx)", save_as_csv},
        {zip, "[Content_Types].xml", "csv.workbook", "this is an Excel workbook (.xlsx)", save_as_csv},
        {zip, "", "csv.zip", "this is a zip archive",
         "unpack it; if there is a workbook inside, save it as \"CSV UTF-8\""},
        {"\xD0\xCF\x11\xE0", "", "csv.workbook", "this is an old Excel workbook (.xls)", save_as_csv},
        {"\x1F\x8B", "", "csv.gzip", "this is a file packed by gzip", unpack},
        {"BZh", "1AY&SY", "csv.packed", "this is a file packed by bzip2", unpack},
        {"\xFD"
         "7zXZ",
         "", "csv.packed", "this is a file packed by xz", unpack},
        {"%PDF-", "", "csv.not_text", "this is a PDF document", "export the answers as \"CSV UTF-8\""},
    }};
    std::array<char, 8192> start{};
    const std::string_view head(start.data(), input.read_at(0, start.data(), start.size()));
    for (const Format& format : formats) {
        if (!head.starts_with(format.first_bytes) || head.find(format.inside) == std::string_view::npos)
            continue;
        auto diagnostic =
            diagnostic_of(std::string(format.code), fmt::format("{}, not a CSV file", format.message),
                          std::string(format.help));
        diagnostic.place.file = input.path();
        throw base::InputError(std::move(diagnostic));
    }
}

}  // namespace outcomes::io
