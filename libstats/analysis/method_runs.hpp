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

// Change of a mean, linked people.
MethodResult run_paired_t(const Measure& measure, double level);
MethodResult run_paired_cr2(const Measure& measure, double level);
MethodResult run_tost(const Measure& measure, double level);
MethodResult run_pearson(const Measure& measure, double level);
// Change of a mean, everyone.
MethodResult run_overlap_t(const Measure& measure, double level);
MethodResult run_overlap_t_equal(const Measure& measure, double level);
MethodResult run_overlap_cr2(const Measure& measure, double level);
MethodResult run_welch_t(const Measure& measure, double level);
// Standardised change.
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
// Ranks.
MethodResult run_signed_rank_pratt(const Measure& measure, double level);
MethodResult run_signed_rank_wilcoxon(const Measure& measure, double level);
MethodResult run_signed_rank_normal(const Measure& measure, double level);
MethodResult run_sign_test(const Measure& measure, double level);
MethodResult run_hodges_lehmann(const Measure& measure, double level);
MethodResult run_improvement(const Measure& measure, double level);
MethodResult run_rank_biserial(const Measure& measure, double level);
// Shares.
MethodResult run_net_share(const Measure& measure, double level);
MethodResult run_share_middle(const Measure& measure, double level);
MethodResult run_newcombe_paired(const Measure& measure, double level);
MethodResult run_newcombe(const Measure& measure, double level);
MethodResult run_mcnemar_exact(const Measure& measure, double level);
MethodResult run_mcnemar_mid_p(const Measure& measure, double level);
MethodResult run_mcnemar_chi2(const Measure& measure, double level);
MethodResult run_mcnemar_corrected(const Measure& measure, double level);
// Tables of answers.
MethodResult run_stuart_maxwell(const Measure& measure, double level);
MethodResult run_bhapkar(const Measure& measure, double level);
MethodResult run_bowker(const Measure& measure, double level);

}  // namespace outcomes::analysis
