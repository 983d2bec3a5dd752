#include "libstats/stats/overlap.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::moments;
using stats::Overlap;
using stats::OverlapForm;
using stats::OverlapOptions;
using stats::VarianceRule;
using tests::ReferenceCase;
using tests::within;

namespace {

using Values = std::vector<double>;

/// Answers of those who answered once and of those who answered twice.
struct Sample {
    Values only_baseline;
    Values only_repeat;
    Values paired_baseline;
    Values paired_repeat;
};

Values joined(const Values& a, const Values& b) {
    Values all = a;
    all.insert(all.end(), b.begin(), b.end());
    return all;
}

base::Outcome<Overlap> test_of(const Sample& s, const OverlapOptions& options = {}) {
    const auto pairs = stats::paired_moments(s.paired_baseline, s.paired_repeat);
    return stats::overlap_t(moments(joined(s.only_baseline, s.paired_baseline)).value(),
                            moments(joined(s.only_repeat, s.paired_repeat)).value(),
                            pairs ? std::optional(*pairs) : std::nullopt, options);
}

/// Derrick et al. (2017), example; the second sample is taken as the repeat.
const Sample derrick = {{20, 21, 16, 18, 14, 12, 14, 17},
                        {10, 16, 18, 16, 15, 14, 13, 10},
                        {14, 15, 18, 20, 11, 19, 14, 15},
                        {15, 10, 15, 17, 13, 19, 12, 13}};

constexpr OverlapOptions equal_variances = {.variances = VarianceRule::equal};

}  // namespace

