#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/csv_reader.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::tests {

using Record = std::vector<std::string>;

/// What a reader should make of a text: either records with their lines and Excel rows, or a refusal.
struct Parsed {
    std::vector<Record> records;
    std::vector<std::uint64_t> lines;
    std::vector<std::uint64_t> rows;
    std::string refused;  ///< code; the records before it are there
};

/// The rule for records that are not as long as the header: a refusal, or padded and cut to its length.
inline void fit_to_header(Parsed& parsed) {
    if (parsed.records.empty()) return;
    const std::size_t width = parsed.records[0].size();
    for (std::size_t i = 1; i < parsed.records.size(); ++i) {
        Record& record = parsed.records[i];
        for (std::size_t field = width; field < record.size(); ++field) {
            if (record[field].find_first_not_of(" \t\n\r") == std::string::npos) continue;
            parsed.refused = "csv.long_record";
            return;
        }
        record.resize(width);
    }
}

/// The rules of libstats/io/README.md once more, one character at a time on the whole text and with no
/// thought of speed.
class PlainParser {
  public:
    PlainParser(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    Parsed parse() {
        while (at_ < text_.size() && parsed_.refused.empty()) {
            ++row_;
            if (!skip_blank_line()) parse_record();
        }
        fit_to_header(parsed_);
        return std::move(parsed_);
    }

  private:
    [[nodiscard]] bool more() const { return at_ < text_.size(); }
    /// Length of the line end here: any CRs and an LF, or CRs before the end of the text; 0 if there is none.
    [[nodiscard]] std::size_t line_end() const {
        std::size_t end = at_;
        while (end < text_.size() && text_[end] == '\r') ++end;
        if (end == text_.size()) return end - at_;
        return text_[end] == '\n' ? end + 1 - at_ : 0;
    }
    [[nodiscard]] bool at_line_end() const { return !more() || line_end() > 0; }

    bool skip_blank_line() {
        std::size_t end = at_;
        while (end < text_.size() && text_[end] != '\n') {
            const char c = text_[end++];
            if (c == delimiter_ || (c != ' ' && c != '\t' && c != '\r')) return false;
        }
        at_ = end + 1;
        ++line_;
        return true;
    }

    void parse_record() {
        parsed_.lines.push_back(line_);
        parsed_.rows.push_back(row_);
        parsed_.records.emplace_back();
        for (;;) {
            if (more() && text_[at_] == '"')
                parse_quoted();
            else
                parse_plain();
            if (!parsed_.refused.empty()) {
                parsed_.records.pop_back();
                return;
            }
            if (at_line_end()) break;
            ++at_;  // the delimiter
        }
        at_ += line_end();
        ++line_;
    }

    void parse_plain() {
        std::string field;
        while (!at_line_end() && text_[at_] != delimiter_) field += text_[at_++];
        parsed_.records.back().push_back(field);
    }

    void parse_quoted() {
        std::string field;
        for (++at_;; ++at_) {
            if (!more()) {
                parsed_.refused = "csv.unclosed_quote";
                return;
            }
            const char c = text_[at_];
            const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
            if (c == '"' && !doubled) break;
            if (c == '\n') ++line_;
            if (c == '"') ++at_;
            const std::size_t after_crs = text_.find_first_not_of('\r', at_);
            const bool is_crlf = c == '\r' && after_crs != std::string_view::npos && text_[after_crs] == '\n';
            if (!is_crlf) field += c == '\r' ? '\n' : c;
        }
        ++at_;
        while (more() && !at_line_end() && text_[at_] != delimiter_ &&
               (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) {
            ++at_;
        }
        if (!at_line_end() && text_[at_] != delimiter_) parsed_.refused = "csv.text_after_quote";
        parsed_.records.back().push_back(field);
    }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::uint64_t row_ = 0;
    Parsed parsed_;
};

/// What the reader makes of a file otherwise than the plain parser did, keeping every `step`-th field and
/// having looked at `n_previewed` records before; "" if nothing.
inline std::string difference(const Parsed& wanted, const std::string& path, char delimiter,
                              std::size_t step = 1, std::size_t n_previewed = 0) {
    try {
        auto file = io::CsvFile::open(
            path, {.encoding = io::Encoding::utf8, .delimiter = delimiter, .header_rows = 1});
        if (n_previewed > 0) static_cast<void>(file.preview(n_previewed));
        std::vector<std::size_t> fields;
        for (std::size_t i = 0; i < file.header().size(); i += step) fields.push_back(i);
        const io::Table table = file.read(fields);
        if (!wanted.refused.empty()) return "should be refused: " + wanted.refused;
        if (table.n_records + 1 != wanted.records.size()) return "another number of records";
        for (std::size_t i = 0; i < table.n_records; ++i) {
            for (const io::Column& column : table.columns) {
                if (column.text(i) != wanted.records[i + 1][column.field])
                    return "another text in record " + std::to_string(i);
            }
            if (table.lines.line_of(i) != wanted.lines[i + 1])
                return "another line of record " + std::to_string(i);
            if (table.rows.line_of(i) != wanted.rows[i + 1])
                return "another row of record " + std::to_string(i);
        }
    } catch (const base::InputError& error) {
        const std::string& code = error.diagnostics().front().code;
        if (!wanted.refused.empty())
            return code == wanted.refused ? "" : code + " instead of " + wanted.refused;
        if (wanted.records.empty()) return code == "csv.empty" ? "" : code;
        if (wanted.records.size() == 1) return code == "csv.no_records" ? "" : code;
        return code;
    }
    return {};
}

}  // namespace outcomes::tests
