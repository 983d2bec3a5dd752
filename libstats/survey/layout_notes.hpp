#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/responses.hpp"

#include <vector>

namespace outcomes::survey {

/// A note (data.profile) for each file that was taken for the export of a survey tool: which one, and why.
/// Nothing of plain tables.
[[nodiscard]] std::vector<base::Diagnostic> layout_notes(const Responses& responses);

}  // namespace outcomes::survey
