#include "libstats/stats/pitman_morgan.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::paired_moments;
using stats::pitman_morgan;
using tests::within;

namespace {

using Values = std::vector<double>;

stats::PitmanMorgan test_of(const Values& baseline, const Values& repeat, double level = 0.95) {
    return pitman_morgan(paired_moments(baseline, repeat).value(), level).value();
}

Values times(const Values& values, double factor) {
    Values scaled = values;
    for (double& x : scaled) x *= factor;
    return scaled;
}

const Values before = {3, 5, 2, 8, 6, 4, 7, 5};
const Values after = {4, 9, 1, 9, 5, 6, 10, 3};

}  // namespace

TEST_SUITE("stats/pitman_morgan") {
    TEST_CASE("it is the test of the correlation between sum and difference") {
        Values sums, differences;
        for (std::size_t i = 0; i < before.size(); ++i) {
            sums.push_back(before[i] + after[i]);
            differences.push_back(after[i] - before[i]);
        }
        const auto r = paired_moments(sums, differences)->r.value();
        const auto wanted = stats::correlation_t_test(r, before.size()).value();
        const auto got = test_of(before, after);
        CHECK(got.n == 8);
        CHECK(within(got.test->statistic, wanted.statistic, 1e-12));
        CHECK(got.test->df == 6);
        CHECK(within(got.test->p.two_sided, wanted.p.two_sided, 1e-12));
        CHECK(within(got.test->p.greater, wanted.p.greater, 1e-12));
    }

    TEST_CASE("worked by hand") {
        // v1 = 5/3, v2 = 20/3, cov = 8/3: r^2 = (64/9) / (100/9), t = 5 sqrt(2) / (2 sqrt(4)) = 1.7678.
        const auto got = test_of({1, 2, 3, 4}, {2, 6, 4, 8});
        CHECK(within(got.variance_ratio, 4, 1e-15));
        CHECK(within(got.test->statistic, 5 * std::sqrt(2.0) / 4, 1e-14));
        CHECK(got.test->df == 2);
    }

    TEST_CASE("at its limits the ratio is just rejected") {
        for (const double level : {0.8, 0.95}) {
            const auto got = test_of(before, after, level);
            for (const double ratio : {got.ci->low, got.ci->high}) {
                const auto there = test_of(before, times(after, 1 / std::sqrt(ratio)));
                CHECK(within(there.test->p.two_sided, 1 - level, 1e-10));
            }
            CHECK(got.ci->low < got.variance_ratio);
            CHECK(got.ci->high > got.variance_ratio);
        }
    }

    TEST_CASE("swapping the waves turns the sign, a constant changes nothing") {
        const auto forward = test_of(before, after);
        const auto backward = test_of(after, before);
        CHECK(within(backward.test->statistic, -forward.test->statistic, 1e-13));
        CHECK(within(backward.variance_ratio, 1 / forward.variance_ratio, 1e-13));
        CHECK(within(backward.ci->low, 1 / forward.ci->high, 1e-12));
        Values moved = after;
        for (double& x : moved) x += 50;
        CHECK(within(test_of(before, moved).test->statistic, forward.test->statistic, 1e-12));
    }

    TEST_CASE("too little to go on") {
        const auto of = [](const Values& x, const Values& y) {
            return pitman_morgan(paired_moments(x, y).value());
        };
        CHECK(of({1}, {2}).reason() == Reason::too_few);
        CHECK(of({1, 1, 1}, {1, 2, 3}).reason() == Reason::no_variation);
        CHECK(of({1, 2}, {1, 4})->test.reason() == Reason::too_few);
        CHECK(of({1, 2}, {1, 4})->variance_ratio == 9);
        CHECK(of({1, 2, 3}, {1, 1, 1})->variance_ratio == 0);
        CHECK(of({1, 2, 3}, {1, 1, 1})->ci.reason() == Reason::no_variation);
        CHECK(of({1, 2, 3}, {3, 5, 7})->test.reason() == Reason::not_applicable);
        CHECK_THROWS_AS((void)test_of(before, after, 0), ContractError);
    }
}
