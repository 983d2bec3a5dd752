#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/table.hpp"
#include "libstats/survey/responses.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// A cell of a data file, or with no column a whole row. Valid as long as the table is.
struct DoubtfulCell {
    const io::Table* table = nullptr;
    std::uint32_t record = 0;
    const io::Column* column = nullptr;
};

/// Something that deserves a look, and every place in the data that it is about. `check` shows the message
/// with its first places, and `check --list CODE` all of them.
struct DataDoubt {
    base::Diagnostic diagnostic;
    std::vector<DoubtfulCell> cells;  ///< in the order of the files; none if it is about no row
};

/// A doubt with severity, code and message; the rest is to be filled in.
[[nodiscard]] DataDoubt doubt(base::Severity severity, std::string code, std::string message);

/// The row of a sheet, or with a column's name the cell there (the row, if the file has no such column).
[[nodiscard]] DoubtfulCell cell_of(const WaveData& wave, std::size_t sheet, const std::string& column = "");

/// File, line, field and Excel cell; a whole row has no field.
[[nodiscard]] base::Place place_of(const DoubtfulCell& cell);

/// "cells B3, B7 and B9, and 12 more", or "rows 3 and 7": the rows and cells of Excel. Only cells of the
/// first one's file are named.
/// @param n_all how many there are, if `cells` are only the first of them
[[nodiscard]] std::string first_cells(std::span<const DoubtfulCell> cells, std::size_t n_all = 0);

/// Puts the doubt at its first cell, adds the first three to what was found (unless the message shows the
/// only one), and names --list if there are more.
void point_at_cells(DataDoubt& doubt);

/// A few people are no reason to worry about a file: fewer than one in twenty are a note, more a warning.
[[nodiscard]] base::Severity severity_of_share(std::size_t n, std::size_t n_all);

/// "1 person", "12 people".
[[nodiscard]] std::string people_in_words(std::size_t n);

}  // namespace outcomes::survey
