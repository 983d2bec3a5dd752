#include "libstats/render/chart_trend.hpp"

#include "libstats/render/chart_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::render {
namespace {

constexpr std::size_t columns = 3;
constexpr double panel_width = Drawing::width / columns;
constexpr double panel_height = 170;
constexpr double number_room = 46;  ///< of the last value

Ticks ticks_of(const TrendRange& range) {
    return nice_ticks(range.low, range.high, 4);
}

/// First and last date of all panels.
std::pair<double, double> dates_of(const TrendChart& chart) {
    double first = std::numeric_limits<double>::infinity();
    double last = -first;
    for (const TrendPanel& panel : chart.panels) {
        for (const TrendPoint& point : panel.points) {
            first = std::min(first, point.when);
            last = std::max(last, point.when);
        }
    }
    if (!(first < last)) return {first - 1, first + 1};
    return {first, last};
}

/// Lines between neighbours that are both there.
void add_course(Drawing& drawing, const TrendPanel& panel, const Axis& across, const Axis& up) {
    std::vector<Point> run;
    const auto finish = [&] {
        if (run.size() > 1) drawing.path(run, Look::course);
        run.clear();
    };
    for (const TrendPoint& point : panel.points) {
        if (point.value)
            run.push_back({across.at(point.when), up.at(*point.value)});
        else
            finish();
    }
    finish();
}

void add_points(Drawing& drawing, const TrendPanel& panel, const Axis& across, const Axis& up) {
    for (const TrendPoint& point : panel.points) {
        const double x = across.at(point.when);
        if (point.low && point.high)
            drawing.line(x, up.at(*point.low), x, up.at(*point.high), Look::thin_range);
    }
    add_course(drawing, panel, across, up);
    for (const TrendPoint& point : panel.points) {
        if (point.value) drawing.circle(across.at(point.when), up.at(*point.value), 3, Look::bar_neutral);
    }
    if (panel.points.empty() || !panel.points.back().value) return;
    const TrendPoint& last = panel.points.back();
    drawing.text(across.at(last.when) + 8, up.at(*last.value) + 5, panel.last, Look::strong);
}

void add_panel(Drawing& drawing, const TrendChart& chart, const TrendPanel& panel, double left, double top) {
    const TrendRange range = range_of(chart);
    const Ticks ticks = ticks_of(range);
    const auto [first, last] = dates_of(chart);
    const Axis across{first, last, left + 44, left + panel_width - number_room - 10};
    const Axis up{range.low, range.high, top + panel_height - 38, top + 34};
    drawing.text(left, top + 16, one_line(panel.label, panel_width - 16, Look::strong), Look::strong);
    for (const double value : ticks.at) {
        drawing.line(across.left - 8, up.at(value), across.right + 4, up.at(value), Look::grid);
        drawing.text(across.left - 13, up.at(value) + 5, tick_text(value, ticks.decimals, false), Look::tick,
                     Anchor::end);
    }
    add_points(drawing, panel, across, up);
    const double room = (across.right - across.left) / 2 + 10;
    drawing.text(across.left - 8, up.left + 20, one_line(chart.first_wave, room, Look::tick), Look::tick);
    drawing.text(across.right + 14, up.left + 20, one_line(chart.last_wave, room, Look::tick), Look::tick,
                 Anchor::end);
}

}  // namespace

TrendRange range_of(const TrendChart& chart) {
    double low = chart.highest;
    double high = chart.lowest;
    for (const TrendPanel& panel : chart.panels) {
        for (const TrendPoint& point : panel.points) {
            for (const auto& value : {point.value, point.low, point.high}) {
                if (!value) continue;
                low = std::min(low, *value);
                high = std::max(high, *value);
            }
        }
    }
    if (low > high) return {chart.lowest, chart.highest, false};
    const double missing = (chart.highest - chart.lowest) / 4 - (high - low);
    if (missing > 0) {
        low -= missing / 2;
        high += missing / 2;
    }
    const Ticks ticks = nice_ticks(low, high, 4);
    const double step = ticks.at.size() > 1 ? ticks.at[1] - ticks.at[0] : high - low;
    low = std::max(chart.lowest, std::floor(low / step + 1e-9) * step);
    high = std::min(chart.highest, std::ceil(high / step - 1e-9) * step);
    return {low, high, low > chart.lowest + 1e-9};
}

std::vector<Drawing> draw(const TrendChart& chart) {
    constexpr std::size_t rows_a_part = static_cast<std::size_t>(Drawing::tallest / panel_height);
    std::vector<Drawing> parts;
    for (std::size_t i = 0; i < chart.panels.size(); ++i) {
        const std::size_t place = i % (rows_a_part * columns);
        if (place == 0) parts.emplace_back();
        const double top = panel_height * static_cast<double>(place / columns);
        add_panel(parts.back(), chart, chart.panels[i], panel_width * static_cast<double>(place % columns),
                  top);
        parts.back().height = top + panel_height;
    }
    return parts;
}

}  // namespace outcomes::render
