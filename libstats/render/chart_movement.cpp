#include "libstats/render/chart_movement.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/render/chart_parts.hpp"
#include "libstats/render/palette.hpp"
#include "libstats/render/text_width.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace outcomes::render {
namespace {

constexpr std::size_t most_answers = 7;
constexpr std::size_t most_moves = 10;
constexpr double gutter = 190;
constexpr double cell_height = 46;

std::uint64_t at(const MovementChart& chart, std::size_t row, std::size_t column) {
    return chart.people[row * chart.answers.size() + column];
}

/// Sentences below a table, wrapped; returns where they end.
double add_notes(Drawing& drawing, const std::vector<std::string>& notes, double y) {
    for (const std::string& note : notes) {
        const Lines lines = wrap_to(note, Drawing::width, letters_of(Look::small).size, 3);
        for (const std::string& line : lines.lines) {
            drawing.text(0, y, line, Look::small);
            y += 18;
        }
        y += 4;
    }
    return y;
}

std::uint64_t total_of(const MovementChart& chart, std::size_t row) {
    const auto first = chart.people.begin() + static_cast<std::ptrdiff_t>(row * chart.answers.size());
    return std::accumulate(first, first + static_cast<std::ptrdiff_t>(chart.answers.size()),
                           std::uint64_t{0});
}

/// The width of the totals beside the table.
double total_room(const MovementChart& chart) {
    if (!chart.with_shares) return 0;
    double room = 60;
    for (std::size_t i = 0; i < chart.answers.size(); ++i)
        room = std::max(room, room_of(grouped(total_of(chart, i)), Look::number));
    return room + 16;
}

int level_of(std::uint64_t people, std::uint64_t most) {
    if (most == 0) return 0;
    return static_cast<int>(std::min<std::uint64_t>(4, 5 * people / most));
}

std::string cell_text(std::uint64_t people, std::uint64_t total, const MovementChart& chart, double room) {
    const std::string count = grouped(people);
    if (!chart.with_shares || total == 0) return count;
    const double percent = 100 * static_cast<double>(people) / static_cast<double>(total);
    const std::string text = fmt::format("{} ({}%)", count, base::fixed(percent, 0));
    return room_of(text, Look::small) <= room ? text : count;
}

void add_cells(Drawing& drawing, const MovementChart& chart, double cell, double top) {
    const std::size_t k = chart.answers.size();
    const std::uint64_t most = *std::max_element(chart.people.begin(), chart.people.end());
    for (std::size_t i = 0; i < k; ++i) {
        const double y = top + cell_height * static_cast<double>(i);
        const std::uint64_t total = total_of(chart, i);
        drawing.label(gutter - 12, y + cell_height / 2, chart.answers[i], gutter - 20, Look::label,
                      Anchor::end);
        for (std::size_t j = 0; j < k; ++j) {
            const double x = gutter + cell * static_cast<double>(j);
            const int level = level_of(at(chart, i, j), most);
            const double inset = i == j ? 5 : 1;
            drawing.rect(x + inset, y + inset, cell - 2 * inset, cell_height - 2 * inset, heat_look(level));
            drawing.text(x + cell / 2, y + cell_height / 2 + 5,
                         cell_text(at(chart, i, j), total, chart, cell - 6),
                         level >= 3 ? Look::ink_many : Look::ink_few, Anchor::middle);
        }
        if (chart.with_shares)
            drawing.text(gutter + cell * static_cast<double>(k) + 14, y + cell_height / 2 + 5, grouped(total),
                         Look::number);
    }
    for (std::size_t i = 0; i < k; ++i) {
        const auto step = static_cast<double>(i);
        drawing.rect(gutter + cell * step + 2, top + cell_height * step + 2, cell - 4, cell_height - 4,
                     Look::cell_same);
    }
}

std::size_t lines_of(const std::string& answer, double cell) {
    return wrap_to(answer, cell - 4, letters_of(Look::small).size, 3).lines.size();
}

/// Names of the columns, their last lines right above the cells.
void add_column_names(Drawing& drawing, const MovementChart& chart, double cell, double top) {
    for (std::size_t j = 0; j < chart.answers.size(); ++j) {
        const auto lines = static_cast<double>(lines_of(chart.answers[j], cell));
        drawing.label(gutter + cell * (static_cast<double>(j) + 0.5), top - 14 - 8 * (lines - 1),
                      chart.answers[j], cell - 4, Look::small, Anchor::middle, 3);
    }
}

Drawing draw_table(const MovementChart& chart) {
    const auto k = static_cast<double>(chart.answers.size());
    const double room = Drawing::width - gutter - total_room(chart);
    const double cell = std::min(room / k, 120.0);
    std::size_t lines = 1;
    for (const std::string& answer : chart.answers) lines = std::max(lines, lines_of(answer, cell));
    const double top = 30 + 16 * static_cast<double>(lines);
    Drawing drawing;
    drawing.label(gutter + cell * k / 2, 10, chart.to, room, Look::head, Anchor::middle, 1);
    drawing.label(gutter - 12, top - 14, chart.from, gutter - 20, Look::head, Anchor::end, 1);
    add_column_names(drawing, chart, cell, top);
    if (chart.with_shares) drawing.text(gutter + cell * k + 14, top - 9, "Total", Look::small);
    add_cells(drawing, chart, cell, top);
    drawing.height = add_notes(drawing, chart.notes, top + cell_height * k + 26) - 8;
    return drawing;
}

struct Move {
    std::size_t from = 0, to = 0;
    std::uint64_t people = 0;
};

/// Between different answers, the biggest first; as many as are listed.
std::vector<Move> biggest_moves(const MovementChart& chart) {
    std::vector<Move> moves;
    for (std::size_t i = 0; i < chart.answers.size(); ++i) {
        for (std::size_t j = 0; j < chart.answers.size(); ++j) {
            if (i != j && at(chart, i, j) > 0) moves.push_back({i, j, at(chart, i, j)});
        }
    }
    std::stable_sort(moves.begin(), moves.end(),
                     [](const Move& a, const Move& b) { return a.people > b.people; });
    if (moves.size() > most_moves) moves.resize(most_moves);
    return moves;
}

Drawing draw_list(const MovementChart& chart) {
    constexpr double row = 34;
    constexpr double names = 400;
    const std::vector<Move> moves = biggest_moves(chart);
    Drawing drawing;
    drawing.label(0, 12, fmt::format("The {} biggest moves", moves.size()), names, Look::head, Anchor::start,
                  1);
    const double most = moves.empty() ? 1 : static_cast<double>(moves.front().people);
    const double number_room = room_of(grouped(static_cast<std::uint64_t>(most)), Look::number) + 8;
    const Axis axis{0, most, names + 12, Drawing::width - number_room};
    double y = 30;
    for (const Move& move : moves) {
        const double half = names / 2 - 20;
        drawing.label(0, y + row / 2, chart.answers[move.from], half, Look::small);
        drawing.text(names / 2 - 10, y + row / 2 + 5, "\xE2\x86\x92", Look::small, Anchor::middle);
        drawing.label(names / 2 + 10, y + row / 2, chart.answers[move.to], half, Look::small);
        const double end = axis.at(static_cast<double>(move.people));
        drawing.rect(axis.left, y + 6, end - axis.left, row - 12, heat_look(3));
        drawing.text(end + 6, y + row / 2 + 5, grouped(move.people), Look::number);
        y += row;
    }
    drawing.height = add_notes(drawing, chart.notes, y + 24) - 8;
    return drawing;
}

}  // namespace

std::vector<Drawing> draw(const MovementChart& chart) {
    const std::size_t k = chart.answers.size();
    base::require(chart.people.size() == k * k, "draw: a table of moves is a square");
    if (k == 0) return {};
    return {k <= most_answers ? draw_table(chart) : draw_list(chart)};
}

}  // namespace outcomes::render
