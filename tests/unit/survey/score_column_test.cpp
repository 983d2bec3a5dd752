#include "libstats/survey/score_column.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace outcomes::tests {
namespace {

std::vector<survey::PrintedValue> printed(const std::vector<const char*>& texts, int digits) {
    std::vector<survey::PrintedValue> values;
    for (const char* text : texts) values.push_back({decimal(text), digits});
    return values;
}

survey::Study study_of(const std::string& path) {
    survey::Study study;
    study.waves = {wave("before", path)};
    study.missing.labels = {"NA"};
    add_column_scale(study, "score", column("score"));
    return study;
}

TEST_SUITE_BEGIN("survey/score_column");

TEST_CASE("a printed mean is one of q items if the nearest fraction rounds to it") {
    CHECK(survey::may_be_fraction({decimal("1.666667"), 6}, 3));
    CHECK(survey::may_be_fraction({decimal("2"), 6}, 3));
    CHECK(survey::may_be_fraction({decimal("-0.333333"), 6}, 3));
    CHECK_FALSE(survey::may_be_fraction({decimal("1.666666"), 6}, 3));  // cut off, not rounded
    CHECK_FALSE(
        survey::may_be_fraction({decimal("1.67"), 6}, 3));  // trailing zeros were dropped: it is 1.670000
    CHECK(survey::may_be_fraction({decimal("1.67"), 2}, 3));
    CHECK(survey::nearest_fraction({decimal("1.666667"), 6}, 3) == 5);
    CHECK(survey::nearest_fraction({decimal("-0.333333"), 6}, 3) == -1);
}

TEST_CASE("the number of items is found only if chance cannot explain it") {
    struct Row {
        const char* why;
        std::vector<const char*> values;
        int digits;
        std::size_t found;  // 0: none
    };
    const Row rows[] = {
        {"thirds to six decimals", {"1", "1.333333", "1.666667", "2", "2.333333"}, 6, 3},
        {"sevenths to six decimals", {"3.142857", "3.285714", "2.571429"}, 6, 7},
        {"thirds to two decimals, eight of them",
         {"1.33", "1.67", "2.33", "2.67", "3.33", "3.67", "4.33", "4.67"},
         2,
         3},
        {"two thirds to two decimals are not enough: .03 squared", {"1.33", "1.67", "2", "3", "4"}, 2, 0},
        {"quarters with two decimals are exact already", {"1.25", "2.75", "3.5", "4"}, 2, 0},
        {"tenths fit everything", {"1.1", "2.3", "3.7", "4.9"}, 1, 0},
        {"whole numbers are multiples of everything", {"1", "2", "3", "17"}, 0, 0},
        {"six decimals that are no means", {"1.234567", "2.345671", "0.918273"}, 6, 0},
        {"one value is off", {"1.333333", "1.666667", "2.333333", "2.41"}, 6, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        CHECK(survey::detect_items_per_score(printed(row.values, row.digits)).value_or(0) == row.found);
    }
}

TEST_CASE("thirds of two waves are brought back to thirds together") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", "score\n1.666667\n2\nNA\n2.333333\n"));
    study.waves.push_back(wave("after", folder.write("b.csv", "score\n4.333333\n1.000000\n\n")));
    const auto scores = score(study, survey::load(study), "score");
    CHECK(scores.items_per_score == 3);
    CHECK(scores.items_per_score_detected);
    CHECK(scores.denominator == 3);
    CHECK(scores.waves[0].units == std::vector<std::int64_t>{5, 6, survey::no_score, 7});
    CHECK(scores.waves[1].units == std::vector<std::int64_t>{13, 3});  // a wholly blank line is no record
    CHECK(scores.waves[0].n_scored == 3);
    CHECK(scores.waves[0].n_blank == 1);
}

TEST_CASE("the number of items may be given, and is then held to") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", "id,score\n1,3.3\n2,3.7\n3,4\n"));
    study.scales[0].items_per_score = 3;
    const auto scores = score(study, survey::load(study), "score");
    CHECK_FALSE(scores.items_per_score_detected);
    CHECK(scores.waves[0].units == std::vector<std::int64_t>{10, 11, 12});
    study.scales[0].items_per_score = 2;
    const auto errors = errors_of([&] { (void)score(study, survey::load(study), "score"); });
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "data.not_a_mean");
    CHECK(errors[0].message == "2 cells of \"score\" are no mean of 2 items");
    CHECK(errors[0].place.cell == "B2");
}

TEST_CASE("plain decimals stay on their own grid") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", "score\n36.60\n-2.5\n7\n"));
    study.scales[0].low = decimal("-10");
    study.scales[0].high = decimal("50");
    const auto scores = score(study, survey::load(study), "score");
    CHECK(scores.on_grid);
    CHECK(scores.denominator == 10);
    CHECK(scores.waves[0].units == std::vector<std::int64_t>{366, -25, 70});
    CHECK(scores.low == -10);
    CHECK(scores.high == 50);
}

TEST_CASE("values that fit no grid are kept as numbers and say so") {
    const Folder folder;
    auto study =
        study_of(folder.write("a.csv", "score\n1e17\n0.000000000000000001\nNA\n0.12345678901234567890123\n"));
    const auto scores = score(study, survey::load(study), "score");
    CHECK_FALSE(scores.on_grid);
    REQUIRE(scores.values.size() == 1);
    CHECK(scores.values[0][0] == 1e17);
    CHECK(std::isnan(scores.values[0][2]));
    CHECK(scores.waves[0].n_scored == 3);
}

TEST_CASE("a cell that is no number, or outside the declared range, is refused with its place") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", "id,score\n1,3\n2,n/a\n3,12\n4,n/a\n"));
    study.scales[0].high = decimal("10");
    const auto errors = errors_of([&] { (void)score(study, survey::load(study), "score"); });
    REQUIRE(errors.size() == 2);
    CHECK(errors[0].code == "data.bad_number");
    CHECK(errors[0].message == "2 cells of \"score\" are neither a number nor missing");
    CHECK(errors[0].place.cell == "B3");
    CHECK(errors[1].code == "data.out_of_range");
    CHECK(errors[1].place.line == 4);
}

TEST_CASE("decimal commas are read where the wave says so") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", "id;score\n1;3,5\n2;4\n"));
    study.waves[0].decimal = ',';
    const auto scores = score(study, survey::load(study), "score");
    CHECK(values(scores, 0) == std::vector<std::optional<double>>{3.5, 4.0});
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
