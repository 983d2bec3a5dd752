#include "libstats/survey/changed_people.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

TEST_SUITE_BEGIN("survey/changed_people");

TEST_CASE("ages are read as whole years or bands") {
    struct Row {
        const char* text;
        int low, high;
    };
    constexpr int open = 1000;
    const Row rows[] = {{"43", 43, 43},
                        {" 43 years", 43, 43},
                        {"25-44", 25, 44},
                        {"25 to 44", 25, 44},
                        {"25\xE2\x80\x93"
                         "44",
                         25, 44},
                        {"65+", 65, open},
                        {"65 and over", 65, open},
                        {"over 65", 66, open},
                        {"Under 16", 0, 15},
                        {"<16", 0, 15},
                        {"up to 24", 0, 24},
                        {"16 or under", 0, 16}};
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto span = survey::age_span(row.text);
        REQUIRE(span);
        CHECK(span->low == row.low);
        CHECK(std::min(span->high, open) == row.high);
    }
    for (const char* text : {"", "old", "1975", "44-25", "25/44", "1-2-3", "group 3"}) {
        CAPTURE(text);
        CHECK_FALSE(survey::age_span(text));
    }
}

TEST_CASE("the step that is expected follows from the dates") {
    struct Row {
        const char *from, *to;
        int low, high;
    };
    const Row rows[] = {{"2013-03-01", "2014-03-01", 0, 2},
                        {"2013-03-01", "2013-09-01", 0, 2},
                        {"2013-03-01", "2015-03-01", 1, 3},
                        {"2013-03-31", "2016-03-31", 2, 4},
                        {"2013-03-01", "2014-09-01", 0, 3},
                        {"", "2014-03-01", 0, 2},
                        {"2013-03-01", "", 0, 2}};
    for (const Row& row : rows) {
        CAPTURE(row.from);
        CAPTURE(row.to);
        const auto step = survey::expected_age_step(row.from, row.to);
        CHECK(step.low == row.low);
        CHECK(step.high == row.high);
    }
}

survey::Study study_of(const std::vector<std::string>& files) {
    survey::Study study;
    for (std::size_t i = 0; i < files.size(); ++i)
        study.waves.push_back(wave("w" + std::to_string(i), files[i]));
    study.columns.id = {column("id")};
    study.columns.age = column("age");
    study.columns.sex = column("sex");
    return study;
}

/// Doubts point into the tables they are about.
struct Found {
    survey::Responses responses;
    std::vector<survey::DataDoubt> doubts;
};

Found found_in(const survey::Study& study) {
    Found found{survey::load(study), {}};
    found.doubts = survey::changed_people(study, found.responses);
    return found;
}

TEST_CASE("bands may stay or move up by one step, and not back") {
    const Folder folder;
    const auto before = folder.write("a.csv", "id,sex,age\nA,,16-24\nB,,16-24\nC,,25-44\nD,,16-24\n");
    const auto after = folder.write("b.csv", "id,sex,age\nA,,16-24\nB,,25-44\nC,,16-24\nD,,45-64\n");
    const Found found = found_in(study_of({before, after}));
    const auto& doubts = found.doubts;
    REQUIRE(doubts.size() == 1);
    REQUIRE(doubts[0].cells.size() == 2);
    CHECK(survey::place_of(doubts[0].cells[0]).cell == "C4");
    CHECK(survey::place_of(doubts[0].cells[1]).cell == "C5");
}

TEST_CASE("a year of birth may not change") {
    const Folder folder;
    const auto before = folder.write("a.csv", "id,sex,age\nA,,1960\nB,,1971\n");
    const auto after = folder.write("b.csv", "id,sex,age\nA,,1960\nB,,1972\n");
    const Found found = found_in(study_of({before, after}));
    const auto& doubts = found.doubts;
    REQUIRE(doubts.size() == 1);
    CHECK(doubts[0].cells.size() == 1);
    CHECK(doubts[0].diagnostic.found == "a year of birth does not change");
}

TEST_CASE("people are compared with the wave in which they were last seen") {
    const Folder folder;
    const auto first = folder.write("a.csv", "id,sex,age\nA,F,30\nB,M,30\n");
    const auto second = folder.write("b.csv", "id,sex,age\nB,M,31\n");
    const auto third = folder.write("c.csv", "id,sex,age\nA,M,31\nB,F,32\n");
    const Found found = found_in(study_of({first, second, third}));
    const auto& doubts = found.doubts;
    REQUIRE(doubts.size() == 2);
    CHECK(doubts[0].diagnostic.message ==
          "1 person linked from \"w0\" to \"w2\" has another sex the second time");
    CHECK(doubts[1].diagnostic.message ==
          "1 person linked from \"w1\" to \"w2\" has another sex the second time");
}

TEST_CASE("a letter for a sex is that sex, and no answer is no sex") {
    const Folder folder;
    const auto before = folder.write("a.csv", "id,sex,age\nA,Male,\nB,Female,\nC,Male,\nD,Female,\n");
    const auto after = folder.write("b.csv", "id,sex,age\nA,m,\nB,F,\nC,F,\nD,Prefer not to say,\n");
    const Found found = found_in(study_of({before, after}));
    REQUIRE(found.doubts.size() == 1);
    REQUIRE(found.doubts[0].cells.size() == 1);
    CHECK(survey::place_of(found.doubts[0].cells[0]).cell == "B4");
}

TEST_CASE("a letter that two texts begin with stands for neither") {
    const Folder folder;
    const auto before = folder.write("a.csv", "id,sex,age\nA,Man,\nB,Mujer,\nC,M,\n");
    const auto after = folder.write("b.csv", "id,sex,age\nA,M,\nB,Mujer,\nC,M,\n");
    const Found found = found_in(study_of({before, after}));
    REQUIRE(found.doubts.size() == 1);
    CHECK(found.doubts[0].cells.size() == 1);
}

TEST_CASE("subgroups called gender and age stand in for the columns") {
    survey::Study study;
    CHECK_FALSE(survey::sex_column(study));
    CHECK_FALSE(survey::age_column(study));
    study.subgroups.push_back({"Gender", "", column("g"), {}, {}, {}});
    study.subgroups.push_back({"age", "", column("years"), {}, {}, {}});
    CHECK(survey::sex_column(study)->common == "g");
    CHECK(survey::age_column(study)->common == "years");
    study.columns.sex = column("sex");
    CHECK(survey::sex_column(study)->common == "sex");
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
