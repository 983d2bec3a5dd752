#pragma once

#include <string_view>

namespace outcomes::base {

/// A file of the source tree that is built into the program, so that the program needs nothing beside it.
struct EmbeddedFile {
    std::string_view name;  ///< file name without folder and ending
    std::string_view text;  ///< contents of the file
};

}  // namespace outcomes::base
