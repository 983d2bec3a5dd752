// Waves, questions and people: what is found in files as they come.
#include "libstats/survey/draft_people.hpp"
#include "libstats/survey/draft_questions.hpp"
#include "libstats/survey/draft_waves.hpp"
#include "libstats/survey/export_file.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

struct Named {
    std::string name;
    std::string text;
};

std::vector<ExportFile> exports(const tests::Folder& folder, const std::vector<Named>& files) {
    std::vector<ExportFile> all;
    for (const Named& file : files) all.push_back(read_export(folder.write(file.name, file.text)));
    return all;
}

std::vector<std::string> ids(const std::vector<DraftWave>& waves) {
    std::vector<std::string> all;
    for (const DraftWave& wave : waves) all.push_back(wave.id);
    return all;
}

const DraftQuestion* find(const std::vector<DraftQuestion>& questions, const std::string& id) {
    const auto found =
        std::find_if(questions.begin(), questions.end(), [&](const auto& one) { return one.id == id; });
    return found == questions.end() ? nullptr : &*found;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_SUITE("survey/draft_files") {
    TEST_CASE("waves are ordered by the dates in their rows, whatever the files are called") {
        const tests::Folder folder;
        const auto files = exports(folder, {{"a_post.csv", "Date,x\n2012-05-01,1\n2012-05-03,2\n"},
                                            {"b_pre.csv", "Date,x\n2013-05-01,1\n2013-05-09,2\n"}});
        const auto waves = guess_waves(files);
        REQUIRE(waves.size() == 2);
        CHECK(waves[0].file == 0);
        CHECK(waves[0].date == "2012-05-03");
        CHECK(waves[0].label == "May 2012");
        CHECK(waves[0].doubt.empty());
    }

    TEST_CASE("else by the times and years in their names, else as given, which is a doubt") {
        struct Row {
            std::string first, second;
            Ids wanted;
            std::size_t earlier;
            bool doubt;
        };
        const Row rows[] = {{"month6_labels.csv", "baseline_labels.csv", {"baseline", "month6"}, 1, false},
                            {"t1_followup.csv", "t0_baseline.csv", {"t0", "t1"}, 1, false},
                            {"post.csv", "pre.csv", {"pre", "post"}, 1, false},
                            {"survey 2014.csv", "survey 2013.csv", {"baseline", "repeat"}, 1, false},
                            {"red.csv", "blue.csv", {"baseline", "repeat"}, 0, true}};
        for (const Row& row : rows) {
            CAPTURE(row.first);
            const tests::Folder folder;
            const auto files = exports(folder, {{row.first, "x\n1\n"}, {row.second, "x\n2\n"}});
            const auto waves = guess_waves(files);
            CHECK(ids(waves) == row.wanted);
            CHECK(waves[0].file == row.earlier);
            CHECK(waves[0].doubt.empty() != row.doubt);
        }
    }

    TEST_CASE("one file with a column of waves") {
        const tests::Folder folder;
        const auto files = exports(folder, {{"long.csv", "id,time,x\n1,6,4\n1,0,3\n2,0,5\n2,6,5\n3,0,1\n"}});
        const auto waves = guess_waves(files);
        REQUIRE(waves.size() == 2);
        CHECK(waves[0].where_column == "time");
        CHECK(waves[0].where_value == "0");
        CHECK(waves[0].records == std::vector<std::size_t>{1, 2, 4});
        CHECK(waves[1].records.size() == 2);
    }

    TEST_CASE("one file with columns that differ by a time alone") {
        const tests::Folder folder;
        const auto files = exports(folder, {{"wide.csv", "id,mood_pre,mood_post,age\na,1,2,30\nb,2,4,31\n"}});
        const auto waves = guess_waves(files);
        CHECK(ids(waves) == Ids{"pre", "post"});
        const auto questions = match_questions(files, waves);
        REQUIRE(questions.size() == 3);
        CHECK(find(questions, "mood_pre")->names == Ids{"mood_pre", "mood_post"});
        CHECK(find(questions, "age")->names == Ids{"age", "age"});
    }

    TEST_CASE("one file without any of that is one wave, which is a doubt") {
        const tests::Folder folder;
        const auto waves = guess_waves(exports(folder, {{"one.csv", "id,x\na,1\nb,2\n"}}));
        REQUIRE(waves.size() == 1);
        CHECK_FALSE(waves[0].doubt.empty());
    }

    TEST_CASE("questions whose names drift are matched, others are not") {
        const tests::Folder folder;
        const auto files =
            exports(folder, {{"t0.csv", "Q1,Q2,norms_moral_t0,mood_t0,Q7\n1,2,1,3,a\n2,1,2,1,b\n"},
                             {"t1.csv", "Q1,Q2b,norm_moral_t1,mood_t1,Q8\n1,2,2,3,a\n2,1,1,1,b\n"}});
        const auto waves = guess_waves(files);
        const auto questions = match_questions(files, waves);
        CHECK(find(questions, "Q1")->note.empty());
        CHECK(find(questions, "Q2")->names == Ids{"Q2", "Q2b"});
        CHECK(find(questions, "Q2")->doubt.empty());  // it stands in the same place
        CHECK(find(questions, "norms_moral_t0")->names == Ids{"norms_moral_t0", "norm_moral_t1"});
        CHECK(find(questions, "mood_t0")->names == Ids{"mood_t0", "mood_t1"});
        CHECK(find(questions, "Q7")->names == Ids{"Q7", ""});
        CHECK(find(questions, "Q8")->names == Ids{"", "Q8"});
    }

    TEST_CASE("a question that has moved may be another one") {
        const tests::Folder folder;
        const auto files =
            exports(folder, {{"pre.csv", "Q1,Q2\n1,2\n2,1\n"}, {"post.csv", "Q2_new,Q1\n1,2\n2,2\n"}});
        const auto questions = match_questions(files, guess_waves(files));
        CHECK(find(questions, "Q2")->names == Ids{"Q2", "Q2_new"});
        CHECK_FALSE(find(questions, "Q2")->doubt.empty());
    }

    TEST_CASE("the code of a person is found again; a number of the response is not") {
        const tests::Folder folder;
        const auto files = exports(
            folder, {{"pre.csv",
                      "Response number,Code,Sex,Age band,Household,Q1\n"
                      "1,ab1,F,16-24,h1,3\n2,cd2,M,25-44,h1,2\n3,ef3,F,25-44,h2,1\n4,,M,16-24,h3,1\n"},
                     {"post.csv",
                      "Response number,Code,Sex,Age band,Household,Q1\n"
                      "1,cd2,M,25-44,h1,1\n2,ab1,F,16-24,h1,3\n3,gh4,F,25-44,h9,1\n"}});
        const auto waves = guess_waves(files);
        auto questions = match_questions(files, waves);
        const DraftPeople people = find_people(questions, waves);
        CHECK(people.id == Ids{"Code"});
        CHECK(people.n_in_all == 2);
        CHECK(people.n_duplicates == 0);
        CHECK(people.sex == "Sex");
        CHECK(people.age == "Age band");
        CHECK(people.household == "Household");
        CHECK(find(questions, "Response number")->role == ColumnRole::response);
        CHECK(find(questions, "Q1")->role == ColumnRole::question);
    }

    TEST_CASE("a number within a place is a key together with the place") {
        const tests::Folder folder;
        const auto files = exports(folder, {{"pre.csv", "site,id,x\nA,1,1\nA,2,2\nB,1,3\nB,2,4\n"},
                                            {"post.csv", "site,id,x\nA,1,1\nB,1,3\nB,2,4\nA,2,1\n"}});
        const auto waves = guess_waves(files);
        auto questions = match_questions(files, waves);
        CHECK(find_people(questions, waves).id == Ids{"site", "id"});
    }

    TEST_CASE("codes that people put together show what stands between their parts") {
        struct Case {
            const char* what;
            std::vector<std::string> codes;
            const char* separator;
        };
        const std::vector<Case> cases{
            {"three parts", {"07-B-3", "07-L-3", "12-B-1", "12-L-3", "19-B-1", "19-L-2"}, "-"},
            {"a stroke", {"07/B", "07/L", "12/B", "12/L", "19/B", "19/L"}, "/"},
            {"one in seven without", {"07-B", "07-L", "12-B", "12-L", "19-B", "19-L", "19M"}, ""},
            {"a serial number", {"R-001", "R-002", "R-003", "R-004", "R-005", "R-006"}, ""},
            {"a part that tells all", {"A-001", "B-002", "A-003", "B-004", "A-005", "B-006"}, ""},
            {"long parts", {"town-07", "town-08", "river-07", "river-08", "field-07", "field-08"}, ""},
            {"too few to tell", {"07-B", "07-L", "12-B", "12-L"}, ""},
        };
        for (const Case& one : cases) {
            CAPTURE(std::string(one.what));
            std::string text = "code,x\n";
            for (const std::string& code : one.codes) text += code + ",1\n";
            const tests::Folder folder;
            const auto files = exports(folder, {{"pre.csv", text}, {"post.csv", text}});
            const auto waves = guess_waves(files);
            auto questions = match_questions(files, waves);
            const DraftPeople people = find_people(questions, waves);
            CHECK(people.id == Ids{"code"});
            CHECK(people.separator == one.separator);
        }
    }

    TEST_CASE("a number that starts again in every file is a doubt") {
        const tests::Folder folder;
        const auto files =
            exports(folder, {{"pre.csv", "id,x\n1,1\n2,2\n3,3\n"}, {"post.csv", "id,x\n1,1\n2,3\n3,4\n"}});
        const auto waves = guess_waves(files);
        auto questions = match_questions(files, waves);
        CHECK_FALSE(find_people(questions, waves).id_doubt.empty());
    }

    TEST_CASE("nobody can be found again") {
        const tests::Folder folder;
        const auto files =
            exports(folder, {{"pre.csv", "mood,x\n1,1\n2,2\n"}, {"post.csv", "mood,x\n1,1\n2,3\n"}});
        const auto waves = guess_waves(files);
        auto questions = match_questions(files, waves);
        CHECK(find_people(questions, waves).id.empty());
    }
}
