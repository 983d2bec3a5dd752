#include "libstats/render/chart_caterpillar.hpp"

#include "libstats/render/chart_parts.hpp"
#include "libstats/render/wording.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace outcomes::render {
namespace {

constexpr std::size_t most_names = 40;
constexpr double gutter = 170;
constexpr double right_room = 176;
constexpr double top = 32;
constexpr double row = 19;
constexpr double pooled_row = 40;
constexpr double foot = 54;

std::vector<CaterpillarRow> sorted(std::vector<CaterpillarRow> rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const CaterpillarRow& a, const CaterpillarRow& b) {
        if (a.estimate.has_value() != b.estimate.has_value()) return a.estimate.has_value();
        return a.estimate && *a.estimate > *b.estimate;
    });
    return rows;
}

Axis axis_of(const Caterpillar& chart) {
    double reach = 2 * chart.smallest.value_or(0);
    for (const CaterpillarRow& one : chart.rows) {
        for (const auto& value : {one.low, one.high}) reach = std::max(reach, std::abs(value.value_or(0)));
    }
    if (reach <= 0) reach = chart.furthest / 3;
    reach = 1.05 * std::min(reach, chart.furthest);
    return {-reach, reach, gutter, Drawing::width - right_room};
}

void add_row(Drawing& drawing, const CaterpillarRow& one, const Axis& axis, double y, bool names) {
    if (names) drawing.text(0, y + 4.5, one_line(one.label, gutter - 12, Look::small), Look::small);
    const double end = axis.right + 68;
    if (one.people) drawing.text(end, y + 4.5, grouped(*one.people), Look::small, Anchor::end);
    if (!one.estimate || !one.low || !one.high) {
        if (!one.people)
            drawing.text(end, y + 4.5, one_line(one.instead, end - axis.right, Look::small), Look::small,
                         Anchor::end);
        return;
    }
    drawing.line(axis.at(*one.low), y, axis.at(*one.high), y, Look::thin_range);
    for (const double value : {*one.low, *one.high}) {
        if (axis.holds(value)) continue;
        const double x = axis.at(value);
        const double direction = value < 0 ? -1 : 1;
        drawing.polygon({{x, y - 4}, {x + 6 * direction, y}, {x, y + 4}}, Look::bar_neutral);
    }
    const double side = std::min(14.0, 4 + std::sqrt(static_cast<double>(one.people.value_or(0))) / 2);
    if (axis.holds(*one.estimate))
        drawing.rect(axis.at(*one.estimate) - side / 2, y - side / 2, side, side, Look::neutral);
}

void add_pooled(Drawing& drawing, const Caterpillar& chart, const Axis& axis, double y) {
    drawing.line(0, y, Drawing::width, y, Look::grid);
    const double middle = y + pooled_row / 2;
    drawing.text(0, middle + 5, "All together", Look::strong);
    const double x = axis.at(*chart.pooled);
    drawing.polygon({{axis.at(*chart.pooled_low), middle},
                     {x, middle - 7},
                     {axis.at(*chart.pooled_high), middle},
                     {x, middle + 7}},
                    Look::neutral);
    drawing.label(axis.right + 14, middle, chart.pooled_words, right_room - 14, Look::small);
}

Drawing draw_part(const Caterpillar& chart, std::span<const CaterpillarRow> rows, bool names, bool last) {
    const Axis axis = axis_of(chart);
    const bool pooled = last && chart.pooled && chart.pooled_low && chart.pooled_high;
    const double rows_end = top + row * static_cast<double>(rows.size()) + 4;
    const double end = rows_end + (pooled ? pooled_row : 0);
    Drawing drawing;
    if (chart.smallest) {
        const double d = *chart.smallest;
        drawing.rect(axis.at(-d), top, axis.at(d) - axis.at(-d), end - top, Look::band);
        for (const double x : {axis.at(-d), axis.at(d)}) drawing.line(x, top, x, end, Look::band_edge);
        drawing.text(axis.at(0), 18, "too small to matter", Look::small, Anchor::middle);
    }
    const Ticks ticks = nice_ticks(axis.from, axis.to, 7);
    for (const double value : ticks.at) drawing.line(axis.at(value), top, axis.at(value), end, Look::grid);
    drawing.line(axis.at(0), top, axis.at(0), end, Look::zero);
    drawing.text(axis.right + 68, 18, "People", Look::head, Anchor::end);
    double y = top + 2 + row / 2;
    for (const CaterpillarRow& one : rows) {
        add_row(drawing, one, axis, y, names);
        y += row;
    }
    if (pooled) add_pooled(drawing, chart, axis, rows_end);
    add_axis(drawing, axis, ticks, end, true);
    drawing.text(axis.left, end + 42, "\xE2\x86\x90 got worse", Look::tick);
    drawing.text((axis.left + axis.right) / 2, end + 42, chart.unit, Look::tick, Anchor::middle);
    drawing.text(axis.right, end + 42, "got better \xE2\x86\x92", Look::tick, Anchor::end);
    drawing.height = end + foot;
    return drawing;
}

}  // namespace

std::vector<Drawing> draw(const Caterpillar& chart) {
    const auto rows = sorted(chart.rows);
    const std::vector<double> heights(rows.size(), row);
    std::vector<Drawing> parts;
    for (const auto& [first, end] : parts_of_rows(heights, Drawing::tallest - top - foot - pooled_row - 4)) {
        parts.push_back(draw_part(chart, std::span(rows).subspan(first, end - first),
                                  rows.size() <= most_names, end == rows.size()));
    }
    return parts;
}

}  // namespace outcomes::render
