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

/// An estimate with its interval; a missing interval gives its reason.
MethodResult estimated(Finding row, double estimate, const base::Outcome<stats::Interval>& ci, double level) {
    row.estimate = estimate;
    if (ci)
        set_interval(row, *ci, level);
    else
        row.reason = base::reason_id(ci.reason());
    return {std::move(row), std::nullopt};
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
    Finding row = people_row(measure);
    row.estimate_type = type;
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    const auto family = stats::icc(*measure.mean.pairs, level);
    if (!family) return absent(std::move(row), family.reason());
    const stats::Icc& one = (*family).*form;
    if (!one.estimate) return absent(std::move(row), one.estimate.reason());
    if (const auto& f = (*family).*test) {
        row.statistic = f->f;
        row.df = f->df1;
        row.p_value = f->p_value;
    }
    return estimated(std::move(row), *one.estimate, one.ci, level);
}

/// A figure about the error of one person's score.
template <class Figure>
MethodResult error_of_one(const Measure& measure, const char* type, Figure figure) {
    Finding row = people_row(measure);
    row.estimate_type = type;
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    const base::Outcome<double> value = figure(*measure.mean.pairs);
    if (!value) return absent(std::move(row), value.reason());
    row.estimate = *value;
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_spearman(const Measure& measure, double level) {
    Finding row = people_row(measure);
    row.estimate_type = "spearman_rho";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto result = stats::spearman(pairs_from(measure), pairs_to(measure), level);
    if (!result) return absent(std::move(row), result.reason());
    set_test(row, result->test);
    return estimated(std::move(row), result->rho, result->ci, level);
}

MethodResult run_kendall(const Measure& measure, double level) {
    Finding row = people_row(measure);
    row.estimate_type = "kendall_tau_b";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto result = stats::kendall(pairs_from(measure), pairs_to(measure), level);
    if (!result) return absent(std::move(row), result.reason());
    if (result->test) {
        row.statistic = result->test->z;
        row.p_value = result->test->p.two_sided;
    }
    return estimated(std::move(row), result->tau_b, result->ci, level);
}

MethodResult run_lin_concordance(const Measure& measure, double level) {
    Finding row = people_row(measure);
    row.estimate_type = "concordance";
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    const auto result = stats::lin_concordance(*measure.mean.pairs, level);
    if (!result) return absent(std::move(row), result.reason());
    return estimated(std::move(row), result->ccc, result->ci, level);
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
    Finding row = people_row(measure);
    row.estimate_type = "variance_ratio";
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    const auto result = stats::pitman_morgan(*measure.mean.pairs, level);
    if (!result) return absent(std::move(row), result.reason());
    set_test(row, result->test);
    return estimated(std::move(row), result->variance_ratio, result->ci, level);
}

MethodResult run_bland_altman(const Measure& measure, double /*level*/) {
    Finding row = people_row(measure);
    row.estimate_type = "bias";
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    const auto result = stats::bland_altman(*measure.mean.pairs);
    if (!result) return absent(std::move(row), result.reason());
    row.policy = "limits: mean change -+ 1.96 SD of change, where 95 of 100 changes lie if they are normal";
    row.estimate = result->bias;
    row.std_error = result->std_error;
    constexpr double within_limits = 0.95;
    set_interval(row, result->limits, within_limits);
    add_note(row, "limits_of_agreement");
    return {std::move(row), std::nullopt};
}

MethodResult run_repeatability(const Measure& measure, double /*level*/) {
    return error_of_one(measure, "points", [](const stats::PairedMoments& pairs) -> base::Outcome<double> {
        const auto result = stats::bland_altman(pairs);
        if (!result) return result.reason();
        return result->repeatability;
    });
}

MethodResult run_sem_reliability(const Measure& measure, double /*level*/) {
    return error_of_one(measure, "points", [](const stats::PairedMoments& pairs) -> base::Outcome<double> {
        if (!pairs.r || !pairs.baseline.sd) return base::Reason::no_variation;
        if (*pairs.r < 0) return base::Reason::not_applicable;
        return stats::measurement_error(*pairs.baseline.sd, *pairs.r).sem;
    });
}

MethodResult run_sdc_reliability(const Measure& measure, double /*level*/) {
    return error_of_one(measure, "points", [](const stats::PairedMoments& pairs) -> base::Outcome<double> {
        if (!pairs.r || !pairs.baseline.sd) return base::Reason::no_variation;
        if (*pairs.r < 0) return base::Reason::not_applicable;
        return stats::measurement_error(*pairs.baseline.sd, *pairs.r).sdc95;
    });
}

MethodResult run_sem_differences(const Measure& measure, double /*level*/) {
    return error_of_one(measure, "points", [](const stats::PairedMoments& pairs) -> base::Outcome<double> {
        if (!pairs.difference.sd) return base::Reason::too_few;
        return stats::measurement_error_of_differences(*pairs.difference.sd).sem;
    });
}

MethodResult run_sdc_differences(const Measure& measure, double /*level*/) {
    return error_of_one(measure, "points", [](const stats::PairedMoments& pairs) -> base::Outcome<double> {
        if (!pairs.difference.sd) return base::Reason::too_few;
        return stats::measurement_error_of_differences(*pairs.difference.sd).sdc95;
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
