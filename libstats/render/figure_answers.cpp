#include "libstats/base/decimal.hpp"
#include "libstats/render/chart_bars.hpp"
#include "libstats/render/figure_parts.hpp"
#include "libstats/render/lay.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Movement;

constexpr std::size_t most_ordered = 7;  ///< more answers stand below each other

/// What one wave answered to a question: people by run of answers.
struct Piece {
    std::size_t first = 0, last = 0;
    std::uint64_t people = 0;
};
using Pieces = std::vector<Piece>;

/// A question as it is drawn: its answers, the worse ones first.
struct Question {
    const Movement* movement = nullptr;
    std::string scale;
    std::vector<std::string> answers;
    Pieces from, to;  ///< none where nothing may be shown
    bool turned = false;
};

/// The run of `answers` from `first` on whose names joined by "or" are `label`; one past its last, or
/// `first`.
std::size_t end_of_run(const std::vector<std::string>& answers, std::size_t first, const std::string& label) {
    std::string joined;
    for (std::size_t i = first; i < answers.size(); ++i) {
        joined += (i == first ? "" : " or ") + answers[i];
        if (joined == label) return i + 1;
    }
    return first;
}

/// Counts by answer, where answers may have been put together; none if they do not fit the list.
Pieces pieces_of(const std::vector<std::string>& answers, const std::vector<std::string>& labels,
                 const std::vector<std::uint64_t>& counts) {
    Pieces pieces;
    std::size_t next = 0;
    for (std::size_t i = 0; i < labels.size() && i < counts.size(); ++i) {
        const std::size_t end = end_of_run(answers, next, labels[i]);
        if (end == next) return {};
        pieces.push_back({next, end - 1, counts[i]});
        next = end;
    }
    return next == answers.size() ? pieces : Pieces{};
}

void turn(Pieces& pieces, std::size_t n_answers) {
    std::reverse(pieces.begin(), pieces.end());
    for (Piece& piece : pieces)
        piece = {n_answers - 1 - piece.last, n_answers - 1 - piece.first, piece.people};
}

/// Answers put together from both sides of the middle have no place left or right of it.
bool stands_on_sides(const Pieces& pieces, std::size_t n_answers) {
    const std::size_t below = n_answers / 2;
    const std::size_t above = n_answers - below;
    return std::all_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
        const bool is_middle = piece.first == piece.last && piece.first >= below && piece.first < above;
        return piece.last < below || piece.first >= above || is_middle;
    });
}

std::uint64_t total(const Pieces& pieces) {
    return std::accumulate(pieces.begin(), pieces.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Piece& piece) { return sum + piece.people; });
}

double percent_of(const Piece& piece, const Pieces& pieces) {
    return 100 * static_cast<double>(piece.people) / static_cast<double>(total(pieces));
}

Question question_of(const findings::StudyFindings& study, const Movement& movement) {
    const findings::TermFacts* facts = facts_of(study, movement.term);
    Question question;
    question.movement = &movement;
    if (facts != nullptr && facts->level == "item") question.scale = facts->scale;
    question.answers = facts != nullptr && !facts->answers.empty() ? facts->answers : movement.answers;
    question.from = pieces_of(question.answers, movement.answers, movement.count_from);
    question.to = pieces_of(question.answers, movement.answers, movement.count_to);
    if (movement.ordered && movement.better == "lower") {
        question.turned = true;
        std::reverse(question.answers.begin(), question.answers.end());
        for (Pieces* pieces : {&question.from, &question.to}) turn(*pieces, question.answers.size());
    }
    for (Pieces* pieces : {&question.from, &question.to}) {
        const bool on_sides = !movement.ordered || stands_on_sides(*pieces, question.answers.size());
        if (!on_sides || total(*pieces) == 0) pieces->clear();
    }
    return question;
}

/// Questions that share a chart: of one scale, with one list of answers.
struct Group {
    std::vector<Question> questions;
    [[nodiscard]] const Question& first() const { return questions.front(); }
};

bool stands_alone(const Question& question) {
    return question.scale.empty() || !question.movement->ordered || question.answers.size() > most_ordered;
}

std::vector<Group> groups_of(const findings::StudyFindings& study) {
    std::vector<Group> groups;
    for (const Movement& movement : study.movements) {
        Question question = question_of(study, movement);
        if (question.answers.size() < 2) continue;
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return !stands_alone(question) && group.first().scale == question.scale &&
                   group.first().answers == question.answers && group.first().movement->ordered;
        });
        if (known != groups.end())
            known->questions.push_back(std::move(question));
        else
            groups.push_back({{std::move(question)}});
    }
    return groups;
}

Bar bar_of(const std::string& wave, const Pieces& pieces, bool suppressed) {
    Bar bar{wave, {}, suppressed ? "[c] not shown" : "nobody answered"};
    for (const Piece& piece : pieces)
        bar.pieces.push_back({piece.first, piece.last, percent_of(piece, pieces)});
    return bar;
}

DivergingBars diverging(const FigureSource& source, const Group& group) {
    DivergingBars chart{group.first().answers, {}};
    for (const Question& question : group.questions) {
        const bool hidden = question.movement->suppressed;
        chart.questions.push_back(
            {question.movement->label.empty() ? question.movement->term : question.movement->label,
             {bar_of(source.study.wave_from_label, question.from, hidden),
              bar_of(source.study.wave_to_label, question.to, hidden)}});
    }
    return chart;
}

