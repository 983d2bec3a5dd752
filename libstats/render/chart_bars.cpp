#include "libstats/render/chart_bars.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/chart_parts.hpp"
#include "libstats/render/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace outcomes::render {
namespace {

constexpr double gutter = 200;
constexpr double beside = 112;  ///< name of the wave and total on the left
constexpr double total_room = 56;
constexpr double bar_height = 24;
constexpr double bar_gap = 4;
constexpr double question_gap = 18;
constexpr double least_for_number = 26;
constexpr double foot = 30;

std::string whole_percent(double percent) {
    return base::fixed(percent, 0) + "%";
}

/// Where a bar begins and what stands on each side.
struct Sides {
    double left = 0, middle = 0, right = 0;
};

Sides sides_of(const Bar& bar, std::size_t n_answers) {
    const bool odd = n_answers % 2 == 1;
    const std::size_t center = n_answers / 2;
    Sides sides;
    for (const BarPiece& piece : bar.pieces) {
        base::require(piece.first <= piece.last && piece.last < n_answers,
                      "draw: a piece is made of answers");
        if (odd && piece.first == center && piece.last == center)
            sides.middle += piece.percent;
        else if (piece.last < center)
            sides.left += piece.percent;
        else {
            base::require(piece.first >= center + (odd ? 1 : 0),
                          "draw: a piece may not reach over the middle");
            sides.right += piece.percent;
        }
    }
    return sides;
}

struct Frame {
    Axis axis;
    double furthest = 10;  ///< percent on either side
};

Frame frame_of(const DivergingBars& bars) {
    double most = 1;
    for (const BarQuestion& question : bars.questions) {
        for (const Bar& bar : question.bars) {
            const Sides sides = sides_of(bar, bars.answers.size());
            most = std::max({most, sides.left + sides.middle / 2, sides.right + sides.middle / 2});
        }
    }
    Frame frame;
    frame.furthest = std::min(100.0, 10 * std::ceil(most / 10 - 1e-9));
    frame.axis = {-frame.furthest, frame.furthest, gutter + beside, Drawing::width - total_room};
    return frame;
}

/// Squares with the names of the answers, in as many lines as they need; returns where they end.
double add_legend(Drawing& drawing, const std::vector<std::string>& answers, std::span<const Color> colors) {
    double x = 0;
    double y = 8;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::string text = one_line(answers[i], Drawing::width - 20, Look::small);
        const double room = 20 + room_of(text, Look::small);
        if (x > 0 && x + room > Drawing::width) {
            x = 0;
            y += 24;
        }
        drawing.rect(x, y, 14, 14, answer_look(colors[i]));
        drawing.rect(x, y, 14, 14, Look::bar_edge);
        drawing.text(x + 20, y + 12, text, Look::small);
        x += room + 10;
    }
    return y + 22;
}

/// The colour of answers shown together is that of the one nearer to the middle: it must not look like more
/// than people said.
Color color_of(const BarPiece& piece, std::span<const Color> colors) {
    return colors[piece.last < colors.size() / 2 ? piece.last : piece.first];
}

void add_pieces(Drawing& drawing, const Frame& frame, const Bar& bar, const Sides& sides, double y,
                std::span<const Color> colors) {
    const double begin = -sides.left - sides.middle / 2;
    double at = begin;
    for (const BarPiece& piece : bar.pieces) {
        const double left = frame.axis.at(at);
        const double width = frame.axis.at(at + piece.percent) - left;
        at += piece.percent;
        if (width <= 0) continue;
        const Color fill = color_of(piece, colors);
        drawing.rect(left, y, width, bar_height, answer_look(fill));
        if (left > frame.axis.at(begin)) drawing.line(left, y, left, y + bar_height, Look::seam);
        if (width < least_for_number) continue;
        const Look ink = ink_on(fill) == Color::ink_light ? Look::ink_light : Look::ink_dark;
        drawing.text(left + width / 2, y + bar_height / 2 + 5, base::fixed(piece.percent, 0), ink,
                     Anchor::middle);
    }
    drawing.rect(frame.axis.at(begin), y, frame.axis.at(at) - frame.axis.at(begin), bar_height,
                 Look::bar_edge);
}

