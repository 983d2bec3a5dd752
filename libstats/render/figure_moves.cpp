#include "libstats/render/chart_movement.hpp"
#include "libstats/render/figure_parts.hpp"
#include "libstats/render/figure_words.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace outcomes::render {
namespace {

using findings::Movement;

std::string name_of_question(const Movement& movement) {
    return movement.label.empty() ? movement.term : movement.label;
}

std::vector<std::string> notes_of_moves(const Movement& movement, bool turned, bool rounded) {
    std::vector<std::string> notes;
    const auto better = movement.n_improved();
    const auto worse = movement.n_worsened();
    if (better && worse && movement.n_same)
        notes.push_back(
            fmt::format("{} moved to a better answer, {} to a worse one, {} gave the same answer.",
                        people(*better), grouped(*worse), grouped(*movement.n_same)));
    else if (movement.n_higher && movement.n_lower && movement.n_same)
        notes.push_back(fmt::format("{} moved up, {} down, {} gave the same answer.",
                                    people(*movement.n_higher), grouped(*movement.n_lower),
                                    grouped(*movement.n_same)));
    std::string how = "Outlined: the same answer both times.";
    if (better) how += turned ? " Right of it: better, that is lower." : " Right of it: better.";
    notes.push_back(how + (rounded ? " Counts are rounded." : " Percentages add across rows."));
    if (movement.n_unanswered.value_or(0) > 0)
        notes.push_back(
            fmt::format("{} left the question out at least once.", people(*movement.n_unanswered)));
    return notes;
}

MovementChart chart_of(const FigureSource& source, const Movement& movement) {
    const std::size_t k = movement.answers.size();
    const bool turned = movement.ordered && movement.better == "lower";
    const auto place = [&](std::size_t i) { return turned ? k - 1 - i : i; };
    MovementChart chart;
    chart.from = source.study.wave_from_label;
    chart.to = source.study.wave_to_label;
    chart.with_shares = !source.rounded;
    chart.notes = notes_of_moves(movement, turned, source.rounded);
    for (std::size_t i = 0; i < k; ++i) {
        chart.answers.push_back(movement.answers[place(i)]);
        for (std::size_t j = 0; j < k; ++j) chart.people.push_back(movement.at(place(i), place(j)));
    }
    return chart;
}

FigureTable table_of(const FigureSource& source, const Movement& movement, const MovementChart& chart) {
    FigureTable table;
    table.caption =
        fmt::format("{}: people by answer in {} (rows) and {} (columns)", name_of_question(movement),
                    source.study.wave_from_label, source.study.wave_to_label);
    table.columns = {{source.study.wave_from_label, false}};
    const std::size_t k = chart.answers.size();
    for (const std::string& answer : chart.answers) table.columns.push_back({answer, true});
    for (std::size_t i = 0; i < k; ++i) {
        table.rows.push_back({chart.answers[i]});
        for (std::size_t j = 0; j < k; ++j) table.rows.back().push_back(grouped(chart.people[i * k + j]));
    }
    return table;
}

bool has_moves(const Movement& movement) {
    const std::size_t side = movement.answers.size() + 1;
    return movement.answers.size() > 1 && movement.moves.size() == side * side;
}

}  // namespace

std::vector<Figure> figures_on_moves(const FigureSource& source) {
    std::vector<Figure> figures;
    for (const Movement& movement : source.study.movements) {
        if (!has_moves(movement)) continue;
        const findings::Finding* row = headline_of(source.study, movement.term);
        const MovementChart chart = chart_of(source, movement);
        Figure figure;
        figure.kind = FigureKind::moves;
        figure.id = figure_id(source.study, "moves", movement.term);
        figure.term = movement.term;
        figure.headline = moves_headline(row);
        const std::string n = row != nullptr && row->n ? ", " + people(*row->n) : "";
        figure.subtitle = fmt::format("{}. People who answered both times, {}{}.", name_of_question(movement),
                                      place_and_time(source.study), n);
        figure.description = fmt::format("{}. {} All values are in the table that follows.", figure.headline,
                                         chart.notes.front());
        figure.table = table_of(source, movement, chart);
        add_drawings(figure, draw(chart));
        figures.push_back(std::move(figure));
    }
    return figures;
}

}  // namespace outcomes::render
