#include "libstats/render/chart_run.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/render/chart_parts.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::render {
namespace {

constexpr double left = 52;
constexpr double right = Drawing::width - 132;
constexpr double top = 30;
constexpr double bottom = top + 196;

/// Whole numbers, if the axis is long enough.
Ticks ticks_of(double end) {
    for (const int about : {7, 6, 5, 4}) {
        Ticks ticks = nice_ticks(0, end, about);
        if (ticks.decimals == 0) return ticks;
    }
    return nice_ticks(0, end, 6);
}

Axis up_of(const RunChart& chart) {
    double most = std::max(chart.median.value_or(0), chart.target.value_or(0));
    for (const RunChart::Point& point : chart.points) {
        base::require(std::isfinite(point.value) && point.value >= 0, "draw: a run chart begins at 0");
        most = std::max(most, point.value);
    }
    const Ticks ticks = ticks_of(most > 0 ? most : 1);
    const double step = ticks.at.size() > 1 ? ticks.at[1] - ticks.at[0] : 1;
    const double end = std::ceil((most > 0 ? most : 1) / step - 1e-9) * step;
    return {0, end, bottom, top};
}

/// Lines across, with their words on the right; words that would touch are moved apart.
void add_references(Drawing& drawing, const RunChart& chart, const Axis& up) {
    const double room = Drawing::width - right - 8;
    double median_y = up.at(chart.median.value_or(0));
    double target_y = up.at(chart.target.value_or(0));
    if (chart.median) drawing.line(left, median_y, right, median_y, Look::zero);
    if (chart.target) drawing.line(left, target_y, right, target_y, Look::target);
    if (chart.median && chart.target && std::abs(median_y - target_y) < 18) {
        const double middle = (median_y + target_y) / 2;
        const double away = median_y >= target_y ? 9 : -9;
        median_y = middle + away;
        target_y = middle - away;
    }
    if (chart.median)
        drawing.text(right + 8, median_y + 5, one_line(chart.median_words, room, Look::small), Look::small);
    if (chart.target)
        drawing.text(right + 8, target_y + 5, one_line(chart.target_words, room, Look::small), Look::small);
}

/// Names of points, as many as fit.
void add_names(Drawing& drawing, const RunChart& chart, const Axis& across) {
    const std::size_t last = chart.points.size() - 1;
    const std::size_t stride = std::max<std::size_t>(1, (last + 3) / 4);
    double free_from = -100;
    double last_begins =
        across.at(static_cast<double>(last)) + 40 - room_of(chart.points[last].label, Look::tick);
    if (last == 0) last_begins = 1e9;
    for (std::size_t i = 0; i <= last; ++i) {
        if (i != last && i % stride != 0) continue;
        const double x = across.at(static_cast<double>(i));
        const std::string name = one_line(chart.points[i].label, 120, Look::tick);
        const double half = room_of(name, Look::tick) / 2;
        drawing.line(x, bottom, x, bottom + 5, Look::axis);
        if (i == last && last > 0) {
            drawing.text(x + 40, bottom + 20, name, Look::tick, Anchor::end);
        } else if (x - half >= free_from && x + half + 4 < last_begins) {
            drawing.text(x, bottom + 20, name, Look::tick, Anchor::middle);
            free_from = x + half + 4;
        }
    }
}

}  // namespace

std::vector<Drawing> draw(const RunChart& chart) {
    if (chart.points.empty()) return {};
    const Axis up = up_of(chart);
    const Ticks ticks = ticks_of(up.to);
    const Axis across{0, std::max(1.0, static_cast<double>(chart.points.size() - 1)), left + 10, right - 10};
    Drawing drawing;
    for (const double value : ticks.at) {
        drawing.line(left, up.at(value), right, up.at(value), Look::grid);
        drawing.text(left - 8, up.at(value) + 5, tick_text(value, ticks.decimals, false), Look::tick,
                     Anchor::end);
    }
    add_references(drawing, chart, up);
    if (chart.start) {
        const double x = across.at(static_cast<double>(*chart.start) - 0.5);
        drawing.line(x, 8, x, bottom, Look::event);
        drawing.text(x + 6, 18, one_line(chart.start_words, Drawing::width - x - 10, Look::small),
                     Look::small);
    }
    std::vector<Point> course;
    for (std::size_t i = 0; i < chart.points.size(); ++i)
        course.push_back({across.at(static_cast<double>(i)), up.at(chart.points[i].value)});
    drawing.path(course, Look::course);
    for (std::size_t i = 0; i < course.size(); ++i)
        drawing.circle(course[i].x, course[i].y, 4.5,
                       chart.start && i >= *chart.start ? Look::improved : Look::before_dot);
    drawing.line(left, bottom, right, bottom, Look::axis);
    add_names(drawing, chart, across);
    drawing.height = bottom + 30;
    if (!chart.signal.empty()) {
        drawing.label(left, drawing.height + 18, chart.signal, Drawing::width - left, Look::small);
        drawing.height += 40;
    }
    return {std::move(drawing)};
}

}  // namespace outcomes::render
