#include "libstats/stats/brunner_munzel.hpp"

#include "libstats/stats/cliff_delta.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/two_sample_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::brunner_munzel;
using stats::brunner_munzel_permutation;
using tests::random_samples;
using tests::TwoSamples;
using tests::within;

namespace {

stats::BrunnerMunzel test_of(const TwoSamples& samples) {
    return brunner_munzel(samples.x(), samples.y()).value();
}

/// (estimate - 1/2) / std_error, with the limits of a variance of 0.
double statistic_of(const TwoSamples& samples) {
    const auto got = test_of(samples);
    if (got.test) return got.test->statistic;
    const double infinite = std::numeric_limits<double>::infinity();
    return got.estimate == 0.5 ? 0 : (got.estimate > 0.5 ? infinite : -infinite);
}

/// Brunner & Munzel (2000): pain on the third day after surgery under two treatments.
const TwoSamples pain{{1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1}, {3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4}, 1};

}  // namespace

TEST_SUITE("stats/brunner_munzel") {
    TEST_CASE("the published example") {
        const auto got = test_of(pain);
        CHECK(std::abs(got.test->statistic - 3.1375) < 5e-5);
        CHECK(std::abs(got.test->df - 17.683) < 5e-4);
        CHECK(std::abs(got.test->p.two_sided - 0.005786) < 5e-7);
        CHECK(std::abs(got.estimate - 0.788961) < 5e-7);
        CHECK(std::abs(got.test->ci.low - 0.5952169) < 5e-8);
        CHECK(std::abs(got.test->ci.high - 0.9827052) < 5e-8);
        CHECK(got.test->ci_logit.low > 0.5);
        CHECK(got.test->ci_logit.high < 1);
    }

    TEST_CASE("by hand") {
        // 1 3 | 2 4: placements of the first 0, 1/2 and of the second 1/2, 1; both variances 1/8.
        const auto got = test_of({{1, 3}, {2, 4}, 1});
        CHECK(got.estimate == 0.75);
        CHECK(within(got.std_error, std::sqrt(0.125), 1e-15));
        CHECK(within(got.test->statistic, 0.25 / std::sqrt(0.125), 1e-15));
        CHECK(within(got.test->df, 2, 1e-14));
    }

    TEST_CASE("separated samples have an estimate and no test") {
        for (const TwoSamples& samples :
             {TwoSamples{{1, 2, 3}, {4, 5}, 1}, TwoSamples{{4, 5}, {1, 2, 3}, 1}}) {
            const auto got = test_of(samples);
            CHECK((got.estimate == 1 || got.estimate == 0));
            CHECK(got.std_error == 0);
            CHECK_FALSE(got.test);
        }
        CHECK_FALSE(test_of({{2, 2}, {2, 2, 2}, 1}).test);
        CHECK(test_of({{2, 2}, {2, 2, 2}, 1}).estimate == 0.5);
    }

    TEST_CASE("the permutation test counts all splits") {
        std::uint64_t seed = 40;
        for (const auto& [n1, n2] : {std::pair{2, 3}, {4, 4}, {5, 3}, {6, 5}}) {
            for (const std::uint64_t n_values : {3U, 6U, 1000U}) {
                const TwoSamples samples = random_samples(++seed, static_cast<std::size_t>(n1),
                                                          static_cast<std::size_t>(n2), n_values);
                CAPTURE(seed);
                const double observed = statistic_of(samples);
                double n = 0;
                double as_far = 0;
                double greater = 0;
                tests::for_all_splits(samples, [&](const TwoSamples& split) {
                    const double statistic = statistic_of(split);
                    ++n;
                    as_far += std::abs(statistic) >= std::abs(observed) * (1 - 1e-12);
                    greater += statistic == observed || statistic > observed - 1e-12 * std::abs(observed);
                });
                const auto got = brunner_munzel_permutation(samples.x(), samples.y()).value();
                CHECK(got.exact);
                CHECK(got.mc_error == 0);
                CHECK(within(got.p.two_sided, as_far / n, 1e-11));
                CHECK(within(got.p.greater, greater / n, 1e-11));
            }
        }
    }

    TEST_CASE("separated samples have the smallest p-value there is") {
        const TwoSamples samples{{1, 2, 3, 4}, {5, 6, 7, 8, 9}, 1};
        const auto got = brunner_munzel_permutation(samples.x(), samples.y()).value();
        CHECK(std::isinf(got.statistic));
        CHECK(within(got.p.two_sided, 2.0 / 126, 1e-12));
        CHECK(within(got.p.greater, 1.0 / 126, 1e-12));
        CHECK(got.p.less == 1);
    }

    TEST_CASE("random splits: near the exact p, reproducible, at any thread count") {
        const auto exact = brunner_munzel_permutation(pain.x(), pain.y()).value();
        CHECK(exact.exact);
        const stats::PermutationOptions options{
            .seed = 5, .replicates = 20000, .exact_up_to = 0, .n_threads = 1};
        const auto drawn = brunner_munzel_permutation(pain.x(), pain.y(), options).value();
        CHECK_FALSE(drawn.exact);
        CHECK(drawn.mc_error > 0);
        CHECK(std::abs(drawn.p.two_sided - exact.p.two_sided) < 4 * drawn.mc_error + 1e-4);
        auto threads = options;
        threads.n_threads = 3;
        CHECK(brunner_munzel_permutation(pain.x(), pain.y(), threads)->p.two_sided == drawn.p.two_sided);
        CHECK(brunner_munzel_permutation(pain.x(), pain.y(), threads)->p.less == drawn.p.less);
        auto other = options;
        other.seed = 6;
        CHECK(brunner_munzel_permutation(pain.x(), pain.y(), other)->p.less != drawn.p.less);
    }

    TEST_CASE("swap, order, unit and offset") {
        const TwoSamples samples = random_samples(60, 15, 21, 9);
        const auto plain = test_of(samples);
        const auto swapped = test_of(samples.swapped());
        CHECK(within(swapped.estimate, 1 - plain.estimate, 1e-15));
        CHECK(within(swapped.test->statistic, -plain.test->statistic, 1e-13));
        CHECK(within(swapped.test->ci_logit.low, 1 - plain.test->ci_logit.high, 1e-12));
        CHECK(test_of(samples.reversed()).test->df == plain.test->df);
        CHECK(test_of(samples.scaled(7, -1000)).test->statistic == plain.test->statistic);
    }

    TEST_CASE("poor data and mistakes") {
        const tests::UnitVector x = {1, 2};
        const tests::UnitVector one = {1};
        CHECK(brunner_munzel({one, 1}, {x, 1}).reason() == Reason::too_few);
        CHECK(brunner_munzel({x, 1}, {{}, 1}).reason() == Reason::too_few);
        CHECK(brunner_munzel_permutation({one, 1}, {x, 1}).reason() == Reason::too_few);
        const tests::UnitVector same = {5, 5};
        CHECK(brunner_munzel_permutation({same, 1}, {same, 1}).reason() == Reason::no_variation);
        CHECK_THROWS_AS((void)brunner_munzel({x, 1}, {x, 1}, 0), ContractError);
        CHECK_THROWS_AS((void)brunner_munzel_permutation({x, 1}, {x, 1}, {.replicates = 98}), ContractError);
        CHECK_THROWS_AS((void)brunner_munzel_permutation({x, 1}, {x, 1}, {.n_threads = 0}), ContractError);
    }
}

