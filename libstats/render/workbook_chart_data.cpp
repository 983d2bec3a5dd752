#include "libstats/base/text.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/wording.hpp"
#include "libstats/render/workbook_charts.hpp"
#include "libstats/render/workbook_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::Findings;
using findings::Movement;
using findings::StudyFindings;

constexpr std::size_t most_rows_of_chart = 24;
constexpr std::size_t most_questions_of_chart = 10;
constexpr std::size_t most_answers = 7;
constexpr std::size_t most_of_label = 40;
constexpr double tick_length = 0.2;  ///< in rows of the chart
constexpr double narrow = 12;

const std::string data_remark = "This sheet has one table. It holds what the sheet Charts draws.";

/// A smallest change in SDs that holds for every row, or nothing: then no band can be drawn over all.
std::optional<double> shared_band(const StudyFindings& study) {
    if (study.smallest_changes.size() != 1 || study.smallest_changes.front().kind != "sd")
        return std::nullopt;
    return study.smallest_changes.front().value;
}

/// A round step that gives about six ticks between -limit and limit.
double tick_step(double limit) {
    const double rough = 2 * limit / 6;
    const double unit = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * unit >= rough) return factor * unit;
    }
    return 10 * unit;
}

Cell in_sds(double value) {
    return number_cell(value, CellLook::change, 2);
}

Cell height(double value) {
    return number_cell(value, CellLook::general);
}

std::string_view name_of(ForestLine line) {
    switch (line) {
        case ForestLine::zero:
            return "(zero line)";
        case ForestLine::band:
            return "(smallest change that matters)";
        case ForestLine::axis:
            return "(axis)";
        case ForestLine::tick:
            break;
    }
    return "(tick)";
}

void set_lines(ForestChart& chart, std::optional<double> band) {
    const auto add = [&](ForestLine kind, double from, double to) {
        chart.lines.push_back({kind, from, to});
    };
    const auto ticks = static_cast<int>(std::lround(chart.high / chart.step));
    for (int i = -ticks; i <= ticks; ++i) add(ForestLine::tick, i * chart.step, i * chart.step);
    add(ForestLine::axis, chart.low, chart.high);
    add(ForestLine::zero, 0, 0);
    if (!band) return;
    add(ForestLine::band, -*band, -*band);
    add(ForestLine::band, *band, *band);
}

void set_axis(ForestChart& chart, std::optional<double> band) {
    double limit = 2 * band.value_or(0.05);
    for (const Finding* row : chart.rows)
        limit = std::max({limit, std::abs(*row->effect_low), std::abs(*row->effect_high)});
    chart.step = tick_step(limit);
    chart.high = chart.step * std::ceil(1.02 * limit / chart.step);
    chart.low = -chart.high;
    chart.names_at = 2.1 * chart.low;
    chart.figures_at = 1.04 * chart.high;
    set_lines(chart, band);
}

void add_forest_rows(Sheet& sheet, ForestChart& chart) {
    chart.first_row = sheet.rows.size();
    const Cell none = mark_cell(inapplicable_cell);
    const double top = static_cast<double>(chart.rows.size()) + 1;
    for (const ForestChart::Line& line : chart.lines) {
        const bool is_tick = line.kind == ForestLine::tick;
        const bool stands = line.kind == ForestLine::zero || line.kind == ForestLine::band;
        sheet.rows.push_back({text_cell(chart.title), text_cell(name_of(line.kind)), none, in_sds(line.from),
                              in_sds(line.to), none, height(is_tick ? -tick_length : 0),
                              height(stands ? top : 0), none, none});
    }
    for (std::size_t i = 0; i < chart.rows.size(); ++i) {
        const Finding& row = *chart.rows[i];
        const Cell at = height(static_cast<double>(chart.rows.size() - i));
        sheet.rows.push_back({text_cell(chart.title), text_cell(row_name(row)), text_cell(result_words(row)),
                              in_sds(*row.effect_low), in_sds(*row.effect_high), in_sds(*row.effect), at, at,
                              height(chart.names_at), height(chart.figures_at)});
    }
    for (const double at : {0.62 * chart.low, 0.0, 0.62 * chart.high}) {
        sheet.rows.push_back({text_cell(chart.title), text_cell("(words of the axis)"), none, none, none,
                              in_sds(at), height(-1.5), none, none, none});
    }
}

