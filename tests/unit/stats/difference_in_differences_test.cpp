#include "libstats/stats/difference_in_differences.hpp"

#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/robust_errors.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::difference_in_differences;
using stats::GroupedPairs;
using tests::within;

namespace {

using Values = std::vector<double>;
using Groups = std::vector<std::uint32_t>;

/// Three groups of four.
const Values baseline = {4, 6, 7, 3, 5, 8, 6, 7, 2, 4, 5, 9};
const Values repeat = {5, 6, 9, 3, 8, 9, 8, 11, 4, 9, 7, 12};
const Groups groups = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};
const GroupedPairs three = {.baseline = baseline, .repeat = repeat, .groups = groups, .n_groups = 3};

/// Two groups of three.
const Values x = {1, 2, 3, 2, 3, 4};
const Values y = {2, 0, 4, 8, 6, 10};
const Groups two = {0, 0, 0, 1, 1, 1};
const GroupedPairs parallel = {.baseline = x, .repeat = y, .groups = two, .n_groups = 2};

}  // namespace

TEST_SUITE("stats/difference_in_differences") {
    TEST_CASE("CR2 with a cluster a person is Welch's error and Satterthwaite's df of the changes") {
        const auto effect = difference_in_differences(three).value();
        const auto moments = [](const Values& values) { return stats::moments(values).value(); };
        const auto control = moments({1, 0, 2, 0});
        const auto second = moments({2, 5, 2, 3});
        CHECK(effect.n_clusters == 12);
        REQUIRE(effect.effects.size() == 2);
        const auto welch = stats::welch_t(control, second).value();
        CHECK(within(effect.effects[1]->satterthwaite.estimate, 2.25, 1e-13));
        CHECK(within(effect.effects[1]->satterthwaite.std_error, welch.std_error, 1e-13));
        CHECK(within(effect.effects[1]->satterthwaite.df, 6, 1e-12));
        CHECK(effect.effects[1]->naive.df == 11);
        CHECK(within(effect.ols.coefficients[5].estimate, 2.25, 1e-13));
    }

    TEST_CASE("people of one household are one cluster") {
        const Groups households = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6};
        const auto effect = difference_in_differences(three, households).value();
        CHECK(effect.n_clusters == 7);
        const auto rows = stats::stacked(three);
        std::vector<std::uint32_t> clusters;
        for (const std::uint32_t person : rows.people) clusters.push_back(households[person]);
        const auto robust = stats::cluster_tests(rows.design, rows.scores, clusters).value();
        CHECK(effect.effects[0]->satterthwaite.df == robust.coefficients[4]->satterthwaite.df);
        CHECK(effect.effects[0]->satterthwaite.std_error == robust.coefficients[4]->satterthwaite.std_error);
    }

    TEST_CASE("poor data have a reason, mistakes throw") {
        const Groups alone = {0, 0, 0, 0, 0, 1};
        CHECK(difference_in_differences({.baseline = x, .repeat = y, .groups = alone}).reason() ==
              Reason::too_few_clusters);
        CHECK(difference_in_differences({.baseline = {}, .repeat = {}, .groups = {}}).reason() ==
              Reason::too_few);
        // Everyone of a group changes alike: the group's errors are 0, and only the other's are left.
        const Values by_two = {3, 4, 5, 8, 6, 10};
        const auto half = difference_in_differences({.baseline = x, .repeat = by_two, .groups = two});
        REQUIRE(half);
        CHECK(within(half->effects[0]->satterthwaite.std_error, 1));
        const Groups short_list = {0, 0};
        CHECK_THROWS_AS((void)difference_in_differences(parallel, short_list), ContractError);
    }
}
