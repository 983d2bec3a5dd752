#pragma once

#include "libstats/io/byte_input.hpp"
#include "libstats/io/table.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::io {

struct ReadOptions {
    std::optional<Encoding> encoding;  ///< found from the bytes if not given
    std::optional<char> delimiter;     ///< found from the first records if not given
    std::size_t header_rows = 1;       ///< the first names the columns, the others are skipped
};

/// A delimited text file, opened far enough to know its header.
///
/// Throws base::InputError (one diagnostic with place and remedy) for: a file that is missing or cannot be
/// read, is a folder, is empty, is a workbook, zip or gzip, holds NUL, is not the UTF-8 it is said to be; a
/// quote that is never closed, or is followed by text; a record with fields beyond the header that are not
/// blank; a line or an answer over 16 MiB. A header without records is an error of read(). The rules are in
/// README.md of this folder.
class CsvFile {
  public:
    /// @param path "-" reads standard input, which is then kept in memory
    static CsvFile open(const std::string& path, const ReadOptions& options = {});
    static CsvFile open(const std::shared_ptr<const ByteInput>& input, const ReadOptions& options = {});
    ~CsvFile();
    CsvFile(CsvFile&&) noexcept;
    CsvFile& operator=(CsvFile&&) noexcept;
    CsvFile(const CsvFile&) = delete;
    CsvFile& operator=(const CsvFile&) = delete;

    /// Header texts of the first header row, trimmed, in file order. May hold blanks and duplicates.
    [[nodiscard]] const std::vector<std::string>& header() const;
    [[nodiscard]] const Dialect& dialect() const;
    /// Place of a header cell (field counts from 0).
    [[nodiscard]] base::Place header_place(std::size_t field) const;

    /// The first records as they stand, header rows included, so that the layout can be told from them. They
    /// are kept and not read again by read(). A record that cannot be read ends them; read() then says why.
    /// @param n_records,n_cells  about how many at most, the header row and seven more at least
    [[nodiscard]] const std::vector<std::vector<std::string>>& preview(std::size_t n_records = 64,
                                                                       std::size_t n_cells = 20000);
    /// Decides where the records begin and what the columns are called, one name a header field; header() and
    /// the tables say so from then on. Before read().
    void set_header(std::size_t header_rows, std::vector<std::string> names);

    /// Reads every record and keeps the fields asked for, in that order; one asked for twice is there twice.
    /// Call once. Memory: what the distinct texts and one to four bytes a kept cell need, whatever the other
    /// columns hold.
    [[nodiscard]] Table read(std::span<const std::size_t> fields);

  private:
    struct State;
    explicit CsvFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// SHA-256 of the bytes of a file, in hexadecimal. "" for standard input.
[[nodiscard]] std::string file_sha256(const std::string& path);

}  // namespace outcomes::io
