#include "libstats/stats/signed_rank_interval.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/hodges_lehmann.hpp"
#include "tests/unit/stats/rank_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace outcomes::stats {
namespace {

using base::ContractError;
using base::Reason;
using tests::view;
namespace vectors = tests::vectors;
using Values = std::vector<std::int64_t>;

SignedRankInterval run(const Values& d, const SignedRankIntervalOptions& options = {}) {
    const auto result = signed_rank_interval(view(d), options);
    REQUIRE(result);
    return *result;
}

double p_of_shift(const Values& d, std::int64_t quarters, ZeroRule zeros) {
    Values moved;
    for (const std::int64_t value : d) moved.push_back(4 * value - quarters);
    const auto test = signed_rank(view(moved), {.zeros = zeros});
    if (!test) return 1;  // all are zeros
    return test->exact->p.two_sided;
}

/// The interval by trying every Walsh average and every gap between two of them; nothing if it is unbounded.
std::optional<Interval> by_trying_all(const Values& d, ZeroRule zeros, double alpha) {
    std::set<std::int64_t> sums;
    for (const std::int64_t a : d) {
        for (const std::int64_t b : d) sums.insert(a + b);
    }
    if (p_of_shift(d, 2 * *sums.begin() - 1, zeros) > alpha) return std::nullopt;
    std::set<std::int64_t> accepted;  // ends of accepted points and gaps, doubled
    for (auto sum = sums.begin(); sum != sums.end(); ++sum) {
        if (p_of_shift(d, 2 * *sum, zeros) > alpha) accepted.insert(*sum);
        const auto next = std::next(sum);
        if (next == sums.end() || p_of_shift(d, *sum + *next, zeros) <= alpha) continue;
        accepted.insert(*sum);
        accepted.insert(*next);
    }
    return Interval{.low = static_cast<double>(*accepted.begin()) / 2,
                    .high = static_cast<double>(*accepted.rbegin()) / 2};
}

TEST_SUITE("stats/signed_rank_interval") {
    TEST_CASE("it holds every shift that the exact test does not reject, and ends at one") {
        base::Random random(11);
        int unbounded = 0;
        for (int repeat = 0; repeat < 120; ++repeat) {
            const std::uint64_t spread = repeat % 3 == 0 ? 3 : repeat % 3 == 1 ? 9 : 1000;
            Values d(2 + random.below(18));
            for (std::int64_t& value : d)
                value =
                    static_cast<std::int64_t>(random.below(spread)) - static_cast<std::int64_t>(spread / 3);
            const ZeroRule zeros = repeat % 2 == 0 ? ZeroRule::wilcoxon : ZeroRule::pratt;
            const double level = repeat % 5 == 0 ? 0.9 : 0.95;
            CAPTURE(repeat);
            const auto wanted = by_trying_all(d, zeros, 1 - level);
            const auto got = signed_rank_interval(view(d), {.level = level, .zeros = zeros});
            REQUIRE(got.has_value() == wanted.has_value());
            if (!wanted) {
                CHECK(got.reason() == Reason::level_unreachable);
                ++unbounded;
                continue;
            }
            CHECK(got->limits.low == wanted->low);
            CHECK(got->limits.high == wanted->high);
        }
        CHECK(unbounded > 0);
        CHECK(unbounded < 60);
    }

    TEST_CASE("no change is outside only if its test rejects") {
        for (const Values& d : {vectors::many_unchanged(), vectors::five_item_sums(), vectors::bortz(),
                                vectors::balanced(), vectors::four_of_twelve()}) {
            for (const ZeroRule zeros : {ZeroRule::wilcoxon, ZeroRule::pratt}) {
                const Interval limits = run(d, {.zeros = zeros}).limits;
                const bool outside = limits.low > 0 || limits.high < 0;
                if (outside) CHECK(p_of_shift(d, 0, zeros) <= 0.05);
                const double estimate = hodges_lehmann(view(d))->estimate;
                CHECK(limits.low <= estimate);
                CHECK(estimate <= limits.high);
            }
        }
    }

    TEST_CASE("everybody changed alike: a point, once six did") {
        CHECK(signed_rank_interval(view(Values(5, 2))).reason() == Reason::level_unreachable);
        const Interval limits = run(Values(6, 2)).limits;
        CHECK(limits.low == 2);
        CHECK(limits.high == 2);
    }

    TEST_CASE("shifting, scaling, swapping and shuffling act on the limits") {
        const Values d = {3, -1, 0, 0, 5, 2, -2, 7, 1, 1, 4};
        const Interval plain = run(d).limits;
        Values shifted = d, swapped = d, tripled = d;
        for (std::int64_t& value : shifted) value += 10;
        for (std::int64_t& value : swapped) value = -value;
        for (std::int64_t& value : tripled) value *= 3;
        std::reverse(shifted.begin(), shifted.end());
        CHECK(run(shifted).limits.low == plain.low + 10);
        CHECK(run(shifted).limits.high == plain.high + 10);
        CHECK(run(swapped).limits.low == -plain.high);
        CHECK(run(swapped).limits.high == -plain.low);
        CHECK(run(tripled).limits.low == 3 * plain.low);
        const auto halves = signed_rank_interval({.units = d, .denominator = 2});
        REQUIRE(halves);
        CHECK(halves->limits.high == plain.high / 2);
    }

    TEST_CASE("a thousand coded answers are affordable, a thousand different ones are not") {
        base::Random random(12);
        Values coded(1000), different(1000);
        for (std::int64_t& value : coded) value = static_cast<std::int64_t>(random.below(9)) - 3;
        for (std::int64_t& value : different)
            value = static_cast<std::int64_t>(random.below(1000000)) - 400000;
        const SignedRankInterval result = run(coded);
        CHECK(result.limits.low <= 1);
        CHECK(result.limits.high >= 1);
        CHECK(result.tests > 0);
        CHECK(signed_rank_interval(view(different), {.cost_limit = 1e7}).reason() == Reason::not_affordable);
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(signed_rank_interval(view(Values{})).reason() == Reason::no_pairs);
        CHECK(run(Values(8, 0)).limits.high == 0);
        CHECK_THROWS_AS(static_cast<void>(signed_rank_interval(view(Values{1}), {.level = 1})),
                        ContractError);
        CHECK_THROWS_AS(static_cast<void>(signed_rank_interval(view(Values{std::int64_t{1} << 58}))),
                        ContractError);
        CHECK_THROWS_AS(static_cast<void>(signed_rank_interval({.units = {}, .denominator = 0})),
                        ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
