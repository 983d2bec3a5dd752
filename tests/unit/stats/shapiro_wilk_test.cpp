#include "libstats/stats/shapiro_wilk.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::shapiro_wilk;
using tests::within;

namespace {

using Values = std::vector<double>;

stats::ShapiroWilk of(const Values& values) {
    return shapiro_wilk(std::span<const double>(values)).value();
}

/// Weights of eleven men in pounds (Shapiro & Wilk 1965, p. 606).
const Values men = {148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236};

}  // namespace

TEST_SUITE("stats/shapiro_wilk") {
    TEST_CASE("the men of Shapiro & Wilk: W = .79, p below .01") {
        const auto got = of(men);
        CHECK(got.n == 11);
        CHECK(std::round(got.w * 100) == 79);
        CHECK(got.p < 0.01);
        CHECK(got.p > 0.005);
    }

    TEST_CASE("three values: W = (x3 - x1)^2 / (2 sum of squares), p = 6 / pi (asin sqrt(W) - pi / 3)") {
        const auto got = of({0, 1, 4});
        const double w = 16 / (2 * 26.0 / 3);
        CHECK(within(got.w, w, 1e-14));
        CHECK(within(got.p, 6 / std::numbers::pi * (std::asin(std::sqrt(w)) - std::numbers::pi / 3), 1e-12));
        CHECK(within(of({1, 2, 3}).p, 1, 1e-12));
        CHECK(of({1, 1, 2}).p < 1e-14);
        CHECK(of({1, 2, 2}).p < 1e-14);
    }

    TEST_CASE("order, unit and origin do not matter") {
        const auto got = of(men);
        Values turned, scaled;
        for (const double x : men) turned.push_back(-x);
        for (const double x : men) scaled.push_back(1e-3 * x - 7);
        CHECK(within(of(turned).w, got.w, 1e-13));
        CHECK(within(of(scaled).w, got.w, 1e-12));
        CHECK(within(of(scaled).p, got.p, 1e-9));
        CHECK(of({182, 148, 236, 161, 160, 195, 158, 170, 162, 166, 154}).w == got.w);
        const std::vector<std::int64_t> far = {1000000000148, 1000000000154, 1000000000158, 1000000000160,
                                               1000000000161, 1000000000162, 1000000000166, 1000000000170,
                                               1000000000182, 1000000000195, 1000000000236};
        CHECK(within(shapiro_wilk(stats::GridView{far, 7})->w, got.w, 1e-13));
    }

    TEST_CASE("W is at most 1 and the straighter the larger, at every size") {
        for (std::size_t n = 4; n <= 200; ++n) {
            Values even, skewed;
            for (std::size_t i = 0; i < n; ++i) {
                even.push_back(static_cast<double>(i));
                skewed.push_back(std::exp(6 * static_cast<double>(i) / static_cast<double>(n)));
            }
            CAPTURE(n);
            CHECK(of(even).w <= 1);
            CHECK(of(even).w > of(skewed).w);
            CHECK(of(even).p > of(skewed).p);
        }
    }

    TEST_CASE("one value far from all others is the least normal sample there is") {
        for (const std::size_t n : {4U, 5U, 6U, 11U, 12U, 50U, 5000U}) {
            Values values(n, 0.0);
            values.back() = 1;
            CAPTURE(n);
            CHECK(of(values).p < 0.01);
            CHECK(of(values).w > 0);
        }
    }

    TEST_CASE("what it does not do") {
        CHECK(shapiro_wilk(std::span<const double>(Values{1, 2})).reason() == Reason::too_few);
        CHECK(shapiro_wilk(std::span<const double>(Values{2, 2, 2})).reason() == Reason::no_variation);
        CHECK(shapiro_wilk(std::span<const double>(Values(5001, 1.0))).reason() == Reason::not_applicable);
        CHECK(shapiro_wilk(stats::GridView{{}, 1}).reason() == Reason::too_few);
        const Values infinite = {1, 2, std::numeric_limits<double>::infinity()};
        CHECK_THROWS_AS((void)shapiro_wilk(std::span<const double>(infinite)), ContractError);
        CHECK_THROWS_AS((void)shapiro_wilk(stats::GridView{{}, 0}), ContractError);
    }
}
