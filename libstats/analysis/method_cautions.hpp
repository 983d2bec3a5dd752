#pragma once

#include <string_view>

namespace outcomes::analysis {

/// Where simulation finds a method of the registry off its level (tests/calibration), or "".
/// @param method  its id
/// Cost: O(log of their number).
[[nodiscard]] std::string_view caution_of(std::string_view method);

}  // namespace outcomes::analysis
