#pragma once

#include "libstats/render/drawing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

struct TrendPoint {
    double when = 0;  ///< a date as a number, so that gaps between waves are as wide as they were long
    std::optional<double> value, low, high;
};

struct TrendPanel {
    std::string label;
    std::vector<TrendPoint> points;  ///< by rising date
    std::string last;                ///< "3.40", printed at the end of the line
};

/// Chart C: averages over three or more waves, a small panel a scale, one range of values for all.
struct TrendChart {
    double lowest = 0, highest = 1;  ///< possible range of the scores
    std::string first_wave, last_wave;
    std::vector<TrendPanel> panels;
};

/// The values that the panels show: those of the data, widened to a quarter of the possible range at least.
struct TrendRange {
    double low = 0, high = 1;
    bool is_cut = false;  ///< it does not begin at the lowest possible score: to be said beside the chart
};
[[nodiscard]] TrendRange range_of(const TrendChart& chart);

/// Parts of at most Drawing::tallest; none without panels.
[[nodiscard]] std::vector<Drawing> draw(const TrendChart& chart);

}  // namespace outcomes::render
