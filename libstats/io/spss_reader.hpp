#pragma once

#include "libstats/io/byte_input.hpp"
#include "libstats/io/encoding.hpp"
#include "libstats/io/table.hpp"
#include "libstats/io/variable.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::io {

/// True if the first bytes are those of a file that SPSS saved: .sav and .zsav ("$FL2", "$FL3"), or .por.
[[nodiscard]] bool is_spss(const ByteInput& input);
/// True for the older portable kind, .por.
[[nodiscard]] bool is_spss_portable(const ByteInput& input);

/// A file that SPSS or PSPP saved (.sav, .zsav, .por), opened far enough to know its variables.
///
/// Its cells are given as the text that a CSV export would hold. A number is written in its shortest form;
/// one that lies within the last place of a double of a decimal of 15 digits is that decimal (0.1 + 0.2 is
/// 0.3). Text is in UTF-8, without white space at its right end. Dates and times follow ISO 8601; a date that
/// has a time of day keeps it. System-missing is blank. A value that the file declares missing stays visible
/// as its code, and Column::declared_missing names it. Where a file does not say how it stores letters, they
/// are UTF-8 if all are valid, else Windows-1252.
///
/// Throws base::InputError for: a file that is damaged or cut off (spss.damaged, spss.cut_off), letters that
/// are not those of the encoding (spss.encoding), a version or compression that is not known
/// (spss.unsupported), no records (spss.no_records, from read()).
class SpssFile {
  public:
    /// @param encoding  how letters are stored, if the file says nothing or says it wrongly
    static SpssFile open(std::shared_ptr<const ByteInput> input, std::optional<Encoding> encoding = {});
    ~SpssFile();
    SpssFile(SpssFile&&) noexcept;
    SpssFile& operator=(SpssFile&&) noexcept;
    SpssFile(const SpssFile&) = delete;
    SpssFile& operator=(const SpssFile&) = delete;

    /// Names of the variables, in file order.
    [[nodiscard]] const std::vector<std::string>& header() const;
    /// One a name.
    [[nodiscard]] const std::vector<std::shared_ptr<const Variable>>& variables() const;
    /// Place of a variable: the file and its number.
    [[nodiscard]] base::Place header_place(std::size_t field) const;

    /// Reads every record and keeps the fields asked for, in that order. Line and row of a record are its
    /// number, from 1. Cost: one pass over the file.
    [[nodiscard]] Table read(std::span<const std::size_t> fields) const;

  private:
    struct State;
    explicit SpssFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace outcomes::io
