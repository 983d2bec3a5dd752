#include "libstats/survey/score_grid.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>

#include <numeric>

namespace outcomes::tests {
namespace {

using survey::BlankRule;
using survey::ScoreForm;
using survey::ScoreKind;

ScoreForm form(ScoreKind kind, std::size_t n_items, std::size_t max_missing, std::int64_t low,
               std::int64_t high, BlankRule blank = BlankRule::prorate) {
    ScoreForm form;
    form.kind = kind;
    form.blank = blank;
    form.n_items = n_items;
    form.max_missing = max_missing;
    form.lowest_sum = low;
    form.highest_sum = high;
    form.largest_sum = high;
    return form;
}

TEST_SUITE_BEGIN("survey/score_grid");

TEST_CASE("the denominator is the smallest that every possible score needs") {
    struct Row {
        const char* what;
        ScoreForm form;
        std::int64_t denominator;
    };
    ScoreForm halves = form(ScoreKind::mean, 4, 0, 0, 80);
    halves.answer_denominator = 10;
    const Row rows[] = {
        {"mean of 20 complete items", form(ScoreKind::mean, 20, 0, 0, 60), 20},
        {"mean of 18, 19 or 20 items: lcm", form(ScoreKind::mean, 20, 2, 0, 60), 3420},
        {"sum of complete items", form(ScoreKind::sum, 20, 0, 0, 60), 1},
        {"sum prorated from 18, 19 or 20: 20 s / c", form(ScoreKind::sum, 20, 2, 0, 60), 171},
        {"sum of what was answered", form(ScoreKind::sum, 20, 2, 0, 60, BlankRule::zero), 1},
        {"mean over all items, blanks zero", form(ScoreKind::mean, 20, 2, 0, 60, BlankRule::zero), 20},
        {"percent of a range of 20 points: 100 s / 20", form(ScoreKind::percent, 5, 0, 0, 20), 1},
        {"percent of 5 items from 1 to 5: 5 (s - 5)", form(ScoreKind::percent, 5, 0, 5, 25), 1},
        {"percent of three items from 0 to 1: 100 s / 3", form(ScoreKind::percent, 3, 0, 0, 3), 3},
        {"answers in tenths", halves, 40},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const auto grid = survey::score_grid(row.form);
        REQUIRE(grid);
        CHECK(grid->denominator == row.denominator);
    }
}

TEST_CASE("the integers are the score exactly, whatever was left blank") {
    for (const auto kind : {ScoreKind::mean, ScoreKind::sum, ScoreKind::percent}) {
        for (const auto blank : {BlankRule::prorate, BlankRule::zero}) {
            const ScoreForm f = form(kind, 7, 3, 7, 35, blank);
            const auto grid = survey::score_grid(f);
            REQUIRE(grid);
            for (std::size_t c = 4; c <= 7; ++c) {
                for (std::int64_t s = 4; s <= 35; ++s) {
                    // score x denominator, with both sides brought to whole numbers by 7 x c x 28
                    const auto k = std::int64_t{7};
                    const auto n = static_cast<std::int64_t>(blank == BlankRule::zero ? 7 : c);
                    const std::int64_t numerator = kind == ScoreKind::mean  ? s * 28
                                                   : kind == ScoreKind::sum ? s * k * 28
                                                                            : 100 * (s * k - n * 7);
                    const std::int64_t units = grid->multiplier[c] * s + grid->offset;
                    CHECK(units * n * 28 == numerator * grid->denominator);
                }
            }
        }
    }
}

TEST_CASE("fewest answers: at least one, and blanks that count as zero are without limit unless one is set") {
    CHECK(survey::fewest_answers(form(ScoreKind::sum, 5, 0, 0, 20)) == 5);
    CHECK(survey::fewest_answers(form(ScoreKind::sum, 5, 2, 0, 20)) == 3);
    CHECK(survey::fewest_answers(form(ScoreKind::sum, 5, 5, 0, 20)) == 1);
    CHECK(survey::fewest_answers(form(ScoreKind::sum, 5, 0, 0, 20, BlankRule::zero)) == 1);
    CHECK(survey::fewest_answers(form(ScoreKind::sum, 5, 2, 0, 20, BlankRule::zero)) == 3);
}

TEST_CASE("sheets that are too blank have no multiplier") {
    const auto grid = survey::score_grid(form(ScoreKind::mean, 4, 1, 4, 20));
    REQUIRE(grid);
    CHECK(grid->multiplier == std::vector<std::int64_t>{0, 0, 0, 4, 3});
    CHECK(grid->denominator == 12);
}

TEST_CASE("too many different counts fit no grid, but those that occur may") {
    const ScoreForm many = form(ScoreKind::mean, 60, 59, 60, 300);
    CHECK_FALSE(survey::score_grid(many));
    const std::size_t met[] = {58, 59, 60};
    const auto grid = survey::score_grid(many, met);
    REQUIRE(grid);
    CHECK(grid->denominator == 58 * 59 * 30);
    CHECK(survey::score_value(many, 145, 58) == 2.5);
}

TEST_CASE("a percentage needs a range, a scale needs items") {
    CHECK_FALSE(survey::score_grid(form(ScoreKind::percent, 2, 0, 4, 4)));
    CHECK_THROWS_AS((void)survey::score_grid(form(ScoreKind::mean, 0, 0, 0, 0)), base::ContractError);
    const std::size_t wrong[] = {3};
    CHECK_THROWS_AS((void)survey::score_grid(form(ScoreKind::mean, 2, 0, 0, 8), wrong), base::ContractError);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
