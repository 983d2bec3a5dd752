#pragma once

#include "libstats/render/formats.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::render {

struct GridColumn {
    std::string name;        ///< header in CSV, key in JSON
    bool is_number = false;  ///< cells are numbers, or "" where there is none

    friend bool operator==(const GridColumn&, const GridColumn&) = default;
};

/// A table of any verb that has no findings: scores, counts, recomputed examples. Cells are text already.
struct Grid {
    std::vector<GridColumn> columns;
    std::vector<std::vector<std::string>> rows;
};

/// The grids below each other: every column of any of them, in order of first appearance, "" where a grid has
/// none of that name.
[[nodiscard]] Grid stacked(std::span<const Grid> grids);

[[nodiscard]] std::string grid_text(const Grid& grid, std::size_t width);
[[nodiscard]] std::string grid_markdown(const Grid& grid);
[[nodiscard]] std::string grid_separated(const Grid& grid, Separated format = Separated::csv);

/// One array of a JSON document.
struct NamedGrid {
    std::string_view name;
    const Grid* grid;
};

/// { schema, tool, then one array of objects a grid }; "" is null.
[[nodiscard]] std::string grids_json(std::string_view schema, std::span<const NamedGrid> grids);

/// The grids in any format but text, which each verb writes in words of its own: all of them as JSON; in the
/// others, where one table is all that fits, the last.
/// @throws base::ContractError  no grid, Format::text
[[nodiscard]] std::string grids_document(std::string_view schema, std::span<const NamedGrid> grids,
                                         Format format);
/// One grid, which JSON calls `results`.
[[nodiscard]] std::string grid_document(std::string_view schema, const Grid& grid, Format format);

}  // namespace outcomes::render
