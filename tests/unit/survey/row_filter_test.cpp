#include "libstats/survey/row_filter.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

using survey::Condition;
using survey::Holds;

Condition on(const char* name) {
    Condition condition;
    condition.column = name;
    return condition;
}

TEST_SUITE_BEGIN("survey/row_filter");

TEST_CASE("what a condition says about a text") {
    Condition text = on("x");
    text.is = {"Survey Preview", "1"};
    Condition other = on("x");
    other.is_not = {"test"};
    Condition above = on("x");
    above.above = decimal("102");
    Condition between = on("x");
    between.at_least = decimal("16");
    between.below = decimal("35");
    Condition answered = on("x");
    answered.blank = false;
    Condition blank = on("x");
    blank.blank = true;
    struct Row {
        const Condition* condition;
        const char* text;
        Holds holds;
        const char* why;
    };
    const Row rows[] = {
        {&text, " survey  preview", Holds::yes, "compared folded"},
        {&text, "1.0", Holds::yes, "a number is the same however it is written"},
        {&text, "11", Holds::no, ""},
        {&text, "", Holds::no, ""},
        {&other, "Test", Holds::no, ""},
        {&other, "", Holds::yes, "a blank is not that text"},
        {&above, "102", Holds::no, "above is strict"},
        {&above, "102.5", Holds::yes, ""},
        {&above, "", Holds::not_a_number, "a blank is no number"},
        {&above, "many", Holds::not_a_number, ""},
        {&above, "999", Holds::not_a_number, "a code for missing is no number"},
        {&between, "16", Holds::yes, "at_least is not strict"},
        {&between, "35", Holds::no, ""},
        {&answered, "NA", Holds::no, "missing texts are blank"},
        {&answered, "0", Holds::yes, ""},
        {&blank, "NA", Holds::yes, ""},
        {&blank, "0", Holds::no, ""},
    };
    survey::MissingTexts texts;
    texts.labels = {"NA"};
    texts.codes = {{"999", "refused"}};
    const survey::MissingKey missing(texts);
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CAPTURE(row.why);
        CHECK(survey::holds(*row.condition, row.text, missing, '.') == row.holds);
    }
}

TEST_CASE("all of `where` and `keep` must hold, and none of `drop`") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave(
        "w",
        folder.write(
            "w.csv",
            "id,time,ok,status,n\n1,1,y,,5\n2,1,n,,5\n3,1,y,preview,5\n4,2,y,,5\n5,1,y,,\n6,1,y,,50\n"))};
    study.columns.id = {column("id")};
    study.waves[0].where = {is("time", {"1"})};
    study.rows.keep = {is("ok", {"y"})};
    Condition large = on("n");
    large.above = decimal("10");
    study.rows.drop = {is("status", {"Preview"}), large};
    const auto responses = survey::load(study);
    const auto& w = responses.waves[0];
    CHECK(w.n_records == 5);
    CHECK(w.n_dropped == 3);
    REQUIRE(w.size() == 2);
    CHECK(survey::cell_text(w, 0, "id") == "1");
    CHECK(survey::cell_text(w, 1, "id") == "5");  // a blank is not above 10, so the row stays
    const auto notes = with_code(responses.notes, "data.condition_not_a_number");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].message == "1 cell of \"n\" without a number: limits set for it do not hold there");
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
