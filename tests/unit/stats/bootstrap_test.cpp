#include "libstats/stats/bootstrap.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/unit/stats/rank_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

using base::ContractError;
using base::Outcome;
using base::Reason;
using tests::view;
using tests::within;
using Values = std::vector<std::int64_t>;

/// Spatial perception of 26 children, test A: Efron & Tibshirani (1993), An Introduction to the Bootstrap,
/// table 14.1.
const Values spatial = {48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                        0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};

Statistic mean_of(const Values& values) {
    return [&values](Resample people) -> Outcome<BootstrapValue> {
        double sum = 0;
        for (const std::uint32_t i : people) sum += static_cast<double>(values[i]);
        return BootstrapValue{.estimate = sum / static_cast<double>(people.size())};
    };
}

Statistic median_of(const Values& values) {
    return [&values](Resample people) -> Outcome<BootstrapValue> {
        std::vector<double> drawn;
        for (const std::uint32_t i : people) drawn.push_back(static_cast<double>(values[i]));
        std::sort(drawn.begin(), drawn.end());
        return BootstrapValue{.estimate = quantile(drawn, 0.5)};
    };
}

Outcome<BootstrapValue> plug_in_variance(const SampleMoments& sample) {
    return BootstrapValue{.estimate = sample.variance * (sample.n - 1) / sample.n};
}

/// Mean over standard deviation.
Outcome<BootstrapValue> d_z(const SampleMoments& sample) {
    if (!(sample.variance > 0)) return Reason::no_variation;
    return BootstrapValue{.estimate = sample.mean / std::sqrt(sample.variance)};
}

Bootstrap run(const Values& values, const BootstrapOptions& options = {}) {
    const auto result = bootstrap_mean(view(values), options);
    REQUIRE(result);
    return *result;
}

void check_equal(const Bootstrap& a, const Bootstrap& b) {
    CHECK(a.bias == b.bias);
    CHECK(a.std_error == b.std_error);
    CHECK(a.percentile.low == b.percentile.low);
    CHECK(a.percentile.high == b.percentile.high);
    REQUIRE(a.bca.has_value() == b.bca.has_value());
    if (a.bca) CHECK(a.bca->low == b.bca->low);
    if (a.bca) CHECK(a.bca->high == b.bca->high);
    REQUIRE(a.studentised.has_value() == b.studentised.has_value());
    if (a.studentised) CHECK(a.studentised->low == b.studentised->low);
}

