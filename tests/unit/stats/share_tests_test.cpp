#include "libstats/stats/share_tests.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace outcomes::stats {
namespace {

using tests::within;

/// Printed to `digits` decimals.
bool printed(double got, double wanted, int digits) {
    return std::abs(got - wanted) <= 0.5 * std::pow(10.0, -digits) * (1 + 1e-9);
}

}  // namespace

TEST_SUITE("stats/share_tests") {
    TEST_CASE("published: high and standard doses of epinephrine, 7 of 34 and 1 of 34") {
        // Fagerland, Lydersen & Laake 2017, Statistical Analysis of Contingency Tables, chapter 4, on the
        // data of Perondi et al. 2004.
        const Count high{7, 34}, standard{1, 34};
        CHECK(printed(two_share_test(standard, high)->p, 0.0239, 4));
        CHECK(printed(fisher_test(standard, high)->exact.two_sided, 0.0544, 4));
        CHECK(printed(fisher_test(standard, high)->mid_p.two_sided, 0.0297, 4));
        // The same chapter: 0 of 16 and 15 of 72 (Ritland et al. 2007).
        CHECK(printed(fisher_test({15, 72}, {0, 16})->exact.two_sided, 0.06287, 5));
        CHECK(printed(fisher_test({15, 72}, {0, 16})->mid_p.two_sided, 0.04466, 5));
        CHECK(printed(two_share_test({15, 72}, {0, 16})->chi2_corrected, 2.680, 3));
        CHECK(printed(two_share_test({15, 72}, {0, 16})->p_corrected, 0.1016, 4));
    }

    TEST_CASE("published: Fisher's lady tasting tea, and his convicted twins") {
        // Fisher 1935: 3 of 4 and 1 of 4; 17 of 70 tables are as extreme, 34 in both directions.
        const auto tea = fisher_test({1, 4}, {3, 4});
        CHECK(within(tea->exact.greater, 17.0 / 70, 1e-13));
        CHECK(within(tea->exact.two_sided, 34.0 / 70, 1e-13));
        CHECK(within(tea->exact.less, 69.0 / 70, 1e-13));
        CHECK(within(tea->mid_p.greater, (1 + 8) / 70.0, 1e-13));
        CHECK(within(tea->mid_p.two_sided, 18.0 / 70, 1e-13));
        // Fisher 1962: convictions of 10 of 13 monozygotic and 2 of 17 dizygotic twins of criminals.
        CHECK(printed(fisher_test({10, 13}, {2, 17})->exact.less, 0.0004652, 7));
    }

    TEST_CASE("by hand: 9 of 10 and 3 of 10") {
        const auto test = two_share_test({3, 10}, {9, 10});
        CHECK(within(test->chi2, 7.5));
        CHECK(within(test->z, std::sqrt(7.5)));
        CHECK(within(test->chi2_corrected, 20 * 50.0 * 50.0 / (12 * 8 * 100)));
        CHECK(within(test->chi2_n_minus_1, 7.125));
    }

    TEST_CASE("swapping the waves negates z and h and turns the tails over") {
        for (std::int64_t x = 0; x <= 6; ++x) {
            for (std::int64_t y = 0; y <= 9; ++y) {
                const Count one{x, 6}, other{y, 9};
                const auto fisher = fisher_test(one, other), turned = fisher_test(other, one);
                CHECK(within(fisher->exact.two_sided, turned->exact.two_sided, 1e-12));
                CHECK(within(fisher->exact.greater, turned->exact.less, 1e-12));
                CHECK(within(fisher->mid_p.greater, turned->mid_p.less, 1e-12));
                CHECK(fisher->exact.two_sided <= 1);
                CHECK(fisher->mid_p.two_sided <= fisher->exact.two_sided);
                CHECK(fisher->doubled >= fisher->exact.two_sided * (1 - 1e-12));
                CHECK(cohen_h(one, other)->estimate == -cohen_h(other, one)->estimate);
                const auto test = two_share_test(one, other);
                if (test) CHECK(test->z == -two_share_test(other, one)->z);
            }
        }
    }

    TEST_CASE("coding the other answer as the event changes no p-value") {
        const auto plain = fisher_test({3, 12}, {8, 15}), coded = fisher_test({9, 12}, {7, 15});
        CHECK(within(plain->exact.two_sided, coded->exact.two_sided, 1e-12));
        CHECK(within(plain->exact.greater, coded->exact.less, 1e-12));
        CHECK(within(two_share_test({3, 12}, {8, 15})->chi2, two_share_test({9, 12}, {7, 15})->chi2, 1e-13));
    }

    TEST_CASE("one-sided mid-p values add up to 1") {
        const auto test = fisher_test({5, 20}, {9, 22});
        CHECK(within(test->mid_p.greater + test->mid_p.less, 1, 1e-12));
    }

    TEST_CASE("twice the people: twice the chi-squared") {
        CHECK(within(two_share_test({6, 20}, {18, 20})->chi2, 2 * two_share_test({3, 10}, {9, 10})->chi2));
    }

    TEST_CASE("many people: Fisher's p keeps its digits far out") {
        // 17 zeros and more; the normal tail agrees in the leading digits of the exponent.
        const auto fisher = fisher_test({4'000, 10'000}, {4'600, 10'000});
        CHECK(fisher->exact.greater > 0);
        const double exponent = std::log10(fisher->exact.two_sided);
        CHECK(std::abs(exponent - std::log10(two_share_test({4'000, 10'000}, {4'600, 10'000})->p)) < 0.2);
    }

    TEST_CASE("h runs from -pi to pi and has the error of two angles") {
        const auto h = cohen_h({0, 10}, {20, 20});
        CHECK(within(h->estimate, std::numbers::pi, 1e-14));
        CHECK(within(h->std_error, std::sqrt(0.15)));
        CHECK(within(h->ci.high - h->ci.low, 2 * 1.959963984540054 * std::sqrt(0.15)));
        // Cohen 1988, table 6.2.2: a share of .50 has the angle 1.571, one of .10 .644.
        CHECK(printed(cohen_h({1, 10}, {1, 2})->estimate, 1.571 - 0.644, 3));
    }

    TEST_CASE("no events, nothing but events, empty groups and callers' mistakes") {
        for (const std::int64_t x : {0, 1}) {
            const Count one{x * 5, 5}, other{x * 7, 7};
            CHECK(two_share_test(one, other).reason() == base::Reason::no_variation);
            CHECK(fisher_test(one, other)->exact.two_sided == 1);
            CHECK(fisher_test(one, other)->mid_p.two_sided == 1);
            CHECK(cohen_h(one, other)->estimate == 0);
        }
        CHECK(two_share_test({0, 0}, {1, 2}).reason() == base::Reason::no_answers);
        CHECK(fisher_test({1, 2}, {0, 0}).reason() == base::Reason::no_answers);
        CHECK(cohen_h({1, 2}, {0, 0}).reason() == base::Reason::no_answers);
        CHECK_THROWS_AS((void)two_share_test({3, 2}, {1, 2}), base::ContractError);
        CHECK_THROWS_AS((void)fisher_test({1, 2}, {-1, 2}), base::ContractError);
        CHECK_THROWS_AS((void)cohen_h({1, 2}, {1, 2}, 0), base::ContractError);
    }
}

}  // namespace outcomes::stats
