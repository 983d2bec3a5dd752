#pragma once

#include <string>

namespace outcomes::render {

/// The style sheet of a report: screen in light and dark, forced colours, print. Colours are those of the
/// charts.
[[nodiscard]] std::string report_css();

}  // namespace outcomes::render
