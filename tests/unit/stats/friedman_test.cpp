#include "libstats/stats/friedman.hpp"

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

/// Squared rank sums about their mean, doubled ranks.
std::int64_t spread_of(const Units& ranks, std::size_t k) {
    Units sums(k, 0);
    for (std::size_t i = 0; i < ranks.size(); ++i) sums[i % k] += ranks[i];
    std::int64_t spread = 0;
    const auto mean = static_cast<std::int64_t>(ranks.size() / k * (k + 1));
    for (const std::int64_t sum : sums) spread += (sum - mean) * (sum - mean);
    return spread;
}

/// The exact p-value by going through all (k!)^n permutations, those of equal scores counted apart.
double enumerated_p(const Units& units, std::size_t k) {
    const Units ranks = doubled_ranks_in_rows(occasions(units, k));
    const std::int64_t observed = spread_of(ranks, k);
    std::vector<std::vector<std::size_t>> orders;
    std::vector<std::size_t> order(k);
    std::iota(order.begin(), order.end(), std::size_t{0});
    do orders.push_back(order);
    while (std::next_permutation(order.begin(), order.end()));
    const std::size_t n = units.size() / k;
    std::vector<std::size_t> turn(n, 0);
    std::int64_t extreme = 0, all = 0;
    Units permuted(units.size());
    for (bool more = true; more;) {
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < k; ++j) permuted[i * k + j] = ranks[i * k + orders[turn[i]][j]];
        }
        extreme += spread_of(permuted, k) >= observed ? 1 : 0;
        ++all;
        more = false;
        for (std::size_t i = 0; i < n && !more; ++i) {
            turn[i] = (turn[i] + 1) % orders.size();
            more = turn[i] != 0;
        }
    }
    return static_cast<double>(extreme) / static_cast<double>(all);
}

}  // namespace

