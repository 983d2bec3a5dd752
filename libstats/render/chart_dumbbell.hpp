#pragma once

#include "libstats/findings/verdict.hpp"
#include "libstats/render/drawing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// Averages in two waves, in the units of the scale; nothing where they are not shown.
struct DumbbellRow {
    std::string label;
    std::optional<double> from, to;
    findings::Verdict verdict = findings::Verdict::not_tested;
    std::string averages;  ///< "3.10 to 3.40 (+0.30)"
    std::string result;    ///< "Improved"; why nothing is shown, where the averages are missing
};

/// Scales with one possible range; the axis is that range and never the range of the data.
struct DumbbellPanel {
    double low = 0, high = 1;
    bool low_is_better = false;  ///< the axis then runs from high to low, so that better is right
    std::vector<DumbbellRow> rows;
};

/// Chart B: averages before and after.
struct Dumbbell {
    std::string heading = "Scale";
    std::string change_heading = "Average (change)";
    std::string from, to;  ///< names of the waves
    std::vector<DumbbellPanel> panels;
};

/// One drawing, or parts of at most Drawing::tallest. None without rows.
[[nodiscard]] std::vector<Drawing> draw(const Dumbbell& dumbbell);

}  // namespace outcomes::render
