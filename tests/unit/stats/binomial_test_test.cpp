#include "libstats/stats/binomial_test.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

namespace outcomes::stats {
namespace {

using tests::within;

}  // namespace

TEST_SUITE("stats/binomial_test") {
    TEST_CASE("published: Mendel's peas, 682 of 925 where 3 of 4 were expected") {
        // Conover 1971, Practical Nonparametric Statistics, p. 97; p as R's binom.test prints it.
        const auto peas = binomial_test({682, 925}, 0.75);
        CHECK(within(peas->min_likelihood, 0.3825, 1e-4));
    }

    TEST_CASE("by hand: 3 of 4 where a third was expected") {
        // P(0..4) = 16, 32, 24, 8, 1 out of 81.
        const auto test = binomial_test({3, 4}, 1.0 / 3);
        CHECK(within(test->exact.greater, 9.0 / 81, 1e-13));
        CHECK(within(test->exact.less, 80.0 / 81, 1e-13));
        CHECK(within(test->exact.two_sided, 18.0 / 81, 1e-13));
        CHECK(within(test->mid_p.greater, 5.0 / 81, 1e-13));
        CHECK(within(test->mid_p.less, 76.0 / 81, 1e-13));
        CHECK(within(test->mid_p.two_sided, 10.0 / 81, 1e-13));
        CHECK(within(test->min_likelihood, 9.0 / 81, 1e-13));
        CHECK(within(binomial_test({0, 4}, 1.0 / 3)->min_likelihood, 25.0 / 81, 1e-13));
        CHECK(within(binomial_test({2, 4}, 1.0 / 3)->min_likelihood, 49.0 / 81, 1e-13));
        CHECK(binomial_test({1, 4}, 1.0 / 3)->min_likelihood == 1);
    }

    TEST_CASE("a share of a half: both two-sided p-values are the same") {
        for (std::int64_t n = 1; n <= 30; ++n) {
            for (std::int64_t x = 0; x <= n; ++x) {
                const auto test = binomial_test({x, n});
                CHECK(within(test->min_likelihood, test->exact.two_sided, 1e-12));
            }
        }
    }

    TEST_CASE("coding the other answer turns the tails over") {
        for (std::int64_t x = 0; x <= 17; ++x) {
            const auto plain = binomial_test({x, 17}, 0.125), coded = binomial_test({17 - x, 17}, 0.875);
            CHECK(within(plain->exact.greater, coded->exact.less, 1e-12));
            CHECK(within(plain->min_likelihood, coded->min_likelihood, 1e-12));
            CHECK(plain->min_likelihood <= 1);
            CHECK(plain->min_likelihood >= plain->exact.two_sided / 2);
        }
    }

    TEST_CASE("rare events and many people keep their digits") {
        CHECK(within(binomial_test({1, 10}, 1e-9)->min_likelihood, 1e-8, 1e-8));
        CHECK(within(binomial_test({9, 10}, 1 - 1e-9)->min_likelihood, 1e-8, 1e-6));
        const auto many = binomial_test({500'000'000, 1'000'000'000}, 0.5);
        CHECK(many->min_likelihood == 1);
        CHECK(many->exact.two_sided == 1);
    }

    TEST_CASE("certain and impossible shares, nobody, and callers' mistakes") {
        CHECK(binomial_test({0, 5}, 0)->exact.two_sided == 1);
        CHECK(binomial_test({1, 5}, 0)->exact.two_sided == 0);
        CHECK(binomial_test({1, 5}, 0)->min_likelihood == 0);
        CHECK(binomial_test({5, 5}, 1)->min_likelihood == 1);
        CHECK(binomial_test({0, 1}, 0.5)->exact.two_sided == 1);
        CHECK(binomial_test({0, 0}).reason() == base::Reason::no_answers);
        CHECK_THROWS_AS((void)binomial_test({3, 2}), base::ContractError);
        CHECK_THROWS_AS((void)binomial_test({1, 2}, 1.5), base::ContractError);
    }
}

}  // namespace outcomes::stats
