#pragma once

#include "libstats/findings/disclosure.hpp"

#include <string>

namespace outcomes::tests {

/// A comparison of an invented place with a scale for each verdict, rows of every analysis, and a second
/// table of methods if `methods`.
[[nodiscard]] findings::Findings sample_findings(bool methods = false);
[[nodiscard]] findings::SafeFindings safe_sample(bool methods = false);

/// The length of the longest line.
[[nodiscard]] std::size_t longest_line(const std::string& text);

}  // namespace outcomes::tests
