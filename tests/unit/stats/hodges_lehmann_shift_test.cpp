#include "libstats/stats/hodges_lehmann_shift.hpp"

#include "libstats/stats/rank_sum_quantile.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/two_sample_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::hodges_lehmann_shift;
using stats::rank_sum_quantile;
using tests::random_samples;
using tests::TwoSamples;
using tests::within;

namespace {

/// Of U without ties: sizes, the 2.5 % quantile, P(U < quantile), P(U = 0). From the generating function in
/// exact integers.
struct Quantile {
    std::int64_t m;
    std::int64_t n;
    std::int64_t value;
    double below;
    double at_zero;
};

const std::vector<Quantile> quantiles = {
    {1, 39, 0, 0.0, 0.025},
    {1, 1, 0, 0.0, 0.5},
    {2, 3, 0, 0.0, 0.1},
    {3, 3, 0, 0.0, 0.05},
    {5, 7, 6, 0.023989898989898988, 0.0012626262626262627},
    {12, 30, 110, 0.024344990537415994, 9.04313103332427e-11},
    {60, 61, 1452, 0.024748830935681698, 5.217954842124166e-36},
    {60, 200, 4999, 0.02489118593960775, 1.7133358682268252e-60},
    {80, 80, 2626, 0.024873983979388465, 1.0864236331466755e-47},
    {70, 600, 17998, 0.024972155168337166, 7.510964603871297e-97},
    {450, 450, 93609, 0.024998090513842, 4.44944387504745e-270},
};

std::vector<double> sorted_differences(const TwoSamples& samples) {
    std::vector<double> differences;
    for (const std::int64_t x : samples.first) {
        for (const std::int64_t y : samples.second)
            differences.push_back(static_cast<double>(y - x) / static_cast<double>(samples.denominator));
    }
    std::sort(differences.begin(), differences.end());
    return differences;
}

stats::HodgesLehmannShift shift_of(const TwoSamples& samples, double level = 0.95) {
    return hodges_lehmann_shift(samples.x(), samples.y(), level).value();
}

}  // namespace

