#pragma once

#include "libstats/findings/finding.hpp"

#include <string>
#include <vector>

/// Headlines of figures: the finding in about ten words.
namespace outcomes::render {

/// "Belonging went up", "Stress got worse", "We can't tell if feeling safe changed".
[[nodiscard]] std::string change_headline(const findings::Finding& row);
/// "3 of 13 scales got better, 1 got worse"; the headline of the row if there is one only.
[[nodiscard]] std::string overall_headline(const std::vector<const findings::Finding*>& rows);
/// "More people moved to better answers than to worse ones"
[[nodiscard]] std::string moves_headline(const findings::Finding* row);

/// "3 improved, 1 worsened, 2 not clear."
[[nodiscard]] std::string verdict_counts(const std::vector<const findings::Finding*>& rows);

/// The words of a row's verdict in a chart: "Improved (may be small)"; why there is none: "too few", "[c] not
/// shown".
[[nodiscard]] std::string verdict_in_chart(const findings::Finding& row);

}  // namespace outcomes::render
