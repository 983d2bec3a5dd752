#include "libstats/render/chart_parts.hpp"

#include "libstats/render/text_width.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace outcomes::render {
namespace {

using findings::Verdict;

/// From here on the mark does not hide the interval.
constexpr double least_beside_mark = 20;

Look bar_look(Verdict verdict) {
    if (verdict == Verdict::improved) return Look::bar_improved;
    return verdict == Verdict::worsened ? Look::bar_worsened : Look::bar_neutral;
}

void add_arrowhead(Drawing& drawing, double x, double y, double direction, Verdict verdict) {
    drawing.polygon({{x, y - 5}, {x + 7 * direction, y}, {x, y + 5}}, bar_look(verdict));
}

}  // namespace

void add_mark(Drawing& drawing, double x, double y, Verdict verdict) {
    switch (verdict) {
        case Verdict::improved:
            drawing.circle(x, y, 6, Look::improved);
            return;
        case Verdict::worsened:
            drawing.polygon({{x, y - 7}, {x + 7, y}, {x, y + 7}, {x - 7, y}}, Look::worsened);
            return;
        case Verdict::no_meaningful_change:
            drawing.rect(x - 5, y - 5, 10, 10, Look::neutral);
            return;
        case Verdict::inconclusive:
            drawing.circle(x, y, 5.5, Look::unclear);
            return;
        case Verdict::rose:
            drawing.polygon({{x - 5, y - 7}, {x + 7, y}, {x - 5, y + 7}}, Look::neutral);
            return;
        case Verdict::fell:
            drawing.polygon({{x + 5, y - 7}, {x - 7, y}, {x + 5, y + 7}}, Look::neutral);
            return;
        case Verdict::not_tested:
            return;
    }
}

Look words_look(Verdict verdict) {
    if (verdict == Verdict::improved) return Look::said_improved;
    return verdict == Verdict::worsened ? Look::said_worsened : Look::said_neutral;
}

Look range_look(Verdict verdict) {
    if (verdict == Verdict::improved) return Look::range_improved;
    return verdict == Verdict::worsened ? Look::range_worsened : Look::range_neutral;
}

void add_range(Drawing& drawing, const Axis& axis, double y, const Range& range) {
    const double left = axis.at(range.low);
    const double right = axis.at(range.high);
    drawing.line(left, y, right, y, range_look(range.verdict));
    const double toward_high = axis.from <= axis.to ? 1 : -1;
    if (range.low < std::min(axis.from, axis.to))
        add_arrowhead(drawing, left, y, -toward_high, range.verdict);
    if (range.high > std::max(axis.from, axis.to))
        add_arrowhead(drawing, right, y, toward_high, range.verdict);
    if (!axis.holds(range.value)) return;
    const double x = axis.at(range.value);
    const bool hidden =
        axis.holds(range.low) && axis.holds(range.high) && std::abs(right - left) < least_beside_mark;
    if (hidden)
        drawing.rect(x - 1.5, y - 9, 3, 18, bar_look(range.verdict));
    else
        add_mark(drawing, x, y, range.verdict);
}

void add_axis(Drawing& drawing, const Axis& axis, const Ticks& ticks, double y, bool sign) {
    drawing.line(axis.left, y, axis.right, y, Look::axis);
    double free_from = -100;
    auto values = ticks.at;
    if (axis.from > axis.to) std::reverse(values.begin(), values.end());
    for (const double value : values) {
        const double x = axis.at(value);
        drawing.line(x, y, x, y + 5, Look::axis);
        const std::string text = tick_text(value, ticks.decimals, sign);
        const double half = room_of(text, Look::tick) / 2;
        if (x - half < free_from) continue;
        drawing.text(x, y + 20, text, Look::tick, Anchor::middle);
        free_from = x + half + 4;
    }
}

void add_result(Drawing& drawing, double x, double y, std::string_view number, std::string_view words,
                Verdict verdict) {
    const double room = Drawing::width - x;
    if (number.empty() || words.empty()) {
        if (number.empty())
            drawing.label(x, y, words, room, words_look(verdict));
        else
            drawing.label(x, y, number, room, Look::number, Anchor::start, 1);
        return;
    }
    drawing.label(x, y - 8, number, room, Look::number, Anchor::start, 1);
    drawing.label(x, y + 8, words, room, words_look(verdict), Anchor::start, 1);
}

double row_height(std::string_view label, double room) {
    return wrap_to(label, room, letters_of(Look::label).size).lines.size() > 1 ? 42 : 38;
}

std::vector<std::pair<std::size_t, std::size_t>> parts_of_rows(std::span<const double> heights, double room) {
    const double all = std::accumulate(heights.begin(), heights.end(), 0.0);
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    auto n_parts = std::max(1.0, std::ceil(all / room));
    std::size_t first = 0;
    double left = all;
    while (first < heights.size()) {
        const double share = left / std::max(1.0, n_parts);
        double used = 0;
        std::size_t end = first;
        while (end < heights.size() && (end == first || used + heights[end] <= room)) {
            if (end > first && n_parts > 1 && used + heights[end] / 2 > share) break;
            used += heights[end++];
        }
        parts.emplace_back(first, end);
        left -= used;
        n_parts -= 1;
        first = end;
    }
    return parts;
}

std::string one_line(std::string_view text, double room, Look look) {
    const Letters letters = letters_of(look);
    return wrap_to(text, room, letters.size, 1, letters.bold).lines.front();
}

}  // namespace outcomes::render
