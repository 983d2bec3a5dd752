#include "libstats/base/decimal.hpp"
#include "libstats/render/chart_axis.hpp"
#include "libstats/render/chart_change.hpp"
#include "libstats/render/figure_parts.hpp"
#include "libstats/render/figure_words.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

namespace outcomes::render {
namespace {

using findings::ChangeSpread;

/// "22% went down by 0.15 or more"; people instead of percent where counts are rounded.
std::string moved_text(const ChangeSpread& spread, const std::optional<std::uint64_t>& count, const char* way,
                       bool rounded) {
    if (!count || !spread.n || *spread.n == 0) return {};
    const double share = 100 * static_cast<double>(*count) / static_cast<double>(*spread.n);
    const std::string who = rounded ? people(*count) : base::fixed(share, 0) + "%";
    const std::string size =
        spread.smallest_change ? fmt::format(" by {} or more", size_text(*spread.smallest_change)) : "";
    return fmt::format("{} {}{}", who, way, size);
}

ChangeChart chart_of(const FigureSource& source, const ChangeSpread& spread) {
    ChangeChart chart;
    for (const findings::ChangeBin& bin : spread.bins) chart.bars.push_back({bin.low, bin.high, bin.people});
    chart.step = spread.step;
    chart.smallest = spread.smallest_change;
    chart.better = findings::direction_from_id(spread.better);
    chart.n = spread.n;
    chart.went_up = moved_text(spread, spread.n_higher, "went up", source.rounded);
    chart.went_down = moved_text(spread, spread.n_lower, "went down", source.rounded);
    chart.axis_words =
        fmt::format("change in score, {} minus {}", source.study.wave_to_label, source.study.wave_from_label);
    const findings::Finding* row = headline_of(source.study, spread.term);
    const bool same_people = row != nullptr && row->estimand != "place" && row->estimate_type == "points";
    if (!same_people || row->suppressed || !row->estimate || !row->conf_low || !row->conf_high) return chart;
    chart.mean = row->estimate;
    chart.low = row->conf_low;
    chart.high = row->conf_high;
    chart.verdict = verdict_of(*row);
    const int digits = decimals_for(*row);
    chart.mean_words = with_minus(fmt::format("average {} ({})", signed_number(row->estimate, digits),
                                              signed_interval(row->conf_low, row->conf_high, digits)));
    return chart;
}

FigureTable table_of(const FigureSource& source, const ChangeSpread& spread) {
    FigureTable table;
    table.caption =
        fmt::format("{}: people by change in score, {}", spread.label, place_and_time(source.study));
    table.columns = {{"Change in score", true}, {"People", true}};
    const auto size = [](double value) {
        return with_minus(signed_number(value, base::fixed(value, 2).ends_with("00") ? 0 : 2));
    };
    for (const findings::ChangeBin& bin : spread.bins) {
        const std::string change =
            bin.low == bin.high ? size(bin.low) : fmt::format("{} to {}", size(bin.low), size(bin.high));
        table.rows.push_back({change, grouped(bin.people)});
    }
    if (spread.bins.empty()) table.rows.push_back({"All", missing_mark(spread.suppressed)});
    return table;
}

std::string subtitle_of(const FigureSource& source, const ChangeSpread& spread) {
    const std::string n = spread.n ? ", " + people(*spread.n) : "";
    std::string text = fmt::format("{}: change in each person's score, {}{}.", spread.label,
                                   place_and_time(source.study), n);
    if (spread.better == "lower")
        text += " Right is better: a low score is good, so the scale runs from plus to minus.";
    return text;
}

}  // namespace

std::vector<Figure> figures_on_spread(const FigureSource& source) {
    std::vector<Figure> figures;
    for (const ChangeSpread& spread : source.study.spreads) {
        const ChangeChart chart = chart_of(source, spread);
        Figure figure;
        figure.kind = FigureKind::spread;
        figure.id = figure_id(source.study, "spread", spread.term);
        figure.term = spread.term;
        figure.headline = "How much each person changed";
        figure.subtitle = subtitle_of(source, spread);
        figure.description = fmt::format("{}: {}.", figure.headline, spread.label);
        for (const std::string& text : {chart.went_up, chart.went_down})
            if (!text.empty()) figure.description += fmt::format(" {}.", text);
        figure.description += " All values are in the table that follows.";
        figure.table = table_of(source, spread);
        const auto drawings = draw(chart);
        if (drawings.empty())
            figure.instead = spread.suppressed
                                 ? "[c] Not shown, so that nobody can be picked out."
                                 : "Too few people answered both times to show how each changed.";
        add_drawings(figure, drawings);
        figures.push_back(std::move(figure));
    }
    return figures;
}

}  // namespace outcomes::render
