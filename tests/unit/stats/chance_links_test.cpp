#include "libstats/stats/chance_links.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace outcomes::tests {
namespace {

using stats::code_risk;
using stats::expected_matches;

TEST_SUITE_BEGIN("stats/chance_links");

TEST_CASE("how well a code tells people apart") {
    // Schedules of self-generated codes for 300 people: worked by hand from n (n - 1) / (2 K).
    struct Row {
        std::vector<double> sizes;
        double n_codes, duplicate_pairs;
    };
    const Row rows[] = {
        {{31, 12, 10}, 3'720, 44'850.0 / 3'720},
        {{31, 12, 10, 12}, 44'640, 44'850.0 / 44'640},
        {{31, 12, 10, 12, 3}, 133'920, 44'850.0 / 133'920},
    };
    for (const Row& row : rows) {
        std::vector<double> agreement;
        for (const double size : row.sizes) agreement.push_back(1 / size);
        const auto risk = code_risk(agreement, 300);
        CHECK(within(risk.n_codes, row.n_codes));
        CHECK(within(risk.duplicate_pairs, row.duplicate_pairs));
        CHECK(within(risk.chance_of_any, 1 - std::exp(-row.duplicate_pairs)));
    }
    // 300 x 300 people, five elements: 0.7 pairs the same, 43 the same but for one element at most.
    const auto risk = code_risk(std::vector{1 / 31.0, 1 / 12.0, 1 / 10.0, 1 / 12.0, 1 / 3.0}, 300);
    CHECK(within(risk.chance_pairs_exact, 90'000.0 / 133'920));
    CHECK(within(risk.chance_pairs_tolerant, 90'000.0 / 133'920 * 64));
    CHECK(std::abs(risk.chance_pairs_tolerant - 43) < 0.05);
}

TEST_CASE("agreement of two people is counted without meeting oneself") {
    CHECK(stats::chance_agreement(std::vector<std::uint64_t>{}) == 0);
    CHECK(stats::chance_agreement(std::vector<std::uint64_t>{1}) == 0);
    CHECK(stats::chance_agreement(std::vector<std::uint64_t>{1, 1, 1}) == 0);
    CHECK(stats::chance_agreement(std::vector<std::uint64_t>{3}) == 1);
    CHECK(within(stats::chance_agreement(std::vector<std::uint64_t>{2, 2}),
                 1.0 / 3));  // 2 of 6 pairs of 4 people
}

TEST_CASE("the expectation solves its own equation") {
    for (const double n_to : {100.0, 180.0}) {
        for (const double n_single : {20.0, 60.0, 90.0}) {
            for (const double chance : {1e-5, 4e-4, 2e-3}) {
                const auto got = expected_matches({150, n_to, n_single, chance, chance / 2});
                const double strangers = (150 - got.truly_alike) * (n_to - got.truly_alike);
                const bool is_bounded = got.truly_alike == 0 || got.truly_alike == std::min(150.0, n_to);
                if (!is_bounded) {
                    CHECK(within(got.without_rival * (got.truly_alike + chance * strangers), n_single, 1e-9));
                    CHECK(within(got.false_accepted, got.without_rival * strangers * chance / 2, 1e-9));
                }
                CHECK(got.false_accepted <= n_single);
                CHECK(within(got.chance_pairs, 150 * n_to * chance));
            }
        }
    }
}

TEST_CASE("limits: no chance pairs, nobody in both waves, everybody in both") {
    const auto none = expected_matches({100, 100, 40, 0, 0});
    CHECK(none.truly_alike == 40);
    CHECK(none.false_accepted == 0);
    const double chance = 1e-3;
    const double without_rival = std::exp(198 * std::log1p(-chance));
    const auto strangers = expected_matches({100, 100, 1e4 * chance * without_rival, chance, chance});
    CHECK(strangers.truly_alike < 1e-9);
    CHECK(within(strangers.false_accepted, 1e4 * chance * without_rival, 1e-9));
    CHECK(expected_matches({100, 100, 100, 1e-9, 1e-9}).false_accepted < 1e-9);
    CHECK(expected_matches({0, 0, 0, 0.1, 0.1}).false_accepted == 0);
}

TEST_CASE("what makes no sense is refused") {
    CHECK_THROWS_AS(static_cast<void>(expected_matches({-1, 1, 0, 0, 0})), base::ContractError);
    CHECK_THROWS_AS(static_cast<void>(expected_matches({1, 1, 0, 1, 0})), base::ContractError);
    CHECK_THROWS_AS(static_cast<void>(expected_matches({1, 1, 0, 0.1, 0.2})), base::ContractError);
    CHECK_THROWS_AS(static_cast<void>(code_risk({}, 10)), base::ContractError);
    CHECK_THROWS_AS(static_cast<void>(code_risk(std::array{0.5, 0.0}, 10)), base::ContractError);
    CHECK_THROWS_AS(static_cast<void>(code_risk(std::array{1.5}, 10)), base::ContractError);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
