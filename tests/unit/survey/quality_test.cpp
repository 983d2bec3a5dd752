#include "libstats/survey/quality.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

namespace outcomes::tests {
namespace {

survey::Study study_of(const std::string& before, const std::string& after) {
    survey::Study study;
    study.waves = {wave("before", before), wave("after", after)};
    study.columns.id = {column("id")};
    return study;
}

std::vector<base::Diagnostic> notes_of(const survey::Study& study) {
    const survey::Responses responses = survey::load(study);
    std::vector<base::Diagnostic> notes;
    for (const auto& doubt : survey::quality_doubts(study, responses, survey::answer_uses(study, responses)))
        notes.push_back(doubt.diagnostic);
    return notes;
}

std::vector<std::string> codes_of(const survey::Study& study) {
    std::vector<std::string> codes;
    for (const auto& note : notes_of(study)) codes.push_back(note.code);
    return codes;
}

/// `n` people who answer a, b, c, d with different numbers, and the last `n_straight` of them with one.
std::string answers(int n, int n_straight) {
    std::string text = "id,a,b,c,d,wt\n";
    for (int i = 0; i < n; ++i) {
        text += i < n - n_straight
                    ? fmt::format("p{},{},{},{},4,1\n", i, 1 + i % 5, 1 + (i + 1) % 5, 1 + i % 2)
                    : fmt::format("p{},3,3,3,3,1\n", i);
    }
    return text;
}

TEST_SUITE_BEGIN("survey/quality");

TEST_CASE("sound data leave nothing to say") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", answers(40, 0)), folder.write("b.csv", answers(40, 0)));
    study.columns.weight = column("wt");
    CHECK(codes_of(study).empty());
}

TEST_CASE("few pairs, and few of the first wave") {
    const Folder folder;
    const auto study = study_of(folder.write("a.csv", answers(70, 0)), folder.write("b.csv", answers(29, 0)));
    CHECK(codes_of(study) == std::vector<std::string>{"data.few_pairs", "data.few_linked"});
}

TEST_CASE("ids that differ in case or inner spaces, and ids that [missing] takes away") {
    const Folder folder;
    auto study =
        study_of(folder.write("a.csv", answers(40, 0) + "P1,1,2,3,4,1\np 2,1,2,3,4,1\n99,1,2,3,4,1\n"),
                 folder.write("b.csv", answers(40, 0)));
    study.missing.codes = {{"99", "refused"}};
    const auto notes = notes_of(study);
    const auto similar = with_code(notes, "data.similar_ids");
    REQUIRE(similar.size() == 1);
    CHECK(similar[0].message == "2 ids of wave \"before\" equal another one but for case or spaces");
    CHECK(similar[0].found == "\"p1\" and \"P1\"; \"p2\" and \"p 2\"\ncells A42 and A43");
    const auto missing = with_code(notes, "data.id_means_missing");
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].found == "\"99\"");
}

TEST_CASE("an id that means no answer by its words is told, with what to do") {
    const Folder folder;
    const auto study =
        study_of(folder.write("a.csv", answers(40, 0) + "N/A,1,2,3,4,1\ndont_know,1,2,3,4,1\n"),
                 folder.write("b.csv", answers(40, 0)));
    const auto missing = with_code(notes_of(study), "data.id_means_missing");
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].message ==
          "the id of 2 people in wave \"before\" means \"no answer\", so they are not linked");
    CHECK(missing[0].found == "\"N/A\" and \"dont_know\"");
    CHECK(missing[0].help.find("letter in front") != std::string::npos);
}

TEST_CASE("ids in two cases are compared over all files of a wave") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", answers(40, 0)), folder.write("b.csv", answers(40, 0)));
    CHECK(with_code(notes_of(study), "data.similar_ids").empty());
    study.waves[0].files.push_back(folder.write("c.csv", "id,a,b,c,d,wt\nP1,1,2,3,4,1\n"));
    const auto similar = with_code(notes_of(study), "data.similar_ids");
    REQUIRE(similar.size() == 1);
    CHECK(similar[0].message == "1 id of wave \"before\" equals another one but for case or spaces");
}

TEST_CASE("everybody's one answer") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", answers(40, 4)), folder.write("b.csv", answers(40, 0)));
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"a", "b", "c", "d"}, "five");
    const auto same = with_code(notes_of(study), "data.one_answer");
    REQUIRE(same.size() == 1);
    CHECK(same[0].message == "everybody who answered \"d\" in wave \"after\" gave the same answer");
}

TEST_CASE("weights that are not positive, or far apart") {
    const Folder folder;
    auto study = study_of(folder.write("a.csv", answers(40, 0) + "x,1,2,3,4,0\ny,1,2,3,4,\nz,1,2,3,4,12\n"),
                          folder.write("b.csv", answers(40, 0)));
    study.columns.weight = column("wt");
    const auto notes = with_code(notes_of(study), "data.weights");
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].message == "2 people in wave \"before\" have no positive weight in \"wt\"");
    CHECK(notes[1].message == "the weights of wave \"before\" range over 12 to 1");
}

TEST_CASE("a file that is not UTF-8 is named") {
    const Folder folder;
    auto text = answers(40, 0);
    text.replace(text.find("wt\n"), 3, "wt,caf\xE9\n");
    const auto study = study_of(folder.write("a.csv", text), folder.write("b.csv", answers(40, 0)));
    const auto notes = with_code(notes_of(study), "data.encoding");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].message == "read as windows-1252");
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