TEST_SUITE("stats/overlap") {
    TEST_CASE("both forms agree with the reference") {
        std::size_t n_cases = 0;
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            ReferenceCase reference(id);
            const std::string key = path + ".partially_overlapping";
            if (!reference.has(key)) continue;
            ++n_cases;
            const auto baseline = moments(data.all_baseline.view()).value();
            const auto repeat = moments(data.all_repeat.view()).value();
            const auto pairs = stats::paired_moments(data.baseline.view(), data.repeat.view()).value();
            // The reference takes the first wave minus the second, as the paper does.
            const double sign =
                reference.at(key + ".mean_diff").get<double>() * (repeat.mean - baseline.mean) < 0 ? -1 : 1;
            const auto compare = [&](const std::string& form, const Overlap& got) {
                CHECK(got.form == OverlapForm::overlapping);
                reference.compare(key + form + ".t", sign * got.test.statistic);
                reference.compare(key + form + ".df", got.test.df);
                reference.compare(key + form + ".p", got.test.p.two_sided);
                reference.compare(key + form + ".se", got.test.std_error);
                reference.compare(key + form + ".ci.0", sign > 0 ? got.test.ci.low : -got.test.ci.high);
                reference.compare(key + form + ".ci.1", sign > 0 ? got.test.ci.high : -got.test.ci.low);
            };
            const auto unequal = stats::overlap_t(baseline, repeat, pairs).value();
            compare(".T_new1", *stats::overlap_t(baseline, repeat, pairs, equal_variances));
            compare(".T_new2", unequal);
            reference.compare(key + ".T_new2.gamma", stats::welch_df(baseline, repeat));
            reference.compare(key + ".n_paired", static_cast<double>(unequal.n_pairs));
            reference.compare(key + ".n_only_baseline", static_cast<double>(unequal.n_only_baseline));
            reference.compare(key + ".n_only_repeat", static_cast<double>(unequal.n_only_repeat));
            reference.compare(key + ".mean_diff", sign * unequal.test.estimate);
            reference.compare(key + ".r", unequal.r);
            reference.finish({key});
            tests::count_compared("partially overlapping samples", reference.n_compared());
        }
        CHECK(n_cases >= 3);
    }

    TEST_CASE("the printed example of the paper, with the sign of repeat - baseline") {
        const auto unequal = test_of(derrick).value().test;
        CHECK(within(unequal.statistic, -2.419097628, 1e-9));
        CHECK(within(unequal.df, 18.42233227, 1e-9));
        CHECK(within(unequal.p.two_sided, 0.02610444486, 1e-9));
        CHECK(within(unequal.estimate, -2, 1e-14));
        CHECK(within(unequal.ci.low, -3.7340970295, 1e-10));
        CHECK(within(unequal.ci.high, -0.2659029705, 1e-9));
        CHECK(within(unequal.p.less, unequal.p.two_sided / 2, 1e-14));
        const auto equal = test_of(derrick, equal_variances).value().test;
        CHECK(within(equal.statistic, -2.420745451, 1e-9));
        CHECK(within(equal.df, 18.5, 1e-14));
        CHECK(within(equal.ci.low, -3.7324079576, 1e-10));
        CHECK(within(equal.ci.high, -0.2675920424, 1e-9));
    }

    TEST_CASE("everyone in both waves is the paired test") {
        const Sample s = {{}, {}, derrick.paired_baseline, derrick.paired_repeat};
        const auto paired =
            stats::paired_t(stats::paired_moments(s.paired_baseline, s.paired_repeat)->difference).value();
        for (const auto& options : {OverlapOptions{}, equal_variances}) {
            const auto got = test_of(s, options).value();
            CHECK(got.form == OverlapForm::paired);
            CHECK(got.test.statistic == paired.statistic);
            CHECK(got.test.df == 7);
        }
    }

    TEST_CASE("nobody in both waves is the independent test") {
        const Sample s = {derrick.only_baseline, derrick.only_repeat, {}, {}};
        const auto a = moments(s.only_baseline).value();
        const auto b = moments(s.only_repeat).value();
        const auto got = test_of(s).value();
        CHECK(got.form == OverlapForm::independent);
        CHECK(got.n_pairs == 0);
        CHECK(got.r == 0);
        CHECK(got.test.statistic == stats::welch_t(a, b)->statistic);
        CHECK(test_of(s, equal_variances)->test.statistic == stats::student_t(a, b)->statistic);
    }

    TEST_CASE("fewer pairs than asked for are taken as independent, and still counted") {
        const Sample one = {derrick.only_baseline, derrick.only_repeat, {14}, {15}};
        const auto got = test_of(one).value();
        CHECK(got.form == OverlapForm::independent);
        CHECK(got.n_pairs == 1);
        CHECK(got.n_only_baseline == 8);
        CHECK(test_of(derrick, {.min_pairs = 9})->form == OverlapForm::independent);
        CHECK(test_of(derrick, {.min_pairs = 8})->form == OverlapForm::overlapping);
    }

    TEST_CASE("as those who answered once become few, the test tends to the paired one") {
        Sample s = derrick;
        s.only_repeat = {};
        s.only_baseline = {};
        const double paired = test_of(s)->test.std_error;
        s.only_baseline = {15.75};  // the mean of the pairs
        const auto nearly = test_of(s).value();
        CHECK(nearly.form == OverlapForm::overlapping);
        CHECK(within(nearly.test.std_error, paired, 0.1));
    }

    TEST_CASE("a wave of pairs without variation has r = 0") {
        const Sample s = {{1, 2, 3}, {2, 3, 4}, {2, 2, 2}, {1, 3, 5}};
        const auto got = test_of(s).value();
        CHECK(got.r == 0);
        CHECK(got.form == OverlapForm::overlapping);
        const auto welch = stats::welch_t(*moments(joined(s.only_baseline, s.paired_baseline)),
                                          *moments(joined(s.only_repeat, s.paired_repeat)));
        CHECK(got.test.std_error == welch->std_error);
    }

    TEST_CASE("swapping the waves negates the change") {
        const Sample back = {derrick.only_repeat, derrick.only_baseline, derrick.paired_repeat,
                             derrick.paired_baseline};
        for (const auto& options : {OverlapOptions{}, equal_variances}) {
            const auto a = test_of(derrick, options).value().test;
            const auto b = test_of(back, options).value().test;
            CHECK(within(a.statistic, -b.statistic, 1e-14));
            CHECK(within(a.df, b.df, 1e-14));
            CHECK(within(a.ci.low, -b.ci.high, 1e-14));
        }
    }

    TEST_CASE("poor data give a reason") {
        CHECK(test_of({{1}, {2, 3}, {}, {}}).reason() == Reason::too_few);
        CHECK(test_of({{}, {}, {4}, {5}}).reason() == Reason::too_few);
        CHECK(test_of({{}, {}, {4, 5}, {5, 6}}).reason() == Reason::no_variation);
        CHECK(test_of({{4}, {5}, {4, 4}, {5, 5}}).reason() == Reason::no_variation);
        CHECK(test_of({{4}, {5}, {4, 4}, {5, 5}}, equal_variances).reason() == Reason::no_variation);
    }

    TEST_CASE("a caller's mistake throws") {
        CHECK_THROWS_AS((void)test_of(derrick, {.min_pairs = 1}), ContractError);
        CHECK_THROWS_AS((void)test_of(derrick, {.level = 1}), ContractError);
        const auto pairs = stats::paired_moments(derrick.paired_baseline, derrick.paired_repeat).value();
        const auto few = moments(Values{1, 2}).value();
        CHECK_THROWS_AS((void)stats::overlap_t(few, few, pairs), ContractError);
    }
}
