#pragma once

#include "libstats/io/table.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace outcomes::io {

/// The bytes of a delimited file with some cells changed and every other byte as it was: line ends, quotes,
/// spaces, byte-order mark. Records are counted as CsvFile counts them (from 0, after the header rows; blank
/// lines are none), by the same rules for quotes.
/// @param bytes    the whole file, in an encoding that keeps ASCII as it is (not UTF-16)
/// @param fields   positions of the cells to change in every record, from 0; a record that is too short is
/// left
/// @param text_of  the new text of a cell (record, field), which must need no quotes; a cell that was quoted
///                 stays so
/// Cost O(bytes).
[[nodiscard]] std::string with_cells_replaced(
    std::string_view bytes, const Dialect& dialect, std::span<const std::size_t> fields,
    const std::function<std::string(std::size_t record, std::size_t field)>& text_of);

}  // namespace outcomes::io
