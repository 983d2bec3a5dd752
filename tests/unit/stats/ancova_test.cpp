#include "libstats/stats/ancova.hpp"

#include "libstats/stats/descriptives.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::ancova;
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

/// Two groups of three with equal slopes of 1 and scores that lie off their lines by 1, -2, 1.
const Values x = {1, 2, 3, 2, 3, 4};
const Values y = {2, 0, 4, 8, 6, 10};
const Groups two = {0, 0, 0, 1, 1, 1};
const GroupedPairs parallel = {.baseline = x, .repeat = y, .groups = two, .n_groups = 2};

}  // namespace

TEST_SUITE("stats/ancova") {
    TEST_CASE("two parallel groups by hand") {
        const auto fit = ancova(parallel).value();
        // y = baseline + {0, 5} + {1, -2, 1}
        CHECK(within(fit.model.coefficients[1].estimate, 1));
        CHECK(within(fit.model.coefficients[2].estimate, 5));
        CHECK(within(fit.model.residual_sum_squares, 12));
        CHECK(fit.model.df == 3);
        CHECK(within(fit.mean_baseline, 2.5));
        CHECK(within(fit.adjusted_means[0].estimate, 2.5));
        CHECK(within(fit.adjusted_means[1].estimate, 7.5));
        // sigma^2 (1/3 + (2 - 2.5)^2 / 4), 4 the sum of squares of the baseline within groups
        CHECK(within(fit.adjusted_means[0].std_error, std::sqrt(4 * (1.0 / 3 + 0.25 / 4))));
        CHECK(within(fit.model.coefficients[2].std_error, std::sqrt(4 * (2.0 / 3 + 1.0 / 4))));
        CHECK(within(fit.baseline.sum_squares, 4));
        CHECK(within(fit.groups.test.f, 25 / (4 * (2.0 / 3 + 1.0 / 4))));
        CHECK(std::abs(fit.equal_slopes->f) < 1e-20);
        CHECK(within(fit.equal_slopes->p, 1));
    }

    TEST_CASE("adjusted means differ by the coefficients of the groups") {
        const auto fit = ancova(three).value();
        for (std::size_t g = 1; g < 3; ++g) {
            const double difference = fit.adjusted_means[g].estimate - fit.adjusted_means[0].estimate;
            CHECK(within(difference, fit.model.coefficients[g + 1].estimate, 1e-13));
        }
        CHECK(fit.groups.test.df1 == 2);
        CHECK(fit.equal_slopes->df1 == 2);
        CHECK(fit.equal_slopes->df2 == 6);
        CHECK(within(fit.baseline.test.p, fit.model.coefficients[1].p.two_sided, 1e-12));
    }

    TEST_CASE("the group's coefficient is the same for the change as for the repeat") {
        const auto fit = ancova(three).value();
        const auto change =
            stats::linear_model(stats::ancova_design(three), stats::changes_of(three)).value();
        CHECK(within(change.coefficients[2].estimate, fit.model.coefficients[2].estimate, 1e-13));
        CHECK(within(change.coefficients[1].estimate, fit.model.coefficients[1].estimate - 1, 1e-12));
        CHECK(within(change.sigma, fit.model.sigma, 1e-13));
    }

    TEST_CASE("change and post scores of two groups are Student's test") {
        const auto t = [](const Values& a, const Values& b) {
            return stats::student_t(stats::moments(a).value(), stats::moments(b).value()).value();
        };
        const auto change = stats::change_score_model(parallel).value();
        const auto post = stats::post_score_model(parallel).value();
        CHECK(within(change.coefficients[1].statistic, t({1, -2, 1}, {6, 3, 6}).statistic, 1e-13));
        CHECK(within(post.coefficients[1].p.two_sided, t({2, 0, 4}, {8, 6, 10}).p.two_sided, 1e-13));
    }

    TEST_CASE("swapping the waves turns the change, swapping the groups the difference") {
        const auto first = stats::change_score_model(parallel).value();
        const auto waves = stats::change_score_model({.baseline = y, .repeat = x, .groups = two}).value();
        CHECK(within(waves.coefficients[1].statistic, -first.coefficients[1].statistic, 1e-13));
        const Groups other = {1, 1, 1, 0, 0, 0};
        const auto swapped = ancova({.baseline = x, .repeat = y, .groups = other}).value();
        CHECK(within(swapped.model.coefficients[2].statistic,
                     -ancova(parallel)->model.coefficients[2].statistic, 1e-13));
    }

    TEST_CASE("poor data have a reason") {
        const Values same(6, 3);
        CHECK(ancova({.baseline = same, .repeat = y, .groups = two}).reason() == Reason::no_variation);
        const Values by_group = {1, 1, 1, 2, 2, 2};
        CHECK(ancova({.baseline = by_group, .repeat = y, .groups = two}).reason() == Reason::no_variation);
        const Groups one_group(6, 0);
        CHECK(ancova({.baseline = x, .repeat = y, .groups = one_group}).reason() == Reason::no_variation);
        CHECK(ancova({.baseline = {}, .repeat = {}, .groups = {}}).reason() == Reason::too_few);
        CHECK(stats::change_score_model({.baseline = x, .repeat = x, .groups = two}).reason() ==
              Reason::no_variation);
        // Four people: ANCOVA has one degree of freedom, slopes have none.
        const Groups four = {0, 0, 1, 1};
        const auto small =
            ancova({.baseline = std::span(x).first(4), .repeat = std::span(y).first(4), .groups = four});
        REQUIRE(small);
        CHECK(small->equal_slopes.reason() == Reason::too_few);
    }

    TEST_CASE("a caller's mistakes") {
        CHECK_THROWS_AS((void)ancova({.baseline = x, .repeat = y, .groups = groups}), ContractError);
        CHECK_THROWS_AS(
            (void)ancova({.baseline = baseline, .repeat = repeat, .groups = groups, .n_groups = 2}),
            ContractError);
        CHECK_THROWS_AS((void)ancova({.baseline = x, .repeat = y, .groups = two, .n_groups = 1}),
                        ContractError);
        CHECK_THROWS_AS((void)ancova(parallel, 0), ContractError);
    }
}
