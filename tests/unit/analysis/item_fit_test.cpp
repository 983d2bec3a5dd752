#include "libstats/analysis/item_fit.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/reliability.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

using namespace outcomes;
using outcomes::tests::within;

namespace {

/// Answers 1 to 5 that share a level; the items named are turned round.
analysis::AnswerRows made_up(std::size_t n_items, std::size_t n_people, const std::vector<bool>& turned) {
    base::Random random(99);
    analysis::AnswerRows rows;
    rows.n_items = n_items;
    for (std::size_t person = 0; person < n_people; ++person) {
        const auto level = static_cast<std::int64_t>(random.below(4));
        for (std::size_t i = 0; i < n_items; ++i) {
            const std::int64_t answer = 1 + level + static_cast<std::int64_t>(random.below(2));
            rows.answers.push_back(turned[i] ? 6 - answer : answer);
        }
    }
    return rows;
}

}  // namespace

TEST_SUITE("analysis/item_fit") {
    TEST_CASE("questions that go against most of the others are found") {
        const std::vector<bool> turned{false, true, false, false, true, false};
        const auto fit = analysis::item_fit(made_up(6, 80, turned));
        REQUIRE(fit);
        CHECK(fit->reversed == turned);
        CHECK(fit->n_people == 80);
        for (const double r : fit->item_rest) CHECK(r > 0.5);
    }

    TEST_CASE("if most are turned, the others are") {
        const auto fit = analysis::item_fit(made_up(3, 80, {true, true, false}));
        REQUIRE(fit);
        CHECK(fit->reversed == std::vector<bool>{false, false, true});
    }

    TEST_CASE("alpha is that of the answers once turned round") {
        const analysis::AnswerRows plain = made_up(4, 60, {false, false, false, false});
        const analysis::AnswerRows mixed = made_up(4, 60, {false, false, false, true});
        const auto alpha = stats::cronbach_alpha(plain.answers, 4);
        REQUIRE(alpha);
        CHECK(within(analysis::item_fit(plain)->alpha, alpha->alpha, 1e-12));
        CHECK(within(analysis::item_fit(mixed)->alpha, alpha->alpha, 1e-12));
    }

    TEST_CASE("item-rest correlation by hand") {
        // Two items: each one's rest is the other. x = 1 2 3 4, y = 1 3 2 4 correlate 0.8.
        const analysis::AnswerRows rows{2, {1, 1, 2, 3, 3, 2, 4, 4}, {}};
        const auto fit = analysis::item_fit(rows, 4);
        REQUIRE(fit);
        CHECK(within(fit->item_rest[0], 0.8, 1e-12));
        CHECK(within(fit->item_rest[1], 0.8, 1e-12));
        CHECK(within(analysis::mean_absolute_correlation(rows), 0.8, 1e-12));
    }

    TEST_CASE("a question that everybody answers alike has no correlation") {
        const analysis::AnswerRows rows{3, {1, 1, 5, 2, 2, 5, 3, 3, 5, 4, 4, 5}, {}};
        const auto fit = analysis::item_fit(rows, 4);
        REQUIRE(fit);
        CHECK(fit->item_rest[2] == 0);
        CHECK_FALSE(fit->reversed[2]);
    }

    TEST_CASE("too few people, one question, or no spread at all") {
        CHECK_FALSE(analysis::item_fit(made_up(3, 9, {false, false, false})));
        CHECK_FALSE(analysis::item_fit(made_up(1, 50, {false})));
        CHECK_FALSE(analysis::item_fit({2, std::vector<std::int64_t>(60, 3), {}}));
        CHECK(analysis::mean_absolute_correlation({2, std::vector<std::int64_t>(60, 3), {}}) == 0);
    }
}
