#include "libstats/stats/quade.hpp"

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

}  // namespace

TEST_SUITE("stats/quade") {
    TEST_CASE("published: five brands in seven stores") {
        // Conover 1999, Practical Nonparametric Statistics, sec. 5.8; F 3.8293 with 4 and 24 df, p 0.01519.
        const Units sold{5, 4, 7,  10, 12, 1,  3,  1,  0,  2,  16, 12, 22, 22, 35, 5, 4, 3,
                         5, 4, 10, 9,  7,  13, 10, 19, 18, 28, 37, 58, 10, 7,  6,  8, 7};
        const auto result = quade(occasions(sold, 5));
        REQUIRE(result);
        CHECK(std::abs(result->test.f - 3.8293) < 0.00005);
        CHECK(result->test.df1 == 4);
        CHECK(result->test.df2 == 24);
        CHECK(std::abs(result->test.p - 0.01519) < 0.000005);
    }

    TEST_CASE("by hand: weights with a tie") {
        // Ranges 2, 2, 6: weights 1.5 1.5 3. Scores about 2: -1.5 0 1.5, 0 -1.5 1.5, -3 0 3.
        // A = 4.5 + 4.5 + 18 = 27; S = -4.5 -1.5 6, B = 58.5 / 3 = 19.5; F = 2 * 19.5 / 7.5.
        const Units scores{1, 2, 3, 5, 4, 6, 0, 1, 6};
        const auto result = quade(occasions(scores, 3));
        REQUIRE(result);
        CHECK(result->weighted_sums == std::vector<double>{-4.5, -1.5, 6});
        CHECK(within(result->test.f, 5.2, 1e-15));
    }

    TEST_CASE("ranges that are equal as decimals are tied") {
        // In hundredths; as doubles 5.55 - 5.40 and 5.85 - 5.70 differ in the last bit, and the two people
        // would get the weights 1 and 2. Tied: A = 2 * 4.5, S = 0, so F is 0 whatever their order.
        const Units scores{540, 550, 555, 585, 575, 570};
        const auto result = quade(occasions(scores, 3, 100));
        REQUIRE(result);
        CHECK(result->test.f == 0);
        CHECK(result->test.p == 1);
    }

    TEST_CASE("invariances") {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            constexpr std::size_t k = 4;
            const Units scores = tests::random_occasions(11, k, 5, seed);
            const auto result = quade(occasions(scores, k));
            REQUIRE(result);
            for (const Units& other : {tests::people_rotated(scores, k), tests::occasions_reversed(scores, k),
                                       tests::moved(scores, 9, 40), tests::moved(scores, -1, 0)})
                CHECK(quade(occasions(other, k))->test.f == result->test.f);
        }
    }

    TEST_CASE("two people who agree, nobody, one person, nothing changes") {
        const Units agree{1, 2, 3, 4, 5, 6};
        CHECK(std::isinf(quade(occasions(agree, 3))->test.f));
        CHECK(quade(occasions(agree, 3))->test.p == 0);
        CHECK(quade(occasions({}, 3)).reason() == Reason::no_pairs);
        CHECK(quade(occasions(Units{1, 2, 3}, 3)).reason() == Reason::too_few);
        CHECK(quade(occasions(Units{4, 4, 2, 2}, 2)).reason() == Reason::no_change);
        CHECK_THROWS_AS((void)quade(occasions(agree, 1)), base::ContractError);
        const Units far{-(std::int64_t{1} << 62), std::int64_t{1} << 62, 0, 0};
        CHECK_THROWS_AS((void)quade(occasions(far, 2)), base::ContractError);
    }
}

}  // namespace outcomes::stats
