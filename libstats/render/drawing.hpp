#pragma once

#include "libstats/render/palette.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a chart is made of, before it is known how it is written.
namespace outcomes::render {

/// How a shape or a text looks; the table of colours and sizes is in svg.cpp.
enum class Look : std::uint8_t {
    label,          ///< text, 14
    head,           ///< text, 14 bold
    number,         ///< text, 14, figures of one width
    small,          ///< text, 13
    strong,         ///< text, 13 bold
    tick,           ///< text on an axis, 13, quieter
    said_improved,  ///< words of a verdict, 13
    said_worsened,
    said_neutral,
    ink_light,  ///< text on a dark fill, 13
    ink_dark,   ///< text on a pale fill, 13
    ink_few,    ///< text on a cell of few people, 13
    ink_many,
    grid,
    axis,
    zero,
    band,
    band_edge,
    bracket,
    range_improved,  ///< line of an interval
    range_worsened,
    range_neutral,
    thin_range,
    improved,  ///< filled shapes with an outline in the colour of the page
    worsened,
    neutral,
    unclear,  ///< not filled
    before,   ///< not filled
    before_dot,
    stem,
    bar_improved,  ///< filled shapes without an outline
    bar_worsened,
    bar_neutral,
    bar_plain,
    bar_edge,
    course,  ///< line through points
    target,
    event,
    box,
    box_on,
    arrow,
    arrow_head,
    cell_same,           ///< outline of a cell
    seam,                ///< between pieces of a bar
    answer,              ///< first of 11 fills, low to high: see answer_look()
    heat = answer + 11,  ///< first of 5 fills
    end = heat + 5
};

/// The look of a piece of a bar in the colour of an answer.
[[nodiscard]] constexpr Look answer_look(Color fill) {
    return static_cast<Look>(static_cast<int>(Look::answer) + static_cast<int>(fill) -
                             static_cast<int>(Color::deepest_low));
}
/// The look of a cell; level 0 (few) to 4 (many).
[[nodiscard]] constexpr Look heat_look(int level) {
    return static_cast<Look>(static_cast<int>(Look::heat) + level);
}

enum class Anchor : std::uint8_t { start, middle, end };

struct Point {
    double x = 0;
    double y = 0;
};
struct Line {
    Point from, to;
    Look look = Look::grid;
};
struct Rect {
    double x = 0, y = 0, width = 0, height = 0;
    Look look = Look::band;
};
struct Circle {
    Point center;
    double radius = 0;
    Look look = Look::neutral;
};
struct Polyline {
    std::vector<Point> points;
    bool closed = false;
    Look look = Look::axis;
};
struct Text {
    Point at;  ///< on the line that the letters stand on
    std::string text;
    Look look = Look::label;
    Anchor anchor = Anchor::start;
    std::string full = {};  ///< the whole text where `text` is cut
};
using Shape = std::variant<Line, Rect, Circle, Polyline, Text>;

/// A picture, 720 wide. Shapes stand in the order in which they are drawn.
struct Drawing {
    static constexpr double width = 720;
    static constexpr double tallest = 1000;  ///< taller ones are cut in two when printed

    double height = 0;
    std::vector<Shape> shapes;

    void line(double x1, double y1, double x2, double y2, Look look);
    void rect(double x, double y, double w, double h, Look look);
    void circle(double x, double y, double radius, Look look);
    void path(std::vector<Point> points, Look look);     ///< open
    void polygon(std::vector<Point> points, Look look);  ///< closed
    void text(double x, double y, std::string text, Look look, Anchor anchor = Anchor::start);
    /// Up to `most` lines that fit into `room`, the middle of them at `y_middle`.
    void label(double x, double y_middle, std::string_view text, double room, Look look = Look::label,
               Anchor anchor = Anchor::start, std::size_t most = 2);
};

/// Size of the letters of a look for text, and whether they are bold.
struct Letters {
    double size = 14;
    bool bold = false;
};
[[nodiscard]] Letters letters_of(Look look);

/// The room that a text needs.
[[nodiscard]] double room_of(std::string_view text, Look look);

}  // namespace outcomes::render
