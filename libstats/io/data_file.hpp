#pragma once

#include "libstats/io/csv_reader.hpp"
#include "libstats/io/spss_reader.hpp"

#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace outcomes::io {

/// A file with answers: delimited text, or one that SPSS saved. Its first bytes decide, whatever its name.
class DataFile {
  public:
    /// @param path  "-" reads standard input
    /// @param options  of an SPSS file the encoding only; it has no delimiter and no header rows
    /// Throws what CsvFile and SpssFile throw; files of Stata and SAS are refused by name
    /// (csv.other_program), and so is a file called .sav or .por that is neither SPSS nor text
    /// (spss.not_spss).
    static DataFile open(const std::string& path, const ReadOptions& options = {});

    [[nodiscard]] bool is_spss() const { return std::holds_alternative<SpssFile>(file_); }
    [[nodiscard]] const std::vector<std::string>& header() const;
    [[nodiscard]] base::Place header_place(std::size_t field) const;
    /// What an SPSS file says about its columns, one a header text; empty for delimited text.
    [[nodiscard]] std::span<const std::shared_ptr<const Variable>> variables() const;
    /// The reader of delimited text, which can be looked into before it is read; nullptr for an SPSS file.
    [[nodiscard]] CsvFile* delimited() { return std::get_if<CsvFile>(&file_); }
    /// Call once.
    [[nodiscard]] Table read(std::span<const std::size_t> fields);

  private:
    explicit DataFile(std::variant<CsvFile, SpssFile> file) : file_(std::move(file)) {}

    std::variant<CsvFile, SpssFile> file_;
};

}  // namespace outcomes::io
