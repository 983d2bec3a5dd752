#include "libstats/render/workbook_writer.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/text_table.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

constexpr std::size_t most_rows = LXW_ROW_MAX;
constexpr std::size_t most_characters = 32'767;  ///< of a cell, in the units of UTF-16
constexpr std::uint8_t a4 = 9;
constexpr double page_width = 170;  ///< characters of a sheet on a page that can still be read
constexpr double line_height = 15.75;
constexpr double title_height = 24;
constexpr double characters_of_width = 1.1;  ///< of Arial 12, in a column that is as wide as one digit
constexpr double width_of_bold = 0.9;
constexpr std::size_t most_lines = 25;  ///< a spreadsheet takes no row higher than 409 points
constexpr double font_size = 12;
constexpr double title_size = 16;
constexpr lxw_color_t link_color = 0x12436D;
constexpr std::size_t most_of_property = 250;

[[noreturn]] void refuse(const char* code, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    throw base::OutputError(std::move(diagnostic));
}

constexpr const char* as_csv = "write the results as .csv instead: outcomes compare -o results.csv";

void require_done(lxw_error error) {
    if (error == LXW_NO_ERROR) return;
    refuse("output.workbook", fmt::format("the workbook could not be made: {}", lxw_strerror(error)), as_csv);
}

/// The length of UTF-8 text in UTF-16, which is what spreadsheets count.
std::size_t utf16_length(std::string_view text) {
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80) length += byte >= 0xF0 ? 2 : 1;
    }
    return length;
}

/// U+FFFE and U+FFFF, which no XML document may hold.
void replace_noncharacters(std::string& text) {
    for (const std::string_view bytes : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (std::size_t at = text.find(bytes); at != std::string::npos; at = text.find(bytes, at))
            text.replace(at, bytes.size(), "?");
    }
}

std::string code_of(CellLook look, int digits) {
    const std::string decimals = digits > 0 ? "0." + std::string(static_cast<std::size_t>(digits), '0') : "0";
    switch (look) {
        case CellLook::count:
            return "#,##0";
        case CellLook::number:
            return decimals;
        case CellLook::change:
            return fmt::format("+{0};-{0};{0}", decimals);
        case CellLook::share:
            return "0.0%";
        case CellLook::p_value:
            return "[<0.001]\"<0.001\";0.000";
        case CellLook::title:
        case CellLook::heading:
        case CellLook::heading_of_numbers:
        case CellLook::mark:
        case CellLook::text:
        case CellLook::link:
            return "@";
        case CellLook::general:
            break;
    }
    return "General";
}

}  // namespace

std::string cell_text(std::string_view text, std::string_view sheet) {
    std::string shown = base::printable(text);
    replace_noncharacters(shown);
    if (utf16_length(shown) > most_characters) {
        refuse(
            "output.long_text",
            fmt::format("a text on the sheet \"{}\" is {} characters long, and a cell of a workbook holds {}",
                        sheet, grouped(utf16_length(shown)), grouped(most_characters)),
            as_csv);
    }
    return shown;
}

std::string chart_text(std::string_view text, std::size_t most) {
    std::string shown = base::printable(text);
    replace_noncharacters(shown);
    if (base::display_width(shown) > most) {
        shown = base::fitted(shown, most);
        shown.pop_back();
        shown += "\xE2\x80\xA6";
    }
    return shown.starts_with('=') ? ' ' + shown : shown;
}

WorkbookWriter::WorkbookWriter(std::string_view title, std::string_view comments, std::int64_t created)
    : file_(std::tmpfile()) {
    base::require(created > 0, "a workbook needs a date after 1970");
    if (!file_) refuse("output.workbook", "there is no room for temporary files", "make room in /tmp");
    book_.reset(workbook_new(fmt::format("/proc/self/fd/{}", fileno(file_.get())).c_str()));
    base::require(book_ != nullptr, "libxlsxwriter has no memory");
    std::string shown_title = chart_text(title, most_of_property);
    std::string shown_comments = chart_text(comments, most_of_property);
    lxw_doc_properties properties{};
    properties.title = shown_title.data();
    properties.comments = shown_comments.data();
    properties.created = static_cast<std::time_t>(created);
    require_done(workbook_set_properties(book_.get(), &properties));
}

