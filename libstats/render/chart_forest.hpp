#pragma once

#include "libstats/findings/verdict.hpp"
#include "libstats/render/drawing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// A change with its interval, turned so that more is better; nothing where there is none to show.
struct ForestRow {
    std::string label;
    std::optional<double> estimate, low, high;
    std::optional<double> smallest;  ///< smallest change that matters, in the unit of the axis
    findings::Verdict verdict = findings::Verdict::not_tested;
    std::string change;  ///< "+0.41 (+0.26 to +0.56)"
    std::string result;  ///< "Improved"; why there is nothing to show, where `estimate` is missing
};

/// Chart A: the changes of many scales against the smallest change that matters.
struct Forest {
    std::string heading = "Scale";
    std::string change_heading = "Change (95% interval)";
    std::string unit = "standard deviations";
    std::string worse = "got worse";
    std::string better = "got better";
    double furthest = 1.5;  ///< the axis does not reach beyond
    std::vector<ForestRow> rows;
};

/// One drawing, or parts of at most Drawing::tallest with one and the same axis. None without rows.
[[nodiscard]] std::vector<Drawing> draw(const Forest& forest);

}  // namespace outcomes::render
