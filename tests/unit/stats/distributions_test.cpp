#include "libstats/stats/distributions.hpp"

#include "libstats/base/outcome.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

using namespace outcomes;

TEST_SUITE("stats/distributions") {
    TEST_CASE("degrees of freedom must be positive") {
        CHECK_THROWS_AS((void)stats::t_cdf(1, 0), base::ContractError);
    }
}
