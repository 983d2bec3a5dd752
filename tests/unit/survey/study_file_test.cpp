#include "libstats/survey/study_file.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/random.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

using Texts = std::vector<std::string>;

/// Every table of the schema at least once; invented.
const std::string river_quarter = R"(schema = 1

[study]
id         = "river"
title      = "River quarter survey"
question   = "Do neighbours know each other better a year on?"
design     = "mixed"
population = 912
community  = "River quarter"

[wave]                             # written in the wrong order on purpose
repeat   = { label = "Autumn 2023", file = ["data/b1.csv", "/tmp/b2.csv"], date = 2023-10-01, decimal = ",", delimiter = ";" }
baseline = { file = '..\a.csv', date = "2022-10-01", where = { time = 1, study = "RIVER", arm = ["x", 2.50] }, header_rows = 3, encoding = "cp1252" }

[columns]
id        = ["Code", { baseline = "House", repeat = "HouseNo" }]
household = "Home"
weight    = "wt"
group     = { column = "Area", programme = "River", comparison = "Hill" }
sex       = { baseline = "Sex" }
age       = "Age"
consent   = "Agreed"

[missing]
codes  = { -9 = "not answered", "-7" = "no wish to say" }
labels = ["n/a"]

[rows]
keep = [{ column = "Finished", is = true_text }]
drop = [{ column = "Age", above = 102.5 }, { column = "Status", is_not = ["Done", 1], blank = false }]

[rules]
confidence   = 0.90
small_change = { sd = 0.25, why = "settled in May" }
adjust       = "bh"
headline     = "place"
duplicates   = "set_aside"
seed         = 11

[answers]
yes4  = { labels = ["No!", "No", "Yes", "Yes!"], scores = [0, 1, 2, 3], middle = "yes", also = { "Yess" = "yes" } }
steps = { range = [0, 7.5], also = { "top" = "7.5" } }

[item]
near = { text = "I know the people next door", column = { baseline = "A1", repeat = "B1" }, answers = "steps" }
Q2   = { text = "I would ask them a favour" }

[scale_defaults]
answers     = "yes4"
score       = "sum"
max_missing = 1
better      = "neither"

[scale]
zest  = { label = "Zest", items = ["Q1..Q3", "near"], reverse = ["Q2..Q3"], convert = "lookup/zest.csv" }
alarm = { items = ["Q08..Q10"], better = "lower", score = "percent", blank = "zero", max_missing = 2, small_change = { points = 5 } }
trust = { column = "trust_mean", items = 4, range = [1, 5], small_change = { percent = 4 } }

[category]
helped = { label = "Helped out", column = "Q20", answers = "yes4", better = "yes", small_change = { points = 6 } }

[subgroup]
age  = { label = "Age", column = "Age", cuts = [18, 40] }
home = { column = "Tenure", keep = ["Rents", "Owns"] }

[family]
main = ["zest", "trust"]
rest = ["alarm"]

[disclosure]
profile   = "internal"
threshold = 12
round     = 3

[indicator.fairs]
file   = "counts.csv"
period = "month"
count  = "fairs"
target = { at_least = 2 }

[report]
lead  = ["zest"]
words = "both"
)";

std::uint64_t lines_in(const std::string& text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

std::string valid_file() {
    std::string text = river_quarter;
    const std::string placeholder = "true_text";
    return text.replace(text.find(placeholder), placeholder.size(), "\"TRUE\"");
}

Study parsed(const std::string& text, const std::string& path = "places/river.toml") {
    const StudyRead read = try_parse_study(text, path);
    for (const auto& diagnostic : read.diagnostics) INFO(base::to_text(diagnostic));
    REQUIRE(read.study);
    return *read.study;
}

}  // namespace

