#include "libstats/stats/gauss_hermite.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace outcomes;
using stats::gauss_hermite;
using tests::within;

namespace {

/// The integral of f(x) exp(-x^2).
template <class Function>
double integral(std::size_t n, const Function& f) {
    const auto rule = gauss_hermite(n);
    double sum = 0;
    for (std::size_t k = 0; k < n; ++k)
        sum += rule.scaled_weights[k] * std::exp(-rule.nodes[k] * rule.nodes[k]) * f(rule.nodes[k]);
    return sum;
}

const double sqrt_pi = std::sqrt(std::numbers::pi);

}  // namespace

TEST_SUITE("stats/gauss_hermite") {
    TEST_CASE("one and two nodes, by hand") {
        const auto one = gauss_hermite(1);
        CHECK(one.nodes[0] == 0);
        CHECK(within(one.scaled_weights[0], sqrt_pi, 1e-15));
        const auto two = gauss_hermite(2);
        CHECK(within(two.nodes[1], std::numbers::sqrt2 / 2, 1e-15));
        CHECK(within(two.nodes[0], -two.nodes[1], 1e-15));
        CHECK(within(two.scaled_weights[0], sqrt_pi / 2 * std::exp(0.5), 1e-14));
    }

    TEST_CASE("even moments are those of the gamma function, up to the last that is exact") {
        for (const std::size_t n : {5U, 10U, 50U, 101U}) {
            for (std::size_t m = 0; m < n; m += 3) {
                const double power = 2 * static_cast<double>(m);
                const double got = integral(n, [&](double x) { return std::pow(x, power); });
                CHECK(within(std::log(got), stats::log_gamma(static_cast<double>(m) + 0.5), 1e-12));
            }
        }
    }

    TEST_CASE("a cosine") {
        CHECK(within(integral(30, [](double x) { return std::cos(2 * x); }), sqrt_pi * std::exp(-1), 1e-13));
    }

    TEST_CASE("the nodes ascend and mirror each other") {
        const auto rule = gauss_hermite(300);
        for (std::size_t k = 1; k < 300; ++k) {
            CHECK(rule.nodes[k] > rule.nodes[k - 1]);
            CHECK(within(rule.nodes[k], -rule.nodes[299 - k], 1e-13));
            CHECK(within(rule.scaled_weights[k], rule.scaled_weights[299 - k], 1e-11));
        }
    }

    TEST_CASE("a number of nodes outside 1 to 300") {
        CHECK_THROWS_AS((void)gauss_hermite(0), base::ContractError);
        CHECK_THROWS_AS((void)gauss_hermite(301), base::ContractError);
    }
}
