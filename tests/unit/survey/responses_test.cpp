#include "libstats/survey/responses.hpp"

#include "libstats/survey/linkage.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace outcomes::tests {
namespace {

using survey::none;

survey::Study two_waves(const Folder& folder, const char* before, const char* after) {
    survey::Study study;
    study.waves = {wave("before", folder.write("before.csv", before)),
                   wave("after", folder.write("after.csv", after))};
    study.columns.id = {column("id")};
    return study;
}

TEST_SUITE_BEGIN("survey/responses");

TEST_CASE("the same id is the same person in every wave, but for white space around it nothing is forgiven") {
    const Folder folder;
    const auto study =
        two_waves(folder, "id,x\nA1,1\n a2 ,1\n,1\nNAN1,1\nA3,1\n", "id,x\na2,2\nA1,2\nA 3,2\n");
    const auto responses = survey::load(study);
    const auto& before = responses.waves[0].person;
    const auto& after = responses.waves[1].person;
    CHECK(before == std::vector<std::uint32_t>{0, 1, none, 2, 3});
    CHECK(after == std::vector<std::uint32_t>{1, 0, 4});
    CHECK(responses.n_people == 5);
    CHECK(responses.waves[0].n_blank_id == 1);
}

TEST_CASE("a text that means missing is a blank id") {
    const Folder folder;
    auto study = two_waves(folder, "id\nNA\nA1\n-9\n", "id\nA1\n");
    study.missing.labels = {"na"};
    study.missing.codes = {{"-9", "refused"}};
    const auto responses = survey::load(study);
    CHECK(responses.waves[0].person == std::vector<std::uint32_t>{none, 0, none});
    const auto notes = with_code(responses.notes, "data.blank_ids");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].message == "2 sheets of wave \"before\" without an id cannot be linked");
}

TEST_CASE("words for no answer are never an id, whatever [missing] says") {
    const Folder folder;
    const std::vector<std::string> none_of{
        "n/a", "N/A", "Don\xE2\x80\x99t know", "  DON'T  KNOW ", "dont_know", "N / A",  "No answer.", "NA",
        "?",   "--",  "Prefer not to say",     "refused",        "99",        "Left it"};
    const std::vector<std::string> ids{"Nadia", "a-7", "NA1", "no 9", "999", "\xC5\x82"};
    std::string csv = "id\n";
    for (const std::string& text : none_of) csv += text + "\n";
    for (const std::string& text : ids) csv += text + "\n";
    auto study = two_waves(folder, csv.c_str(), csv.c_str());
    study.missing.labels = {"", "left it"};
    study.missing.codes = {{"99", "refused"}};
    for (const bool in_two : {false, true}) {
        if (in_two) study.columns.id.push_back(column("id"));
        const auto responses = survey::load(study);
        CHECK(responses.n_people == ids.size());
        for (const auto& wave : responses.waves) {
            CHECK(wave.n_blank_id == none_of.size());
            CHECK(wave.person.back() != none);
        }
        CHECK(survey::link(responses.waves[0], responses.waves[1]).pairs.size() == ids.size());
    }
}

TEST_CASE("ids of one shared file are numbered alike, trimmed or not") {
    const Folder folder;
    for (const char* text : {"id,t\nB,1\nA,1\nA,2\nC,2\nB,2\n", "id,t\nB,1\nA,1\n A,2\nC,2\nB ,2\n"}) {
        CAPTURE(text);
        const auto path = folder.write("long.csv", text);
        survey::Study study;
        study.waves = {wave("before", path), wave("after", path)};
        study.waves[0].where = {is("t", {"1"})};
        study.waves[1].where = {is("t", {"2"})};
        study.columns.id = {column("id")};
        const auto responses = survey::load(study);
        CHECK(responses.waves[0].tables[0] == responses.waves[1].tables[0]);  // read once
        CHECK(responses.waves[0].person == std::vector<std::uint32_t>{0, 1});
        CHECK(responses.waves[1].person == std::vector<std::uint32_t>{1, 2, 0});
        CHECK(responses.n_people == 3);
    }
}

TEST_CASE("several columns make one id; one of them blank makes it blank") {
    const Folder folder;
    auto study = two_waves(folder, "day,street\n1,12\n11,2\n1,\n", "day,street\n11,2\n1,12\n,\n");
    study.columns.id = {column("day"), column("street")};
    const auto responses = survey::load(study);
    CHECK(responses.waves[0].person == std::vector<std::uint32_t>{0, 1, none});
    CHECK(responses.waves[1].person == std::vector<std::uint32_t>{1, 0, none});
}

