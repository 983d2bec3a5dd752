#include "libstats/stats/mixed_model.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::Design;
using stats::kenward_roger_term_test;
using stats::mixed_model;
using stats::mixed_term_test;
using stats::MixedCriterion;
using stats::MixedModel;
using stats::MixedRows;
using tests::within;

namespace {

using Values = std::vector<double>;
using People = std::vector<std::uint32_t>;

/// Six people of two groups with two to four of the occasions 0 to 3. What is expected of them was computed
/// from the definitions, with full covariance matrices of the rows and 40 digits (mpmath).
const People people = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 5};
const Values time_of = {0, 1, 2, 3, 0, 1, 3, 0, 1, 2, 3, 0, 2, 3, 0, 1, 0, 1, 2, 3};
const Values group = {0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1};
const Values y = {5, 8, 9, 13, 3, 4, 9, 8, 10, 14, 19, 6, 7, 7, 2, 5, 9, 8, 6, 7};
const Design trend = {
    {Values(20, 1), time_of, group, {0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 2, 3, 0, 0, 0, 1, 2, 3}}};
const MixedRows unequal = {.fixed = trend, .y = y, .people = people};
const MixedRows with_slopes = {.fixed = trend, .y = y, .people = people, .slope = time_of};
const std::vector<std::size_t> group_term = {2, 3};

using Four = std::array<double, 4>;

void check_fixed(const std::vector<stats::TTest>& tests, const Four& std_error, const Four& df) {
    for (std::size_t j = 0; j < 4; ++j) {
        CAPTURE(j);
        CHECK(within(tests[j].std_error, std_error[j], 1e-12));
        CHECK(within(tests[j].df, df[j], 1e-11));
        CHECK(within(tests[j].statistic, tests[j].estimate / std_error[j], 1e-12));
    }
}

/// The same number of rows for each person: `k` occasions.
struct Balanced {
    Design design;
    Values y;
    People people;
    Values times;

    Balanced(const std::vector<Values>& rows, bool with_occasions) {
        const std::size_t k = rows.front().size();
        design.columns.resize(with_occasions ? k : 1);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t j = 0; j < k; ++j) {
                y.push_back(rows[i][j]);
                people.push_back(static_cast<std::uint32_t>(i));
                times.push_back(static_cast<double>(j));
                for (std::size_t c = 0; c < design.columns.size(); ++c)
                    design.columns[c].push_back(c == 0 || c == j ? 1 : 0);
            }
        }
    }
    [[nodiscard]] MixedRows rows() const { return {.fixed = design, .y = y, .people = people}; }
};

}  // namespace

