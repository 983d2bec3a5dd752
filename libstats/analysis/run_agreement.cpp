#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/bland_altman.hpp"
#include "libstats/stats/icc.hpp"
#include "libstats/stats/lin_concordance.hpp"
#include "libstats/stats/measurement_error.hpp"
#include "libstats/stats/pitman_morgan.hpp"
#include "libstats/stats/rank_correlation.hpp"
#include "libstats/stats/shapiro_wilk.hpp"

#include <utility>

/// How the two answers of the same people go together: association, agreement, spread.
namespace outcomes::analysis {
namespace {

using findings::Finding;
using stats::PairedMoments;

/// An estimate with its interval; a missing interval gives its reason.
void set_estimate(Finding& row, double estimate, const base::Outcome<stats::Interval>& ci, double level) {
    row.estimate = estimate;
    if (ci)
        set_interval(row, *ci, level);
    else
        row.reason = base::reason_id(ci.reason());
}

void set_test(Finding& row, const base::Outcome<stats::CorrelationTest>& test) {
    if (!test) return;
    row.statistic = test->statistic;
    row.df = test->df;
    row.p_value = test->p.two_sided;
}

MethodResult icc_row(const Measure& measure, double level, const char* type,
                     stats::Icc stats::IccFamily::*form,
                     base::Outcome<stats::IccTest> stats::IccFamily::*test) {
    return from_pairs(measure, type, [&](Finding& row, const PairedMoments& pairs) -> Why {
        const auto family = stats::icc(pairs, level);
        if (!family) return family.reason();
        const stats::Icc& one = (*family).*form;
        if (!one.estimate) return one.estimate.reason();
        if (const auto& f = (*family).*test) {
            row.statistic = f->f;
            row.df = f->df1;
            row.p_value = f->p_value;
        }
        set_estimate(row, *one.estimate, one.ci, level);
        return {};
    });
}

/// A figure about the error of one person's score, in points.
MethodResult error_of_one(const Measure& measure, base::Outcome<double> (*figure)(const PairedMoments&)) {
    return from_pairs(measure, "error_points", [&](Finding& row, const PairedMoments& pairs) -> Why {
        const base::Outcome<double> value = figure(pairs);
        if (!value) return value.reason();
        row.estimate = *value;
        return {};
    });
}

/// The error of a score whose reliability is the correlation of the waves.
base::Outcome<stats::MeasurementError> error_by_correlation(const PairedMoments& pairs) {
    if (!pairs.r || !pairs.baseline.sd) return base::Reason::no_variation;
    if (*pairs.r < 0) return base::Reason::not_applicable;
    return stats::measurement_error(*pairs.baseline.sd, *pairs.r);
}

base::Outcome<stats::MeasurementError> error_by_differences(const PairedMoments& pairs) {
    if (!pairs.difference.sd) return base::Reason::too_few;
    return stats::measurement_error_of_differences(*pairs.difference.sd);
}

/// One of its figures.
base::Outcome<double> part_of(const base::Outcome<stats::MeasurementError>& error,
                              double stats::MeasurementError::*figure) {
    if (!error) return error.reason();
    return (*error).*figure;
}

}  // namespace

MethodResult run_spearman(const Measure& measure, double level) {
    return from_ranked_pairs(measure, "spearman_rho",
                             [&](Finding& row, stats::GridView from, stats::GridView to) -> Why {
                                 const auto result = stats::spearman(from, to, level);
                                 if (!result) return result.reason();
                                 set_test(row, result->test);
                                 set_estimate(row, result->rho, result->ci, level);
                                 return {};
                             });
}

MethodResult run_kendall(const Measure& measure, double level) {
    return from_ranked_pairs(measure, "kendall_tau_b",
                             [&](Finding& row, stats::GridView from, stats::GridView to) -> Why {
                                 const auto result = stats::kendall(from, to, level);
                                 if (!result) return result.reason();
                                 if (result->test) {
                                     row.statistic = result->test->z;
                                     row.p_value = result->test->p.two_sided;
                                 }
                                 set_estimate(row, result->tau_b, result->ci, level);
                                 return {};
                             });
}

MethodResult run_lin_concordance(const Measure& measure, double level) {
    return from_pairs(measure, "concordance", [&](Finding& row, const PairedMoments& pairs) -> Why {
        const auto result = stats::lin_concordance(pairs, level);
        if (!result) return result.reason();
        set_estimate(row, result->ccc, result->ci, level);
        return {};
    });
}

MethodResult run_icc_agreement(const Measure& measure, double level) {
    return icc_row(measure, level, "icc_a1", &stats::IccFamily::agreement_single,
                   &stats::IccFamily::consistency_test);
}

MethodResult run_icc_consistency(const Measure& measure, double level) {
    return icc_row(measure, level, "icc_c1", &stats::IccFamily::consistency_single,
                   &stats::IccFamily::consistency_test);
}

MethodResult run_icc_one_way(const Measure& measure, double level) {
    return icc_row(measure, level, "icc_1", &stats::IccFamily::one_way_single,
                   &stats::IccFamily::one_way_test);
}

MethodResult run_pitman_morgan(const Measure& measure, double level) {
    return from_pairs(measure, "variance_ratio", [&](Finding& row, const PairedMoments& pairs) -> Why {
        const auto result = stats::pitman_morgan(pairs, level);
        if (!result) return result.reason();
        set_test(row, result->test);
        set_estimate(row, result->variance_ratio, result->ci, level);
        return {};
    });
}

MethodResult run_bland_altman(const Measure& measure, double /*level*/) {
    return from_pairs(measure, "bias", [](Finding& row, const PairedMoments& pairs) -> Why {
        const auto result = stats::bland_altman(pairs);
        if (!result) return result.reason();
        row.policy =
            "limits: mean change -+ 1.96 SD of change, where 95 of 100 changes lie if they are normal";
        row.estimate = result->bias;
        row.std_error = result->std_error;
        constexpr double within_limits = 0.95;
        set_interval(row, result->limits, within_limits);
        add_note(row, "limits_of_agreement");
        return {};
    });
}

MethodResult run_repeatability(const Measure& measure, double /*level*/) {
    return error_of_one(measure, [](const PairedMoments& pairs) -> base::Outcome<double> {
        const auto result = stats::bland_altman(pairs);
        if (!result) return result.reason();
        return result->repeatability;
    });
}

MethodResult run_sem_reliability(const Measure& measure, double /*level*/) {
    return error_of_one(measure, [](const PairedMoments& pairs) {
        return part_of(error_by_correlation(pairs), &stats::MeasurementError::sem);
    });
}

MethodResult run_sdc_reliability(const Measure& measure, double /*level*/) {
    return error_of_one(measure, [](const PairedMoments& pairs) {
        return part_of(error_by_correlation(pairs), &stats::MeasurementError::sdc95);
    });
}

MethodResult run_sem_differences(const Measure& measure, double /*level*/) {
    return error_of_one(measure, [](const PairedMoments& pairs) {
        return part_of(error_by_differences(pairs), &stats::MeasurementError::sem);
    });
}

MethodResult run_sdc_differences(const Measure& measure, double /*level*/) {
    return error_of_one(measure, [](const PairedMoments& pairs) {
        return part_of(error_by_differences(pairs), &stats::MeasurementError::sdc95);
    });
}

MethodResult run_shapiro_wilk(const Measure& measure, double /*level*/) {
    Finding row = people_row(measure);
    row.estimate_type = "w";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto result = stats::shapiro_wilk(change_of(measure));
    if (!result) return absent(std::move(row), result.reason());
    row.estimate = result->w;
    row.statistic = result->w;
    row.p_value = result->p;
    return {std::move(row), std::nullopt};
}

}  // namespace outcomes::analysis
