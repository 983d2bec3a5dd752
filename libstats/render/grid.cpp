#include "libstats/render/grid.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/render/json_writer.hpp"
#include "libstats/render/separated_writer.hpp"
#include "libstats/render/text_table.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::render {
namespace {

using Layout = JsonWriter::Layout;

TextTable table_of(const Grid& grid) {
    std::vector<TextColumn> columns;
    for (const GridColumn& column : grid.columns) {
        columns.push_back({.title = column.name, .right = column.is_number, .shrinks = !column.is_number});
    }
    TextTable table(std::move(columns));
    for (const auto& row : grid.rows) table.add_row(row);
    return table;
}

std::size_t place_of(std::vector<GridColumn>& columns, const GridColumn& wanted) {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const GridColumn& column) { return column.name == wanted.name; });
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    columns.push_back(wanted);
    return columns.size() - 1;
}

void write_rows(JsonWriter& writer, const Grid& grid) {
    for (const auto& row : grid.rows) {
        writer.begin_object(Layout::inline_);
        for (std::size_t c = 0; c < grid.columns.size(); ++c) {
            writer.key(grid.columns[c].name);
            if (grid.columns[c].is_number && !row[c].empty())
                writer.raw(row[c]);
            else
                writer.text_or_null(row[c]);
        }
        writer.end_object();
    }
}

}  // namespace

Grid stacked(std::span<const Grid> grids) {
    Grid all;
    std::vector<std::vector<std::size_t>> places;
    for (const Grid& grid : grids) {
        std::vector<std::size_t> place;
        for (const GridColumn& column : grid.columns) place.push_back(place_of(all.columns, column));
        places.push_back(std::move(place));
    }
    for (std::size_t g = 0; g < grids.size(); ++g) {
        for (const auto& row : grids[g].rows) {
            std::vector<std::string> cells(all.columns.size());
            for (std::size_t c = 0; c < row.size(); ++c) cells[places[g][c]] = row[c];
            all.rows.push_back(std::move(cells));
        }
    }
    return all;
}

std::string grid_text(const Grid& grid, std::size_t width) {
    return table_of(grid).to_text(width);
}

std::string grid_markdown(const Grid& grid) {
    return table_of(grid).to_markdown();
}

std::string grid_separated(const Grid& grid, Separated format) {
    SeparatedWriter writer(format);
    for (const GridColumn& column : grid.columns) writer.text(column.name);
    writer.end_row();
    for (const auto& row : grid.rows) {
        base::require(row.size() == grid.columns.size(), "Grid: one cell a column");
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (grid.columns[c].is_number)
                writer.number(row[c]);
            else
                writer.text(row[c]);
        }
        writer.end_row();
    }
    return writer.finish();
}

std::string grids_json(std::string_view schema, std::span<const NamedGrid> grids) {
    JsonWriter writer;
    writer.begin_object();
    writer.key("schema");
    writer.text(schema);
    writer.key("tool");
    writer.begin_object(Layout::inline_);
    writer.key("name");
    writer.text("outcomes");
    writer.key("version");
    writer.text(version());
    writer.end_object();
    for (const NamedGrid& named : grids) {
        writer.key(named.name);
        writer.begin_array();
        write_rows(writer, *named.grid);
        writer.end_array();
    }
    writer.end_object();
    return writer.finish();
}

std::string grids_document(std::string_view schema, std::span<const NamedGrid> grids, Format format) {
    base::require(!grids.empty(), "a document needs a grid");
    const Grid& last = *grids.back().grid;
    switch (format) {
        case Format::csv:
            return grid_separated(last, Separated::csv);
        case Format::tsv:
            return grid_separated(last, Separated::tsv);
        case Format::excel_csv:
            return grid_separated(last, Separated::excel_csv);
        case Format::md:
            return grid_markdown(last);
        case Format::json:
            return grids_json(schema, grids);
        case Format::text:
            break;
    }
    throw base::ContractError("text is written by the verb itself");
}

std::string grid_document(std::string_view schema, const Grid& grid, Format format) {
    const NamedGrid results[] = {{"results", &grid}};
    return grids_document(schema, results, format);
}

}  // namespace outcomes::render
