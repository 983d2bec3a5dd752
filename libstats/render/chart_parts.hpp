#pragma once

#include "libstats/findings/verdict.hpp"
#include "libstats/render/chart_axis.hpp"
#include "libstats/render/drawing.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

/// What charts have in common: marks of verdicts, intervals, axes, and cutting long ones into parts.
namespace outcomes::render {

/// The mark of a verdict: circle (improved), diamond (worsened), square (no meaningful change), ring (not
/// clear), triangles to the right (rose) and left (fell), nothing (not tested).
void add_mark(Drawing& drawing, double x, double y, findings::Verdict verdict);

/// The look of the words of a verdict, and of the line of its interval.
[[nodiscard]] Look words_look(findings::Verdict verdict);
[[nodiscard]] Look range_look(findings::Verdict verdict);

/// An interval with its mark. One that runs off the axis ends in an arrowhead; one that the mark would hide
/// is drawn as an upright bar.
struct Range {
    double low = 0, value = 0, high = 0;
    findings::Verdict verdict = findings::Verdict::inconclusive;
};
void add_range(Drawing& drawing, const Axis& axis, double y, const Range& range);

/// Line, ticks and their numbers under a plot. Numbers that would touch are left out.
void add_axis(Drawing& drawing, const Axis& axis, const Ticks& ticks, double y, bool sign);

/// A number and, below it, what it amounts to; one of both may be empty.
void add_result(Drawing& drawing, double x, double y, std::string_view number, std::string_view words,
                findings::Verdict verdict);

/// Height of a row with this label in `room` pixels, two lines of results beside it.
[[nodiscard]] double row_height(std::string_view label, double room);

/// Cuts rows into parts no taller than `room`, as even as can be: pairs of first and one past the last.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> parts_of_rows(std::span<const double> heights,
                                                                             double room);

/// Text cut to a width, as one line.
[[nodiscard]] std::string one_line(std::string_view text, double room, Look look);

}  // namespace outcomes::render