std::vector<const Finding*> rows_with_effect(const StudyFindings& study) {
    std::vector<const Finding*> rows;
    for (const Finding& row : study.results) {
        const bool drawn = row.effect && row.effect_low && row.effect_high;
        if (is_headline(row) && row.level != "item" && !is_of_group(row) && drawn) rows.push_back(&row);
    }
    return rows;
}

std::string title_of(const StudyFindings& study, std::string_view what, bool names_study) {
    const std::string waves = fmt::format("{} to {}", study.wave_from_label, study.wave_to_label);
    return names_study ? fmt::format("{}, {}, {}", what, study.id, waves)
                       : fmt::format("{}, {}", what, waves);
}

/// The questions that can be drawn together: those of one scale with the same answers.
struct QuestionSet {
    std::string scale;
    std::vector<const Movement*> questions;
};

bool is_drawn(const Movement& movement) {
    const std::size_t n = movement.answers.size();
    return n >= 2 && n <= most_answers && movement.count_from.size() == n && movement.count_to.size() == n;
}

bool goes_with(const Movement& a, const Movement& b) {
    return a.answers == b.answers && a.ordered == b.ordered && a.better == b.better;
}

std::string scale_of(const StudyFindings& study, const Movement& movement) {
    for (const findings::TermFacts& facts : study.terms) {
        if (facts.term == movement.term) return facts.scale;
    }
    return {};
}

std::string scale_label(const StudyFindings& study, const std::string& scale) {
    for (const findings::TermFacts& facts : study.terms) {
        if (facts.term == scale) return facts.label.empty() ? facts.term : facts.label;
    }
    return scale;
}

std::vector<QuestionSet> question_sets(const StudyFindings& study) {
    std::vector<QuestionSet> sets;
    for (const Movement& movement : study.movements) {
        if (!is_drawn(movement)) continue;
        const std::string scale = scale_of(study, movement);
        auto set = std::find_if(sets.begin(), sets.end(), [&](const QuestionSet& known) {
            return known.scale == scale && known.questions.size() < most_questions_of_chart &&
                   goes_with(*known.questions.front(), movement);
        });
        if (set == sets.end()) set = sets.insert(sets.end(), {scale, {}});
        set->questions.push_back(&movement);
    }
    return sets;
}

/// Where the answers of a question stand in the list it was asked with: disclosure control joins neighbours
/// ("Disagree or Neither"), and what is joined stands where its outer end stood.
void set_places(AnswersChart& chart, const StudyFindings& study, const Movement& movement) {
    std::vector<std::string> asked = movement.answers;
    for (const findings::TermFacts& facts : study.terms) {
        if (facts.term == movement.term && facts.answers.size() > asked.size()) asked = facts.answers;
    }
    chart.n_places = asked.size();
    std::size_t next = 0;
    for (const std::string& answer : movement.answers) {
        const std::size_t first = next;
        std::string joined = next < asked.size() ? asked[next++] : "";
        while (joined != answer && next < asked.size()) joined += " or " + asked[next++];
        const std::size_t last = next == 0 ? 0 : next - 1;
        const bool is_low = first + last < asked.size() - 1;
        chart.places.push_back(first + last == asked.size() - 1 ? asked.size() / 2 : (is_low ? first : last));
    }
    if (next == asked.size() && chart.places.size() == movement.answers.size() &&
        asked.size() <= most_answers)
        return;
    chart.n_places = movement.answers.size();
    for (std::size_t a = 0; a < chart.n_places; ++a) chart.places[a] = a;
}

/// The last word of a wave's name that is a year, else the whole: bars have little room.
std::string short_wave(const std::string& label, const std::string& other) {
    const auto year = [](const std::string& text) {
        const std::string end = text.size() < 4 ? "" : text.substr(text.size() - 4);
        const bool is_year = end.size() == 4 &&
                             std::all_of(end.begin(), end.end(), [](char c) { return c >= '0' && c <= '9'; });
        return is_year ? end : std::string();
    };
    return year(label).empty() || year(label) == year(other) ? label : year(label);
}

void add_bars(Sheet& sheet, const StudyFindings& study, const AnswersChart& chart, const QuestionSet& set,
              std::size_t n_answers) {
    const std::string from = short_wave(study.wave_from_label, study.wave_to_label);
    const std::string to = short_wave(study.wave_to_label, study.wave_from_label);
    for (const Movement* question : set.questions) {
        const std::string& name = question->label.empty() ? question->term : question->label;
        for (const bool before : {true, false}) {
            const std::string bar =
                before ? fmt::format("{}, {}", chart_text(name, most_of_label), from) : to;
            std::vector<Cell> row{text_cell(chart.title), text_cell(name),
                                  text_cell(before ? study.wave_from_label : study.wave_to_label),
                                  text_cell(bar)};
            const auto& counts = before ? question->count_from : question->count_to;
            for (const std::uint64_t count : counts) row.push_back(count_cell(count));
            row.resize(4 + n_answers, mark_cell(inapplicable_cell));
            sheet.rows.push_back(std::move(row));
        }
    }
}

