// What must not matter: every method of the library on random data with many ties, before and after a change
// of the data whose effect is known. One row a figure; a new method gets its rows here.

#include "tests/unit/stats/properties.hpp"
#include "libstats/stats/bland_altman.hpp"
#include "libstats/stats/brunner_munzel.hpp"
#include "libstats/stats/cliff_delta.hpp"
#include "libstats/stats/correlation.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/friedman.hpp"
#include "libstats/stats/group_effect_size.hpp"
#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/hodges_lehmann_shift.hpp"
#include "libstats/stats/icc.hpp"
#include "libstats/stats/improvement.hpp"
#include "libstats/stats/jzs_bayes_factor.hpp"
#include "libstats/stats/kappa.hpp"
#include "libstats/stats/lin_concordance.hpp"
#include "libstats/stats/mann_whitney.hpp"
#include "libstats/stats/marginal_homogeneity.hpp"
#include "libstats/stats/median_change.hpp"
#include "libstats/stats/one_way.hpp"
#include "libstats/stats/page.hpp"
#include "libstats/stats/pitman_morgan.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/quade.hpp"
#include "libstats/stats/rank_biserial.hpp"
#include "libstats/stats/rank_correlation.hpp"
#include "libstats/stats/reliability.hpp"
#include "libstats/stats/rm_anova.hpp"
#include "libstats/stats/shapiro_wilk.hpp"
#include "libstats/stats/sign_flip.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/t_test.hpp"
#include "libstats/stats/variance_ratio.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::stats {
namespace {

using namespace properties;

struct Row {
    std::string name;
    Kind kind;
    std::function<Values(const Sample&)> compute;
    Rules rules;
    double rel = 1e-9;
};

/// What `pick` takes from a result, if there is one.
template <class Result, class Pick>
Values from(const base::Outcome<Result>& result, const Pick& pick) {
    if (!result) return {};
    return pick(*result);
}
Values ends(const Interval& interval) {
    return {interval.low, interval.high};
}
template <class Result>
Values ends(const Result& interval) {  // of an optional, or of an outcome
    return interval ? ends(*interval) : Values{};
}

/// A figure of the differences.
template <class Method, class Pick>
Row of_change(std::string name, Method method, Pick pick, Rules rules, double rel = 1e-9) {
    return {std::move(name), Kind::pairs,
            [=](const Sample& sample) {
                const Column change = sample.difference();
                return from(method(GridView{.units = change, .denominator = 1}), pick);
            },
            rules, rel};
}
/// A figure of the moments of two waves.
template <class Method, class Pick>
Row of_pairs(std::string name, Method method, Pick pick, Rules rules, double rel = 1e-9) {
    return {std::move(name), Kind::pairs,
            [=](const Sample& sample) { return from(method(sample.pairs()), pick); }, rules, rel};
}
template <class Method, class Pick>
Row of_two(std::string name, Kind kind, Method method, Pick pick, Rules rules, double rel = 1e-9) {
    return {std::move(name), kind,
            [=](const Sample& sample) { return from(method(sample.first(), sample.second()), pick); }, rules,
            rel};
}
template <class Method, class Pick>
Row of_table(std::string name, Method method, Pick pick, Rules rules) {
    return {std::move(name), Kind::answers,
            [=](const Sample& sample) { return from(method(sample.table()), pick); }, rules};
}
template <class Method, class Pick>
Row of_yes_no(std::string name, Method method, Pick pick, Rules rules) {
    return {std::move(name), Kind::answers,
            [=](const Sample& sample) { return from(method(sample.yes_no()), pick); }, rules};
}
template <class Method, class Pick>
Row of_occasions(std::string name, Method method, Pick pick, Rules rules) {
    return {std::move(name), Kind::occasions,
            [=](const Sample& sample) {
                const Column rows = sample.rows();
                return from(method(OccasionTable{.units = rows, .k = sample.columns.size()}), pick);
            },
            rules};
}
template <class Method, class Pick>
Row of_items(std::string name, Method method, Pick pick, Rules rules, double rel = 1e-9) {
    return {std::move(name), Kind::occasions,
            [=](const Sample& sample) {
                ItemMoments items(sample.columns.size());
                const Column rows = sample.rows();
                for (std::size_t at = 0; at < rows.size(); at += sample.columns.size())
                    items.add(std::span(rows).subspan(at, sample.columns.size()));
                return from(method(items), pick);
            },
            rules, rel};
}

/// The figure or interval that an expression of `r` gives.
#define FIGURE(expression) [](const auto& r) { return Values{expression}; }
#define ENDS(expression) [](const auto& r) { return ends(expression); }
/// A function with its defaults.
#define CALL(function) [](const auto&... x) { return function(x...); }

void add_changes(std::vector<Row>& rows) {
    const auto t = [](GridView d) { return paired_t(*moments(d)); };
    const auto pratt = [](GridView d) { return signed_rank(d, {.zeros = ZeroRule::pratt}); };
    const auto jzs = [](GridView d) { return jzs_bayes_factor_paired(*moments(d)); };
    const auto biserial = CALL(rank_biserial);
    rows.insert(
        rows.end(),
        {of_change("paired t: estimate", t, FIGURE(r.estimate), amount_estimate),
         of_change("paired t: t", t, FIGURE(r.statistic), directed),
         of_change("paired t: p", t, FIGURE(r.p.two_sided), test),
         of_change("paired t: interval", t, ENDS(r.ci), amount),
         of_change("signed rank: z", CALL(signed_rank), FIGURE(r.normal.z), directed),
         of_change("signed rank: exact p", CALL(signed_rank), FIGURE(r.exact->p.two_sided), test),
         of_change("signed rank: exact p, one-sided", CALL(signed_rank),
                   ([](const auto& r) { return Values{r.exact->p.greater - r.exact->p.less}; }), directed),
         of_change("signed rank, Pratt: exact p", pratt, FIGURE(r.exact->p.two_sided), test),
         of_change("signed rank, Pratt: z", pratt, FIGURE(r.normal_corrected.z), directed),
         of_change("sign test: p", CALL(sign_test), FIGURE(r.p.two_sided), test),
         of_change("sign test: share up", CALL(sign_test), FIGURE(r.share_up), probability_estimate),
         of_change("Hodges-Lehmann", CALL(hodges_lehmann), FIGURE(r.estimate), amount),
         of_change("Hodges-Lehmann: interval", CALL(hodges_lehmann), ENDS(r.ci), amount),
         of_change("median change", CALL(median_change), FIGURE(r.estimate), amount_estimate),
         of_change("median change: interval", CALL(median_change), ENDS(r.ci), amount),
         of_change("improvement", CALL(improvement), FIGURE(r.estimate), probability_estimate),
         of_change("improvement: interval", CALL(improvement), ENDS(r.ci), probability),
         of_change("rank-biserial", biserial, FIGURE(r.estimate), directed),
         of_change("rank-biserial: interval", biserial, ENDS(r.ci), directed),
         of_change("sign flips: p", CALL(sign_flip), FIGURE(r.p.two_sided), test),
         of_change("JZS Bayes factor, paired", jzs, FIGURE(r.log_bf10), test, 1e-7),
         of_change(
             "Shapiro-Wilk", [](GridView d) { return shapiro_wilk(d); }, FIGURE(r.w), test)});
}

void add_pairs(std::vector<Row>& rows) {
    const auto intraclass = CALL(icc);
    const auto baseline = [](const PairedMoments& pairs) { return d_baseline(pairs); };
    rows.insert(rows.end(),
                {of_pairs("d_z", CALL(d_z), FIGURE(r.d), directed),
                 of_pairs("g_z: interval", CALL(d_z), ENDS(r.g_ci), directed),
                 of_pairs("d_rm", CALL(d_rm), ENDS(r.d_ci), directed),
                 of_pairs("d_av_rms", CALL(d_av_rms), ENDS(r.d_ci), directed),
                 of_pairs("d_av_mean", CALL(d_av_mean), ENDS(r.d_ci), directed),
                 of_pairs("d_baseline", baseline, ENDS(r.g_ci), of_baseline),
                 of_pairs("SMCR", CALL(standardized_by_raw_score), ENDS(r.ci), of_baseline),
                 of_pairs("SMCC", CALL(standardized_by_change_score), ENDS(r.ci), directed),
                 of_pairs("Pearson", CALL(pearson), FIGURE(r.r), sample_share),
                 of_pairs("Pearson: interval", CALL(pearson), ENDS(r.ci), test),
                 of_pairs("Lin's concordance", CALL(lin_concordance), FIGURE(r.ccc), sample_share),
                 of_pairs("Pitman-Morgan: ratio", CALL(pitman_morgan), FIGURE(r.variance_ratio),
                          Rules{.columns = inverse, .duplicate = same}),
                 of_pairs("Pitman-Morgan: interval", CALL(pitman_morgan), ENDS(r.ci), ratio),
                 of_pairs("ICC(A,1)", intraclass, FIGURE(*r.agreement_single.estimate), test),
                 of_pairs("ICC(A,1): interval", intraclass, ENDS(r.agreement_single.ci), test),
                 of_pairs("ICC(C,k): interval", intraclass, ENDS(r.consistency_average.ci), test),
                 of_pairs("Bland-Altman: limits", CALL(bland_altman), ENDS(r.limits), amount),
                 of_pairs("Bland-Altman: within-person SD", CALL(bland_altman), FIGURE(r.within_sd),
                          Rules{.scale = scaled, .duplicate = same}),
                 of_two("Spearman", Kind::pairs, CALL(spearman), FIGURE(r.rho), sample_share),
                 of_two("Spearman: interval", Kind::pairs, CALL(spearman), ENDS(r.ci), test),
                 of_two("Kendall", Kind::pairs, CALL(kendall), FIGURE(r.tau_b), sample_share),
                 of_two("Kendall: interval", Kind::pairs, CALL(kendall), ENDS(r.ci), test)});
}

void add_groups(std::vector<Row>& rows) {
    const auto add = [&](std::string name, auto method, auto pick, Rules rules, double rel = 1e-9) {
        rows.push_back(of_two(std::move(name), Kind::groups, method, pick, rules, rel));
    };
    const auto with_moments = [](auto method) {
        return [=](const GridView& a, const GridView& b) { return method(*moments(a), *moments(b)); };
    };
    const auto with_list = [](auto method) {
        return [=](const GridView& a, const GridView& b) {
            const std::vector<GridView> groups{a, b};
            return method(std::span<const GridView>(groups));
        };
    };
    const auto welch = with_moments(CALL(welch_t));
    add("Welch: estimate", welch, FIGURE(r.estimate), amount_estimate);
    add("Welch: p", welch, FIGURE(r.p.two_sided), test);
    add("Welch: interval", welch, ENDS(r.ci), amount);
    add("Student: t", with_moments(CALL(student_t)), FIGURE(r.statistic), directed);
    add("Student: interval", with_moments(CALL(student_t)), ENDS(r.ci), amount);
    add("d, pooled", with_moments(CALL(group_difference)), ENDS(r.d_ci), directed);
    add("variance ratio", with_moments(CALL(variance_ratio)), ENDS(r.ci), ratio);
    add("JZS Bayes factor, two samples",
        with_moments([](const auto& a, const auto& b) { return jzs_bayes_factor_two_sample(a, b); }),
        FIGURE(r.log_bf10), test, 1e-7);
    add("Mann-Whitney: z", CALL(mann_whitney), FIGURE(r.normal->z), directed);
    add("Mann-Whitney: exact p", CALL(mann_whitney), FIGURE(r.exact->p_absdev), test);
    add("Mann-Whitney: mid-p", CALL(mann_whitney), FIGURE(r.exact->mid_p_doubled), test);
    add("Hodges-Lehmann shift", CALL(hodges_lehmann_shift), FIGURE(r.estimate), amount_estimate);
    add("Hodges-Lehmann shift: interval", CALL(hodges_lehmann_shift), ENDS(r.ci), amount);
    add("Cliff's delta", CALL(cliff_delta), FIGURE(r.delta), directed_estimate);
    add("Cliff's delta: interval", CALL(cliff_delta), ENDS(r.ci_unbiased_t), directed);
    add("Vargha-Delaney A", CALL(cliff_delta), FIGURE(r.superiority), probability_estimate);
    add("Brunner-Munzel: estimate", CALL(brunner_munzel), FIGURE(r.estimate), probability_estimate);
    add("Brunner-Munzel: interval", CALL(brunner_munzel), ENDS(r.test->ci), probability);
    add("Brunner-Munzel: p", CALL(brunner_munzel), FIGURE(r.test->p.two_sided), test);
    add("one-way F", with_list([](auto groups) { return one_way_anova(groups); }), FIGURE(r.f), test);
    add("one-way eta squared", with_list([](auto groups) { return one_way_anova(groups); }),
        FIGURE(r.eta_squared), sample_share);
    add("Welch's F", with_list(CALL(welch_anova)), FIGURE(r.f), test);
    add("Brown-Forsythe", with_list(CALL(brown_forsythe)), FIGURE(r.f), test);
    add("Levene", with_list(CALL(levene)), FIGURE(r.f), test);
    add("Kruskal-Wallis", with_list(CALL(kruskal_wallis)), FIGURE(r.h), test);
}

void add_answers(std::vector<Row>& rows) {
    const auto weighted = [](KappaWeights weights) {
        return [=](const SquareTable& table) { return kappa(table, weights); };
    };
    const auto plain = weighted(KappaWeights::unweighted);
    rows.insert(
        rows.end(),
        {of_table("Stuart-Maxwell", CALL(stuart_maxwell), FIGURE(r.chi2), nominal_chi2),
         of_table("Bhapkar", CALL(bhapkar), FIGURE(r.chi2), nominal_chi2),
         of_table("Bowker", CALL(bowker), FIGURE(r.chi2), nominal_chi2),
         of_table("Bowker: p", CALL(bowker), FIGURE(r.p), nominal),
         of_table("shift of scores", CALL(score_shift), FIGURE(r.z), answer_directed),
         of_table("kappa", plain, FIGURE(r.estimate), nominal_estimate),
         of_table("kappa: interval", plain, ENDS(r.ci), nominal),
         of_table("kappa, linear", weighted(KappaWeights::linear), FIGURE(r.estimate), ordinal_estimate),
         of_table("kappa, quadratic: interval", weighted(KappaWeights::quadratic), ENDS(r.ci), answer_test),
         of_table("Gwet's AC1", CALL(gwet_ac1), FIGURE(r.estimate), nominal_estimate),
         of_yes_no("McNemar, exact", CALL(mcnemar), FIGURE(r.exact.two_sided), answer_test),
         of_yes_no("McNemar, mid-p", CALL(mcnemar), FIGURE(r.mid_p.two_sided), answer_test),
         of_yes_no("McNemar, chi2", CALL(mcnemar), FIGURE(r.chi2),
                   Rules{.shift = unbound, .scale = unbound, .duplicate = doubled}),
         of_yes_no("odds ratio of changing", CALL(conditional_odds_ratio), FIGURE(r.estimate), answer_odds),
         of_yes_no("odds ratio of changing: interval", CALL(conditional_odds_ratio), ENDS(r.exact),
                   answer_odds),
         of_yes_no("change of a share: Newcombe", CALL(paired_difference), ENDS(r.newcombe), answer_directed),
         of_yes_no("change of a share: Tango", CALL(paired_difference), ENDS(r.tango), answer_directed),
         of_yes_no("change of a share: Bonett-Price", CALL(paired_difference), ENDS(r.bonett_price),
                   answer_directed)});
}

void add_occasions(std::vector<Row>& rows) {
    const auto quick_friedman = [](const OccasionTable& table) { return friedman(table, 0); };
    rows.insert(
        rows.end(),
        {of_occasions("Friedman", quick_friedman, FIGURE(r.chi2), Rules{.duplicate = doubled}),
         of_occasions("Friedman: exact p", CALL(friedman), FIGURE(*r.p_exact), test),
         of_occasions("Kendall's W", quick_friedman, FIGURE(r.kendall_w), sample_share),
         of_occasions("Page: z", CALL(page_trend), FIGURE(r.z), directed),
         of_occasions("Page: exact p", CALL(page_trend), FIGURE(r.exact->two_sided), test),
         of_occasions("Quade", CALL(quade), FIGURE(r.test.f), test),
         of_occasions("repeated measures F", CALL(rm_anova), FIGURE(r.test.f), test),
         of_occasions("generalized eta squared", CALL(rm_anova), FIGURE(r.generalized_eta2), sample_share),
         of_occasions("Greenhouse-Geisser", CALL(rm_anova), FIGURE(r.corrected->epsilon_gg), sample_share),
         of_occasions("Mauchly's W", CALL(rm_anova), FIGURE(r.mauchly->w), sample_share),
         of_occasions("Hotelling's T2", CALL(rm_anova), FIGURE(r.hotelling->t2), test),
         of_items(
             "alpha", [](const ItemMoments& items) { return cronbach_alpha(items); }, FIGURE(r.alpha),
             sample_share),
         of_items(
             "alpha, standardized", [](const ItemMoments& items) { return cronbach_alpha(items); },
             FIGURE(*r.alpha_standardized), sample_share),
         of_items(
             "alpha: interval", [](const ItemMoments& items) { return cronbach_alpha(items); },
             ENDS(r.alpha_ci), test),
         of_items(
             "ICC(C,1) of questions", [](const ItemMoments& items) { return icc(items); },
             FIGURE(*r.consistency_single.estimate), sample_share)});
}

std::vector<Row> all_rows() {
    std::vector<Row> rows;
    add_changes(rows);
    add_pairs(rows);
    add_groups(rows);
    add_answers(rows);
    add_occasions(rows);
    return rows;
}

void check_row(const Row& row, const Sample& sample, Change change) {
    const Rule rule = row.rules.under(change);
    // Relabelling is for answers; the others have no labels.
    if (rule == Rule::unbound || (change == Change::relabel && row.kind != Kind::answers)) return;
    Values before = row.compute(sample);
    const Values after = row.compute(changed(sample, change, row.kind));
    REQUIRE(before.size() == after.size());
    const bool turns = rule == Rule::negated || rule == Rule::complement || rule == Rule::inverse;
    if (turns) std::reverse(before.begin(), before.end());
    for (std::size_t i = 0; i < before.size(); ++i) {
        const double wanted = expected(before[i], rule);
        CAPTURE(wanted);
        CAPTURE(after[i]);
        CHECK(agrees(after[i], wanted, row.rel));
    }
}

}  // namespace

TEST_SUITE("stats/properties") {
    TEST_CASE("what must not matter does not matter") {
        const auto rows = all_rows();
        CHECK(rows.size() > 100);
        for (const Row& row : rows) {
            CAPTURE(row.name);
            std::size_t n_values = 0;
            for (std::uint64_t seed = 1; seed <= 12; ++seed) {
                const Sample sample = random_sample(row.kind, seed);
                n_values += row.compute(sample).size();
                for (const Change change : all_changes) {
                    CAPTURE(seed);
                    CAPTURE(static_cast<int>(change));
                    check_row(row, sample, change);
                }
            }
            CHECK(n_values > 0);  // a row that never has a value checks nothing
        }
    }
}

#undef FIGURE
#undef ENDS
#undef CALL

}  // namespace outcomes::stats