TEST_SUITE("stats/friedman") {
    TEST_CASE("published: the exact tail probabilities for few people") {
        // Siegel 1956, Nonparametric Statistics for the Behavioral Sciences, table N: chi2 and p.
        struct Row {
            Units scores;
            std::size_t k;
            double chi2;
            double p;
        };
        const std::array rows{Row{{1, 2, 3, 1, 2, 3, 1, 2, 3}, 3, 6.0, 0.028},
                              Row{{1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 1, 3}, 3, 6.5, 0.042},
                              Row{{1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3}, 3, 8.0, 0.0046},
                              Row{{1, 2, 3, 4, 1, 2, 3, 4}, 4, 6.0, 0.042},
                              Row{{1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4}, 4, 9.0, 0.0017}};
        for (const Row& row : rows) {
            const auto test = friedman(occasions(row.scores, row.k));
            REQUIRE(test);
            CHECK(within(test->chi2, row.chi2, 1e-14));
            CHECK(std::abs(*test->p_exact - row.p) <= (row.p < 0.01 ? 0.00005 : 0.0005));
        }
    }

    TEST_CASE("by hand: three people, ties, one person without a change") {
        // Ranks 1 2.5 2.5, 1 2 3, 2 2 2: sums 4 6.5 7.5. About the mean 6: 4 + 0.25 + 2.25 = 6.5; the single
        // ranks spread 1.5 + 2 = 3.5. chi2 = 2 * 6.5 / 3.5; W = 6.5 / (3 * 3.5); F = 2 * 6.5 / (10.5 - 6.5).
        const Units scores{1, 5, 5, 3, 4, 8, 7, 7, 7};
        const auto test = friedman(occasions(scores, 3));
        REQUIRE(test);
        CHECK(test->rank_sums == std::vector<double>{4, 6.5, 7.5});
        CHECK(within(test->chi2, 13 / 3.5, 1e-15));
        CHECK(within(test->kendall_w, 6.5 / 10.5, 1e-15));
        CHECK(within(test->iman_davenport.f, 3.25, 1e-15));
        CHECK(test->iman_davenport.df1 == 2);
        CHECK(test->iman_davenport.df2 == 4);
        // With the second person's order fixed, 1 of the 3 places of the first person's low rank gives 6.5.
        CHECK(within(*test->p_exact, 1.0 / 3, 1e-14));
    }

    TEST_CASE("the exact p-value is that of all permutations") {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const std::size_t k = 2 + seed % 3;
            const std::size_t n = k == 4 ? 3 : 5;
            const Units scores = random_occasions(n, k, seed % 2 == 0 ? 3 : 50, seed);
            const auto p = friedman_exact_p(occasions(scores, k));
            if (!p) continue;
            CAPTURE(seed);
            CHECK(within(*p, enumerated_p(scores, k), 1e-13));
        }
    }

    TEST_CASE("all people alike: W is 1, F infinite, and the exact p-value that of one order repeated") {
        Units scores;
        for (int person = 0; person < 40; ++person) scores.insert(scores.end(), {1, 2, 9});
        const auto test = friedman(occasions(scores, 3));
        CHECK(test->kendall_w == 1);
        CHECK(std::isinf(test->iman_davenport.f));
        CHECK(test->iman_davenport.p == 0);
        CHECK(within(*test->p_exact, std::pow(6.0, -39), 1e-12));
    }

    TEST_CASE("invariances") {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            constexpr std::size_t k = 4, n = 12;
            const Units scores = random_occasions(n, k, 4, seed);
            const auto test = friedman(occasions(scores, k));
            REQUIRE(test);
            const auto same = [&](const Units& other) {
                const auto again = friedman(occasions(other, k));
                CHECK(again->chi2 == test->chi2);
                CHECK(within(*again->p_exact, *test->p_exact, 1e-12));
            };
            same(tests::people_rotated(scores, k));
            same(tests::moved(scores, 7, 3));
            same(tests::moved(scores, -1, 0));
            same(tests::occasions_reversed(scores, k));
            const auto doubled = friedman(occasions(tests::duplicated(scores), k));
            CHECK(within(doubled->chi2, 2 * test->chi2, 1e-14));
            CHECK(within(doubled->kendall_w, test->kendall_w, 1e-14));
        }
    }

    TEST_CASE("drawn permutations come close to all of them, at any number of threads") {
        const Units scores = random_occasions(10, 4, 5, 3);
        const auto exact = friedman_exact_p(occasions(scores, 4));
        const auto drawn = friedman_sampled_p(occasions(scores, 4), 20500, 11);
        REQUIRE(drawn);
        CHECK(std::abs(drawn->p - *exact) < 4 * drawn->std_error);
        CHECK(friedman_sampled_p(occasions(scores, 4), 20500, 11, 3)->p == drawn->p);
        CHECK(friedman_sampled_p(occasions(scores, 4), 20500, 12)->p != drawn->p);
    }

    TEST_CASE("what costs too much has no exact p-value") {
        const Units scores = random_occasions(60, 9, 100, 1);
        CHECK(friedman_exact_p(occasions(scores, 9)).reason() == Reason::not_affordable);
        CHECK_FALSE(friedman(occasions(scores, 9))->p_exact);
        CHECK_FALSE(friedman(occasions(random_occasions(5, 3, 9, 1), 3), 0)->p_exact);
    }

    TEST_CASE("nobody, one person, nothing changes, and tables that are none") {
        CHECK(friedman(occasions({}, 3)).reason() == Reason::no_pairs);
        CHECK(friedman(occasions({1, 2, 3}, 3)).reason() == Reason::too_few);
        const Units alike{4, 4, 4, 2, 2, 2};
        CHECK(friedman(occasions(alike, 3)).reason() == Reason::no_change);
        CHECK(friedman_exact_p(occasions(alike, 3)).reason() == Reason::no_change);
        CHECK(friedman_sampled_p(occasions(alike, 3), 10, 1).reason() == Reason::no_change);
        CHECK_THROWS_AS((void)friedman(occasions({1, 2, 3}, 1)), base::ContractError);
        CHECK_THROWS_AS((void)friedman(occasions({1, 2, 3}, 2)), base::ContractError);
        CHECK_THROWS_AS((void)friedman_sampled_p(occasions(alike, 3), 0, 1), base::ContractError);
    }
}

}  // namespace outcomes::stats