void set_answer_columns(Sheet& sheet, std::size_t n_answers) {
    sheet.columns = {{"Chart", "Title of the chart.", "text", 34},
                     {"Question", "The question.", "text", 45},
                     {"Wave", "When the answers were given.", "text", 16},
                     {"Bar", "What stands beside the bar.", "text", 45}};
    for (std::size_t a = 1; a <= n_answers; ++a) {
        sheet.columns.push_back({fmt::format("Answer {}", a),
                                 fmt::format("People who gave answer number {}, counted from the lowest.", a),
                                 "people", narrow});
    }
}

}  // namespace

ChartData<ForestChart> forest_data(const Findings& all) {
    ChartData<ForestChart> data;
    data.sheet = {.name = "Forest data",
                  .title = "Data of the charts of change",
                  .summary = "What the charts of change draw, in SDs, turned so that positive is better",
                  .remarks = {data_remark}};
    data.sheet.columns = {{"Chart", "Title of the chart.", "text", 34},
                          {"Row", "The scale, or a line from bottom to top.", "text", 34},
                          {"Result", "The result of the scale.", "text", 26, "verdict"},
                          {"Lower limit", "Left end of the line.", "SD", narrow, "effect_low"},
                          {"Upper limit", "Right end of the line.", "SD", narrow, "effect_high"},
                          {"Change", "Where the mark stands.", "SD", narrow, "effect"},
                          {"Height", "Height of the left end in the chart.", "none", narrow},
                          {"Height, right", "Height of the right end.", "none", narrow},
                          {"Name at", "Where the name stands in the chart.", "none", narrow},
                          {"Figures at", "Where the figures stand in the chart.", "none", narrow}};
    for (const StudyFindings& study : all.studies) {
        const std::vector<const Finding*> rows = rows_with_effect(study);
        const std::size_t n_parts = (rows.size() + most_rows_of_chart - 1) / most_rows_of_chart;
        const std::string title = title_of(study, "Change on each scale", all.studies.size() > 1);
        for (std::size_t part = 0; part < n_parts; ++part) {
            const std::size_t begin = rows.size() * part / n_parts;
            const std::size_t end = rows.size() * (part + 1) / n_parts;
            ForestChart chart;
            chart.title = n_parts == 1 ? title : fmt::format("{}, part {} of {}", title, part + 1, n_parts);
            chart.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                              rows.begin() + static_cast<std::ptrdiff_t>(end));
            set_axis(chart, shared_band(study));
            add_forest_rows(data.sheet, chart);
            data.charts.push_back(std::move(chart));
        }
    }
    return data;
}

ChartData<AnswersChart> answers_data(const Findings& all) {
    ChartData<AnswersChart> data;
    data.sheet = {.name = "Answers data",
                  .title = "Data of the charts of answers",
                  .summary = "What the charts of answers draw",
                  .remarks = {data_remark}};
    std::size_t n_answers = 0;
    for (const StudyFindings& study : all.studies) {
        for (const QuestionSet& set : question_sets(study))
            n_answers = std::max(n_answers, set.questions.front()->answers.size());
    }
    set_answer_columns(data.sheet, n_answers);
    for (const StudyFindings& study : all.studies) {
        for (const QuestionSet& set : question_sets(study)) {
            const Movement& first = *set.questions.front();
            std::string what = set.scale.empty() ? "Answers" : scale_label(study, set.scale) + ": answers";
            if (first.ordered && first.better == "lower") what += " (a lower one is better)";
            AnswersChart chart;
            chart.title = title_of(study, what, all.studies.size() > 1);
            chart.first_row = data.sheet.rows.size();
            chart.n_bars = 2 * set.questions.size();
            chart.answers = first.answers;
            set_places(chart, study, first);
            chart.better = first.better;
            chart.ordered = first.ordered;
            add_bars(data.sheet, study, chart, set, n_answers);
            data.charts.push_back(std::move(chart));
        }
    }
    return data;
}

}  // namespace outcomes::render
