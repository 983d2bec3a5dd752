#pragma once

#include "libstats/findings/finding.hpp"

#include <string>
#include <vector>

/// Words of figures; headlines about changes are in lay.hpp.
namespace outcomes::render {

/// "More people moved to better answers than to worse ones"
[[nodiscard]] std::string moves_headline(const findings::Finding* row);

/// "3 improved, 1 worsened, 2 not clear."
[[nodiscard]] std::string verdict_counts(const std::vector<const findings::Finding*>& rows);

/// The words of a row's verdict in a chart: "Improved (may be small)"; why there is none: "too few", "[c] not
/// shown".
[[nodiscard]] std::string verdict_in_chart(const findings::Finding& row);

}  // namespace outcomes::render
