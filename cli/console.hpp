#pragma once

#include "cli/settings.hpp"
#include "libstats/base/diagnostic.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace outcomes::cli {

enum class Stream { out, err };

/// Colour is asked for, or the stream is a terminal that can (NO_COLOR, FORCE_COLOR, TERM=dumb).
[[nodiscard]] bool wants_color(Color color, Stream stream);

/// Columns of the terminal, else COLUMNS, else 100.
[[nodiscard]] std::size_t page_width();

/// Diagnostics on standard error in the shape of compiler messages, at most 20 of a kind.
void tell(std::span<const base::Diagnostic> diagnostics, Color color);
void tell(const base::Diagnostic& diagnostic, Color color);
/// One line on standard error.
void tell(std::string_view line);

}  // namespace outcomes::cli
