#pragma once

#include "libstats/render/drawing.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// Chart I: something counted every month.
struct RunChart {
    struct Point {
        std::string label;  ///< "Apr 2023"
        double value = 0;   ///< not below 0
    };
    std::vector<Point> points;
    std::optional<std::size_t> start;  ///< index of the first point after the start
    std::string start_words = "programme starts";
    std::optional<double> median;  ///< of the points before the start
    std::string median_words;      ///< "middle value 6"
    std::optional<double> target;
    std::string target_words;  ///< "target 8"
    std::string signal;        ///< what stands out, a sentence
};

/// None without points.
[[nodiscard]] std::vector<Drawing> draw(const RunChart& chart);

}  // namespace outcomes::render
