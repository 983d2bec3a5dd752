#include "libstats/stats/hodges_lehmann.hpp"

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

HodgesLehmann run(const Values& d, const HodgesLehmannOptions& options = {}) {
    const auto result = hodges_lehmann(view(d), options);
    REQUIRE(result);
    return *result;
}

/// All Walsh averages, doubled and sorted.
Values walsh_sums(const Values& d) {
    Values sums;
    for (std::size_t i = 0; i < d.size(); ++i) {
        for (std::size_t j = i; j < d.size(); ++j) sums.push_back(d[i] + d[j]);
    }
    std::sort(sums.begin(), sums.end());
    return sums;
}

/// The reference rounded differences of scale means to 10 decimals, and printed the estimates of those.
base::Grid as_in_reference(const tests::RankCase& rank_case) {
    if (rank_case.prefix != "scale_paired") return rank_case.differences;
    base::Grid rounded{.units = {}, .denominator = 10000000000};
    for (const std::int64_t units : rank_case.differences.units) {
        const double value =
            static_cast<double>(units) / static_cast<double>(rank_case.differences.denominator);
        rounded.units.push_back(std::llround(value * 1e10));
    }
    return rounded;
}

TEST_SUITE("stats/hodges_lehmann") {
    TEST_CASE("every reference case") {
        std::size_t compared = 0;
        for (const auto& rank_case : tests::rank_cases()) {
            ReferenceCase reference(rank_case.id);
            const std::string path = rank_case.prefix + ".hodges_lehmann";
            CAPTURE(path);
            const base::Grid differences = as_in_reference(rank_case);
            const auto kept = hodges_lehmann(view(differences));
            const auto dropped = hodges_lehmann(view(differences), {.zeros = ZeroPairs::dropped});
            REQUIRE(kept);
            REQUIRE(dropped);
            reference.compare(path + ".pseudomedian", kept->estimate);
            reference.compare(path + ".pseudomedian_zero_dropped", dropped->estimate);
            CHECK(reference.has(path + ".ci_exact_all") == kept->exact.has_value());
            if (kept->exact) {
                reference.compare(path + ".ci_exact_all.0", kept->exact->limits.low);
                reference.compare(path + ".ci_exact_all.1", kept->exact->limits.high);
                reference.compare(path + ".ci_exact_all_achieved", kept->exact->achieved);
            }
            reference.compare(path + ".ci_normal_order.0", kept->normal.limits.low);
            reference.compare(path + ".ci_normal_order.1", kept->normal.limits.high);
            reference.compare(path + ".ci_normal_order_index", static_cast<double>(kept->normal.order));
            reference.finish({path});
            compared += reference.n_compared();
        }
        tests::count_compared("hodges_lehmann", compared);
    }

    TEST_CASE("limits and estimate are those of the sorted Walsh averages") {
        base::Random random(6);
        for (int repeat = 0; repeat < 60; ++repeat) {
            // Few distinct values or none alike, all below zero, all above or on both sides.
            const std::uint64_t spread = repeat % 2 == 0 ? 7 : 1000000000000;
            const std::int64_t shift = (repeat % 3 - 1) * static_cast<std::int64_t>(spread);
            Values d(1 + random.below(60));
            for (std::int64_t& value : d)
                value = static_cast<std::int64_t>(random.below(2 * spread + 1)) -
                        static_cast<std::int64_t>(spread) + shift;
            const Values sums = walsh_sums(d);
            const HodgesLehmann result = run(d);
            const std::size_t m = sums.size();
            CHECK(result.estimate == static_cast<double>(sums[(m - 1) / 2] + sums[m / 2]) / 4);
            REQUIRE(result.exact);
            const auto k = static_cast<std::size_t>(result.exact->order);
            CHECK(result.exact->limits.low == static_cast<double>(sums[k - 1]) / 2);
            CHECK(result.exact->limits.high == static_cast<double>(sums[m - k]) / 2);
            CHECK(result.exact->limits.low <= result.estimate);
            CHECK(result.estimate <= result.exact->limits.high);
        }
    }

    TEST_CASE("a level that cannot be reached is said, not lowered") {
        CHECK(run({1, 2, 3, 4, 5}).ci.reason() == Reason::level_unreachable);
        CHECK(run({1, 2, 3, 4, 5, 6}).ci.has_value());
        CHECK(run({1, 2, 3, 4, 5}, {.level = 0.9}).ci.has_value());
        // Four of twelve changed: without the zeros R gives a 60 % interval as one of 95 %.
        const HodgesLehmann dropped = run(vectors::four_of_twelve(), {.zeros = ZeroPairs::dropped});
        CHECK(dropped.n == 4);
        CHECK(dropped.ci.reason() == Reason::level_unreachable);
        REQUIRE(dropped.exact);
        CHECK(dropped.exact->achieved == 0.875);
        // With them it exists, and holds 0 as the exact p-value of 1/8 says it must.
        const HodgesLehmann kept = run(vectors::four_of_twelve());
        REQUIRE(kept.ci);
        CHECK(kept.ci->low == 0);
        CHECK(kept.ci->high == 1.5);
    }

    TEST_CASE("shifting, scaling and swapping act on the estimate") {
        const Values d = {3, -1, 0, 0, 5, 2, -2, 7, 1, 1, 4};
        const HodgesLehmann plain = run(d);
        Values shifted = d, swapped = d;
        for (std::int64_t& value : shifted) value += 10;
        for (std::int64_t& value : swapped) value = -value;
        CHECK(run(shifted).estimate == plain.estimate + 10);
        CHECK(run(shifted).ci->low == plain.ci->low + 10);
        CHECK(run(swapped).estimate == -plain.estimate);
        CHECK(run(swapped).ci->low == -plain.ci->high);
        const auto halves = hodges_lehmann({.units = d, .denominator = 2});
        REQUIRE(halves);
        CHECK(halves->estimate == plain.estimate / 2);
    }

    TEST_CASE("a hundred thousand pairs, exact and approximate orders close together") {
        base::Random random(7);
        Values d(100000);
        for (std::int64_t& value : d) value = static_cast<std::int64_t>(random.normal() * 1e9) + 100000000;
        const HodgesLehmann large = run(d);
        CHECK(!large.exact_order);
        CHECK(large.ci->low < 1e8);
        CHECK(large.ci->high > 1e8);
        const HodgesLehmann small = run(Values(d.begin(), d.begin() + 900));
        REQUIRE(small.exact);
        CHECK(small.exact_order);
        CHECK(std::abs(small.exact->order - small.normal.order) <= 5);  // of 200,000
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(hodges_lehmann(view(Values{})).reason() == Reason::no_pairs);
        CHECK(hodges_lehmann(view(Values{0, 0}), {.zeros = ZeroPairs::dropped}).reason() ==
              Reason::no_change);
        CHECK(run(Values(8, 0)).estimate == 0);
        const std::int64_t far = std::int64_t{1} << 60;
        CHECK(run({-far, far}).estimate == 0);
        CHECK(run({-far, far}).normal.limits.high == std::ldexp(1.0, 60));
        CHECK_THROWS_AS(static_cast<void>(hodges_lehmann(view(Values{far + 1}))), ContractError);
        CHECK_THROWS_AS(static_cast<void>(hodges_lehmann(view(Values{1}), {.level = 1})), ContractError);
        CHECK_THROWS_AS(static_cast<void>(hodges_lehmann(view(Values{1}), {.exact_up_to = 100000})),
                        ContractError);
        CHECK_THROWS_AS(static_cast<void>(hodges_lehmann({.units = {}, .denominator = 0})), ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
