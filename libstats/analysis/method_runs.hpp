#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/findings/finding.hpp"
#include "libstats/stats/types.hpp"

#include <optional>

namespace outcomes::analysis {

/// What one method says about one measure.
struct MethodResult {
    findings::Finding row;  ///< numbers filled in; names and verdict come later
    std::optional<stats::Interval>
        limits_95;  ///< of the estimate, for the verdict; only where a verdict may be carried
};

/// The functions behind the registry: each fills the numbers of one row, or its reason.
/// `level` is that of the interval shown.
using MethodRun = MethodResult (*)(const Measure& measure, double level);

// Change of a mean.
MethodResult run_paired_t(const Measure& measure, double level);
MethodResult run_paired_cr2(const Measure& measure, double level);
MethodResult run_overlap_t(const Measure& measure, double level);
MethodResult run_overlap_t_equal(const Measure& measure, double level);
MethodResult run_overlap_cr2(const Measure& measure, double level);
MethodResult run_welch_t(const Measure& measure, double level);
MethodResult run_tost(const Measure& measure, double level);
MethodResult run_pearson(const Measure& measure, double level);
// Standardised change, and Bayes factors.
MethodResult run_d_baseline(const Measure& measure, double level);
MethodResult run_g_baseline(const Measure& measure, double level);
MethodResult run_d_z(const Measure& measure, double level);
MethodResult run_g_z(const Measure& measure, double level);
MethodResult run_d_av_rms(const Measure& measure, double level);
MethodResult run_g_av_rms(const Measure& measure, double level);
MethodResult run_d_av_mean(const Measure& measure, double level);
MethodResult run_g_av_mean(const Measure& measure, double level);
MethodResult run_d_rm(const Measure& measure, double level);
MethodResult run_g_rm(const Measure& measure, double level);
MethodResult run_smcr(const Measure& measure, double level);
MethodResult run_smcc(const Measure& measure, double level);
MethodResult run_d_z_large_sample(const Measure& measure, double level);
MethodResult run_common_language(const Measure& measure, double level);
MethodResult run_r_from_t(const Measure& measure, double level);
MethodResult run_jzs_paired(const Measure& measure, double level);
// Ranks.
MethodResult run_median_change(const Measure& measure, double level);
MethodResult run_signed_rank_pratt(const Measure& measure, double level);
MethodResult run_signed_rank_wilcoxon(const Measure& measure, double level);
MethodResult run_signed_rank_normal(const Measure& measure, double level);
MethodResult run_sign_test(const Measure& measure, double level);
MethodResult run_hodges_lehmann(const Measure& measure, double level);
// Rank effect sizes.
MethodResult run_improvement(const Measure& measure, double level);
MethodResult run_rank_biserial(const Measure& measure, double level);
MethodResult run_rank_biserial_pratt(const Measure& measure, double level);
// Other forms of the rank, sign and permutation tests.
MethodResult run_signed_rank_midp(const Measure& measure, double level);
MethodResult run_signed_rank_greater(const Measure& measure, double level);
MethodResult run_signed_rank_less(const Measure& measure, double level);
MethodResult run_signed_rank_plain(const Measure& measure, double level);
MethodResult run_signed_rank_pratt_midp(const Measure& measure, double level);
MethodResult run_signed_rank_pratt_greater(const Measure& measure, double level);
MethodResult run_signed_rank_pratt_less(const Measure& measure, double level);
MethodResult run_signed_rank_pratt_plain(const Measure& measure, double level);
MethodResult run_signed_rank_pratt_normal(const Measure& measure, double level);
MethodResult run_signed_rank_split(const Measure& measure, double level);
MethodResult run_signed_rank_split_corrected(const Measure& measure, double level);
MethodResult run_sign_test_midp(const Measure& measure, double level);
MethodResult run_sign_test_greater(const Measure& measure, double level);
MethodResult run_sign_test_less(const Measure& measure, double level);
MethodResult run_sign_test_normal(const Measure& measure, double level);
MethodResult run_sign_test_normal_corrected(const Measure& measure, double level);
MethodResult run_sign_flip_midp(const Measure& measure, double level);
MethodResult run_sign_flip_greater(const Measure& measure, double level);
MethodResult run_sign_flip_less(const Measure& measure, double level);
MethodResult run_signed_rank_r(const Measure& measure, double level);
MethodResult run_hodges_lehmann_normal(const Measure& measure, double level);
MethodResult run_hodges_lehmann_dropped(const Measure& measure, double level);
MethodResult run_hodges_lehmann_conditional(const Measure& measure, double level);
MethodResult run_hodges_lehmann_conditional_pratt(const Measure& measure, double level);
// By resampling.
MethodResult run_bootstrap_percentile(const Measure& measure, double level);
MethodResult run_bootstrap_basic(const Measure& measure, double level);
MethodResult run_bootstrap_bca(const Measure& measure, double level);
MethodResult run_bootstrap_studentised(const Measure& measure, double level);
MethodResult run_sign_flip(const Measure& measure, double level);
// How the two answers of the same people go together.
MethodResult run_spearman(const Measure& measure, double level);
MethodResult run_kendall(const Measure& measure, double level);
MethodResult run_lin_concordance(const Measure& measure, double level);
MethodResult run_icc_agreement(const Measure& measure, double level);
MethodResult run_icc_consistency(const Measure& measure, double level);
MethodResult run_icc_one_way(const Measure& measure, double level);
MethodResult run_pitman_morgan(const Measure& measure, double level);
MethodResult run_bland_altman(const Measure& measure, double level);
MethodResult run_repeatability(const Measure& measure, double level);
MethodResult run_sem_reliability(const Measure& measure, double level);
MethodResult run_sdc_reliability(const Measure& measure, double level);
MethodResult run_sem_differences(const Measure& measure, double level);
MethodResult run_sdc_differences(const Measure& measure, double level);
MethodResult run_shapiro_wilk(const Measure& measure, double level);
// Shares.
MethodResult run_net_share(const Measure& measure, double level);
MethodResult run_share_middle(const Measure& measure, double level);
MethodResult run_newcombe_paired(const Measure& measure, double level);
MethodResult run_newcombe(const Measure& measure, double level);
MethodResult run_mcnemar_exact(const Measure& measure, double level);
MethodResult run_mcnemar_mid_p(const Measure& measure, double level);
MethodResult run_mcnemar_chi2(const Measure& measure, double level);
MethodResult run_mcnemar_corrected(const Measure& measure, double level);
// Other intervals, ratios and tests of shares.
MethodResult run_newcombe_paired_raw_phi(const Measure& measure, double level);
MethodResult run_tango(const Measure& measure, double level);
MethodResult run_bonett_price(const Measure& measure, double level);
MethodResult run_agresti_min(const Measure& measure, double level);
MethodResult run_wald_paired(const Measure& measure, double level);
MethodResult run_wald_paired_corrected(const Measure& measure, double level);
MethodResult run_paired_odds_ratio(const Measure& measure, double level);
MethodResult run_paired_odds_ratio_mid_p(const Measure& measure, double level);
MethodResult run_paired_odds_ratio_wilson(const Measure& measure, double level);
MethodResult run_paired_odds_ratio_wald(const Measure& measure, double level);
MethodResult run_paired_risk_ratio(const Measure& measure, double level);
MethodResult run_cohen_g(const Measure& measure, double level);
MethodResult run_newcombe_corrected(const Measure& measure, double level);
MethodResult run_miettinen_nurminen(const Measure& measure, double level);
MethodResult run_mee(const Measure& measure, double level);
MethodResult run_agresti_caffo(const Measure& measure, double level);
MethodResult run_wald_difference(const Measure& measure, double level);
MethodResult run_wald_difference_corrected(const Measure& measure, double level);
MethodResult run_relative_risk(const Measure& measure, double level);
MethodResult run_relative_risk_mn(const Measure& measure, double level);
MethodResult run_relative_risk_wald(const Measure& measure, double level);
MethodResult run_odds_ratio(const Measure& measure, double level);
MethodResult run_odds_ratio_mn(const Measure& measure, double level);
MethodResult run_odds_ratio_wald(const Measure& measure, double level);
MethodResult run_odds_ratio_exact(const Measure& measure, double level);
MethodResult run_odds_ratio_mid_p(const Measure& measure, double level);
MethodResult run_pearson_chi2(const Measure& measure, double level);
MethodResult run_pearson_chi2_corrected(const Measure& measure, double level);
MethodResult run_chi2_n_minus_1(const Measure& measure, double level);
MethodResult run_fisher_exact(const Measure& measure, double level);
MethodResult run_fisher_mid_p(const Measure& measure, double level);
MethodResult run_cohen_h(const Measure& measure, double level);
MethodResult run_overlap_z(const Measure& measure, double level);
// Tables of answers.
MethodResult run_kappa(const Measure& measure, double level);
MethodResult run_kappa_linear(const Measure& measure, double level);
MethodResult run_kappa_quadratic(const Measure& measure, double level);
MethodResult run_gwet_ac1(const Measure& measure, double level);
MethodResult run_percent_agreement(const Measure& measure, double level);
MethodResult run_score_shift(const Measure& measure, double level);
MethodResult run_stuart_maxwell(const Measure& measure, double level);
MethodResult run_bhapkar(const Measure& measure, double level);
MethodResult run_bowker(const Measure& measure, double level);
// The two waves as groups of different people.
MethodResult run_student_t(const Measure& measure, double level);
MethodResult run_mann_whitney_exact(const Measure& measure, double level);
MethodResult run_mann_whitney_exact_absdev(const Measure& measure, double level);
MethodResult run_mann_whitney_mid_p(const Measure& measure, double level);
MethodResult run_mann_whitney_normal(const Measure& measure, double level);
MethodResult run_mann_whitney_normal_corrected(const Measure& measure, double level);
MethodResult run_hodges_lehmann_shift(const Measure& measure, double level);
MethodResult run_brunner_munzel(const Measure& measure, double level);
MethodResult run_brunner_munzel_permutation(const Measure& measure, double level);
MethodResult run_cliff_delta(const Measure& measure, double level);
MethodResult run_vargha_delaney(const Measure& measure, double level);
MethodResult run_d_pooled(const Measure& measure, double level);
MethodResult run_g_pooled(const Measure& measure, double level);
MethodResult run_glass_delta(const Measure& measure, double level);
MethodResult run_d_average_sd(const Measure& measure, double level);
MethodResult run_tost_welch(const Measure& measure, double level);
MethodResult run_variance_ratio(const Measure& measure, double level);
MethodResult run_brown_forsythe(const Measure& measure, double level);
MethodResult run_levene(const Measure& measure, double level);
MethodResult run_overlap_rank_t(const Measure& measure, double level);
MethodResult run_overlap_superiority(const Measure& measure, double level);
MethodResult run_jzs_two_sample(const Measure& measure, double level);

}  // namespace outcomes::analysis
