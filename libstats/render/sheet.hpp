#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What stands on a sheet of a workbook, before it is known how a workbook is written.
namespace outcomes::render {

/// How a number is shown; the number itself is always whole and unrounded.
enum class CellLook {
    text,
    title,               ///< text, large
    heading,             ///< text in bold
    heading_of_numbers,  ///< the same, flush right
    link,                ///< text that leads to another sheet
    mark,                ///< text where a number would be: "[c]"
    count,               ///< 1,234
    number,              ///< 3.28, with the cell's digits
    change,              ///< +0.33, with the cell's digits
    share,               ///< 56.8 %, stored as 0.568
    p_value,             ///< 0.042, and <0.001 below that
    general              ///< as many digits as the program likes
};

/// One cell. Text stays text, whatever it looks like; "" is an empty cell.
struct Cell {
    std::variant<std::string, double> value;
    CellLook look = CellLook::text;
    int digits = 0;

    [[nodiscard]] bool is_number() const { return std::holds_alternative<double>(value); }
};

[[nodiscard]] inline Cell text_cell(std::string_view text) {
    return {std::string(text), CellLook::text, 0};
}
[[nodiscard]] inline Cell number_cell(double value, CellLook look, int digits = 0) {
    return {value, look, digits};
}
[[nodiscard]] inline Cell count_cell(std::uint64_t people) {
    return {static_cast<double>(people), CellLook::count, 0};
}

/// A cell that is hidden to protect people, that has no figure, or that has none by its nature.
inline constexpr std::string_view hidden_cell = "[c]";
inline constexpr std::string_view absent_cell = "[x]";
inline constexpr std::string_view inapplicable_cell = "[z]";

[[nodiscard]] inline Cell mark_cell(std::string_view mark) {
    return {std::string(mark), CellLook::mark, 0};
}

struct SheetColumn {
    std::string name;           ///< the header, once a sheet
    std::string meaning;        ///< one sentence
    std::string unit;           ///< "people", "points", ...; "text" of texts
    double width = 12;          ///< in characters
    std::string csv_name = {};  ///< the column of findings::columns() that it shows, or ""
};

/// True if the cells of the column are texts, apart from marks.
[[nodiscard]] inline bool is_text(const SheetColumn& column) {
    return column.unit == "text" || column.unit == "true or false";
}

/// One tidy table with a title, and nothing below it.
struct Sheet {
    std::string name = {};                  ///< on the tab; at most 31 characters
    std::string title = {};                 ///< in A1
    std::string summary = {};               ///< what it holds, for the contents
    std::vector<std::string> remarks = {};  ///< lines between the title and the table
    std::vector<SheetColumn> columns = {};
    std::vector<std::vector<Cell>> rows = {};
};

}  // namespace outcomes::render
