#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/render/grid.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace outcomes::render {

/// Each in the shape of a compiler message, an empty line between them: notes, warnings, then errors. Of each
/// severity the first `most` are shown and the rest are counted.
[[nodiscard]] std::string diagnostics_text(std::span<const base::Diagnostic> diagnostics, bool color = false,
                                           std::size_t most = 20);

/// "1 error, 2 warnings, 1 note", or "nothing wrong found".
[[nodiscard]] std::string count_line(std::span<const base::Diagnostic> diagnostics);

/// The rows behind one finding, one a line: file, line, Excel cell and what stands there, below each message.
[[nodiscard]] std::string places_text(std::span<const base::Diagnostic> diagnostics);

/// severity, code, message, file, line, column, cell, found, help: for csv, json and md.
[[nodiscard]] Grid diagnostics_grid(std::span<const base::Diagnostic> diagnostics);

}  // namespace outcomes::render
