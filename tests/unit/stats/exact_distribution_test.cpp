#include "libstats/stats/exact_distribution.hpp"

#include "libstats/base/random.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace outcomes::stats {
namespace {

using base::ContractError;
using tests::within;

std::vector<RankGroup> ranks_up_to(std::int64_t n) {
    std::vector<RankGroup> groups;
    for (std::int64_t r = 1; r <= n; ++r) groups.push_back({2 * r, 1});
    return groups;
}

/// Midranks of groups of the given sizes.
std::vector<RankGroup> midranks(const std::vector<std::int64_t>& sizes) {
    std::vector<RankGroup> groups;
    std::int64_t before = 0;
    for (const std::int64_t size : sizes) {
        groups.push_back({2 * before + size + 1, size});
        before += size;
    }
    return groups;
}

/// All 2^m sign patterns, one by one.
RankSumTails by_enumeration(const std::vector<RankGroup>& groups, std::int64_t doubled_sum) {
    std::vector<std::int64_t> ranks;
    for (const RankGroup& group : groups)
        ranks.insert(ranks.end(), static_cast<std::size_t>(group.count), group.doubled_rank);
    const std::size_t patterns = std::size_t{1} << ranks.size();
    std::size_t lower = 0, upper = 0, point = 0;
    for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < ranks.size(); ++i) sum += ((pattern >> i) & 1U) != 0 ? ranks[i] : 0;
        lower += sum <= doubled_sum ? 1U : 0U;
        upper += sum >= doubled_sum ? 1U : 0U;
        point += sum == doubled_sum ? 1U : 0U;
    }
    const auto all = static_cast<double>(patterns);
    return {static_cast<double>(lower) / all, static_cast<double>(upper) / all,
            static_cast<double>(point) / all};
}

