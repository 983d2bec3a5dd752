#pragma once

#include "libstats/render/drawing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// The change in one community, turned so that more is better.
struct CaterpillarRow {
    std::string label;
    std::optional<double> estimate, low, high;  ///< nothing where they are not shown
    std::optional<std::uint64_t> people;
    std::string instead;  ///< "too few", where nothing is shown
};

/// Chart H: one scale in many communities. Marks are grey: this is no league table.
struct Caterpillar {
    std::vector<CaterpillarRow> rows;  ///< in any order; drawn with the best on top, those not shown last
    std::optional<double> smallest;    ///< smallest change that matters
    std::optional<double> pooled, pooled_low, pooled_high;
    std::string pooled_words;  ///< "+0.16 (+0.10 to +0.22)"
    std::string unit = "standard deviations";
    double furthest = 1.5;  ///< the axis does not reach beyond
};

/// Over 40 communities stand without their names. Parts of at most Drawing::tallest; none without rows.
[[nodiscard]] std::vector<Drawing> draw(const Caterpillar& chart);

}  // namespace outcomes::render
