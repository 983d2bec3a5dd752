#include "libstats/stats/signed_rank.hpp"

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

SignedRank run(const Values& d, ZeroRule zeros, std::int64_t denominator = 1) {
    const auto test = signed_rank({.units = d, .denominator = denominator}, {.zeros = zeros});
    REQUIRE(test);
    return *test;
}

void compare_normal(ReferenceCase& reference, const std::string& path, const SignedRankNormal& normal) {
    reference.compare(path + ".z", normal.z);
    reference.compare(path + ".p", normal.p.two_sided);
    reference.compare(path + ".p_greater", normal.p.greater);
    reference.compare(path + ".p_less", normal.p.less);
}

void compare_rule(ReferenceCase& reference, const std::string& path, const SignedRank& test) {
    reference.compare(path + ".n_nonzero", static_cast<double>(test.n_pos + test.n_neg));
    reference.compare(path + ".T_plus", test.t_plus);
    reference.compare(path + ".T_minus", test.t_minus);
    reference.compare(path + ".mean", test.mean);
    reference.compare(path + ".var", test.variance);
    REQUIRE(test.exact);
    reference.compare(path + ".exact.p", test.exact->p.two_sided);
    reference.compare(path + ".exact.p_greater", test.exact->p.greater);
    reference.compare(path + ".exact.p_less", test.exact->p.less);
    reference.compare(path + ".exact.midp", test.exact->mid_p);
    reference.compare(path + ".exact.point_prob", test.exact->point);
    if (reference.has(path + ".exact.count_p")) reference.compare(path + ".exact.count_p", test.exact->count);
    compare_normal(reference, path + ".normal", test.normal);
    compare_normal(reference, path + ".normal_cc", test.normal_corrected);
}

