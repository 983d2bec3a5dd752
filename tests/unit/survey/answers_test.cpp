#include "libstats/survey/answers.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

using survey::AnswerKey;
using survey::Meaning;
using survey::MissingKey;

survey::MissingTexts missing_texts() {
    survey::MissingTexts texts;
    texts.labels = {"", "Don't know"};
    texts.codes = {{"-9", "not answered"}};
    return texts;
}

TEST_SUITE_BEGIN("survey/answers");

TEST_CASE("labels, other spellings, missing texts and numbers are tried in this order") {
    auto list = labelled("agree", {"Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"}, 1);
    list.also = {{"Agreee", "Agree"}, {"SA", "strongly agree"}, {"Don't know", "Neither"}, {"half", "5"}};
    const AnswerKey key(list, missing_texts());
    struct Row {
        const char* text;
        Meaning meaning;
        const char* score;
        int position;
        const char* why;
    };
    const Row rows[] = {
        {"Agree", Meaning::score, "4", 3, "a label"},
        {"  strongly   AGREE ", Meaning::score, "5", 4, "case and spaces do not count"},
        {"Strongly\xC2\xA0"
         "agree",
         Meaning::score, "5", 4, "nor does a no-break space"},
        {"agreee", Meaning::score, "4", 3, "a spelling that the study allows"},
        {"sa", Meaning::score, "5", 4, "whose label is compared folded too"},
        {"half", Meaning::score, "5", 4, "or which is given by its number"},
        {"Don\xE2\x80\x99t know", Meaning::score, "3", 2, "a spelling comes before missing, curly or not"},
        {"", Meaning::missing, "0", -1, "a blank"},
        {" \t", Meaning::missing, "0", -1, "white space"},
        {"-9", Meaning::missing, "0", -1, "a code for no answer"},
        {"-9.00", Meaning::missing, "0", -1, "however it is written"},
        {"3", Meaning::score, "3", 2, "a number among the scores"},
        {"3.0", Meaning::score, "3", 2, "however it is written"},
        {"6", Meaning::outside, "6", -1, "a number that no label has"},
        {"3.5", Meaning::outside, "3.5", -1, "labels have no halves here"},
        {"5 (agree a lot)", Meaning::unknown, "0", -1, "what begins with a number is not guessed"},
        {"Agree;", Meaning::score, "4", 3, "some forms put a sign behind every answer"},
        {"Agree ; ", Meaning::score, "4", 3, "with spaces or without"},
        {"5;", Meaning::score, "5", 4, "and behind a number"},
        {"-9;", Meaning::missing, "0", -1, "and behind what means missing"},
        {"Agree;Disagree;", Meaning::unknown, "0", -1, "two answers are none of the list"},
        {";", Meaning::unknown, "0", -1, "and the sign alone says nothing"},
        {"Agre", Meaning::unknown, "0", -1, "nor is what is almost a label"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CAPTURE(row.why);
        const auto got = key.decode(row.text);
        CHECK(got.meaning == row.meaning);
        CHECK(got.position == row.position);
        if (got.meaning == Meaning::score) CHECK(base::compare(got.score, decimal(row.score)) == 0);
    }
}

TEST_CASE("a range takes any number within it, in the decimal mark of the file") {
    const auto list = numbers("ladder", "0", "10");
    const AnswerKey points(list, {});
    const AnswerKey commas(list, {}, ',');
    CHECK(points.decode("0").position == 0);
    CHECK(points.decode("10").position == 10);
    CHECK(points.decode("7.50").position == -1);
    CHECK(base::compare(points.decode("7.50").score, decimal("7.5")) == 0);
    CHECK(points.decode("7,5").meaning == Meaning::unknown);
    CHECK(commas.decode("7,5").meaning == Meaning::score);
    CHECK(points.decode("10.001").meaning == Meaning::outside);
    CHECK(points.decode("-0.5").meaning == Meaning::outside);
    CHECK(points.decode("7 (a very happy person)").meaning == Meaning::unknown);
}

TEST_CASE("without any declaration only a blank means missing") {
    const MissingKey nothing{survey::MissingTexts{}};
    CHECK(nothing.contains(""));
    CHECK(nothing.contains("  "));
    CHECK_FALSE(nothing.contains("NA"));
    const MissingKey some{missing_texts()};
    CHECK(some.contains("DON'T KNOW"));
    CHECK(some.contains("-9.0"));
    CHECK_FALSE(some.contains("9"));
}

TEST_CASE("unknown answers are grouped, counted, placed, and answered with a line to paste") {
    const Folder folder;
    const auto path = folder.write(
        "after.csv", "id,Q1\n1,Agree\n2,Agree strongly\n3,Agreee\n4,Agree strongly\n5,qqq\n6,zzz\n7,zzz\n");
    survey::Study study;
    study.waves = {wave("after", path)};
    study.columns.id = {column("id")};
    study.answers = {
        labelled("agree", {"Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"}, 1)};
    add_scale(study, "one", {"Q1"}, "agree");
    const auto responses = survey::load(study);
    const auto found = survey::unknown_answers(study, responses);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "data.unknown_answer");
    CHECK(found[0].message == "6 answers to \"Q1\" are not in the answer list \"agree\"");
    CHECK(found[0].found ==
          "2 times \"Agree strongly\", 2 times \"zzz\", 1 time \"Agreee\" and 1 more like this\n"
          "cells B3, B4 and B5, and 3 more");
    CHECK(found[0].help ==
          "add this to [answers] agree:   also = { \"Agree strongly\" = \"Strongly agree\", \"Agreee\" = "
          "\"Agree\" }");
    CHECK(found[0].place.file == path);
    CHECK(found[0].place.line == 3);
    CHECK(found[0].place.column == 2);
    CHECK(found[0].place.cell == "B3");
    CHECK(found[0].excerpt == "2,Agree strongly");
    CHECK(errors_of([&] { (void)score(study, responses, "one"); }).size() == 1);
}

