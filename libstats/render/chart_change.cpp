#include "libstats/render/chart_change.hpp"

#include "libstats/render/chart_parts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Direction;

constexpr double margin = 20;
constexpr double ceiling = 46;
constexpr double floor_y = 176;
constexpr std::uint64_t fewest = 10;
constexpr std::uint64_t fewest_for_bars = 40;
constexpr std::size_t most_bars = 30;
constexpr double dot = 5;
constexpr double dot_pitch = 12;

/// -1 below minus the smallest change, 1 above it, 0 between; without one, by the sign.
int side_of(const ChangeBar& bar, const ChangeChart& chart) {
    const double slack = 1e-9 * (1 + std::abs(bar.low) + std::abs(bar.high));
    const double d = chart.smallest.value_or(2 * slack);
    if (bar.low >= d - slack) return 1;
    return bar.high <= -d + slack ? -1 : 0;
}

Look look_of(int side, Direction better) {
    if (side == 0) return Look::bar_plain;
    if (better == Direction::neither) return Look::bar_neutral;
    return (side > 0) == (better == Direction::higher) ? Look::bar_improved : Look::bar_worsened;
}

/// Neighbours of one side two by two, outwards from the middle, until there are no more than can be drawn.
std::vector<ChangeBar> merged(const ChangeChart& chart) {
    std::vector<ChangeBar> bars = chart.bars;
    while (bars.size() > most_bars) {
        std::vector<ChangeBar> fewer;
        std::size_t run = 0;  // bars since the side changed
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const bool same = i > 0 && side_of(bars[i], chart) == side_of(bars[i - 1], chart);
            run = same ? run + 1 : 0;
            if (run % 2 == 1) {
                fewer.back().high = bars[i].high;
                fewer.back().people += bars[i].people;
            } else {
                fewer.push_back(bars[i]);
            }
        }
        if (fewer.size() == bars.size()) break;
        bars = std::move(fewer);
    }
    return bars;
}

double left_of(const ChangeBar& bar, double step) {
    return bar.low - step / 2;
}
double right_of(const ChangeBar& bar, double step) {
    return bar.high + step / 2;
}

Axis axis_of(const std::vector<ChangeBar>& bars, const ChangeChart& chart) {
    double low = left_of(bars.front(), chart.step);
    double high = right_of(bars.back(), chart.step);
    low = std::min({low, chart.low.value_or(0), -chart.smallest.value_or(0)});
    high = std::max({high, chart.high.value_or(0), chart.smallest.value_or(0)});
    const double reach = std::max(std::max(std::abs(low), std::abs(high)), 1e-9) * 1.02;
    Axis axis{-reach, reach, margin, Drawing::width - margin};
    if (chart.better == Direction::lower) std::swap(axis.from, axis.to);
    return axis;
}

void add_bars(Drawing& drawing, const ChangeChart& chart, const std::vector<ChangeBar>& bars,
              const Axis& axis) {
    const double unit = chart.step > 0 ? chart.step : 1;
    const auto density = [&](const ChangeBar& bar) {
        const double width = std::max(right_of(bar, chart.step) - left_of(bar, chart.step), 1e-12);
        return static_cast<double>(bar.people) * unit / width;
    };
    double most = 0;
    for (const ChangeBar& bar : bars) most = std::max(most, density(bar));
    if (most <= 0) return;
    for (const ChangeBar& bar : bars) {
        const double a = axis.at(left_of(bar, chart.step));
        const double b = axis.at(right_of(bar, chart.step));
        const double height = density(bar) / most * (floor_y - ceiling);
        const double seam = std::abs(b - a) > 6 ? 0.75 : 0;
        if (height > 0)
            drawing.rect(std::min(a, b) + seam, floor_y - height, std::abs(b - a) - 2 * seam, height,
                         look_of(side_of(bar, chart), chart.better));
    }
}

/// One dot a person; nothing where dots would not fit.
bool add_dots(Drawing& drawing, const ChangeChart& chart, const Axis& axis) {
    const auto fits = [&](const ChangeBar& bar) {
        return bar.high - bar.low < 1e-9 && static_cast<double>(bar.people) * dot_pitch <= floor_y - ceiling;
    };
    const bool wide = chart.step > 0 && std::abs(axis.at(chart.step) - axis.at(0)) >= 2 * dot;
    if (!wide || !std::all_of(chart.bars.begin(), chart.bars.end(), fits)) return false;
    for (const ChangeBar& bar : chart.bars) {
        const Look look = look_of(side_of(bar, chart), chart.better);
        for (std::uint64_t i = 0; i < bar.people; ++i)
            drawing.circle(axis.at(bar.low), floor_y - dot - 1 - dot_pitch * static_cast<double>(i), dot,
                           look);
    }
    return true;
}

void add_mean(Drawing& drawing, const ChangeChart& chart, const Axis& axis, double y) {
    if (!chart.mean || !chart.low || !chart.high) return;
    add_range(drawing, axis, y, {*chart.low, *chart.mean, *chart.high, chart.verdict});
    const double right = std::max(axis.at(*chart.low), axis.at(*chart.high)) + 18;
    const double left = std::min(axis.at(*chart.low), axis.at(*chart.high)) - 18;
    if (right + room_of(chart.mean_words, Look::number) <= Drawing::width)
        drawing.text(right, y + 5, chart.mean_words, Look::number);
    else
        drawing.text(left, y + 5, chart.mean_words, Look::number, Anchor::end);
}

}  // namespace

std::vector<Drawing> draw(const ChangeChart& chart) {
    if (chart.bars.empty() || chart.n.value_or(0) < fewest) return {};
    const bool as_dots = *chart.n < fewest_for_bars;
    const std::vector<ChangeBar> bars = merged(chart);
    const Axis axis = axis_of(bars, chart);
    Drawing drawing;
    const bool has_mean = chart.mean && chart.low && chart.high;
    const double axis_y = floor_y + (has_mean ? 48 : 4);
    drawing.line(axis.at(0), ceiling - 8, axis.at(0), axis_y, Look::zero);
    if (!as_dots || !add_dots(drawing, chart, axis)) add_bars(drawing, chart, bars, axis);
    drawing.line(margin, floor_y, Drawing::width - margin, floor_y, Look::grid);
    const bool turned = chart.better == Direction::lower;
    const double room = Drawing::width / 2 - margin - 10;
    drawing.label(margin, 18, turned ? chart.went_up : chart.went_down, room, Look::small, Anchor::start, 1);
    drawing.label(Drawing::width - margin, 18, turned ? chart.went_down : chart.went_up, room, Look::small,
                  Anchor::end, 1);
    if (has_mean) add_mean(drawing, chart, axis, floor_y + 24);
    const Ticks ticks = nice_ticks(std::min(axis.from, axis.to), std::max(axis.from, axis.to), 9);
    add_axis(drawing, axis, ticks, axis_y, true);
    drawing.label(Drawing::width / 2, axis_y + 38, chart.axis_words, Drawing::width - 260, Look::tick,
                  Anchor::middle, 1);
    if (chart.better != Direction::neither) {
        drawing.text(margin, axis_y + 43, "\xE2\x86\x90 got worse", Look::tick);
        drawing.text(Drawing::width - margin, axis_y + 43, "got better \xE2\x86\x92", Look::tick,
                     Anchor::end);
    }
    drawing.height = axis_y + 56;
    return {std::move(drawing)};
}

}  // namespace outcomes::render
