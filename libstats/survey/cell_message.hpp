#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outcomes::survey {

/// Characters of a line of text.
struct CharacterSpan {
    std::uint64_t first = 0;  ///< from 1
    std::uint64_t length = 0;
};

/// Where a field (from 0) stands in the first line of a record, without its quotes; nothing if the line ends
/// before it.
[[nodiscard]] std::optional<CharacterSpan> field_span(std::string_view line, std::size_t field,
                                                      char delimiter);

/// An error about one cell: its place, its line as it stands in the file, and a caret below the cell.
[[nodiscard]] base::Diagnostic diagnostic_at_cell(const io::Table& table, std::size_t record,
                                                  const io::Column& column, std::string code,
                                                  std::string message);

}  // namespace outcomes::survey