TEST_SUITE("stats/exact_distribution") {
    TEST_CASE("both ways agree with counting all sign patterns") {
        base::Random random(1);
        for (int repeat = 0; repeat < 60; ++repeat) {
            std::vector<std::int64_t> sizes;
            std::int64_t people = 0;
            while (people < 8) {
                sizes.push_back(1 + static_cast<std::int64_t>(random.below(3)));
                people += sizes.back();
            }
            const auto groups = midranks(sizes);
            std::int64_t sum = 0;
            for (const RankGroup& group : groups) {
                sum += group.doubled_rank *
                       static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(group.count) + 1));
            }
            CAPTURE(repeat);
            CAPTURE(sum);
            const RankSumTails wanted = by_enumeration(groups, sum);
            const RankSumTails shifted = tails_by_shift(groups, sum);
            const auto tilted = tails_by_fourier(groups, sum);
            REQUIRE(tilted);
            CHECK(shifted.lower == wanted.lower);
            CHECK(shifted.upper == wanted.upper);
            CHECK(shifted.point == wanted.point);
            CHECK(within(tilted->lower, wanted.lower, 1e-12));
            CHECK(within(tilted->upper, wanted.upper, 1e-12));
            CHECK(within(tilted->point, wanted.point, 1e-12));
        }
    }

    TEST_CASE("the tilted inversion agrees with the shift algorithm far into the tails") {
        base::Random random(2);
        for (int repeat = 0; repeat < 60; ++repeat) {
            // From four big groups, as one Likert question has, to hardly any ties.
            const std::size_t n_groups = repeat % 3 == 0 ? 4 : repeat % 3 == 1 ? 20 : 120;
            const std::uint64_t largest = repeat % 3 == 0 ? 60 : repeat % 3 == 1 ? 12 : 2;
            std::vector<std::int64_t> sizes;
            for (std::size_t i = 0; i < n_groups; ++i)
                sizes.push_back(1 + static_cast<std::int64_t>(random.below(largest)));
            const auto groups = midranks(sizes);
            const double share = random.uniform();
            std::int64_t sum = 0;
            for (const RankGroup& group : groups) {
                for (std::int64_t i = 0; i < group.count; ++i)
                    sum += random.uniform() < share ? group.doubled_rank : 0;
            }
            CAPTURE(repeat);
            const RankSumTails wanted = tails_by_shift(groups, sum);
            const auto got = tails_by_fourier(groups, sum);
            REQUIRE(got);
            CHECK(within(got->lower, wanted.lower, 1e-11));
            CHECK(within(got->upper, wanted.upper, 1e-11));
            CHECK(within(got->point, wanted.point, 1e-8));
        }
    }

    TEST_CASE("the grid of reference values without ties") {
        tests::ReferenceCase reference("dist_grid");
        const std::string grid = "signed_rank_cdf_no_ties";
        const std::size_t n_points = reference.at(grid).size();
        for (std::size_t i = 0; i < n_points; ++i) {
            const std::string point = grid + "." + std::to_string(i);
            const auto ranks = ranks_up_to(reference.at(point + ".n").get<std::int64_t>());
            const auto doubled_sum = 2 * reference.at(point + ".V").get<std::int64_t>();
            const auto tilted = tails_by_fourier(ranks, doubled_sum);
            REQUIRE(tilted);
            reference.compare(point + ".value_P_le_V", tails_by_shift(ranks, doubled_sum).lower);
            reference.compare(point + ".value_P_le_V", tilted->lower);
            reference.ignore(point + ".n");
            reference.ignore(point + ".V");
        }
        reference.finish({grid});
        tests::count_compared(grid, reference.n_compared());
    }

    TEST_CASE("thousands of people: centre, far tail and symmetry") {
        const auto centre = exact_tails(ranks_up_to(400), 2 * 40100);
        REQUIRE(centre);
        CHECK(within(centre->lower, 0.5 + centre->point / 2, 1e-12));
        CHECK(within(centre->upper, centre->lower, 1e-12));

        // 2000 people, 11 standard deviations out; R's psignrank cannot go beyond 1038 people. The shift
        const auto ranks = ranks_up_to(2000);
        const auto far = exact_tails(ranks, 2 * 700000);
        const auto mirrored = exact_tails(ranks, 2 * (2001000 - 700000));
        REQUIRE(far);
        REQUIRE(mirrored);
        CHECK(far->lower < 1e-30);
        CHECK(far->upper == 1);
        CHECK(within(mirrored->upper, far->lower, 1e-12));
        CHECK(within(tails_by_shift(ranks_up_to(700), 2 * 60000).lower,
                     tails_by_fourier(ranks_up_to(700), 2 * 60000)->lower, 1e-11));
    }

    TEST_CASE("the ends: every person the same way") {
        for (const std::int64_t n : {1, 2, 10, 60, 500, 1074}) {
            CAPTURE(n);
            const auto ranks = midranks({n});
            const auto none = exact_tails(ranks, 0);
            const auto all = exact_tails(ranks, n * (n + 1));
            REQUIRE(none);
            REQUIRE(all);
            CHECK(none->lower == std::ldexp(1.0, -static_cast<int>(n)));
            CHECK(none->upper == 1);
            CHECK(all->upper == none->lower);
            CHECK(all->lower == 1);
        }
        const auto nothing = exact_tails(ranks_up_to(5000), 0);
        REQUIRE(nothing);
        CHECK(nothing->lower == 0);  // 2^-5000 is no double
        CHECK(nothing->upper == 1);
    }

    TEST_CASE("a cost limit is kept") {
        CHECK(exact_tails(ranks_up_to(3000), 2 * 2000000, 1000).reason() == base::Reason::not_affordable);
        CHECK(exact_tails(ranks_up_to(50), 2 * 500, 10).reason() == base::Reason::not_affordable);
        CHECK(shift_cost(ranks_up_to(50), 2 * 500) == 50 * 501);
    }

    TEST_CASE("the quantile is the smallest sum that reaches p") {
        // R 4.2.2 qsignrank(p, n).
        struct Row {
            std::int64_t n;
            double p;
            std::int64_t value;
        };
        const Row rows[] = {{1, .025, 0},  {5, .025, 0},   {6, .025, 1},
                            {10, .025, 9}, {12, .025, 14}, {12, .05, 18}};
        for (const Row& row : rows) {
            CAPTURE(row.n);
            CAPTURE(row.p);
            CHECK(signed_rank_quantile(row.n, row.p).value == row.value);
        }
        // R does not return for the last two.
        for (const std::int64_t n : {40, 333, 1039, 2500}) {
            CAPTURE(n);
            const auto quantile = signed_rank_quantile(n, 0.025);
            const auto tails = exact_tails(ranks_up_to(n), 2 * quantile.value);
            REQUIRE(tails);
            CHECK(tails->lower >= 0.025);
            CHECK(quantile.below < 0.025);
            CHECK(within(quantile.below, tails->lower - tails->point, 1e-9));
        }
    }

    TEST_CASE("a caller's mistakes throw") {
        const std::vector<RankGroup> descending = {{4, 1}, {2, 1}};
        const std::vector<RankGroup> empty_group = {{2, 0}};
        CHECK_THROWS_AS(static_cast<void>(exact_tails(descending, 2)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(exact_tails(empty_group, 0)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(exact_tails({}, 0)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(exact_tails(ranks_up_to(3), 14)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(exact_tails(ranks_up_to(3), -2)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(exact_tails(ranks_up_to(3), 3)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(signed_rank_quantile(0, 0.025)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(signed_rank_quantile(10, 0.5)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(signed_rank_quantile(10, 0)), ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