void add_bar(Drawing& drawing, const Frame& frame, const Bar& bar, double y, std::span<const Color> colors) {
    const double base = y + bar_height / 2 + 5;
    const double wave_end = gutter + beside - 54;
    drawing.text(wave_end, base, one_line(bar.wave, wave_end - gutter + 26, Look::tick), Look::tick,
                 Anchor::end);
    if (bar.pieces.empty()) {
        const double x = frame.axis.at(0) + 10;
        drawing.text(x, base, one_line(bar.instead, Drawing::width - x, Look::small), Look::small);
        return;
    }
    const Sides sides = sides_of(bar, colors.size());
    drawing.text(frame.axis.left - 10, base, whole_percent(sides.left), Look::number, Anchor::end);
    drawing.text(Drawing::width, base, whole_percent(sides.right), Look::number, Anchor::end);
    add_pieces(drawing, frame, bar, sides, y, colors);
}

double height_of(const BarQuestion& question) {
    return static_cast<double>(question.bars.size()) * (bar_height + bar_gap) + question_gap;
}

void add_ends(Drawing& drawing, const DivergingBars& bars, const Frame& frame, double y) {
    const std::size_t half = bars.answers.size() / 2;
    const std::vector<std::string> low(bars.answers.begin(),
                                       bars.answers.begin() + static_cast<std::ptrdiff_t>(half));
    const std::vector<std::string> high(bars.answers.end() - static_cast<std::ptrdiff_t>(half),
                                        bars.answers.end());
    drawing.text(frame.axis.left - 10, y, one_line(side_words(low), frame.axis.left - 20, Look::small),
                 Look::small, Anchor::end);
    drawing.text(Drawing::width, y, one_line(side_words(high), 300, Look::small), Look::small, Anchor::end);
}

Drawing draw_part(const DivergingBars& bars, const Frame& frame, std::span<const BarQuestion> questions) {
    const auto colors = answer_colors(bars.answers.size());
    Drawing drawing;
    double y = add_legend(drawing, bars.answers, colors) + 20;
    add_ends(drawing, bars, frame, y);
    y += 14;
    double end = y - question_gap;
    for (const BarQuestion& question : questions) end += height_of(question);
    drawing.line(frame.axis.at(0), y - 6, frame.axis.at(0), end + 6, Look::zero);
    for (const BarQuestion& question : questions) {
        const double bars_height = height_of(question) - question_gap - bar_gap;
        drawing.label(0, y + bars_height / 2, question.label, gutter - 30, Look::label, Anchor::start, 3);
        for (const Bar& bar : question.bars) {
            add_bar(drawing, frame, bar, y, colors);
            y += bar_height + bar_gap;
        }
        y += question_gap;
    }
    const double step = frame.furthest > 50 ? 25 : (frame.furthest > 20 ? 20 : 10);
    for (double value = 0; value <= frame.furthest + 1e-9; value += step) {
        drawing.text(frame.axis.at(value), end + 20, whole_percent(value), Look::tick, Anchor::middle);
        if (value > 0)
            drawing.text(frame.axis.at(-value), end + 20, whole_percent(value), Look::tick, Anchor::middle);
    }
    drawing.height = end + foot;
    return drawing;
}

/// ASCII capitals only: what they are in other alphabets is not for a chart to know.
std::string small_letters(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

}  // namespace

std::string side_words(const std::vector<std::string>& answers) {
    const auto holds_all = [&](const std::string& word) {
        return std::all_of(answers.begin(), answers.end(), [&](const std::string& answer) {
            return base::folded(answer).find(base::folded(word)) != std::string::npos;
        });
    };
    const auto common = std::find_if(answers.begin(), answers.end(), holds_all);
    return small_letters(common != answers.end() ? *common : base::joined(answers, "or"));
}

std::vector<Drawing> draw(const DivergingBars& bars) {
    if (bars.questions.empty()) return {};
    const Frame frame = frame_of(bars);
    std::vector<double> heights;
    for (const BarQuestion& question : bars.questions) heights.push_back(height_of(question));
    constexpr double around = 160;  // legend, ends, axis
    std::vector<Drawing> parts;
    for (const auto& [first, end] : parts_of_rows(heights, Drawing::tallest - around))
        parts.push_back(draw_part(bars, frame, std::span(bars.questions).subspan(first, end - first)));
    return parts;
}

}  // namespace outcomes::render
