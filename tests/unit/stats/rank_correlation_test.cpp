#include "libstats/stats/rank_correlation.hpp"

#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::GridView;
using stats::kendall;
using stats::spearman;
using tests::within;

namespace {

using Units = std::vector<std::int64_t>;

/// Hollander & Wolfe (1973, Nonparametric Statistical Methods, p. 187): Hunter's lightness and a panel's
/// scores of nine lots of tuna, in tenths.
const Units lightness = {444, 459, 419, 533, 447, 441, 507, 452, 601};
const Units panel = {26, 31, 25, 50, 36, 40, 52, 28, 38};

Units random_answers(std::size_t n, int points, unsigned seed) {
    std::mt19937 generator(seed);
    Units answers;
    for (std::size_t i = 0; i < n; ++i)
        answers.push_back(static_cast<std::int64_t>(generator() % static_cast<unsigned>(points)));
    return answers;
}

/// Pairs of people in the same order in both columns, and in opposite orders, one pair at a time.
std::pair<std::int64_t, std::int64_t> count_pairs(const Units& x, const Units& y) {
    std::int64_t concordant = 0;
    std::int64_t discordant = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const std::int64_t product = (x[i] - x[j]) * (y[i] - y[j]);
            concordant += product > 0 ? 1 : 0;
            discordant += product < 0 ? 1 : 0;
        }
    }
    return {concordant, discordant};
}

std::vector<double> midranks(const Units& x) {
    std::vector<double> ranks;
    for (const std::int64_t value : x) {
        const auto below = std::count_if(x.begin(), x.end(), [&](auto other) { return other < value; });
        const auto same = std::count(x.begin(), x.end(), value);
        ranks.push_back(static_cast<double>(below) + (static_cast<double>(same) + 1) / 2);
    }
    return ranks;
}

/// The exact variance of S: the mean of S^2 over all orders of the second column.
double variance_over_all_orders(const Units& x, Units y) {
    double squares = 0;
    double n_orders = 0;
    std::vector<std::size_t> order(y.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    do {
        Units shuffled;
        for (const std::size_t i : order) shuffled.push_back(y[i]);
        const auto [concordant, discordant] = count_pairs(x, shuffled);
        squares += static_cast<double>((concordant - discordant) * (concordant - discordant));
        ++n_orders;
    } while (std::next_permutation(order.begin(), order.end()));
    return squares / n_orders;
}

}  // namespace