lxw_format* WorkbookWriter::new_format() {
    lxw_format* made = workbook_add_format(book_.get());
    format_set_font_name(made, "Arial");
    format_set_font_size(made, font_size);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    return made;
}

lxw_format* WorkbookWriter::format(CellLook look, int digits, bool wraps) {
    lxw_format*& known = formats_[{look, digits, wraps}];
    if (known != nullptr) return known;
    known = new_format();
    if (look == CellLook::title || look == CellLook::heading || look == CellLook::heading_of_numbers)
        format_set_bold(known);
    if (look == CellLook::heading_of_numbers || look == CellLook::mark)
        format_set_align(known, LXW_ALIGN_RIGHT);
    if (look == CellLook::title) format_set_font_size(known, title_size);
    if (look == CellLook::link) {
        format_set_underline(known, LXW_UNDERLINE_SINGLE);
        format_set_font_color(known, link_color);
    }
    const bool is_indented = (look == CellLook::text || look == CellLook::heading) && digits > 0;
    if (is_indented) format_set_indent(known, 1);
    format_set_num_format(known, code_of(look, digits).c_str());
    if (wraps) format_set_text_wrap(known);
    return known;
}

lxw_worksheet* WorkbookWriter::add_sheet(const std::string& name) {
    const bool valid = workbook_validate_sheet_name(book_.get(), name.c_str()) == LXW_NO_ERROR;
    base::require(valid, "the name of a sheet is too long, is there already or has a character it may not");
    lxw_worksheet* sheet = workbook_add_worksheet(book_.get(), name.c_str());
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, a4);
    return sheet;
}

void WorkbookWriter::write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                                CellLook look, bool wraps) {
    const std::string shown = cell_text(text, sheet->name);
    if (shown.empty()) return;
    const bool in_table = wraps && column > 0;  // apart from the number on its left
    require_done(
        worksheet_write_string(sheet, row, column, shown.c_str(), format(look, in_table ? 1 : 0, wraps)));
}

void WorkbookWriter::write_title(lxw_worksheet* sheet, std::string_view text) {
    write_text(sheet, 0, 0, text, CellLook::title, false);
    require_done(worksheet_set_row(sheet, 0, title_height, nullptr));
}

void WorkbookWriter::write_link(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                                const std::string& name) {
    const std::string target = fmt::format("internal:'{}'!A1", name);
    require_done(worksheet_write_url_opt(sheet, row, column, target.c_str(), format(CellLook::link, 0, false),
                                         name.c_str(), nullptr));
}

lxw_chart* WorkbookWriter::add_chart(lxw_chart_type type) {
    lxw_chart* chart = workbook_add_chart(book_.get(), static_cast<std::uint8_t>(type));
    base::require(chart != nullptr, "libxlsxwriter has no memory");
    return chart;
}

void WorkbookWriter::write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) {
        write_text(sheet, row, column, *text, cell.look);
        return;
    }
    require_done(worksheet_write_number(sheet, row, column, std::get<double>(cell.value),
                                        format(cell.look, cell.digits, false)));
}

void WorkbookWriter::set_height(lxw_worksheet* sheet, lxw_row_t row, std::size_t n_lines) {
    const double height = line_height * static_cast<double>(std::min(n_lines, most_lines));
    if (n_lines > 1) require_done(worksheet_set_row(sheet, row, height, nullptr));
}

std::size_t WorkbookWriter::lines_of(std::string_view text, double width) {
    const auto columns = static_cast<std::size_t>(std::max(1.0, width * characters_of_width));
    const std::size_t total = base::display_width(text);
    if (total <= columns) return 1;
    if (total > most_lines * columns) return most_lines;
    const std::string lines = wrapped(base::printable(text), columns);
    return static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
}

