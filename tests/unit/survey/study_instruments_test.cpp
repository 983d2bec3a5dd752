#include "libstats/survey/instrument.hpp"
#include "libstats/survey/instrument_notes.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace outcomes;
using survey::Scale;
using survey::Study;
using survey::StudyRead;
using tests::Folder;

namespace {

/// A study of one wave with this below it.
std::string study_text(const std::string& below, const std::string& file = "w.csv") {
    return "schema = 1\n[wave]\nw = { file = \"" + file + "\" }\n" + below;
}

StudyRead parsed(const std::string& below) {
    return survey::try_parse_study(study_text(below), "s.toml");
}

Study study_of(const std::string& below) {
    StudyRead read = parsed(below);
    for (const base::Diagnostic& one : read.diagnostics) CAPTURE(base::to_text(one));
    REQUIRE(read.study);
    return std::move(*read.study);
}

const char* const phq = "[scale]\nmood = { use = \"phq9\", items = [\"p1..p9\"] }\n";

std::vector<std::string> ids(const Study& study) {
    std::vector<std::string> all;
    for (const Scale& scale : study.scales) all.push_back(scale.id);
    return all;
}

/// Scores of a study whose only wave holds these lines.
std::vector<std::optional<double>> scored(const Folder& folder, const std::string& below,
                                          const std::string& lines, const std::string& scale) {
    const std::string file = folder.write("w.csv", lines);
    const std::string path = folder.write("s.toml", study_text(below));
    const Study study = survey::read_study(path);
    return tests::values(tests::score(study, survey::load(study), scale), 0);
}

}  // namespace

