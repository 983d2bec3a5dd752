#pragma once

#include "tests/calibration/store.hpp"

#include <string>
#include <vector>

namespace outcomes::calibration {

/// Markdown: one table of the intervals, one of the tests, a line a method; and where each is outside 93 to
/// 97 %.
[[nodiscard]] std::string report_of(const std::vector<Score>& scores);
/// The same of the other designs.
[[nodiscard]] std::string report_of_designs(const std::vector<Score>& scores);

}  // namespace outcomes::calibration
