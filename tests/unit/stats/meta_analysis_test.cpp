#include "libstats/stats/meta_analysis.hpp"

#include "libstats/stats/distributions.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::meta_analysis;
using stats::Tau2Method;
using tests::within;

namespace {

using Values = std::vector<double>;

struct Sites {
    Values estimates;
    Values variances;

    [[nodiscard]] stats::StudyResults view() const { return {estimates, variances}; }
};

constexpr std::array between_sites = {
    Tau2Method::dersimonian_laird,
    Tau2Method::restricted_likelihood,
    Tau2Method::paule_mandel,
    Tau2Method::maximum_likelihood,
    Tau2Method::hedges,
    Tau2Method::sidik_jonkman,
    Tau2Method::hunter_schmidt,
};

/// Two sites of one precision: every estimator has a closed form.
const Sites two = {{0, 4}, {1, 1}};
const Sites five = {{0.5, 1.25, -0.25, 2, 0.75}, {0.5, 0.25, 1, 0.125, 2}};

double tau2(const Sites& sites, Tau2Method method) {
    return meta_analysis(sites.view(), method)->tau2;
}

}  // namespace

TEST_SUITE("stats/meta_analysis") {
    TEST_CASE("two sites of one precision, by hand") {
        // Q = 8 with one degree of freedom, W - sum(w^2)/W = 1
        CHECK(within(tau2(two, Tau2Method::dersimonian_laird), 7, 1e-15));
        CHECK(within(tau2(two, Tau2Method::paule_mandel), 7, 1e-15));
        CHECK(within(tau2(two, Tau2Method::restricted_likelihood), 7, 1e-15));
        CHECK(within(tau2(two, Tau2Method::maximum_likelihood), 3, 1e-15));
        CHECK(within(tau2(two, Tau2Method::hedges), 7, 1e-15));
        CHECK(within(tau2(two, Tau2Method::sidik_jonkman), 6.4, 1e-15));
        CHECK(within(tau2(two, Tau2Method::hunter_schmidt), 3, 1e-15));

        const auto model = meta_analysis(two.view(), Tau2Method::dersimonian_laird).value();
        CHECK(model.k == 2);
        CHECK(model.estimate == 2);
        CHECK(within(model.std_error, 2, 1e-15));
        CHECK(within(model.z, 1, 1e-15));
        CHECK(within(model.p.greater, stats::normal_sf(1), 1e-14));
        CHECK(within(model.i2, 7.0 / 8, 1e-15));
        CHECK(within(model.h2, 8, 1e-15));
        CHECK(within(*model.tau2_se, std::sqrt(128), 1e-14));
        CHECK(model.weights == Values{0.5, 0.5});
        CHECK_FALSE(model.log_likelihood);
        CHECK_FALSE(model.prediction->t_k2);
        CHECK(within(model.hartung_knapp->q_scale, 1, 1e-15));
        CHECK(within(model.hartung_knapp->p, 0.5, 1e-14));  // Cauchy at 1
        CHECK(within(model.prediction->normal.high, 2 + 1.959963984540054 * std::sqrt(11), 1e-14));
    }

    TEST_CASE("the likelihoods of two sites, by hand") {
        const auto ml = meta_analysis(two.view(), Tau2Method::maximum_likelihood).value();
        // two normal densities of variance 4, two from their mean
        CHECK(within(*ml.log_likelihood, -std::log(2 * std::numbers::pi) - std::log(4) - 1, 1e-14));
        const auto reml = meta_analysis(two.view(), Tau2Method::restricted_likelihood).value();
        // the normal density of the difference 4 / sqrt 2 with variance 8
        CHECK(within(*reml.log_likelihood, -0.5 * std::log(2 * std::numbers::pi * 8) - 0.5, 1e-14));
    }

    TEST_CASE("the common effect") {
        const auto model = meta_analysis(two.view(), Tau2Method::common_effect).value();
        CHECK(model.tau2 == 0);
        CHECK_FALSE(model.tau2_se);
        CHECK_FALSE(model.hartung_knapp);
        CHECK_FALSE(model.prediction);
        CHECK(within(model.std_error, std::sqrt(0.5), 1e-15));
        CHECK(within(model.i2, 7.0 / 8, 1e-15));
        CHECK(within(model.h2, 8, 1e-15));
        const auto test = stats::heterogeneity_test(two.view()).value();
        CHECK(test.q == 8);
        CHECK(test.df == 1);
        CHECK(within(test.p, 2 * stats::normal_sf(std::sqrt(8)), 1e-13));
    }

    TEST_CASE("the Q profile of two sites, by hand") {
        const auto got = stats::tau2_q_profile(two.view()).value();
        CHECK(within(got.low, 8 / stats::chi2_quantile(0.975, 1) - 1, 1e-13));
        CHECK(within(got.high, 8 / stats::chi2_quantile(0.025, 1) - 1, 1e-13));
        // sites that differ by less than chance would
        const Sites alike = {{1, 1.01}, {1, 1}};
        CHECK(stats::tau2_q_profile(alike.view(), 0.5)->high == 0);
        CHECK(stats::tau2_q_profile(alike.view(), 0.5)->low == 0);
        CHECK(stats::tau2_q_profile(Sites{{1, 1}, {1, 2}}.view()).reason() == Reason::no_variation);
    }

    TEST_CASE("of several peaks of the likelihood the highest counts") {
        // The first has its lower peak at 0, the second its lower one near 32, the third at 0.
        const Sites far = {{9, -7, -1}, {0.01, 4, 4}};
        CHECK(tau2(far, Tau2Method::maximum_likelihood) > 40);
        const Sites near = {{-9, -9, 8}, {0.01, 4, 50}};
        CHECK(tau2(near, Tau2Method::restricted_likelihood) == 0);
        const Sites restricted = {{8, -5, -8, 7}, {1, 25, 50, 0.1}};
        CHECK(tau2(restricted, Tau2Method::restricted_likelihood) > 30);
    }

    TEST_CASE("REML and ML lie at the top, Paule and Mandel where Q is k - 1") {
        const auto height = [](Tau2Method method, double t) {
            double logs = 0;
            double w = 0;
            double wy = 0;
            for (std::size_t i = 0; i < 5; ++i) {
                logs += std::log(five.variances[i] + t);
                w += 1 / (five.variances[i] + t);
                wy += five.estimates[i] / (five.variances[i] + t);
            }
            double q = 0;
            for (std::size_t i = 0; i < 5; ++i) {
                const double d = five.estimates[i] - wy / w;
                q += d * d / (five.variances[i] + t);
            }
            return -0.5 * (logs + q + (method == Tau2Method::restricted_likelihood ? std::log(w) : 0));
        };
        for (const auto method : {Tau2Method::restricted_likelihood, Tau2Method::maximum_likelihood}) {
            const double top = tau2(five, method);
            CHECK(top > 0);
            CHECK(height(method, top) > height(method, top * 1.001));
            CHECK(height(method, top) > height(method, top * 0.999));
        }
        const auto model = meta_analysis(five.view(), Tau2Method::paule_mandel).value();
        CHECK(within(model.hartung_knapp->q_scale, 1, 1e-14));
        CHECK(within(model.hartung_knapp->std_error, model.std_error, 1e-14));
    }

    TEST_CASE("Egger's test, by hand") {
        const Sites sites = {{1, 3, 4}, {1, 4, 9}};
        const auto got = stats::egger_test(sites.view()).value();
        CHECK(within(got.slope, 43.0 / 26, 1e-14));
        CHECK(within(got.limit, -8.0 / 13, 1e-14));
        CHECK(within(got.std_error, 7.0 / 26, 1e-13));
        CHECK(within(got.limit_se, std::sqrt(27.0) / 13, 1e-13));
        CHECK(within(got.statistic, 43.0 / 7, 1e-13));
        CHECK(got.df == 1);
        CHECK(stats::egger_test(two.view()).reason() == Reason::too_few);
        CHECK(stats::egger_test(Sites{{1, 2, 4}, {0.3, 0.3, 0.3}}.view()).reason() == Reason::no_variation);
        CHECK(stats::egger_test(Sites{{1, 2, 3}, {1, 4, 9}}.view()).reason() == Reason::no_variation);
        CHECK(stats::egger_test(Sites{{2, 2, 2}, {1, 3, 9}}.view()).reason() == Reason::no_variation);
    }

    TEST_CASE("other units, another zero, another order") {
        for (const auto method : between_sites) {
            const auto model = meta_analysis(five.view(), method).value();
            Sites other;
            for (std::size_t i = 5; i-- > 0;) {
                other.estimates.push_back(3 - 8 * five.estimates[i]);
                other.variances.push_back(64 * five.variances[i]);
            }
            const auto moved = meta_analysis(other.view(), method).value();
            CHECK(within(moved.tau2, 64 * model.tau2, 1e-13));
            CHECK(within(*moved.tau2_se, 64 * *model.tau2_se, 1e-13));
            CHECK(within(moved.estimate, 3 - 8 * model.estimate, 1e-13));
            CHECK(within(moved.std_error, 8 * model.std_error, 1e-13));
            CHECK(within(moved.i2, model.i2, 1e-13));
            CHECK(within(moved.weights[4], model.weights[0], 1e-13));
            CHECK(within(moved.prediction->t_k2->low, 3 - 8 * model.prediction->t_k2->high, 1e-12));
            CHECK(within(moved.hartung_knapp->ci.low, 3 - 8 * model.hartung_knapp->ci.high, 1e-12));
        }
    }

    TEST_CASE("the ad hoc rule only ever widens") {
        const Sites alike = {{1, 1.1, 0.9}, {1, 2, 1}};
        const auto model = meta_analysis(alike.view(), Tau2Method::dersimonian_laird).value();
        CHECK(model.tau2 == 0);
        CHECK(model.i2 == 0);
        CHECK(model.hartung_knapp->q_scale < 1);
        CHECK(model.hartung_knapp->ci_at_least_1.low < model.hartung_knapp->ci.low);
        const auto wide = meta_analysis(five.view(), Tau2Method::maximum_likelihood).value();
        CHECK(wide.hartung_knapp->q_scale > 1);
        CHECK(wide.hartung_knapp->ci_at_least_1.low == wide.hartung_knapp->ci.low);
    }

    TEST_CASE("sites that found the same number") {
        const Sites same = {{0.1, 0.1, 0.1}, {1, 2, 3}};
        for (const auto method : between_sites) {
            const auto model = meta_analysis(same.view(), method).value();
            CHECK(model.tau2 == 0);
            CHECK(model.estimate == 0.1);
            CHECK_FALSE(model.hartung_knapp);
            CHECK_FALSE(model.prediction->t_k1_hartung_knapp);
            CHECK(model.prediction->t_k2);
        }
        const auto common = meta_analysis(same.view(), Tau2Method::common_effect).value();
        CHECK(common.i2 == 0);
        CHECK(common.h2 == 0);
    }

    TEST_CASE("poor data give a reason, a caller's mistake throws") {
        const Sites one = {{1}, {1}};
        CHECK(meta_analysis(one.view(), Tau2Method::common_effect).reason() == Reason::too_few);
        CHECK(stats::heterogeneity_test(one.view()).reason() == Reason::too_few);
        CHECK(stats::tau2_q_profile(one.view()).reason() == Reason::too_few);
        const auto fit = [](const Sites& sites, double level = 0.95) {
            return meta_analysis(sites.view(), Tau2Method::hedges, level);
        };
        CHECK_THROWS_AS((void)fit({{1, 2}, {1}}), ContractError);
        CHECK_THROWS_AS((void)fit({{1, 2}, {1, 0}}), ContractError);
        CHECK_THROWS_AS((void)fit({{1, NAN}, {1, 1}}), ContractError);
        CHECK_THROWS_AS((void)fit(two, 0), ContractError);
    }
}