TEST_SUITE("survey/study_instruments") {
    TEST_CASE("a key brings items, direction, range, conversion and smallest change") {
        const Study study = study_of(
            "[scale]\nwellbeing = { use = \"swemwbs\", label = \"Wellbeing\", items = [\"q1..q7\"] }\n");
        REQUIRE(study.scales.size() == 1);
        const Scale& scale = study.scales[0];
        CHECK(scale.id == "wellbeing");
        CHECK(scale.label == "Wellbeing");
        CHECK(scale.items.size() == 7);
        CHECK(scale.better == survey::Better::higher);
        CHECK(scale.score == survey::ScoreKind::sum);
        CHECK(scale.raw_scores.size() == 29);
        CHECK(scale.small_change.points == 1.0);
        CHECK(scale.small_change.why.find("converted point") != std::string::npos);
        REQUIRE(study.instruments.size() == 1);
        CHECK(study.instruments[0].key->id == "swemwbs");
    }

    TEST_CASE("sheets are scored as the key says") {
        const Folder folder;
        CHECK(scored(folder, "[scale]\nw = { use = \"swemwbs\", items = [\"q1..q7\"] }\n",
                     "q1,q2,q3,q4,q5,q6,q7\n3,3,3,3,3,3,3\n5,5,5,5,5,5,All of the time\n4,4,4,4,4,4,\n",
                     "w") == std::vector<std::optional<double>>{19.25, 35.0, std::nullopt});
    }

    TEST_CASE("several scores become several scales, or those that are wanted") {
        const std::string use = "[scale]\nstrengths = { use = \"sdq\", items = [\"q1..q25\"]";
        CHECK(ids(study_of(use + " }\n")) ==
              std::vector<std::string>{"strengths", "strengths_emotional", "strengths_conduct",
                                       "strengths_hyperactivity", "strengths_peer", "strengths_prosocial"});
        const Study some = study_of(use + ", scores = [\"prosocial\", \"total\"] }\n");
        CHECK(ids(some) == std::vector<std::string>{"strengths_prosocial", "strengths"});
        CHECK(some.scales[0].label.find("prosocial") != std::string::npos);
        CHECK(some.scales[1].items.size() == 20);
        CHECK(some.scales[1].parts.size() == 4);
        CHECK(ids(study_of("[scale]\nlife = { use = \"ons4\", items = [\"a\", \"b\", \"c\", \"d\"] }\n")) ==
              std::vector<std::string>{"life_satisfied", "life_worthwhile", "life_happy", "life_anxious"});
    }

    TEST_CASE("what the study file gets wrong about an instrument is an error with a remedy") {
        struct Row {
            const char* why;
            std::string below;
            const char* code;
            const char* help;
        };
        const std::string agree4 =
            "[answers]\nagree = { labels = [\"SD\", \"D\", \"A\", \"SA\"], scores = [1, 2, 3, 5] }\n";
        const std::vector<Row> rows = {
            {"unknown", "[scale]\nx = { use = \"swemwsb\", items = [\"q1..q7\"] }\n",
             "study.unknown_instrument", "swemwbs"},
            {"two orders", "[scale]\nx = { use = \"rses\", items = [\"q1..q10\"] }\n",
             "study.several_instruments", "rses_a"},
            {"the tenth question", "[scale]\nx = { use = \"phq9\", items = [\"q1..q10\"] }\n",
             "study.instrument_items", "not in the sum"},
            {"too few", "[scale]\nx = { use = \"gad7\", items = [\"q1..q6\"] }\n", "study.instrument_items",
             "order"},
            {"no items", "[scale]\nx = { use = \"gad7\" }\n", "study.no_items", "7 items"},
            {"reversal is settled",
             "[scale]\nx = { use = \"brs\", items = [\"q1..q6\"], reverse = [\"q2\"] }\n",
             "study.settled_by_instrument", "outcomes help brs"},
            {"a column", "[scale]\nx = { use = \"brs\", column = \"total\", items = [\"q1..q6\"] }\n",
             "study.settled_by_instrument", "leave it out"},
            {"unknown score",
             "[scale]\nx = { use = \"sdq\", items = [\"q1..q25\"], scores = [\"social\"] }\n",
             "study.unknown_score", "prosocial"},
            {"coding not named", "[scale]\nx = { use = \"rses_a\", items = [\"q1..q10\"] }\n",
             "study.no_coding", "0-3"},
            {"unknown coding", "[scale]\nx = { use = \"rses_a\", items = [\"q1..q10\"], coding = \"1-5\" }\n",
             "study.unknown_coding", "0-3"},
            {"coding where there is one",
             "[scale]\nx = { use = \"brs\", items = [\"q1..q6\"], coding = \"1-5\" }\n",
             "study.unknown_coding", "leave it out"},
            {"a list that does not fit",
             agree4 + "[scale]\nx = { use = \"brs\", items = [\"q1..q6\"], answers = \"agree\" }\n"
                      "y = { use = \"ucla3\", items = [\"u1..u3\"], answers = \"agree\" }\n",
             "study.instrument_answers", "1, 2 and 3"},
            {"a list of another range",
             "[answers]\nladder = { range = [1, 10] }\n[scale]\nx = { use = \"ess_trust\", items = "
             "[\"q1..q3\"], "
             "answers = \"ladder\" }\n",
             "study.instrument_answers", "0 to 10"},
            {"blanks and a conversion",
             "[scale]\nx = { use = \"swemwbs\", items = [\"q1..q7\"], max_missing = 1 }\n",
             "study.max_missing", "leave it out"},
            {"blanks of parts", "[scale]\nx = { use = \"sdq\", items = [\"q1..q25\"], max_missing = 1 }\n",
             "study.max_missing", "leave it out"},
            {"scores without a questionnaire",
             "[answers]\nn = { range = [0, 1] }\n[scale]\nx = { items = [\"a\"], answers = \"n\", scores = "
             "[\"total\"] }\n",
             "study.needs_use", "use ="},
            {"two of one name",
             "[scale]\nx = { use = \"djg6\", items = [\"q1..q6\"] }\nx_social = { use = \"ucla3\", items = "
             "[\"u1..u3\"] }\n"
             "y = { use = \"djg6\", items = [\"r1..r6\"] }\ny_social = { use = \"djg6\", items = "
             "[\"z1..z6\"], scores = [\"total\"] }\n",
             "study.same_name", "another name"},
            {"a key of one's own that is not there",
             "[scale]\nx = { use = \"none.toml\", items = [\"a\"] }\n", "study.instrument_file",
             "folder of the study file"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const StudyRead read = parsed(row.below);
            CHECK_FALSE(read.study);
            const auto found = tests::with_code(read.diagnostics, row.code);
            REQUIRE(!found.empty());
            const bool helps = std::any_of(found.begin(), found.end(), [&](const auto& one) {
                return one.help.find(row.help) != std::string::npos;
            });
            CHECK(helps);
        }
    }

    TEST_CASE("a list of the study file says which code each label is") {
        const Folder folder;
        const std::string lists =
            "[answers]\nhow = { labels = [\"Nein\", \"Mehr oder weniger\", \"Ja\"], scores = [1, 2, 3] }\n";
        const std::string lines = "q1,q2,q3,q4,q5,q6\nJa,Ja,Ja,Ja,Ja,Ja\nNein,nein,NEIN,Nein,Nein,Nein\n";
        const std::string use =
            lists + "[scale]\nl = { use = \"djg6\", items = [\"q1..q6\"], answers = \"how\" }\n";
        CHECK(scored(folder, use, lines, "l") == std::vector<std::optional<double>>{3, 3});
        CHECK(scored(folder, use, lines, "l_social") == std::vector<std::optional<double>>{0, 3});
    }

    TEST_CASE("a list settles the coding where its scores fit one only") {
        const Folder folder;
        const auto with = [&](const std::string& scores, const std::string& more) {
            return "[answers]\na = { labels = [\"SD\", \"D\", \"A\", \"SA\"], scores = " + scores +
                   " }\n[scale]\ne = { use = \"rses_a\", items = [\"q1..q10\"], answers = \"a\"" + more +
                   " }\n";
        };
        const std::string lines = "q1,q2,q3,q4,q5,q6,q7,q8,q9,q10\nSA,SA,SA,SA,SA,SA,SA,SA,SA,SA\n";
        CHECK(scored(folder, with("[0, 1, 2, 3]", ""), lines, "e") == std::vector<std::optional<double>>{15});
        CHECK(scored(folder, with("[1, 2, 3, 4]", ""), lines, "e") == std::vector<std::optional<double>>{25});
        const StudyRead other = parsed(with("[1, 2, 3, 4]", ", coding = \"0-3\""));
        CHECK(!tests::with_code(other.diagnostics, "study.instrument_answers").empty());
    }

    TEST_CASE("a code that the instrument has not is an error that names its codes") {
        const Folder folder;
        const std::string file = folder.write("w.csv", "u1,u2,u3\n1,2,4\n");
        const std::string path = folder.write(
            "s.toml", study_text("[scale]\nlonely = { use = \"ucla3\", items = [\"u1..u3\"] }\n"));
        const Study study = survey::read_study(path);
        const auto responses = survey::load(study);
        const auto errors =
            tests::errors_of([&] { static_cast<void>(tests::score(study, responses, "lonely")); });
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].message.find("UCLA-3") != std::string::npos);
        CHECK(errors[0].help.find("1, 2 and 3") != std::string::npos);
    }

    TEST_CASE("the smallest change: the scale's own, then that of [rules], then the key's with its label") {
        const std::string use = "mood = { use = \"phq9\", items = [\"p1..p9\"]";
        CHECK(study_of("[scale]\n" + use + ", small_change = { points = 2 } }\n")
                  .scales[0]
                  .small_change.points == 2.0);
        const Study general = study_of("[rules]\nsmall_change = { sd = 0.2 }\n[scale]\n" + use + " }\n");
        CHECK(general.scales[0].small_change.sd == 0.2);
        const Study keys = study_of("[scale]\n" + use + " }\n");
        CHECK(keys.scales[0].small_change.points == 5.0);
        CHECK(keys.scales[0].small_change.why.find("not verified") != std::string::npos);
        const Study fallback = study_of("[scale]\nr = { use = \"brs\", items = [\"q1..q6\"] }\n");
        CHECK(fallback.scales[0].small_change.sd == 0.5);
        CHECK(fallback.scales[0].small_change.why.find("fallback") != std::string::npos);
        CHECK_FALSE(study_of("[scale]\nr = { use = \"cdrisc10\", items = [\"q1..q10\"] }\n")
                        .scales[0]
                        .small_change.is_set());
    }

    TEST_CASE("a published smallest change that [rules] replaces is named") {
        const Study study = study_of(
            "[rules]\nsmall_change = { sd = 0.2 }\n[scale]\nw = { use = \"who5\", items = [\"q1..q5\"] }\n");
        CHECK(tests::with_code(survey::instrument_notes(study), "study.published_small_change").size() == 1);
    }

    TEST_CASE("rules that are not verified are said, those that the study replaces are not") {
        const Study study = study_of(phq);
        const auto notes = survey::instrument_notes(study);
        const auto unverified = tests::with_code(notes, "study.unverified_rule");
        REQUIRE(unverified.size() == 1);
        CHECK(unverified[0].found.find("Blanks") != std::string::npos);
        CHECK(unverified[0].found.find("5 points") != std::string::npos);
        CHECK(survey::has_unverified_rule(study, study.scales[0]));
        const auto conditions = tests::with_code(notes, "study.conditions_of_use");
        REQUIRE(conditions.size() == 1);
        CHECK(conditions[0].found.find("item 9") != std::string::npos);
        CHECK(conditions[0].found.find("licence") != std::string::npos);
        const Study settled = study_of(
            "[scale]\nmood = { use = \"phq9\", items = [\"p1..p9\"], max_missing = 2, small_change = { "
            "points = 3 } }\n");
        CHECK_FALSE(survey::has_unverified_rule(settled, settled.scales[0]));
        CHECK(settled.scales[0].max_missing == 2);
        const Study verified = study_of("[scale]\nl = { use = \"djg6\", items = [\"q1..q6\"] }\n");
        CHECK_FALSE(survey::has_unverified_rule(verified, verified.scales[1]));
    }

    TEST_CASE("protected questions are marked") {
        const Study study = study_of(phq);
        CHECK(study.find_item("p9")->is_protected);
        CHECK_FALSE(study.find_item("p1")->is_protected);
        CHECK(study.find_item("p9")->is_kept_back());
        CHECK_FALSE(study.find_item("p1")->is_kept_back());
        const Study asked = study_of(std::string(phq) + "[item]\np9 = { show = true }\n");
        CHECK(asked.find_item("p9")->is_protected);
        CHECK_FALSE(asked.find_item("p9")->is_kept_back());
    }

    TEST_CASE("a total and its subscales do not resemble each other by accident") {
        const StudyRead read = parsed("[scale]\nx = { use = \"djg6\", items = [\"q1..q6\"] }\n");
        CHECK(tests::with_code(read.diagnostics, "study.shared_item").empty());
    }

    TEST_CASE("a key of one's own stands beside the study file") {
        const Folder folder;
        const std::string key =
            folder.write("trust.toml",
                         "schema = 1\nlabel = \"Trust\"\nvariant = \"as printed\"\nn_items = "
                         "2\n[answers.a]\ncodes = [1, 2, 3]\n"
                         "[score.total]\nlabel = \"trust\"\nreverse = [2]\nscore = \"mean\"\nrange = [1, "
                         "3]\nbetter = \"higher\"\n"
                         "[[rule]]\nabout = \"codes\"\nsays = \"1 to 3\"\nstatus = \"choice\"\n"
                         "[[rule]]\nabout = \"score\"\nsays = \"mean\"\nstatus = \"choice\"\n"
                         "[[rule]]\nabout = \"missing\"\nsays = \"none\"\nstatus = \"choice\"\n"
                         "[[rule]]\nabout = \"licence\"\nsays = \"our own\"\nstatus = \"choice\"\n"
                         "[[golden]]\nanswers = \"3 1\"\nexpect = { total = 3 }\nsource = \"by hand\"\n");
        CHECK(scored(folder, "[scale]\nt = { use = \"trust.toml\", items = [\"a\", \"b\"] }\n",
                     "a,b\n3,1\n1,1\n", "t") == std::vector<std::optional<double>>{3, 2});
        const std::string broken = folder.write("broken.toml", "schema = 1\nlabel = \"x\"\nbonus = 1\n");
        const std::string path =
            folder.write("b.toml", study_text("[scale]\nt = { use = \"broken.toml\", items = [\"a\"] }\n"));
        const auto errors = tests::errors_of([&] { static_cast<void>(survey::read_study(path)); });
        CHECK(!tests::with_code(errors, "study.instrument_file").empty());
    }
}