TEST_SUITE("stats/cliff_delta") {
    TEST_CASE("the published example") {
        // Hogarty & Kromrey (1999); limits as printed by the effsize package.
        const TwoSamples samples{{10, 20, 30, 40, 40, 50}, {10, 10, 20, 20, 20, 30, 30, 30, 40, 50}, 1};
        const auto got = stats::cliff_delta(samples.x(), samples.y()).value();
        CHECK(got.delta == -0.25);
        CHECK(got.superiority == 0.375);
        CHECK(std::abs(got.ci_unbiased_t->low + 0.7265846) < 5e-8);
        CHECK(std::abs(got.ci_unbiased_t->high - 0.3890062) < 5e-8);
        CHECK_FALSE(got.ci_separated);
    }

    TEST_CASE("the variances by hand") {
        // 1 3 | 2 4: comparisons 1 1 / -1 1, delta 1/2; row means 1, 0, column means 0, 1, SS = 3.
        const TwoSamples samples{{1, 3}, {2, 4}, 1};
        const auto got = stats::cliff_delta(samples.x(), samples.y()).value();
        CHECK(within(got.var_unbiased, (4 * 0.5 + 4 * 0.5 - 3) / 4, 1e-15));
        CHECK(within(got.var_consistent, (0.5 + 0.5 + 3) / 4, 1e-15));
    }

    TEST_CASE("separated samples: no variance, and an interval of its own") {
        const TwoSamples samples{{1, 2, 3}, {4, 5, 6, 7}, 1};
        const auto got = stats::cliff_delta(samples.x(), samples.y()).value();
        CHECK(got.delta == 1);
        CHECK(got.var_consistent == 0);
        CHECK_FALSE(got.ci_unbiased_t);
        CHECK_FALSE(got.ci_consistent_z);
        const double z2 = 3.841458820694124;  // chi-squared, 1 degree of freedom
        CHECK(within(got.ci_separated->low, (3 - z2) / (3 + z2), 1e-12));
        CHECK(got.ci_separated->high == 1);
        const auto turned = stats::cliff_delta(samples.y(), samples.x()).value();
        CHECK(turned.ci_separated->high == -got.ci_separated->low);
    }

    TEST_CASE("swap, unit, and the whole range") {
        const TwoSamples samples = random_samples(61, 11, 16, 5);
        const auto plain = stats::cliff_delta(samples.x(), samples.y()).value();
        const auto swapped = stats::cliff_delta(samples.y(), samples.x()).value();
        CHECK(swapped.delta == -plain.delta);
        CHECK(within(swapped.var_unbiased, plain.var_unbiased, 1e-13));
        CHECK(within(swapped.ci_consistent_t->low, -plain.ci_consistent_t->high, 1e-12));
        const TwoSamples other = samples.scaled(9, 4);
        CHECK(stats::cliff_delta(other.x(), other.y())->ci_unbiased_t->low == plain.ci_unbiased_t->low);
        CHECK(within(plain.p_greater + plain.p_equal + plain.p_less, 1, 1e-15));
        const auto wide = stats::cliff_delta(samples.x(), samples.y(), 0.9999).value();
        CHECK(wide.ci_unbiased_t->low >= -1);
        CHECK(wide.ci_unbiased_t->high <= 1);
    }

    TEST_CASE("poor data and mistakes") {
        const tests::UnitVector x = {1, 2};
        const tests::UnitVector one = {1};
        CHECK(stats::cliff_delta({one, 1}, {x, 1}).reason() == Reason::too_few);
        CHECK_THROWS_AS((void)stats::cliff_delta({x, 1}, {x, 1}, 1), ContractError);
        CHECK_THROWS_AS((void)stats::cliff_delta({x, 1}, {x, 4}), ContractError);
    }
}
