#pragma once

#include <span>
#include <string_view>

namespace outcomes::analysis {

/// A data file that is built into the program, so that `verify` needs nothing beside it.
struct EmbeddedFile {
    std::string_view name;  ///< file name without folder and ending
    std::string_view text;
};

[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace outcomes::analysis
