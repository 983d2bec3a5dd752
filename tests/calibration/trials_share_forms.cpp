#include "libstats/stats/binomial_test.hpp"
#include "libstats/stats/share_ratios.hpp"
#include "libstats/stats/share_tests.hpp"
#include "tests/calibration/share_trials.hpp"

#include <cmath>

/// Other intervals and tests of shares, beside those of trials_shares.cpp.
namespace outcomes::calibration {
namespace {

using stats::BinomialTest;
using stats::ConditionalOddsRatio;
using stats::ConditionalTwoByTwo;
using stats::OddsRatio;
using stats::RelativeRisk;
using stats::TwoShareTest;

Trial chi2_trial(const char* id, double TwoShareTest::*p) {
    return two_share_test_trial(id, [p](stats::Count from, stats::Count to) {
        const auto test = stats::two_share_test(from, to);
        return test ? (*test).*p : 1.0;
    });
}

/// The share of the first wave against the value that it has in the population.
template <class Pick>
Trial binomial_trial(const char* id, Pick pick) {
    return {.id = id,
            .run = [pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test = stats::binomial_test(yes_of(draw.before, draw.cut), draw.true_share);
                if (!test) return {};
                return {std::nullopt, pick(*test)};
            },
            .truth = {},
            .null_holds = [](const Population&) { return true; }};
}

Trial cohen_h_trial() {
    return {.id = "cohen_h",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result =
                    stats::cohen_h(yes_of(draw.others_before, draw.cut), yes_of(draw.others_after, draw.cut));
                if (!result) return {};
                return only(result->ci);
            },
            .truth = [](const Population& population) -> std::optional<double> {
                const Shares shares = shares_of(population, middle_cut(population));
                return 2 * std::asin(std::sqrt(shares.second)) - 2 * std::asin(std::sqrt(shares.first));
            },
            .null_holds = {}};
}

Trial paired_ratio_trial() {
    return {.id = "paired_risk_ratio",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::paired_ratio(paired_table_of(draw, draw.cut));
                if (!result) return {};
                return only(result->wald);
            },
            .truth = [](const Population& population) -> std::optional<double> {
                return relative(shares_of(population, middle_cut(population)));
            },
            .null_holds = {}};
}

Trial with_cost(Trial trial, Cost cost) {
    trial.cost = cost;
    return trial;
}

}  // namespace

std::vector<Trial> trials_of_share_forms() {
    using Two = stats::ProportionDifference;
    return {
        two_shares_interval("wald_difference_corrected", [](const Two& d) { return d.wald_corrected; }),
        chi2_trial("pearson_chi2", &TwoShareTest::p),
        chi2_trial("pearson_chi2_corrected", &TwoShareTest::p_corrected),
        cohen_h_trial(),
        ratio_trial(
            "relative_risk", stats::relative_risk, [](const RelativeRisk& r) { return r.koopman; }, relative),
        ratio_trial(
            "relative_risk_wald", stats::relative_risk, [](const RelativeRisk& r) { return r.wald; },
            relative),
        ratio_trial(
            "odds_ratio", stats::odds_ratio, [](const OddsRatio& r) { return r.score; }, odds),
        ratio_trial(
            "odds_ratio_wald", stats::odds_ratio, [](const OddsRatio& r) { return r.wald; }, odds),
        with_cost(ratio_trial(
                      "odds_ratio_exact", stats::conditional_two_by_two,
                      [](const ConditionalTwoByTwo& r) { return r.exact; }, odds),
                  Cost::heavy),
        with_cost(ratio_trial(
                      "odds_ratio_mid_p", stats::conditional_two_by_two,
                      [](const ConditionalTwoByTwo& r) { return r.mid_p; }, odds),
                  Cost::heavy),
        paired_odds_trial("paired_odds_ratio_wilson", [](const ConditionalOddsRatio& r) { return r.wilson; }),
        paired_odds_trial("paired_odds_ratio_wald", [](const ConditionalOddsRatio& r) { return r.wald; }),
        paired_ratio_trial(),
        one_share_interval("logit",
                           [](stats::Count count, double level) -> std::optional<stats::Interval> {
                               const auto interval = stats::logit_interval(count, level);
                               return interval ? std::optional(*interval) : std::nullopt;
                           }),
        binomial_trial("binomial_test", [](const BinomialTest& t) { return t.exact.two_sided; }),
        binomial_trial("binomial_test_mid_p", [](const BinomialTest& t) { return t.mid_p.two_sided; }),
        binomial_trial("binomial_test_min_likelihood",
                       [](const BinomialTest& t) { return t.min_likelihood; }),
    };
}

}  // namespace outcomes::calibration
