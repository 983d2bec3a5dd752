#include "libstats/analysis/draft.hpp"

#include "libstats/analysis/check.hpp"
#include "libstats/analysis/compare.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/random.hpp"
#include "libstats/survey/study_file.hpp"
#include "libstats/survey/study_writer.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace outcomes;
using outcomes::tests::TemporaryFolder;
using outcomes::tests::within;

namespace {

namespace fs = std::filesystem;

std::string draft_of(const std::vector<std::string>& files, const std::string& target) {
    return survey::study_text(analysis::draft_study({files, {}, target}));
}

/// What a person does to the draft: one edit replaces a text that stands in it once.
struct Edit {
    std::string from;
    std::string to;
};

std::string settled(std::string text, const std::vector<Edit>& edits) {
    for (const Edit& edit : edits) {
        const std::size_t at = text.find(edit.from);
        CAPTURE(edit.from);
        REQUIRE(at != std::string::npos);
        REQUIRE(text.find(edit.from, at + 1) == std::string::npos);
        text.replace(at, edit.from.size(), edit.to);
    }
    return text;
}

const std::string change_left_open = "# small_change = { sd = 0.2, why = \"agreed with ...\" }";

std::size_t count_errors(const std::string& study) {
    const auto found = analysis::check_study(study).findings;
    return static_cast<std::size_t>(std::count_if(
        found.begin(), found.end(), [](const auto& one) { return one.severity == base::Severity::error; }));
}

void check_same(std::optional<double> got, std::optional<double> wanted) {
    REQUIRE(got.has_value() == wanted.has_value());
    if (got) CHECK(within(*got, *wanted, 1e-13));
}

/// The numbers and the verdict of two rows, whatever their terms are called.
void check_same_row(const findings::Finding& got, const findings::Finding& wanted) {
    CAPTURE(wanted.term);
    CAPTURE(wanted.method);
    CHECK(got.analysis == wanted.analysis);
    CHECK(got.method == wanted.method);
    CHECK(got.n == wanted.n);
    CHECK(got.n_from == wanted.n_from);
    CHECK(got.n_to == wanted.n_to);
    CHECK(got.n_pairs == wanted.n_pairs);
    check_same(got.mean_from, wanted.mean_from);
    check_same(got.mean_to, wanted.mean_to);
    check_same(got.estimate, wanted.estimate);
    check_same(got.conf_low, wanted.conf_low);
    check_same(got.conf_high, wanted.conf_high);
    check_same(got.p_value, wanted.p_value);
    check_same(got.effect, wanted.effect);
    check_same(got.smallest_change, wanted.smallest_change);
    CHECK(got.better == wanted.better);
    CHECK(got.verdict == wanted.verdict);
    CHECK(got.verdict_detail == wanted.verdict_detail);
}

std::vector<findings::Finding> rows_of(const std::string& study, const std::string& term = "") {
    std::vector<findings::Finding> rows;
    for (const findings::Finding& row : analysis::compare(survey::read_study(study)).results) {
        const bool is_term = row.level == "scale" || row.level == "question";
        if (is_term && (term.empty() || row.term == term)) rows.push_back(row);
    }
    return rows;
}

void check_same_findings(const std::vector<findings::Finding>& got,
                         const std::vector<findings::Finding>& wanted) {
    REQUIRE(got.size() == wanted.size());
    REQUIRE_FALSE(got.empty());
    for (std::size_t i = 0; i < got.size(); ++i) check_same_row(got[i], wanted[i]);
}

/// Two waves of a questionnaire with three agreeing and one opposing question, a total and a comment.
struct Survey {
    std::string first, second;
};

Survey made_up_survey(std::uint64_t seed) {
    base::Random random(seed);
    Survey survey;
    for (std::string* file : {&survey.first, &survey.second}) {
        const bool later = file == &survey.second;
        *file = later ? "Date,Code,mood1,mood2,mood3,mood4_b,total,Comment\n"
                      : "Date,Code,mood1,mood2,mood3,mood4,total,Comment\n";
        for (int person = later ? 10 : 0; person < 120; ++person) {
            const auto level = static_cast<int>(random.below(4));
            const auto answer = [&] { return std::min(level + static_cast<int>(random.below(2)) + 1, 5); };
            const int items[] = {answer(), answer(), answer(), 6 - answer()};
            *file += fmt::format("2024-0{}-1{},c{}z,{},{},{},{},{},said {} {}\n", later ? 9 : 3, person % 10,
                                 person, items[0], items[1], items[2], items[3],
                                 items[0] + items[1] + items[2] + 6 - items[3], person,
                                 person * 7 + (later ? 1 : 0));
        }
    }
    return survey;
}

}  // namespace

