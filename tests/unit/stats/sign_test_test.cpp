#include "libstats/stats/sign_test.hpp"

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

SignTest run(const Values& d) {
    const auto test = sign_test(view(d));
    REQUIRE(test);
    return *test;
}

TEST_SUITE("stats/sign_test") {
    TEST_CASE("every reference case") {
        std::size_t compared = 0;
        for (const auto& rank_case : tests::rank_cases()) {
            ReferenceCase reference(rank_case.id);
            const std::string path = rank_case.prefix + ".sign_test";
            CAPTURE(path);
            const auto test = sign_test(view(rank_case.differences));
            REQUIRE(test);
            reference.compare(path + ".n_pos", static_cast<double>(test->n_pos));
            reference.compare(path + ".n_neg", static_cast<double>(test->n_neg));
            reference.compare(path + ".n_zero", static_cast<double>(test->n_zero));
            reference.compare(path + ".p_exact", test->p.two_sided);
            reference.compare(path + ".p_greater", test->p.greater);
            reference.compare(path + ".p_less", test->p.less);
            reference.compare(path + ".midp", test->mid_p);
            reference.compare(path + ".z", test->z);
            reference.compare(path + ".p_normal", test->p_normal);
            // The reference stores the size alone; the sign is that of z.
            reference.compare(path + ".z_cc_abs", std::abs(test->z_corrected));
            CHECK(test->z * test->z_corrected >= 0);
            reference.compare(path + ".p_normal_cc", test->p_normal_corrected);
            reference.compare(path + ".prop_pos_of_nonzero", test->share_up);
            reference.compare(path + ".prop_pos_clopper_pearson.0", test->share_up_ci.low);
            reference.compare(path + ".prop_pos_clopper_pearson.1", test->share_up_ci.high);
            reference.compare(path + ".median_diff", test->median);
            CHECK(reference.has(path + ".median_ci_order") == test->median_ci.reached);
            if (test->median_ci.reached) {
                reference.compare(path + ".median_ci_order.ci.0", test->median_ci.limits.low);
                reference.compare(path + ".median_ci_order.ci.1", test->median_ci.limits.high);
                reference.compare(path + ".median_ci_order.k", static_cast<double>(test->median_ci.k));
                reference.compare(path + ".median_ci_order.achieved", test->median_ci.achieved);
            }
            reference.finish({path});
            compared += reference.n_compared();
        }
        tests::count_compared("sign_test", compared);
    }

    TEST_CASE("data that other programs get wrong") {
        CHECK(within(run(vectors::many_unchanged()).p.two_sided, .01293945, 1e-6));  // R binom.test
        CHECK(within(run(vectors::five_item_sums()).p.two_sided, .01921082, 1e-6));
        CHECK(run(vectors::bortz()).p.two_sided == .109375);
        CHECK(run(vectors::balanced()).p.two_sided == 1);
        CHECK(run(vectors::four_of_twelve()).p.two_sided == .125);
    }

    TEST_CASE("swapping the waves mirrors everything") {
        const Values d = {3, -1, 0, 0, 5, 2, -2, 7, 1, 1, 4};
        Values swapped = d;
        for (std::int64_t& value : swapped) value = -value;
        const SignTest there = run(d);
        const SignTest back = run(swapped);
        CHECK(there.p.two_sided == back.p.two_sided);
        CHECK(there.p.greater == back.p.less);
        CHECK(there.z == -back.z);
        CHECK(there.median == -back.median);
        CHECK(there.median_ci.limits.low == -back.median_ci.limits.high);
        CHECK(within(there.share_up_ci.low, 1 - back.share_up_ci.high, 1e-12));
    }

    TEST_CASE("five people cannot give a 95 % interval of the median, six can") {
        CHECK(!run({1, 2, 3, 4, 5}).median_ci.reached);
        CHECK(within(run({1, 2, 3, 4, 5}).median_ci.achieved, 0.9375, 1e-12));
        CHECK(run({1, 2, 3, 4, 5, 6}).median_ci.reached);
        CHECK(within(run({1, 2, 3, 4, 5, 6}).median_ci.achieved, 0.96875, 1e-12));
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(sign_test(view(Values{})).reason() == Reason::no_pairs);
        CHECK(sign_test(view(Values{0, 0})).reason() == Reason::no_change);
        CHECK_THROWS_AS(static_cast<void>(sign_test(view(Values{1}), 1.0)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(sign_test(view(Values{1}), 0.0)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(sign_test({.units = {}, .denominator = -1})), ContractError);
    }
}

}  // namespace

TEST_CASE("the corrected z has the sign of the difference") {
    std::vector<std::int64_t> changes(242, -1);
    std::fill_n(changes.begin(), 60, 1);
    const auto down = sign_test({changes, 1});
    CHECK(down->z == doctest::Approx(-122 / std::sqrt(242)));
    CHECK(down->z_corrected == doctest::Approx(-121 / std::sqrt(242)));
    for (std::int64_t& change : changes) change = -change;
    CHECK(sign_test({changes, 1})->z_corrected == -down->z_corrected);
    const std::vector<std::int64_t> even{1, -1};
    CHECK(sign_test({even, 1})->z_corrected == 0);
}
}  // namespace outcomes::stats
