#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/overlap_proportions.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/share_ratios.hpp"
#include "libstats/stats/share_tests.hpp"

#include <numeric>
#include <utility>

/// Other intervals, ratios and tests of the share of one answer.
namespace outcomes::analysis {
namespace {

using base::Reason;
using findings::Finding;
using stats::Count;
using stats::Interval;

/// A row about the linked people's table of two answers; `fill` says what is in it.
template <class Fill>
MethodResult of_pairs(const Measure& measure, const char* type, Fill fill) {
    Finding row = counted_row(measure, "people");
    row.estimate_type = type;
    row.subgroup = measure.answers.labels[measure.success];
    if (const Why reason = fill(row, yes_no_moves(measure))) return absent(std::move(row), *reason);
    return {std::move(row), std::nullopt};
}

MethodResult paired_interval(const Measure& measure, double level,
                             Interval stats::PairedDifference::*interval) {
    return of_pairs(measure, "percentage_points", [=](Finding& row, const stats::PairedTable& table) -> Why {
        const auto shown = stats::paired_difference(table, level);
        if (!shown) return shown.reason();
        row.mean_from = shown->baseline * percent;
        row.mean_to = shown->repeat * percent;
        row.estimate = shown->estimate * percent;
        set_interval(row, in_points((*shown).*interval), level);
        return {};
    });
}

MethodResult paired_odds(const Measure& measure, double level,
                         std::optional<Interval> (*interval)(const stats::ConditionalOddsRatio& ratio)) {
    return of_pairs(measure, "odds_ratio", [=](Finding& row, const stats::PairedTable& table) -> Why {
        const auto result = stats::conditional_odds_ratio(table, level);
        if (!result) return result.reason();
        row.estimate = result->estimate;
        if (const auto limits = interval(*result))
            set_interval(row, *limits, level);
        else
            row.reason = base::reason_id(Reason::no_variation);
        return {};
    });
}

/// Shares of everyone in the two waves, as two groups of different people.
struct TwoShares {
    Count from;
    Count to;
};

TwoShares shares_of(const Measure& measure) {
    const auto count = [&](const std::vector<std::int64_t>& counts) {
        return Count{counts[measure.success], std::accumulate(counts.begin(), counts.end(), std::int64_t{0})};
    };
    return {count(measure.answers.count_from), count(measure.answers.count_to)};
}

/// A row about the shares of everyone; `fill` says what is in it.
template <class Fill>
MethodResult two_shares(const Measure& measure, const char* type, Fill fill) {
    Finding row = counted_row(measure, "place");
    row.estimate_type = type;
    row.subgroup = measure.answers.labels[measure.success];
    const TwoShares shares = shares_of(measure);
    if (shares.from.n < 1 || shares.to.n < 1) return absent(std::move(row), Reason::no_answers);
    if (const Why reason = fill(row, shares)) return absent(std::move(row), *reason);
    return {std::move(row), std::nullopt};
}

MethodResult share_difference(const Measure& measure, double level,
                              Interval stats::ProportionDifference::*interval) {
    return two_shares(measure, "percentage_points", [=](Finding& row, const TwoShares& shares) -> Why {
        const auto shown = stats::proportion_difference(shares.from, shares.to, level);
        if (!shown) return shown.reason();
        row.mean_from = shown->baseline * percent;
        row.mean_to = shown->repeat * percent;
        row.estimate = shown->estimate * percent;
        set_interval(row, in_points((*shown).*interval), level);
        return {};
    });
}

/// A ratio of two shares with one of its intervals.
template <class Ratio, class Pick>
MethodResult share_ratio(const Measure& measure, double level, const char* type, Ratio ratio, Pick pick) {
    return two_shares(measure, type, [=](Finding& row, const TwoShares& shares) -> Why {
        const auto result = ratio(shares.from, shares.to, level);
        if (!result) return result.reason();
        row.estimate = result->estimate;
        if (const std::optional<Interval> limits = pick(*result))
            set_interval(row, *limits, level);
        else
            row.reason = base::reason_id(Reason::no_variation);
        return {};
    });
}

MethodResult chi2_form(const Measure& measure, double stats::TwoShareTest::*chi2,
                       double stats::TwoShareTest::*p) {
    return two_shares(measure, "", [=](Finding& row, const TwoShares& shares) -> Why {
        const auto test = stats::two_share_test(shares.from, shares.to);
        if (!test) return test.reason();
        row.statistic = (*test).*chi2;
        row.df = 1;
        row.p_value = (*test).*p;
        return {};
    });
}

MethodResult fisher_form(const Measure& measure, double (*p)(const stats::FisherTest& test)) {
    return two_shares(measure, "", [=](Finding& row, const TwoShares& shares) -> Why {
        const auto test = stats::fisher_test(shares.from, shares.to);
        if (!test) return test.reason();
        row.p_value = p(*test);
        return {};
    });
}

}  // namespace

MethodResult run_newcombe_paired_raw_phi(const Measure& measure, double level) {
    return paired_interval(measure, level, &stats::PairedDifference::newcombe_raw_phi);
}

MethodResult run_tango(const Measure& measure, double level) {
    return paired_interval(measure, level, &stats::PairedDifference::tango);
}

MethodResult run_bonett_price(const Measure& measure, double level) {
    return paired_interval(measure, level, &stats::PairedDifference::bonett_price);
}

MethodResult run_agresti_min(const Measure& measure, double level) {
    return paired_interval(measure, level, &stats::PairedDifference::agresti_min);
}

MethodResult run_wald_paired(const Measure& measure, double level) {
    return paired_interval(measure, level, &stats::PairedDifference::wald);
}

MethodResult run_wald_paired_corrected(const Measure& measure, double level) {
    return paired_interval(measure, level, &stats::PairedDifference::wald_corrected);
}

MethodResult run_paired_odds_ratio(const Measure& measure, double level) {
    return paired_odds(measure, level,
                       [](const stats::ConditionalOddsRatio& r) { return std::optional<Interval>(r.exact); });
}

MethodResult run_paired_odds_ratio_mid_p(const Measure& measure, double level) {
    return paired_odds(measure, level,
                       [](const stats::ConditionalOddsRatio& r) { return std::optional<Interval>(r.mid_p); });
}

MethodResult run_paired_odds_ratio_wilson(const Measure& measure, double level) {
    return paired_odds(measure, level, [](const stats::ConditionalOddsRatio& r) {
        return std::optional<Interval>(r.wilson);
    });
}

MethodResult run_paired_odds_ratio_wald(const Measure& measure, double level) {
    return paired_odds(measure, level,
                       [](const stats::ConditionalOddsRatio& r) { return std::optional<Interval>(r.wald); });
}

MethodResult run_paired_risk_ratio(const Measure& measure, double level) {
    return of_pairs(measure, "risk_ratio", [=](Finding& row, const stats::PairedTable& table) -> Why {
        const auto result = stats::paired_ratio(table, level);
        if (!result) return result.reason();
        row.estimate = result->estimate;
        set_interval(row, result->wald, level);
        return {};
    });
}

MethodResult run_cohen_g(const Measure& measure, double /*level*/) {
    return of_pairs(measure, "cohen_g", [](Finding& row, const stats::PairedTable& table) -> Why {
        const auto test = stats::mcnemar(table);
        if (!test) return test.reason();
        row.estimate = test->cohen_g;
        return {};
    });
}

MethodResult run_newcombe_corrected(const Measure& measure, double level) {
    return share_difference(measure, level, &stats::ProportionDifference::newcombe_corrected);
}

MethodResult run_miettinen_nurminen(const Measure& measure, double level) {
    return share_difference(measure, level, &stats::ProportionDifference::miettinen_nurminen);
}

MethodResult run_mee(const Measure& measure, double level) {
    return share_difference(measure, level, &stats::ProportionDifference::mee);
}

MethodResult run_agresti_caffo(const Measure& measure, double level) {
    return share_difference(measure, level, &stats::ProportionDifference::agresti_caffo);
}

MethodResult run_wald_difference(const Measure& measure, double level) {
    return share_difference(measure, level, &stats::ProportionDifference::wald);
}

MethodResult run_wald_difference_corrected(const Measure& measure, double level) {
    return share_difference(measure, level, &stats::ProportionDifference::wald_corrected);
}

MethodResult run_relative_risk(const Measure& measure, double level) {
    return share_ratio(measure, level, "relative_risk", stats::relative_risk,
                       [](const stats::RelativeRisk& r) { return std::optional<Interval>(r.koopman); });
}

MethodResult run_relative_risk_mn(const Measure& measure, double level) {
    return share_ratio(
        measure, level, "relative_risk", stats::relative_risk,
        [](const stats::RelativeRisk& r) { return std::optional<Interval>(r.miettinen_nurminen); });
}

MethodResult run_relative_risk_wald(const Measure& measure, double level) {
    return share_ratio(measure, level, "relative_risk", stats::relative_risk,
                       [](const stats::RelativeRisk& r) { return std::optional<Interval>(r.wald); });
}

MethodResult run_odds_ratio(const Measure& measure, double level) {
    return share_ratio(measure, level, "odds_ratio", stats::odds_ratio,
                       [](const stats::OddsRatio& r) { return std::optional<Interval>(r.score); });
}

MethodResult run_odds_ratio_mn(const Measure& measure, double level) {
    return share_ratio(measure, level, "odds_ratio", stats::odds_ratio, [](const stats::OddsRatio& r) {
        return std::optional<Interval>(r.miettinen_nurminen);
    });
}

MethodResult run_odds_ratio_wald(const Measure& measure, double level) {
    return share_ratio(measure, level, "odds_ratio", stats::odds_ratio,
                       [](const stats::OddsRatio& r) { return std::optional<Interval>(r.wald); });
}

MethodResult run_odds_ratio_exact(const Measure& measure, double level) {
    return share_ratio(measure, level, "odds_ratio", stats::conditional_two_by_two,
                       [](const stats::ConditionalTwoByTwo& r) { return std::optional<Interval>(r.exact); });
}

MethodResult run_odds_ratio_mid_p(const Measure& measure, double level) {
    return share_ratio(measure, level, "odds_ratio", stats::conditional_two_by_two,
                       [](const stats::ConditionalTwoByTwo& r) { return std::optional<Interval>(r.mid_p); });
}

MethodResult run_pearson_chi2(const Measure& measure, double /*level*/) {
    return chi2_form(measure, &stats::TwoShareTest::chi2, &stats::TwoShareTest::p);
}

MethodResult run_pearson_chi2_corrected(const Measure& measure, double /*level*/) {
    return chi2_form(measure, &stats::TwoShareTest::chi2_corrected, &stats::TwoShareTest::p_corrected);
}

MethodResult run_chi2_n_minus_1(const Measure& measure, double /*level*/) {
    return chi2_form(measure, &stats::TwoShareTest::chi2_n_minus_1, &stats::TwoShareTest::p_n_minus_1);
}

MethodResult run_fisher_exact(const Measure& measure, double /*level*/) {
    return fisher_form(measure, [](const stats::FisherTest& test) { return test.exact.two_sided; });
}

MethodResult run_fisher_mid_p(const Measure& measure, double /*level*/) {
    return fisher_form(measure, [](const stats::FisherTest& test) { return test.mid_p.two_sided; });
}

MethodResult run_cohen_h(const Measure& measure, double level) {
    return two_shares(measure, "cohen_h", [&, level](Finding& row, const TwoShares& shares) -> Why {
        const auto result = stats::cohen_h(shares.from, shares.to, level);
        if (!result) return result.reason();
        row.estimate = result->estimate;
        set_interval(row, result->ci, level);
        return {};
    });
}

MethodResult run_overlap_z(const Measure& measure, double level) {
    return two_shares(measure, "percentage_points", [&, level](Finding& row, const TwoShares& shares) -> Why {
        const stats::PairedTable pairs = yes_no_moves(measure);
        const std::int64_t n = pairs.both + pairs.baseline_only + pairs.repeat_only + pairs.neither;
        stats::OverlapCounts counts{pairs.both, pairs.baseline_only, pairs.repeat_only, pairs.neither};
        counts.only_baseline = {shares.from.events - pairs.both - pairs.baseline_only, shares.from.n - n};
        counts.only_repeat = {shares.to.events - pairs.both - pairs.repeat_only, shares.to.n - n};
        const auto test = stats::overlap_z(counts, level);
        if (!test) return test.reason();
        row.mean_from = test->baseline * percent;
        row.mean_to = test->repeat * percent;
        row.estimate = test->estimate * percent;
        row.statistic = test->z;
        row.p_value = test->p.two_sided;
        set_interval(row, in_points(test->ci), level);
        return {};
    });
}

}  // namespace outcomes::analysis
