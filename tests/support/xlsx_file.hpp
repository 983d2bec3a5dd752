#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::tests {

/// A cell of a workbook as its file says it.
struct XlsxCell {
    std::string text;  ///< of a number its digits
    bool is_number = false;
};

/// A table of a workbook: its header and its rows.
struct XlsxTable {
    std::vector<std::string> header;
    std::vector<std::vector<XlsxCell>> rows;

    /// The cell of a column in the row whose `key` column says `value`. Fails if there is none.
    [[nodiscard]] const XlsxCell& at(std::string_view key, std::string_view value,
                                     std::string_view column) const;
    [[nodiscard]] std::size_t column(std::string_view name) const;
};

/// A workbook taken apart by libraries that know nothing of the one that wrote it: libzip for the parts,
/// Boost's parser for their XML. Throws if it is not sound.
class XlsxFile {
  public:
    explicit XlsxFile(const std::string& bytes);

    /// File name -> content, of everything in it.
    [[nodiscard]] const std::map<std::string, std::string>& parts() const { return parts_; }
    [[nodiscard]] const std::vector<std::string>& sheets() const { return sheets_; }
    /// The XML of a sheet.
    [[nodiscard]] const std::string& sheet(std::string_view name) const;
    [[nodiscard]] XlsxTable table(std::string_view sheet) const;

  private:
    std::map<std::string, std::string> parts_;
    std::vector<std::string> sheets_;
    std::vector<std::string> strings_;
};

}  // namespace outcomes::tests