TEST_SUITE("analysis/draft") {
    TEST_CASE(
        "Hawkhill: two settled questions give the findings of the study file that was written by hand") {
        const TemporaryFolder folder;
        const std::string data = (tests::source_dir() / "data" / "hawkhill").string();
        const std::string target = folder.path("hawkhill.toml");
        const std::string draft =
            draft_of({data + "/hawkhill_2013.csv", data + "/hawkhill_2014.csv"}, target);
        CHECK(survey::count_checks(draft) <= 3);
        folder.write("hawkhill.toml", settled(draft, {{change_left_open, "small_change = { sd = 0.20 }"},
                                                      {"items = [\"Q13\"]\nanswers = \"n1to10\"\nscore = "
                                                       "\"mean\"\nmax_missing = 0\nbetter = \"higher\"",
                                                       "items = [\"Q13\"]\nanswers = \"n1to10\"\nscore = "
                                                       "\"mean\"\nmax_missing = 0\nbetter = \"lower\"\n"
                                                       "small_change = { points = 0.5 }"}}));
        CHECK(count_errors(target) == 0);
        check_same_findings(rows_of(target), rows_of(data + "/hawkhill.toml"));
    }

    TEST_CASE("HELP trial: the draft gives the findings of each rule for blanks") {
        const auto data = tests::shared_path("exports/prepost/help_cesd");
        if (!data) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        const TemporaryFolder folder;
        const std::string target = folder.path("cesd.toml");
        const std::string draft = draft_of(
            {(*data / "baseline_labels.csv").string(), (*data / "month6_labels.csv").string()}, target);
        CHECK(survey::count_checks(draft) <= 3);
        const std::string hand_written =
            (tests::source_dir() / "tests" / "studies" / "help_cesd.toml").string();
        const Edit change{change_left_open, "small_change = { points = 5 }"};
        const std::pair<std::string, std::string> rules[] = {
            {"prorated", "max_missing = 2"},
            {"complete", "max_missing = 0"},
            {"answered", "max_missing = 19\nblank = \"zero\""}};
        for (const auto& [term, rule] : rules) {
            CAPTURE(term);
            folder.write("cesd.toml", settled(draft, {change, {"max_missing = 2", rule}}));
            CHECK(count_errors(target) == 0);
            check_same_findings(rows_of(target), rows_of(hand_written, term));
        }
    }

    TEST_CASE("every real export gives a draft that is a study file") {
        const auto data = tests::shared_path("exports");
        if (!data) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        const TemporaryFolder folder;
        std::vector<std::string> files;
        for (const char* part : {"platforms", "prepost"}) {
            for (const auto& entry : fs::recursive_directory_iterator(*data / part)) {
                const std::string ending = entry.path().extension().string();
                if (ending == ".csv" || ending == ".tsv") files.push_back(entry.path().string());
            }
        }
        std::sort(files.begin(), files.end());
        CHECK(files.size() > 80);
        for (const std::string& file : files) {
            CAPTURE(file);
            const std::string draft = draft_of({file}, folder.path("draft.toml"));
            const auto read = survey::try_parse_study(draft, folder.path("draft.toml"));
            for (const base::Diagnostic& one : read.diagnostics) {
                if (one.severity == base::Severity::error) FAIL_CHECK(base::to_text(one));
            }
        }
    }

    TEST_CASE("five files whose names drift are five waves") {
        const auto data = tests::shared_path("exports/prepost/broockman_kalla_canvass");
        if (!data) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        std::vector<std::string> files;
        for (const char* name : {"t3_followup", "t0_baseline", "t1_followup", "t4_followup", "t2_followup"})
            files.push_back((*data / (std::string(name) + ".csv")).string());
        const survey::StudyDraft draft = analysis::draft_study({files, {}, "bk.toml"});
        REQUIRE(draft.waves.size() == 5);
        const std::size_t rows[] = {1825, 600, 568, 567, 385};
        for (std::size_t w = 0; w < 5; ++w) CHECK(draft.waves[w].records.size() == rows[w]);
        CHECK(draft.people.id == std::vector<std::string>{"pid"});
        CHECK(draft.people.household == "hh");
        const auto item = std::find_if(
            draft.questions.begin(), draft.questions.end(),
            [](const auto& question) { return question.names.front() == "gender_norms_moral_t0"; });
        REQUIRE(item != draft.questions.end());
        CHECK(item->names[1] == "gender_norm_moral_t1");
    }

    TEST_CASE("a draft of made-up files passes check, and says what a person would want to know") {
        const TemporaryFolder folder;
        const Survey survey = made_up_survey(20240301);
        const std::string first = folder.write("first.csv", survey.first);
        const std::string second = folder.write("second.csv", survey.second);
        const survey::StudyDraft draft =
            analysis::draft_study({{second, first}, {}, folder.path("study.toml")});
        REQUIRE(draft.waves.size() == 2);
        CHECK(draft.waves[0].label == "March 2024");
        CHECK(draft.waves[1].label == "September 2024");
        CHECK(draft.people.id == std::vector<std::string>{"Code"});
        CHECK(draft.people.n_in_all == 110);
        REQUIRE(draft.scales.size() == 1);
        CHECK(draft.scales[0].scale.items == std::vector<std::string>{"mood1", "mood2", "mood3", "mood4"});
        CHECK(draft.scales[0].scale.reverse == std::vector<std::string>{"mood4"});
        CHECK(draft.scales[0].doubt.empty());
        const std::string text = survey::study_text(draft);
        CHECK(text.find("mood4 = { column = { baseline = \"mood4\", repeat = \"mood4_b\" } }") !=
              std::string::npos);
        CHECK(text.find("sums or means of questions that are here: total") != std::string::npos);
        CHECK(text.find("free text: Comment") != std::string::npos);
        folder.write("study.toml", text);
        CHECK(count_errors(folder.path("study.toml")) == 0);
    }

    TEST_CASE("the same files give the same bytes") {
        const TemporaryFolder folder;
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            const Survey survey = made_up_survey(seed);
            const std::vector<std::string> files{folder.write("first.csv", survey.first),
                                                 folder.write("second.csv", survey.second)};
            CHECK(draft_of(files, folder.path("a.toml")) == draft_of(files, folder.path("a.toml")));
        }
    }

    TEST_CASE("a column of 0 and 1 is a question with two answers, and the groups are told apart by --by") {
        const TemporaryFolder folder;
        std::vector<std::string> files;
        for (const bool later : {false, true}) {
            std::string text = "Code,treat,works,member\n";
            for (int person = 0; person < 40; ++person) {
                const int works = (person * 7 + (later ? 3 : 0)) % 10 < (later ? 6 : 4) ? 1 : 0;
                text += fmt::format("c{}z,{},{},{}\n", person, person % 2, works,
                                    person % 3 == (later ? 1 : 0) ? "yes" : "no");
            }
            files.push_back(folder.write(later ? "post.csv" : "pre.csv", text));
        }
        const std::string target = folder.path("study.toml");
        const survey::StudyDraft draft = analysis::draft_study({files, {}, target});
        CHECK(draft.scales.empty());
        REQUIRE(draft.categories.size() == 2);
        CHECK(draft.categories[0].id == "works");
        CHECK(draft.categories[0].answers == "zero_one");
        CHECK(draft.categories[1].answers == "yesno");
        REQUIRE(draft.subgroups.size() == 1);
        CHECK(draft.subgroups[0].keep == std::vector<std::string>{"0", "1"});
        const std::string text = survey::study_text(draft);
        CHECK(text.find("# CHECK: is a high answer good in works and member?") != std::string::npos);
        CHECK(text.find("# CHECK: are these a programme and its comparison group?") != std::string::npos);
        CHECK(text.find("# group = ") == std::string::npos);
        folder.write("study.toml", text);
        CHECK(count_errors(target) == 0);
        analysis::CompareOptions options;
        options.by = {"group"};
        options.methods = {"all"};
        std::size_t n_mcnemar = 0;
        std::size_t n_groups = 0;
        for (const findings::Finding& row : analysis::compare(survey::read_study(target), options).results) {
            n_mcnemar += row.term == "works" && row.method.starts_with("mcnemar") ? 1U : 0U;
            n_groups += row.term == "works" && row.group == "group" && !row.subgroup.empty() ? 1U : 0U;
        }
        CHECK(n_groups >= 2);
        CHECK(n_mcnemar >= 1);
    }

    TEST_CASE("as many answers do not make agreement an instrument about safety") {
        const TemporaryFolder folder;
        const char* answers[] = {"Strongly disagree", "Disagree", "Agree", "Strongly agree"};
        std::string text = "Code,safe\n";
        for (int person = 0; person < 60; ++person)
            text += fmt::format("c{}z,{}\n", person, answers[person % 4]);
        const survey::StudyDraft draft = analysis::draft_study({{folder.write("one.csv", text)}, {}, ""});
        CHECK(draft.scales.empty());
        REQUIRE(draft.categories.size() == 1);
        CHECK(draft.categories[0].answers == "agree4");
    }

    TEST_CASE("one file with both times side by side is told what to type") {
        const TemporaryFolder folder;
        std::string text = "Code,depress1,age,depress2\n";
        for (int person = 0; person < 40; ++person)
            text += fmt::format("c{}z,{}.5,{},{}.25\n", person, person % 4, 20 + person, (person + 1) % 4);
        const std::string file = folder.write("wide.csv", text);
        const survey::StudyDraft draft = analysis::draft_study({{file}, {}, folder.path("study.toml")});
        REQUIRE(draft.before_after.size() == 1);
        CHECK(draft.waves.front().doubt.find("--before depress1 --after depress2") != std::string::npos);
        CHECK(survey::study_text(draft).find("look like one question before and after") != std::string::npos);
    }

    TEST_CASE("an answer behind a semicolon is drafted and scored as the answer itself") {
        const TemporaryFolder folder;
        const char* answers[] = {"Strongly disagree", "Neutral", "Agree", "Strongly agree"};
        std::string plain = "Code,calm1,calm2\n";
        std::string marked = plain;
        for (int person = 0; person < 60; ++person) {
            const std::string first = answers[(person * 7 / 3) % 4];
            const std::string second = answers[(person * 7 / 3 + person % 2) % 4];
            plain += fmt::format("c{}z,{},{}\n", person, first, second);
            marked += fmt::format("c{}z,{}{},{}\n", person, first, person % 5 == 0 ? ";" : "", second);
        }
        const std::string one = folder.write("one.csv", plain);
        const std::string target = folder.path("study.toml");
        const std::string wanted = draft_of({one, folder.write("two.csv", plain)}, target);
        CHECK(wanted.find("agree5 = { labels = [\"Strongly disagree\", \"Disagree\"") != std::string::npos);
        folder.write("study.toml", wanted);
        const std::vector<findings::Finding> rows = rows_of(target);
        CHECK(draft_of({one, folder.write("two.csv", marked)}, target) == wanted);
        check_same_findings(rows_of(target), rows);
    }

    TEST_CASE("questions that do not hang together are no scale, and that is said") {
        const TemporaryFolder folder;
        base::Random random(7);
        std::string text = "Code,a1,a2,a3\n";
        for (int person = 0; person < 200; ++person) {
            text += fmt::format("p{}", person);
            for (int i = 0; i < 3; ++i) text += fmt::format(",{}", 1 + random.below(5));
            text += '\n';
        }
        const survey::StudyDraft draft = analysis::draft_study({{folder.write("one.csv", text)}, {}, ""});
        REQUIRE(draft.scales.size() == 4);
        CHECK(draft.scales[0].left_out);
        CHECK(draft.scales[1].scale.items == std::vector<std::string>{"a1"});
        CHECK(survey::study_text(draft).find(
                  "# Not a scale: a1..a3; names like a1, but they do not hang together") !=
              std::string::npos);
    }

    TEST_CASE("a shipped instrument is known by the words of its items or by its name") {
        const TemporaryFolder folder;
        base::Random random(11);
        std::string by_name = "Code,gad7_1,gad7_2,gad7_3,gad7_4,gad7_5,gad7_6,gad7_7\n";
        for (int person = 0; person < 60; ++person) {
            by_name += fmt::format("p{}", person);
            for (int i = 0; i < 7; ++i) by_name += fmt::format(",{}", random.below(4));
            by_name += '\n';
        }
        const survey::StudyDraft draft = analysis::draft_study({{folder.write("one.csv", by_name)}, {}, ""});
        REQUIRE(draft.scales.size() == 1);
        CHECK(draft.scales[0].use == "gad7");
        CHECK_FALSE(draft.scales[0].doubt.empty());
    }

    TEST_CASE("files that cannot be read are told as they are everywhere") {
        CHECK_THROWS_AS(static_cast<void>(analysis::draft_study({{"no such file.csv"}, {}, ""})),
                        base::InputError);
        CHECK_THROWS_AS(static_cast<void>(analysis::draft_study({})), base::ContractError);
    }
}
