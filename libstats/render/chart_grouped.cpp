#include "libstats/base/decimal.hpp"
#include "libstats/render/chart_bars.hpp"
#include "libstats/render/chart_parts.hpp"

#include <algorithm>
#include <span>

namespace outcomes::render {
namespace {

constexpr double gutter = 200;
constexpr double number_room = 60;
constexpr double bar_height = 14;
constexpr double row = 2 * bar_height + 14;
constexpr double top = 40;
constexpr double foot = 36;

void add_bar(Drawing& drawing, const Axis& axis, double y, double percent, Look look) {
    drawing.rect(axis.left, y, axis.at(percent) - axis.left, bar_height, look);
    drawing.text(axis.at(percent) + 6, y + bar_height / 2 + 5, base::fixed(percent, 0) + "%", Look::small);
}

Drawing draw_part(const GroupedBars& bars, const Axis& axis, const Ticks& ticks,
                  std::span<const GroupedBars::Row> rows) {
    Drawing drawing;
    const double room = Drawing::width / 2 - 60;
    const std::string from = one_line(bars.from, room, Look::small);
    drawing.rect(gutter, 8, 14, 14, Look::bar_plain);
    drawing.text(gutter + 20, 20, from, Look::small);
    const double second = gutter + 20 + room_of(from, Look::small) + 18;
    drawing.rect(second, 8, 14, 14, heat_look(3));
    drawing.text(second + 20, 20, one_line(bars.to, Drawing::width - second - 20, Look::strong),
                 Look::strong);
    const double end = top + row * static_cast<double>(rows.size());
    for (const double value : ticks.at) drawing.line(axis.at(value), top, axis.at(value), end, Look::grid);
    double y = top + 7;
    for (const GroupedBars::Row& one : rows) {
        drawing.label(0, y + bar_height, one.answer, gutter - 12);
        add_bar(drawing, axis, y, one.percent_from, Look::bar_plain);
        add_bar(drawing, axis, y + bar_height, one.percent_to, heat_look(3));
        y += row;
    }
    drawing.line(axis.left, top, axis.left, end, Look::zero);
    for (const double value : ticks.at)
        drawing.text(axis.at(value), end + 20, base::fixed(value, ticks.decimals) + "%", Look::tick,
                     Anchor::middle);
    drawing.height = end + foot;
    return drawing;
}

}  // namespace

std::vector<Drawing> draw(const GroupedBars& bars) {
    if (bars.rows.empty()) return {};
    double most = 10;
    for (const GroupedBars::Row& one : bars.rows) most = std::max({most, one.percent_from, one.percent_to});
    const Ticks ticks = nice_ticks(0, most, 5);
    const Axis axis{0, most, gutter, Drawing::width - number_room};
    const std::vector<double> heights(bars.rows.size(), row);
    std::vector<Drawing> parts;
    for (const auto& [first, end] : parts_of_rows(heights, Drawing::tallest - top - foot))
        parts.push_back(draw_part(bars, axis, ticks, std::span(bars.rows).subspan(first, end - first)));
    return parts;
}

}  // namespace outcomes::render