TEST_SUITE("stats/signed_rank") {
    TEST_CASE("every reference case") {
        std::size_t compared = 0;
        for (const auto& rank_case : tests::rank_cases()) {
            ReferenceCase reference(rank_case.id);
            const std::string path = rank_case.prefix + ".wilcoxon_signed_rank";
            CAPTURE(rank_case.id);
            CAPTURE(path);
            const auto wilcoxon = signed_rank(view(rank_case.differences), {.zeros = ZeroRule::wilcoxon});
            const auto pratt = signed_rank(view(rank_case.differences), {.zeros = ZeroRule::pratt});
            REQUIRE(wilcoxon);
            REQUIRE(pratt);
            reference.compare(path + ".n", static_cast<double>(wilcoxon->n_pairs));
            reference.compare(path + ".n_zero", static_cast<double>(wilcoxon->n_zero));
            reference.compare(path + ".n_pos", static_cast<double>(wilcoxon->n_pos));
            reference.compare(path + ".n_neg", static_cast<double>(wilcoxon->n_neg));
            reference.compare(path + ".ties_in_abs", wilcoxon->ties ? 1 : 0);
            reference.ignore(path + ".float_sensitive");
            compare_rule(reference, path + ".wilcoxon_zero_drop", *wilcoxon);
            compare_rule(reference, path + ".pratt", *pratt);
            if (reference.has(path + ".zsplit")) {
                reference.compare(path + ".zsplit.T_plus", wilcoxon->split_t_plus);
                reference.compare(path + ".zsplit.T_minus", wilcoxon->split_t_minus);
            }
            CHECK(pratt->split_t_plus == wilcoxon->split_t_plus);
            CHECK(pratt->split_t_minus == wilcoxon->split_t_minus);
            reference.finish({path});
            compared += reference.n_compared();
        }
        tests::count_compared("wilcoxon_signed_rank", compared);
    }

    TEST_CASE("data that other programs get wrong") {
        // R 4.2.2 wilcox.test, coin 1.4-2, exactRankTests 0.8-35 on integers.
        const SignedRank a = run(vectors::many_unchanged(), ZeroRule::wilcoxon);
        CHECK(a.n_zero == 12);
        CHECK(a.n_pos == 12);
        CHECK(a.n_neg == 2);
        CHECK(a.t_plus == 90);
        CHECK(within(a.normal_corrected.p.two_sided, .008364836, 1e-6));
        CHECK(within(a.normal.p.two_sided, .007526315, 1e-6));
        CHECK(within(a.p.two_sided, .01293945, 1e-6));
        CHECK(run(vectors::many_unchanged(), ZeroRule::pratt).p.two_sided == a.p.two_sided);

        const SignedRank b = run(vectors::five_item_sums(), ZeroRule::wilcoxon);
        CHECK(within(b.p.two_sided, .04167557, 1e-6));
        CHECK(within(b.normal_corrected.p.two_sided, .04078599, 1e-6));
        CHECK(within(run(vectors::five_item_sums(), ZeroRule::pratt).p.two_sided, .02567673, 1e-6));

        const SignedRank c = run(vectors::bortz(), ZeroRule::wilcoxon);
        CHECK(c.t_minus == 13);
        CHECK(within(c.p.two_sided, .1367188, 1e-6));
        CHECK(within(c.normal_corrected.p.two_sided, .143581, 1e-5));
        const SignedRank c_pratt = run(vectors::bortz(), ZeroRule::pratt);
        CHECK(c_pratt.p.two_sided == .09765625);
        CHECK(within(c_pratt.normal.p.two_sided, .08408391, 1e-6));

        const SignedRank d = run(vectors::balanced(), ZeroRule::pratt);
        CHECK(d.p.two_sided == 1);
        CHECK(d.normal.p.two_sided == 1);
        CHECK(d.normal.z == 0);

        CHECK(run(vectors::four_of_twelve(), ZeroRule::wilcoxon).p.two_sided == .125);
    }

    TEST_CASE("item means give the p-values of item sums, to the last bit") {
        const Values sums = vectors::five_item_sums();
        Values thirtieths = sums;
        for (std::int64_t& value : thirtieths) value *= 6;
        for (const ZeroRule rule : {ZeroRule::wilcoxon, ZeroRule::pratt}) {
            const SignedRank of_sums = run(sums, rule);
            const SignedRank of_means = run(thirtieths, rule, 30);
            CHECK(of_means.p.two_sided == of_sums.p.two_sided);
            CHECK(of_means.t_plus == of_sums.t_plus);
            CHECK(of_means.normal.z == of_sums.normal.z);
        }
    }

    TEST_CASE("p-values of textbooks and by hand") {
        struct Row {
            std::string why;
            Values d;
            double t_plus, two_sided, greater, less;
            std::string source;
        };
        const Row rows[] = {
            {"no ties",
             {-952, 147, -1022, -430, -620, -590, -490, 80, -10},
             5,
             .0390625,
             .986328125,
             .01953125,
             "R 4.2.2 wilcox.test, example(wilcox.test)"},
            {"midranks", {1, 1, 1, -1}, 7.5, .625, .3125, .9375, "by hand"},
            {"centre: p stops at 1", {1, 2, -3}, 3, 1, .625, .625, "by hand"},
            {"one pair", {4}, 1, 1, .5, 1, "by hand"},
            {"all up", {1, 2, 3, 4, 5}, 15, .0625, .03125, 1, "by hand"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            CAPTURE(row.source);
            const SignedRank test = run(row.d, ZeroRule::wilcoxon);
            CHECK(test.t_plus == row.t_plus);
            CHECK(test.p.two_sided == row.two_sided);
            CHECK(test.p.greater == row.greater);
            CHECK(test.p.less == row.less);
            CHECK(test.distribution == NullDistribution::exact);
        }
    }

    TEST_CASE("swapping the waves mirrors the test, shuffling people changes nothing") {
        base::Random random(3);
        for (int repeat = 0; repeat < 40; ++repeat) {
            Values d(10 + random.below(300));
            for (std::int64_t& value : d) value = static_cast<std::int64_t>(random.below(9)) - 3;
            Values swapped = d;
            for (std::int64_t& value : swapped) value = -value;
            std::reverse(swapped.begin(), swapped.end());
            const ZeroRule rule = repeat % 2 == 0 ? ZeroRule::wilcoxon : ZeroRule::pratt;
            const SignedRank there = run(d, rule);
            const SignedRank back = run(swapped, rule);
            CHECK(there.p.two_sided == back.p.two_sided);
            CHECK(there.p.greater == back.p.less);
            CHECK(there.p.less == back.p.greater);
            CHECK(there.t_plus == back.t_minus);
            CHECK(there.normal.z == -back.normal.z);
            CHECK(there.normal_corrected.p.greater == back.normal_corrected.p.less);
            CHECK(there.p.two_sided > 0);
            CHECK(there.p.two_sided <= 1);
        }
    }

    TEST_CASE("the normal approximation steps in, uncorrected, where exact costs too much") {
        const auto test = signed_rank(view(Values{3, 1, -2, 5}), {.cost_limit = 0});
        REQUIRE(test);
        CHECK(!test->exact);
        CHECK(test->distribution == NullDistribution::normal);
        CHECK(test->p.two_sided == test->normal.p.two_sided);
    }

    TEST_CASE("splitting the zeros: Pratt's exact test, a smaller z") {
        // Ranks 1.5, 1.5 (zeros), 3, 4, 5; variance (n(n+1)(2n+1) - (t^3 - t)/2) / 24 = (330 - 3) / 24.
        const SignedRank test = run({0, 1, -2, 0, 3}, ZeroRule::pratt);
        CHECK(test.split_t_plus == 9.5);
        CHECK(test.split_t_minus == 5.5);
        CHECK(test.split_variance == 13.625);
        CHECK(within(test.split_normal.z, 2 / std::sqrt(13.625), 1e-15));
        CHECK(within(test.split_normal_corrected.z, 1.5 / std::sqrt(13.625), 1e-15));
        CHECK(std::abs(test.split_normal.z) < std::abs(test.normal.z));
        const SignedRank dropped = run({0, 1, -2, 0, 3}, ZeroRule::wilcoxon);
        CHECK(dropped.split_normal.z == test.split_normal.z);
        const SignedRank no_zeros = run({1, -2, 3}, ZeroRule::wilcoxon);
        CHECK(no_zeros.split_normal.z == no_zeros.normal.z);
        CHECK(no_zeros.split_variance == no_zeros.variance);
    }

    TEST_CASE("hundreds of thousands of coded answers are still exact") {
        base::Random random(4);
        Values d(400000);
        for (std::int64_t& value : d) value = static_cast<std::int64_t>(random.below(501)) - 249;
        const SignedRank test = run(d, ZeroRule::pratt);
        CHECK(test.distribution == NullDistribution::exact);
        CHECK(within(test.p.two_sided, test.normal.p.two_sided, 1e-3));
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(signed_rank(view(Values{})).reason() == Reason::no_pairs);
        CHECK(signed_rank(view(Values(20, 0))).reason() == Reason::no_change);
        CHECK_THROWS_AS(static_cast<void>(signed_rank({.units = {}, .denominator = 0})), ContractError);
        CHECK_THROWS_AS(static_cast<void>(signed_rank(view(Values{INT64_MAX}))), ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
