#include "libstats/stats/correlation.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::paired_moments;
using stats::pearson;
using tests::ReferenceCase;
using tests::within;

namespace {

using Values = std::vector<double>;

base::Outcome<stats::Correlation> pearson_of(const Values& x, const Values& y) {
    return pearson(paired_moments(x, y).value());
}

}  // namespace

TEST_SUITE("stats/correlation") {
    TEST_CASE("Pearson's correlation agrees with the reference") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            ReferenceCase reference(id);
            const std::string key = path + ".correlation.pearson";
            if (!reference.has(key)) continue;
            CAPTURE(id);
            const auto got =
                pearson(paired_moments(data.baseline.view(), data.repeat.view()).value()).value();
            reference.compare(key + ".r", got.r);
            if (std::abs(got.r) == 1) {  // points on a line: the reference holds rounding noise
                CHECK(got.test.reason() == Reason::not_applicable);
                CHECK(got.ci.reason() == Reason::not_applicable);
                reference.ignore(key);
            } else {
                reference.compare(key + ".t", got.test->statistic);
                reference.compare(key + ".df", got.test->df);
                reference.compare(key + ".p", got.test->p.two_sided);
                if (!got.ci) reference.compare(key + ".ci_fisher", std::nullopt);
                if (got.ci) reference.compare(key + ".ci_fisher.0", got.ci->low);
                if (got.ci) reference.compare(key + ".ci_fisher.1", got.ci->high);
            }
            reference.finish({key});
            tests::count_compared("correlation", reference.n_compared());
        }
    }

    TEST_CASE("waves that nearly lie on a line keep the digits of 1 - r") {  // 40 digits by mpmath
        const Values x = {10000, 20000, 30000, 40000};
        const Values y = {10001, 20000, 30002, 39999};
        const auto pairs = paired_moments(x, y).value();
        CHECK(within(stats::one_minus_r(pairs), 4.20033599369684142e-9, 1e-12));
        CHECK(within(pearson(pairs)->test->statistic, 15429.7177828093427, 1e-12));
        CHECK(stats::one_minus_r(paired_moments(x, x).value()) == 0);
        CHECK_THROWS_AS((void)stats::one_minus_r(paired_moments(x, Values(4, 1.0)).value()), ContractError);
        CHECK_THROWS_AS((void)stats::correlation_t_test(1.5, 9), ContractError);
    }

    TEST_CASE("turning a wave over turns the sign") {
        const Values x = {1, 4, 2, 8, 5, 7};
        const Values y = {2, 3, 3, 9, 4, 4};
        Values minus = y;
        for (double& value : minus) value = -value;
        const auto up = pearson_of(x, y).value();
        const auto down = pearson_of(x, minus).value();
        CHECK(within(up.r, -down.r, 1e-15));
        CHECK(within(up.test->p.greater, down.test->p.less, 1e-12));
        CHECK(within(up.ci->low, -down.ci->high, 1e-12));
        CHECK(up.ci->low < up.r);
        CHECK(up.r < up.ci->high);
        CHECK(pearson(paired_moments(x, y).value(), 0.99)->ci->low < up.ci->low);
    }

    TEST_CASE("few pairs have an estimate before they have a test, and a test before an interval") {
        const auto three = pearson_of({1, 2, 3}, {1, 3, 2}).value();
        CHECK(within(three.r, 0.5, 1e-15));
        CHECK(three.test->df == 1);
        CHECK(
            within(three.test->p.two_sided, 2.0 / 3, 1e-14));  // t = 1/sqrt(3) with one df, a Cauchy variable
        CHECK(three.ci.reason() == Reason::too_few);
        const auto two = pearson_of({1, 2}, {5, 4}).value();
        CHECK(within(two.r, -1, 1e-15));
        CHECK(two.test.reason() == Reason::too_few);
        CHECK(pearson_of({1}, {5}).reason() == Reason::too_few);
    }

    TEST_CASE("poor data give a reason") {
        CHECK(pearson_of({1, 1, 1}, {1, 2, 3}).reason() == Reason::no_variation);
        CHECK(pearson_of({1, 2, 3}, {0, 0, 0}).reason() == Reason::no_variation);
    }

    TEST_CASE("a caller's mistake throws") {
        const auto pairs = paired_moments(Values{1, 2, 4}, Values{2, 2, 3}).value();
        CHECK_THROWS_AS((void)pearson(pairs, 1.5), ContractError);
    }
}
