#include "libstats/stats/polychoric.hpp"

#include "libstats/stats/bivariate_normal.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace outcomes;
using base::Reason;
using stats::EmptyCells;
using stats::polychoric;
using stats::polychoric_of_answers;
using tests::within;

namespace {

using Counts = std::vector<std::int64_t>;

/// Lambs of 227 ewes in two years (Tallis 1962, Biometrics 18:342).
const Counts ewes = {58, 52, 1, 26, 58, 3, 8, 12, 9};
/// Empty corners.
const Counts sparse = {5, 3, 0, 2, 4, 3, 0, 1, 6};

Counts transposed(const Counts& table, std::size_t n_columns) {
    Counts turned;
    for (std::size_t column = 0; column < n_columns; ++column) {
        for (std::size_t i = column; i < table.size(); i += n_columns) turned.push_back(table[i]);
    }
    return turned;
}

Counts rows_reversed(const Counts& table, std::size_t n_columns) {
    Counts turned;
    for (std::size_t row = table.size() / n_columns; row-- > 0;)
        turned.insert(turned.end(), table.begin() + static_cast<std::ptrdiff_t>(row * n_columns),
                      table.begin() + static_cast<std::ptrdiff_t>((row + 1) * n_columns));
    return turned;
}

}  // namespace