TEST_SUITE("stats/rank_correlation") {
    TEST_CASE("the tuna of Hollander & Wolfe: 26 of 36 pairs are concordant, tau .444, rho .6") {
        const auto tau = kendall({.units = lightness, .denominator = 10}, {.units = panel}).value();
        CHECK(tau.concordant == 26);
        CHECK(tau.discordant == 10);
        CHECK(within(tau.tau_b, 4.0 / 9, 1e-15));
        CHECK(tau.test->variance == 92);  // 9 * 8 * 23 / 18
        CHECK(within(tau.test->z, 16 / std::sqrt(92.0), 1e-15));
        CHECK(within(spearman({.units = lightness}, {.units = panel})->rho, 0.6, 1e-15));
    }

    TEST_CASE("counting while sorting finds the same pairs as looking at every one") {
        for (const int points : {2, 3, 5, 11, 1000}) {
            for (const std::size_t n : {2U, 3U, 7U, 64U, 101U}) {
                const Units x = random_answers(n, points, 17);
                const Units y = random_answers(n, 5, 4711);
                const auto tau = kendall({.units = x}, {.units = y});
                if (!tau) continue;
                CAPTURE(n);
                const auto [concordant, discordant] = count_pairs(x, y);
                CHECK(tau->concordant == concordant);
                CHECK(tau->discordant == discordant);
            }
        }
    }

    TEST_CASE("the variance of S with ties is that over all orders") {
        const Units x = {1, 1, 2, 3, 3, 3, 4};
        const Units y = {2, 5, 5, 1, 2, 2, 3};
        const auto tau = kendall({.units = x}, {.units = y}).value();
        CHECK(within(tau.test->variance, variance_over_all_orders(x, y), 1e-12));
    }

    TEST_CASE("rho is Pearson's correlation of midranks") {
        const Units x = random_answers(83, 7, 1);
        const Units y = random_answers(83, 4, 2);
        const auto pairs = stats::paired_moments(midranks(x), midranks(y)).value();
        const auto rho = spearman({.units = x}, {.units = y}).value();
        CHECK(within(rho.rho, *pairs.r, 1e-12));
        const auto test = stats::correlation_t_test(*pairs.r, 83).value();
        CHECK(within(rho.test->p.two_sided, test.p.two_sided, 1e-10));
    }

    TEST_CASE("a monotone relation gives exactly 1 or -1, whatever its ties") {
        const Units x = {1, 1, 2, 5, 5, 9, 12};
        const Units up = {-3, -3, 0, 1, 1, 70, 71};
        Units down = up;
        for (std::int64_t& value : down) value = -value;
        CHECK(spearman({.units = x}, {.units = up})->rho == 1);
        CHECK(spearman({.units = x}, {.units = down})->rho == -1);
        CHECK(kendall({.units = x}, {.units = up})->tau_b == 1);
        CHECK(kendall({.units = x}, {.units = down})->tau_b == -1);
        CHECK(spearman({.units = x}, {.units = up})->test.reason() == Reason::not_applicable);
        CHECK(kendall({.units = x}, {.units = up})->ci.reason() == Reason::not_applicable);
        CHECK(kendall({.units = x}, {.units = up})->test->p.greater < 0.01);
    }

    TEST_CASE("swapping the columns, the people or the unit changes nothing; turning one turns the sign") {
        const Units x = random_answers(40, 5, 11);
        const Units y = random_answers(40, 9, 12);
        const auto rho = spearman({.units = x}, {.units = y}).value();
        const auto tau = kendall({.units = x}, {.units = y}).value();
        CHECK(spearman({.units = y}, {.units = x})->rho == rho.rho);
        CHECK(kendall({.units = y}, {.units = x})->test->z == tau.test->z);
        Units x_back(x.rbegin(), x.rend());
        Units y_back(y.rbegin(), y.rend());
        CHECK(spearman({.units = x_back}, {.units = y_back})->rho == rho.rho);
        CHECK(kendall({.units = x_back}, {.units = y_back})->tau_b == tau.tau_b);
        Units y_turned = y;
        for (std::int64_t& value : y_turned) value = 100 - 3 * value;
        CHECK(spearman({.units = x}, {.units = y_turned})->rho == -rho.rho);
        CHECK(kendall({.units = x}, {.units = y_turned})->tau_b == -tau.tau_b);
        CHECK(within(kendall({.units = x}, {.units = y_turned})->test->p.less, tau.test->p.greater, 1e-13));
    }

    TEST_CASE("the intervals are those of the cited formulas") {
        const double z = stats::normal_quantile(0.975);
        const auto rho = spearman({.units = lightness}, {.units = panel}).value();
        const double reach = z * std::sqrt((1 + 0.36 / 2) / 6);
        CHECK(within(rho.ci->low, std::tanh(std::atanh(0.6) - reach), 1e-12));
        CHECK(within(rho.ci->high, std::tanh(std::atanh(0.6) + reach), 1e-12));
        const auto tau = kendall({.units = lightness}, {.units = panel}, 0.9).value();
        const double tau_reach = stats::normal_quantile(0.95) * std::sqrt(0.437 / 5);
        CHECK(within(tau.ci->low, std::tanh(std::atanh(4.0 / 9) - tau_reach), 1e-12));
    }

    TEST_CASE("too little to go on") {
        CHECK(spearman({.units = Units{}}, {.units = Units{}}).reason() == Reason::too_few);
        CHECK(kendall({.units = Units{1}}, {.units = Units{2}}).reason() == Reason::too_few);
        CHECK(spearman({.units = Units{1, 1, 1}}, {.units = Units{1, 2, 3}}).reason() ==
              Reason::no_variation);
        CHECK(kendall({.units = Units{1, 2, 3}}, {.units = Units{4, 4, 4}}).reason() == Reason::no_variation);
        const auto two = kendall({.units = Units{1, 2}}, {.units = Units{5, 3}}).value();
        CHECK(two.tau_b == -1);
        CHECK(two.test.reason() == Reason::too_few);
        CHECK(spearman({.units = Units{1, 2}}, {.units = Units{5, 3}})->test.reason() == Reason::too_few);
        CHECK(kendall({.units = Units{1, 2, 3, 4}}, {.units = Units{5, 3, 4, 9}})->ci.reason() ==
              Reason::too_few);
    }

    TEST_CASE("a caller's mistakes") {
        CHECK_THROWS_AS((void)spearman({.units = Units{1, 2}}, {.units = Units{1}}), ContractError);
        CHECK_THROWS_AS((void)kendall({.units = Units{1, 2}}, {.units = Units{1, 2}}, 1), ContractError);
        CHECK_THROWS_AS((void)kendall({.units = Units{1, 2}, .denominator = 0}, {.units = Units{1, 2}}),
                        ContractError);
    }
}