TEST_CASE("id columns may be called differently in each wave, and waves may have several files") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("before", folder.write("a.csv", "code\nx\ny\n")),
                   wave("after", folder.write("b.csv", "id\ny\n"))};
    study.waves[1].files.push_back(folder.write("c.csv", "id\nz\nx\n"));
    study.columns.id = {{"id", {{"before", "code"}}, {}}};
    const auto responses = survey::load(study);
    CHECK(responses.waves[1].person == std::vector<std::uint32_t>{1, 2, 0});
    CHECK(responses.waves[1].sheets[2].table == 1);
    CHECK(responses.waves[1].sheets[2].record == 1);
    CHECK(survey::cell_text(responses.waves[1], 2, "id") == "x");
    CHECK(survey::cell_text(responses.waves[1], 2, "absent").empty());
}

TEST_CASE("a household that only one file knows is that of the person in the others") {
    const Folder folder;
    auto study = two_waves(folder, "id,home\nA1,h1\nA2,h1\nA3,\nA4,h2\n", "id\nA4\nA3\nA1\nA5\n\"\"\n");
    study.columns.household = survey::ColumnName{"", {{"before", "home"}}, {}};
    const auto responses = survey::load(study);
    CHECK(responses.waves[0].household == std::vector<std::uint32_t>{0, 0, none, 1});
    CHECK(responses.waves[1].household == std::vector<std::uint32_t>{1, none, 0, none, none});
    CHECK(responses.n_households == 2);
}

TEST_CASE("households are numbered like people") {
    const Folder folder;
    auto study = two_waves(folder, "id,home\n1,h7\n2,h7\n3,\n", "id,home\n1,h7\n2,h9\n");
    study.columns.household = column("home");
    const auto responses = survey::load(study);
    CHECK(responses.waves[0].household == std::vector<std::uint32_t>{0, 0, none});
    CHECK(responses.waves[1].household == std::vector<std::uint32_t>{0, 1});
    CHECK(responses.n_households == 2);
}

TEST_CASE("an id that stands twice is an error with its lines") {
    const Folder folder;
    const auto study = two_waves(folder, "id,x\nA,1\nB,1\nA,2\nC,1\nB,3\nA,3\n", "id,x\nA,1\n");
    const auto errors = errors_of([&] { (void)survey::load(study); });
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "data.duplicate_id");
    CHECK(errors[0].message == "2 ids stand more than once in wave \"before\"");
    CHECK(errors[0].found == "\"A\" 3 times (lines 2, 4 and 7)\n\"B\" 2 times (lines 3 and 6)");
    CHECK(errors[0].place.line == 4);
    CHECK(errors[0].place.cell == "A4");
    CHECK(errors[0].help.find("set_aside") != std::string::npos);
}

TEST_CASE("set aside means every copy, never the first one taken for the right one") {
    const Folder folder;
    auto study = two_waves(folder, "id,home\nA,1\nB,1\nA,2\n,1\n,2\nC,1\n", "id,home\nA,1\nC,2\n");
    study.rules.duplicates = survey::Duplicates::set_aside;
    study.columns.household = column("home");
    const auto responses = survey::load(study);
    const auto& before = responses.waves[0];
    CHECK(before.n_set_aside == 2);
    CHECK(before.size() == 4);  // B, two without an id, C
    CHECK(before.person == std::vector<std::uint32_t>{0, none, none, 1});
    CHECK(before.household.size() == before.size());
    CHECK(survey::link(before, responses.waves[1]).pairs.size() == 1);
    CHECK(with_code(responses.notes, "data.duplicate_id").size() == 1);
}

TEST_CASE("a column that is not there is an error with what is there") {
    const Folder folder;
    auto study = two_waves(folder, "id,Q2_2,Q2_3\n1,1,1\n", "id,Q2_2\n1,1\n");
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"Q2_2", "q2_3"}, "five");
    const auto errors = errors_of([&] { (void)survey::load(study); });
    REQUIRE(errors.size() == 2);
    CHECK(errors[0].code == "data.missing_column");
    CHECK(errors[0].message.find("the column \"q2_3\" is not in ") == 0);
    CHECK(errors[0].found == "the file has \"id\", \"Q2_2\" and \"Q2_3\"");
    CHECK(errors[0].help == "did you mean \"Q2_3\" or \"Q2_2\"?");
    CHECK(errors[1].message.find("(wave \"after\")") != std::string::npos);
}

