#include "libstats/stats/linear_trend.hpp"

#include "libstats/stats/descriptives.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/occasion_cases.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Reason;
using tests::occasions;
using tests::within;
using Units = tests::OccasionUnits;

GridView times(const Units& units, std::int64_t denominator = 1) {
    return {.units = units, .denominator = denominator};
}

const Units three_years{0, 1, 2};

}  // namespace

TEST_SUITE("stats/linear_trend") {
    TEST_CASE("by hand: slopes 1, 2 and 0") {
        const Units scores{1, 5, 3, 0, 2, 4, 7, 1, 7};
        const auto trend = linear_trend(occasions(scores, 3), times(three_years));
        REQUIRE(trend);
        CHECK(within(trend->estimate, 1, 1e-15));
        CHECK(within(trend->std_error, 1 / std::sqrt(3.0), 1e-15));
        CHECK(trend->df == 2);
    }

    TEST_CASE("two occasions: the paired t test") {
        const Units scores{1, 4, 2, 2, 5, 9, 3, 4, 0, 6};
        const auto t = paired_t(*moments(GridView{.units = Units{3, 0, 4, 1, 6}, .denominator = 1}));
        const auto trend = linear_trend(occasions(scores, 2), times(Units{0, 1}));
        CHECK(within(trend->statistic, t->statistic, 1e-14));
        CHECK(within(trend->ci.low, t->ci.low, 1e-12));
    }

    TEST_CASE("invariances") {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Units scores = tests::random_occasions(12, 3, 9, seed);
            const auto trend = linear_trend(occasions(scores, 3), times(three_years));
            REQUIRE(trend);
            const auto same = [&](const auto& other, double factor) {
                CHECK(within(other->estimate, factor * trend->estimate, 1e-13));
                CHECK(within(other->std_error, std::abs(factor) * trend->std_error, 1e-13));
            };
            same(linear_trend(occasions(tests::people_rotated(scores, 3), 3), times(three_years)), 1);
            same(linear_trend(occasions(tests::moved(scores, 1, 1'000'000'000), 3), times(three_years)), 1);
            same(linear_trend(occasions(tests::moved(scores, 4, 0), 3), times(three_years)), 4);
            same(linear_trend(occasions(scores, 3, 10), times(three_years)), 0.1);
            same(linear_trend(occasions(tests::occasions_reversed(scores, 3), 3), times(three_years)), -1);
            same(linear_trend(occasions(scores, 3), times(Units{2024, 2025, 2026})), 1);
            same(linear_trend(occasions(scores, 3), times(three_years, 2)), 2);
        }
    }

    TEST_CASE("unequal steps of time: the least squares line") {
        // Times 0 1 4, mean 5/3: weights -5 -2 7 thirds, squares 78/9. Scores 2 3 9: slope (-10 - 6 + 63)
        // / 26.
        const Units scores{2, 3, 9, 0, 0, 0};
        const auto trend = linear_trend(occasions(scores, 3), times(Units{0, 1, 4}));
        CHECK(within(trend->estimate, 47.0 / 26 / 2, 1e-14));
    }

    TEST_CASE("nobody, one person, slopes all alike, and calls that make no sense") {
        CHECK(linear_trend(occasions({}, 3), times(three_years)).reason() == Reason::no_pairs);
        CHECK(linear_trend(occasions(Units{1, 2, 3}, 3), times(three_years)).reason() == Reason::too_few);
        const Units alike{1, 2, 3, 5, 9, 7};
        CHECK(linear_trend(occasions(alike, 3), times(three_years)).reason() == Reason::no_variation);
        CHECK_THROWS_AS((void)linear_trend(occasions(alike, 3), times(Units{0, 1})), base::ContractError);
        CHECK_THROWS_AS((void)linear_trend(occasions(alike, 3), times(Units{4, 4, 4})), base::ContractError);
        CHECK_THROWS_AS((void)linear_trend(occasions(alike, 3), times(three_years), 1), base::ContractError);
        const Units far{0, std::int64_t{1} << 60, std::int64_t{1} << 61, 0, 0, 0};
        CHECK_THROWS_AS((void)linear_trend(occasions(far, 3), times(three_years)), base::ContractError);
    }
}

}  // namespace outcomes::stats
