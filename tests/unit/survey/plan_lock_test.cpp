#include "libstats/survey/plan_lock.hpp"

#include "libstats/survey/study_file.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace outcomes::tests {
namespace {

const std::string town = R"(schema = 1
[study]
id    = "town"
title = "Town"
[wave]
baseline = { file = "first.csv", date = 2013-03-01 }
repeat   = { file = "second.csv", date = 2014-03-01 }
[columns]
id = "id"
[missing]
labels = ["NA"]
[rules]
small_change = { sd = 0.2, why = "agreed" }
[rows]
drop = [{ column = "status", is = ["test", "preview"] }]
[answers]
agree = { labels = ["No", "Partly", "Yes"], scores = [1, 2, 3], also = { "Part" = "Partly" } }
[item]
m3 = { text = "Wording", column = { baseline = "m3", repeat = "m3a" } }
[scale]
mood = { label = "Mood", items = ["m1..m3"], answers = "agree", max_missing = 1 }
calm = { items = ["c1", "c2"], reverse = ["c2"], answers = "agree" }
[category]
help = { column = "h", answers = "agree" }
[subgroup]
age = { column = "age", cuts = [16, 35] }
)";

survey::Study study_of(const Folder& folder, const std::string& text) {
    return survey::read_study(folder.write("town.toml", text));
}

std::string changed(const std::string& from, const std::string& to) {
    std::string text = town;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

survey::PlanLock lock_of(const Folder& folder) {
    return survey::lock_of(study_of(folder, town), "2013-02-20", "1.0");
}

TEST_SUITE_BEGIN("survey/plan_lock");

TEST_CASE("what does not decide anything does not count") {
    const Folder folder;
    const auto plan = survey::plan_entries(study_of(folder, town));
    const std::string same[] = {
        changed("title = \"Town\"", "title = \"Another title\""),
        changed("label = \"Mood\", ", ""),
        changed("text = \"Wording\", ", ""),
        changed("why = \"agreed\"", "why = \"agreed in March\""),
        changed("[\"m1..m3\"]", "[\"m3\", \"m1\", \"m2\"]"),
        changed("is = [\"test\", \"preview\"]", "is = [\"preview\", \"test\"]"),
        changed("max_missing = 1", "max_missing = 1, score = \"mean\", better = \"higher\""),
        changed("[rules]\n", "# decided in March\n[rules]\nadjust   =   \"holm\"\n"),
        changed("scores = [1, 2, 3]", "scores = [1.0, 2.0, 3.0]"),
        changed("date = 2014-03-01", "date = 2014-04-01"),
    };
    for (const std::string& text : same) {
        CAPTURE(text);
        CHECK(survey::plan_entries(study_of(folder, text)) == plan);
    }
}

TEST_CASE("a lock comes back as it was written") {
    const Folder folder;
    (void)folder.write("first.csv", "id\n1\n");
    const survey::PlanLock lock = lock_of(folder);
    const auto again = survey::read_lock(folder.write("town.lock", survey::lock_text(lock)));
    REQUIRE(again);
    CHECK(again->study == "town");
    CHECK(again->date == "2013-02-20");
    CHECK(again->version == "1.0");
    CHECK(again->entries == lock.entries);
    REQUIRE(again->files.size() == 1);
    CHECK(again->files == lock.files);
    CHECK(again->files[0].first == "first.csv");
    CHECK(survey::changed_rules(*again, study_of(folder, town)).empty());
}

TEST_CASE("every kind of change is named with what it was and what it is") {
    struct Row {
        const char *from, *to;
        const char *key, *before, *after;
    };
    const Row rows[] = {
        {"sd = 0.2", "sd = 0.3", "rules.small_change", "0.2 sd", "0.3 sd"},
        {"[rules]\n", "[rules]\nheadline = \"place\"\n", "rules.headline", "people", "place"},
        {"[rules]\n", "[rules]\nadjust = \"none\"\n", "rules.adjust", "holm", "none"},
        {"[rules]\n", "[rules]\nconfidence = 0.9\n", "rules.confidence", "0.95", "0.9"},
        {"[rules]\n", "[rules]\nduplicates = \"set_aside\"\n", "rules.duplicates", "error", "set_aside"},
        {"id    = \"town\"\n", "id    = \"town\"\ndesign = \"mixed\"\n", "rules.design", "paired", "mixed"},
        {"max_missing = 1", "max_missing = 2", "scale.mood.max_missing", "1", "2"},
        {"[\"m1..m3\"]", "[\"m1..m2\"]", "scale.mood.items", "[\"m1\", \"m2\", \"m3\"]", "[\"m1\", \"m2\"]"},
        {", reverse = [\"c2\"]", "", "scale.calm.reverse", "[\"c2\"]", ""},
        {"reverse = [\"c2\"]", "reverse = [\"c2\"], better = \"lower\"", "scale.calm.better", "higher",
         "lower"},
        {"reverse = [\"c2\"]", "reverse = [\"c2\"], small_change = { points = 1 }", "scale.calm.small_change",
         "", "1 points"},
        {"scores = [1, 2, 3]", "scores = [0, 1, 2]", "answers.agree.scores", "[1, 2, 3]", "[0, 1, 2]"},
        {"\"Part\" = \"Partly\"", "\"Part\" = \"Partly\", \"Y\" = \"Yes\"", "answers.agree.also",
         "[\"Part = Partly\"]", "[\"Part = Partly\", \"Y = Yes\"]"},
        {"labels = [\"NA\"]", "labels = [\"NA\", \"?\"]", "missing.labels", "[\"NA\"]", "[\"?\", \"NA\"]"},
        {"\"test\", \"preview\"", "\"test\"", "rows.drop", "[\"status is [\\\"preview\\\", \\\"test\\\"]\"]",
         "[\"status is [\\\"test\\\"]\"]"},
        {"id = \"id\"", "id = \"code\"", "rows.id", "[\"id\"]", "[\"code\"]"},
        {"repeat = \"m3a\"", "repeat = \"m3b\"", "item.m3.column", "baseline: m3; repeat: m3a",
         "baseline: m3; repeat: m3b"},
        {"column = \"h\", answers = \"agree\"", "column = \"h2\", answers = \"agree\"",
         "category.help.column", "h", "h2"},
        {"cuts = [16, 35]", "cuts = [16, 40]", "subgroup.age.cuts", "[16, 35]", "[16, 40]"},
        {"[category]\nhelp = { column = \"h\", answers = \"agree\" }\n", "", "category.help", "in the plan",
         ""},
        {"[scale]\n", "[scale]\nnew = { items = [\"n1\", \"n2\"], answers = \"agree\" }\n", "scale.new", "",
         "in the study file"},
    };
    const Folder folder;
    const survey::PlanLock lock = lock_of(folder);
    for (const Row& row : rows) {
        CAPTURE(std::string(row.to));
        const auto changes = survey::changed_rules(lock, study_of(folder, changed(row.from, row.to)));
        // a question that no scale has any more goes with its column
        const bool with_item = std::string_view(row.key) == "scale.mood.items";
        REQUIRE(changes.size() == (with_item ? 2 : 1));
        CHECK(changes.back().key == row.key);
        CHECK(changes.back().before == row.before);
        CHECK(changes.back().after == row.after);
    }
}

TEST_CASE("a conversion table counts by its bytes") {
    const Folder folder;
    const std::string text = changed("max_missing = 1", "convert = \"table.csv\"");
    (void)folder.write("table.csv", "raw,converted\n1,10\n");
    const auto lock = survey::lock_of(study_of(folder, text), "2013-02-20", "1.0");
    CHECK(survey::changed_rules(lock, study_of(folder, text)).empty());
    (void)folder.write("table.csv", "raw,converted\n1,11\n");
    const auto changes = survey::changed_rules(lock, study_of(folder, text));
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].key == "scale.mood.convert");
}

