#include "libstats/stats/cumulative_link_mixed.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::cumulative_link_mixed;
using tests::within;

namespace {

/// Answers of persons in two waves; the predictor is the wave.
struct Panel {
    std::vector<std::uint32_t> answers;
    std::size_t n_categories = 3;
    std::vector<double> waves;
    std::vector<std::uint32_t> persons;

    [[nodiscard]] stats::OrdinalData view() const {
        return {.answers = answers, .n_categories = n_categories, .predictors = waves, .n_predictors = 1};
    }
    void add(std::uint32_t before, std::uint32_t after, int times = 1) {
        for (int i = 0; i < times; ++i) {
            const auto person = static_cast<std::uint32_t>(persons.size() / 2);
            answers.insert(answers.end(), {before, after});
            waves.insert(waves.end(), {0.0, 1.0});
            persons.insert(persons.end(), {person, person});
        }
    }
};

Panel likes_itself() {
    Panel panel;
    panel.add(0, 0, 5);
    panel.add(0, 1, 4);
    panel.add(1, 1, 5);
    panel.add(1, 2, 3);
    panel.add(2, 2, 4);
    panel.add(2, 1, 1);
    panel.add(0, 2, 1);
    return panel;
}

auto fit(const Panel& panel, std::size_t nodes = 101) {
    return cumulative_link_mixed(panel.view(), panel.persons, {.nodes = nodes});
}

/// The log likelihood by the trapezium rule on a fine grid, persons integrated out.
double trapezium(const Panel& panel, double t0, double t1, double slope, double sd) {
    const auto below = [](double x) { return 1 / (1 + std::exp(-x)); };
    const auto chance = [&](std::uint32_t answer, double eta) {
        const std::array chances = {below(t0 - eta), below(t1 - eta) - below(t0 - eta), below(eta - t1)};
        return chances.at(answer);
    };
    double sum = 0;
    for (std::size_t i = 0; i < panel.answers.size(); i += 2) {
        double integral = 0;
        constexpr double step = 1.0 / 64;
        for (int k = -640; k <= 640; ++k) {
            const double z = k * step;
            integral += step * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi) *
                        chance(panel.answers[i], sd * z) * chance(panel.answers[i + 1], slope + sd * z);
        }
        sum += std::log(integral);
    }
    return sum;
}

}  // namespace

TEST_SUITE("stats/cumulative_link_mixed") {
    TEST_CASE("the estimates are the top of the likelihood") {
        const Panel panel = likes_itself();
        const auto got = fit(panel).value();
        CHECK(got.n == 46);
        CHECK(got.n_persons == 23);
        const double t0 = got.thresholds[0].estimate;
        const double t1 = got.thresholds[1].estimate;
        const double b = got.slopes[0].estimate;
        CHECK(got.sd > 1);
        CHECK(b > 0);
        CHECK(within(got.variance, got.sd * got.sd, 1e-15));
        CHECK(within(got.log_likelihood, trapezium(panel, t0, t1, b, got.sd), 1e-12));
        for (const double step : {-1e-3, 1e-3}) {
            CHECK(trapezium(panel, t0 + step, t1, b, got.sd) < got.log_likelihood);
            CHECK(trapezium(panel, t0, t1 + step, b, got.sd) < got.log_likelihood);
            CHECK(trapezium(panel, t0, t1, b + step, got.sd) < got.log_likelihood);
            CHECK(trapezium(panel, t0, t1, b, got.sd + step) < got.log_likelihood);
        }
    }

    TEST_CASE("Laplace's variance is the smallest, ten nodes are nearly all") {
        const Panel panel = likes_itself();
        const auto exact = fit(panel).value();
        const auto ten = fit(panel, 10).value();
        const auto laplace = fit(panel, 1).value();
        CHECK(within(ten.variance, exact.variance, 1e-3));
        CHECK(within(ten.slopes[0].std_error, exact.slopes[0].std_error, 1e-3));
        CHECK(laplace.variance < exact.variance);
        CHECK(within(fit(panel, 40)->slopes[0].estimate, exact.slopes[0].estimate, 1e-6));
    }

    TEST_CASE("answers that differ within a person more than between give sd 0 and the plain model") {
        Panel panel;
        panel.add(0, 2, 6);
        panel.add(2, 0, 5);
        panel.add(1, 1, 2);
        panel.add(0, 1, 2);
        for (const std::size_t nodes : {1U, 10U, 101U}) {
            const auto got = fit(panel, nodes).value();
            const auto plain = stats::cumulative_link(panel.view()).value();
            CHECK(got.sd == 0);
            CHECK(got.slopes[0].estimate == plain.slopes[0].estimate);
            CHECK(got.log_likelihood == plain.log_likelihood);
        }
    }

    TEST_CASE("the names and the order of persons do not matter; turning the scale turns the slope") {
        const Panel panel = likes_itself();
        const auto got = fit(panel).value();
        Panel other;
        for (std::size_t i = panel.answers.size(); i > 0; i -= 2) {
            other.answers.insert(other.answers.end(), {2 - panel.answers[i - 1], 2 - panel.answers[i - 2]});
            other.waves.insert(other.waves.end(), {1, 0});
            const auto name = 1000 - panel.persons[i - 1];
            other.persons.insert(other.persons.end(), {name, name});
        }
        const auto turned = fit(other).value();
        CHECK(within(turned.slopes[0].estimate, -got.slopes[0].estimate, 1e-9));
        CHECK(within(turned.slopes[0].std_error, got.slopes[0].std_error, 1e-9));
        CHECK(within(turned.sd, got.sd, 1e-9));
        CHECK(within(turned.log_likelihood, got.log_likelihood, 1e-13));
    }

    TEST_CASE("poor data give a reason, a caller's mistake throws") {
        Panel panel = likes_itself();
        for (std::size_t i = 0; i < panel.persons.size(); ++i)
            panel.persons[i] = static_cast<std::uint32_t>(i);
        CHECK(fit(panel).reason() == Reason::too_few);
        Panel separated;
        separated.n_categories = 2;
        separated.add(0, 1, 6);
        CHECK(fit(separated).reason() == Reason::not_converged);
        Panel settled;  // nobody ever changes
        settled.n_categories = 2;
        settled.add(0, 0, 6);
        settled.add(1, 1, 6);
        CHECK(fit(settled).reason() == Reason::not_converged);
        CHECK(fit(Panel{}).reason() == Reason::no_answers);
        CHECK_THROWS_AS((void)fit(likes_itself(), 0), ContractError);
        CHECK_THROWS_AS((void)fit(likes_itself(), 102), ContractError);
        panel.persons.pop_back();
        CHECK_THROWS_AS((void)fit(panel), ContractError);
    }
}
