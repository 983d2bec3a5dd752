#include "libstats/stats/mann_whitney.hpp"

#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/two_sample_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::mann_whitney;
using stats::RankSumNull;
using tests::random_samples;
using tests::TwoSamples;
using tests::within;

namespace {

/// Shares of all splits.
struct Counted {
    double greater = 0;
    double less = 0;
    double point = 0;
    double as_far = 0;
};

Counted count_splits(const TwoSamples& samples) {
    const std::int64_t observed = tests::net_wins(samples);
    Counted counted;
    double n = 0;
    tests::for_all_splits(samples, [&](const TwoSamples& split) {
        const std::int64_t wins = tests::net_wins(split);
        ++n;
        counted.greater += wins >= observed;
        counted.less += wins <= observed;
        counted.point += wins == observed;
        counted.as_far += std::abs(wins) >= std::abs(observed);
    });
    return {counted.greater / n, counted.less / n, counted.point / n, counted.as_far / n};
}

stats::MannWhitney test_of(const TwoSamples& samples) {
    return mann_whitney(samples.x(), samples.y()).value();
}

}  // namespace

TEST_SUITE("stats/mann_whitney") {
    TEST_CASE("the exact distribution is that of all splits, with and without ties") {
        std::uint64_t seed = 0;
        for (const auto& [n1, n2] :
             {std::pair{2, 2}, {1, 6}, {6, 1}, {3, 5}, {5, 4}, {7, 3}, {2, 9}, {6, 6}}) {
            for (const std::uint64_t n_values : {2U, 3U, 5U, 1000U}) {
                const TwoSamples samples = random_samples(++seed, static_cast<std::size_t>(n1),
                                                          static_cast<std::size_t>(n2), n_values);
                CAPTURE(seed);
                const Counted wanted = count_splits(samples);
                const auto got = test_of(samples);
                REQUIRE(got.exact);
                CHECK(within(got.exact->p_greater, wanted.greater, 1e-13));
                CHECK(within(got.exact->p_less, wanted.less, 1e-13));
                CHECK(within(got.exact->point, wanted.point, 1e-13));
                CHECK(within(got.exact->p_absdev, wanted.as_far, 1e-13));
                const double smaller = std::min(wanted.greater, wanted.less);
                CHECK(within(got.exact->p_doubled, std::min(1.0, 2 * smaller), 1e-13));
                CHECK(within(got.exact->mid_p_doubled, std::min(1.0, 2 * smaller - wanted.point), 1e-12));
                CHECK(got.u_second - got.u_first == static_cast<double>(tests::net_wins(samples)));
                // The variance given the ties is that of all splits.
                double squares = 0;
                double n = 0;
                tests::for_all_splits(samples, [&](const TwoSamples& split) {
                    const auto distance = static_cast<double>(tests::net_wins(split)) / 2;
                    squares += distance * distance;
                    ++n;
                });
                CHECK(std::abs(got.variance - squares / n) <= 1e-13 * got.variance);
            }
        }
    }

    TEST_CASE("two answers: the hypergeometric distribution, for any number of people") {
        // 1,500 of 4,000 and 1,600 of 4,000 say yes; Fisher's one-sided test.
        TwoSamples samples{tests::UnitVector(4000, 0), tests::UnitVector(4000, 0), 1};
        std::fill_n(samples.first.begin(), 1500, 1);
        std::fill_n(samples.second.begin(), 1600, 1);
        double upper = 0;
        const double all = stats::log_choose(8000, 3100);
        for (std::int64_t k = 1600; k <= 3100; ++k)
            upper += std::exp(stats::log_choose(4000, k) + stats::log_choose(4000, 3100 - k) - all);
        const auto got = test_of(samples);
        REQUIRE(got.exact);
        CHECK(within(got.exact->p_greater, upper, 1e-9));
        CHECK(within(got.exact->p_absdev, 2 * upper, 1e-9));
    }

    TEST_CASE("tails far below 1e-16 keep their digits") {
        TwoSamples samples;
        for (std::int64_t i = 0; i < 40; ++i) {
            samples.first.push_back(i);
            samples.second.push_back(100 + i);
        }
        const double least = std::exp(-stats::log_choose(80, 40));
        const auto got = test_of(samples);
        CHECK(within(got.exact->p_greater, least, 1e-11));
        CHECK(within(got.exact->p_absdev, 2 * least, 1e-11));
        CHECK(got.exact->p_less == 1);
    }

    TEST_CASE("the permeability of Hollander and Wolfe") {
        // Hollander & Wolfe (1999), example 4.1: term and early gestational age, W = 30, one-sided .1272.
        const TwoSamples samples{
            {115, 88, 90, 74, 121}, {80, 83, 189, 104, 145, 138, 191, 164, 73, 146}, 100};
        const auto got = test_of(samples);
        CHECK(got.u_second == 35);
        CHECK(std::abs(got.exact->p_greater - 0.1272) < 5e-5);
        CHECK(std::abs(got.exact->p_doubled - 0.2544) < 5e-5);
    }

    TEST_CASE("too costly: the normal approximation, and the result says so") {
        const TwoSamples samples = random_samples(3, 400, 300, 100000);
        const auto got = test_of(samples);
        CHECK_FALSE(got.exact);
        CHECK(got.distribution == RankSumNull::normal);
        CHECK(got.p.two_sided == got.normal->p.two_sided);
        const TwoSamples small = random_samples(4, 12, 12, 7);
        const auto never = mann_whitney(small.x(), small.y(), {.cost_limit = 0}).value();
        CHECK_FALSE(never.exact);
        CHECK(test_of(small).distribution == RankSumNull::exact);
        CHECK(test_of(small).p.two_sided == test_of(small).exact->p_doubled);
    }

    TEST_CASE("exact and normal p-values meet in large samples") {
        const TwoSamples samples = random_samples(5, 90, 95, 5);
        const auto got = test_of(samples);
        REQUIRE(got.exact);
        CHECK(std::abs(got.exact->mid_p_doubled - got.normal->p.two_sided) < 2e-3);
    }

    TEST_CASE("continuity correction by hand") {
        // 1 2 | 3 4: U = 4, E = 2, Var = 4 * 5 / 12.
        const TwoSamples samples{{1, 2}, {3, 4}, 1};
        const auto got = test_of(samples);
        const double sd = std::sqrt(5.0 / 3);
        CHECK(within(got.normal->z, 2 / sd, 1e-15));
        CHECK(within(got.normal_corrected->z, 1.5 / sd, 1e-15));
        CHECK(within(got.normal_corrected->p.greater, stats::normal_sf(1.5 / sd), 1e-14));
        CHECK(within(got.normal_corrected->p.less, stats::normal_cdf(2.5 / sd), 1e-14));
        CHECK(got.rank_sum_second == 7);
        CHECK_FALSE(got.ties);
    }

    TEST_CASE("swapping the samples turns the test over") {
        const TwoSamples samples = random_samples(6, 9, 14, 6);
        const auto one = test_of(samples);
        const auto other = test_of(samples.swapped());
        CHECK(within(one.exact->p_greater, other.exact->p_less, 1e-13));
        CHECK(within(one.exact->p_absdev, other.exact->p_absdev, 1e-13));
        CHECK(one.normal->z == -other.normal->z);
        CHECK(one.u_second == other.u_first);
    }

    TEST_CASE("order, unit and offset change nothing") {
        const TwoSamples samples = random_samples(7, 13, 10, 8);
        const auto plain = test_of(samples);
        for (const TwoSamples& other : {samples.reversed(), samples.scaled(12, 1'000'000'000'000)}) {
            CHECK(test_of(other).exact->p_absdev == plain.exact->p_absdev);
            CHECK(test_of(other).normal->z == plain.normal->z);
        }
        CHECK(within(test_of(samples.scaled(-3, 5)).exact->p_greater, plain.exact->p_less, 1e-13));
    }

    TEST_CASE("poor data") {
        const TwoSamples equal{{4, 4, 4}, {4, 4}, 1};
        const auto got = test_of(equal);
        CHECK(got.variance == 0);
        CHECK_FALSE(got.normal);
        CHECK(got.exact->p_absdev == 1);
        CHECK(got.exact->mid_p_doubled == 1);
        CHECK(got.p.two_sided == 1);
        const TwoSamples one{{1}, {2}, 1};
        CHECK(test_of(one).exact->p_greater == 0.5);
        CHECK(test_of(one).exact->p_absdev == 1);
        CHECK(mann_whitney({{}, 1}, one.y()).reason() == Reason::no_answers);
        CHECK(mann_whitney(one.x(), {{}, 1}).reason() == Reason::no_answers);
    }

    TEST_CASE("a caller's mistake") {
        const tests::UnitVector x = {1, 2};
        CHECK_THROWS_AS((void)mann_whitney({x, 1}, {x, 2}), ContractError);
        CHECK_THROWS_AS((void)mann_whitney({x, 0}, {x, 0}), ContractError);
        CHECK_THROWS_AS((void)stats::rank_sum_probabilities({}), ContractError);
    }
}
