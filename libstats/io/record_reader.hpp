#pragma once

#include "libstats/io/csv_errors.hpp"
#include "libstats/io/line_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace outcomes::io {

/// Joins physical lines to records and divides these into fields, in place.
///
/// A field that begins with a quote runs to the next single quote, over delimiters and line ends; "" in it is
/// one quote, and every line end in it (CRLF, CR) becomes LF. After the closing quote only spaces may follow.
/// A quote anywhere else is an ordinary character. A line that is empty or holds only white space is no
/// record. CRs before a line end are dropped.
class RecordReader {
  public:
    RecordReader(LineReader lines, CsvContext context)
        : lines_(std::move(lines)), context_(std::move(context)) {}

    /// Passes over a physical line that is no record (`sep=;`).
    void skip_line() { next_line(); }

    /// Hands the fields of the next record to `sink`, front to back; false at the end of the file. A sink
    /// gives something small to be held in registers, `sink.row()`, which has
    ///     bool wants(std::size_t field) const;  // false: of the text only whether it is empty is of
    ///     interest void take(std::size_t field, const char* text, std::size_t size);  // text is valid
    ///     during the call
    template <class Sink>
    bool next(Sink& sink);

    /// Of the record that next() gave last.
    [[nodiscard]] std::uint64_t line() const { return record_line_; }
    [[nodiscard]] std::uint64_t row() const { return row_; }
    [[nodiscard]] std::size_t n_fields() const { return n_fields_; }
    [[nodiscard]] FieldSpot spot(std::size_t field) const { return {record_line_, row_, field}; }

    /// Of all records so far, a line end counting as one byte.
    [[nodiscard]] std::uint64_t n_bytes() const { return n_bytes_; }
    [[nodiscard]] std::size_t n_blank_lines() const { return n_blank_lines_; }
    [[nodiscard]] const CsvContext& context() const { return context_; }

  private:
    struct Quoted {
        const char* text;
        std::size_t size;
        char* end;  ///< the delimiter or NUL after the field
    };

    char* next_line();
    char* next_filled_line();
    Quoted quoted(char* quote, std::size_t field, bool wanted);
    char* join_next_line(char* field_begin, std::size_t field);
    [[nodiscard]] bool is_blank(const char* line) const;
    [[noreturn]] void fail_at_end(std::size_t field) const;

    LineReader lines_;
    CsvContext context_;
    std::string joined_;      ///< what is left of a record that runs over several lines
    std::uint64_t line_ = 0;  ///< physical lines read
    std::uint64_t record_line_ = 0;
    std::uint64_t row_ = 0;
    std::size_t n_fields_ = 0;
    const char* part_begin_ = nullptr;  ///< of the line, or of `joined_`
    std::uint64_t n_bytes_ = 0;
    std::size_t n_blank_lines_ = 0;
    bool after_blank_ = false;  ///< the last line read was blank
};

template <class Sink>
bool RecordReader::next(Sink& sink) {
    char* at = next_filled_line();
    if (at == nullptr) return false;
    const char delimiter = context_.delimiter;
    auto row = sink.row();
    std::size_t field = 0;
    for (;; ++field) {
        // Most fields of a questionnaire are one character or none.
        while (at[0] != '"' && at[0] != '\0' && at[1] == delimiter && at[0] != delimiter) {
            row.take(field++, at, 1);
            at += 2;
        }
        char* end = at;
        if (*at == '"') [[unlikely]] {
            const Quoted found = quoted(at, field, row.wants(field));
            row.take(field, found.text, found.size);
            end = found.end;
        } else {
            while (*end != delimiter && *end != '\0') ++end;
            const char* text_end = end;
            if (*end == '\0') {
                while (text_end != at && text_end[-1] == '\r') --text_end;
            }
            row.take(field, at, static_cast<std::size_t>(text_end - at));
        }
        if (*end == '\0') {
            n_bytes_ += static_cast<std::uint64_t>(end - part_begin_) + 1;
            break;
        }
        at = end + 1;
    }
    n_fields_ = field + 1;
    return true;
}

}  // namespace outcomes::io
