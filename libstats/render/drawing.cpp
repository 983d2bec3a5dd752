#include "libstats/render/drawing.hpp"

#include "libstats/render/text_width.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::render {

void Drawing::line(double x1, double y1, double x2, double y2, Look look) {
    shapes.emplace_back(Line{{x1, y1}, {x2, y2}, look});
}

void Drawing::rect(double x, double y, double w, double h, Look look) {
    shapes.emplace_back(Rect{x, y, std::max(w, 0.0), std::max(h, 0.0), look});
}

void Drawing::circle(double x, double y, double radius, Look look) {
    shapes.emplace_back(Circle{{x, y}, radius, look});
}

void Drawing::path(std::vector<Point> points, Look look) {
    shapes.emplace_back(Polyline{std::move(points), false, look});
}

void Drawing::polygon(std::vector<Point> points, Look look) {
    shapes.emplace_back(Polyline{std::move(points), true, look});
}

void Drawing::text(double x, double y, std::string text, Look look, Anchor anchor) {
    shapes.emplace_back(Text{{x, y}, std::move(text), look, anchor});
}

void Drawing::label(double x, double y_middle, std::string_view text, double room, Look look, Anchor anchor,
                    std::size_t most) {
    constexpr double leading = 16;
    const Letters letters = letters_of(look);
    Lines wrapped = wrap_to(text, room, letters.size, most, letters.bold);
    double y = y_middle - leading / 2 * static_cast<double>(wrapped.lines.size() - 1) + 5;
    for (std::string& one : wrapped.lines) {
        shapes.emplace_back(
            Text{{x, y}, std::move(one), look, anchor, wrapped.cut ? std::string(text) : std::string()});
        y += leading;
    }
}

Letters letters_of(Look look) {
    switch (look) {
        case Look::label:
        case Look::number:
            return {14, false};
        case Look::head:
            return {14, true};
        case Look::strong:
        case Look::said_improved:
        case Look::said_worsened:
            return {13, true};
        default:
            return {13, false};
    }
}

double room_of(std::string_view text, Look look) {
    const Letters letters = letters_of(look);
    return text_room(text, letters.size, letters.bold);
}

}  // namespace outcomes::render
