#include "libstats/stats/t_test.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::moments;
using stats::Moments;
using stats::TTest;
using tests::ReferenceCase;
using tests::within;

namespace {

Moments moments_of(const std::vector<double>& values) {
    return moments(values).value();
}

void compare_t(ReferenceCase& reference, const std::string& path, const TTest& at95, const TTest& at90) {
    reference.compare(path + ".t", at95.statistic);
    reference.compare(path + ".df", at95.df);
    reference.compare(path + ".p", at95.p.two_sided);
    reference.compare(path + ".p_greater", at95.p.greater);
    reference.compare(path + ".p_less", at95.p.less);
    reference.compare(path + ".se", at95.std_error);
    reference.compare(path + ".ci.0", at95.ci.low);
    reference.compare(path + ".ci.1", at95.ci.high);
    reference.compare(path + ".ci90.0", at90.ci.low);
    reference.compare(path + ".ci90.1", at90.ci.high);
}

/// The paired test below path + ".t_paired"; data without variation must give the reason.
void compare_paired(ReferenceCase& reference, const std::string& path, const Moments& difference) {
    const auto got = stats::paired_t(difference);
    const std::string key = path + ".t_paired";
    reference.compare(key + ".mean_diff", difference.mean);
    if (!got) {
        CHECK(got.reason() == Reason::no_variation);
        reference.compare(key, std::nullopt);
    } else {
        compare_t(reference, key, *got, *stats::paired_t(difference, 0.9));
    }
    reference.finish({key});
}

void compare_independent(ReferenceCase& reference, const std::string& path, const Moments& first,
                         const Moments& second) {
    reference.compare(path + ".mean_diff", second.mean - first.mean);
    compare_t(reference, path + ".welch", *stats::welch_t(first, second),
              *stats::welch_t(first, second, 0.9));
    compare_t(reference, path + ".student", *stats::student_t(first, second),
              *stats::student_t(first, second, 0.9));
    reference.finish({path + ".welch", path + ".student", path + ".mean_diff"});
}

}  // namespace

