#include "libstats/stats/pairwise_occasions.hpp"

#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/occasion_cases.hpp"

#include <doctest/doctest.h>

#include <array>

namespace outcomes::stats {
namespace {

using base::Reason;
using tests::occasions;
using tests::within;
using Units = tests::OccasionUnits;

}  // namespace

TEST_SUITE("stats/pairwise_occasions") {
    TEST_CASE("every pair is the test of its own two columns") {
        const Units scores = tests::random_occasions(15, 4, 6, 8);
        const std::array methods{PairwiseMethod::paired_t, PairwiseMethod::signed_rank,
                                 PairwiseMethod::signed_rank_pratt, PairwiseMethod::sign};
        for (const PairwiseMethod method : methods) {
            const auto tests = pairwise_occasions(occasions(scores, 4, 10), method);
            REQUIRE(tests);
            REQUIRE(tests->size() == 6);
            for (const PairwiseTest& test : *tests) {
                Units change;
                for (std::size_t i = 0; i < 15; ++i)
                    change.push_back(scores[4 * i + test.second] - scores[4 * i + test.first]);
                const GridView view{.units = change, .denominator = 10};
                const double p = method == PairwiseMethod::paired_t ? paired_t(*moments(view))->p.two_sided
                                 : method == PairwiseMethod::sign   ? sign_test(view)->p.two_sided
                                 : method == PairwiseMethod::signed_rank
                                     ? signed_rank(view)->p.two_sided
                                     : signed_rank(view, {.zeros = ZeroRule::pratt})->p.two_sided;
                CHECK(*test.p == p);
                CHECK(*test.p_adjusted >= p);
                CHECK(within(test.mean_change, moments(view)->mean, 1e-15));
            }
            CHECK((*tests)[3].first == 1);
            CHECK((*tests)[3].second == 2);
        }
    }

    TEST_CASE("a pair without a p-value does not count") {
        // Occasions 0 and 1 are the same; two pairs are left.
        const Units scores{1, 1, 3, 2, 2, 5, 4, 4, 4, 3, 3, 9, 0, 0, 2};
        const auto tests =
            pairwise_occasions(occasions(scores, 3), PairwiseMethod::signed_rank, Adjustment::bonferroni);
        CHECK((*tests)[0].p.reason() == Reason::no_change);
        CHECK_FALSE((*tests)[0].p_adjusted);
        CHECK(within(*(*tests)[1].p_adjusted, 2 * *(*tests)[1].p, 1e-15));
        const auto t = pairwise_occasions(occasions(scores, 3), PairwiseMethod::paired_t);
        CHECK((*t)[0].p.reason() == Reason::no_variation);
    }

    TEST_CASE("nobody, and tables that are none") {
        CHECK(pairwise_occasions(occasions({}, 3), PairwiseMethod::sign).reason() == Reason::no_pairs);
        CHECK_THROWS_AS((void)pairwise_occasions(occasions(Units{1, 2, 3}, 2), PairwiseMethod::sign),
                        base::ContractError);
    }
}

}  // namespace outcomes::stats
