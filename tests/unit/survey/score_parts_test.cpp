#include "libstats/survey/score_parts.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/survey/responses.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace outcomes;
using tests::Folder;

namespace {

/// Four questions with answers 0 to 2, one sheet a line.
survey::Study study_of(const Folder& folder, const std::string& lines) {
    survey::Study study;
    study.waves = {tests::wave("w", folder.write("w.csv", "a,b,c,d\n" + lines))};
    study.answers = {tests::numbers("n", "0", "2")};
    tests::add_scale(study, "s", {"a", "b", "c", "d"}, "n").score = survey::ScoreKind::sum;
    return study;
}

using Values = std::vector<std::optional<double>>;

}  // namespace

TEST_SUITE("survey/score_parts") {
    TEST_CASE("units are rounded with halves away from zero") {
        struct Row {
            std::int64_t units, denominator;
            int digits;
            std::int64_t expected;
        };
        const Row rows[] = {{5, 2, 0, 3},  {-5, 2, 0, -3}, {7, 3, 0, 2},   {8, 3, 0, 3},
                            {0, 7, 3, 0},  {17, 4, 1, 43}, {1, 3, 3, 333}, {-17, 4, 1, -43},
                            {10, 5, 0, 2}, {1, 2, 0, 1},   {49, 100, 0, 0}};
        for (const Row& row : rows) {
            CAPTURE(row.units);
            CAPTURE(row.denominator);
            CHECK(survey::rounded_units(row.units, row.denominator, row.digits) == row.expected);
        }
        CHECK_THROWS_AS(static_cast<void>(survey::rounded_units(1, 0, 0)), base::ContractError);
        CHECK_THROWS_AS(static_cast<void>(survey::rounded_units(1, 1, 7)), base::ContractError);
    }

    TEST_CASE("parts are prorated and rounded for themselves, and all are needed") {
        const Folder folder;
        survey::Study study = study_of(folder, "2,1,1,1\n2,,1,1\n1,,,1\n,,1,1\n,,,\n");
        study.scales[0].parts = {{{0, 1}, 1, std::nullopt}, {{2, 3}, 0, std::nullopt}};
        const auto scores = tests::score(study, survey::load(study), "s");
        CHECK(tests::values(scores, 0) == Values{5, 6, std::nullopt, std::nullopt, std::nullopt});
        CHECK(scores.low == 0.0);
        CHECK(scores.high == 8.0);
        CHECK(scores.waves[0].n_scored == 2);
        CHECK(scores.waves[0].n_prorated == 1);
        CHECK(scores.waves[0].n_lost == 2);
        CHECK(scores.waves[0].n_blank == 1);
    }

    TEST_CASE("a part is rounded before it is added") {
        const Folder folder;
        survey::Study study = study_of(folder, "1,0,,1\n1,1,,2\n");
        study.scales[0].parts = {{{0, 1, 2}, 1, 0}, {{3}, 0, std::nullopt}};
        const auto scores = tests::score(study, survey::load(study), "s");
        CHECK(tests::values(scores, 0) == Values{3, 5});  // 1.5 -> 2, and 3
        CHECK(scores.denominator == 1);
    }

    TEST_CASE("limits take the score from sheets with too many blanks in one group") {
        const Folder folder;
        survey::Study study = study_of(folder, "1,1,1,1\n,1,1,1\n1,1,,\n1,,1,\n");
        study.scales[0].score = survey::ScoreKind::mean;
        study.scales[0].max_missing = 2;
        study.scales[0].limits = {{{0}, 0, std::nullopt}, {{2, 3}, 1, std::nullopt}};
        const auto scores = tests::score(study, survey::load(study), "s");
        CHECK(tests::values(scores, 0) == Values{1, std::nullopt, std::nullopt, 1});
        CHECK(scores.waves[0].n_lost == 2);
        CHECK(scores.waves[0].n_prorated == 1);
    }

    TEST_CASE("scores are rounded last, on a grid of tenths") {
        const Folder folder;
        survey::Study study = study_of(folder, "1,0,0,0\n2,2,2,1\n1,1,0,0\n");
        study.scales[0].score = survey::ScoreKind::mean;
        study.scales[0].round = 1;
        const auto scores = tests::score(study, survey::load(study), "s");
        CHECK(tests::values(scores, 0) == Values{0.3, 1.8, 0.5});
        CHECK(scores.denominator == 10);
    }

    TEST_CASE("codes in the files need not be what the answers are worth") {
        const Folder folder;
        survey::Study study = study_of(folder, "1,2,3,1\nno,maybe,yes,2\n");
        survey::AnswerList list = tests::labelled("n", {"No", "Maybe", "Yes"}, 0);
        list.scores = {{1, 0}, {1, 0}, {0, 0}};
        list.codes = {{1, 0}, {2, 0}, {3, 0}};
        list.low = base::Decimal{0, 0};
        list.high = base::Decimal{1, 0};
        study.answers = {list};
        const auto scores = tests::score(study, survey::load(study), "s");
        CHECK(tests::values(scores, 0) == Values{3, 3});
    }

    TEST_CASE("a range of whole numbers refuses halves, and a list has texts that are no answer") {
        const Folder folder;
        survey::Study study = study_of(folder, "1,999,1,1\n1,1,1,1\n");
        study.answers[0].whole = true;
        study.answers[0].missing = {"999"};
        study.scales[0].max_missing = 1;
        const auto scores = tests::score(study, survey::load(study), "s");
        CHECK(tests::values(scores, 0) == Values{4, 4});
        survey::Study half = study_of(folder, "1,1.5,1,1\n");
        half.answers[0].whole = true;
        const auto responses = survey::load(half);
        CHECK(!tests::errors_of([&] { static_cast<void>(tests::score(half, responses, "s")); }).empty());
    }
}
