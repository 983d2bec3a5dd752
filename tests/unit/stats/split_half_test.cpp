#include "libstats/stats/split_half.hpp"

#include "tests/unit/stats/item_cases.hpp"

#include <doctest/doctest.h>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::Halves;
using stats::split_half;
using tests::moments_of_rows;
using tests::within;

namespace {

void compare_split(tests::ReferenceCase& reference, const std::string& path,
                   const stats::ItemMoments& moments, Halves halves) {
    const auto got = split_half(moments, halves);
    REQUIRE(got);
    reference.compare(path + ".r", got->r);
    reference.compare(path + ".spearman_brown", got->spearman_brown.value());
    reference.compare(path + ".guttman_lambda4", got->lambda4);
    const std::string horst = path + ".spearman_brown_unequal_horst";
    if (reference.has(horst)) reference.compare(horst, got->horst.value());
    reference.finish({path});
}

}  // namespace

TEST_SUITE("stats/split_half") {
    TEST_CASE("both splits agree with the reference") {
        for (const tests::ItemCase& one : tests::item_cases()) {
            CAPTURE(one.id);
            tests::ReferenceCase reference(one.id);
            compare_split(reference, one.path + ".split_half_odd_even", one.moments, Halves::odd_even);
            compare_split(reference, one.path + ".split_half_first_second", one.moments,
                          Halves::first_second);
            tests::count_compared("split_half", reference.n_compared());
        }
    }

    TEST_CASE("small tables worked by hand") {
        // Two items: variances 1 and 1, covariance 1/2.
        const auto two = split_half(moments_of_rows({1, 1, 2, 3, 3, 2}, 2)).value();
        CHECK(two.n_first == 1);
        CHECK(two.n_second == 1);
        CHECK(within(two.r, 0.5, 1e-15));
        CHECK(within(*two.spearman_brown, 2.0 / 3, 1e-15));
        CHECK(within(*two.horst, 2.0 / 3, 1e-14));  // equal halves: the same
        CHECK(within(two.lambda4, 2.0 / 3, 1e-15));
        const auto opposed = split_half(moments_of_rows({1, 6, 2, 4, 3, 2}, 2)).value();
        CHECK(opposed.r == -1);
        CHECK(opposed.spearman_brown.reason() == Reason::not_applicable);
        CHECK(opposed.horst.reason() == Reason::not_applicable);
        CHECK(split_half(moments_of_rows({1, 2, 2, 4, 3, 6}, 2))->horst.value() == 1);
        const auto five =
            split_half(moments_of_rows({1, 2, 3, 4, 5, 2, 5, 2, 2, 9}, 5), Halves::first_second);
        CHECK(five->n_first == 3);
        CHECK(five->n_second == 2);
    }

    TEST_CASE("lengthening a test") {
        CHECK(stats::spearman_brown(0.5) == 2.0 / 3);
        CHECK(stats::spearman_brown(0.5, 1) == 0.5);
        CHECK(within(stats::spearman_brown(2.0 / 3, 0.5), 0.5, 1e-15));
        CHECK(stats::spearman_brown(1, 7) == 1);
        CHECK(stats::spearman_brown(0) == 0);
    }

    TEST_CASE("poor data have reasons and mistakes throw") {
        CHECK(split_half(moments_of_rows({1, 2, 3}, 1)).reason() == Reason::one_item);
        CHECK(split_half(moments_of_rows({1, 2, 3}, 3)).reason() == Reason::too_few);
        CHECK(split_half(moments_of_rows({1, 2, 1, 3, 1, 5}, 2)).reason() == Reason::no_variation);
        CHECK(split_half(moments_of_rows({1, 2, 2, 1, 3, 0}, 2)).reason() == Reason::no_variation);
        CHECK_THROWS_AS((void)stats::spearman_brown(1.1), ContractError);
        CHECK_THROWS_AS((void)stats::spearman_brown(-1), ContractError);
        CHECK_THROWS_AS((void)stats::spearman_brown(0.5, 0), ContractError);
        CHECK_THROWS_AS((void)stats::spearman_brown(-0.5, 3), ContractError);
    }
}
