#include "libstats/render/chart_forest.hpp"

#include "libstats/render/chart_parts.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace outcomes::render {
namespace {

constexpr double gutter = 190;
constexpr double label_room = gutter - 12;
constexpr double top = 48;
constexpr double bottom = 58;
constexpr double gap = 14;

/// What all parts share.
struct Frame {
    Axis axis;
    Ticks ticks;
    double text_at = 0;  ///< of the column on the right
};

double room_on_the_right(const Forest& forest) {
    double room = std::max(182.0, room_of(forest.change_heading, Look::head));
    for (const ForestRow& row : forest.rows)
        room = std::max({room, room_of(row.change, Look::number),
                         row.estimate ? room_of(row.result, words_look(row.verdict)) : 0});
    return std::min(room, 250.0) + 2;
}

Frame frame_of(const Forest& forest) {
    Frame frame;
    double reach = 0;
    for (const ForestRow& row : forest.rows) {
        for (const auto& value : {row.low, row.high, row.estimate})
            reach = std::max(reach, std::abs(value.value_or(0)));
        reach = std::max(reach, 2 * row.smallest.value_or(0));
    }
    if (reach <= 0) reach = forest.furthest / 3;
    reach = 1.05 * std::min(reach, forest.furthest);
    frame.ticks = nice_ticks(-reach, reach, 7);
    const double right = Drawing::width - room_on_the_right(forest) - gap;
    frame.axis = {-reach, reach, gutter, right};
    frame.text_at = right + gap;
    return frame;
}

/// Rows that follow each other and have one smallest change between them.
struct Band {
    double smallest = 0;
    double top = 0, bottom = 0;
};

/// @param ys edges of the rows
std::vector<Band> bands_of(std::span<const ForestRow> rows, const std::vector<double>& ys) {
    std::vector<Band> bands;
    bool goes_on = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& d = rows[i].smallest;
        if (d && goes_on && std::abs(bands.back().smallest - *d) < 1e-9)
            bands.back().bottom = ys[i + 1];
        else if (d)
            bands.push_back({*d, ys[i], ys[i + 1]});
        goes_on = d.has_value();
    }
    for (Band& band : bands) {
        if (band.top > ys.front()) band.top += 3;
        if (band.bottom < ys.back()) band.bottom -= 3;
    }
    return bands;
}

void add_head(Drawing& drawing, const Forest& forest, const Frame& frame, const std::vector<Band>& bands) {
    const Axis& axis = frame.axis;
    drawing.text(0, 38, forest.heading, Look::head);
    drawing.text(frame.text_at, 38,
                 one_line(forest.change_heading, Drawing::width - frame.text_at, Look::head), Look::head);
    if (bands.empty()) return;
    drawing.text(axis.at(0), 18, "too small to matter", Look::small, Anchor::middle);
    const double d = bands.front().smallest;
    drawing.path({{axis.at(-d), 31}, {axis.at(-d), 26}, {axis.at(d), 26}, {axis.at(d), 31}}, Look::bracket);
}

/// Bands, grid, zero: what lies behind the rows.
void add_ground(Drawing& drawing, const Frame& frame, const std::vector<Band>& bands, double y0, double y1) {
    const Axis& axis = frame.axis;
    for (const Band& band : bands) {
        const double left = axis.at(-band.smallest);
        drawing.rect(left, band.top, axis.at(band.smallest) - left, band.bottom - band.top, Look::band);
    }
    for (const double value : frame.ticks.at)
        drawing.line(axis.at(value), y0, axis.at(value), y1, Look::grid);
    for (const Band& band : bands) {
        for (const double x : {axis.at(-band.smallest), axis.at(band.smallest)})
            drawing.line(x, band.top, x, band.bottom, Look::band_edge);
    }
    drawing.line(axis.at(0), y0, axis.at(0), y1, Look::zero);
}

void add_row(Drawing& drawing, const Frame& frame, const ForestRow& row, double y) {
    drawing.label(0, y, row.label, label_room);
    if (row.estimate && row.low && row.high) {
        add_range(drawing, frame.axis, y, {*row.low, *row.estimate, *row.high, row.verdict});
        add_result(drawing, frame.text_at, y, row.change, row.result, row.verdict);
        return;
    }
    add_result(drawing, frame.text_at, y, "", row.result, row.verdict);
}

void add_foot(Drawing& drawing, const Forest& forest, const Frame& frame, double y) {
    const Axis& axis = frame.axis;
    add_axis(drawing, axis, frame.ticks, y, true);
    drawing.text(axis.left, y + 42, "\xE2\x86\x90 " + forest.worse, Look::tick);
    drawing.text(axis.right, y + 42, forest.better + " \xE2\x86\x92", Look::tick, Anchor::end);
    const double between = axis.right - axis.left - room_of(forest.worse + forest.better, Look::tick) - 60;
    if (room_of(forest.unit, Look::tick) <= between)
        drawing.text((axis.left + axis.right) / 2, y + 42, forest.unit, Look::tick, Anchor::middle);
    else
        drawing.text(frame.text_at, y + 20, forest.unit, Look::tick);
}

Drawing draw_part(const Forest& forest, const Frame& frame, std::span<const ForestRow> rows,
                  std::span<const double> heights) {
    std::vector<double> ys{top};
    for (const double height : heights) ys.push_back(ys.back() + height);
    Drawing drawing;
    drawing.height = ys.back() + bottom;
    const std::vector<Band> bands = bands_of(rows, ys);
    add_head(drawing, forest, frame, bands);
    add_ground(drawing, frame, bands, ys.front(), ys.back());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (forest.rows.size() > 12 && i > 0 && i % 5 == 0)
            drawing.line(0, ys[i], Drawing::width, ys[i], Look::grid);
        add_row(drawing, frame, rows[i], (ys[i] + ys[i + 1]) / 2);
    }
    add_foot(drawing, forest, frame, ys.back());
    return drawing;
}

}  // namespace

std::vector<Drawing> draw(const Forest& forest) {
    if (forest.rows.empty()) return {};
    const Frame frame = frame_of(forest);
    std::vector<double> heights;
    for (const ForestRow& row : forest.rows) heights.push_back(row_height(row.label, label_room));
    std::vector<Drawing> parts;
    for (const auto& [first, end] : parts_of_rows(heights, Drawing::tallest - top - bottom)) {
        parts.push_back(draw_part(forest, frame, std::span(forest.rows).subspan(first, end - first),
                                  std::span(heights).subspan(first, end - first)));
    }
    return parts;
}

}  // namespace outcomes::render
