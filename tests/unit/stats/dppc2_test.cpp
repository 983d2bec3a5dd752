#include "libstats/stats/dppc2.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::dppc2;
using tests::within;

namespace {

using Values = std::vector<double>;
using Groups = std::vector<std::uint32_t>;

const Values baseline = {1, 2, 3, 2, 3, 4};
const Values repeat = {2, 0, 4, 8, 6, 10};
const Groups groups = {0, 0, 0, 1, 1, 1};

}  // namespace

TEST_SUITE("stats/dppc2") {
    TEST_CASE("six people by hand") {
        const auto effect = dppc2({.baseline = baseline, .repeat = repeat, .groups = groups}).value();
        // Mean changes 0 and 5, both baseline variances 1, df 4.
        CHECK(within(effect.pooled_pre_sd, 1));
        CHECK(within(effect.correction, 0.8));
        CHECK(within(effect.estimate, 4));
        // Covariance 1 in both groups, repeat variance 4 in both.
        CHECK(within(effect.pooled_r, 0.5));
        // 2 0.64 0.5 (2/3) (4/2) (1 + 16 / (2 0.5 2/3)) - 16
        CHECK(within(effect.std_error, std::sqrt(0.64 * 2 * (2.0 / 3 + 16) - 16)));
        CHECK(within(effect.ci.high - effect.estimate, 1.959963984540054 * effect.std_error));
    }

    TEST_CASE("units do not matter, groups turn the sign") {
        Values low = baseline;
        Values high = repeat;
        for (double& value : low) value = 16 * value - 3;
        for (double& value : high) value = 16 * value - 3;
        const Groups other = {1, 1, 1, 0, 0, 0};
        const auto first = dppc2({.baseline = baseline, .repeat = repeat, .groups = groups}).value();
        const auto second = dppc2({.baseline = low, .repeat = high, .groups = other}).value();
        CHECK(within(second.estimate, -first.estimate));
        CHECK(within(second.std_error, first.std_error));
    }

    TEST_CASE("poor data have a reason, mistakes throw") {
        const Values same = {3, 3, 3, 4, 4, 4};
        CHECK(dppc2({.baseline = same, .repeat = repeat, .groups = groups}).reason() == Reason::no_variation);
        const Groups alone = {0, 0, 0, 0, 0, 1};
        CHECK(dppc2({.baseline = baseline, .repeat = repeat, .groups = alone}).reason() == Reason::too_few);
        const auto flat = dppc2({.baseline = baseline, .repeat = same, .groups = groups});
        REQUIRE(flat);
        CHECK(flat->pooled_r == 0);
        CHECK_THROWS_AS(
            (void)dppc2({.baseline = baseline, .repeat = repeat, .groups = groups, .n_groups = 3}),
            ContractError);
        CHECK_THROWS_AS((void)dppc2({.baseline = baseline, .repeat = repeat, .groups = groups}, 1),
                        ContractError);
    }
}
