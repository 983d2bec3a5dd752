#include "libstats/render/chart_dumbbell.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/render/chart_parts.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace outcomes::render {
namespace {

constexpr double gutter = 190;
constexpr double label_room = gutter - 12;
constexpr double gap = 18;
constexpr double head = 44;  ///< over the first panel
constexpr double foot = 56;  ///< under a panel: its axis
constexpr double between = 14;

Axis axis_of(const DumbbellPanel& panel, double right) {
    Axis axis{panel.low, panel.high, gutter, right};
    if (panel.low_is_better) std::swap(axis.from, axis.to);
    return axis;
}

double room_on_the_right(const Dumbbell& dumbbell) {
    double room = std::max(150.0, room_of(dumbbell.change_heading, Look::head));
    for (const DumbbellPanel& panel : dumbbell.panels) {
        for (const DumbbellRow& row : panel.rows)
            room = std::max({room, room_of(row.averages, Look::number),
                             row.from ? room_of(row.result, words_look(row.verdict)) : 0});
    }
    return std::min(room, 240.0) + 2;
}

Look after_look(findings::Verdict verdict) {
    if (verdict == findings::Verdict::improved) return Look::improved;
    return verdict == findings::Verdict::worsened ? Look::worsened : Look::neutral;
}

/// Names of the waves over the dots of the first row, or in a row of their own where they do not fit.
void add_wave_names(Drawing& drawing, const Dumbbell& dumbbell, const DumbbellRow& row, const Axis& axis,
                    double y, double right_end) {
    if (row.from && row.to) {
        const double from = axis.at(*row.from);
        const double to = axis.at(*row.to);
        const bool rises = from <= to;
        const double left_room = room_of(rises ? dumbbell.from : dumbbell.to, Look::small);
        const double right_room = room_of(rises ? dumbbell.to : dumbbell.from, Look::small);
        const double left = std::min(from, to) - 2;
        const double right = std::max(from, to) + 2;
        if (left - left_room > 70 && right + right_room < right_end) {
            drawing.text(left, y, rises ? dumbbell.from : dumbbell.to, rises ? Look::small : Look::strong,
                         Anchor::end);
            drawing.text(right, y, rises ? dumbbell.to : dumbbell.from, rises ? Look::strong : Look::small);
            return;
        }
    }
    const double room = (right_end - gutter) / 2 - 24;
    drawing.circle(gutter + 7, y - 5, 6, Look::before);
    drawing.text(gutter + 18, y, one_line(dumbbell.from, room, Look::small), Look::small);
    const double second = gutter + 18 + std::min(room, room_of(dumbbell.from, Look::small)) + 24;
    drawing.circle(second, y - 5, 6, Look::neutral);
    drawing.text(second + 11, y, one_line(dumbbell.to, right_end - second - 12, Look::strong), Look::strong);
}

void add_row(Drawing& drawing, const Axis& axis, const DumbbellRow& row, double y, double text_at) {
    drawing.label(0, y, row.label, label_room);
    if (!row.from || !row.to) {
        add_result(drawing, text_at, y, "", row.result, row.verdict);
        return;
    }
    const double from = axis.at(*row.from);
    const double to = axis.at(*row.to);
    drawing.line(from, y, to, y, Look::stem);
    drawing.circle(from, y, 6, Look::before);
    drawing.circle(to, y, 6.5, after_look(row.verdict));
    add_result(drawing, text_at, y, row.averages, row.result, row.verdict);
}

void add_panel_axis(Drawing& drawing, const DumbbellPanel& panel, const Axis& axis, double y) {
    add_axis(drawing, axis, nice_ticks(panel.low, panel.high, 6), y, false);
    const auto end_words = [&](double value) {
        return with_minus(base::shortest(value)) +
               (value == panel.low ? " = lowest score" : " = highest score");
    };
    drawing.text(axis.left, y + 42, end_words(axis.from), Look::tick);
    drawing.text(axis.right, y + 42, end_words(axis.to), Look::tick, Anchor::end);
}

/// Panels with as many rows as fit on one part.
using Part = std::vector<DumbbellPanel>;

double height_of(const DumbbellPanel& panel) {
    return std::accumulate(
        panel.rows.begin(), panel.rows.end(), foot,
        [](double sum, const DumbbellRow& row) { return sum + row_height(row.label, label_room); });
}

std::vector<Part> parts_of(const Dumbbell& dumbbell) {
    std::vector<Part> parts(1);
    double used = head;
    for (const DumbbellPanel& panel : dumbbell.panels) {
        std::vector<double> heights;
        for (const DumbbellRow& row : panel.rows) heights.push_back(row_height(row.label, label_room));
        for (const auto& [first, end] : parts_of_rows(heights, Drawing::tallest - head - foot)) {
            DumbbellPanel piece{panel.low, panel.high, panel.low_is_better, {}};
            for (std::size_t i = first; i < end; ++i) piece.rows.push_back(panel.rows[i]);
            const double height = height_of(piece) + (parts.back().empty() ? 0 : between);
            if (!parts.back().empty() && used + height > Drawing::tallest) {
                parts.emplace_back();
                used = head;
            }
            used += height;
            parts.back().push_back(std::move(piece));
        }
    }
    if (parts.back().empty()) parts.pop_back();
    return parts;
}

Drawing draw_part(const Dumbbell& dumbbell, const Part& part, double right) {
    Drawing drawing;
    const double text_at = right + gap;
    drawing.text(0, 16, dumbbell.heading, Look::head);
    drawing.text(text_at, 16, one_line(dumbbell.change_heading, Drawing::width - text_at, Look::head),
                 Look::head);
    const bool any = std::any_of(part.begin(), part.end(), [](const DumbbellPanel& panel) {
        return std::any_of(panel.rows.begin(), panel.rows.end(),
                           [](const DumbbellRow& row) { return row.from && row.to; });
    });
    if (any) {
        add_wave_names(drawing, dumbbell, part.front().rows.front(), axis_of(part.front(), right), 38,
                       Drawing::width);
    }
    double y = head;
    for (const DumbbellPanel& panel : part) {
        const Axis axis = axis_of(panel, right);
        const double end = y + height_of(panel) - foot;
        for (const double value : nice_ticks(panel.low, panel.high, 6).at)
            drawing.line(axis.at(value), y, axis.at(value), end, Look::grid);
        for (const DumbbellRow& row : panel.rows) {
            const double height = row_height(row.label, label_room);
            add_row(drawing, axis, row, y + height / 2, text_at);
            y += height;
        }
        add_panel_axis(drawing, panel, axis, end);
        y = end + foot + between;
    }
    drawing.height = y - between;
    return drawing;
}

}  // namespace

std::vector<Drawing> draw(const Dumbbell& dumbbell) {
    for (const DumbbellPanel& panel : dumbbell.panels)
        base::require(panel.low < panel.high, "draw: a panel of averages has a range");
    const double right = Drawing::width - room_on_the_right(dumbbell) - gap;
    std::vector<Drawing> drawings;
    for (const Part& part : parts_of(dumbbell)) drawings.push_back(draw_part(dumbbell, part, right));
    return drawings;
}

}  // namespace outcomes::render