TEST_SUITE("stats/polychoric") {
    TEST_CASE("Drasgow's example of two-step estimation (1986, Encyclopedia of Statistical Sciences 7:68)") {
        const auto got = polychoric(ewes, 3).value();
        CHECK(std::abs(got.r - 0.420) < 5e-4);
        CHECK(std::abs(got.row_thresholds[0] + 0.027) < 1e-3);
        CHECK(std::abs(got.row_thresholds[1] - 1.137) < 1e-3);
        CHECK(std::abs(got.column_thresholds[0] + 0.240) < 1e-3);
        CHECK(std::abs(got.column_thresholds[1] - 1.578) < 1e-3);
    }

    TEST_CASE("printed tetrachoric correlations") {
        // SAS, PROC FREQ with PLCORR on the hsb2 data (UCLA): 0.2362, standard error 0.1156.
        const auto honors = polychoric(Counts{73, 74, 18, 35}, 2).value();
        CHECK(std::abs(honors.r - 0.2362) < 5e-5);
        CHECK(std::abs(honors.std_error - 0.1156) < 5e-5);
        // Mplus, as quoted in the documentation of psych: 0.35.
        CHECK(std::abs(polychoric(Counts{61661, 85, 1610, 20}, 2)->r - 0.35) < 5e-3);
    }

    TEST_CASE("r, its standard error and the fit against integrals with 25 digits") {
        // The standard errors from differences of the estimate along each cell, no formula shared.
        struct Row {
            Counts table;
            std::size_t n_columns;
            double r;
            double std_error;
            double g_square;
        };
        const Row table[] = {
            {{73, 74, 18, 35}, 2, 0.236212081774914555, 0.11560204564793, 0},
            {{40, 10, 20, 30}, 2, 0.607072812945734687, 0.11523146119148, 0},
            {{30, 1, 2, 25}, 2, 0.987621896332998303, 0.014241947651876, 0},
            {{61661, 85, 1610, 20}, 2, 0.348079905015903831, 0.045349261979343, 0},
            {ewes, 3, 0.419899025995029283, 0.076026266310339, 11.55408077703797},
            {sparse, 3, 0.83671954795511844, 0.097973214308975, 1.203452697008025},
            {{0, 1, 4, 2, 3, 1, 5, 1, 0}, 3, -0.890945916094058616, 0.0875777653482, 0.3472786053927299},
        };
        for (const Row& row : table) {
            CAPTURE(row.r);
            const auto got = polychoric(row.table, row.n_columns).value();
            CHECK(within(got.r, row.r, 1e-13));
            CHECK(within(got.std_error, row.std_error, 1e-11));
            if (row.n_columns == 2)
                CHECK(got.fit.reason() == Reason::not_applicable);
            else
                CHECK(within(got.fit->g_square, row.g_square, 1e-12));
        }
    }

    TEST_CASE("both cut at the median: r = sin(2 pi (share - 1/4)), and pi / (2 sqrt(n)) where r = 0") {
        CHECK(within(polychoric(Counts{30, 10, 10, 30}, 2)->r, std::sqrt(0.5), 1e-14));
        const auto none = polychoric(Counts{10, 10, 10, 10}, 2).value();
        CHECK(std::abs(none.r) < 1e-15);
        CHECK(within(none.std_error, std::numbers::pi / 2 / std::sqrt(40.0), 1e-14));
    }

    TEST_CASE("the model's share of a 2x2 table's cell is the observed one") {
        const auto got = polychoric(Counts{7, 2, 3, 9}, 2).value();
        const double both =
            stats::bivariate_normal_sf(got.row_thresholds[0], got.column_thresholds[0], got.r);
        CHECK(within(both, 9.0 / 21, 1e-13));
    }

    TEST_CASE("independent margins have no correlation and fit perfectly") {
        const auto got = polychoric(Counts{2, 4, 6, 3, 6, 9, 5, 10, 15}, 3).value();
        CHECK(std::abs(got.r) < 1e-14);
        CHECK(got.fit->g_square < 1e-12);
        CHECK(got.fit->df == 3);
        CHECK(got.fit->p_value > 0.999999);
    }

    TEST_CASE("swapped questions, reversed categories, a doubled sample, unused categories, other labels") {
        for (const Counts& table : {ewes, sparse}) {
            const auto plain = polychoric(table, 3).value();
            const auto swapped = polychoric(transposed(table, 3), 3).value();
            CHECK(within(swapped.r, plain.r, 1e-13));
            CHECK(within(swapped.std_error, plain.std_error, 1e-11));
            const auto reversed = polychoric(rows_reversed(table, 3), 3).value();
            CHECK(within(reversed.r, -plain.r, 1e-13));
            CHECK(within(reversed.ci.low, -plain.ci.high, 1e-11));
            Counts twice = table;
            for (auto& count : twice) count *= 2;
            CHECK(within(polychoric(twice, 3)->r, plain.r, 1e-13));
            CHECK(within(polychoric(twice, 3)->std_error, plain.std_error / std::sqrt(2.0), 1e-11));
        }
        const Counts with_gaps = {5, 0, 3, 0, 0, 0, 0, 0, 2, 0, 4, 3, 0, 0, 1, 6};
        CHECK(polychoric(with_gaps, 4)->r == polychoric(sparse, 3)->r);
        CHECK(polychoric(with_gaps, 4)->row_thresholds.size() == 2);
        const Counts x = {1, 1, 2, 3, 3, 2, 1}, y = {2, 1, 1, 3, 2, 3, 1};
        Counts other = x;
        for (auto& answer : other) answer = 100 * answer - 7;
        CHECK(polychoric_of_answers(x, y)->r == polychoric_of_answers(other, y)->r);
        CHECK(polychoric_of_answers(x, y)->r == polychoric(Counts{2, 1, 0, 1, 0, 1, 0, 1, 1}, 3)->r);
    }

    TEST_CASE("the interval stays inside -1 and 1, holds r and grows with the level") {
        for (const Counts& table : {Counts{30, 1, 2, 25}, Counts{3, 1, 1, 2}, Counts{1, 4, 5, 2}}) {
            const auto narrow = polychoric(table, 2, {.level = 0.5}).value();
            const auto wide = polychoric(table, 2, {.level = 0.99}).value();
            CHECK(-1 < wide.ci.low);
            CHECK(wide.ci.low < narrow.ci.low);
            CHECK(narrow.ci.low < narrow.r);
            CHECK(narrow.r < narrow.ci.high);
            CHECK(wide.ci.high < 1);
        }
    }

    TEST_CASE("one person against the order keeps r below 1") {
        const auto got = polychoric(Counts{200, 0, 0, 0, 200, 1, 0, 0, 200}, 3);
        CHECK(got.reason() == Reason::not_applicable);  // still nobody against the order
        const auto broken = polychoric(Counts{200, 1, 0, 1, 200, 0, 0, 0, 200}, 3).value();
        CHECK(broken.r > 0.98);
        CHECK(broken.r < 1);
        CHECK(broken.std_error > 0);
    }

    TEST_CASE("an empty cell of a 2x2 table: no estimate, or half a person") {
        const Counts table = {10, 0, 5, 5};
        CHECK(polychoric(table, 2).reason() == Reason::not_applicable);
        const auto filled = polychoric(table, 2, {.empty_cells = EmptyCells::half_in_fourfold}).value();
        // Twice the table with one person in the empty cell and all totals kept.
        const auto doubled = polychoric(Counts{19, 1, 11, 9}, 2).value();
        CHECK(within(filled.r, doubled.r, 1e-13));
        CHECK(within(filled.std_error, doubled.std_error * std::sqrt(2.0), 1e-12));
        CHECK(filled.n == 20);
        // Nothing to fill, and more than one.
        CHECK(polychoric(ewes, 3, {.empty_cells = EmptyCells::half_in_fourfold})->r ==
              polychoric(ewes, 3)->r);
        CHECK(polychoric(Counts{10, 0, 0, 5}, 2, {.empty_cells = EmptyCells::half_in_fourfold}).reason() ==
              Reason::not_applicable);
    }

    TEST_CASE("poor data have reasons and mistakes throw") {
        CHECK(polychoric(Counts{}, 2).reason() == Reason::no_answers);
        CHECK(polychoric(Counts{0, 0, 0, 0}, 2).reason() == Reason::no_answers);
        CHECK(polychoric(Counts{3, 4}, 2).reason() == Reason::no_variation);
        CHECK(polychoric(Counts{3, 0, 4, 0}, 2).reason() == Reason::no_variation);
        CHECK(polychoric(Counts{1, 0, 0, 1}, 2).reason() == Reason::not_applicable);
        CHECK(polychoric(Counts{0, 5, 7, 0}, 2).reason() == Reason::not_applicable);
        CHECK(polychoric_of_answers(Counts{}, Counts{}).reason() == Reason::no_answers);
        CHECK(polychoric_of_answers(Counts{1}, Counts{2}).reason() == Reason::no_variation);
        CHECK_THROWS_AS((void)polychoric(Counts{1, 2, 3}, 2), base::ContractError);
        CHECK_THROWS_AS((void)polychoric(Counts{1, 2}, 0), base::ContractError);
        CHECK_THROWS_AS((void)polychoric(Counts{1, -2, 3, 4}, 2), base::ContractError);
        CHECK_THROWS_AS((void)polychoric(ewes, 3, {.level = 1}), base::ContractError);
        CHECK_THROWS_AS((void)polychoric_of_answers(Counts{1, 2}, Counts{1}), base::ContractError);
    }
}
