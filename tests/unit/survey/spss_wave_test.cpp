// A wave whose file SPSS saved, beside one that was exported as CSV.

#include "libstats/survey/linkage.hpp"
#include "libstats/survey/row_filter.hpp"
#include "tests/support/sav_file.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

using survey::none;

/// Codes run from agreement to disagreement, as many questionnaires have them.
std::string spring_sav() {
    const std::vector<std::pair<double, std::string>> agree = {
        {1, "Agree"}, {2, "Neither"}, {3, "Disagree"}, {8, "Don't know"}, {9, "No answer"}};
    const std::vector<SavVariable> variables = {
        {.name = "code", .width = 6, .missing_texts = {"none"}},
        {.name = "q1", .labels = agree, .missing = {{9, 9}}},
        {.name = "q2", .labels = agree, .missing = {{9, 9}}},
        {.name = "sex", .labels = {{1, "Male"}, {2, "Female"}}},
        {.name = "mean", .missing = {{-2, -1}}},
    };
    const std::vector<SavRow> rows = {{"A1", 1.0, 2.0, 1.0, 2.5},
                                      {"B2", 3.0, 9.0, 2.0, -1.0},
                                      {"C3", 2.0, {}, 2.0, 3.0},
                                      {"none", 1.0, 1.0, 1.0, {}}};
    return sav_bytes(variables, rows);
}

survey::Study study_of(const Folder& folder) {
    survey::Study study;
    study.waves = {wave("before", folder.write("spring.sav", spring_sav())),
                   wave("after", folder.write("autumn.csv",
                                              "code,q1,q2,sex,mean\n"
                                              "B2,Agree,Neither,Female,3\n"
                                              "A1,Disagree,Disagree,Male,2\n"))};
    study.columns.id = {column("code")};
    study.answers = {labelled("agree", {"Disagree", "Neither", "Agree"}, 1)};
    auto& scale = add_scale(study, "trust", {"q1", "q2"}, "agree");
    scale.max_missing = 1;
    return study;
}

TEST_SUITE_BEGIN("survey/spss_wave");

TEST_CASE("codes are read as the labels that the file gives them, like an export of labels") {
    const Folder folder;
    const auto study = study_of(folder);
    const auto responses = survey::load(study);
    const auto scores = score(study, responses, "trust");
    using Values = std::vector<std::optional<double>>;
    CHECK(values(scores, 0) == Values{2.5, 1.0, 2.0, 3.0});  // 9 is declared missing, the blank too
    CHECK(values(scores, 1) == Values{2.5, 1.0});
    const auto linked = survey::link(responses.waves[0], responses.waves[1]);
    CHECK(linked.pairs.size() == 2);
}

TEST_CASE("codes count as scores where the list has none of the file's labels") {
    const Folder folder;
    auto study = study_of(folder);
    study.waves.pop_back();
    study.answers = {labelled("agree", {"Nein", "Teils", "Ja"}, 1)};
    const auto responses = survey::load(study);
    using Values = std::vector<std::optional<double>>;
    CHECK(values(score(study, responses, "trust"), 0) == Values{1.5, 3.0, 2.0, 1.0});
}

TEST_CASE("an id that the file declares missing is no id") {
    const Folder folder;
    const auto study = study_of(folder);
    const auto responses = survey::load(study);
    CHECK(responses.waves[0].person == std::vector<std::uint32_t>{0, 1, 2, none});
    CHECK(responses.waves[0].n_blank_id == 1);
}

TEST_CASE("a score of its own column leaves out what the file declares missing") {
    const Folder folder;
    auto study = study_of(folder);
    add_column_scale(study, "mean", column("mean"));
    const auto responses = survey::load(study);
    using Values = std::vector<std::optional<double>>;
    CHECK(values(score(study, responses, "mean"), 0) == Values{2.5, std::nullopt, 3.0, std::nullopt});
}

TEST_CASE("conditions find a code by its number and by its label") {
    const Folder folder;
    auto study = study_of(folder);
    for (const char* wanted : {"2", "2.0", "female"}) {
        CAPTURE(wanted);
        study.waves[0].where = {is("sex", {wanted})};
        CHECK(survey::load(study).waves[0].size() == 2);
    }
    study.waves[0].where.clear();
    survey::Condition answered;
    answered.column = "q2";
    answered.blank = false;
    study.waves[0].where = {answered};
    CHECK(survey::load(study).waves[0].size() == 2);  // 9 is declared missing
}

TEST_CASE("an answer is listed for what the study says before it is what the file calls missing") {
    const Folder folder;
    auto study = study_of(folder);
    study.answers[0].also = {{"No answer", "Neither"}};
    const auto responses = survey::load(study);
    using Values = std::vector<std::optional<double>>;
    CHECK(values(score(study, responses, "trust"), 0) == Values{2.5, 1.5, 2.0, 3.0});
}

TEST_CASE("what no list has is told with the number of its record") {
    const Folder folder;
    auto study = study_of(folder);
    study.answers = {labelled("agree", {"Disagree", "Neither"}, 3)};
    const auto responses = survey::load(study);
    const auto errors = errors_of([&] { static_cast<void>(score(study, responses, "trust")); });
    REQUIRE_FALSE(errors.empty());
    CHECK(errors[0].code == "data.unknown_answer");
    CHECK(errors[0].place.file.ends_with("spring.sav"));
    CHECK(errors[0].place.line == 1);
    CHECK(errors[0].place.cell.empty());
    CHECK(errors[0].excerpt.empty());
    CHECK(errors[0].caret_column == 0);
}

TEST_CASE("a column that the file has not is missed by name") {
    const Folder folder;
    auto study = study_of(folder);
    add_scale(study, "other", {"q3"}, "agree");
    const auto errors = errors_of([&] { static_cast<void>(survey::load(study)); });
    REQUIRE(errors.size() == 2);  // one a file
    CHECK(errors[0].code == "data.missing_column");
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
