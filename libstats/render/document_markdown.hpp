#pragma once

#include "libstats/render/document.hpp"

#include <string>

namespace outcomes::render {

/// Markdown as GitHub and pandoc read it. Every text of the document is data and is escaped.
/// @param folder of the charts, as it is to stand in links; "" if they lie beside the report
[[nodiscard]] std::string document_markdown(const Document& document, const std::string& folder);

}  // namespace outcomes::render
