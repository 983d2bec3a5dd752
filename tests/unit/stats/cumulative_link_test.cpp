#include "libstats/stats/cumulative_link.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::cumulative_link;
using tests::within;

namespace {

/// Answers with one predictor or none.
struct Data {
    std::vector<std::uint32_t> answers;
    std::size_t n_categories = 0;
    std::vector<double> predictors;
    std::size_t n_predictors = 0;

    [[nodiscard]] stats::OrdinalData view() const {
        return {.answers = answers,
                .n_categories = n_categories,
                .predictors = predictors,
                .n_predictors = n_predictors};
    }
    void add(std::uint32_t answer, double x, int times = 1) {
        for (int i = 0; i < times; ++i) {
            answers.push_back(answer);
            predictors.push_back(x);
        }
    }
};

/// Two waves on a scale of three.
Data three_steps() {
    Data data{.answers = {}, .n_categories = 3, .predictors = {}, .n_predictors = 1};
    data.add(0, 0, 9);
    data.add(1, 0, 6);
    data.add(2, 0, 3);
    data.add(0, 1, 4);
    data.add(1, 1, 7);
    data.add(2, 1, 8);
    return data;
}

}  // namespace

TEST_SUITE("stats/cumulative_link") {
    TEST_CASE("without predictors the thresholds are the logits of the shares") {
        const Data data{.answers = {0, 0, 1, 1, 1, 2, 2, 2, 2, 2}, .n_categories = 3, .predictors = {}};
        const auto got = cumulative_link(data.view()).value();
        CHECK(got.n == 10);
        CHECK(got.slopes.empty());
        CHECK(within(got.thresholds[0].estimate, std::log(0.25), 1e-13));
        CHECK(std::abs(got.thresholds[1].estimate) < 1e-13);
        CHECK(within(got.thresholds[0].std_error, 1 / std::sqrt(10 * 0.2 * 0.8), 1e-12));
        CHECK(within(got.thresholds[1].std_error, 1 / std::sqrt(10 * 0.25), 1e-12));
        CHECK(within(got.log_likelihood, 2 * std::log(0.2) + 3 * std::log(0.3) + 5 * std::log(0.5), 1e-13));
    }

    TEST_CASE("two categories and two groups are the odds ratio") {
        Data data{.answers = {}, .n_categories = 2, .predictors = {}, .n_predictors = 1};
        data.add(0, 0, 12);
        data.add(1, 0, 5);
        data.add(0, 1, 6);
        data.add(1, 1, 9);
        const auto got = cumulative_link(data.view()).value();
        CHECK(within(got.slopes[0].estimate, std::log(9.0 * 12 / (6 * 5)), 1e-12));
        CHECK(within(got.slopes[0].std_error, std::sqrt(1 / 12.0 + 1 / 5.0 + 1 / 6.0 + 1 / 9.0), 1e-12));
        CHECK(within(got.thresholds[0].estimate, std::log(12 / 5.0), 1e-12));
        CHECK(within(got.slopes[0].ci.high - got.slopes[0].estimate,
                     1.959963984540054 * got.slopes[0].std_error, 1e-13));
    }

    TEST_CASE("turning the scale round turns the slope round") {
        Data back = three_steps();
        for (auto& answer : back.answers) answer = 2 - answer;
        const auto got = cumulative_link(three_steps().view()).value();
        const auto turned = cumulative_link(back.view()).value();
        CHECK(got.slopes[0].estimate > 0);
        CHECK(within(turned.slopes[0].estimate, -got.slopes[0].estimate, 1e-12));
        CHECK(within(turned.slopes[0].std_error, got.slopes[0].std_error, 1e-12));
        CHECK(within(turned.thresholds[0].estimate, -got.thresholds[1].estimate, 1e-12));
        CHECK(within(turned.log_likelihood, got.log_likelihood, 1e-14));
    }

    TEST_CASE("another unit or zero of a predictor, and twice the sample") {
        const auto got = cumulative_link(three_steps().view()).value();
        Data moved = three_steps();
        for (double& x : moved.predictors) x = 1000 + 20 * x;
        const auto other = cumulative_link(moved.view()).value();
        CHECK(within(20 * other.slopes[0].estimate, got.slopes[0].estimate, 1e-8));
        CHECK(within(other.log_likelihood, got.log_likelihood, 1e-12));

        Data twice = three_steps();
        const Data once = three_steps();
        for (std::size_t i = 0; i < once.answers.size(); ++i) twice.add(once.answers[i], once.predictors[i]);
        const auto doubled = cumulative_link(twice.view()).value();
        CHECK(within(doubled.slopes[0].estimate, got.slopes[0].estimate, 1e-12));
        CHECK(within(doubled.slopes[0].std_error, got.slopes[0].std_error / std::sqrt(2), 1e-12));
    }

    TEST_CASE("the estimates are the top") {
        const auto got = cumulative_link(three_steps().view()).value();
        const auto height = [&](double t0, double t1, double slope) {
            const auto below = [](double x) { return 1 / (1 + std::exp(-x)); };
            double sum = 0;
            const Data data = three_steps();
            for (std::size_t i = 0; i < data.answers.size(); ++i) {
                const double eta = slope * data.predictors[i];
                const double first = below(t0 - eta);
                const double second = below(t1 - eta);
                const std::uint32_t answer = data.answers[i];
                sum += std::log(answer == 0 ? first : answer == 1 ? second - first : 1 - second);
            }
            return sum;
        };
        const double t0 = got.thresholds[0].estimate;
        const double t1 = got.thresholds[1].estimate;
        const double b = got.slopes[0].estimate;
        CHECK(within(got.log_likelihood, height(t0, t1, b), 1e-13));
        for (const double step : {-1e-4, 1e-4}) {
            CHECK(height(t0 + step, t1, b) < got.log_likelihood);
            CHECK(height(t0, t1 + step, b) < got.log_likelihood);
            CHECK(height(t0, t1, b + step) < got.log_likelihood);
        }
    }

    TEST_CASE("separated answers have no estimate") {
        Data data{.answers = {}, .n_categories = 2, .predictors = {}, .n_predictors = 1};
        data.add(0, 0, 5);
        data.add(1, 1, 5);
        CHECK(cumulative_link(data.view()).reason() == Reason::not_converged);
        data.add(0, 1);
        CHECK(cumulative_link(data.view()).reason() == Reason::not_converged);
        data.add(1, 0);
        CHECK(cumulative_link(data.view()).has_value());
    }

    TEST_CASE("poor data give a reason, a caller's mistake throws") {
        CHECK(cumulative_link(Data{}.view()).reason() == Reason::no_answers);
        CHECK(cumulative_link(Data{.answers = {0, 0}, .n_categories = 1, .predictors = {}}.view()).reason() ==
              Reason::no_variation);
        Data same{.answers = {}, .n_categories = 2, .predictors = {}, .n_predictors = 1};
        same.add(0, 3, 4);
        same.add(1, 3, 4);
        CHECK(cumulative_link(same.view()).reason() == Reason::redundant_items);
        const auto fit = [](const Data& data, double level = 0.95) {
            return cumulative_link(data.view(), level);
        };
        CHECK_THROWS_AS((void)fit({.answers = {0, 2}, .n_categories = 3, .predictors = {}}), ContractError);
        CHECK_THROWS_AS((void)fit({.answers = {0, 2}, .n_categories = 2, .predictors = {}}), ContractError);
        CHECK_THROWS_AS(
            (void)fit({.answers = {0, 1}, .n_categories = 2, .predictors = {1}, .n_predictors = 1}),
            ContractError);
        CHECK_THROWS_AS(
            (void)fit({.answers = {0, 1}, .n_categories = 2, .predictors = {1, NAN}, .n_predictors = 1}),
            ContractError);
        CHECK_THROWS_AS((void)fit(three_steps(), 1), ContractError);
    }
}