TEST_CASE("a message about a column points at the study file if there is one") {
    const Folder folder;
    auto study = two_waves(folder, "id\n1\n", "id\n1\n");
    study.path = "study.toml";
    study.columns.weight = column("wt");
    study.columns.weight->mark = {12, 11};
    const auto errors = errors_of([&] { (void)survey::load(study); });
    REQUIRE(errors.size() == 2);
    CHECK(errors[0].place.file == "study.toml");
    CHECK(errors[0].place.line == 12);
    CHECK(errors[0].place.column == 11);
}

TEST_CASE("two columns of one name are an error only where the study uses the name") {
    const Folder folder;
    auto study = two_waves(folder, "id,x,x,q\n1,2,3,4\n", "id,q\n1,4\n");
    CHECK(survey::load(study).waves.size() == 2);
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"x"}, "five");
    std::vector<base::Diagnostic> defects;
    (void)survey::load_for_check(study, {}, defects);
    const auto twice = with_code(defects, "data.duplicate_column");
    REQUIRE(twice.size() == 1);
    CHECK(twice[0].found == "the second is field 3 (cell C1 in Excel)");
}

TEST_CASE("what people are asked once may be missing from a wave, but not from all") {
    const Folder folder;
    auto study = two_waves(folder, "id,age\n1,30\n", "id,q\n1,4\n");
    survey::Subgroup age;
    age.id = "age";
    age.column = column("age");
    study.subgroups = {age};
    const auto responses = survey::load(study);
    CHECK(survey::column_of(responses.waves[0], 0, "age") != nullptr);
    CHECK(survey::column_of(responses.waves[1], 0, "age") == nullptr);
    study.subgroups[0].column = column("tenure");
    CHECK(errors_of([&] { (void)survey::load(study); }).size() == 1);
}

TEST_CASE("a wave without anybody, and ids that are all blank") {
    const Folder folder;
    auto study = two_waves(folder, "id,t\n1,1\n2,1\n", "id,t\n,2\nNA,2\n");
    study.waves[0].where = {is("t", {"3"})};
    study.missing.labels = {"NA"};
    std::vector<base::Diagnostic> defects;
    (void)survey::load_for_check(study, {}, defects);
    CHECK(with_code(defects, "data.empty_wave").size() == 1);
    CHECK(with_code(defects, "data.all_ids_blank").size() == 1);
    CHECK(errors_of([&] { (void)survey::load(study); }).size() == 2);

    study.design = survey::Design::mixed;  // then nobody needs to be linked
    CHECK_THROWS_AS((void)survey::load(study), base::NotEnoughError);
}

TEST_CASE("a file that cannot be read is one error, and no other follows from it") {
    const Folder folder;
    auto study = two_waves(folder, "id\n1\n", "id\n1\n");
    study.waves[1].files = {folder.write("x.csv", "id\n1\n") + ".missing"};
    CHECK(errors_of([&] { (void)survey::load(study); }).size() == 1);
}

TEST_CASE("only what was asked for is read") {
    const Folder folder;
    auto study = two_waves(folder, "id,a,b,c\n1,1,1,1\n", "id,a,b\n1,1,1\n");
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"a"}, "five");
    add_scale(study, "t", {"b"}, "five");
    const auto some = survey::load(
        study, {.waves = {"before"}, .scales = {"t"}, .extra_columns = {"c"}, .need_people = false});
    REQUIRE(some.waves.size() == 1);
    std::vector<std::string> names;
    for (const auto& column : some.waves[0].tables[0]->columns) names.push_back(column.name);
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"b", "c"});
    CHECK(some.waves[0].person == std::vector<std::uint32_t>{none});
    CHECK(survey::load(study, {.waves = {}, .scales = {}, .extra_columns = {"c"}}).waves.size() == 2);
    CHECK_THROWS_AS((void)survey::load(study, {.waves = {}, .scales = {}, .extra_columns = {"zz"}}),
                    base::InputError);
}

TEST_CASE("in a wide file without ids each record is a person") {
    const Folder folder;
    const auto path = folder.write("wide.csv", "pre,post\n1,2\n3,4\n");
    survey::Study study;
    study.waves = {wave("before", path), wave("after", path)};
    study.columns.row_is_person = true;
    add_column_scale(study, "s", {"", {{"before", "pre"}, {"after", "post"}}, {}});
    const auto responses = survey::load(study);
    CHECK(survey::link(responses.waves[0], responses.waves[1]).pairs.size() == 2);
    CHECK(responses.n_people == 2);
}

TEST_CASE("short records are padded and counted") {
    const Folder folder;
    const auto study = two_waves(folder, "id,x,y\n1\n2,5,5\n3,4\n", "id\n1\n");
    const auto notes = with_code(survey::load(study).notes, "data.padded_rows");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].message == "2 records are shorter than the header; what is missing counts as blank");
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