/// Answers of any kind, each with the share of both waves; none unless both waves show every answer.
GroupedBars grouped_bars(const FigureSource& source, const Question& question) {
    GroupedBars chart{source.study.wave_from_label, source.study.wave_to_label, {}};
    if (question.from.size() != question.answers.size() || question.to.size() != question.answers.size())
        return chart;
    for (std::size_t i = 0; i < question.answers.size(); ++i)
        chart.rows.push_back({question.answers[i], percent_of(question.from[i], question.from),
                              percent_of(question.to[i], question.to)});
    return chart;
}

std::vector<std::string> table_row(const Question& question, const std::string& wave, const Pieces& pieces) {
    const Movement& movement = *question.movement;
    std::vector<std::string> cells{movement.label.empty() ? movement.term : movement.label, wave};
    if (pieces.empty()) {
        cells.resize(2 + question.answers.size(), missing_mark(movement.suppressed));
        return cells;
    }
    for (const Piece& piece : pieces) {
        for (std::size_t i = piece.first; i < piece.last; ++i) cells.emplace_back("with the next answer");
        cells.push_back(
            fmt::format("{} ({}%)", grouped(piece.people), base::fixed(percent_of(piece, pieces), 0)));
    }
    return cells;
}

FigureTable table_of(const FigureSource& source, const Group& group, const std::string& caption) {
    FigureTable table;
    table.caption = caption;
    table.columns = {{"Question", false}, {"When", false}};
    for (const std::string& answer : group.first().answers) table.columns.push_back({answer, true});
    for (const Question& question : group.questions) {
        table.rows.push_back(table_row(question, source.study.wave_from_label, question.from));
        table.rows.push_back(table_row(question, source.study.wave_to_label, question.to));
    }
    return table;
}

std::string subtitle_of(const FigureSource& source, const Group& group) {
    const Question& first = group.first();
    std::vector<std::optional<std::uint64_t>> counts;
    for (const Question& question : group.questions) {
        if (const auto* row = headline_of(source.study, question.movement->term)) {
            counts.push_back(row->n_from);
            counts.push_back(row->n_to);
        }
    }
    const std::string n = people_range(counts);
    std::string text = fmt::format("Percent of everyone who answered, {}{}{}.", place_and_time(source.study),
                                   n.empty() ? "" : ", ", n.empty() ? "" : n + " each time");
    if (first.movement->ordered && first.movement->better != "neither")
        text += " Better answers are on the right.";
    if (source.rounded) text += " Worked out from rounded counts.";
    const auto joined = [](const Question& question) {
        return question.from.size() < question.answers.size() && !question.from.empty();
    };
    if (std::any_of(group.questions.begin(), group.questions.end(), joined))
        text += " Where few gave an answer it is joined with the next one, in the paler colour.";
    return text;
}

std::string headline_of_group(const FigureSource& source, const Group& group) {
    const Question& first = group.first();
    const std::string& term = first.scale.empty() ? first.movement->term : first.scale;
    const findings::Finding* row = headline_of(source.study, term);
    if (row == nullptr) return "What people answered, before and after";
    return first.scale.empty() ? headline(*row) : say("head.questions", {{"headline", headline(*row)}});
}

Figure figure_of(const FigureSource& source, const Group& group) {
    const Question& first = group.first();
    Figure figure;
    figure.kind = FigureKind::answers;
    figure.term = first.scale.empty() ? first.movement->term : first.scale;
    figure.headline = headline_of_group(source, group);
    figure.subtitle = subtitle_of(source, group);
    figure.description = fmt::format(
        "{}. The share of each answer to {}, at both times. All values are in the table that follows.",
        figure.headline,
        group.questions.size() == 1 ? "one question" : fmt::format("{} questions", group.questions.size()));
    figure.table = table_of(source, group, fmt::format("People by answer, {}", place_and_time(source.study)));
    return figure;
}

/// A scale with several lists of answers has a chart for each. A name that ends in a number alone is that of
/// a part of a long chart.
std::string id_of(const FigureSource& source, const std::string& term, const std::vector<Figure>& figures) {
    const std::string plain = figure_id(source.study, "answers", term);
    std::string id = plain;
    for (int list = 2; std::ranges::count(figures, id, &Figure::id) > 0; ++list)
        id = fmt::format("{}-list-{}", plain, list);
    return id;
}

}  // namespace

std::vector<Figure> figures_on_answers(const FigureSource& source) {
    std::vector<Figure> figures;
    for (const Group& group : groups_of(source.study)) {
        Figure figure = figure_of(source, group);
        figure.id = id_of(source, figure.term, figures);
        const Question& first = group.first();
        const bool ordered = first.movement->ordered && first.answers.size() <= most_ordered;
        const auto drawings = ordered ? draw(diverging(source, group)) : draw(grouped_bars(source, first));
        if (drawings.empty()) figure.instead = "Too few people gave some of the answers to show them.";
        add_drawings(figure, drawings);
        figures.push_back(std::move(figure));
    }
    return figures;
}

}  // namespace outcomes::render
