#include "libstats/base/decimal.hpp"
#include "libstats/render/chart_axis.hpp"
#include "libstats/render/chart_dumbbell.hpp"
#include "libstats/render/figure_parts.hpp"
#include "libstats/render/figure_words.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace outcomes::render {
namespace {

using findings::Finding;

/// Averages of a scale with this range: the wider the range, the fewer decimals.
int decimals_of(const DumbbellPanel& panel) {
    return panel.high - panel.low >= 15 ? 1 : 2;
}

DumbbellPanel& panel_for(Dumbbell& chart, const findings::TermFacts& facts) {
    const bool low_is_better = facts.better == "lower";
    for (DumbbellPanel& panel : chart.panels) {
        if (panel.low == *facts.low && panel.high == *facts.high && panel.low_is_better == low_is_better)
            return panel;
    }
    chart.panels.push_back({*facts.low, *facts.high, low_is_better, {}});
    return chart.panels.back();
}

/// Whether a row has a place in the chart: averages of scores between two known ends.
bool has_place(const Finding& row, const findings::TermFacts* facts) {
    const bool shares = row.estimate_type.starts_with("percentage");
    return facts != nullptr && facts->low && facts->high && *facts->low < *facts->high && !shares &&
           ((row.mean_from && row.mean_to) || row.suppressed ||
            verdict_of(row) == findings::Verdict::not_tested);
}

DumbbellRow row_of(const Finding& row, int digits) {
    DumbbellRow out;
    out.label = name_of(row);
    out.verdict = verdict_of(row);
    out.result = verdict_in_chart(row);
    if (!row.mean_from || !row.mean_to || row.suppressed) return out;
    out.from = row.mean_from;
    out.to = row.mean_to;
    out.averages = with_minus(
        fmt::format("{} to {}", base::fixed(*row.mean_from, digits), base::fixed(*row.mean_to, digits)));
    if (row.estimate) out.averages += with_minus(fmt::format(" ({})", signed_number(row.estimate, digits)));
    return out;
}

std::vector<std::string> table_row(const Finding& row, const DumbbellPanel& panel) {
    const int digits = decimals_of(panel);
    const auto number = [&](const std::optional<double>& value, bool sign) {
        if (!value || row.suppressed) return missing_mark(row.suppressed);
        return with_minus(sign ? signed_number(value, digits) : base::fixed(*value, digits));
    };
    return {name_of(row),
            with_minus(fmt::format("{} to {}", base::shortest(panel.low), base::shortest(panel.high))),
            number(row.mean_from, false),
            number(row.mean_to, false),
            number(row.estimate, true),
            verdict_in_chart(row),
            count_text(row.n, row.suppressed)};
}

std::string subtitle_of(const FigureSource& source, const Dumbbell& chart, const FindingRows& rows) {
    std::vector<std::optional<std::uint64_t>> counts;
    for (const Finding* row : rows) counts.push_back(row->n);
    const bool turned = std::any_of(chart.panels.begin(), chart.panels.end(),
                                    [](const DumbbellPanel& panel) { return panel.low_is_better; });
    const bool place = !rows.empty() && rows.front()->estimand == "place";
    const std::string n = people_range(counts);
    std::string text =
        fmt::format("Average scores of {}, {}{}{}.", place ? "everyone who answered" : "the same people",
                    place_and_time(source.study), n.empty() ? "" : ", ", n);
    if (turned) text += " Right is better: where a low score is good, the scale runs from high to low.";
    return text;
}

}  // namespace

std::vector<Figure> figures_on_averages(const FigureSource& source) {
    constexpr std::array<std::string_view, 2> levels{"scale", "question"};
    Dumbbell chart;
    chart.from = source.study.wave_from_label;
    chart.to = source.study.wave_to_label;
    FindingRows shown;
    Figure figure;
    for (const Finding* row : headline_rows(source.study, levels)) {
        const findings::TermFacts* facts = facts_of(source.study, row->term);
        if (!has_place(*row, facts)) continue;
        DumbbellPanel& panel = panel_for(chart, *facts);
        panel.rows.push_back(row_of(*row, decimals_of(panel)));
        figure.table.rows.push_back(table_row(*row, panel));
        shown.push_back(row);
    }
    if (shown.empty()) return {};
    figure.kind = FigureKind::averages;
    figure.id = figure_id(source.study, "averages");
    figure.headline = "Average scores before and after";
    figure.subtitle = subtitle_of(source, chart, shown);
    figure.description = fmt::format("{}. {} All values are in the table that follows.", figure.headline,
                                     verdict_counts(shown));
    figure.table.caption = fmt::format("Average scores, {}", place_and_time(source.study));
    figure.table.columns = {{"Scale", false}, {"Possible scores", true}, {chart.from, true}, {chart.to, true},
                            {"Change", true}, {"What we found", false},  {"People", true}};
    add_drawings(figure, draw(chart));
    return {std::move(figure)};
}

}  // namespace outcomes::render
