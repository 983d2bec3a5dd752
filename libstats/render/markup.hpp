#pragma once

#include <string>
#include <string_view>

namespace outcomes::render {

/// Text that is safe in HTML and XML, in elements and in quoted attributes.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace outcomes::render
