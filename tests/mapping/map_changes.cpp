#include "libstats/stats/bland_altman.hpp"
#include "libstats/stats/bootstrap.hpp"
#include "libstats/stats/correlation.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/equivalence.hpp"
#include "libstats/stats/icc.hpp"
#include "libstats/stats/jzs_bayes_factor.hpp"
#include "libstats/stats/lin_concordance.hpp"
#include "libstats/stats/measurement_error.hpp"
#include "libstats/stats/pitman_morgan.hpp"
#include "libstats/stats/rank_correlation.hpp"
#include "libstats/stats/shapiro_wilk.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::tests {
namespace {

using stats::PairedMoments;

template <class T>
std::optional<T> optional(const base::Outcome<T>& outcome) {
    return outcome ? std::optional<T>(*outcome) : std::nullopt;
}

/// The two waves of one case and what the references lose on them.
struct Pairs {
    base::Grid baseline;
    base::Grid repeat;
    base::Grid difference;
    PairedMoments moments;

    [[nodiscard]] double n() const { return static_cast<double>(difference.units.size()); }
    [[nodiscard]] bool a_wave_is_constant() const { return !moments.r; }
    /// The values lie so far from 0 that formulas which subtract their means or squares in double lose more
    /// digits of the change than the tolerances allow (proved where 25-digit values of the same case exist).
    [[nodiscard]] bool far_from_zero() const {
        const double farthest = std::max(std::abs(moments.baseline.min), std::abs(moments.baseline.max));
        return farthest > 1e6 * std::max(moments.difference.sd.value_or(0), 1e-300);
    }
};

// ---- tests of the mean ----

void map_t(const Pairs& pairs, const Sink& sink) {
    const auto test = stats::paired_t(pairs.moments.difference);
    if (!test) return sink.none("t_paired");
    const Sink at = sink.under("t_paired");
    at.put("t", test->statistic);
    at.put("df", test->df);
    at.put("p", test->p.two_sided);
    at.put("p_greater", test->p.greater);
    at.put("p_less", test->p.less);
    at.put("se", test->std_error);
    at.put("ci", test->ci);
    at.put("ci90", stats::paired_t(pairs.moments.difference, 0.90)->ci);
    at.put("mean_diff", test->estimate);
}

void map_tost(const Pairs& pairs, const Bounds& bounds, const Sink& sink) {
    const auto test = stats::paired_t(pairs.moments.difference);
    if (!test) return sink.none("tost");
    const auto equivalence = stats::equivalence(*test, {.low = bounds.low, .high = bounds.high});
    const Sink at = sink.under("tost");
    at.put("bounds", equivalence.bounds);
    at.put("t_lower", equivalence.lower.statistic);
    at.put("p_lower", equivalence.lower.p);
    at.put("t_upper", equivalence.upper.statistic);
    at.put("p_upper", equivalence.upper.p);
    at.put("p", equivalence.p);
    at.put("df", test->df);
    at.put("ci90", equivalence.ci);
}

void map_jzs(const Pairs& pairs, const Sink& sink, const std::string& key) {
    if (!stats::jzs_bayes_factor_paired(pairs.moments.difference)) return sink.none(key);
    const Sink at = sink.under(key);
    const auto put = [&](std::string_view name, double scale) {
        at.put(name, stats::jzs_bayes_factor_paired(pairs.moments.difference, scale)->bf10);
    };
    put("bf10_r0.707", 0.707);
    put("bf10_r_sqrt2over2", stats::jzs_medium_scale);
    put("bf10_r1", stats::jzs_wide_scale);
    put("bf10_r0.5", 0.5);
}

void map_shapiro(const Pairs& pairs, const base::Grid& values, const Sink& sink, const std::string& key) {
    const auto test = stats::shapiro_wilk(view(values));
    if (!test) return sink.none(key);
    if (pairs.far_from_zero()) return sink.degenerate(key);
    sink.under(key).put("W", test->w);
    sink.under(key).put("p", test->p);
}

// ---- standardised changes ----

/// A ratio without a value because its standard deviation is 0: infinite or not a number in the reference.
void put_ratio(const Sink& sink, const std::string& key, const base::Outcome<double>& ratio) {
    if (ratio)
        sink.put(key, *ratio);
    else
        sink.degenerate(key);
}

void put_corrected(const Sink& sink, const std::string& key,
                   const base::Outcome<stats::StandardizedChange>& change) {
    if (change)
        sink.put(key, change->g);
    else
        sink.degenerate(key);
}

void map_corrections(const Pairs& pairs, const stats::ChangeRatios& ratios, const Sink& sink) {
    put_corrected(sink, "g_z", stats::d_z(pairs.moments));
    put_corrected(sink, "g_rm_J_n1", stats::d_rm(pairs.moments));
    put_corrected(sink, "g_av_mean_sd_J_n1", stats::d_av_mean(pairs.moments));
    put_corrected(sink, "g_baseline_J_n1", stats::d_baseline(pairs.moments));
    if (pairs.n() < 3) {  // no degree of freedom is left for the correction
        for (const char* key :
             {"hedges_J_df_n1", "hedges_J_approx_df_n1", "hedges_J_lakens_2n", "g_av_lakens", "g_rm_lakens"})
            sink.degenerate(key);
        return;
    }
    const double lakens = stats::hedges_j_lakens(pairs.difference.units.size());
    sink.put("hedges_J_df_n1", stats::hedges_j(pairs.n() - 1));
    sink.put("hedges_J_approx_df_n1", stats::hedges_j_approximate(pairs.n() - 1));
    sink.put("hedges_J_lakens_2n", lakens);
    if (ratios.d_av_mean) sink.put("g_av_lakens", *ratios.d_av_mean * lakens);
    if (ratios.d_rm)
        sink.put("g_rm_lakens", *ratios.d_rm * lakens);
    else
        sink.degenerate("g_rm_lakens");
}

/// Limits of d_z and of its noncentrality; `largest` is the greatest noncentrality that the reference
/// reaches.
void map_noncentral(const Pairs& pairs, const Sink& sink, double largest) {
    const auto test = stats::paired_t(pairs.moments.difference);
    const auto ncp = test ? stats::noncentrality_interval(test->statistic, test->df)
                          : base::Outcome<stats::Interval>(test.reason());
    if (ncp && std::max(std::abs(ncp->low), std::abs(ncp->high)) > largest) {
        for (const char* key : {"ncp_ci", "dz_ci_nct", "gz_ci_nct_times_J"}) sink.degenerate(key);
        return;
    }
    sink.put("ncp_ci", optional(ncp));
    if (!ncp) return sink.none("dz_ci_nct");
    const double root_n = std::sqrt(pairs.n());
    sink.put("dz_ci_nct", stats::Interval{ncp->low / root_n, ncp->high / root_n});
    const auto z = stats::d_z(pairs.moments);
    if (z)
        sink.put("gz_ci_nct_times_J", z->g_ci);
    else
        sink.degenerate("gz_ci_nct_times_J");
}

void put_meta(const Pairs& pairs, const Sink& sink, const std::string& key,
              const base::Outcome<stats::EstimateWithVariance>& change) {
    // The reference starts from means, standard deviations and r.
    if (!change || pairs.a_wave_is_constant() || pairs.far_from_zero()) return sink.degenerate(key);
    sink.under(key).put("yi", change->estimate);
    sink.under(key).put("vi", change->variance);
}

void map_effect_sizes(const Pairs& pairs, const Sink& sink) {
    const auto ratios = stats::change_ratios(pairs.moments);
    if (!ratios) return sink.none("effect_sizes");
    const Sink at = sink.under("effect_sizes");
    put_ratio(at, "dz", ratios->d_z);
    put_ratio(at, "d_av_mean_sd", ratios->d_av_mean);
    put_ratio(at, "d_av_rms_sd", ratios->d_av_rms);
    put_ratio(at, "d_rm", ratios->d_rm);
    put_ratio(at, "d_baseline_sd", ratios->d_baseline);
    at.put("r", pairs.moments.r);
    map_corrections(pairs, *ratios, at);
    put_meta(pairs, at, "smcc_metafor", stats::standardized_by_change_score(pairs.moments));
    put_meta(pairs, at, "smcr_metafor", stats::standardized_by_raw_score(pairs.moments));
    const auto large = stats::d_z_large_sample(pairs.moments);
    if (!large) return;                // every change is the same: the reference has no further keys
    map_noncentral(pairs, at, 37.62);  // the end of pt(ncp) in R
    at.put("dz_var_hedges_olkin", large->variance);
    at.put("dz_ci_normal_approx", large->ci);
    const auto normal = stats::normal_change(pairs.moments);
    at.put("cles_paired_normal", normal->share_rising);
    at.put("cohen_u3_dz", normal->share_rising);
    at.put("r_from_t", normal->r_from_t);
}

void map_high_precision(const Pairs& pairs, const Sink& sink) {
    const Sink at = sink.under("high_precision");
    at.put("mean_diff", pairs.moments.difference.mean);
    at.put("sd_diff", pairs.moments.difference.sd);
    const auto test = stats::paired_t(pairs.moments.difference);
    const auto ratios = stats::change_ratios(pairs.moments);
    if (!test || !ratios) {
        for (const char* key : {"t", "p", "ci", "dz", "hedges_J", "g_z", "ncp_ci", "dz_ci_nct", "jzs"})
            at.none(key);
        return;
    }
    at.put("t", test->statistic);
    at.put("p", test->p.two_sided);
    at.put("ci", test->ci);
    at.put("dz", optional(ratios->d_z));
    map_noncentral(pairs, at, std::numeric_limits<double>::infinity());
    put_corrected(at, "g_z", stats::d_z(pairs.moments));
    if (pairs.n() < 3)
        at.degenerate("hedges_J");
    else
        at.put("hedges_J", stats::hedges_j(pairs.n() - 1));
    map_jzs(pairs, at, "jzs");
}

// ---- correlation ----

void map_pearson(const Pairs& pairs, const Sink& sink) {
    const auto correlation = stats::pearson(pairs.moments);
    if (!correlation || !correlation->test) return sink.degenerate("pearson");
    const Sink at = sink.under("pearson");
    at.put("r", correlation->r);
    at.put("t", correlation->test->statistic);
    at.put("df", correlation->test->df);
    at.put("p", correlation->test->p.two_sided);
    at.put("ci_fisher", optional(correlation->ci));
}

void map_spearman(const Pairs& pairs, const Sink& sink) {
    const auto correlation = stats::spearman(view(pairs.baseline), view(pairs.repeat));
    if (!correlation || !correlation->test) return sink.degenerate("spearman");
    const Sink at = sink.under("spearman");
    at.put("rho", correlation->rho);
    at.put("t", correlation->test->statistic);
    at.put("p_t", correlation->test->p.two_sided);
}

void map_kendall(const Pairs& pairs, const Sink& sink) {
    const auto correlation = stats::kendall(view(pairs.baseline), view(pairs.repeat));
    if (!correlation) return sink.degenerate("kendall_tau_b");
    const Sink at = sink.under("kendall_tau_b");
    at.put("tau_b", correlation->tau_b);
    if (!correlation->test) {
        at.degenerate("z");
        return at.degenerate("p_normal");
    }
    at.put("z", correlation->test->z);
    at.put("p_normal", correlation->test->p.two_sided);
}

void map_variances(const Pairs& pairs, const Sink& sink) {
    const auto test = stats::pitman_morgan(pairs.moments);
    if (!test || pairs.n() < 3) return sink.degenerate("pitman_morgan");
    const Sink at = sink.under("pitman_morgan");
    at.put("df", pairs.n() - 2);
    at.put("var_ratio_repeat_over_baseline", test->variance_ratio);
    if (!test->test) {
        at.degenerate("t");
        return at.degenerate("p");
    }
    at.put("t", test->test->statistic);
    at.put("p", test->test->p.two_sided);
}

void map_correlation(const Pairs& pairs, const Sink& sink) {
    const Sink at = sink.under("correlation");
    map_pearson(pairs, at);
    map_spearman(pairs, at);
    map_kendall(pairs, at);
    map_variances(pairs, at);
    const auto concordance = stats::lin_concordance(pairs.moments);
    if (pairs.far_from_zero()) {
        at.degenerate("lin_ccc_n");
        return at.degenerate("lin_ccc_n1");
    }
    if (!concordance) {
        at.none("lin_ccc_n");
        return at.none("lin_ccc_n1");
    }
    at.put("lin_ccc_n", concordance->ccc);
    at.put("lin_ccc_n1", concordance->ccc_n1);
}

// ---- agreement ----

void map_bland_altman(const Pairs& pairs, const Sink& sink) {
    const auto agreement = stats::bland_altman(pairs.moments);
    if (!agreement) return sink.none("bland_altman");
    const Sink at = sink.under("bland_altman");
    at.put("bias", agreement->bias);
    at.put("sd", agreement->sd);
    at.put("se_bias", agreement->std_error);
    at.put("bias_ci", agreement->bias_ci);
    at.put("loa_1.96", agreement->limits);
    at.put("loa_z", agreement->limits_z);
    at.put("se_loa_ba1986", agreement->errors_1986.std_error);
    at.put("se_loa_ba1999", agreement->errors_1999.std_error);
    at.put("loa_lower_ci_ba1986", agreement->errors_1986.lower_ci);
    at.put("loa_upper_ci_ba1986", agreement->errors_1986.upper_ci);
    at.put("loa_lower_ci_ba1999", agreement->errors_1999.lower_ci);
    at.put("loa_upper_ci_ba1999", agreement->errors_1999.upper_ci);
    at.put("within_sd", agreement->within_sd);
    at.put("rms_diff", agreement->rms_difference);
    at.put("repeatability_coef_1.96", agreement->repeatability);
    if (pairs.far_from_zero())
        at.degenerate("slope_diff_on_mean");
    else
        at.put("slope_diff_on_mean", optional(agreement->slope_on_mean));
}

void map_measurement_error(const Pairs& pairs, const Sink& sink) {
    if (!pairs.moments.difference.sd) return sink.none("measurement_error");
    const Sink at = sink.under("measurement_error");
    const auto by_differences = stats::measurement_error_of_differences(*pairs.moments.difference.sd);
    at.put("sem_from_diff_sd", by_differences.sem);
    at.put("mdc95_from_diff_sd", by_differences.sdc95);
    const char* const by_correlation[] = {"sem_baseline_sd_test_retest_r", "sdiff_jt", "mdc95"};
    if (!pairs.moments.r || *pairs.moments.r == 1) {  // sqrt(1 - r) of the reference is rounding noise
        for (const char* key : by_correlation) at.degenerate(key);
        return;
    }
    const auto error = stats::measurement_error(*pairs.moments.baseline.sd, *pairs.moments.r);
    at.put(by_correlation[0], error.sem);
    at.put(by_correlation[1], error.s_diff);
    at.put(by_correlation[2], error.sdc95);
}

}  // namespace