TEST_CASE("an answer that nothing resembles is answered with the list") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("after", folder.write("after.csv", "id,Q1,Q2\n1,maybe,11\n"))};
    study.answers = {labelled("yesno", {"No", "Yes"}, 0), numbers("ladder", "0", "10")};
    add_scale(study, "one", {"Q1"}, "yesno");
    add_scale(study, "two", {"Q2"}, "ladder");
    const auto found = survey::unknown_answers(study, survey::load(study));
    REQUIRE(found.size() == 2);
    CHECK(found[0].message == "1 answer to \"Q1\" is not in the answer list \"yesno\"");
    CHECK(found[0].help.find("the list has \"No\" and \"Yes\"") == 0);
    CHECK(found[1].help.find("the answers run from 0 to 10") == 0);
}

TEST_CASE("an answer that the list forgot is answered with the list that has it in its place") {
    const Folder folder;
    survey::Study study;
    study.waves = {
        wave("after", folder.write("after.csv", "id,Q1,Q2\n1,Disagree,Disagree\n2,Agree,Other\n"))};
    study.answers = {labelled("agree", {"Strongly disagree", "Neutral", "Agree", "Strongly agree"}, 1),
                     labelled("rest", {"Neutral", "Agree", "Strongly agree"}, 0)};
    study.answers[1].scores[2] = decimal("5");
    add_scale(study, "one", {"Q1"}, "agree");
    add_scale(study, "two", {"Q2"}, "rest");
    const auto found = survey::unknown_answers(study, survey::load(study));
    REQUIRE(found.size() == 2);
    CHECK(
        found[0].help.ends_with("an answer that the list lacks goes into its place among the labels, with "
                                "the scores numbered anew:   "
                                "labels = [\"Strongly disagree\", \"Disagree\", \"Neutral\", \"Agree\", "
                                "\"Strongly agree\"], scores = "
                                "[1, 2, 3, 4, 5]"));
    CHECK(found[1].help.ends_with("goes into its place among the labels, with its score"));
}

TEST_CASE("what another wave of the same file holds is that wave's business") {
    const Folder folder;
    const auto path = folder.write("long.csv", "id,t,Q1\n1,1,Yes\n2,1,No\n1,2,perhaps\n");
    survey::Study study;
    study.waves = {wave("first", path), wave("second", path)};
    study.waves[0].where = {is("t", {"1"})};
    study.waves[1].where = {is("t", {"2"})};
    study.answers = {labelled("yesno", {"No", "Yes"}, 0)};
    const auto& scale = add_scale(study, "one", {"Q1"}, "yesno");
    const auto responses = survey::load(study);
    const survey::WaveData* const first[] = {&responses.waves[0]};
    const survey::WaveData* const second[] = {&responses.waves[1]};
    CHECK(survey::score_scale(study, scale, first).waves[0].n_scored == 2);
    CHECK(errors_of([&] { (void)survey::score_scale(study, scale, second); }).size() == 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
