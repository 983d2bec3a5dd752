#include "libstats/render/chart_axis.hpp"
#include "libstats/render/chart_forest.hpp"
#include "libstats/render/figure_parts.hpp"
#include "libstats/render/figure_words.hpp"
#include "libstats/render/lay.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/strip.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace outcomes::render {
namespace {

using findings::Finding;

/// A change and its interval in the unit of one of the two forests, turned so that more is better.
struct Change {
    std::optional<double> estimate, low, high, smallest;
};

/// The smallest change in SDs as the study file sets it; else worked out from the row.
std::optional<double> smallest_in_sd(const findings::StudyFindings& study, const Finding& row) {
    for (const findings::SmallestChangeRule& rule : study.smallest_changes) {
        if (rule.kind == "sd" &&
            std::find(rule.labels.begin(), rule.labels.end(), row.label) != rule.labels.end())
            return rule.value;
    }
    return smallest_effect(row);
}

Change in_sd(const findings::StudyFindings& study, const Finding& row) {
    return {row.effect, row.effect_low, row.effect_high, smallest_in_sd(study, row)};
}

Change in_points(const Finding& row) {
    if (row.better != "lower" || !row.estimate || !row.conf_low || !row.conf_high)
        return {row.estimate, row.conf_low, row.conf_high, row.smallest_change};
    return {-*row.estimate, -*row.conf_high, -*row.conf_low, row.smallest_change};
}

bool is_share(const findings::StudyFindings& study, const Finding& row) {
    if (row.effect) return false;
    if (!row.estimate_type.empty()) return row.estimate_type.starts_with("percentage");
    const findings::TermFacts* facts = facts_of(study, row.term);
    return facts != nullptr && facts->unit == "percentage_points";
}

std::string change_text(const Change& change, int at_least) {
    if (!change.estimate || !change.low || !change.high) return {};
    const int digits = decimals_for(*change.low, *change.high, at_least);
    return with_minus(fmt::format("{} ({})", signed_number(change.estimate, digits),
                                  signed_interval(change.low, change.high, digits)));
}

ForestRow forest_row(const Finding& row, const Change& change, int digits) {
    ForestRow out;
    out.label = name_of(row);
    out.verdict = verdict_of(row);
    out.result = verdict_in_chart(row);
    if (change.estimate && change.low && change.high && !row.suppressed) {
        out.estimate = change.estimate;
        out.low = change.low;
        out.high = change.high;
        out.smallest = change.smallest;
        out.change = change_text(change, digits);
    } else if (row.estimate && row.conf_low && !row.suppressed) {
        out.verdict = findings::Verdict::not_tested;
        out.result = "no standardised change: all the same before";
    }
    return out;
}

std::string interval_name(const FindingRows& rows) {
    const auto known =
        std::find_if(rows.begin(), rows.end(), [](const Finding* row) { return row->conf_level; });
    const double level = known == rows.end() ? 0.95 : *(*known)->conf_level;
    std::string text = percent(level);
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text + " interval";
}

FigureTable table_of(const FindingRows& rows, const Forest& forest, const FigureSource& source) {
    FigureTable table;
    table.caption = fmt::format("Change in {}, {}", forest.unit, place_and_time(source.study));
    table.columns = {{forest.heading, false},
                     {"What we found", false},
                     {"Change", true},
                     {"Interval", true},
                     {"Smallest change that matters", true},
                     {"People", true}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ForestRow& row = forest.rows[i];
        const bool hidden = rows[i]->suppressed;
        std::string change = missing_mark(hidden);
        std::string interval = change;
        if (const auto space = row.change.find(" ("); space != std::string::npos) {
            change = row.change.substr(0, space);
            interval = row.change.substr(space + 2, row.change.size() - space - 3);
        }
        table.rows.push_back({row.label, row.result, change, interval,
                              row.smallest ? size_text(*row.smallest) : missing_mark(hidden),
                              count_text(rows[i]->n, hidden)});
    }
    return table;
}

std::string subtitle_of(const FindingRows& rows, const Forest& forest, const FigureSource& source) {
    std::vector<std::optional<std::uint64_t>> counts;
    for (const Finding* row : rows) counts.push_back(row->n);
    const std::string n = people_range(counts);
    std::string text = fmt::format("Change in {}, {}{}{}.", forest.unit, place_and_time(source.study),
                                   n.empty() ? "" : ", ", n);
    const bool turned =
        std::any_of(rows.begin(), rows.end(), [](const Finding* row) { return row->better == "lower"; });
    text += turned ? " Right of the line is better, even where a low score is good."
                   : " Right of the line is better.";
    return text + fmt::format(" Lines are {}s.", interval_name(rows));
}

Figure figure_of(const FigureSource& source, const FindingRows& rows, FigureKind kind) {
    const bool shares = kind == FigureKind::change_points;
    Forest forest;
    forest.change_heading = fmt::format("Change ({})", interval_name(rows));
    if (shares) {
        forest.heading = "Question";
        forest.unit = "percentage points";
        forest.furthest = 100;
    }
    if (std::any_of(rows.begin(), rows.end(), [](const Finding* row) { return row->better == "neither"; })) {
        forest.worse = "worse, or lower";
        forest.better = "better, or higher";
    }
    for (const Finding* row : rows)
        forest.rows.push_back(
            forest_row(*row, shares ? in_points(*row) : in_sd(source.study, *row), shares ? 1 : 2));
    Figure figure;
    figure.kind = kind;
    figure.id = figure_id(source.study, shares ? "change-points" : "change");
    figure.headline = headline(rows);
    figure.subtitle = subtitle_of(rows, forest, source);
    figure.description = fmt::format("{}. {} All values are in the table that follows.", figure.headline,
                                     verdict_counts(rows));
    figure.table = table_of(rows, forest, source);
    add_drawings(figure, draw(forest));
    return figure;
}

}  // namespace

std::vector<Figure> figures_on_change(const FigureSource& source) {
    constexpr std::array<std::string_view, 2> levels{"scale", "question"};
    FindingRows scales, shares;
    for (const Finding* row : headline_rows(source.study, levels))
        (is_share(source.study, *row) ? shares : scales).push_back(row);
    std::vector<Figure> figures;
    if (!scales.empty()) figures.push_back(figure_of(source, scales, FigureKind::change));
    if (!shares.empty()) figures.push_back(figure_of(source, shares, FigureKind::change_points));
    return figures;
}

}  // namespace outcomes::render
