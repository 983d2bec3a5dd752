#include "libstats/stats/reliable_change.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::ChangeClass;
using stats::classify_change;
using stats::clinical_cutoffs;
using stats::reliable_change;
using tests::within;

TEST_SUITE("stats/reliable_change") {
    TEST_CASE("the couple of Jacobson & Truax (1991): S_diff 4.74, RC 3.16, cutoff c 50") {
        const auto change = reliable_change(32.5, 47.5, 7.5, 0.8, 40).value();
        CHECK(std::round(change.error.s_diff * 100) == 474);
        CHECK(std::round(change.index * 100) == 316);
        CHECK(change.reliable);
        const auto cutoffs = clinical_cutoffs({40, 7.5}, {60, 7.5}).value();
        CHECK(*cutoffs.c == 50);
        CHECK(cutoffs.a == 55);
        CHECK(cutoffs.b == 45);
        CHECK(classify_change(change, 32.5, 47.5, *cutoffs.c, true) == ChangeClass::improved);
        CHECK(classify_change(change, 32.5, 47.5, cutoffs.b, true) == ChangeClass::recovered);
    }

    TEST_CASE("worked by hand: sem 5, s_diff 5 sqrt(2)") {
        const auto change = reliable_change(60, 50, 10, 0.75, 40).value();
        CHECK(change.error.sem == 5);
        CHECK(within(change.index, -std::sqrt(2.0), 1e-15));
        CHECK_FALSE(change.reliable);
        CHECK(within(change.least_1_96, 1.96 * 5 * std::sqrt(2.0), 1e-15));
        CHECK(change.least_z < change.least_1_96);
        CHECK(within(change.true_score.low, 55 - 1.96 * 5, 1e-15));  // .75 (60 - 40) + 40
        CHECK(within(change.true_score.high, 55 + 1.96 * 5, 1e-15));
    }

    TEST_CASE("where lower scores are better, everything is mirrored") {
        const auto up = clinical_cutoffs({40, 5}, {60, 10}).value();
        const auto down = clinical_cutoffs({-40, 5}, {-60, 10}).value();
        CHECK(up.higher_is_better);
        CHECK_FALSE(down.higher_is_better);
        CHECK(down.a == -up.a);
        CHECK(down.b == -up.b);
        CHECK(*down.c == -*up.c);
        CHECK(within(*up.c, 40 + 20.0 / 3, 1e-15));  // 4/3 SD from either mean
        const auto fall = reliable_change(-40, -62, 5, 0.8, -40).value();
        CHECK(classify_change(fall, -40, -62, *down.c, false) == ChangeClass::recovered);
        CHECK(classify_change(fall, -40, -62, *down.c, true) == ChangeClass::deteriorated);
    }

    TEST_CASE("who was over the cutoff before has not recovered, and a score on it is not over it") {
        const auto change = reliable_change(52, 70, 5, 0.8, 50).value();
        CHECK(classify_change(change, 52, 70, 50, true) == ChangeClass::improved);
        CHECK(classify_change(change, 52, 70, 70, true) == ChangeClass::improved);
        CHECK(classify_change(change, 52, 70, 52, true) == ChangeClass::recovered);
        const auto small = reliable_change(49, 51, 5, 0.8, 50).value();
        CHECK(classify_change(small, 49, 51, 50, true) == ChangeClass::unchanged);
    }

    TEST_CASE("what cannot be said") {
        CHECK(reliable_change(1, 2, 0, 0.8, 1).reason() == Reason::no_variation);
        CHECK(reliable_change(1, 2, 3, 1, 1).reason() == Reason::not_applicable);
        CHECK(clinical_cutoffs({50, 5}, {50, 6}).reason() == Reason::not_applicable);
        CHECK(clinical_cutoffs({50, 0}, {60, 0})->c.reason() == Reason::no_variation);
        CHECK(clinical_cutoffs({50, 0}, {60, 0})->a == 50);
    }

    TEST_CASE("a caller's mistakes") {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        CHECK_THROWS_AS((void)reliable_change(infinity, 2, 3, 0.8, 1), ContractError);
        CHECK_THROWS_AS((void)reliable_change(1, 2, -3, 0.8, 1), ContractError);
        CHECK_THROWS_AS((void)reliable_change(1, 2, 3, 1.2, 1), ContractError);
        CHECK_THROWS_AS((void)clinical_cutoffs({1, -1}, {2, 1}), ContractError);
        CHECK_THROWS_AS((void)clinical_cutoffs({infinity, 1}, {2, 1}), ContractError);
    }
}
