#include "libstats/stats/rates.hpp"

#include "libstats/base/outcome.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using tests::within;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Printed to `digits` decimals.
bool printed(Interval got, double low, double high, int digits) {
    const double slack = 0.5 * std::pow(10.0, -digits) * (1 + 1e-9);
    return std::abs(got.low - low) <= slack && std::abs(got.high - high) <= slack;
}

bool excludes_1(Interval ci) {
    return ci.low > 1 || ci.high < 1;
}

}  // namespace

TEST_SUITE("stats/rates") {
    TEST_CASE("published: limits of a Poisson count") {
        // Garwood 1936, Biometrika 28:437, and every table since: 10 events, 4.795 to 18.390; none, 0
        // to 3.689.
        CHECK(printed(poisson_rate({10, 1}).exact, 4.795, 18.390, 3));
        CHECK(printed(poisson_rate({0, 1}).exact, 0, 3.689, 3));
        CHECK(printed(poisson_rate({1, 1}).exact, 0.0253, 5.572, 3));
    }

    TEST_CASE("published: British doctors of 35 to 44 who smoked, and those who did not") {
        // Rothman, Greenland & Lash 2008, Modern Epidemiology: 32 deaths in 52,407 years, 2 in 18,790.
        const auto ratio = rate_ratio({2, 18'790}, {32, 52'407});
        CHECK(within(ratio->estimate, 5.74, 1e-3));
        CHECK(ratio->exact.greater < 0.005);
    }

    TEST_CASE("by hand: no event, and closed forms") {
        const auto none = poisson_rate({0, 4});
        CHECK(none.estimate == 0);
        CHECK(within(none.exact.high, -std::log(0.025) / 4, 1e-12));
        CHECK(within(none.mid_p.high, -std::log(0.05) / 4, 1e-12));
        const double z2 = 1.959963984540054 * 1.959963984540054;
        CHECK(none.score.low == 0);
        CHECK(within(none.score.high, z2 / 4, 1e-12));
    }

    TEST_CASE("by hand: 3 events against none, equal exposures") {
        const auto ratio = rate_ratio({0, 2}, {3, 2});
        CHECK(ratio->estimate == infinity);
        CHECK(within(ratio->exact.greater, 0.125));
        CHECK(ratio->exact.less == 1);
        CHECK(within(ratio->exact.two_sided, 0.25));
        CHECK(within(ratio->mid_p.two_sided, 0.125));
        CHECK(within(ratio->min_likelihood, 0.25));
        const double share = std::cbrt(0.025);
        CHECK(within(ratio->exact_ci.low, share / (1 - share), 1e-12));
        CHECK(ratio->exact_ci.high == infinity);
        CHECK(ratio->mid_p_ci.high == infinity);
        CHECK(!ratio->wald_ci);
    }

    TEST_CASE("limits lie inside each other and hold the rate") {
        for (std::int64_t x = 0; x <= 60; ++x) {
            const PoissonRate rate = poisson_rate({x, 7});
            CHECK(rate.exact.low <= rate.mid_p.low);
            CHECK(rate.mid_p.low <= rate.estimate);
            CHECK(rate.estimate <= rate.mid_p.high);
            CHECK(rate.mid_p.high <= rate.exact.high);
            CHECK(rate.score.low <= rate.estimate);
            CHECK(rate.score.high >= rate.estimate);
        }
    }

    TEST_CASE("swapping the waves turns the ratio over and negates the difference") {
        for (std::int64_t x = 0; x <= 6; ++x) {
            for (std::int64_t y = x == 0 ? 1 : 0; y <= 9; ++y) {
                const EventCount one{x, 2.5}, other{y, 4};
                const auto ratio = rate_ratio(one, other), turned = rate_ratio(other, one);
                CHECK(within(ratio->exact.greater, turned->exact.less, 1e-12));
                CHECK(within(ratio->min_likelihood, turned->min_likelihood, 1e-12));
                if (x > 0) CHECK(within(ratio->exact_ci.high, 1 / turned->exact_ci.low, 1e-12));
                if (y > 0) CHECK(within(ratio->mid_p_ci.low, 1 / turned->mid_p_ci.high, 1e-12));
                const auto difference = rate_difference(one, other), negated = rate_difference(other, one);
                CHECK(difference.estimate == -negated.estimate);
                CHECK(within(difference.hybrid.low, -negated.hybrid.high, 1e-13));
                CHECK(within(difference.wald.high, -negated.wald.low, 1e-13));
            }
        }
    }

    TEST_CASE("the interval leaves out 1 exactly when its test rejects") {
        for (std::int64_t x = 0; x <= 12; ++x) {
            for (std::int64_t y = x == 0 ? 1 : 0; y <= 20; ++y) {
                const auto ratio = rate_ratio({x, 3}, {y, 2});
                CHECK(excludes_1(ratio->exact_ci) == (ratio->exact.two_sided < 0.05));
                CHECK(excludes_1(ratio->mid_p_ci) == (ratio->mid_p.two_sided < 0.05));
            }
        }
    }

    TEST_CASE("the unit of exposure changes rates and not ratios") {
        const auto years = rate_ratio({2, 1.879}, {32, 5.2407}), days = rate_ratio({2, 686.0}, {32, 1913.3});
        CHECK(within(years->estimate, days->estimate, 1e-3));
        CHECK(within(poisson_rate({5, 20}).exact.high * 10, poisson_rate({5, 2}).exact.high, 1e-14));
        CHECK(within(rate_difference({3, 20}, {9, 40}).hybrid.low * 10,
                     rate_difference({3, 2}, {9, 4}).hybrid.low, 1e-12));
    }

    TEST_CASE("no events at all still have a difference, with limits") {
        const auto difference = rate_difference({0, 5}, {0, 10});
        CHECK(difference.estimate == 0);
        CHECK(difference.wald.low == 0);
        CHECK(difference.hybrid.low < 0);
        CHECK(difference.hybrid.high > 0);
        CHECK(rate_ratio({0, 5}, {0, 10}).reason() == base::Reason::not_applicable);
    }

    TEST_CASE("callers' mistakes") {
        CHECK_THROWS_AS((void)poisson_rate({-1, 1}), base::ContractError);
        CHECK_THROWS_AS((void)poisson_rate({1, 0}), base::ContractError);
        CHECK_THROWS_AS((void)poisson_rate({1, infinity}), base::ContractError);
        CHECK_THROWS_AS((void)rate_ratio({1, 1}, {1, -2}), base::ContractError);
        CHECK_THROWS_AS((void)rate_difference({1, 1}, {1, 2}, 1), base::ContractError);
    }
}

}  // namespace outcomes::stats