TEST_CASE("files of the first wave that were there are compared by their bytes") {
    const Folder folder;
    (void)folder.write("first.csv", "id\n1\n");
    const auto study = study_of(folder, town);
    const auto lock = survey::lock_of(study, "2013-02-20", "1.0");
    CHECK(survey::changed_files(lock, study).empty());
    (void)folder.write("second.csv", "id\n1\n");
    CHECK(survey::changed_files(lock, study).empty());
    (void)folder.write("first.csv", "id\n1\n2\n");
    const auto changes = survey::changed_files(lock, study);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].key == "first.csv");
}

TEST_CASE("a lock that cannot be trusted is refused") {
    const Folder folder;
    const std::string text = survey::lock_text(lock_of(folder));
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string other = text;
        const auto at = other.find(from);
        REQUIRE(at != std::string::npos);
        return other.replace(at, from.size(), to);
    };
    struct Row {
        std::string text;
        const char* part;
    };
    const Row rows[] = {
        {with("\"scales.scale.mood.max_missing\" = 1", "\"scales.scale.mood.max_missing\" = 2"),
         "its scales do not give its hash"},
        {with("\"0.2 sd\"", "\"0.3 sd\""), "its rules do not give its hash"},
        {with("lock    = 1", "lock    = 2"), "newer version"},
        {with("[plan]", "[plans]"), "no table \"plan\""},
        {with("date    = 2013-02-20", "date    = \"then\""), "no key \"date\""},
        {"not a lock", "not a lock file"},
        {"", "no key \"lock\""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.part);
        const auto path = folder.write("town.lock", row.text);
        const auto errors = errors_of([&] { (void)survey::read_lock(path); });
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].code == "lock.unreadable");
        CHECK(errors[0].message.find(row.part) != std::string::npos);
        CHECK(errors[0].place.file == path);
        CHECK_FALSE(errors[0].help.empty());
    }
    CHECK_FALSE(survey::read_lock("there_is_no_such.lock"));
}

TEST_CASE("texts with quotes survive") {
    const Folder folder;
    const std::string text = changed("\"Partly\", \"Yes\"]", "\"Part\\\"ly\\\\\", \"Yes\"]");
    const auto study =
        study_of(folder, text.substr(0, text.find(", also")) + text.substr(text.find(" }\n[item]")));
    const auto lock = survey::lock_of(study, "2013-02-20", "1.0");
    const auto again = survey::read_lock(folder.write("town.lock", survey::lock_text(lock)));
    REQUIRE(again);
    CHECK(again->entries == lock.entries);
}

TEST_CASE("the lock lies beside the study file") {
    CHECK(survey::lock_path("data/town.toml") == "data/town.lock");
    CHECK(survey::lock_path("town.toml") == "town.lock");
    CHECK(survey::lock_path("a.b/town") == "a.b/town.lock");
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
