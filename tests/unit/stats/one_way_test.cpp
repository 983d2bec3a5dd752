#include "libstats/stats/one_way.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::GridView;
using tests::within;

namespace {

using Units = std::vector<std::int64_t>;
using Sample = std::vector<Units>;

std::vector<GridView> views(const Sample& sample, std::int64_t denominator = 1) {
    std::vector<GridView> result;
    for (const Units& units : sample) result.push_back({units, denominator});
    return result;
}

Sample changed(Sample sample, std::int64_t factor, std::int64_t constant) {
    for (Units& units : sample) {
        for (std::int64_t& x : units) x = factor * x + constant;
    }
    return sample;
}

const Sample hygge = {{29, 31, 28, 35, 30}, {33, 36, 41}, {25, 26, 30, 25}};

}  // namespace

TEST_SUITE("stats/one_way") {
    TEST_CASE("a hand-computed analysis of variance") {
        // Groups 1 2 3, 2 4, 6 8 10: means 2, 3, 8, overall 4.5; between 3*6.25 + 2*2.25 + 3*12.25 = 60,
        // within 2 + 2 + 8 = 12.
        const Sample sample = {{1, 2, 3}, {2, 4}, {6, 8, 10}};
        const auto got = stats::one_way_anova(views(sample)).value();
        CHECK(got.n == 8);
        CHECK(got.n_groups == 3);
        CHECK(within(got.ss_between, 60, 1e-15));
        CHECK(within(got.ss_within, 12, 1e-15));
        CHECK(got.df_between == 2);
        CHECK(got.df_within == 5);
        CHECK(within(got.f, 12.5, 1e-15));
        // P(F(2, d) >= f) = (1 + 2 f / d)^(-d / 2)
        CHECK(within(got.p, std::pow(6.0, -2.5), 1e-13));
        CHECK(within(got.eta_squared, 60.0 / 72, 1e-15));
    }

    TEST_CASE("hand-computed ranks") {
        // Ranks 1 2 3 | 4 5 6: rank sums 6 and 15, H = 12/42 (12 + 75) - 21.
        const Sample apart = {{10, 20, 30}, {40, 50, 60}};
        const auto got = stats::kruskal_wallis(views(apart)).value();
        CHECK(within(got.h, 12.0 / 42 * 87 - 21, 1e-13));
        CHECK(got.df == 1);
        CHECK(within(got.p, stats::chi2_sf(27.0 / 7, 1), 1e-13));
        CHECK(got.tie_correction == 1);
        // Values 1 1 | 1 2: midranks 2 2 | 2 4, H = (12/20 (16/2 + 36/2) - 15) / (1 - 24/60) = 1.
        const Sample tied = {{1, 1}, {1, 2}};
        CHECK(within(stats::kruskal_wallis(views(tied))->h, 1, 1e-14));
        CHECK(within(stats::kruskal_wallis(views(tied))->tie_correction, 0.6, 1e-15));
        CHECK(within(stats::kruskal_wallis(views(tied))->epsilon_squared, 1.0 / 3, 1e-14));
    }

    TEST_CASE("the rank test of the dental example of Hollander and Wolfe") {
        // Mucociliary efficiency of three groups (Hollander & Wolfe 1973, p. 116): H = 0.77143, p = 0.68.
        const Sample half_times = {{29, 30, 25, 26, 32}, {38, 27, 40, 24}, {28, 34, 37, 22, 20}};
        const auto got = stats::kruskal_wallis(views(half_times, 10)).value();
        CHECK(std::abs(got.h - 0.77143) < 5e-6);
        CHECK(std::abs(got.p - 0.67997) < 5e-5);
    }

    TEST_CASE("with two groups they are the squares of the two-sample tests") {
        const Sample sample = {{1, 3, 3, 4, 7}, {2, 5, 8, 9}};
        const auto a = stats::moments(GridView{sample[0], 1}).value();
        const auto b = stats::moments(GridView{sample[1], 1}).value();
        const auto student = stats::student_t(a, b).value();
        const auto welch = stats::welch_t(a, b).value();
        const auto anova = stats::one_way_anova(views(sample)).value();
        CHECK(within(anova.f, student.statistic * student.statistic, 1e-13));
        CHECK(within(anova.p, student.p.two_sided, 1e-13));
        const auto unequal = stats::welch_anova(views(sample)).value();
        CHECK(within(unequal.f, welch.statistic * welch.statistic, 1e-13));
        CHECK(within(unequal.df2, welch.df, 1e-13));
        CHECK(within(unequal.p, welch.p.two_sided, 1e-12));
    }

    TEST_CASE("from moments it is the same as from the values") {
        std::vector<stats::Moments> moments;
        for (const GridView& group : views(hygge)) moments.push_back(stats::moments(group).value());
        const auto by_values = stats::one_way_anova(views(hygge)).value();
        const auto by_moments = stats::one_way_anova(moments).value();
        CHECK(within(by_values.f, by_moments.f, 1e-13));
        CHECK(by_values.df_within == by_moments.df_within);
    }

    TEST_CASE("spread: distances from the median and from the mean, by hand") {
        // Medians 3 and 4: distances 2 1 0 1 3 | 3 1 1 3, means 1.4 and 2.
        const Sample sample = {{1, 2, 3, 4, 6}, {1, 3, 5, 7}};
        const auto median = stats::brown_forsythe(views(sample)).value();
        CHECK(within(median.ss_within, 5.2 + 4, 1e-14));
        CHECK(within(median.ss_between, 20.0 / 9 * 0.36, 1e-14));
        // Mean 3.2: distances 2.2 1.2 .2 .8 2.8, mean 1.44, squares 14.8 - 10.368.
        const auto mean = stats::levene(views(sample)).value();
        CHECK(within(mean.ss_within, 4.432 + 4, 1e-14));
        CHECK(within(mean.ss_between, 20.0 / 9 * 0.56 * 0.56, 1e-14));
    }

    TEST_CASE("groups of the same spread have F = 0 exactly, wherever they lie") {
        const Sample sample = {{1, 2, 4, 7}, {1000000001, 1000000002, 1000000004, 1000000007}};
        CHECK(stats::brown_forsythe(views(sample))->f == 0);
        CHECK(stats::levene(views(sample))->f == 0);
        CHECK(stats::levene(views(sample))->p == 1);
    }

    TEST_CASE("a large offset and another unit change nothing") {
        const auto plain = stats::one_way_anova(views(hygge)).value();
        const auto welch = stats::welch_anova(views(hygge)).value();
        const auto ranks = stats::kruskal_wallis(views(hygge)).value();
        for (const Sample& other :
             {changed(hygge, 1, 1'000'000'000'000'000), changed(hygge, 7, -3), changed(hygge, -2, 11)}) {
            CHECK(within(stats::one_way_anova(views(other, 10))->f, plain.f, 1e-14));
            CHECK(within(stats::welch_anova(views(other, 10))->f, welch.f, 1e-13));
            CHECK(within(stats::welch_anova(views(other, 10))->df2, welch.df2, 1e-13));
            CHECK(within(stats::kruskal_wallis(views(other, 10))->h, ranks.h, 1e-14));
            CHECK(within(stats::brown_forsythe(views(other, 10))->f, stats::brown_forsythe(views(hygge))->f,
                         1e-13));
            CHECK(within(stats::levene(views(other, 10))->f, stats::levene(views(hygge))->f, 1e-13));
        }
    }

    TEST_CASE("values beyond 128-bit sums lose digits, not their sense") {
        Sample wide = hygge;
        for (Units& units : wide) {
            for (std::int64_t& x : units) x *= 25'000'000'000'000'000;
        }
        CHECK(within(stats::one_way_anova(views(wide))->f, stats::one_way_anova(views(hygge))->f, 1e-12));
        CHECK(within(stats::levene(views(wide))->f, stats::levene(views(hygge))->f, 1e-12));
    }

    TEST_CASE("the order of groups and of people, and empty groups, do not matter") {
        const Sample other = {{}, {41, 33, 36}, {30, 25, 26, 25}, {}, {30, 35, 29, 28, 31}};
        CHECK(within(stats::one_way_anova(views(other))->f, stats::one_way_anova(views(hygge))->f, 1e-14));
        CHECK(within(stats::welch_anova(views(other))->p, stats::welch_anova(views(hygge))->p, 1e-13));
        CHECK(within(stats::kruskal_wallis(views(other))->p, stats::kruskal_wallis(views(hygge))->p, 1e-13));
        CHECK(stats::one_way_anova(views(other))->n_groups == 3);
    }

    TEST_CASE("poor data have a reason") {
        CHECK(stats::one_way_anova(std::span<const GridView>{}).reason() == Reason::too_few);
        CHECK(stats::one_way_anova(views({{1, 2, 3}})).reason() == Reason::too_few);
        CHECK(stats::one_way_anova(views({{1}, {2}})).reason() == Reason::too_few);
        CHECK(stats::one_way_anova(views({{1, 1}, {2, 2}})).reason() == Reason::no_variation);
        CHECK(stats::one_way_anova(views({{1, 2}, {2}})).has_value());
        CHECK(stats::welch_anova(views({{1, 2}, {2}})).reason() == Reason::too_few);
        CHECK(stats::welch_anova(views({{1, 2}, {2, 2}})).reason() == Reason::no_variation);
        CHECK(stats::kruskal_wallis(views({{1}, {2}})).reason() == Reason::too_few);
        CHECK(stats::kruskal_wallis(views({{4, 4}, {4}})).reason() == Reason::no_variation);
        // Two values lie equally far from their median.
        CHECK(stats::brown_forsythe(views({{1, 2}, {5, 9}})).reason() == Reason::no_variation);
        CHECK(stats::levene(views({{1, 2}, {5, 9}})).reason() == Reason::no_variation);
    }

    TEST_CASE("a caller's mistake") {
        const Units x = {1, 2};
        CHECK_THROWS_AS((void)stats::one_way_anova(std::vector<GridView>{{x, 1}, {x, 2}}), ContractError);
        CHECK_THROWS_AS((void)stats::kruskal_wallis(std::vector<GridView>{{x, 0}, {x, 0}}), ContractError);
        const Units far = {std::int64_t{1} << 61};
        CHECK_THROWS_AS((void)stats::levene(std::vector<GridView>{{x, 1}, {far, 1}}), ContractError);
    }
}