TEST_SUITE("stats/mixed_model") {
    TEST_CASE("random intercept by REML, unequal numbers of rows") {
        const MixedModel model = mixed_model(unequal).value();
        CHECK(model.n_rows == 20);
        CHECK(model.n_people == 6);
        CHECK_FALSE(model.singular);
        CHECK_FALSE(model.slope_variance);
        CHECK(within(model.intercept_variance, 4.4061961060717306, 1e-12));
        CHECK(within(model.residual_variance, 2.5118720186978384, 1e-12));
        CHECK(within(model.deviance, 77.348876296145286, 1e-13));
        CHECK(within(model.fixed[1].estimate, 3.213303517573443, 1e-13));
        check_fixed(model.fixed,
                    {1.4397443032926664, 0.48210771584527997, 2.0470401360832296, 0.63823972374601455},
                    {5.430529766973948, 12.555905845516533, 5.5380608004574475, 12.289723906073495});
        check_fixed(model.kenward_roger,
                    {1.4399773429801613, 0.49022094450904153, 2.0476583131931299, 0.64472385785716229},
                    {5.5704483541440379, 12.65952125246197, 5.6792612495043556, 12.399050723049701});
        const auto f = mixed_term_test(model, group_term).value();
        CHECK(within(f.f, 9.8304522653351314, 1e-12));
        CHECK(f.df1 == 2);
        CHECK(within(f.df2, 8.1289313879428958, 1e-11));
        const auto kr = kenward_roger_term_test(model, group_term).value();
        CHECK(within(kr.f, 8.8373663635499197, 1e-12));
        CHECK(within(kr.df2, 7.2564417215113222, 1e-11));
    }

    TEST_CASE("random intercept by ML") {
        const MixedModel model = mixed_model(unequal, MixedCriterion::ml).value();
        CHECK(within(model.intercept_variance, 2.7082931299720625, 1e-12));
        CHECK(within(model.residual_variance, 2.1696581935772808, 1e-12));
        CHECK(within(model.deviance, 81.986581053107822, 1e-13));
        CHECK(model.n_parameters == 6);
        CHECK(within(model.aic, 93.986581053107822, 1e-13));
        CHECK(within(model.bic, 81.986581053107822 + 6 * std::log(20.0), 1e-13));
        check_fixed(model.fixed,
                    {1.1935006383792968, 0.44614299029317105, 1.6991803172812729, 0.59164602080616021},
                    {8.8716656886657717, 14.679621226625095, 9.0780791352151078, 14.273651195173832});
        CHECK(within(mixed_term_test(model, group_term)->df2, 13.114565824267851, 1e-11));
        CHECK(model.kenward_roger.empty());
        CHECK(kenward_roger_term_test(model, group_term).reason() == Reason::not_applicable);
    }

    TEST_CASE("random intercept and slope by REML") {
        const MixedModel model = mixed_model(with_slopes).value();
        CHECK(within(model.intercept_variance, 7.9529758937767972, 1e-11));
        CHECK(within(model.slope_variance.value(), 1.2195517162864661, 1e-11));
        CHECK(within(model.covariance.value(), -2.0377379458165121, 1e-11));
        CHECK(within(model.residual_variance, 0.76200221858229345, 1e-11));
        CHECK(within(model.deviance, 70.094779699686174, 1e-13));
        check_fixed(model.fixed,
                    {1.6861329838144438, 0.73113226904443981, 2.3858201384232159, 0.99712104761479039},
                    {3.9972717204835184, 4.5755471726932837, 4.0052013906361866, 4.2014607464656645});
        check_fixed(model.kenward_roger,
                    {1.6886259996489899, 0.76892532340715892, 2.387694923350584, 1.0251967286890887},
                    {3.9889677420445724, 4.125131718463275, 3.9973781254635362, 3.7881865653389212});
        CHECK(within(mixed_term_test(model, group_term)->df2, 3.7586423018616745, 1e-11));
        const auto kr = kenward_roger_term_test(model, group_term).value();
        CHECK(within(kr.f, 3.5379268603947971, 1e-11));
        CHECK(within(kr.df2, 2.8507675533171806, 1e-11));
    }

    TEST_CASE("random intercept and slope by ML") {
        const MixedModel model = mixed_model(with_slopes, MixedCriterion::ml).value();
        CHECK(within(model.slope_variance.value(), 0.77408735248337333, 1e-11));
        CHECK(within(model.correlation.value(),
                     -1.3632858371716154 / std::sqrt(5.1983379877645545 * 0.77408735248337333), 1e-11));
        CHECK(within(model.deviance, 76.150995179891501, 1e-13));
        check_fixed(model.fixed,
                    {1.3859043043810493, 0.60705521863572389, 1.9620804445731836, 0.82415845483155681},
                    {5.9888618691152568, 6.7002814042692119, 6.0126211452868086, 6.1488739236643882});
    }

    TEST_CASE("balanced data: the mean squares of the analysis of variance") {
        // Person means 2, 4, 6, 8; each person's rows lie 1 and -1 off, in turns.
        const Balanced data({{1, 3}, {5, 3}, {5, 7}, {9, 7}}, false);
        const MixedModel model = mixed_model(data.rows()).value();
        // MS between 2 (20 / 3), MS within 2.
        CHECK(within(model.residual_variance, 2, 1e-12));
        CHECK(within(model.intercept_variance, (40.0 / 3 - 2) / 2, 1e-12));
        CHECK(within(model.fixed[0].estimate, 5, 1e-13));
        CHECK(within(model.fixed[0].std_error, std::sqrt(40.0 / 3 / 8), 1e-12));
        CHECK(within(model.fixed[0].df, 3, 1e-11));
        CHECK(within(model.kenward_roger[0].df, 3, 1e-11));
    }

    TEST_CASE("balanced occasions: both F tests are that of the repeated-measures analysis of variance") {
        // Shrout and Fleiss (1979, Psychological Bulletin 86:420, table 2): MS of judges 32.486, of
        // error 1.019.
        const Balanced data(
            {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}}, true);
        const MixedModel model = mixed_model(data.rows()).value();
        const std::vector<std::size_t> occasions = {1, 2, 3};
        const double f = (97.458333333333333 / 3) / (15.291666666666667 / 15);
        for (const auto& test :
             {mixed_term_test(model, occasions), kenward_roger_term_test(model, occasions)}) {
            CHECK(within(test->f, f, 1e-11));
            CHECK(test->df1 == 3);
            CHECK(within(test->df2, 15, 1e-10));
        }
    }

    TEST_CASE("no difference between people: the variance is 0, and the model says so") {
        const Balanced data({{1, 5}, {5, 1}, {2, 4}, {4, 2}, {1, 6}, {6, 0}}, true);
        const MixedModel model = mixed_model(data.rows()).value();
        CHECK(model.singular);
        CHECK(model.intercept_variance == 0);
        CHECK(within(model.residual_variance, 61.0 / 12, 1e-13));
        CHECK(within(model.fixed[1].df, 10, 1e-12));  // as least squares: no variance left to estimate
        MixedRows rows = data.rows();
        CHECK(mixed_model(rows, MixedCriterion::ml)->intercept_variance == 0);
    }

    TEST_CASE("a year is as good a time as any, and rows may be permuted") {
        const MixedModel first = mixed_model(with_slopes).value();
        Design later = trend;
        for (std::size_t i = 0; i < 20; ++i) {
            later.columns[1][i] += 2020;
            later.columns[3][i] += 2020 * group[i];
        }
        for (auto& column : later.columns) std::ranges::reverse(column);
        const Values y_back(y.rbegin(), y.rend());
        People people_back;
        for (auto person = people.rbegin(); person != people.rend(); ++person)
            people_back.push_back(900 - *person);
        const Values years = later.columns[1];
        const MixedModel second =
            mixed_model({.fixed = later, .y = y_back, .people = people_back, .slope = years}).value();
        CHECK(within(second.slope_variance.value(), first.slope_variance.value(), 1e-9));
        CHECK(within(second.residual_variance, first.residual_variance, 1e-9));
        CHECK(within(second.fixed[3].std_error, first.fixed[3].std_error, 1e-9));
        CHECK(within(second.fixed[3].df, first.fixed[3].df, 1e-8));
        CHECK(within(second.kenward_roger[3].df, first.kenward_roger[3].df, 1e-8));
        CHECK(within(second.deviance, first.deviance, 1e-11));
    }

    TEST_CASE("other units: variances by their square, everything else stays") {
        Values scaled = y;
        for (double& value : scaled) value = 1024 * value + 5;
        const MixedModel first = mixed_model(unequal).value();
        const MixedModel second = mixed_model({.fixed = trend, .y = scaled, .people = people}).value();
        CHECK(within(second.intercept_variance, 1048576 * first.intercept_variance, 1e-11));
        CHECK(within(second.fixed[2].df, first.fixed[2].df, 1e-10));
        CHECK(within(second.deviance, first.deviance + 2 * 16 * std::log(1024.0), 1e-12));
    }

    TEST_CASE("people who hardly vary among themselves") {
        const Balanced data({{1, 1}, {2, 2}, {5, 5}, {4, 4.001}}, false);
        const MixedModel model = mixed_model(data.rows()).value();
        CHECK(within(model.residual_variance, 1.25e-7, 1e-8));
        CHECK(within(model.fixed[0].df, 3, 1e-10));
    }

    TEST_CASE("poor data have a reason") {
        const auto reason = [](const std::vector<Values>& rows) {
            const Balanced data(rows, false);
            return mixed_model(data.rows()).reason();
        };
        CHECK(reason({{1, 1}, {2, 2}, {5, 5}}) == Reason::no_variation);  // nothing within people
        CHECK(reason({{3, 3}, {3, 3}}) == Reason::no_variation);
        CHECK(reason({{1}, {2}, {4}}) == Reason::too_few);  // one row a person
        CHECK(reason({{1, 2, 4, 3}}) == Reason::too_few);   // one person
        const Balanced two_rows({{1, 2}, {2, 5}, {5, 1}, {3, 3}}, true);
        MixedRows rows = two_rows.rows();
        rows.slope = two_rows.times;
        CHECK(mixed_model(rows).reason() == Reason::too_few);  // as many random effects as rows
        const Values constant(8, 2);
        rows.slope = constant;
        CHECK(mixed_model(rows).reason() == Reason::no_variation);
        const Design nothing = {{Values{}}};
        CHECK(mixed_model({.fixed = nothing, .y = {}, .people = {}}).reason() == Reason::too_few);
    }

    TEST_CASE("a caller's mistakes") {
        const MixedModel model = mixed_model(unequal).value();
        const People short_list = {0, 1};
        CHECK_THROWS_AS((void)mixed_model({.fixed = trend, .y = y, .people = short_list}), ContractError);
        CHECK_THROWS_AS(
            (void)mixed_model({.fixed = trend, .y = y, .people = people, .slope = std::span(y).first(3)}),
            ContractError);
        CHECK_THROWS_AS((void)mixed_model(unequal, MixedCriterion::reml, 1), ContractError);
        CHECK_THROWS_AS((void)mixed_term_test(model, std::vector<std::size_t>{}), ContractError);
        CHECK_THROWS_AS((void)mixed_term_test(model, std::vector<std::size_t>{4}), ContractError);
        CHECK_THROWS_AS((void)kenward_roger_term_test(model, std::vector<std::size_t>{1, 1}), ContractError);
    }
}
