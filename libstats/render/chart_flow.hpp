#pragma once

#include "libstats/render/drawing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// A box: how many, and who they are.
struct FlowBox {
    std::string count;       ///< "402", "[c]"
    std::string words;       ///< "answered in 2024"
    std::string share = {};  ///< "22% of adults", on a line of its own
};

/// Chart G: who answered and who was compared.
struct FlowChart {
    std::optional<FlowBox> population;
    FlowBox from, to;                                     ///< answered, a wave each
    std::optional<FlowBox> only_from, both, only_to;      ///< absent where people cannot be told apart
    std::optional<FlowBox> unmatched_from, unmatched_to;  ///< answered, but nobody can say who they are
    std::string sentence;                                 ///< under it
};

[[nodiscard]] std::vector<Drawing> draw(const FlowChart& chart);

}  // namespace outcomes::render
