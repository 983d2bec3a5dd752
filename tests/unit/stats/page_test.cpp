#include "libstats/stats/page.hpp"

#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/occasion_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace outcomes::stats {
namespace {

using base::Reason;
using tests::occasions;
using tests::random_occasions;
using tests::within;
using Units = tests::OccasionUnits;

/// P(L >= observed) by going through all (k!)^n permutations, those of equal scores counted apart.
double enumerated_greater(const Units& units, std::size_t k) {
    const Units ranks = doubled_ranks_in_rows(occasions(units, k));
    std::vector<std::size_t> order(k);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto l_of = [&](std::size_t person) {
        std::int64_t l = 0;
        for (std::size_t j = 0; j < k; ++j) l += static_cast<std::int64_t>(j) * ranks[person * k + order[j]];
        return l;
    };
    std::int64_t observed = 0;
    for (std::size_t i = 0; i < units.size() / k; ++i) observed += l_of(i);
    std::vector<std::int64_t> sums{0};
    for (std::size_t i = 0; i < units.size() / k; ++i) {
        std::vector<std::int64_t> longer;
        do {
            for (const std::int64_t sum : sums) longer.push_back(sum + l_of(i));
        } while (std::next_permutation(order.begin(), order.end()));
        sums = std::move(longer);
    }
    const auto extreme = std::count_if(sums.begin(), sums.end(), [&](auto sum) { return sum >= observed; });
    return static_cast<double>(extreme) / static_cast<double>(sums.size());
}

}  // namespace

TEST_SUITE("stats/page") {
    TEST_CASE("published: Page's table of critical values") {
        // Page 1963, JASA 58:216, table 2: the smallest L with P(L >= l) <= .05 is 28 for k = 3, n = 2, and
        // 42 is that at .01 for k = 3, n = 3.
        const Units two{1, 2, 3, 1, 2, 3};
        CHECK(page_trend(occasions(two, 3))->l == 28);
        CHECK(within(page_trend(occasions(two, 3))->exact->greater, 1.0 / 36, 1e-14));
        const Units next{1, 2, 3, 1, 3, 2};
        CHECK(page_trend(occasions(next, 3))->l == 27);
        CHECK(page_trend(occasions(next, 3))->exact->greater > 0.05);
        const Units three{1, 2, 3, 1, 2, 3, 1, 2, 3};
        CHECK(page_trend(occasions(three, 3))->l == 42);
        CHECK(page_trend(occasions(three, 3))->exact->greater < 0.01);
    }

    TEST_CASE("by hand: ties, and a person without a change") {
        // Ranks 1 2.5 2.5, 1 2 3, 2 2 2: L = 13.5 + 14 + 12 about 36. Variance 3 * 4 / 12 * (1.5 + 2).
        const Units scores{1, 5, 5, 3, 4, 8, 7, 7, 7};
        const auto test = page_trend(occasions(scores, 3));
        REQUIRE(test);
        CHECK(test->l == 39.5);
        CHECK(test->mean == 36);
        CHECK(test->variance == 3.5);
        CHECK(test->variance_no_ties == 6);
        CHECK(within(test->z, 3.5 / std::sqrt(3.5), 1e-15));
        CHECK(within(test->chi2, 3.5, 1e-15));
        CHECK(within(test->p.two_sided, 2 * normal_sf(std::sqrt(3.5)), 1e-14));
        // The largest L of all: one of 3 orders of the first person and one of 6 of the second.
        CHECK(within(test->exact->greater, 1.0 / 18, 1e-14));
        CHECK(test->exact->less == 1);
    }

    TEST_CASE("the exact tail is that of all permutations") {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const std::size_t k = 2 + seed % 3;
            const Units scores = random_occasions(k == 4 ? 3 : 5, k, seed % 2 == 0 ? 3 : 50, seed);
            const auto test = page_trend(occasions(scores, k));
            if (!test) continue;
            CAPTURE(seed);
            CHECK(within(test->exact->greater, enumerated_greater(scores, k), 1e-13));
        }
    }

    TEST_CASE("a tail far out keeps its digits") {
        Units scores;
        for (int person = 0; person < 60; ++person) scores.insert(scores.end(), {1, 2, 3, 4, 5});
        CHECK(within(page_trend(occasions(scores, 5))->exact->greater, std::pow(120.0, -60), 1e-11));
    }

    TEST_CASE("invariances") {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            constexpr std::size_t k = 4;
            const Units scores = random_occasions(9, k, 4, seed);
            const auto test = page_trend(occasions(scores, k));
            REQUIRE(test);
            for (const Units& other : {tests::people_rotated(scores, k), tests::moved(scores, 7, 100)}) {
                CHECK(page_trend(occasions(other, k))->z == test->z);
                CHECK(within(page_trend(occasions(other, k))->exact->greater, test->exact->greater, 1e-13));
            }
            for (const Units& other : {tests::occasions_reversed(scores, k), tests::moved(scores, -1, 0)}) {
                CHECK(page_trend(occasions(other, k))->z == -test->z);
                CHECK(within(page_trend(occasions(other, k))->exact->less, test->exact->greater, 1e-12));
            }
            const auto twice = page_trend(occasions(tests::duplicated(scores), k));
            CHECK(within(twice->z, test->z * std::sqrt(2.0), 1e-14));
        }
    }

    TEST_CASE("nobody, nothing changes, one person, and no exact distribution") {
        CHECK(page_trend(occasions({}, 3)).reason() == Reason::no_pairs);
        const Units alike{4, 4, 4, 2, 2, 2};
        CHECK(page_trend(occasions(alike, 3)).reason() == Reason::no_change);
        const Units one{1, 2, 3};
        CHECK(within(page_trend(occasions(one, 3))->exact->greater, 1.0 / 6, 1e-14));
        CHECK_FALSE(page_trend(occasions(one, 3), 0)->exact);
        CHECK_FALSE(page_trend(occasions(random_occasions(4, 40, 1000, 1), 40))->exact);
        CHECK_THROWS_AS((void)page_trend(occasions(one, 2)), base::ContractError);
    }
}

}  // namespace outcomes::stats