TEST_SUITE("stats/t_test") {
    TEST_CASE("tests of two waves agree with the reference") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            ReferenceCase reference(id);
            compare_paired(reference, path, *moments(data.difference.view()));
            compare_independent(reference, path + ".independent_available_cases",
                                *moments(data.all_baseline.view()), *moments(data.all_repeat.view()));
            tests::count_compared("t tests", reference.n_compared());
        }
    }

    TEST_CASE("paired tests in each group agree with the reference") {
        for (const auto& [id, path, data] : tests::group_subtrees()) {
            ReferenceCase reference(id);
            compare_paired(reference, path, *moments(data.difference.view()));
            tests::count_compared("t tests", reference.n_compared());
        }
    }

    TEST_CASE("changes of two groups agree with the reference") {
        for (const auto& id : tests::reference_ids({"paired_groups", "longitudinal_groups"})) {
            ReferenceCase reference(id);
            if (!reference.has("groups.change_two_group")) continue;
            const auto control = reference.at("params.control").get<std::string>();
            std::vector<Moments> changes;
            for (const auto& [group, results] : reference.at("groups.per_group").items()) {
                const auto change = moments(tests::case_waves(id, group).difference.view()).value();
                changes.insert(group == control ? changes.begin() : changes.end(), change);
            }
            compare_independent(reference, "groups.change_two_group", changes.at(0), changes.at(1));
            tests::count_compared("t tests", reference.n_compared());
        }
    }

    TEST_CASE("two independent groups agree with the reference") {
        for (const auto& id : tests::reference_ids({"two_group"})) {
            ReferenceCase reference(id);
            const auto sample = [&](const std::string& side) {
                const auto label = reference.at("params." + side).get<std::string>();
                const auto rows = tests::rows_where(tests::reference_table(id), "group", label);
                return *moments(tests::scores_of(rows.at("value")).view());
            };
            const Moments first = sample("first");
            const Moments second = sample("second");
            compare_independent(reference, "two_group", first, second);
            const auto welch = stats::welch_t(first, second).value();
            const auto student = stats::student_t(first, second).value();
            const std::string exact = "two_group.high_precision";
            reference.compare(exact + ".welch.t", welch.statistic);
            reference.compare(exact + ".welch.df", welch.df);
            reference.compare(exact + ".welch.p", welch.p.two_sided);
            reference.compare(exact + ".welch.ci.0", welch.ci.low);
            reference.compare(exact + ".welch.ci.1", welch.ci.high);
            reference.compare(exact + ".student.t", student.statistic);
            reference.compare(exact + ".student.p", student.p.two_sided);
            reference.finish({exact + ".welch", exact + ".student"});
            tests::count_compared("t tests", reference.n_compared());
        }
    }

    TEST_CASE("the paired test meets values computed with 25 digits") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            ReferenceCase reference(id);
            const std::string key = path + ".high_precision";
            if (!reference.has(key)) continue;
            const auto difference = moments(data.difference.view()).value();
            reference.compare(key + ".mean_diff", difference.mean);
            reference.compare(key + ".sd_diff", difference.sd);
            if (const auto got = stats::paired_t(difference)) {
                reference.compare(key + ".t", got->statistic);
                reference.compare(key + ".p", got->p.two_sided);
                reference.compare(key + ".ci.0", got->ci.low);
                reference.compare(key + ".ci.1", got->ci.high);
            }
            tests::count_compared("t tests: 25 digits", reference.n_compared());
        }
    }

    TEST_CASE("each question of the item case agrees with the reference") {
        for (const auto& id : tests::reference_ids({"items2"})) {
            ReferenceCase reference(id);
            if (!reference.has("per_item")) continue;
            const auto table = tests::reference_table(id);
            const auto baseline = tests::rows_where(table, "time", "1");
            const auto repeat = tests::rows_where(table, "time", "2");
            REQUIRE(baseline.at("id") == repeat.at("id"));
            std::size_t i = 0;
            for (const auto& item : reference.at("per_item")) {
                const auto name = item.at("item").get<std::string>();
                const auto grid = tests::grid_columns({baseline.at(name), repeat.at(name)});
                const auto data = tests::wave_data(grid.columns[0], grid.columns[1], grid.denominator);
                const auto difference = moments(data.difference.view()).value();
                const auto got = stats::paired_t(difference).value();
                const std::string path = fmt::format("per_item.{}.", i++);
                // Answers as they were given: the reference does not reverse single questions.
                reference.compare(path + "n", static_cast<double>(difference.n));
                reference.compare(path + "mean_diff", got.estimate);
                reference.compare(path + "t", got.statistic);
                reference.compare(path + "t_p", got.p.two_sided);
            }
            tests::count_compared("t tests", reference.n_compared());
        }
    }

    TEST_CASE("sums of five questions of 24 people, as computed with R 4.2.2") {
        const std::vector<double> before = {5, 13, 11, 16, 14, 13, 14, 15, 16, 19, 19, 6,
                                            9, 12, 15, 21, 14, 11, 6,  15, 16, 19, 15, 15};
        const std::vector<double> after = {5,  15, 12, 17, 14, 14, 15, 17, 17, 19, 17, 7,
                                           11, 15, 17, 21, 14, 10, 5,  16, 17, 20, 12, 17};
        const auto got = stats::paired_t(stats::paired_moments(before, after)->difference).value();
        CHECK(within(got.p.two_sided, 0.03630883, 1e-7));
        CHECK(got.estimate > 0);
    }

    TEST_CASE("swapping the waves negates the change and trades the one-sided p-values") {
        const Moments a = moments_of({3, 1, 4, 1, 5});
        const Moments b = moments_of({9, 2, 6, 5, 3, 5, 8});
        for (const bool pooled : {false, true}) {
            const auto forth = pooled ? *stats::student_t(a, b) : *stats::welch_t(a, b);
            const auto back = pooled ? *stats::student_t(b, a) : *stats::welch_t(b, a);
            CHECK(back.estimate == -forth.estimate);
            CHECK(within(back.statistic, -forth.statistic, 1e-15));
            CHECK(within(back.p.greater, forth.p.less, 1e-14));
            CHECK(within(back.p.two_sided, forth.p.two_sided, 1e-14));
            CHECK(within(back.ci.low, -forth.ci.high, 1e-14));
        }
    }

    TEST_CASE("p is below 1 - level exactly when the interval leaves out 0") {
        for (const double shift : {-2.0, -1.2, -1.0, -0.4, 0.0, 0.3, 0.9, 1.1, 1.3, 4.0}) {
            const Moments d = moments_of({shift - 1, shift, shift + 2, shift - 1.5, shift + 0.5});
            for (const double level : {0.5, 0.9, 0.95, 0.999}) {
                const auto got = stats::paired_t(d, level).value();
                const bool leaves_out = got.ci.low > 0 || got.ci.high < 0;
                CHECK((got.p.two_sided < 1 - level) == leaves_out);
            }
        }
    }

    TEST_CASE("with equal sizes and variances all three tests of a shift have one statistic") {
        const Moments a = moments_of({1, 2, 3, 4});
        const Moments b = moments_of({3, 4, 5, 6});
        const auto welch = *stats::welch_t(a, b);
        const auto student = *stats::student_t(a, b);
        CHECK(within(welch.statistic, student.statistic, 1e-15));
        CHECK(within(welch.df, 6, 1e-15));
        CHECK(within(student.statistic, 2 / std::sqrt(5.0 / 3 / 2), 1e-14));
    }

    TEST_CASE("poor data give a reason") {
        const Moments one = moments_of({3});
        const Moments flat = moments_of({3, 3, 3});
        const Moments some = moments_of({3, 4, 8});
        CHECK(stats::paired_t(one).reason() == Reason::too_few);
        CHECK(stats::paired_t(flat).reason() == Reason::no_variation);
        CHECK(stats::welch_t(one, some).reason() == Reason::too_few);
        CHECK(stats::welch_t(some, one).reason() == Reason::too_few);
        CHECK(stats::welch_t(flat, flat).reason() == Reason::no_variation);
        CHECK(stats::student_t(one, one).reason() == Reason::too_few);
        CHECK(stats::student_t(flat, one).reason() == Reason::no_variation);
        CHECK(stats::welch_t(flat, some).has_value());
        CHECK(stats::student_t(one, some)->df == 2);
    }

    TEST_CASE("a caller's mistake throws") {
        const Moments some = moments_of({3, 4, 8});
        CHECK_THROWS_AS((void)stats::paired_t(some, 0), ContractError);
        CHECK_THROWS_AS((void)stats::paired_t(some, 95), ContractError);
        CHECK_THROWS_AS((void)stats::t_inference(1, 0, 3), ContractError);
        CHECK_THROWS_AS((void)stats::t_inference(1, 1, 0), ContractError);
        CHECK_THROWS_AS((void)stats::t_inference(HUGE_VAL, 1, 3), ContractError);
        CHECK_THROWS_AS((void)stats::pooled_variance(moments_of({1}), moments_of({2})), ContractError);
        CHECK_THROWS_AS((void)stats::welch_df(moments_of({1}), some), ContractError);
    }
}
