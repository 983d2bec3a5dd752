#include "libstats/stats/noncentral_hypergeometric.hpp"

#include "libstats/base/outcome.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace outcomes::stats {
namespace {

using tests::within;

}  // namespace

TEST_SUITE("stats/noncentral_hypergeometric") {
    TEST_CASE("by hand: 3 events among 2 and 4 people, twice the odds in the second group") {
        // x = 1: C(2,2) C(4,1) 2 = 8; x = 2: C(2,1) C(4,2) 4 = 48; x = 3: C(2,0) C(4,3) 8 = 32; in all 88.
        const NoncentralHypergeometric tables({1, 2}, {2, 4}, std::log(2.0));
        CHECK(tables.pmf(0) == 0);
        CHECK(within(tables.pmf(1), 8.0 / 88));
        CHECK(within(tables.pmf(2), 48.0 / 88));
        CHECK(within(tables.pmf(3), 32.0 / 88));
        CHECK(tables.pmf(4) == 0);
        CHECK(within(tables.cdf(1), 8.0 / 88));
        CHECK(within(tables.sf(1), 80.0 / 88));
        CHECK(within(tables.mean(), (8 + 96 + 96) / 88.0));
        CHECK(within(tables.no_likelier(0.4), 40.0 / 88));
        CHECK(tables.cdf(0) == 0);
        CHECK(tables.sf(3) == 0);
        CHECK(within(tables.sf(-5), 1));
        CHECK(within(tables.cdf(99), 1));
    }

    TEST_CASE("only the total of the events matters, and the groups change places with the odds") {
        const NoncentralHypergeometric one({4, 9}, {3, 12}, 0.7), other({7, 9}, {0, 12}, 0.7);
        const NoncentralHypergeometric turned({3, 12}, {4, 9}, -0.7);
        for (std::int64_t x = 0; x <= 7; ++x) {
            CHECK(one.pmf(x) == other.pmf(x));
            CHECK(within(one.pmf(x), turned.pmf(7 - x), 1e-12));
        }
    }

    TEST_CASE("with odds ratio 1 the mean is n2 m / N, however many people") {
        for (const std::int64_t n : {10, 1'000, 200'000}) {
            const NoncentralHypergeometric tables({n / 2, n}, {n / 5, 2 * n});
            CHECK(within(tables.mean(), 2 * static_cast<double>(n / 2 + n / 5) / 3, 1e-12));
        }
    }

    TEST_CASE("extreme odds leave the end of the range only") {
        const EventRange range = event_range({5, 8}, {6, 10});
        CHECK(range.low == 3);
        CHECK(range.high == 10);
        CHECK(within(NoncentralHypergeometric({5, 8}, {6, 10}, 600).pmf(10), 1));
        CHECK(within(NoncentralHypergeometric({5, 8}, {6, 10}, -600).pmf(3), 1));
        CHECK(NoncentralHypergeometric({0, 3}, {0, 5}).pmf(0) == 1);
    }

    TEST_CASE("callers' mistakes") {
        CHECK_THROWS_AS((void)event_range({3, 2}, {0, 1}), base::ContractError);
        CHECK_THROWS_AS((void)NoncentralHypergeometric({1, 2}, {-1, 2}), base::ContractError);
        CHECK_THROWS_AS((void)NoncentralHypergeometric({1, 2}, {1, 2}, INFINITY), base::ContractError);
    }
}

}  // namespace outcomes::stats
