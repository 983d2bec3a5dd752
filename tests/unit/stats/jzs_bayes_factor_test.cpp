#include "libstats/stats/jzs_bayes_factor.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::jzs_bayes_factor;
using stats::jzs_bayes_factor_paired;
using stats::jzs_bayes_factor_two_sample;
using stats::moments;
using tests::within;

namespace {

using Values = std::vector<double>;

}  // namespace

TEST_SUITE("stats/jzs_bayes_factor") {
    TEST_CASE("the examples of Rouder et al. (2009), printed as odds for no change") {
        CHECK(std::round(100 / jzs_bayes_factor(2.03, 79, 80, stats::jzs_wide_scale).bf10) == 156);
        CHECK(std::round(100 / jzs_bayes_factor(2.24, 79, 80, stats::jzs_wide_scale).bf10) == 102);
    }

    TEST_CASE("for t = 0 the integral has a closed form, exp(r^2 N / 2) erfc(r sqrt(N / 2))") {
        for (const double r : {0.05, 0.3, stats::jzs_medium_scale, 1.0, 1.5}) {
            for (const double n : {2.0, 10.0, 47.5, 300.0}) {
                CAPTURE(r);
                CAPTURE(n);
                const double wanted = std::exp(r * r * n / 2) * std::erfc(r * std::sqrt(n / 2));
                CHECK(within(jzs_bayes_factor(0, n - 1, n, r).bf10, wanted, 1e-12));
            }
        }
    }

    TEST_CASE("far from 0 and with narrow and wide priors, from a quadrature with 30 digits") {
        CHECK(within(jzs_bayes_factor(20, 1, 2, 0.01).log_bf10, 0.02974979370514187373, 1e-13));
        CHECK(within(jzs_bayes_factor(100, 1999, 2000, 30).log_bf10, 1784.7432740460119, 1e-13));
        CHECK(within(jzs_bayes_factor(1e4, 99999, 1e5, 0.707).log_bf10, 345425.0012450743616, 1e-13));
        CHECK(std::isinf(jzs_bayes_factor(1e4, 99999, 1e5).bf10));
    }

    TEST_CASE("pairs: the sign, the unit and the order of people do not matter") {
        const Values d = {1, 0, 2, -1, 3, 2, 1};
        const Values turned = {-3, 1, -1, 0, -2, -1, -2};
        const Values scaled = {4, 0, 8, -4, 12, 8, 4};
        const auto one = jzs_bayes_factor_paired(moments(d).value()).value();
        CHECK(one.df == 6);
        CHECK(one.n_effective == 7);
        CHECK(within(jzs_bayes_factor_paired(moments(turned).value())->bf10, one.bf10, 1e-13));
        CHECK(within(jzs_bayes_factor_paired(moments(scaled).value())->bf10, one.bf10, 1e-13));
        CHECK(within(std::log(one.bf10), one.log_bf10, 1e-13));
    }

    TEST_CASE("two samples: swapping them or moving both changes nothing") {
        const Values a = {1, 4, 2, 5, 3};
        const Values b = {4, 6, 3, 7, 5, 5, 4};
        const Values a_moved = {101, 104, 102, 105, 103};
        const Values b_moved = {104, 106, 103, 107, 105, 105, 104};
        const auto one = jzs_bayes_factor_two_sample(moments(a).value(), moments(b).value()).value();
        const auto other = jzs_bayes_factor_two_sample(moments(b).value(), moments(a).value()).value();
        const auto moved = jzs_bayes_factor_two_sample(moments(a_moved).value(), moments(b_moved).value());
        CHECK(one.df == 10);
        CHECK(within(one.n_effective, 35.0 / 12, 1e-15));
        CHECK(within(other.bf10, one.bf10, 1e-13));
        CHECK(within(moved->bf10, one.bf10, 1e-13));
    }

    TEST_CASE("more of the same evidence says more, in either direction") {
        CHECK(jzs_bayes_factor(4, 39, 40).bf10 > jzs_bayes_factor(3, 39, 40).bf10);
        CHECK(jzs_bayes_factor(0, 399, 400).bf10 < jzs_bayes_factor(0, 39, 40).bf10);
    }

    TEST_CASE("too little to go on") {
        CHECK(jzs_bayes_factor_paired(moments(Values{3}).value()).reason() == Reason::too_few);
        CHECK(jzs_bayes_factor_paired(moments(Values{3, 3, 3}).value()).reason() == Reason::no_variation);
        CHECK(jzs_bayes_factor_paired(moments(Values{1, 2}).value()).has_value());
        CHECK(jzs_bayes_factor_two_sample(moments(Values{1}).value(), moments(Values{2}).value()).reason() ==
              Reason::too_few);
        CHECK(jzs_bayes_factor_two_sample(moments(Values{1, 1}).value(), moments(Values{2, 2}).value())
                  .reason() == Reason::no_variation);
    }

    TEST_CASE("arguments out of range") {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        CHECK_THROWS_AS((void)jzs_bayes_factor(infinity, 9, 10), ContractError);
        CHECK_THROWS_AS((void)jzs_bayes_factor(1, 0, 10), ContractError);
        CHECK_THROWS_AS((void)jzs_bayes_factor(1, 9, 0), ContractError);
        CHECK_THROWS_AS((void)jzs_bayes_factor(1, 9, 10, 0), ContractError);
        CHECK_THROWS_AS((void)jzs_bayes_factor(1, 9, 10, infinity), ContractError);
        CHECK_THROWS_AS((void)jzs_bayes_factor(1e200, 9, 10), ContractError);
    }
}
