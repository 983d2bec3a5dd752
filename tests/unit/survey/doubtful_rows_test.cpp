#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <string>

namespace outcomes::tests {
namespace {

/// Six sheets: two previews, one that is not finished, one spam, and two that are beyond doubt.
constexpr const char* qualtrics =
    "StartDate,EndDate,Status,Progress,Finished,ResponseId,UserLanguage,DistributionChannel,Q1\n"
    "Start Date,End Date,Response Type,Progress,Finished,Response ID,User Language,Distribution "
    "Channel,How?\n"
    "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"status\"\"}\","
    "\"{\"\"ImportId\"\":\"\"progress\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"_recordId\"\"}\","
    "\"{\"\"ImportId\"\":\"\"userLanguage\"\"}\",\"{\"\"ImportId\"\":\"\"distributionChannel\"\"}\",\"{"
    "\"\"ImportId\"\":\"\"QID1\"\"}\"\n"
    "2023-05-14 10:02:11,2023-05-14 10:09:50,Survey Preview,100,True,R_1,EN,preview,4\n"
    "2023-05-14 10:02:11,2023-05-14 10:09:50,IP Address,100,True,R_2,EN,anonymous,5\n"
    "2023-05-14 10:02:11,2023-05-14 10:09:50,IP Address,10,False,R_3,EN,anonymous,1\n"
    "2023-05-14 10:02:11,2023-05-14 10:09:50,Spam,100,True,R_4,EN,anonymous,2\n"
    "2023-05-14 10:02:11,2023-05-14 10:09:50,survey preview,100,True,R_5,EN,preview,3\n"
    "2023-05-14 10:02:11,2023-05-14 10:09:50,IP Address,100,True,R_6,EN,anonymous,3\n";

survey::Study study_of(const Folder& folder, const std::string& text) {
    survey::Study study;
    study.waves = {wave("spring", folder.write("spring.csv", text))};
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"Q1"}, "five");
    return study;
}

std::vector<base::Diagnostic> doubts(const survey::Study& study) {
    return with_code(survey::load(study).notes, "data.doubtful_rows");
}

TEST_SUITE_BEGIN("survey/doubtful_rows");

TEST_CASE("rows that may be no answers are counted by kind, and stay") {
    const Folder folder;
    const survey::Study study = study_of(folder, qualtrics);
    CHECK(survey::load(study).waves[0].size() == 6);
    const auto told = doubts(study);
    REQUIRE(told.size() == 1);
    CHECK(told[0].severity == base::Severity::warning);
    CHECK(told[0].message ==
          "wave \"spring\" has 6 rows, among them 2 preview, 1 spam and 1 unfinished; all count as answers");
    CHECK(told[0].help.find(
              "drop = [{ column = \"Status\", is = [\"Survey Preview\", \"survey preview\", \"Spam\"] }, "
              "{ column = \"Finished\", is = \"False\" }]") != std::string::npos);
}

TEST_CASE("what the study drops is no longer told, and what it keeps neither") {
    const Folder folder;
    survey::Study study = study_of(folder, qualtrics);
    study.rows.drop = {is("Status", {"Survey Preview", "Spam"})};
    REQUIRE(doubts(study).size() == 1);
    CHECK(doubts(study)[0].message.find("3 rows, among them 1 unfinished;") != std::string::npos);
    study.rows.drop.push_back(is("Finished", {"False"}));
    CHECK(doubts(study).empty());
    CHECK(survey::load(study).waves[0].size() == 2);

    survey::Study keeping = study_of(folder, qualtrics);
    keeping.rows.keep = {is("Finished", {"True"})};
    REQUIRE(doubts(keeping).size() == 1);
    CHECK(doubts(keeping)[0].message.find("unfinished") == std::string::npos);
}

TEST_CASE("in a language that is not known the channel and the progress tell") {
    const Folder folder;
    std::string text = qualtrics;
    for (const auto& [english, other] :
         {std::pair<std::string, std::string>{"Survey Preview", "Forh\xC3\xA5ndsvisning"},
          {"survey preview", "Forh\xC3\xA5ndsvisning"},
          {",False,", ",Nej,"}}) {
        text.replace(text.find(english), english.size(), other);
    }
    const auto told = doubts(study_of(folder, text));
    REQUIRE(told.size() == 1);
    CHECK(told[0].message.find("2 preview, 1 spam and 1 unfinished") != std::string::npos);
    CHECK(told[0].help.find("{ column = \"DistributionChannel\", is = \"preview\" }") != std::string::npos);
    CHECK(told[0].help.find("{ column = \"Progress\", below = 100 }") != std::string::npos);
}