TEST_SUITE("stats/bootstrap") {
    TEST_CASE("acceleration of a mean") {
        CHECK(within(*mean_acceleration(view(Values{0, 0, 3})), 1 / (6 * std::sqrt(6.0)), 1e-14));
        CHECK(*mean_acceleration(view(Values{1, 5})) == 0);
        CHECK(*mean_acceleration(view(Values{1, 2, 3, 4, 1000, 1001, 1002, 1003})) == 0);
        const Values d = {3, -1, 0, 0, 5, 2, -2, 7, 1, 1, 4};
        const double plain = *mean_acceleration(view(d));
        Values moved = d, swapped = d;
        for (std::int64_t& value : moved) value = 3 * value + (std::int64_t{1} << 55);
        for (std::int64_t& value : swapped) value = -value;
        CHECK(within(*mean_acceleration(view(moved)), plain, 1e-13));
        CHECK(within(*mean_acceleration(view(swapped)), -plain, 1e-13));
        const std::vector<double> doubles(d.begin(), d.end());
        CHECK(within(*mean_acceleration(doubles), plain, 1e-13));
        // The jackknife of any estimate, applied to a mean.
        CHECK(within(*bootstrap(mean_of(d), d.size(), {.resamples = 999})->acceleration, plain, 1e-10));
        CHECK(mean_acceleration(view(Values{1})).reason() == Reason::too_few);
        CHECK(mean_acceleration(view(Values{4, 4, 4})).reason() == Reason::no_variation);
        CHECK(mean_acceleration(std::vector<double>{0.1, 0.1}).reason() == Reason::no_variation);
    }

    TEST_CASE("the variance of the spatial test data, as printed") {
        // Efron & Tibshirani (1993), section 14.3 and table 14.2: 171.5, a = .061, z0 = .146; 90 % limits
        // 100.8 and 233.9 (percentile), 115.8 and 259.6 (BCa), from 2,000 resamples of their own.
        const auto result =
            bootstrap_moments(view(spatial), plug_in_variance, {.level = 0.9, .resamples = 19999});
        REQUIRE(result);
        CHECK(within(result->estimate, 171.534, 1e-5));
        CHECK(within(*result->acceleration, 0.0612, 1e-3));
        CHECK(std::abs(normal_quantile(result->below) - 0.146) < 0.06);
        CHECK(std::abs(result->percentile.low - 100.8) < 4);
        CHECK(std::abs(result->percentile.high - 233.9) < 4);
        REQUIRE(result->bca);
        CHECK(std::abs(result->bca->low - 115.8) < 5);
        CHECK(std::abs(result->bca->high - 259.6) < 6);
        CHECK(within(result->basic.low, 2 * result->estimate - result->percentile.high, 1e-14));
        CHECK(result->studentised.reason() == Reason::not_applicable);
    }

    TEST_CASE("three people have ten different resamples") {
        // Means of {0, 0, 3}: 0, 1, 2, 3 with probabilities 8, 12, 6, 1 of 27.
        const Bootstrap result = run({0, 0, 3}, {.resamples = 26999});
        CHECK(result.estimate == 1);
        CHECK(std::abs(result.bias) < 0.03);
        CHECK(std::abs(result.std_error - std::sqrt(2.0 / 3)) < 0.02);
        CHECK(std::abs(result.below - (8.0 + 6.0) / 27) < 0.02);
        CHECK(result.percentile.low == 0);
        CHECK(result.percentile.high == 3);
        CHECK(result.basic.low == -1);
        CHECK(result.basic.high == 2);
        // 9 of 27 resamples do not vary.
        CHECK(result.studentised.reason() == Reason::level_unreachable);
    }

    TEST_CASE("any number of threads gives the same, another seed does not") {
        const Bootstrap one = run(spatial, {.resamples = 1999, .seed = 7, .n_threads = 1});
        check_equal(one, run(spatial, {.resamples = 1999, .seed = 7, .n_threads = 4}));
        CHECK(run(spatial, {.resamples = 1999, .seed = 8}).std_error != one.std_error);
        const auto median = bootstrap(median_of(spatial), spatial.size(), {.resamples = 999});
        const auto on_three =
            bootstrap(median_of(spatial), spatial.size(), {.resamples = 999, .n_threads = 3});
        REQUIRE(median);
        REQUIRE(on_three);
        check_equal(*median, *on_three);
        CHECK(median->percentile.low >= 24);
        CHECK(median->percentile.high <= 41);
    }

    TEST_CASE("the fast path of the mean draws the same people as any estimate does") {
        const Bootstrap fast = run(spatial, {.resamples = 1999});
        const auto any = bootstrap(mean_of(spatial), spatial.size(), {.resamples = 1999});
        REQUIRE(any);
        CHECK(within(any->percentile.low, fast.percentile.low, 1e-12));
        CHECK(within(any->bca->high, fast.bca->high, 1e-10));
        CHECK(any->below == fast.below);
    }

    TEST_CASE("swapping mirrors, shifting and scaling act on the limits") {
        const Bootstrap plain = run(spatial, {.resamples = 1999});
        Values swapped = spatial, moved = spatial;
        for (std::int64_t& value : swapped) value = -value;
        for (std::int64_t& value : moved) value = 3 * value + 1000;
        const Bootstrap back = run(swapped, {.resamples = 1999});
        CHECK(within(back.percentile.low, -plain.percentile.high, 1e-12));
        CHECK(within(back.bca->low, -plain.bca->high, 1e-12));
        CHECK(within(back.studentised->low, -plain.studentised->high, 1e-12));
        const Bootstrap far = run(moved, {.resamples = 1999});
        CHECK(within(far.bca->low, 3 * plain.bca->low + 1000, 1e-12));
        CHECK(within(far.studentised->high, 3 * plain.studentised->high + 1000, 1e-12));
        CHECK(within(*far.acceleration, *plain.acceleration, 1e-12));
    }

    TEST_CASE("values too far apart for whole sums of squares give the same limits") {
        Values far = spatial;
        for (std::int64_t& value : far) value *= std::int64_t{1} << 40;
        const Bootstrap plain = run(spatial, {.resamples = 999});
        const Bootstrap scaled = run(far, {.resamples = 999});
        CHECK(within(scaled.bca->low / 0x1p40, plain.bca->low, 1e-10));
        CHECK(within(scaled.studentised->low / 0x1p40, plain.studentised->low, 1e-10));
    }

    TEST_CASE("for many people all intervals of a mean come near Student's") {
        base::Random random(31);
        Values d(500);
        for (std::int64_t& value : d) value = static_cast<std::int64_t>(random.below(21)) - 8;
        const Bootstrap result = run(d, {.resamples = 9999});
        const auto sample = describe(view(d));
        const double width = sample->mean_ci->high - sample->mean_ci->low;
        for (const Interval& interval : {result.percentile, result.basic, *result.bca, *result.studentised}) {
            CHECK(std::abs(interval.low - sample->mean_ci->low) < 0.03 * width);
            CHECK(std::abs(interval.high - sample->mean_ci->high) < 0.03 * width);
        }
        CHECK(within(result.std_error, *sample->std_error, 0.03));
    }

    TEST_CASE("groups are resampled each on its own") {
        const Values values = {1, 2, 3, 4, 11, 15, 12};
        const Statistic difference = [&](Resample people) -> Outcome<BootstrapValue> {
            double first = 0, second = 0, n_first = 0, n_second = 0;
            for (const std::uint32_t i : people) {
                (i < 4 ? first : second) += static_cast<double>(values[i]);
                (i < 4 ? n_first : n_second) += 1;
            }
            return BootstrapValue{.estimate = second / n_second - first / n_first};
        };
        const std::vector<std::size_t> sizes = {4, 3};
        const auto result = bootstrap_groups(difference, sizes, {.resamples = 4999});
        REQUIRE(result);
        CHECK(result->n_undefined == 0);
        CHECK(within(result->estimate, 38.0 / 3 - 2.5, 1e-14));
        CHECK(result->percentile.low >= 11 - 4);
        CHECK(result->percentile.high <= 15 - 1);
        // Plug-in variances over n: 1.25 / 4 and (26 / 9) / 3.
        CHECK(within(result->std_error, std::sqrt(1.25 / 4 + 26.0 / 27), 0.03));
        // The first group is symmetric; deviations of the second are -5/3, 7/3 and -2/3.
        const double cubes = (-125.0 + 343 - 8) / 27 / 27;
        const double squares = 5.0 / 16 + 78.0 / 9 / 9;
        CHECK(within(*result->acceleration, cubes / (6 * std::pow(squares, 1.5)), 1e-12));
        const std::vector<std::size_t> alone = {7};
        check_equal(*bootstrap_groups(mean_of(values), alone, {.resamples = 999}),
                    *bootstrap(mean_of(values), 7, {.resamples = 999}));
    }

    TEST_CASE("an acceleration that is known saves the jackknife") {
        const auto given =
            bootstrap_moments(view(spatial), plug_in_variance, {.resamples = 1999, .acceleration = 0.0});
        const auto found = bootstrap_moments(view(spatial), plug_in_variance, {.resamples = 1999});
        REQUIRE(given);
        REQUIRE(found);
        CHECK(*given->acceleration == 0);
        CHECK(given->bca->high < found->bca->high);
        CHECK(given->percentile.high == found->percentile.high);
    }

    TEST_CASE("where resampling cannot answer, it says so") {
        CHECK(bootstrap_mean(view(Values{})).reason() == Reason::too_few);
        CHECK(bootstrap_mean(view(Values{3})).reason() == Reason::too_few);
        CHECK(bootstrap_mean(view(Values(9, 3))).reason() == Reason::no_variation);
        const Values same(9, 3);
        CHECK(bootstrap(mean_of(same), same.size()).reason() == Reason::no_variation);
        // A ninth of the resamples of {0, 0, 3} and more have no spread.
        CHECK(bootstrap_moments(view(Values{0, 0, 3}), d_z).reason() == Reason::level_unreachable);
        CHECK(bootstrap_moments(view(Values(4, 1)), d_z).reason() == Reason::no_variation);
        const auto never = [](Resample) -> Outcome<BootstrapValue> { return Reason::no_answers; };
        CHECK(bootstrap(never, 10).reason() == Reason::no_answers);
        // The largest value is an estimate that no resample exceeds.
        const auto largest = [](Resample people) -> Outcome<BootstrapValue> {
            const auto most = *std::max_element(people.begin(), people.end());
            return BootstrapValue{.estimate = static_cast<double>(most)};
        };
        const auto top = bootstrap(largest, 40, {.resamples = 39});
        REQUIRE(top);
        CHECK(top->bca.reason() == Reason::level_unreachable);
    }

    TEST_CASE("a caller's mistake throws") {
        CHECK_THROWS_AS(static_cast<void>(bootstrap_mean(view(spatial), {.level = 1})), ContractError);
        CHECK_THROWS_AS(static_cast<void>(bootstrap_mean(view(spatial), {.resamples = 38})), ContractError);
        CHECK_NOTHROW(static_cast<void>(bootstrap_mean(view(spatial), {.resamples = 39})));
        CHECK_THROWS_AS(static_cast<void>(bootstrap_mean({.units = spatial, .denominator = 0})),
                        ContractError);
        CHECK_THROWS_AS(static_cast<void>(bootstrap_groups(mean_of(spatial), {})), ContractError);
        const auto infinite = [](Resample) -> Outcome<BootstrapValue> {
            return BootstrapValue{.estimate = HUGE_VAL};
        };
        CHECK_THROWS_AS(static_cast<void>(bootstrap(infinite, 5)), ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
