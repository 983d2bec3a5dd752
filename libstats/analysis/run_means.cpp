#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/clustered.hpp"
#include "libstats/stats/correlation.hpp"
#include "libstats/stats/equivalence.hpp"
#include "libstats/stats/overlap.hpp"
#include "libstats/stats/t_test.hpp"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace outcomes::analysis {
namespace {

using base::Outcome;
using base::Reason;
using findings::Finding;

void set_test(Finding& row, double std_error, double statistic, double df, double p) {
    row.std_error = std_error;
    row.statistic = statistic;
    row.df = df;
    row.p_value = p;
}

/// Fills a row from the t test at the level shown and gives the limits at the verdict's level.
/// `at` computes the test at another level.
template <class At>
MethodResult from_t_test(Finding row, const Measure& measure, double level,
                         const Outcome<stats::TTest>& shown, const At& at) {
    if (!shown) return without_inference(std::move(row), measure, shown.reason());
    row.estimate = shown->estimate;
    row.estimate_type = "points";
    set_test(row, shown->std_error, shown->statistic, shown->df, shown->p.two_sided);
    set_interval(row, shown->ci, level);
    set_d_baseline(row, measure);
    return {std::move(row), level == verdict_level ? shown->ci : at(verdict_level)->ci};
}

/// The same for a contrast whose errors are shared within households.
template <class At>
MethodResult from_clusters(Finding row, const Measure& measure, double level, const At& at) {
    const Outcome<stats::ClusteredContrast> shown = at(level);
    if (!shown) return without_inference(std::move(row), measure, shown.reason());
    row.estimate = *row.mean_to - *row.mean_from;
    if (row.estimand == "people") row.estimate = measure.mean.pairs->difference.mean;
    row.estimate_type = "points";
    set_test(row, shown->std_error, shown->statistic, shown->df, shown->p.two_sided);
    set_interval(row, shown->ci, level);
    set_d_baseline(row, measure);
    row.policy = "CR2; Satterthwaite df";
    return {std::move(row), level == verdict_level ? shown->ci : at(verdict_level)->ci};
}

/// Numbers as doubles, minus a shift that leaves differences alone.
void append_values(const MeanData& data, const Sample& sample, std::vector<double>& out) {
    if (!data.on_grid) {
        out.insert(out.end(), sample.values.begin(), sample.values.end());
        return;
    }
    for (const std::int64_t units : sample.units) {
        out.push_back(static_cast<double>(units) / static_cast<double>(data.denominator));
    }
}

std::vector<double> changes(const MeanData& data) {
    std::vector<double> values;
    if (data.on_grid) {
        Sample change;
        change.units = data.change;
        append_values(data, change, values);
        return values;
    }
    for (std::size_t i = 0; i < data.pair_from.values.size(); ++i) {
        values.push_back(data.pair_to.values[i] - data.pair_from.values[i]);
    }
    return values;
}

std::optional<stats::PairedMoments> known_pairs(const MeanData& data) {
    if (!data.pairs) return std::nullopt;
    return *data.pairs;
}

MethodResult overlap(const Measure& measure, double level, stats::VarianceRule variances) {
    Finding row = place_row(measure);
    const MeanData& data = measure.mean;
    if (!data.moments_from || !data.moments_to) return absent(std::move(row), Reason::no_answers);
    const auto pairs = known_pairs(data);
    const auto at = [&](double l) -> Outcome<stats::TTest> {
        stats::OverlapOptions options;
        options.variances = variances;
        options.level = l;
        const auto result = stats::overlap_t(*data.moments_from, *data.moments_to, pairs, options);
        if (!result) return result.reason();
        switch (result->form) {
            case stats::OverlapForm::paired:
                row.policy = "everyone linked: paired t";
                break;
            case stats::OverlapForm::independent:
                row.policy = "nobody linked: independent samples";
                break;
            case stats::OverlapForm::overlapping:
                row.policy = "partly overlapping";
                break;
        }
        return result->test;
    };
    // What `at` finds out about the form goes into the row first.
    const auto shown = at(level);
    return from_t_test(std::move(row), measure, level, shown, at);
}

}  // namespace

