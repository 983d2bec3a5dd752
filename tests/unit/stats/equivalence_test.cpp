#include "libstats/stats/equivalence.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using stats::equivalence;
using stats::Interval;
using stats::Moments;
using stats::moments;
using tests::ReferenceCase;
using tests::within;

namespace {

Interval bounds_of(const ReferenceCase& reference, const std::string& key) {
    return {reference.at(key + ".bounds.0").get<double>(), reference.at(key + ".bounds.1").get<double>()};
}

/// Compares the values below `key`; returns the result for what only some cases have.
void compare_equivalence(ReferenceCase& reference, const std::string& key, const stats::TTest& test,
                         Interval bounds) {
    const auto got = equivalence(test, bounds);
    reference.compare(key + ".t_lower", got.lower.statistic);
    reference.compare(key + ".p_lower", got.lower.p);
    reference.compare(key + ".t_upper", got.upper.statistic);
    reference.compare(key + ".p_upper", got.upper.p);
    reference.compare(key + ".p", got.p);
    reference.compare(key + ".df", test.df);
    reference.compare(key + ".ci90.0", got.ci.low);
    reference.compare(key + ".ci90.1", got.ci.high);
    if (reference.has(key + ".se")) reference.compare(key + ".se", test.std_error);
    if (reference.has(key + ".bounds")) {
        reference.compare(key + ".bounds.0", got.bounds.low);
        reference.compare(key + ".bounds.1", got.bounds.high);
    }
    reference.finish({key});
}

void compare_paired(const tests::PairedSubtree& subtree) {
    ReferenceCase reference(subtree.id);
    const std::string key = subtree.path + ".tost";
    REQUIRE(reference.has(key));
    const auto test = stats::paired_t(*moments(subtree.data.difference.view()));
    if (!test) {  // the reference says "zero variance"
        reference.compare(key, std::nullopt);
    } else {
        compare_equivalence(reference, key, *test, bounds_of(reference, key));
    }
    tests::count_compared("equivalence", reference.n_compared());
}

void compare_groups(ReferenceCase& reference, const std::string& key, const Moments& first,
                    const Moments& second) {
    const Interval bounds = bounds_of(reference, key);
    compare_equivalence(reference, key + ".welch", *stats::welch_t(first, second), bounds);
    compare_equivalence(reference, key + ".student", *stats::student_t(first, second), bounds);
    tests::count_compared("equivalence", reference.n_compared());
}

}  // namespace

TEST_SUITE("stats/equivalence") {
    TEST_CASE("equivalence of two waves agrees with the reference") {
        for (const auto& subtree : tests::paired_subtrees()) {
            if (ReferenceCase(subtree.id).has(subtree.path + ".tost")) compare_paired(subtree);
        }
    }

    TEST_CASE("equivalence within each group agrees with the reference") {
        for (const auto& subtree : tests::group_subtrees()) compare_paired(subtree);
    }

    TEST_CASE("equivalence of two groups agrees with the reference") {
        for (const auto& id : tests::reference_ids({"paired_groups", "longitudinal_groups"})) {
            ReferenceCase reference(id);
            if (!reference.has("groups.change_two_group.tost")) continue;
            const auto control = reference.at("params.control").get<std::string>();
            std::vector<Moments> changes;
            for (const auto& [group, results] : reference.at("groups.per_group").items()) {
                const auto change = moments(tests::case_waves(id, group).difference.view()).value();
                changes.insert(group == control ? changes.begin() : changes.end(), change);
            }
            compare_groups(reference, "groups.change_two_group.tost", changes.at(0), changes.at(1));
        }
        for (const auto& id : tests::reference_ids({"two_group"})) {
            ReferenceCase reference(id);
            if (!reference.has("two_group.tost")) continue;
            const auto sample = [&](const std::string& side) {
                const auto label = reference.at("params." + side).get<std::string>();
                const auto rows = tests::rows_where(tests::reference_table(id), "group", label);
                return *moments(tests::scores_of(rows.at("value")).view());
            };
            compare_groups(reference, "two_group.tost", sample("first"), sample("second"));
        }
    }

    TEST_CASE("equivalent means that the interval lies inside the bounds") {
        for (const double estimate : {-1.4, -0.6, -0.2, 0.0, 0.1, 0.5, 0.7, 2.0}) {
            for (const double alpha : {0.01, 0.025, 0.05, 0.2}) {
                CAPTURE(estimate);
                CAPTURE(alpha);
                const auto got = equivalence(stats::t_inference(estimate, 0.3, 11), {-1, 1}, alpha);
                const bool inside = got.ci.low > -1 && got.ci.high < 1;
                CHECK(got.equivalent == inside);
                CHECK(got.equivalent == (got.p < alpha));
            }
        }
    }

    TEST_CASE("swapping the waves mirrors the bounds") {
        const auto forth = equivalence(stats::t_inference(0.4, 0.3, 11), {-0.5, 1});
        const auto back = equivalence(stats::t_inference(-0.4, 0.3, 11), {-1, 0.5});
        CHECK(forth.p == back.p);
        CHECK(forth.lower.p == back.upper.p);
        CHECK(forth.ci.low == -back.ci.high);
    }

    TEST_CASE("a caller's mistake throws") {
        const auto test = stats::t_inference(0.4, 0.3, 11);
        CHECK_THROWS_AS((void)equivalence(test, {1, 1}), ContractError);
        CHECK_THROWS_AS((void)equivalence(test, {1, -1}), ContractError);
        CHECK_THROWS_AS((void)equivalence(test, {-HUGE_VAL, 1}), ContractError);
        CHECK_THROWS_AS((void)equivalence(test, {-1, 1}, 0.5), ContractError);
        CHECK_THROWS_AS((void)equivalence(test, {-1, 1}, 0), ContractError);
    }
}