void map_changes(const Waves& waves, const std::optional<Bounds>& bounds, Sink sink) {
    const base::Grid baseline = waves.complete_baseline();
    const base::Grid repeat = waves.complete_repeat();
    const auto moments = stats::paired_moments(view(baseline), view(repeat));
    if (!moments) return;
    const Pairs pairs{baseline, repeat, waves.difference(), *moments};
    map_t(pairs, sink);
    if (bounds) map_tost(pairs, *bounds, sink);
    map_effect_sizes(pairs, sink);
    map_jzs(pairs, sink, "jzs_bf");
    map_shapiro(pairs, pairs.difference, sink, "shapiro_difference");
    map_shapiro(pairs, pairs.baseline, sink, "shapiro_baseline");
    map_shapiro(pairs, pairs.repeat, sink, "shapiro_repeat");
    map_correlation(pairs, sink);
    if (pairs.far_from_zero())
        sink.degenerate("icc");
    else
        put_icc_family(sink.under("icc"), stats::icc(*moments));
    map_bland_altman(pairs, sink);
    map_measurement_error(pairs, sink);
    sink.put("bootstrap_bca_acceleration_mean_diff",
             optional(stats::mean_acceleration(view(pairs.difference))));
    map_high_precision(pairs, sink);
}

}  // namespace outcomes::tests