TEST_SUITE("survey/study_file") {
    TEST_CASE("what the study is") {
        const std::string text = valid_file();
        const Study study = parsed(text);
        CHECK(study.path == "places/river.toml");
        CHECK(study.sha256 == base::sha256(text));
        CHECK(study.lines.at(0) == "schema = 1");
        CHECK(study.id == "river");
        CHECK(study.title == "River quarter survey");
        CHECK(study.question == "Do neighbours know each other better a year on?");
        CHECK(study.design == Design::mixed);
        CHECK(study.population == 912U);
        CHECK(study.community == "River quarter");
    }

    TEST_CASE("waves come by date, with paths from the working folder") {
        const Study study = parsed(valid_file());
        REQUIRE(study.waves.size() == 2);
        const Wave& before = study.waves[0];
        CHECK(before.id == "baseline");
        CHECK(before.label == "baseline");
        CHECK(before.date == "2022-10-01");
        CHECK(before.files == Texts{"a.csv"});
        CHECK(before.header_rows == std::size_t{3});
        CHECK(before.encoding == io::Encoding::windows1252);
        REQUIRE(before.where.size() == 3);
        CHECK(before.where[0].column == "time");
        CHECK(before.where[0].is == Texts{"1"});
        CHECK(before.where[1].is == Texts{"RIVER"});
        CHECK(before.where[2].is == Texts{"x", "2.50"});
        const Wave& after = study.waves[1];
        CHECK(after.label == "Autumn 2023");
        CHECK(after.files == Texts{"places/data/b1.csv", "/tmp/b2.csv"});
        CHECK(after.decimal == ',');
        CHECK(after.delimiter == ';');
        CHECK_FALSE(after.header_rows.has_value());
    }

    TEST_CASE("waves stay in the order of the file where a date is missing") {
        const Study study =
            parsed("schema = 1\n[wave]\nz = { file = \"-\", date = 2024-01-01 }\na = { file = \"b.csv\" }\n");
        REQUIRE(study.waves.size() == 2);
        CHECK(study.waves[0].id == "z");
        CHECK(study.waves[0].files == Texts{"-"});
    }

    TEST_CASE("who a row is about") {
        const Columns columns = parsed(valid_file()).columns;
        REQUIRE(columns.id.size() == 2);
        CHECK(columns.id[0].in("repeat") == "Code");
        CHECK(columns.id[1].in("baseline") == "House");
        CHECK(columns.id[1].in("repeat") == "HouseNo");
        REQUIRE(columns.household);
        CHECK(columns.household->common == "Home");
        REQUIRE(columns.weight);
        CHECK(columns.weight->common == "wt");
        REQUIRE(columns.group);
        CHECK(columns.group->column == "Area");
        CHECK(columns.group->programme == "River");
        CHECK(columns.group->comparison == "Hill");
        REQUIRE(columns.sex);
        CHECK(columns.sex->in("baseline") == "Sex");
        CHECK(columns.sex->in("repeat").empty());
        REQUIRE(columns.age);
        REQUIRE(columns.consent);
        CHECK(columns.consent->common == "Agreed");
    }

    TEST_CASE("missing answers, rows and rules") {
        const Study study = parsed(valid_file());
        CHECK(study.missing.codes ==
              std::map<std::string, std::string>{{"-9", "not answered"}, {"-7", "no wish to say"}});
        CHECK(study.missing.labels == Texts{"", "n/a"});
        REQUIRE(study.rows.keep.size() == 1);
        CHECK(study.rows.keep[0].is == Texts{"TRUE"});
        REQUIRE(study.rows.drop.size() == 2);
        REQUIRE(study.rows.drop[0].above);
        CHECK(study.rows.drop[0].above->units == 1025);
        CHECK(study.rows.drop[0].above->digits == 1);
        CHECK(study.rows.drop[1].is_not == Texts{"Done", "1"});
        CHECK(study.rows.drop[1].blank == false);
        CHECK(study.rules.confidence == 0.90);
        CHECK(study.rules.small_change.sd == 0.25);
        CHECK(study.rules.small_change.why == "settled in May");
        CHECK(study.rules.adjust == Adjust::bh);
        CHECK(study.rules.headline == Headline::place);
        CHECK(study.rules.duplicates == Duplicates::set_aside);
        CHECK(study.rules.seed == 11);
        CHECK(study.disclosure.threshold == 12);
        CHECK(study.disclosure.round == 3);
    }

    TEST_CASE("answer lists know their range and spell labels one way") {
        const Study study = parsed(valid_file());
        const AnswerList* yes = study.find_answers("yes4");
        REQUIRE(yes != nullptr);
        CHECK(yes->labels == Texts{"No!", "No", "Yes", "Yes!"});
        CHECK(yes->scores.size() == 4);
        CHECK(yes->low->to_double() == 0);
        CHECK(yes->high->to_double() == 3);
        CHECK(yes->middle == "Yes");
        CHECK(yes->also.at("Yess") == "Yes");
        CHECK_FALSE(yes->is_range);
        const AnswerList* steps = study.find_answers("steps");
        REQUIRE(steps != nullptr);
        CHECK(steps->is_range);
        CHECK(steps->labels.empty());
        CHECK(steps->high->to_double() == 7.5);
        CHECK(steps->also.at("top") == "7.5");
        CHECK(study.find_answers("none") == nullptr);
    }

    TEST_CASE("scales keep the order of the file and take what they do not say from the defaults") {
        const Study study = parsed(valid_file());
        REQUIRE(study.scales.size() == 3);
        const Scale& zest = study.scales[0];
        CHECK(zest.id == "zest");
        CHECK(zest.label == "Zest");
        CHECK(zest.items == Texts{"Q1", "Q2", "Q3", "near"});
        CHECK(zest.reverse == Texts{"Q2", "Q3"});
        CHECK(zest.answers == "yes4");
        CHECK(zest.score == ScoreKind::sum);
        CHECK(zest.max_missing == 1);
        CHECK(zest.better == Better::neither);
        CHECK(zest.blank == BlankRule::prorate);
        CHECK(zest.convert == "places/lookup/zest.csv");
        CHECK(zest.small_change.sd == 0.25);
        const Scale& alarm = study.scales[1];
        CHECK(alarm.label == "alarm");
        CHECK(alarm.items == Texts{"Q08", "Q09", "Q10"});
        CHECK(alarm.better == Better::lower);
        CHECK(alarm.score == ScoreKind::percent);
        CHECK(alarm.blank == BlankRule::zero);
        CHECK(alarm.max_missing == 2);
        CHECK(alarm.small_change.points == 5.0);
        CHECK_FALSE(alarm.small_change.sd);
    }

    TEST_CASE("a score that was worked out before is a column") {
        const Study study = parsed(valid_file());
        const Scale* trust = study.find_scale("trust");
        REQUIRE(trust != nullptr);
        REQUIRE(trust->column);
        CHECK(trust->column->common == "trust_mean");
        CHECK(trust->items.empty());
        CHECK(trust->answers.empty());
        CHECK(trust->max_missing == 0);
        CHECK(trust->items_per_score == 4U);
        CHECK(trust->low->to_double() == 1);
        CHECK(trust->high->to_double() == 5);
        CHECK(trust->small_change.percent == 4.0);
    }

    TEST_CASE("every item of a scale has an entry, declared or not") {
        const Study study = parsed(valid_file());
        Texts ids;
        for (const Item& item : study.items) ids.push_back(item.id);
        CHECK(ids == Texts{"Q1", "Q2", "Q3", "near", "Q08", "Q09", "Q10"});
        const Item* near = study.find_item("near");
        REQUIRE(near != nullptr);
        CHECK(near->text == "I know the people next door");
        CHECK(near->answers == "steps");
        CHECK(near->column.in("baseline") == "A1");
        CHECK(near->column.in("repeat") == "B1");
        const Item* plain = study.find_item("Q2");
        REQUIRE(plain != nullptr);
        CHECK(plain->text == "I would ask them a favour");
        CHECK(plain->column.in("repeat") == "Q2");
    }

    TEST_CASE("categories, subgroups and families") {
        const Study study = parsed(valid_file());
        REQUIRE(study.categories.size() == 1);
        CHECK(study.categories[0].column.common == "Q20");
        CHECK(study.categories[0].better == "Yes");
        CHECK(study.categories[0].small_change.points == 6.0);
        REQUIRE(study.subgroups.size() == 2);
        CHECK(study.subgroups[0].cuts.size() == 2);
        CHECK(study.subgroups[1].label == "home");
        CHECK(study.subgroups[1].keep == Texts{"Rents", "Owns"});
        REQUIRE(study.families.size() == 2);
        CHECK(study.families[0].name == "main");
        CHECK(study.families[0].scales == Texts{"zest", "trust"});
    }

    TEST_CASE("what a release hides, and what a report shows first") {
        const Study study = parsed(valid_file());
        CHECK(study.disclosure.profile == Profile::internal);
        CHECK(study.disclosure.threshold == 12);
        CHECK(study.disclosure.round == 3);
        CHECK(study.report.lead == Texts{"zest"});
        CHECK(study.report.words == "both");
    }

    TEST_CASE("tables that come later are notes, not errors") {
        const StudyRead read = try_parse_study(valid_file(), "river.toml");
        REQUIRE(read.study);
        std::size_t notes = 0;
        for (const auto& diagnostic : read.diagnostics) {
            if (diagnostic.code == "study.not_used") ++notes;
        }
        CHECK(notes == 1);
    }

    TEST_CASE("marks point at the value, and a later message can use them") {
        const Study study = parsed("schema = 1\n[study]\nid = \"x\"\n[columns]\nid = \"Code\"\n");
        const auto got =
            study.diagnostic_at(study.columns.id[0].mark, base::Severity::error, "data.column", "not there");
        CHECK(got.place.file == "places/river.toml");
        CHECK(got.place.line == 5);
        CHECK(got.caret_column == 6);
        CHECK(got.caret_length == 6);
        CHECK(got.excerpt == "id = \"Code\"");
        CHECK(Study{}.diagnostic_at({}, base::Severity::note, "a.b", "c").excerpt.empty());
    }

    TEST_CASE("the least that is a study file") {
        const Study study = parsed("\xEF\xBB\xBFschema = 1\r\n", "some/where/Mill Lane.toml");
        CHECK(study.id == "Mill Lane");
        CHECK(study.title == "Mill Lane");
        CHECK(study.lines == Texts{"schema = 1"});
        CHECK(study.design == Design::paired);
        CHECK(study.rules.confidence == 0.95);
        CHECK(study.rules.adjust == Adjust::holm);
        CHECK(study.rules.duplicates == Duplicates::error);
        CHECK(study.missing.labels == Texts{""});
    }

    TEST_CASE("the long form and the short form are the same study") {
        const std::string head =
            "schema = 1\n[answers]\nyn = { labels = [\"No\", \"Yes\"], scores = [0, 1] }\n";
        const Study short_form = parsed(
            head +
            "[wave]\na = { file = \"a.csv\" }\n[scale]\ns = { items = [\"Q1..Q2\"], answers = \"yn\" }\n");
        const Study long_form = parsed(
            head +
            "[wave.a]\nfile = \"a.csv\"\n[scale.s]\nitems = [\n  \"Q1..Q2\",  # two\n]\nanswers = \"yn\"\n");
        REQUIRE(long_form.scales.size() == 1);
        CHECK(long_form.scales[0].items == short_form.scales[0].items);
        CHECK(long_form.waves[0].files == short_form.waves[0].files);
        CHECK(long_form.scales[0].mark.line == 6);
        CHECK(long_form.scales[0].mark.column == 8);
    }

    TEST_CASE("files on disk: one that is read, one that is missing, one that is empty, a folder") {
        const auto folder = std::filesystem::temp_directory_path() / "outcomes_study_file_test";
        std::filesystem::create_directories(folder);
        const std::string good = (folder / "river.toml").string();
        const std::string empty = (folder / "empty.toml").string();
        std::ofstream(good, std::ios::binary) << valid_file();
        std::ofstream(empty, std::ios::binary) << " \n\n";
        CHECK(read_study(good).waves[1].files[0] == (folder / "data/b1.csv").string());
        const auto code_of = [](const std::string& path) {
            try {
                (void)read_study(path);
            } catch (const base::InputError& error) {
                return error.diagnostics().front().code;
            }
            return std::string("read");
        };
        CHECK(code_of(good) == "read");
        CHECK(code_of(empty) == "study.empty");
        CHECK(code_of((folder / "none.toml").string()) == "study.missing");
        CHECK(code_of(folder.string()) == "study.missing");
        std::string many = "schema = 1\n[study]\n";
        for (int i = 0; i < 25; ++i) many += "key" + std::to_string(i) + "zzz = 1\n";
        const std::string bad = (folder / "bad.toml").string();
        std::ofstream(bad, std::ios::binary) << many;
        try {
            (void)read_study(bad);
            FAIL("a study with 25 errors was read");
        } catch (const base::InputError& error) {
            CHECK(error.diagnostics().size() == 21);
            CHECK(error.diagnostics().front().severity == base::Severity::note);
            CHECK(error.diagnostics().front().message.find("25 errors") != std::string::npos);
            CHECK(error.diagnostics().back().place.line == 22);
        }
        std::filesystem::remove_all(folder);
    }

    TEST_CASE("the shared example parses") {
        const auto path = tests::shared_path("design/charts/hawkhill.toml");
        if (!path) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        const StudyRead read = try_read_study(path->string());
        REQUIRE(read.study);
        CHECK(read.study->scales.size() == 13);
        CHECK(read.study->items.size() == 53);
        for (const auto& diagnostic : read.diagnostics) CHECK(diagnostic.severity == base::Severity::note);
    }

    TEST_CASE("a damaged file gives a study or an error, and every error has a place") {
        const std::string whole = valid_file();
        const std::string noise = "\"'[]{}=.,#\\\n 0a-\xE2\x80\x9C";
        base::Random random(7);
        for (int round = 0; round < 3000; ++round) {
            std::string text = whole;
            for (std::uint64_t edits = 1 + random.below(3); edits > 0; --edits) {
                const auto at = static_cast<std::size_t>(random.below(text.size()));
                const char c = noise[static_cast<std::size_t>(random.below(noise.size()))];
                switch (random.below(3)) {
                    case 0:
                        text[at] = c;
                        break;
                    case 1:
                        text.insert(at, 1, c);
                        break;
                    default:
                        text.erase(at, 1 + static_cast<std::size_t>(random.below(20)));
                }
            }
            const StudyRead read = try_parse_study(text, "x.toml");
            bool error = false;
            for (const auto& diagnostic : read.diagnostics) {
                if (diagnostic.severity != base::Severity::error) continue;
                error = true;
                const bool placed = diagnostic.place.line >= 1 && diagnostic.place.line <= lines_in(text);
                if (!placed || diagnostic.message.empty()) FAIL_CHECK(base::to_text(diagnostic));
            }
            if (error == read.study.has_value()) FAIL_CHECK(text);
        }
    }
}
