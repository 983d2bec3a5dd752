#include "libstats/survey/question_answers.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace outcomes;
using survey::MissingKinds;
using survey::question_answers;
using tests::column;
using tests::Folder;
using tests::wave;

namespace {

std::map<std::string, std::size_t> counts(const survey::QuestionAnswers& answers) {
    std::map<std::string, std::size_t> counts;
    for (const auto& one : answers.answers) counts[one.label] += one.n;
    for (const auto& one : answers.missing) counts["missing: " + one.kind] += one.n;
    return counts;
}

survey::QuestionAnswers answers_to(const survey::Study& study, const std::string& name,
                                   const survey::AnswerList& list) {
    const auto responses = survey::load(study, {.waves = {}, .scales = {}, .extra_columns = {name}});
    return question_answers(study, column(name), list, responses.waves[0]);
}

}  // namespace

TEST_SUITE("survey/question answers") {
    TEST_CASE("every answer of the list is counted, and every kind of missing") {
        const Folder folder;
        survey::Study study;
        study.missing.labels = {"", "Don't know"};
        study.missing.codes = {{"-9", "refused"}, {"-8", ""}};
        study.answers = {tests::labelled("often", {"Never", "Sometimes", "Always"}, 0)};
        study.waves = {
            wave("w", folder.write("w.csv",
                                   "x,q\n1,Never\n2, always \n3,\n4,DON'T KNOW\n5,-9.0\n6,-9\n7,-8\n"
                                   "8,2\n9,  \n"))};
        const auto got = answers_to(study, "q", study.answers[0]);
        CHECK(got.n_sheets == 9);
        CHECK(got.n_answered == 3);
        CHECK(got.n_missing() == 6);
        CHECK(got.n_not_asked == 0);
        REQUIRE(got.answers.size() == 3);
        CHECK(got.answers[1].label == "Sometimes");
        CHECK(got.answers[1].n == 0);
        CHECK(counts(got) == std::map<std::string, std::size_t>{{"Never", 1},
                                                                {"Sometimes", 0},
                                                                {"Always", 2},
                                                                {"missing: blank", 2},
                                                                {"missing: Don't know", 1},
                                                                {"missing: refused", 2},
                                                                {"missing: -8", 1}});
        CHECK(got.missing.front().kind == "blank");
    }

    TEST_CASE("a range lists its steps, and numbers between them") {
        const Folder folder;
        survey::Study study;
        study.answers = {tests::numbers("three", "1", "3"), tests::numbers("long", "0", "100")};
        study.waves = {wave("w", folder.write("w.csv", "q,n\n3,50\n1,7\n2.5,7\n1,100\n"))};
        const auto three = answers_to(study, "q", study.answers[0]);
        CHECK(counts(three) == std::map<std::string, std::size_t>{{"1", 2}, {"2", 0}, {"2.5", 1}, {"3", 1}});
        CHECK(three.answers[2].label == "2.5");
        CHECK(counts(answers_to(study, "n", study.answers[1])) ==
              std::map<std::string, std::size_t>{{"7", 2}, {"50", 1}, {"100", 1}});
    }

    TEST_CASE("a question that the wave's file does not have was not asked") {
        const Folder folder;
        survey::Study study;
        study.answers = {tests::numbers("three", "1", "3")};
        study.waves = {wave("w", folder.write("w.csv", "q\n1\n2\n"))};
        const auto responses = survey::load(study, {.waves = {}, .scales = {}, .extra_columns = {"q"}});
        const auto got = question_answers(study, column("other"), study.answers[0], responses.waves[0]);
        CHECK(got.n_not_asked == 2);
        CHECK(got.n_answered == 0);
        CHECK(got.n_missing() == 0);
        const auto nameless = question_answers(study, column(""), study.answers[0], responses.waves[0]);
        CHECK(nameless.n_not_asked == 2);
    }

    TEST_CASE("an answer that is in no list is an error") {
        const Folder folder;
        survey::Study study;
        study.answers = {tests::numbers("three", "1", "3")};
        study.waves = {wave("w", folder.write("w.csv", "q\n1\nfour\n"))};
        const auto errors = tests::errors_of([&] { (void)answers_to(study, "q", study.answers[0]); });
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].code == "data.unknown_answer");
    }

    TEST_CASE("kinds of missing answers") {
        survey::MissingTexts texts;
        texts.labels = {"", "Prefer not to say"};
        texts.codes = {{"99", "not applicable"}};
        const MissingKinds kinds(texts);
        CHECK(kinds.of("") == "blank");
        CHECK(kinds.of("   ") == "blank");
        CHECK(kinds.of("prefer not  to say") == "Prefer not to say");
        CHECK(kinds.of("99.0") == "not applicable");
        CHECK(MissingKinds(texts, ',').of("99,0") == "not applicable");
    }
}
