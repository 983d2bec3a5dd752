#include "libstats/stats/sign_flip.hpp"

#include "libstats/base/random.hpp"
#include "tests/unit/stats/rank_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace outcomes::stats {
namespace {

using base::ContractError;
using base::Reason;
using tests::view;
using tests::within;
using Values = std::vector<std::int64_t>;

SignFlip run(const Values& d, const SignFlipOptions& options = {}) {
    const auto test = sign_flip(view(d), options);
    REQUIRE(test);
    return *test;
}

/// Patterns of signs whose sum is at least as far from 0 as the observed one, and at least as large.
struct Counts {
    double both = 0;
    double greater = 0;
};

Counts all_patterns(const Values& d) {
    std::int64_t observed = 0;
    for (const std::int64_t value : d) observed += value;
    Counts counts;
    for (std::uint64_t pattern = 0; pattern < std::uint64_t{1} << d.size(); ++pattern) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < d.size(); ++i)
            sum += (pattern >> i & 1) == 1 ? std::abs(d[i]) : -std::abs(d[i]);
        counts.both += std::abs(sum) >= std::abs(observed) ? 1 : 0;
        counts.greater += sum >= observed ? 1 : 0;
    }
    return counts;
}

TEST_SUITE("stats/sign_flip") {
    TEST_CASE("Darwin's maize, the first permutation test") {
        // Fisher (1935), The Design of Experiments, section 21: 1,726 of 32,768 sums are at least 314 eighths
        // of an inch away from 0.
        const Values eighths = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
        const auto test = sign_flip({.units = eighths, .denominator = 8});
        REQUIRE(test);
        CHECK(test->sum == 39.25);
        CHECK(test->scale == 8);
        CHECK(test->count == 1726);
        CHECK(test->p.two_sided == 1726.0 / 32768);
        CHECK(test->method == SignFlipMethod::exact);
        CHECK(test->std_error == 0);
    }

    TEST_CASE("all patterns, one by one, for coarse and for fine scores") {
        base::Random random(21);
        for (int repeat = 0; repeat < 60; ++repeat) {
            const std::uint64_t spread = repeat % 2 == 0 ? 7 : 1000000000000;
            Values d(1 + random.below(12));
            for (std::int64_t& value : d)
                value =
                    static_cast<std::int64_t>(random.below(spread)) - static_cast<std::int64_t>(spread / 3);
            d.push_back(1);
            const Counts counts = all_patterns(d);
            const SignFlip test = run(d);
            const double patterns = std::ldexp(1.0, static_cast<int>(d.size()));
            CHECK(test.p.two_sided == counts.both / patterns);
            CHECK(test.p.greater == counts.greater / patterns);
            CHECK(test.method == SignFlipMethod::exact);
        }
    }

    TEST_CASE("both exact ways meet where both are affordable") {
        // The same sizes times 10^9 and a little more are too many grid steps for the convolution, and the
        // few added units cannot change the order of the sums.
        base::Random random(22);
        Values coarse(30), fine(30);
        for (std::size_t i = 0; i < coarse.size(); ++i) {
            coarse[i] = static_cast<std::int64_t>(random.below(41)) - 15;
            fine[i] = coarse[i] * 1000000007;
        }
        fine[0] += 1;
        coarse[0] = coarse[0] == 0 ? 1 : coarse[0];
        const double exact = run(coarse).p.two_sided;
        const double near = run(fine).p.two_sided;
        CHECK(std::abs(near - exact) < 0.03);
        for (std::int64_t& value : fine) value = value / 1000000007 * 1000000007;
        for (std::size_t i = 0; i < coarse.size(); ++i) coarse[i] = fine[i] / 1000000007;
        CHECK(within(run(fine).p.two_sided, run(coarse).p.two_sided, 1e-13));
    }

    TEST_CASE("one size of change: the sign test") {
        const SignFlip test = run({2, 2, 2, -2, 0, 0});
        CHECK(test.p.two_sided == .625);
        CHECK(test.p.greater == .3125);
        CHECK(test.p.less == .9375);
        CHECK(test.mid_p == .375);
        CHECK(test.n_pairs == 6);
        CHECK(test.n_nonzero == 4);
        CHECK(test.scale == 1);
        CHECK(test.sum == 4);
        CHECK(within(test.mean, 2.0 / 3, 1e-15));
    }

    TEST_CASE("swapping mirrors, shuffling, scaling and unchanged people change nothing") {
        const Values d = {3, -1, 5, 2, -2, 7, 1, 1, 4, -6};
        const SignFlip plain = run(d);
        Values swapped = d, tripled = d, with_zeros = d;
        for (std::int64_t& value : swapped) value = -value;
        for (std::int64_t& value : tripled) value *= 3;
        with_zeros.insert(with_zeros.begin(), 5, 0);
        std::reverse(tripled.begin(), tripled.end());
        CHECK(run(swapped).p.two_sided == plain.p.two_sided);
        CHECK(run(swapped).p.less == plain.p.greater);
        CHECK(run(tripled).p.two_sided == plain.p.two_sided);
        CHECK(run(with_zeros).p.two_sided == plain.p.two_sided);
        CHECK(run(with_zeros).sum == plain.sum);
    }

    TEST_CASE("random patterns come near the exact value, the same for a seed at any number of threads") {
        base::Random random(23);
        Values d(35);
        for (std::int64_t& value : d) value = static_cast<std::int64_t>(random.below(9)) - 3;
        const SignFlip exact = run(d);
        const SignFlip one = run(d, {.cost_limit = 0, .seed = 5, .n_threads = 1});
        const SignFlip three = run(d, {.cost_limit = 0, .seed = 5, .n_threads = 3});
        const SignFlip other = run(d, {.cost_limit = 0, .seed = 6});
        CHECK(one.method == SignFlipMethod::monte_carlo);
        CHECK(one.draws == 99999);
        CHECK(!one.count);
        CHECK(one.p.two_sided == three.p.two_sided);
        CHECK(one.p.greater == three.p.greater);
        CHECK(one.p.two_sided != other.p.two_sided);
        CHECK(one.std_error > 0);
        CHECK(std::abs(one.p.two_sided - exact.p.two_sided) < 5 * one.std_error);
        CHECK(std::abs(one.p.greater + one.p.less - 1) < 0.1);
    }

    TEST_CASE("a random p-value is never 0") {
        const SignFlip test = run(Values(80, 1), {.cost_limit = 0, .draws = 99});
        CHECK(test.p.two_sided == 0.01);
        CHECK(test.p.less == 1);
    }

    TEST_CASE("sums beyond 64 bits take random patterns") {
        const Values d(20, std::int64_t{1} << 60);
        CHECK(run(d).p.two_sided == std::ldexp(1.0, -19));  // one size is one unit
        Values uneven = d;
        uneven[0] -= 1;
        const SignFlip test = run(uneven, {.draws = 999});
        CHECK(test.method == SignFlipMethod::monte_carlo);
        CHECK(test.p.two_sided == 0.001);
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(sign_flip(view(Values{})).reason() == Reason::no_pairs);
        CHECK(sign_flip(view(Values{0, 0})).reason() == Reason::no_change);
        CHECK_THROWS_AS(static_cast<void>(sign_flip({.units = {}, .denominator = 0})), ContractError);
        CHECK_THROWS_AS(static_cast<void>(sign_flip(view(Values{1}), {.cost_limit = 0, .draws = 0})),
                        ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
