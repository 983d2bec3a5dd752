#pragma once

#include "libstats/io/byte_input.hpp"
#include "libstats/io/text_source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace outcomes::io {

/// What is needed to show a place of a file again, after its line has been taken apart.
struct CsvContext {
    std::shared_ptr<const ByteInput> input;
    Decoding decoding;
    char delimiter = ',';
};

/// A field of a record, as the reader knows it.
struct FieldSpot {
    std::uint64_t line = 0;  ///< physical line on which the record begins
    std::uint64_t row = 0;   ///< row in Excel
    std::size_t field = 0;   ///< from 0
};

/// All throw base::InputError with one diagnostic. The place is the line on which the field itself begins;
/// the excerpt is that line, read again, with a caret under the field.
[[noreturn]] void fail_unclosed_quote(const CsvContext& context, const FieldSpot& spot);
[[noreturn]] void fail_text_after_quote(const CsvContext& context, const FieldSpot& spot);
[[noreturn]] void fail_long_record(const CsvContext& context, const FieldSpot& spot, std::size_t n_fields,
                                   std::size_t n_header);
[[noreturn]] void fail_line_too_long(const CsvContext& context, std::uint64_t line);
/// The text stopped on line `spot.line`, in `spot.field`: a NUL byte, or a byte that is not UTF-8.
[[noreturn]] void fail_stopped(const CsvContext& context, TextEnd end, const FieldSpot& spot);
[[noreturn]] void fail_empty(const std::string& path);
[[noreturn]] void fail_no_records(const std::string& path, std::size_t header_rows);

/// Throws if the first bytes are those of a workbook, an archive or another kind of file that is not text.
void refuse_other_formats(const ByteInput& input);

}  // namespace outcomes::io
