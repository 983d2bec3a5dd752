#include "libstats/stats/median_change.hpp"

#include "tests/unit/stats/rank_cases.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace outcomes::stats {
namespace {

using base::ContractError;
using base::Reason;
using tests::view;
using tests::within;
using Values = std::vector<std::int64_t>;

MedianChange run(const Values& d, double level = 0.95) {
    const auto result = median_change(view(d), level);
    REQUIRE(result);
    return *result;
}

TEST_SUITE("stats/median_change") {
    TEST_CASE("the middle of an odd and of an even number") {
        CHECK(run({5, -1, 3}).estimate == 3);
        CHECK(run({5, -1, 3, 4}).estimate == 3.5);
        CHECK(run({0, 0, 0, 9}).estimate == 0);
        CHECK(run({2}).estimate == 2);
        const auto thirds = median_change({.units = Values{1, 2}, .denominator = 3});
        CHECK(thirds->estimate == 0.5);
    }

    TEST_CASE("ten differences: the second from each end, as in tables") {
        // P(Bin(10, 1/2) <= 1) = 11 / 1024, so the level is 1 - 22 / 1024 (Thompson 1936; Conover 1999,
        // Practical Nonparametric Statistics, section 3.2).
        const MedianChange result = run({10, 1, 9, 2, 8, 3, 7, 4, 6, 5});
        CHECK(result.order.k == 2);
        CHECK(within(result.order.achieved, 1 - 22.0 / 1024, 1e-14));
        REQUIRE(result.ci);
        CHECK(result.ci->low == 2);
        CHECK(result.ci->high == 9);
        CHECK(run({10, 1, 9, 2, 8, 3, 7, 4, 6, 5}, 0.99).order.k == 1);
    }

    TEST_CASE("five people cannot give 95 %, six can") {
        const MedianChange five = run({1, 2, 3, 4, 5});
        CHECK(five.ci.reason() == Reason::level_unreachable);
        CHECK(!five.order.reached);
        CHECK(within(five.order.achieved, 0.9375, 1e-12));
        CHECK(run({1, 2, 3, 4, 5, 6}).ci.has_value());
        CHECK(run({7, 7}).ci.reason() == Reason::level_unreachable);
    }

    TEST_CASE("nobody changed: a median of 0 is a result") {
        const MedianChange result = run(Values(20, 0));
        CHECK(result.estimate == 0);
        CHECK(result.ci->low == 0);
        CHECK(result.ci->high == 0);
    }

    TEST_CASE("shifting, scaling and swapping act on the limits") {
        const Values d = {3, -1, 0, 0, 5, 2, -2, 7, 1, 1, 4};
        Values moved = d, swapped = d;
        for (std::int64_t& value : moved) value = 3 * value + 10;
        for (std::int64_t& value : swapped) value = -value;
        const MedianChange plain = run(d);
        CHECK(run(moved).estimate == 3 * plain.estimate + 10);
        CHECK(run(moved).ci->low == 3 * plain.ci->low + 10);
        CHECK(run(swapped).estimate == -plain.estimate);
        CHECK(run(swapped).ci->low == -plain.ci->high);
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(median_change(view(Values{})).reason() == Reason::no_pairs);
        CHECK_THROWS_AS(static_cast<void>(median_change(view(Values{1}), 1.0)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(median_change({.units = {}, .denominator = 0})), ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
