#include "libstats/stats/survey_adjustment.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::PopulationMargin;
using stats::post_stratified;
using stats::raked;
using stats::SurveySample;
using tests::within;

namespace {

using Values = std::vector<double>;

SurveySample simple(Values weights) {
    return {.weights = std::move(weights), .strata = {}, .clusters = {}, .population = {}, .adjustments = {}};
}

const PopulationMargin halves = {.group = {0, 0, 1, 1}, .targets = {10, 30}};
const Values values = {1, 3, 10, 14};

/// Six people of unequal weight; sex by age, no combination empty.
const SurveySample panel = simple({1, 2, 1, 3, 1, 2});
const PopulationMargin sex = {.group = {0, 0, 0, 1, 1, 1}, .targets = {48, 52}};
const PopulationMargin age = {.group = {0, 1, 1, 0, 0, 1}, .targets = {70, 30}};

double total(const SurveySample& sample, const PopulationMargin& margin, std::uint32_t group) {
    double sum = 0;
    for (std::size_t i = 0; i < sample.weights.size(); ++i)
        sum += margin.group[i] == group ? sample.weights[i] : 0;
    return sum;
}

}  // namespace

TEST_SUITE("stats/survey_adjustment") {
    TEST_CASE("post-stratification, by hand") {
        const auto sample = post_stratified(simple({1, 1, 1, 1}), halves).value();
        CHECK(sample.weights == Values{5, 5, 15, 15});
        const auto got = stats::survey_mean(sample, values).value();
        CHECK(within(got.mean.estimate, 9.5, 1e-15));
        // What is left of u: -5/40, 5/40, -30/40, 30/40
        const double squares = 2 * 0.015625 + 2 * 0.5625;
        CHECK(within(got.mean.std_error * got.mean.std_error, 4.0 / 3 * squares, 1e-14));
        CHECK(got.mean.df == 3);
    }

    TEST_CASE("the total of what defines the groups has no error left") {
        const auto sample = post_stratified(simple({1, 2, 4, 1}), halves).value();
        const auto got = stats::survey_total(sample, Values{0, 0, 1, 1}).value();
        CHECK(within(got.estimate, 30, 1e-15));
        CHECK(got.std_error < 1e-14);
    }

    TEST_CASE("unequal weights are averaged as they were before") {
        // Group 0 has weights 1 and 3 and values 1 and 3: new weights 2.5 and 7.5, its mean of x is 2.5 in
        // both. Taking out 2.5 leaves u = -3.75/40 and 3.75/40.
        const auto sample = post_stratified(simple({1, 3, 1, 1}), halves).value();
        const auto got = stats::survey_mean(sample, values).value();
        CHECK(within(got.mean.estimate, (10 * 2.5 + 30 * 12) / 40, 1e-15));
        const double squares = 2 * 3.75 * 3.75 + 2 * 30.0 * 30.0;
        CHECK(within(got.mean.std_error * got.mean.std_error, 4.0 / 3 * squares / 1600, 1e-14));
    }

    TEST_CASE("raking reproduces every margin, in any order") {
        const std::vector<PopulationMargin> there = {sex, age};
        const std::vector<PopulationMargin> back = {age, sex};
        const auto got = raked(panel, there).value();
        const auto other = raked(panel, back).value();
        CHECK(within(total(got.sample, sex, 0), 48, 1e-13));
        CHECK(within(total(got.sample, sex, 1), 52, 1e-13));
        CHECK(within(total(got.sample, age, 0), 70, 1e-13));
        CHECK(within(total(got.sample, age, 1), 30, 1e-13));
        for (std::size_t i = 0; i < 6; ++i)
            CHECK(within(got.sample.weights[i], other.sample.weights[i], 1e-12));
        CHECK(got.cycles > 2);
        // Raking keeps the odds ratio of the joint table.
        const auto cell = [](const SurveySample& sample, std::uint32_t s, std::uint32_t a) {
            double sum = 0;
            for (std::size_t i = 0; i < 6; ++i)
                sum += sex.group[i] == s && age.group[i] == a ? sample.weights[i] : 0;
            return sum;
        };
        const auto odds = [&](const SurveySample& s) {
            return cell(s, 0, 0) * cell(s, 1, 1) / (cell(s, 0, 1) * cell(s, 1, 0));
        };
        CHECK(within(odds(got.sample), odds(panel), 1e-12));
    }

    TEST_CASE("raking a table without association is the product of its margins") {
        const std::vector<PopulationMargin> margins = {{.group = {0, 0, 1, 1}, .targets = {3, 1}},
                                                       {.group = {0, 1, 0, 1}, .targets = {2, 2}}};
        const auto got = raked(simple({1, 1, 1, 1}), margins).value();
        CHECK(got.sample.weights == Values{1.5, 1.5, 0.5, 0.5});
        CHECK(got.smallest_factor == 0.5);
        CHECK(got.largest_factor == 1.5);
    }

    TEST_CASE("raking to one margin gives the weights of post-stratification") {
        const std::vector<PopulationMargin> margins = {sex};
        CHECK(raked(panel, margins)->sample.weights == post_stratified(panel, sex)->weights);
    }

    TEST_CASE("shares of a margin have no error left, and more cycles only take more out") {
        const std::vector<PopulationMargin> margins = {sex, age};
        const auto sample = raked(panel, margins)->sample;
        CHECK(stats::survey_total(sample, Values{0, 1, 1, 0, 0, 1})->std_error < 1e-6);
        const auto long_run = raked(panel, margins, {.residual_cycles = 200})->sample;
        CHECK(stats::survey_total(long_run, Values{0, 0, 0, 1, 1, 1})->std_error < 1e-13);
        const Values scores = {1, 4, 2, 5, 3, 3};
        CHECK(within(stats::survey_mean(long_run, scores)->mean.std_error,
                     stats::survey_mean(sample, scores)->mean.std_error, 1e-6));
    }

    TEST_CASE("a group of the population without anybody in the sample") {
        const PopulationMargin gap = {.group = {0, 0, 2, 2}, .targets = {10, 5, 30}};
        CHECK(post_stratified(simple({1, 1, 1, 1}), gap).reason() == Reason::too_few);
        CHECK(raked(simple({1, 1, 1, 1}), std::vector{gap}).reason() == Reason::too_few);
        CHECK(post_stratified(simple({0, 0, 1, 1}), halves).reason() == Reason::too_few);
    }

    TEST_CASE("totals that contradict each other") {
        const std::vector<PopulationMargin> margins = {sex, {.group = age.group, .targets = {70, 31}}};
        CHECK(raked(panel, margins, {.max_cycles = 200}).reason() == Reason::not_converged);
        // Men are the young ones and no one else, yet there are to be 48 of them and 70 young ones.
        const std::vector<PopulationMargin> same = {sex, {.group = sex.group, .targets = {70, 30}}};
        CHECK(raked(panel, same, {.max_cycles = 200}).reason() == Reason::not_converged);
    }

    TEST_CASE("a caller's mistake throws") {
        CHECK_THROWS_AS((void)post_stratified(simple({1}), halves), ContractError);
        CHECK_THROWS_AS((void)post_stratified(simple({1, 1}), {.group = {0, 1}, .targets = {1}}),
                        ContractError);
        CHECK_THROWS_AS((void)post_stratified(simple({1}), {.group = {0}, .targets = {0}}), ContractError);
        CHECK_THROWS_AS((void)raked(panel, {}), ContractError);
        CHECK_THROWS_AS((void)raked(panel, std::vector{sex}, {.max_cycles = 0}), ContractError);
    }
}