/// Marks the header and the rows as a table, so that screen readers can name the columns.
void WorkbookWriter::mark_as_table(const WrittenSheet& written, const Sheet& sheet) {
    std::vector<std::string> headers;  // the library takes no constant text
    for (const SheetColumn& column : sheet.columns) headers.push_back(cell_text(column.name, sheet.name));
    std::vector<lxw_table_column> columns(sheet.columns.size());
    std::vector<lxw_table_column*> pointers;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        columns[c].header = headers[c].data();
        columns[c].header_format =
            format(is_text(sheet.columns[c]) ? CellLook::heading : CellLook::heading_of_numbers,
                   c > 0 ? 1 : 0, true);
        pointers.push_back(&columns[c]);
    }
    pointers.push_back(nullptr);
    std::string name = sheet.name;
    std::replace(name.begin(), name.end(), ' ', '_');
    lxw_table_options options{};
    options.name = name.data();
    options.no_autofilter = LXW_TRUE;
    options.no_banded_rows = LXW_TRUE;
    options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
    options.style_type_number = 1;
    options.columns = pointers.data();
    require_done(worksheet_add_table(written.sheet, written.first_row - 1, 0,
                                     written.first_row + static_cast<lxw_row_t>(sheet.rows.size()) - 1,
                                     static_cast<lxw_col_t>(sheet.columns.size() - 1), &options));
}

/// Widths, the height of the header, and on how many pages the columns are printed side by side.
void WorkbookWriter::set_columns(lxw_worksheet* sheet, const Sheet& table) {
    double total = 0;
    std::size_t n_lines = 1;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto column = static_cast<lxw_col_t>(c);
        const double width = table.columns[c].width;
        require_done(worksheet_set_column(sheet, column, column, width, nullptr));
        n_lines = std::max(n_lines, lines_of(table.columns[c].name, width * width_of_bold));
        total += width;
    }
    set_height(sheet, static_cast<lxw_row_t>(table.remarks.size() + 1), n_lines);
    const auto n_pages = static_cast<std::uint16_t>(std::ceil(total / page_width));
    worksheet_fit_to_pages(sheet, n_pages, 0);
    if (n_pages > 1) require_done(worksheet_repeat_columns(sheet, 0, 0));
}

void WorkbookWriter::write_row(lxw_worksheet* sheet, lxw_row_t row, const Sheet& table,
                               const std::vector<Cell>& cells) {
    base::require(cells.size() == table.columns.size(), "a row has a cell for each column");
    std::size_t n_lines = 1;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        write_cell(sheet, row, static_cast<lxw_col_t>(c), cells[c]);
        if (const auto* text = std::get_if<std::string>(&cells[c].value))
            n_lines = std::max(n_lines, lines_of(*text, table.columns[c].width));
    }
    set_height(sheet, row, n_lines);
}

WrittenSheet WorkbookWriter::add_table(const Sheet& sheet, bool freeze) {
    base::require(!sheet.rows.empty() && !sheet.columns.empty(), "a table has rows and columns");
    const std::size_t above = sheet.remarks.size() + 2;
    if (sheet.rows.size() + above > most_rows) {
        refuse("output.too_many_rows",
               fmt::format("the sheet \"{}\" would need {} rows, and a workbook holds {} in a sheet",
                           sheet.name, grouped(sheet.rows.size() + above), grouped(most_rows)),
               as_csv);
    }
    WrittenSheet written{add_sheet(sheet.name), sheet.name, static_cast<lxw_row_t>(above)};
    write_title(written.sheet, sheet.title);
    for (std::size_t i = 0; i < sheet.remarks.size(); ++i)
        write_text(written.sheet, static_cast<lxw_row_t>(i + 1), 0, sheet.remarks[i], CellLook::text, false);
    set_columns(written.sheet, sheet);
    mark_as_table(written, sheet);
    for (std::size_t r = 0; r < sheet.rows.size(); ++r)
        write_row(written.sheet, written.first_row + static_cast<lxw_row_t>(r), sheet, sheet.rows[r]);
    require_done(worksheet_repeat_rows(written.sheet, written.first_row - 1, written.first_row - 1));
    if (freeze) worksheet_freeze_panes(written.sheet, written.first_row, 0);
    return written;
}

std::string WorkbookWriter::finish() {
    base::require(book_ != nullptr, "a workbook is finished once");
    require_done(workbook_close(book_.release()));
    std::string bytes;
    std::array<char, 1U << 16U> piece{};
    std::rewind(file_.get());
    for (std::size_t n = 0; (n = std::fread(piece.data(), 1, piece.size(), file_.get())) > 0;)
        bytes.append(piece.data(), n);
    return bytes;
}

}  // namespace outcomes::render
