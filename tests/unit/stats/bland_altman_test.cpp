#include "libstats/stats/bland_altman.hpp"

#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::bland_altman;
using stats::paired_moments;
using tests::within;

namespace {

using Values = std::vector<double>;

stats::BlandAltman of(const Values& baseline, const Values& repeat, double level = 0.95) {
    return bland_altman(paired_moments(baseline, repeat).value(), level).value();
}

/// Bland & Altman (1986, table 1): peak flow in l/min of 17 people, first readings with the large and the
/// mini meter.
const Values large_meter = {494, 395, 516, 434, 476, 557, 413, 442, 650,
                            433, 417, 656, 267, 478, 178, 423, 427};
const Values mini_meter = {512, 430, 520, 428, 500, 600, 364, 380, 658,
                           445, 432, 626, 260, 477, 259, 350, 451};

}  // namespace

TEST_SUITE("stats/bland_altman") {
    TEST_CASE("the peak flow meters of Bland & Altman (1986), as printed: large minus mini") {
        const auto got = of(mini_meter, large_meter);
        CHECK(std::round(got.bias * 10) == -21);
        CHECK(std::round(got.sd * 10) == 388);
        CHECK(std::round(got.std_error * 10) == 94);
        CHECK(std::round(got.bias_ci.low * 10) == -220);
        CHECK(std::round(got.bias_ci.high * 10) == 178);
        CHECK(std::round(got.errors_1986.std_error * 10) == 163);
    }

    TEST_CASE("worked by hand") {
        // Differences 1, 0, 2, 1: mean 1, variance 2/3, mean square 3/2; means 1.5, 2, 4, 4.5.
        const auto got = of({1, 2, 3, 4}, {2, 2, 5, 5});
        const double sd = std::sqrt(2.0 / 3);
        const double t = stats::t_quantile(0.975, 3);
        CHECK(got.bias == 1);
        CHECK(within(got.limits.low, 1 - 1.96 * sd, 1e-14));
        CHECK(within(got.limits_z.high, 1 + stats::normal_quantile(0.975) * sd, 1e-14));
        CHECK(within(got.errors_1986.std_error, std::sqrt(0.5), 1e-14));
        CHECK(within(got.errors_1999.std_error, sd * std::sqrt(0.25 + 1.96 * 1.96 / 6), 1e-14));
        CHECK(within(got.errors_1999.upper_ci.high, got.limits.high + t * got.errors_1999.std_error, 1e-14));
        CHECK(within(got.errors_1986.lower_ci.low, got.limits.low - t * got.errors_1986.std_error, 1e-14));
        CHECK(within(got.rms_difference, std::sqrt(1.5), 1e-14));
        CHECK(within(got.within_sd, std::sqrt(0.75), 1e-14));
        CHECK(within(got.repeatability, 1.96 * std::sqrt(1.5), 1e-14));
        CHECK(within(*got.slope_on_mean, 2 / 6.5, 1e-13));  // sums of products 2, of squares 6.5
    }

    TEST_CASE("swapping the waves mirrors all of it") {
        const auto forward = of(mini_meter, large_meter);
        const auto backward = of(large_meter, mini_meter);
        CHECK(backward.bias == -forward.bias);
        CHECK(within(backward.limits.low, -forward.limits.high, 1e-13));
        CHECK(within(backward.errors_1999.lower_ci.low, -forward.errors_1999.upper_ci.high, 1e-13));
        CHECK(within(*backward.slope_on_mean, -*forward.slope_on_mean, 1e-12));
        CHECK(backward.repeatability == forward.repeatability);
    }

    TEST_CASE("everybody changes by the same amount") {
        const auto got = of({1, 2, 3}, {3, 4, 5});
        CHECK(got.limits.low == 2);
        CHECK(got.limits.high == 2);
        CHECK(got.errors_1999.lower_ci.low == 2);
        CHECK(got.rms_difference == 2);
        CHECK(*got.slope_on_mean == 0);
    }

    TEST_CASE("everybody has the same mean of both: no slope") {
        const auto got = of({1, 2, 3.3}, {3, 2, 0.7});
        CHECK(got.slope_on_mean.reason() == Reason::no_variation);
        CHECK(of({1, 1}, {2, 2}).slope_on_mean.reason() == Reason::no_variation);
    }

    TEST_CASE("too few, and a caller's mistake") {
        CHECK(bland_altman(paired_moments(Values{1}, Values{2}).value()).reason() == Reason::too_few);
        CHECK_THROWS_AS((void)of({1, 2}, {2, 4}, 1.5), ContractError);
    }
}
