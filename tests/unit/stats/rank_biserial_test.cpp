#include "libstats/stats/rank_biserial.hpp"

#include "libstats/base/random.hpp"
#include "tests/unit/stats/rank_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace outcomes::stats {
namespace {

using base::ContractError;
using base::Reason;
using tests::ReferenceCase;
using tests::view;
using tests::within;
namespace vectors = tests::vectors;
using Values = std::vector<std::int64_t>;

RankBiserial run(const Values& d, const RankBiserialOptions& options = {}) {
    const auto result = rank_biserial(view(d), options);
    REQUIRE(result);
    return *result;
}

TEST_SUITE("stats/rank_biserial") {
    TEST_CASE("every reference case") {
        std::size_t compared = 0;
        for (const auto& rank_case : tests::rank_cases()) {
            ReferenceCase reference(rank_case.id);
            const std::string path = rank_case.prefix + ".rank_effects";
            if (!reference.has(path)) continue;
            CAPTURE(path);
            const auto dropped = rank_biserial(view(rank_case.differences), {.zeros = ZeroRule::wilcoxon});
            const auto pratt = rank_biserial(view(rank_case.differences), {.zeros = ZeroRule::pratt});
            const auto test = signed_rank(view(rank_case.differences));
            REQUIRE(dropped);
            REQUIRE(pratt);
            REQUIRE(test);
            reference.compare(path + ".matched_rank_biserial_zero_drop", dropped->estimate);
            reference.compare(path + ".matched_rank_biserial_pratt", pratt->estimate);
            reference.compare(path + ".r_z_over_sqrt_n_pairs", test->r_pairs);
            reference.ignore(path + ".ps_dependent");  // improvement_test.cpp
            reference.ignore(path + ".dominance_paired");
            reference.finish({path});
            compared += reference.n_compared();
        }
        tests::count_compared("rank_effects, rank-biserial", compared);
    }

    TEST_CASE("data that other programs get wrong") {
        CHECK(within(run(vectors::many_unchanged()).estimate, .7142857, 1e-7));
        const RankBiserial all_up = run(vectors::four_of_twelve());
        CHECK(all_up.estimate == 1);
        CHECK(all_up.ci.high == 1);
        CHECK(all_up.ci.low < 0.2);  // four people are not certainty
    }

    TEST_CASE("the interval holds the estimate, stays within [-1, 1] and is never a single point") {
        base::Random random(8);
        for (int repeat = 0; repeat < 400; ++repeat) {
            Values d(1 + random.below(30));
            const auto shift = static_cast<std::int64_t>(random.below(7)) - 3;
            for (std::int64_t& value : d) value = static_cast<std::int64_t>(random.below(5)) - 2 + shift;
            for (const ZeroRule zeros : {ZeroRule::wilcoxon, ZeroRule::pratt}) {
                const auto result = rank_biserial(view(d), {.zeros = zeros});
                if (!result) continue;
                CHECK(result->ci.low >= -1);
                CHECK(result->ci.high <= 1);
                CHECK(result->ci.low <= result->estimate);
                CHECK(result->estimate <= result->ci.high);
                CHECK(result->ci.low < result->ci.high);
                const auto m = static_cast<double>(result->n_pairs - result->n_zero);
                CHECK(result->effective_n <= m);
                CHECK(result->effective_n >= m / 2);
            }
        }
    }

    TEST_CASE("one size of change: Wilson's interval of the people who changed") {
        Values d(30, 1);
        std::fill_n(d.begin(), 9, -1);
        const RankBiserial result = run(d);
        CHECK(within(result.estimate, 0.4, 1e-12));
        CHECK(result.effective_n > 29);
        CHECK(result.effective_n <= 30);
    }

    TEST_CASE("swapping the waves mirrors it, shuffling and scaling change nothing") {
        const Values d = {3, -1, 0, 0, 5, 2, -2, 7, 1, 1, 4};
        Values swapped = d, scaled = d;
        for (std::int64_t& value : swapped) value = -value;
        for (std::int64_t& value : scaled) value *= 12;
        std::reverse(scaled.begin(), scaled.end());
        for (const ZeroRule zeros : {ZeroRule::wilcoxon, ZeroRule::pratt}) {
            const RankBiserial there = run(d, {.zeros = zeros});
            const RankBiserial back = run(swapped, {.zeros = zeros});
            CHECK(back.estimate == -there.estimate);
            CHECK(within(back.ci.low, -there.ci.high, 1e-12));
            CHECK(run(scaled, {.zeros = zeros}).ci.low == there.ci.low);
        }
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(rank_biserial(view(Values{})).reason() == Reason::no_pairs);
        CHECK(rank_biserial(view(Values{0, 0})).reason() == Reason::no_change);
        CHECK_THROWS_AS(static_cast<void>(rank_biserial(view(Values{1}), {.level = 1.5})), ContractError);
        CHECK_THROWS_AS(static_cast<void>(rank_biserial({.units = {}, .denominator = 0})), ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
