#pragma once

#include "libstats/render/sheet.hpp"

#include <xlsxwriter.h>

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace outcomes::render {

/// A sheet that has been written: where its table stands.
struct WrittenSheet {
    lxw_worksheet* sheet = nullptr;
    std::string name;
    lxw_row_t first_row = 0;  ///< of the data, the header not counted
};

/// Text as a workbook can hold it: control characters made visible, nothing that XML has no place for.
/// @throws base::OutputError  longer than a cell may be
[[nodiscard]] std::string cell_text(std::string_view text, std::string_view sheet);

/// Text of a chart: its titles, names and labels are taken for a reference to cells if they begin with "=".
[[nodiscard]] std::string chart_text(std::string_view text, std::size_t most);

/// Writes a workbook with libxlsxwriter into a temporary file that has no name, so that nothing can be left
/// behind.
class WorkbookWriter {
  public:
    /// @param created  seconds since 1970, above 0
    WorkbookWriter(std::string_view title, std::string_view comments, std::int64_t created);

    /// An empty sheet, without a table.
    [[nodiscard]] lxw_worksheet* add_sheet(const std::string& name);
    /// A sheet with its table. @param freeze the header row stays in sight
    /// @throws base::OutputError  more rows than a sheet holds
    WrittenSheet add_table(const Sheet& sheet, bool freeze);
    /// A text in a cell, never a formula. @param wraps in several lines if it is longer than the column
    void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                    CellLook look = CellLook::text, bool wraps = true);
    void write_title(lxw_worksheet* sheet, std::string_view text);
    /// Room for a text that wraps in a column of this width.
    void set_height(lxw_worksheet* sheet, lxw_row_t row, std::size_t n_lines);
    [[nodiscard]] static std::size_t lines_of(std::string_view text, double width);
    /// A link to another sheet of the workbook.
    void write_link(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& name);
    [[nodiscard]] lxw_chart* add_chart(lxw_chart_type type);

    /// The bytes of the finished workbook. Call once.
    [[nodiscard]] std::string finish();

  private:
    struct Closer {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
        void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
    };
    void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell);
    void write_row(lxw_worksheet* sheet, lxw_row_t row, const Sheet& table, const std::vector<Cell>& cells);
    void set_columns(lxw_worksheet* sheet, const Sheet& table);
    void mark_as_table(const WrittenSheet& written, const Sheet& sheet);
    /// @param digits  decimals of a number; of a text 1 to set it in a little
    [[nodiscard]] lxw_format* format(CellLook look, int digits, bool wraps);
    [[nodiscard]] lxw_format* new_format();

    std::unique_ptr<std::FILE, Closer> file_;
    std::unique_ptr<lxw_workbook, Closer> book_;
    std::map<std::tuple<CellLook, int, bool>, lxw_format*> formats_;  ///< those of `book_`
};

}  // namespace outcomes::render
