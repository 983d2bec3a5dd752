#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/jzs_bayes_factor.hpp"

#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Outcome;
using base::Reason;
using findings::Finding;
using stats::PairedMoments;
using stats::StandardizedChange;

void standardized(Finding& row, const std::string& type, double value, const stats::Interval& limits,
                  double level) {
    row.estimate = value;
    row.estimate_type = type;
    set_interval(row, limits, level);
}

using Variant = Outcome<StandardizedChange> (*)(const PairedMoments& pairs, double level);
enum class Corrected { no, yes };

MethodResult variant(const Measure& measure, double level, Variant compute, const std::string& name,
                     Corrected corrected) {
    return from_pairs(measure, "", [&](Finding& row, const PairedMoments& pairs) -> Why {
        const auto result = compute(pairs, level);
        if (!result) return reason_of_changes(measure, result.reason());
        if (corrected == Corrected::yes)
            standardized(row, "g_" + name, result->g, result->g_ci, level);
        else
            standardized(row, "d_" + name, result->d, result->d_ci, level);
        return {};
    });
}

using WithVariance = Outcome<stats::EstimateWithVariance> (*)(const PairedMoments& pairs, double level);

MethodResult with_variance(const Measure& measure, double level, WithVariance compute,
                           const std::string& type) {
    return from_pairs(measure, "", [&](Finding& row, const PairedMoments& pairs) -> Why {
        const auto result = compute(pairs, level);
        if (!result) return reason_of_changes(measure, result.reason());
        standardized(row, type, result->estimate, result->ci, level);
        return {};
    });
}

MethodResult if_normal(const Measure& measure, const char* type, double stats::NormalChange::*figure) {
    return from_pairs(measure, type, [&](Finding& row, const PairedMoments& pairs) -> Why {
        const auto result = stats::normal_change(pairs);
        if (!result) return reason_of_changes(measure, result.reason());
        row.estimate = (*result).*figure;
        return {};
    });
}

/// The mean change and its limits, as the headline has them, over the SD of all baseline answers. What is
/// corrected is the bias of that SD, so its degrees of freedom are those of all baseline answers.
MethodResult over_baseline_sd(const Measure& measure, double level, Corrected corrected) {
    Finding row = people_row(measure);
    const MethodResult change =
        measure.has_households ? run_paired_cr2(measure, level) : run_paired_t(measure, level);
    if (!change.row.estimate) {
        row.reason = change.row.reason;
        return {std::move(row), std::nullopt};
    }
    const auto& baseline = measure.mean.moments_from;
    if (!baseline->sd || *baseline->sd == 0) return absent(std::move(row), Reason::no_variation);
    const bool correct = corrected == Corrected::yes;
    if (correct && baseline->n < 3) return absent(std::move(row), Reason::too_few);
    const double df = static_cast<double>(baseline->n) - 1;
    const double factor = correct ? stats::hedges_j(df) : 1;
    const double unit = *baseline->sd / factor;
    row.policy = measure.has_households ? "SD of all baseline answers, taken as known; CR2 limits"
                                        : "SD of all baseline answers, taken as known; t limits";
    if (correct) row.policy += "; exact gamma factor, df = baseline answers - 1";
    const std::string type = correct ? "g_baseline" : "d_baseline";
    if (!change.row.conf_low) {
        row.estimate = *change.row.estimate / unit;
        row.estimate_type = type;
        row.reason = change.row.reason;
        return {std::move(row), std::nullopt};
    }
    standardized(row, type, *change.row.estimate / unit,
                 {*change.row.conf_low / unit, *change.row.conf_high / unit}, level);
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_d_baseline(const Measure& measure, double level) {
    return over_baseline_sd(measure, level, Corrected::no);
}
MethodResult run_g_baseline(const Measure& measure, double level) {
    return over_baseline_sd(measure, level, Corrected::yes);
}

MethodResult run_d_z(const Measure& measure, double level) {
    return variant(measure, level, stats::d_z, "z", Corrected::no);
}
MethodResult run_g_z(const Measure& measure, double level) {
    return variant(measure, level, stats::d_z, "z", Corrected::yes);
}

MethodResult run_d_av_rms(const Measure& measure, double level) {
    return variant(measure, level, stats::d_av_rms, "av_rms", Corrected::no);
}
MethodResult run_g_av_rms(const Measure& measure, double level) {
    return variant(measure, level, stats::d_av_rms, "av_rms", Corrected::yes);
}
MethodResult run_d_av_mean(const Measure& measure, double level) {
    return variant(measure, level, stats::d_av_mean, "av_mean", Corrected::no);
}
MethodResult run_g_av_mean(const Measure& measure, double level) {
    return variant(measure, level, stats::d_av_mean, "av_mean", Corrected::yes);
}
MethodResult run_d_rm(const Measure& measure, double level) {
    return variant(measure, level, stats::d_rm, "rm", Corrected::no);
}
MethodResult run_g_rm(const Measure& measure, double level) {
    return variant(measure, level, stats::d_rm, "rm", Corrected::yes);
}

MethodResult run_smcr(const Measure& measure, double level) {
    return with_variance(measure, level, stats::standardized_by_raw_score, "smcr");
}

MethodResult run_smcc(const Measure& measure, double level) {
    return with_variance(measure, level, stats::standardized_by_change_score, "smcc");
}

MethodResult run_d_z_large_sample(const Measure& measure, double level) {
    return with_variance(measure, level, stats::d_z_large_sample, "d_z");
}

MethodResult run_common_language(const Measure& measure, double /*level*/) {
    return if_normal(measure, "share_rising", &stats::NormalChange::share_rising);
}

MethodResult run_r_from_t(const Measure& measure, double /*level*/) {
    return if_normal(measure, "r", &stats::NormalChange::r_from_t);
}

MethodResult run_jzs_paired(const Measure& measure, double /*level*/) {
    return from_pairs(measure, "bf10", [&](Finding& row, const PairedMoments& pairs) -> Why {
        const auto result = stats::jzs_bayes_factor_paired(pairs.difference);
        if (!result) return reason_of_changes(measure, result.reason());
        row.estimate = result->bf10;
        row.statistic = result->statistic;
        row.df = result->df;
        return {};
    });
}

}  // namespace outcomes::analysis
