#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/sign_flip.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/signed_rank_interval.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

/// Other forms of the rank, sign and permutation tests: one-sided, mid-p, normal, other zeros.
namespace outcomes::analysis {
namespace {

using findings::Finding;
using stats::SignedRank;
using stats::SignFlip;
using stats::SignTest;
using stats::ZeroRule;
using P = std::optional<double>;

/// A test of the changes: `fill` says what is in the row.
template <class Test, class Fill>
MethodResult of_changes(const Measure& measure, Test test, Fill fill) {
    Finding row = people_row(measure);
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto result = test(change_of(measure));
    if (!result) return absent(std::move(row), result.reason());
    fill(row, *result);
    if (!row.p_value && !row.estimate) return absent(std::move(row), base::Reason::not_affordable);
    return {std::move(row), std::nullopt};
}

enum class Distribution { exact, normal };

/// Which distribution a p-value comes from where the exact one is only taken if it is affordable.
const char* taken(const SignedRank& test) {
    return test.distribution == stats::NullDistribution::exact
               ? "; exact"
               : "; normal without continuity correction (exact costs too much)";
}

MethodResult signed_rank_form(const Measure& measure, ZeroRule zeros, Distribution distribution,
                              const char* policy, P (*p)(const SignedRank& test),
                              double SignedRank::*sum = nullptr) {
    return of_changes(
        measure,
        [&](stats::GridView changes) {
            stats::SignedRankOptions options;
            options.zeros = zeros;
            if (distribution == Distribution::normal) options.cost_limit = 0;
            return stats::signed_rank(changes, options);
        },
        [&](Finding& row, const SignedRank& test) {
            row.policy = policy;
            row.statistic = sum == nullptr ? test.t_plus : test.*sum;
            row.p_value = p(test);
        });
}

MethodResult signed_rank_midp(const Measure& measure, ZeroRule zeros, const char* policy,
                              const char* instead) {
    MethodResult result =
        signed_rank_form(measure, zeros, Distribution::exact, policy,
                         [](const SignedRank& test) { return test.exact ? P(test.exact->mid_p) : P(); });
    if (result.row.reason == base::reason_id(base::Reason::not_affordable)) add_note(result.row, instead);
    return result;
}

/// One-sided: exact where that is affordable; the row says which distribution was taken.
MethodResult signed_rank_one_sided(const Measure& measure, ZeroRule zeros, const char* policy,
                                   double stats::PValues::*p) {
    return of_changes(
        measure, [&](stats::GridView changes) { return stats::signed_rank(changes, {.zeros = zeros}); },
        [&](Finding& row, const SignedRank& test) {
            row.policy = std::string(policy) + taken(test);
            row.statistic = test.t_plus;
            row.p_value = test.p.*p;
        });
}

MethodResult sign_test_form(const Measure& measure, const char* policy, double SignTest::*statistic,
                            double (*p)(const SignTest& test)) {
    return of_changes(
        measure, [](stats::GridView changes) { return stats::sign_test(changes); },
        [&](Finding& row, const SignTest& test) {
            row.policy = policy;
            row.statistic = statistic == nullptr ? static_cast<double>(test.n_pos) : test.*statistic;
            row.p_value = p(test);
        });
}

MethodResult sign_flip_form(const Measure& measure, P (*p)(const SignFlip& test),
                            const char* estimate_type = "") {
    return of_changes(
        measure,
        [&](stats::GridView changes) {
            stats::SignFlipOptions options;
            options.seed = measure.seed;
            return stats::sign_flip(changes, options);
        },
        [&](Finding& row, const SignFlip& test) {
            row.policy = test.method == stats::SignFlipMethod::exact
                             ? "all patterns of signs"
                             : fmt::format("{} random patterns of signs", test.draws);
            row.estimate_type = estimate_type;
            if (!row.estimate_type.empty()) row.estimate = test.mean;
            row.statistic = test.sum;
            row.p_value = p(test);
        });
}

MethodResult conditional_interval(const Measure& measure, double level, ZeroRule zeros) {
    Finding row = people_row(measure);
    row.estimate_type = "pseudo_median";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto estimate = stats::hodges_lehmann(change_of(measure));
    if (!estimate) return absent(std::move(row), estimate.reason());
    row.estimate = estimate->estimate;
    stats::SignedRankIntervalOptions options;
    options.level = level;
    options.zeros = zeros;
    const auto limits = stats::signed_rank_interval(change_of(measure), options);
    if (limits)
        set_interval(row, limits->limits, level);
    else
        row.reason = base::reason_id(limits.reason());
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_signed_rank_midp(const Measure& measure, double /*level*/) {
    return signed_rank_midp(measure, ZeroRule::wilcoxon, "zeros dropped (Wilcoxon); midranks; exact mid-p",
                            "see_signed_rank_normal_uncorrected");
}

MethodResult run_signed_rank_greater(const Measure& measure, double /*level*/) {
    return signed_rank_one_sided(measure, ZeroRule::wilcoxon,
                                 "zeros dropped (Wilcoxon); midranks; one-sided: the repeat is higher",
                                 &stats::PValues::greater);
}

MethodResult run_signed_rank_less(const Measure& measure, double /*level*/) {
    return signed_rank_one_sided(measure, ZeroRule::wilcoxon,
                                 "zeros dropped (Wilcoxon); midranks; one-sided: the repeat is lower",
                                 &stats::PValues::less);
}

MethodResult run_signed_rank_plain(const Measure& measure, double /*level*/) {
    return signed_rank_form(measure, ZeroRule::wilcoxon, Distribution::normal,
                            "zeros dropped (Wilcoxon); midranks; normal without continuity correction",
                            [](const SignedRank& test) { return P(test.normal.p.two_sided); });
}

MethodResult run_signed_rank_pratt_midp(const Measure& measure, double /*level*/) {
    return signed_rank_midp(measure, ZeroRule::pratt, "zeros ranked (Pratt); midranks; exact mid-p",
                            "see_signed_rank_pratt_normal_uncorrected");
}

MethodResult run_signed_rank_pratt_greater(const Measure& measure, double /*level*/) {
    return signed_rank_one_sided(measure, ZeroRule::pratt,
                                 "zeros ranked (Pratt); midranks; one-sided: the repeat is higher",
                                 &stats::PValues::greater);
}

MethodResult run_signed_rank_pratt_less(const Measure& measure, double /*level*/) {
    return signed_rank_one_sided(measure, ZeroRule::pratt,
                                 "zeros ranked (Pratt); midranks; one-sided: the repeat is lower",
                                 &stats::PValues::less);
}

MethodResult run_signed_rank_pratt_plain(const Measure& measure, double /*level*/) {
    return signed_rank_form(measure, ZeroRule::pratt, Distribution::normal,
                            "zeros ranked (Pratt); midranks; normal without continuity correction",
                            [](const SignedRank& test) { return P(test.normal.p.two_sided); });
}

MethodResult run_signed_rank_pratt_normal(const Measure& measure, double /*level*/) {
    return signed_rank_form(measure, ZeroRule::pratt, Distribution::normal,
                            "zeros ranked (Pratt); midranks; normal with continuity correction",
                            [](const SignedRank& test) { return P(test.normal_corrected.p.two_sided); });
}

MethodResult run_signed_rank_split(const Measure& measure, double /*level*/) {
    return signed_rank_form(
        measure, ZeroRule::pratt, Distribution::normal,
        "half of the ranks of the zeros to either side; normal",
        [](const SignedRank& test) { return P(test.split_normal.p.two_sided); }, &SignedRank::split_t_plus);
}

MethodResult run_signed_rank_split_corrected(const Measure& measure, double /*level*/) {
    return signed_rank_form(
        measure, ZeroRule::pratt, Distribution::normal,
        "half of the ranks of the zeros to either side; normal with continuity correction",
        [](const SignedRank& test) { return P(test.split_normal_corrected.p.two_sided); },
        &SignedRank::split_t_plus);
}

MethodResult run_sign_test_midp(const Measure& measure, double /*level*/) {
    return sign_test_form(measure, "exact binomial mid-p", nullptr,
                          [](const SignTest& test) { return test.mid_p; });
}

MethodResult run_sign_test_greater(const Measure& measure, double /*level*/) {
    return sign_test_form(measure, "exact binomial, one-sided: more go up", nullptr,
                          [](const SignTest& test) { return test.p.greater; });
}

MethodResult run_sign_test_less(const Measure& measure, double /*level*/) {
    return sign_test_form(measure, "exact binomial, one-sided: more go down", nullptr,
                          [](const SignTest& test) { return test.p.less; });
}

MethodResult run_sign_test_normal(const Measure& measure, double /*level*/) {
    return sign_test_form(measure, "normal without continuity correction", &SignTest::z,
                          [](const SignTest& test) { return test.p_normal; });
}

MethodResult run_sign_test_normal_corrected(const Measure& measure, double /*level*/) {
    return sign_test_form(measure, "normal with continuity correction", &SignTest::z_corrected,
                          [](const SignTest& test) { return test.p_normal_corrected; });
}

MethodResult run_sign_flip(const Measure& measure, double /*level*/) {
    return sign_flip_form(
        measure, [](const SignFlip& test) { return P(test.p.two_sided); }, "points");
}

MethodResult run_sign_flip_midp(const Measure& measure, double /*level*/) {
    MethodResult result = sign_flip_form(measure, [](const SignFlip& test) { return test.mid_p; });
    if (result.row.reason == base::reason_id(base::Reason::not_affordable))
        add_note(result.row, "see_sign_flip");
    return result;
}

MethodResult run_sign_flip_greater(const Measure& measure, double /*level*/) {
    return sign_flip_form(measure, [](const SignFlip& test) { return P(test.p.greater); });
}

MethodResult run_sign_flip_less(const Measure& measure, double /*level*/) {
    return sign_flip_form(measure, [](const SignFlip& test) { return P(test.p.less); });
}

MethodResult run_signed_rank_r(const Measure& measure, double /*level*/) {
    return of_changes(
        measure, [](stats::GridView changes) { return stats::signed_rank(changes, {.cost_limit = 0}); },
        [](Finding& row, const SignedRank& test) {
            row.policy = "z without continuity correction over the root of all pairs";
            row.estimate_type = "r";
            row.estimate = test.r_pairs;
        });
}

MethodResult run_hodges_lehmann_normal(const Measure& measure, double level) {
    return of_changes(
        measure,
        [level](stats::GridView changes) { return stats::hodges_lehmann(changes, {.level = level}); },
        [](Finding& row, const stats::HodgesLehmann& result) {
            row.policy = "zeros kept; normal order of the limits";
            row.estimate_type = "pseudo_median";
            row.estimate = result.estimate;
            set_interval(row, result.normal.limits, result.normal.achieved);
        });
}

MethodResult run_hodges_lehmann_dropped(const Measure& measure, double level) {
    return of_changes(
        measure,
        [level](stats::GridView changes) {
            return stats::hodges_lehmann(changes, {.level = level, .zeros = stats::ZeroPairs::dropped});
        },
        [](Finding& row, const stats::HodgesLehmann& result) {
            row.policy = "zeros dropped";
            row.estimate_type = "pseudo_median";
            row.estimate = result.estimate;
            const stats::WalshInterval& limits = result.exact_order ? *result.exact : result.normal;
            if (result.ci)
                set_interval(row, *result.ci, limits.achieved);
            else
                row.reason = base::reason_id(result.ci.reason());
        });
}

MethodResult run_hodges_lehmann_conditional(const Measure& measure, double level) {
    return conditional_interval(measure, level, ZeroRule::wilcoxon);
}

MethodResult run_hodges_lehmann_conditional_pratt(const Measure& measure, double level) {
    return conditional_interval(measure, level, ZeroRule::pratt);
}

}  // namespace outcomes::analysis
