#include "libstats/stats/ordinal_alpha.hpp"

#include "tests/unit/stats/item_cases.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace outcomes;
using base::Reason;
using stats::EmptyCells;
using stats::ordinal_alpha;
using tests::within;

namespace {

using Rows = std::vector<std::int64_t>;

/// People in a 2x2 table, as rows of two answers.
Rows rows_of_fourfold(int a, int b, int c, int d) {
    Rows rows;
    const auto add = [&](int n, std::int64_t first, std::int64_t second) {
        for (int i = 0; i < n; ++i) rows.insert(rows.end(), {first, second});
    };
    add(a, 0, 0);
    add(b, 0, 1);
    add(c, 1, 0);
    add(d, 1, 1);
    return rows;
}

/// Ten people and three questions whose correlations, found pair by pair, contradict each other.
const Rows contradicting = {1, 2, 1, 1, 2, 2, 1, 2, 1, 1, 2, 1, 0, 2, 1,
                            0, 0, 0, 0, 0, 1, 2, 2, 0, 0, 2, 2, 1, 1, 1};

}  // namespace

TEST_SUITE("stats/ordinal_alpha") {
    TEST_CASE("two items cut at the median: r = sin(pi / 4), alpha = 2 r / (1 + r) = theta") {
        const auto got = ordinal_alpha(rows_of_fourfold(30, 10, 10, 30), 2).value();
        const double r = std::sqrt(0.5);
        CHECK(within(got.average_correlation, r, 1e-13));
        CHECK(within(got.alpha, 2 * r / (1 + r), 1e-13));
        CHECK(within(got.theta, 2 * (1 - 1 / (1 + r)), 1e-13));
        CHECK(within(got.smallest_eigenvalue, 1 - r, 1e-13));
        CHECK(got.positive_definite);
        CHECK(got.n_persons == 80);
        CHECK(within(got.correlations[1], r, 1e-13));
        CHECK(got.correlations[3] == 1);
    }

    TEST_CASE("five agreeableness items: about 0.759, as the documentation of conogive prints") {
        // It keeps people who left out an item and takes thresholds from everybody: 0.7589922.
        const auto reference = tests::ReferenceCase("bfi_agree");
        if (!reference.found()) return;
        const auto table = tests::reference_table("bfi_agree");
        const std::vector<std::string> items = {"A1", "A2", "A3", "A4", "A5"};
        Rows rows;
        for (std::size_t row = 0; row < table.at("id").size(); ++row) {
            const auto answers = tests::complete_row(table, row, items, reference.at("params"));
            if (answers) rows.insert(rows.end(), answers->begin(), answers->end());
        }
        const auto got = ordinal_alpha(rows, 5).value();
        CHECK(std::abs(got.alpha - 0.7589922) < 1e-3);
        CHECK(got.theta > got.alpha);
        CHECK(got.positive_definite);
    }

    TEST_CASE("the order of people and of items and the labels of the answers do not matter") {
        const Rows rows = {1, 2, 3, 2, 1, 2, 3, 3, 3, 2, 2, 1, 1, 1, 2, 3, 2, 2, 2, 3, 3, 1, 2, 1};
        const double alpha = ordinal_alpha(rows, 3)->alpha;
        CHECK(within(ordinal_alpha(Rows(rows.rbegin(), rows.rend()), 3)->alpha, alpha, 1e-12));
        Rows stretched = rows;
        for (auto& answer : stretched) answer = answer * answer * 10;
        CHECK(ordinal_alpha(stretched, 3)->alpha == alpha);
        Rows twice = rows;
        twice.insert(twice.end(), rows.begin(), rows.end());
        CHECK(within(ordinal_alpha(twice, 3)->alpha, alpha, 1e-12));
    }

    TEST_CASE("correlations that cannot stand together are kept and said to be so") {
        const auto got = ordinal_alpha(contradicting, 3).value();
        CHECK(got.smallest_eigenvalue < 0);
        CHECK(!got.positive_definite);
        const double r = got.average_correlation;
        CHECK(within(got.alpha, 3 * r / (1 + 2 * r), 1e-14));
    }

    TEST_CASE("poor data have reasons and mistakes throw") {
        CHECK(ordinal_alpha(Rows{1, 2, 3}, 1).reason() == Reason::one_item);
        CHECK(ordinal_alpha(Rows{1, 2, 3}, 3).reason() == Reason::too_few);
        CHECK(ordinal_alpha(Rows{}, 3).reason() == Reason::too_few);
        CHECK(ordinal_alpha(Rows{1, 2, 1, 3, 1, 2}, 2).reason() == Reason::no_variation);
        CHECK(ordinal_alpha(rows_of_fourfold(10, 0, 5, 5), 2).reason() == Reason::not_applicable);
        CHECK(ordinal_alpha(rows_of_fourfold(10, 0, 5, 5), 2, {.empty_cells = EmptyCells::half_in_fourfold}));
        CHECK_THROWS_AS((void)ordinal_alpha(Rows{1, 2, 3}, 2), base::ContractError);
        CHECK_THROWS_AS((void)ordinal_alpha(Rows{1, 2}, 0), base::ContractError);
    }
}