MethodResult run_paired_t(const Measure& measure, double level) {
    Finding row = people_row(measure);
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    const auto at = [&](double l) { return stats::paired_t(measure.mean.pairs->difference, l); };
    return from_t_test(std::move(row), measure, level, at(level), at);
}

MethodResult run_paired_cr2(const Measure& measure, double level) {
    Finding row = people_row(measure);
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    if (measure.mean.pairs->difference.n < 2) return absent(std::move(row), Reason::too_few);
    if (*measure.mean.pairs->difference.sd == 0)
        return without_inference(std::move(row), measure, Reason::no_variation);
    const std::vector<double> change = changes(measure.mean);
    const auto at = [&](double l) { return stats::clustered_mean(change, measure.mean.cluster_pair, l); };
    return from_clusters(std::move(row), measure, level, at);
}

MethodResult run_overlap_t(const Measure& measure, double level) {
    return overlap(measure, level, stats::VarianceRule::unequal);
}

MethodResult run_overlap_t_equal(const Measure& measure, double level) {
    return overlap(measure, level, stats::VarianceRule::equal);
}

MethodResult run_overlap_cr2(const Measure& measure, double level) {
    Finding row = place_row(measure);
    const MeanData& data = measure.mean;
    if (!data.moments_from || !data.moments_to) return absent(std::move(row), Reason::no_answers);
    std::vector<double> values;
    append_values(data, data.all_from, values);
    const std::size_t n_from = values.size();
    append_values(data, data.all_to, values);
    std::vector<std::uint32_t> cells(values.size(), 1);
    std::fill_n(cells.begin(), n_from, 0U);
    std::vector<std::uint32_t> clusters = data.cluster_from;
    clusters.insert(clusters.end(), data.cluster_to.begin(), data.cluster_to.end());
    constexpr std::array contrast{-1.0, 1.0};
    const auto at = [&](double l) {
        return stats::clustered_contrast({values, cells, clusters}, contrast, l);
    };
    return from_clusters(std::move(row), measure, level, at);
}

MethodResult run_welch_t(const Measure& measure, double level) {
    Finding row = place_row(measure);
    const MeanData& data = measure.mean;
    if (!data.moments_from || !data.moments_to) return absent(std::move(row), Reason::no_answers);
    const auto at = [&](double l) { return stats::welch_t(*data.moments_from, *data.moments_to, l); };
    return from_t_test(std::move(row), measure, level, at(level), at);
}

MethodResult run_tost(const Measure& measure, double /*level*/) {
    constexpr double alpha = 0.05;
    Finding row = people_row(measure);
    row.policy = "alpha .05 each side; 90 % interval";
    if (!measure.smallest_change) return absent(std::move(row), Reason::no_smallest_change);
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    const auto test = stats::paired_t(measure.mean.pairs->difference, 1 - 2 * alpha);
    if (!test) return without_inference(std::move(row), measure, test.reason());
    const double d = *measure.smallest_change;
    const stats::Equivalence result = stats::equivalence(*test, {-d, d}, alpha);
    row.estimate = test->estimate;
    row.estimate_type = "points";
    const bool lower_decides = result.lower.p >= result.upper.p;
    set_test(row, test->std_error, lower_decides ? result.lower.statistic : result.upper.statistic, test->df,
             result.p);
    set_interval(row, result.ci, 1 - 2 * alpha);
    add_note(row, result.equivalent ? "equivalent_at_5_percent" : "");
    return {std::move(row), std::nullopt};
}

MethodResult run_pearson(const Measure& measure, double level) {
    return from_pairs(measure, "correlation", [&](Finding& row, const stats::PairedMoments& pairs) -> Why {
        row.policy = "Fisher interval";
        const auto result = stats::pearson(pairs, level);
        if (!result) return result.reason();
        row.estimate = result->r;
        if (result->ci)
            set_interval(row, *result->ci, level);
        else
            row.reason = base::reason_id(result->ci.reason());
        if (result->test) {
            row.statistic = result->test->statistic;
            row.df = result->test->df;
            row.p_value = result->test->p.two_sided;
        }
        return {};
    });
}

}  // namespace outcomes::analysis
