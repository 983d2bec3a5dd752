#include "libstats/survey/conversion.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

TEST_SUITE_BEGIN("survey/conversion");

TEST_CASE("a table is read with or without a header, and with decimal commas between semicolons") {
    const Folder folder;
    for (const char* text : {"raw,converted\n7,7.00\n8,9.51\n9,11.25\n", "9,11.25\n7,7.00\n8,9.51\n",
                             "roh;umgerechnet\n7;7,00\n8;9,51\n9;11,25\n"}) {
        CAPTURE(text);
        const auto table = survey::read_conversion(folder.write("table.csv", text));
        REQUIRE(table.raw.size() == 3);
        CHECK(base::compare(table.raw[0], decimal("7")) == 0);
        const auto grid = survey::on_grid(table, 1);
        CHECK(grid.denominator == 100);
        CHECK(grid.converted.at(8) == 951);
        CHECK(grid.low == 7);
        CHECK(grid.high == 11.25);
    }
}

TEST_CASE("raw scores are looked up as fractions, not as doubles") {
    const Folder folder;
    const auto table =
        survey::read_conversion(folder.write("table.csv", "raw,converted\n1.5,10\n2,20\n2.25,30\n"));
    const auto halves = survey::on_grid(table, 2);
    CHECK(halves.converted.size() == 2);  // 2.25 is no half
    CHECK(halves.converted.at(3) == 10);
    CHECK(halves.converted.at(4) == 20);
}

TEST_CASE("a table that is not one is refused") {
    const Folder folder;
    struct Row {
        const char* text;
        const char* message;
    };
    const Row rows[] = {
        {"raw,converted\n7,seven\n", "a cell of the conversion table is no number"},
        {"raw,converted\n7,7.00\n8,\n", "a cell of the conversion table is no number"},
        {"raw,converted\n7,7.00\n7.0,8.00\n", "the raw score 7 stands twice in the conversion table"},
        {"raw\n7\n", "the conversion table has fewer than two columns"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto errors =
            errors_of([&] { (void)survey::read_conversion(folder.write("table.csv", row.text)); });
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].code == "data.bad_conversion");
        CHECK(errors[0].message == row.message);
    }
}

TEST_CASE("scores are converted through the table, and one that it lacks is named") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("w", folder.write("w.csv", "a,b\n1,1\n1,2\n2,\n"))};
    study.answers = {numbers("two", "1", "2")};
    auto& scale = add_scale(study, "s", {"a", "b"}, "two");
    scale.score = survey::ScoreKind::sum;
    scale.convert = folder.write("table.csv", "raw,converted\n2,0\n3,41.5\n4,100\n");
    const auto scores = score(study, survey::load(study), "s");
    CHECK(values(scores, 0) == std::vector<std::optional<double>>{0.0, 41.5, std::nullopt});
    CHECK(scores.low == 0);
    CHECK(scores.high == 100);
    CHECK(scores.denominator == 10);

    scale.convert = folder.write("short.csv", "raw,converted\n2,0\n4,100\n");
    const auto errors = errors_of([&] { (void)score(study, survey::load(study), "s"); });
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "data.bad_conversion");
    CHECK(errors[0].found == "3 (1 time)");
    CHECK(errors[0].place.line == 3);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