TEST_SUITE("stats/hodges_lehmann_shift") {
    TEST_CASE("quantiles of U agree with exact integers") {
        for (const Quantile& wanted : quantiles) {
            CAPTURE(wanted.m);
            CAPTURE(wanted.n);
            const auto got = rank_sum_quantile(wanted.m, wanted.n, 0.025).value();
            CHECK(got.value == wanted.value);
            CHECK(std::abs(got.below - wanted.below) < 1e-14);
            CHECK(within(got.at_zero, wanted.at_zero, 1e-13));
            const auto turned = rank_sum_quantile(wanted.n, wanted.m, 0.025).value();
            CHECK(turned.value == wanted.value);
        }
    }

    TEST_CASE("quantiles of U: what cannot be had, and what must not be asked") {
        CHECK(rank_sum_quantile(59, 100000, 0.025).reason() == Reason::not_affordable);
        CHECK(rank_sum_quantile(60, 100000, 0.025).has_value());
        CHECK_THROWS_AS((void)rank_sum_quantile(0, 5, 0.025), ContractError);
        CHECK_THROWS_AS((void)rank_sum_quantile(5, 5, 0.5), ContractError);
        CHECK_THROWS_AS((void)rank_sum_quantile(5, 5, 0), ContractError);
    }

    TEST_CASE("estimate and limits are order statistics of all differences") {
        std::uint64_t seed = 20;
        for (const auto& [n1, n2] : {std::pair{4, 4}, {5, 9}, {12, 7}, {25, 31}, {3, 40}, {70, 64}}) {
            for (const std::uint64_t n_values : {3U, 11U, 100000U}) {
                TwoSamples samples = random_samples(++seed, static_cast<std::size_t>(n1),
                                                    static_cast<std::size_t>(n2), n_values);
                samples.denominator = 4;
                CAPTURE(seed);
                const auto sorted = sorted_differences(samples);
                const std::size_t n = sorted.size();
                const auto got = shift_of(samples);
                CHECK(got.estimate == (sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
                for (const auto& interval : {*got.exact, got.normal}) {
                    const auto order = static_cast<std::size_t>(interval.order);
                    CHECK(interval.limits.low == sorted[order - 1]);
                    CHECK(interval.limits.high == sorted[n - order]);
                }
                CHECK(got.exact_order);
                REQUIRE(got.ci);
                CHECK(got.exact->achieved >= 0.95);
            }
        }
    }

    TEST_CASE("the level is that of all splits") {
        // 4 and 5 values without ties: P(U <= 1) = 2 / 126, P(U <= 2) = 4 / 126.
        const TwoSamples samples{{10, 21, 33, 47}, {12, 26, 38, 51, 60}, 1};
        const auto got = shift_of(samples);
        CHECK(got.exact->order == 2);
        CHECK(within(got.exact->achieved, 1 - 4.0 / 126, 1e-13));
        CHECK(got.exact->reached);
    }

    TEST_CASE("too few values for the level: the full range, and the interval is not given") {
        const TwoSamples samples{{1, 2, 4}, {3, 7, 9}, 1};
        const auto got = shift_of(samples);
        CHECK(got.exact->order == 1);
        CHECK_FALSE(got.exact->reached);
        CHECK(within(got.exact->achieved, 0.9, 1e-13));
        CHECK(got.exact->limits.low == -1);
        CHECK(got.exact->limits.high == 8);
        CHECK(got.ci.reason() == Reason::level_unreachable);
        CHECK(shift_of(samples, 0.9).ci.has_value());
        CHECK(shift_of({{1}, {4}, 2}).estimate == 1.5);
    }

    TEST_CASE("100,000 and 100,000 different values need no table of their pairs") {
        const TwoSamples samples = random_samples(9, 100000, 100000, 1'000'000'000);
        const auto got = shift_of(samples.scaled(1, 0));
        CHECK(got.exact_order);
        CHECK(std::abs(got.exact->achieved - 0.95) < 1e-7);
        CHECK(std::abs(got.exact->order - got.normal.order) < 10000);
        CHECK(got.ci->low < got.estimate);
        CHECK(got.estimate < got.ci->high);
    }

    TEST_CASE("where the exact order is too costly the normal one is used, and the result says so") {
        const TwoSamples samples = random_samples(10, 40, 20000, 1000);
        const auto got = shift_of(samples);
        CHECK_FALSE(got.exact);
        CHECK_FALSE(got.exact_order);
        CHECK(got.ci->low == got.normal.limits.low);
    }

    TEST_CASE("swap, shift, scale") {
        const TwoSamples samples = random_samples(11, 17, 23, 50);
        const auto plain = shift_of(samples);
        const auto swapped = shift_of(samples.swapped());
        CHECK(swapped.estimate == -plain.estimate);
        CHECK(swapped.ci->low == -plain.ci->high);
        TwoSamples moved = samples;
        for (std::int64_t& y : moved.second) y += 1000;
        CHECK(shift_of(moved).estimate == plain.estimate + 1000);
        CHECK(shift_of(moved).ci->high == plain.ci->high + 1000);
        CHECK(shift_of(samples.scaled(6, -77)).estimate == 6 * plain.estimate);
        CHECK(shift_of(samples.reversed()).ci->low == plain.ci->low);
    }

    TEST_CASE("poor data and mistakes") {
        const tests::UnitVector x = {1, 2};
        CHECK(hodges_lehmann_shift({{}, 1}, {x, 1}).reason() == Reason::no_answers);
        CHECK(hodges_lehmann_shift({x, 1}, {{}, 1}).reason() == Reason::no_answers);
        CHECK_THROWS_AS((void)hodges_lehmann_shift({x, 1}, {x, 3}), ContractError);
        CHECK_THROWS_AS((void)hodges_lehmann_shift({x, 1}, {x, 1}, 1), ContractError);
        const TwoSamples equal{{3, 3, 3, 3}, {3, 3, 3, 3}, 1};
        CHECK(shift_of(equal).estimate == 0);
        CHECK(shift_of(equal).ci->high == 0);
    }
}