TEST_CASE("a plain table has no doubtful rows, though a column is called Status") {
    const Folder folder;
    CHECK(doubts(study_of(folder, "id,Status,Q1\n1,Survey Preview,4\n2,IP Address,5\n")).empty());
}

TEST_CASE("the same file told to be plain is read as the study file says") {
    const Folder folder;
    survey::Study study = study_of(folder, qualtrics);
    study.waves[0].header_rows = 3;
    CHECK(survey::load(study).waves[0].size() == 6);
    CHECK(doubts(study).empty());
    study.waves[0].header_rows.reset();
    study.waves[0].profile = "plain";
    CHECK(survey::load(study).waves[0].size() == 8);
}

TEST_CASE("a condition of [rows] must find its column in one wave, and the others are told") {
    const Folder folder;
    survey::Study study = study_of(folder, qualtrics);
    study.waves.push_back(wave("autumn", folder.write("autumn.csv", "Q1\n4\n5\n")));
    study.rows.drop = {is("Status", {"Survey Preview"})};
    const auto responses = survey::load(study);
    CHECK(responses.waves[0].size() == 4);
    CHECK(responses.waves[1].size() == 2);
    CHECK(with_code(responses.notes, "data.condition_absent").size() == 1);
    // Nobody knows who in the other file is to be kept.
    study.rows.drop.clear();
    study.rows.keep = {is("Status", {"IP Address"})};
    const auto unknown = errors_of([&] { (void)survey::load(study); });
    REQUIRE(unknown.size() == 1);
    CHECK(unknown[0].code == "data.keep_absent");
    CHECK(unknown[0].message.find("wave \"autumn\"") != std::string::npos);
    study.rows.keep[0].waves = {study.waves[0].id};
    const auto uneven = survey::load(study);
    CHECK(uneven.waves[1].size() == 2);
    CHECK(with_code(uneven.notes, "data.keep_uneven").size() == 1);
    study.rows.keep.push_back(is("Q1", {"4"}));
    study.rows.keep[1].waves = {"autumn"};
    CHECK(with_code(survey::load(study).notes, "data.keep_uneven").empty());
    study.rows.keep.clear();
    study.rows.drop = {is("State", {"Survey Preview"})};
    const auto errors = errors_of([&] { (void)survey::load(study); });
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "data.missing_column");
}

TEST_CASE("a header that is repeated, or stands above several columns, is no name of a column") {
    const Folder folder;
    survey::Study study;
    study.waves = {
        wave("spring",
             folder.write("a.csv",
                          "Respondent ID,Agree?,,Other,Other,\n,I feel safe,I feel heard,Response,Response,\n"
                          "11400000001,4,5,x,y,\n11400000002,2,3,,,\n"))};
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"Agree? [I feel safe]", "Agree? [I feel heard]"}, "five");
    CHECK(survey::load(study).waves[0].size() == 2);
    for (const auto& [name, names] :
         {std::pair{"Agree?", "\"Agree? [I feel safe]\" and \"Agree? [I feel heard]\""},
          std::pair{"Other", "\"Other (1)\" and \"Other (2)\""}}) {
        survey::Study wrong = study;
        add_scale(wrong, "t", {name}, "five");
        const auto errors = errors_of([&] { (void)survey::load(wrong); });
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].code == "data.duplicate_column");
        CHECK(errors[0].help.find(names) != std::string::npos);
    }
}

TEST_CASE("a header that the layout calls otherwise is still a name") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("spring", folder.write("a.csv", "X.U.FEFF.Q1,b\n4,1\n5,2\n"))};
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"X.U.FEFF.Q1"}, "five");
    CHECK(survey::load(study).waves[0].size() == 2);
    study.items[0].column = column("Q1");
    CHECK(survey::load(study).waves[0].size() == 2);
}

}  // namespace

TEST_SUITE_END();
}  // namespace outcomes::tests
