#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/median_change.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"

#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using findings::Finding;

std::string policy_of(const stats::SignedRank& test) {
    std::string policy =
        test.zeros == stats::ZeroRule::pratt ? "zeros ranked (Pratt)" : "zeros dropped (Wilcoxon)";
    policy += test.ties ? "; midranks" : "; no ties";
    switch (test.distribution) {
        case stats::NullDistribution::exact:
            return policy + "; exact, conditional on the ranks";
        case stats::NullDistribution::normal:
            return policy + "; normal without continuity correction (exact costs too much)";
        case stats::NullDistribution::normal_corrected:
            break;
    }
    return policy + "; normal with continuity correction";
}

MethodResult signed_rank(const Measure& measure, stats::ZeroRule zeros) {
    Finding row = people_row(measure);
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    stats::SignedRankOptions options;
    options.zeros = zeros;
    const auto test = stats::signed_rank(change_of(measure), options);
    if (!test) return absent(std::move(row), test.reason());
    row.policy = policy_of(*test);
    row.statistic = test->t_plus;
    row.p_value = test->p.two_sided;
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_median_change(const Measure& measure, double level) {
    Finding row = people_row(measure);
    row.estimate_type = "median_change";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto result = stats::median_change(change_of(measure), level);
    if (!result) return absent(std::move(row), result.reason());
    row.estimate = result->estimate;
    if (result->ci)
        set_interval(row, *result->ci, result->order.achieved);
    else
        row.reason = base::reason_id(result->ci.reason());
    return {std::move(row), std::nullopt};
}

MethodResult run_signed_rank_pratt(const Measure& measure, double /*level*/) {
    return signed_rank(measure, stats::ZeroRule::pratt);
}

MethodResult run_signed_rank_wilcoxon(const Measure& measure, double /*level*/) {
    return signed_rank(measure, stats::ZeroRule::wilcoxon);
}

MethodResult run_signed_rank_normal(const Measure& measure, double /*level*/) {
    Finding row = people_row(measure);
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    stats::SignedRankOptions options;
    options.zeros = stats::ZeroRule::wilcoxon;
    options.cost_limit = 0;  // the exact distribution is not wanted here
    const auto test = stats::signed_rank(change_of(measure), options);
    if (!test) return absent(std::move(row), test.reason());
    row.policy = "zeros dropped (Wilcoxon); midranks; normal with continuity correction";
    row.statistic = test->t_plus;
    row.p_value = test->normal_corrected.p.two_sided;
    return {std::move(row), std::nullopt};
}

MethodResult run_sign_test(const Measure& measure, double level) {
    Finding row = people_row(measure);
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto test = stats::sign_test(change_of(measure), level);
    if (!test) return absent(std::move(row), test.reason());
    row.policy = "exact binomial; Clopper-Pearson interval";
    row.estimate = test->share_up;
    row.estimate_type = "share_up_of_changed";
    set_interval(row, test->share_up_ci, level);
    row.statistic = static_cast<double>(test->n_pos);
    row.p_value = test->p.two_sided;
    return {std::move(row), std::nullopt};
}

MethodResult run_hodges_lehmann(const Measure& measure, double level) {
    Finding row = people_row(measure);
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    stats::HodgesLehmannOptions options;
    options.level = level;
    const auto result = stats::hodges_lehmann(change_of(measure), options);
    if (!result) return absent(std::move(row), result.reason());
    row.estimate = result->estimate;
    row.estimate_type = "pseudo_median";
    const stats::WalshInterval& walsh = result->exact_order ? *result->exact : result->normal;
    row.policy = result->exact_order ? "zeros kept; exact order of the limits"
                                     : "zeros kept; normal order of the limits";
    if (result->ci)
        set_interval(row, *result->ci, walsh.achieved);
    else
        row.reason = base::reason_id(result->ci.reason());
    return {std::move(row), std::nullopt};
}

}  // namespace outcomes::analysis
