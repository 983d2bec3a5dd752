#include "libstats/base/decimal.hpp"
#include "libstats/render/chart_flow.hpp"
#include "libstats/render/figure_parts.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

namespace outcomes::render {
namespace {

using findings::Finding;

/// The rows on response, by what they count.
struct Response {
    const Finding* eligible = nullptr;
    const Finding* answered_from = nullptr;
    const Finding* answered_to = nullptr;
    const Finding* linked = nullptr;
    const Finding* only_from = nullptr;
    const Finding* only_to = nullptr;
    const Finding* no_id_from = nullptr;
    const Finding* no_id_to = nullptr;
};

Response response_of(const findings::StudyFindings& study) {
    Response found;
    const auto take = [](const Finding*& first, const Finding*& second, const Finding& row) {
        (first == nullptr ? first : second) = &row;
    };
    for (const Finding& row : study.results) {
        if (row.analysis != "response" || !row.group.empty()) continue;
        if (row.term == "eligible") found.eligible = &row;
        if (row.term == "answered") take(found.answered_from, found.answered_to, row);
        if (row.term == "linked") found.linked = &row;
        if (row.term == "only_from") found.only_from = &row;
        if (row.term == "only_to") found.only_to = &row;
        if (row.term == "no_id") take(found.no_id_from, found.no_id_to, row);
    }
    return found;
}

bool has_people(const Finding* row) {
    return row != nullptr && (row->suppressed || row->n.value_or(0) > 0);
}

std::string share_text(const Finding& row) {
    return row.estimate && !row.suppressed ? base::fixed(100 * *row.estimate, 0) + "%" : "";
}

FlowBox box_of(const Finding& row, std::string words) {
    return {count_text(row.n, row.suppressed), std::move(words)};
}

FlowBox answered_box(const Finding& row, const std::string& wave) {
    FlowBox box = box_of(row, "answered in " + wave);
    const std::string share = share_text(row);
    if (!share.empty()) box.share = share + " of people in the place";
    return box;
}

FlowChart chart_of(const FigureSource& source, const Response& rows) {
    const std::string& from = source.study.wave_from_label;
    const std::string& to = source.study.wave_to_label;
    FlowChart chart;
    if (rows.eligible != nullptr) chart.population = box_of(*rows.eligible, "people in the place");
    chart.from = answered_box(*rows.answered_from, from);
    chart.to = answered_box(*rows.answered_to, to);
    if (rows.linked == nullptr) return chart;
    chart.both = box_of(*rows.linked, "answered both times and are compared");
    if (rows.only_from != nullptr) chart.only_from = box_of(*rows.only_from, "answered only in " + from);
    if (rows.only_to != nullptr) chart.only_to = box_of(*rows.only_to, "answered only in " + to);
    constexpr const char* unmatched = "gave no code and cannot be matched";
    if (has_people(rows.no_id_from)) chart.unmatched_from = box_of(*rows.no_id_from, unmatched);
    if (has_people(rows.no_id_to)) chart.unmatched_to = box_of(*rows.no_id_to, unmatched);
    const std::string share = share_text(*rows.linked);
    if (!share.empty())
        chart.sentence =
            fmt::format("{} of people who answered in {} answered again in {}.", share, from, to);
    return chart;
}

FigureTable table_of(const FigureSource& source) {
    FigureTable table;
    table.caption = fmt::format("Who answered, {}", place_and_time(source.study));
    table.columns = {{"Who", false}, {"When", false}, {"People", true}, {"Share", true}};
    std::size_t n_answered = 0;
    std::size_t n_no_id = 0;
    for (const Finding& row : source.study.results) {
        if (row.analysis != "response" || !row.group.empty()) continue;
        const bool later = row.term == "only_to" || (row.term == "answered" && n_answered++ > 0) ||
                           (row.term == "no_id" && n_no_id++ > 0);
        const std::string share = share_text(row);
        table.rows.push_back({row.label.empty() ? row.term : row.label,
                              later ? source.study.wave_to_label : source.study.wave_from_label,
                              count_text(row.n, row.suppressed),
                              share.empty() && (row.suppressed || !row.reason.empty())
                                  ? missing_mark(row.suppressed)
                                  : share});
    }
    return table;
}

}  // namespace

std::vector<Figure> figures_on_response(const FigureSource& source) {
    const Response rows = response_of(source.study);
    if (rows.answered_from == nullptr || rows.answered_to == nullptr) return {};
    const FlowChart chart = chart_of(source, rows);
    Figure figure;
    figure.kind = FigureKind::answered;
    figure.id = figure_id(source.study, "answered");
    figure.headline = rows.linked != nullptr && rows.linked->n && !rows.linked->suppressed
                          ? fmt::format("{} answered both times", people(*rows.linked->n))
                          : "Who answered";
    figure.subtitle = fmt::format("People by when they answered, {}.", place_and_time(source.study));
    figure.description = fmt::format("{}. {} {}, {} {}.{}{} All values are in the table that follows.",
                                     figure.headline, chart.from.count, chart.from.words, chart.to.count,
                                     chart.to.words, chart.sentence.empty() ? "" : " ", chart.sentence);
    figure.table = table_of(source);
    add_drawings(figure, draw(chart));
    return {std::move(figure)};
}

}  // namespace outcomes::render
