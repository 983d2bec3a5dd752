#pragma once

#include "libstats/render/document.hpp"

#include <string>

namespace outcomes::render {

/// One file that needs nothing else: no script, no network, styles and charts inside. Every text of the
/// document is data and is escaped; pictures are taken as they are.
[[nodiscard]] std::string document_html(const Document& document);

}  // namespace outcomes::render
