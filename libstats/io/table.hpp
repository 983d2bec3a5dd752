#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/encoding.hpp"
#include "libstats/io/variable.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace outcomes::io {

/// Distinct texts, numbered in order of first appearance. Number 0 is always the blank text "".
class TextPool {
  public:
    TextPool();

    /// The number of `text`, which is added if it is new. Amortised O(length).
    std::uint32_t intern(std::string_view text);
    /// The same for many texts at once: several times as fast where the pool is large, since the memory they
    /// need is fetched for all of them together. Fills numbers[0 .. texts.size()).
    void intern_all(std::span<const std::string_view> texts, std::uint32_t* numbers);
    [[nodiscard]] std::string_view at(std::uint32_t number) const;
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    /// Makes room for about `times` as many texts of the same lengths.
    void expect_growth(std::size_t times);

  private:
    void make_room(std::size_t n_more);
    void grow();
    std::uint32_t intern_hashed(std::string_view text, std::uint64_t hash);

    std::vector<char> bytes_;
    std::vector<std::uint64_t> ends_;  ///< end of text i in bytes_
    std::vector<std::uint64_t>
        slots_;  ///< open addressing: upper half of the hash, then the number; 0 is free
};

/// A sequence of small numbers kept in one, two or four bytes each, whichever the largest so far needs.
class CodeVector {
  public:
    void push_back(std::uint32_t code) {
        if (auto* bytes = std::get_if<0>(&codes_); bytes != nullptr && code <= 0xFF) {
            bytes->push_back(static_cast<std::uint8_t>(code));
        } else {
            push_wide(code);
        }
    }
    /// The same for many codes, of one byte each.
    void append(std::span<const std::uint8_t> codes);
    void reserve(std::size_t n_codes);
    [[nodiscard]] std::uint32_t operator[](std::size_t i) const {
        return std::visit([i](const auto& v) { return static_cast<std::uint32_t>(v[i]); }, codes_);
    }
    [[nodiscard]] std::size_t size() const {
        return std::visit([](const auto& v) { return v.size(); }, codes_);
    }
    /// Calls `use(span of the narrow type)` once, for loops that should not dispatch per element.
    template <class Use>
    decltype(auto) visit(Use&& use) const {
        return std::visit(std::forward<Use>(use), codes_);
    }

  private:
    void push_wide(std::uint32_t code);

    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>> codes_;
};

/// A text that the file itself declares to mean "no answer".
struct DeclaredMissing {
    std::uint32_t number = 0;  ///< of the text in the column's pool
    std::string meaning;       ///< what the file calls it, or ""
};

/// One column of the file: which distinct text each record holds. Texts are kept as they stand, not trimmed.
struct Column {
    std::string name;                          ///< header text, trimmed
    std::size_t field = 0;                     ///< position in the record, from 0
    TextPool values;                           ///< the distinct texts
    CodeVector codes;                          ///< one a record
    std::vector<std::uint32_t> first_record;   ///< of each distinct text (0 for a blank that never occurs)
    std::shared_ptr<const Variable> variable;  ///< what an SPSS file says about it; null for a CSV file
    std::vector<DeclaredMissing> declared_missing;  ///< by number; empty for a CSV file

    /// nullptr: the file does not declare this text missing.
    [[nodiscard]] const DeclaredMissing* missing_of(std::uint32_t number) const;
    /// What an SPSS file calls this text ("Agree" for 4), or "".
    [[nodiscard]] std::string_view label_of(std::uint32_t number) const;
    [[nodiscard]] std::string_view text(std::size_t record) const { return values.at(codes[record]); }
};

/// Where each record begins: its physical line, or its row in Excel. Most records follow the one before
/// directly, so only the others are kept.
class RecordLines {
  public:
    /// `line` is the line or row (from 1) on which the next record begins.
    void add(std::uint64_t line);
    [[nodiscard]] std::uint64_t line_of(std::size_t record) const;
    [[nodiscard]] std::size_t size() const { return n_records_; }

  private:
    struct Jump {
        std::size_t record;
        std::uint64_t line;
    };
    std::vector<Jump> jumps_;  ///< records whose line is not the line before + 1
    std::size_t n_records_ = 0;
    std::uint64_t last_line_ = 0;
};

/// What kind of file a table comes from.
enum class FileKind : std::uint8_t { delimited, spss };

/// How a text file is written.
struct Dialect {
    Encoding encoding = Encoding::utf8;
    bool has_bom = false;
    char delimiter = ',';
    bool has_sep_line = false;  ///< a first line "sep=;"
    bool cr_only = false;       ///< lines end in a lone CR
    std::size_t header_rows = 1;
};

/// The columns that were asked for, and what is needed to point at any of their cells.
struct Table {
    std::string path;  ///< as the user gave it; "-" is standard input
    FileKind kind = FileKind::delimited;
    Dialect dialect;                  ///< of delimited text
    std::vector<std::string> header;  ///< all header texts, trimmed, in file order
    std::string weight;               ///< variable by which SPSS weights the cases of this file, or ""
    std::vector<Column> columns;      ///< those asked for, in the order asked
    RecordLines lines;
    RecordLines rows;  ///< Excel rows: they count records and blank lines, header rows included
    std::size_t n_records = 0;
    std::size_t n_short = 0;        ///< records with fewer fields than the header: padded with blanks
    std::size_t n_long = 0;         ///< records with more fields, all of the extra ones blank: accepted
    std::size_t n_blank_lines = 0;  ///< wholly blank lines: skipped

    [[nodiscard]] const Column* find(std::string_view name) const;  ///< nullptr if not among `columns`
    /// File, physical line, field (from 1) and Excel cell of a field of a record. The Excel row counts
    /// records, so it differs from the line after an answer that runs over several lines. In an SPSS file the
    /// line is the number of the record, and there is no Excel cell.
    [[nodiscard]] base::Place place(std::size_t record, std::size_t field) const;
    /// The record's first physical line as text (read again from the file; "" for standard input or if it is
    /// gone, and for an SPSS file). Cost: one pass over the file up to there.
    [[nodiscard]] std::string line_text(std::size_t record) const;
};

}  // namespace outcomes::io
