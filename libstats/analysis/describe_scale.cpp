#include "libstats/analysis/description_rows.hpp"
#include "libstats/analysis/item_moments.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/counted_summary.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/guttman.hpp"
#include "libstats/stats/item_analysis.hpp"
#include "libstats/stats/measurement_error.hpp"
#include "libstats/stats/omega.hpp"
#include "libstats/stats/split_half.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

namespace outcomes::analysis {
namespace {

using base::Outcome;
using base::Reason;
using findings::Description;
using survey::Scale;
using survey::ScaleScores;

/// Alpha from fewer people is itself unsure.
constexpr std::int64_t enough_people = 50;
constexpr double low_alpha = 0.60;

/// What is said of the scores of a wave.
struct ScoreSummary {
    std::uint64_t n = 0;
    Outcome<double> mean = Reason::no_answers, sd = Reason::no_answers, q1 = Reason::no_answers,
                    median = Reason::no_answers, q3 = Reason::no_answers, skewness = Reason::no_answers;
    std::uint64_t at_floor = 0;
    std::uint64_t at_ceiling = 0;
};

/// The value, or why there is none: fewer people than it needs, or no spread.
Outcome<double> or_reason(const std::optional<double>& value, std::uint64_t n, std::uint64_t least) {
    if (value) return *value;
    return n < least ? Reason::too_few : Reason::no_variation;
}

ScoreSummary summary_on_grid(const ScaleScores& scores, const survey::WaveScores& wave) {
    std::vector<std::int64_t> units;
    units.reserve(wave.n_scored);
    std::copy_if(wave.units.begin(), wave.units.end(), std::back_inserter(units),
                 [](std::int64_t x) { return x != survey::no_score; });
    const auto counts = stats::value_counts(units);
    ScoreSummary summary;
    const auto found = stats::summary_of(counts, scores.denominator);
    if (!found) return summary;
    summary.n = units.size();
    summary.mean = found->mean;
    summary.sd = or_reason(found->sd, summary.n, 2);
    summary.q1 = found->q1;
    summary.median = found->median;
    summary.q3 = found->q3;
    summary.skewness = or_reason(found->skewness, summary.n, 3);
    for (const stats::ValueCount& one : counts) {
        const double value = base::ratio(one.units, scores.denominator);
        if (value == scores.low) summary.at_floor += static_cast<std::uint64_t>(one.count);
        if (value == scores.high) summary.at_ceiling += static_cast<std::uint64_t>(one.count);
    }
    return summary;
}

ScoreSummary summary_off_grid(const ScaleScores& scores, const std::vector<double>& all) {
    std::vector<double> values;
    std::copy_if(all.begin(), all.end(), std::back_inserter(values), [](double x) { return !std::isnan(x); });
    ScoreSummary summary;
    const auto found = stats::describe(values);
    if (!found) return summary;
    summary.n = values.size();
    summary.mean = found->moments.mean;
    summary.sd = or_reason(found->moments.sd, summary.n, 2);
    summary.q1 = found->linear.q1;
    summary.median = found->median;
    summary.q3 = found->linear.q3;
    summary.skewness =
        found->skewness ? Outcome<double>(found->skewness->type2) : or_reason(std::nullopt, summary.n, 3);
    for (const double value : values) {
        if (value == scores.low) ++summary.at_floor;
        if (value == scores.high) ++summary.at_ceiling;
    }
    return summary;
}

Outcome<double> possible(const std::optional<double>& end) {
    return end ? Outcome<double>(*end) : Reason::not_applicable;
}

void add_scores(RowsOfTerm& rows, const ScaleScores& scores, std::size_t w, std::uint64_t n_sheets,
                const ScoreSummary& summary) {
    const survey::WaveScores& counted = scores.waves[w];
    rows.count("scored", counted.n_scored, n_sheets);
    rows.count("prorated", counted.n_prorated, counted.n_scored);
    rows.count("lost", counted.n_lost, n_sheets);
    rows.count("blank", counted.n_blank, n_sheets);
    const std::uint64_t n = summary.n;
    rows.figure("mean", n, summary.mean);
    rows.figure("sd", n, summary.sd);
    rows.figure("q1", n, summary.q1).policy = "type 7";
    rows.figure("median", n, summary.median);
    rows.figure("q3", n, summary.q3).policy = "type 7";
    rows.figure("skewness", n, summary.skewness).policy = "type 2";
    rows.figure("lowest_possible", n, possible(scores.low));
    rows.figure("highest_possible", n, possible(scores.high));
    if (scores.low && scores.high) add_floor_and_ceiling(rows, summary.at_floor, summary.at_ceiling, n);
}

Outcome<double> error_of(const ScoreSummary& summary, const Outcome<stats::Reliability>& alpha,
                         double stats::MeasurementError::*member) {
    if (!alpha) return alpha.reason();
    if (!summary.sd) return summary.sd.reason();
    if (alpha->alpha < 0) return Reason::not_applicable;
    return stats::measurement_error(*summary.sd, std::min(1.0, alpha->alpha)).*member;
}

void add_alpha(RowsOfTerm& rows, std::uint64_t n, const Outcome<stats::Reliability>& found, double level) {
    Description& row = rows.figure("alpha", n, found ? Outcome<double>(found->alpha) : found.reason());
    row.policy = "complete sheets; Feldt interval";
    if (!found) return;
    set_interval(row, found->alpha_ci, level);
    if (found->n_persons < enough_people) add_note(row, "fewer_than_50_people");
    if (found->alpha < low_alpha) add_note(row, "alpha_below_0.60");
}

void add_halves(RowsOfTerm& rows, std::uint64_t n, const Outcome<stats::SplitHalf>& found) {
    const bool equal = found && found->n_first == found->n_second;
    const auto value =
        !found ? Outcome<double>(found.reason()) : (equal ? found->spearman_brown : found->horst);
    rows.figure("split_half", n, value).policy =
        equal || !found ? "odd-even; Spearman-Brown" : "odd-even; Spearman-Brown for unequal halves (Horst)";
    rows.figure("lambda4", n, found ? Outcome<double>(found->lambda4) : found.reason()).policy = "odd-even";
}

void add_reliability(RowsOfTerm& rows, const stats::ItemMoments& moments, const ScoreSummary& summary,
                     double level) {
    const auto n = static_cast<std::uint64_t>(moments.n_persons());
    const auto alpha = stats::cronbach_alpha(moments, level);
    add_alpha(rows, n, alpha, level);
    const auto factor = stats::one_factor_ml(moments);
    rows.figure("omega_total", n, factor ? Outcome<double>(factor->omega) : factor.reason()).policy =
        "one factor by maximum likelihood; raw covariances";
    add_halves(rows, n, stats::split_half(moments, stats::Halves::odd_even));
    const auto bounds = stats::guttman_bounds(moments);
    rows.figure("lambda2", n, bounds ? Outcome<double>(bounds->lambda2) : bounds.reason());
    const Reason no_average = alpha ? Reason::no_variation : alpha.reason();
    rows.figure(
        "average_r", n,
        alpha && alpha->average_correlation ? Outcome<double>(*alpha->average_correlation) : no_average);
    rows.figure("sem_alpha", n, error_of(summary, alpha, &stats::MeasurementError::sem));
    rows.figure("sdc_alpha", n, error_of(summary, alpha, &stats::MeasurementError::sdc95));
}

/// How each item goes with the others, after reversal.
void add_items(const survey::Study& study, const Scale& scale, const stats::ItemMoments& moments,
               const Description& common, DescriptionRows& rows) {
    const auto n = static_cast<std::uint64_t>(moments.n_persons());
    const auto items = stats::item_statistics(moments);
    for (std::size_t i = 0; i < scale.items.size(); ++i) {
        const survey::Item* item = study.find_item(scale.items[i]);
        Description of_item = common;
        of_item.level = "item";
        of_item.term = scale.items[i];
        of_item.label = item == nullptr || item->text.empty() ? of_item.term : item->text;
        of_item.scale = scale.id;
        of_item.better.clear();
        const bool reversed =
            std::find(scale.reverse.begin(), scale.reverse.end(), of_item.term) != scale.reverse.end();
        if (reversed) of_item.note = "reversed";
        RowsOfTerm of_term(of_item, rows);
        Description& rest = of_term.figure("item_rest", n, items ? (*items)[i].item_rest : items.reason());
        if (rest.estimate && *rest.estimate < 0) add_note(rest, "against_the_others");
        of_term.figure("alpha_if_deleted", n, items ? (*items)[i].alpha_if_deleted : items.reason());
    }
}

}  // namespace

DescriptionRows describe_scale(const survey::Study& study, const Scale& scale, const ScaleScores& scores,
                               std::size_t w, const survey::WaveData& wave, double level) {
    Description common = about_scale(scale);
    common.wave = wave.id;
    DescriptionRows rows;
    RowsOfTerm of_scale(common, rows);
    const ScoreSummary summary = scores.on_grid ? summary_on_grid(scores, scores.waves[w])
                                                : summary_off_grid(scores, scores.values[w]);
    add_scores(of_scale, scores, w, wave.size(), summary);
    if (scale.column) return rows;
    const stats::ItemMoments moments = item_moments(survey::item_matrix(study, scale, wave));
    add_reliability(of_scale, moments, summary, level);
    add_items(study, scale, moments, common, rows);
    return rows;
}

}  // namespace outcomes::analysis
