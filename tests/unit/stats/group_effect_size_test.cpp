#include "libstats/stats/group_effect_size.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/variance_ratio.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::group_difference;
using stats::variance_ratio;
using tests::within;

namespace {

stats::Moments moments_of(const std::vector<double>& values) {
    return stats::moments(values).value();
}

const stats::Moments low = moments_of({1, 2, 3, 4, 5});
const stats::Moments high = moments_of({3, 5, 7});

}  // namespace

TEST_SUITE("stats/group_effect_size") {
    TEST_CASE("by hand") {
        // Means 3 and 5, variances 2.5 and 4, pooled (10 + 8) / 6 = 3.
        const auto got = group_difference(low, high).value();
        CHECK(within(got.d_pooled, 2 / std::sqrt(3), 1e-15));
        CHECK(got.df == 6);
        CHECK(within(got.d_average_sd, 2 / std::sqrt(3.25), 1e-15));
        CHECK(within(*got.glass_delta_first, 2 / std::sqrt(2.5), 1e-15));
        CHECK(within(*got.glass_delta_second, 1, 1e-15));
        CHECK(within(*got.hedges_j, stats::hedges_j(6), 1e-15));
        CHECK(within(*got.hedges_g, *got.hedges_j * got.d_pooled, 1e-15));
        CHECK(within(*got.hedges_g_approx, (1 - 3.0 / 23) * got.d_pooled, 1e-15));
    }

    TEST_CASE("the limits are the differences under which t lies 2.5 % from either end") {
        const auto got = group_difference(low, high).value();
        const double scale = std::sqrt(1.0 / 5 + 1.0 / 3);
        const double t = got.d_pooled / scale;
        CHECK(within(stats::noncentral_t_sf(t, 6, got.d_ci.low / scale), 0.025, 1e-11));
        CHECK(within(stats::noncentral_t_cdf(t, 6, got.d_ci.high / scale), 0.025, 1e-11));
        CHECK(within(got.g_ci->high, *got.hedges_j * got.d_ci.high, 1e-15));
    }

    TEST_CASE("swap, offset and unit") {
        const auto plain = group_difference(low, high).value();
        const auto swapped = group_difference(high, low).value();
        CHECK(within(swapped.d_pooled, -plain.d_pooled, 1e-14));
        CHECK(within(swapped.d_ci.low, -plain.d_ci.high, 1e-11));
        CHECK(within(*swapped.glass_delta_first, -*plain.glass_delta_second, 1e-14));
        const auto other =
            group_difference(moments_of({17, 27, 37, 47, 57}), moments_of({37, 57, 77})).value();
        CHECK(within(other.d_pooled, plain.d_pooled, 1e-14));
    }

    TEST_CASE("poor data and mistakes") {
        const auto constant = moments_of({4, 4, 4});
        const auto one = moments_of({2});
        CHECK(group_difference(one, one).reason() == Reason::too_few);
        CHECK(group_difference(constant, constant).reason() == Reason::no_variation);
        const auto half = group_difference(constant, low).value();
        CHECK_FALSE(half.glass_delta_first);
        CHECK(half.glass_delta_second);
        // One degree of freedom: d, but no correction.
        const auto three = group_difference(one, moments_of({1, 4})).value();
        CHECK(three.df == 1);
        CHECK_FALSE(three.hedges_g);
        CHECK_THROWS_AS((void)group_difference(low, high, 1.5), ContractError);
    }
}

TEST_SUITE("stats/variance_ratio") {
    TEST_CASE("by hand") {
        // F = 4 / 2.5 on 2 and 4 degrees of freedom: P(F >= f) = (1 + f / 2)^-2.
        const auto got = variance_ratio(low, high).value();
        CHECK(within(got.f, 1.6, 1e-15));
        CHECK(got.df1 == 2);
        CHECK(got.df2 == 4);
        CHECK(within(got.p.greater, 1 / (1.8 * 1.8), 1e-14));
        CHECK(within(got.p.less, 1 - 1 / (1.8 * 1.8), 1e-13));
        CHECK(within(got.p.two_sided, 2 / (1.8 * 1.8), 1e-14));
        CHECK(within(stats::f_sf(got.f / got.ci.low, 2, 4), 0.025, 1e-11));
        CHECK(within(stats::f_cdf(got.f / got.ci.high, 2, 4), 0.025, 1e-11));
    }

    TEST_CASE("swapping the samples turns the ratio over") {
        const auto got = variance_ratio(low, high).value();
        const auto swapped = variance_ratio(high, low).value();
        CHECK(within(swapped.f, 1 / got.f, 1e-15));
        CHECK(within(swapped.p.two_sided, got.p.two_sided, 1e-13));
        CHECK(within(swapped.ci.low, 1 / got.ci.high, 1e-12));
    }

    TEST_CASE("one sample without variation: a ratio at the end of its range") {
        const auto constant = moments_of({4, 4, 4});
        CHECK(variance_ratio(low, constant)->f == 0);
        CHECK(variance_ratio(low, constant)->p.two_sided == 0);
        CHECK(variance_ratio(low, constant)->ci.high == 0);
        CHECK(std::isinf(variance_ratio(constant, low)->f));
        CHECK(variance_ratio(constant, low)->p.greater == 0);
        CHECK(variance_ratio(constant, constant).reason() == Reason::no_variation);
        CHECK(variance_ratio(low, moments_of({2})).reason() == Reason::too_few);
        CHECK_THROWS_AS((void)variance_ratio(low, high, 0), ContractError);
    }
}
