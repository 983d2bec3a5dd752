#include "libstats/stats/survey_design.hpp"

#include "libstats/stats/descriptives.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::survey_mean;
using stats::SurveySample;
using tests::within;

namespace {

using Values = std::vector<double>;
using Rows = std::vector<std::uint8_t>;

/// 3 of 30 people with weight 10 and 2 of 10 people with weight 5.
SurveySample two_strata(bool finite) {
    SurveySample sample{.weights = {10, 10, 10, 5, 5},
                        .strata = {4, 4, 4, 2, 2},
                        .clusters = {},
                        .population = {},
                        .adjustments = {}};
    if (finite) sample.population = {30, 30, 30, 10, 10};
    return sample;
}

SurveySample simple(std::size_t n, double weight = 1) {
    return {.weights = Values(n, weight), .strata = {}, .clusters = {}, .population = {}, .adjustments = {}};
}

/// Three classes of 2, 1 and 2 people.
SurveySample three_classes() {
    SurveySample sample = simple(5, 2);
    sample.clusters = {7, 7, 1, 3, 3};
    return sample;
}

const Values answers = {1, 2, 3, 4, 8};
const Values in_classes = {1, 3, 2, 5, 7};

double square(double x) {
    return x * x;
}

}  // namespace

TEST_SUITE("stats/survey_design") {
    TEST_CASE("equal weights and one stratum are the plain mean with its t interval") {
        const auto plain = stats::describe(answers).value();
        const auto got = survey_mean(simple(5), answers).value();
        CHECK(got.mean.n == 5);
        CHECK(within(got.mean.estimate, plain.moments.mean, 1e-15));
        CHECK(within(got.mean.std_error, *plain.std_error, 1e-14));
        CHECK(within(*got.sd, *plain.moments.sd, 1e-14));
        CHECK(got.mean.df == 4);
        CHECK(within(got.mean.ci->low, plain.mean_ci->low, 1e-13));
        CHECK(within(got.mean.ci->high, plain.mean_ci->high, 1e-13));
        CHECK(got.mean.ci_normal.low > got.mean.ci->low);
    }

    TEST_CASE("two strata, by hand") {
        // (30/40)^2 (1/3) + (10/40)^2 (8/2), each with its part of the population left
        const auto finite = survey_mean(two_strata(true), answers).value();
        CHECK(within(finite.mean.estimate, 3, 1e-15));
        CHECK(within(square(finite.mean.std_error), 0.5625 * 0.9 / 3 + 0.0625 * 0.8 * 4, 1e-14));
        CHECK(finite.mean.df == 3);
        const auto open = survey_mean(two_strata(false), answers).value();
        CHECK(within(square(open.mean.std_error), 0.5625 / 3 + 0.0625 * 4, 1e-14));
        // sum(w (x - 3)^2) / 40 * 5/4 against a random sample of 5 from 40
        CHECK(within(square(*open.sd), (50.0 + 130) / 40 * 1.25, 1e-14));
        CHECK(within(*open.deff, square(open.mean.std_error) / (35.0 / 40 * square(*open.sd) / 5), 1e-14));
    }

    TEST_CASE("clusters, by hand") {
        // mean 3.6, sums of the deviations times w/W = 0.2: -0.64, -0.32, 0.96
        auto sample = three_classes();
        const auto open = survey_mean(sample, in_classes).value();
        CHECK(within(open.mean.estimate, 3.6, 1e-15));
        CHECK(within(square(open.mean.std_error), 2.1504, 1e-14));
        CHECK(open.mean.df == 2);
        sample.population.assign(5, 30);
        CHECK(within(square(survey_mean(sample, in_classes)->mean.std_error), 2.1504 * 0.9, 1e-14));
    }

    TEST_CASE("every row its own cluster is no cluster; one number in two strata is two clusters") {
        auto sample = two_strata(true);
        const auto plain = survey_mean(sample, answers).value();
        sample.clusters = {1, 2, 3, 1, 2};
        const auto numbered = survey_mean(sample, answers).value();
        CHECK(numbered.mean.std_error == plain.mean.std_error);
        CHECK(numbered.mean.df == 3);
    }

    TEST_CASE("totals and ratios") {
        const auto total = stats::survey_total(two_strata(true), answers).value();
        CHECK(within(total.estimate, 120, 1e-15));
        CHECK(within(square(total.std_error), 900 * 0.9 / 3 + 100 * 0.8 * 4, 1e-14));
        // The mean is the ratio to a column of ones.
        const auto mean = survey_mean(two_strata(true), answers).value();
        const auto ratio = stats::survey_ratio(two_strata(true), answers, Values(5, 1)).value();
        CHECK(within(ratio.estimate, mean.mean.estimate, 1e-15));
        CHECK(within(ratio.std_error, mean.mean.std_error, 1e-14));
        // y = 2 x has no error.
        const auto exact = stats::survey_ratio(two_strata(true), Values{2, 4, 6, 8, 16}, answers).value();
        CHECK(within(exact.estimate, 2, 1e-15));
        CHECK(exact.std_error == 0);
        CHECK(stats::survey_ratio(simple(2), Values{1, 2}, Values{1, -1}).reason() == Reason::not_applicable);
    }

    TEST_CASE("a domain keeps the rows outside in the design") {
        // u = -1/2, 1/2, 0, 0 around mean 2
        const Rows domain = {1, 1, 0, 0};
        const auto got = survey_mean(simple(4), Values{1, 3, NAN, 50}, 0.95, domain).value();
        CHECK(got.mean.n == 2);
        CHECK(got.mean.estimate == 2);
        CHECK(within(square(got.mean.std_error), 4.0 / 3 * 0.5, 1e-14));
        CHECK(got.mean.df == 3);
        CHECK(stats::survey_total(simple(4), Values{1, 3, NAN, 50}, 0.95, domain)->estimate == 4);
    }

    TEST_CASE("a stratum as domain is the stratum alone, but for the degrees of freedom") {
        const auto part = survey_mean(two_strata(true), answers, 0.95, Rows{1, 1, 1, 0, 0}).value();
        CHECK(within(square(part.mean.std_error), 0.9 / 3, 1e-14));
        CHECK(part.mean.df == 3);
    }

    TEST_CASE("the difference of two domains, by hand, and swapped") {
        const Rows first = {1, 1, 0, 0};
        const Rows second = {0, 0, 1, 1};
        const Values values = {1, 3, 10, 14};
        const auto got = stats::survey_difference(simple(4), values, first, second).value();
        CHECK(got.estimate == 10);
        CHECK(got.n == 4);
        CHECK(within(square(got.std_error), 4.0 / 3 * (0.25 + 0.25 + 1 + 1), 1e-14));
        const auto back = stats::survey_difference(simple(4), values, second, first).value();
        CHECK(back.estimate == -10);
        CHECK(within(back.std_error, got.std_error, 1e-15));
    }

    TEST_CASE("waves stacked with the person as cluster are the mean change") {
        const Values baseline = {1, 3, 2, 5};
        const Values repeat = {2, 5, 2, 9};
        SurveySample stacked = simple(8);
        stacked.clusters = {0, 1, 2, 3, 0, 1, 2, 3};
        Values both = baseline;
        both.insert(both.end(), repeat.begin(), repeat.end());
        const auto got = stats::survey_difference(stacked, both, Rows{1, 1, 1, 1, 0, 0, 0, 0},
                                                  Rows{0, 0, 0, 0, 1, 1, 1, 1})
                             .value();
        const auto change = survey_mean(simple(4), Values{1, 2, 0, 4}).value();
        CHECK(within(got.estimate, change.mean.estimate, 1e-15));
        CHECK(within(got.std_error, change.mean.std_error, 1e-14));
        CHECK(got.df == change.mean.df);
    }

    TEST_CASE("shares") {
        const auto got = stats::survey_proportion(simple(4), Rows{1, 0, 1, 0}).value();
        CHECK(got.share.estimate == 0.5);
        CHECK(within(square(got.share.std_error), 4.0 / 3 * 4 / 64, 1e-14));
        CHECK(within(got.ci_logit->low + got.ci_logit->high, 1, 1e-15));
        CHECK(got.ci_logit->low > 0);
        CHECK_FALSE(stats::survey_proportion(simple(4), Rows{1, 1, 1, 1})->ci_logit);
        CHECK_FALSE(stats::survey_proportion(simple(4), Rows{0, 0, 0, 0})->ci_logit);
        CHECK_THROWS_AS((void)stats::survey_proportion(simple(2), Rows{1, 2}), ContractError);
    }

    TEST_CASE("the paired test has one degree of freedom fewer, also in its interval") {
        const auto mean = survey_mean(two_strata(false), answers).value();
        const auto test = stats::survey_paired_t(two_strata(false), answers).value();
        CHECK(within(test.statistic, 3 / mean.mean.std_error, 1e-14));
        CHECK(test.df == 2);
        CHECK(test.ci.low < mean.mean.ci->low);
        const bool significant = test.p.two_sided < 0.05;
        CHECK(significant == (test.ci.low > 0));
        CHECK(stats::survey_paired_t(simple(3), Values{2, 2, 2}).reason() == Reason::no_variation);
        CHECK(stats::survey_paired_t(simple(2), Values{1, 2}).reason() == Reason::too_few);
    }

    TEST_CASE("moving and stretching the answers, stretching the weights, another order of the rows") {
        const auto got = survey_mean(two_strata(false), answers).value();
        Values moved = answers;
        for (double& x : moved) x = 100 - 3 * x;
        const auto other = survey_mean(two_strata(false), moved).value();
        CHECK(within(other.mean.estimate, 100 - 3 * got.mean.estimate, 1e-14));
        CHECK(within(other.mean.std_error, 3 * got.mean.std_error, 1e-13));
        CHECK(within(*other.deff, *got.deff, 1e-12));

        auto heavy = two_strata(false);
        for (double& w : heavy.weights) w *= 4;
        CHECK(within(survey_mean(heavy, answers)->mean.std_error, got.mean.std_error, 1e-15));
        CHECK(stats::survey_total(heavy, answers)->estimate ==
              4 * stats::survey_total(two_strata(false), answers)->estimate);

        const SurveySample turned{.weights = {5, 10, 10, 5, 10},
                                  .strata = {2, 4, 4, 2, 4},
                                  .clusters = {},
                                  .population = {},
                                  .adjustments = {}};
        const auto same = survey_mean(turned, Values{8, 3, 1, 4, 2}).value();
        CHECK(within(same.mean.estimate, got.mean.estimate, 1e-15));
        CHECK(within(same.mean.std_error, got.mean.std_error, 1e-14));
    }

    TEST_CASE("a row of weight 0 has no say and no degree of freedom") {
        auto sample = simple(4);
        sample.weights[3] = 0;
        const auto got = survey_mean(sample, Values{1, 2, 6, 99}).value();
        CHECK(got.mean.estimate == 3);
        CHECK(got.mean.n == 3);
        CHECK(got.mean.df == 2);
    }

    TEST_CASE("no variation") {
        const auto got = survey_mean(two_strata(true), Values(5, 0.1)).value();
        CHECK(got.mean.estimate == 0.1);
        CHECK(got.mean.std_error == 0);
        CHECK(got.mean.ci->low == 0.1);
        CHECK(*got.sd == 0);
        CHECK_FALSE(got.deff);
    }

    TEST_CASE("one cluster in a stratum") {
        SurveySample lonely = two_strata(true);
        lonely.strata = {1, 1, 1, 2, 3};
        lonely.population = {30, 30, 30, 10, 10};
        CHECK(survey_mean(lonely, answers).reason() == Reason::too_few_clusters);
        // Strata that were drawn whole add no error.
        lonely.population = {30, 30, 30, 1, 1};
        const auto got = survey_mean(lonely, answers).value();
        CHECK(within(square(got.mean.std_error), 0.5625 * 0.9 / 3, 1e-14));
        CHECK(got.mean.df == 2);
        CHECK(survey_mean(simple(1), Values{3}).reason() == Reason::too_few_clusters);
        SurveySample all = simple(1);
        all.population = {1};
        const auto whole = survey_mean(all, Values{3}).value();
        CHECK(whole.mean.std_error == 0);
        CHECK_FALSE(whole.mean.ci);
        CHECK_FALSE(whole.sd);
    }

    TEST_CASE("poor data give a reason, a caller's mistake throws") {
        CHECK(survey_mean(simple(0), Values{}).reason() == Reason::no_answers);
        CHECK(survey_mean(simple(2), Values{1, 2}, 0.95, Rows{0, 0}).reason() == Reason::no_answers);
        CHECK(stats::survey_total(simple(2, 0), Values{1, 2}).reason() == Reason::no_answers);
        CHECK_THROWS_AS((void)survey_mean(simple(2), Values{1}), ContractError);
        CHECK_THROWS_AS((void)survey_mean(simple(2), Values{1, NAN}), ContractError);
        CHECK_THROWS_AS((void)survey_mean(simple(2), Values{1, 2}, 1.0), ContractError);
        CHECK_THROWS_AS((void)survey_mean(simple(2), Values{1, 2}, 0.95, Rows{1}), ContractError);
        CHECK_THROWS_AS((void)survey_mean(simple(2, -1), Values{1, 2}), ContractError);
        auto sample = two_strata(true);
        sample.population[1] = 31;
        CHECK_THROWS_AS((void)survey_mean(sample, answers), ContractError);
        sample.population = {2, 2, 2, 10, 10};
        CHECK_THROWS_AS((void)survey_mean(sample, answers), ContractError);
        sample.strata = {1};
        CHECK_THROWS_AS((void)survey_mean(sample, answers), ContractError);
    }
}
