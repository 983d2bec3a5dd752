#include "libstats/stats/lin_concordance.hpp"

#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::lin_concordance;
using stats::paired_moments;
using tests::within;

namespace {

using Values = std::vector<double>;

stats::LinConcordance of(const Values& baseline, const Values& repeat) {
    return lin_concordance(paired_moments(baseline, repeat).value()).value();
}

/// Variance of atanh(c) times n by the delta method from the five moments of a bivariate normal sample: the
/// difference of the means, both variances and the covariance.
double delta_variance(const Values& x, const Values& y) {
    const auto pairs = paired_moments(x, y).value();
    const double shrink = static_cast<double>(x.size() - 1) / static_cast<double>(x.size());
    const double v1 = *pairs.baseline.variance * shrink;
    const double v2 = *pairs.repeat.variance * shrink;
    const double cov = *pairs.covariance * shrink;
    const double shift = pairs.difference.mean;
    const double whole = v1 + v2 + shift * shift;
    const double c = 2 * cov / whole;
    const double by_shift = -2 * shift * c / whole;
    const double by_variance = -c / whole;
    const double by_covariance = 2 / whole;
    const double variance = by_shift * by_shift * (v1 + v2 - 2 * cov) +
                            by_variance * by_variance * (2 * v1 * v1 + 2 * v2 * v2 + 4 * cov * cov) +
                            by_covariance * by_covariance * (v1 * v2 + cov * cov) +
                            2 * by_variance * by_covariance * (2 * v1 * cov + 2 * v2 * cov);
    return variance / ((1 - c * c) * (1 - c * c));
}

const Values before = {3, 5, 2, 8, 6, 4, 7, 5, 9};
const Values after = {4, 9, 1, 9, 5, 6, 10, 3, 8};

}  // namespace

TEST_SUITE("stats/lin_concordance") {
    TEST_CASE("worked by hand, with both divisors") {
        // Sums of squares 2 and 8, of products 4; means 2 and 3.
        const auto got = of({1, 2, 3}, {1, 3, 5});
        CHECK(within(got.ccc, 2 * (4.0 / 3) / (2.0 / 3 + 8.0 / 3 + 1), 1e-15));
        CHECK(within(got.ccc_n1, 2 * 2 / (1 + 4 + 1.0), 1e-15));
        CHECK(within(got.accuracy, got.ccc, 1e-15));  // r = 1
        CHECK(got.n == 3);
    }

    TEST_CASE("the interval is that of the delta method") {
        for (const double move : {0.0, 1.0, 4.0}) {
            Values moved = after;
            for (double& x : moved) x = 1.3 * x + move;
            const auto got = of(before, moved);
            const double error = std::sqrt(delta_variance(before, moved) / 7);
            const double reach = stats::normal_quantile(0.975) * error;
            CAPTURE(move);
            CHECK(within(got.ci->low, std::tanh(std::atanh(got.ccc) - reach), 1e-11));
            CHECK(within(got.ci->high, std::tanh(std::atanh(got.ccc) + reach), 1e-11));
        }
    }

    TEST_CASE("it is r lowered by shift and stretch") {
        const auto got = of(before, after);
        const double r = *paired_moments(before, after)->r;
        CHECK(within(got.accuracy * r, got.ccc, 1e-14));
        CHECK(got.ccc < r);
        Values moved = after;
        for (double& x : moved) x += 3;
        CHECK(of(before, moved).ccc < got.ccc);
        CHECK(of(before, before).ccc == 1);
        CHECK(of(before, before).ci.reason() == Reason::not_applicable);
    }

    TEST_CASE("swapping the waves or scaling both changes nothing") {
        const auto got = of(before, after);
        CHECK(within(of(after, before).ci->low, got.ci->low, 1e-13));
        Values x = before, y = after;
        for (Values* values : {&x, &y}) {
            for (double& value : *values) value *= 10;
        }
        CHECK(within(of(x, y).ci->high, got.ci->high, 1e-13));
    }

    TEST_CASE("little or no variation") {
        const auto outcome = [](const Values& x, const Values& y) {
            return lin_concordance(paired_moments(x, y).value());
        };
        CHECK(outcome({1}, {2}).reason() == Reason::too_few);
        CHECK(outcome({1, 1}, {1, 1}).reason() == Reason::no_variation);
        CHECK(outcome({1, 1}, {2, 2})->ccc == 0);
        CHECK(outcome({1, 1, 1}, {1, 2, 3})->ccc == 0);
        CHECK(outcome({1, 1, 1}, {1, 2, 3})->ci.reason() == Reason::no_variation);
        CHECK(outcome({1, 2}, {2, 2.5})->ci.reason() == Reason::too_few);
        CHECK_THROWS_AS((void)lin_concordance(paired_moments(before, after).value(), 1), ContractError);
    }

    TEST_CASE("no correlation: the limits stand symmetrically about 0") {
        const auto got = of({1, 2, 3, 2}, {2, 1, 2, 3});
        CHECK(got.ccc == 0);
        CHECK(within(got.ci->low, -got.ci->high, 1e-15));
        CHECK(got.ci->high > 0);
    }
}
