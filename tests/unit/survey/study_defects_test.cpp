#include "libstats/survey/study_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

using namespace outcomes;
using base::Severity;

namespace {

/// Text below "schema = 1" (line 1), and the one error that it has.
struct Row {
    const char* text;
    const char* code;
    std::uint64_t line;
    std::uint64_t column;
    const char* message;
    const char* help;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::vector<base::Diagnostic> found(const std::string& text, Severity severity) {
    std::vector<base::Diagnostic> out;
    for (auto& diagnostic : survey::try_parse_study("schema = 1\n" + text, "study.toml").diagnostics) {
        if (diagnostic.severity == severity) out.push_back(std::move(diagnostic));
    }
    return out;
}

void check(const Row& row, Severity severity = Severity::error) {
    CAPTURE(std::string(row.text));
    const auto all = found(row.text, severity);
    for (const auto& diagnostic : all) INFO(base::to_text(diagnostic));
    REQUIRE(all.size() == 1);
    CAPTURE(base::to_text(all[0]));
    CHECK(all[0].code == row.code);
    CHECK(all[0].place.line == row.line);
    CHECK(all[0].place.column == row.column);
    CHECK(contains(all[0].message, row.message));
    CHECK(contains(all[0].help, row.help));
}

const std::string yes_no = "[answers]\nyn = { labels = [\"No\", \"Yes\"], scores = [0, 1] }\n";
const std::string two_waves = "[wave]\na = { file = \"a.csv\" }\nb = { file = \"b.csv\" }\n";

/// Rows whose text stands below other text.
void check_below(const std::string& head, std::vector<Row> rows, Severity severity = Severity::error) {
    const auto offset = static_cast<std::uint64_t>(std::count(head.begin(), head.end(), '\n'));
    for (Row row : rows) {
        const std::string text = head + row.text;
        row.text = text.c_str();
        row.line += offset;
        check(row, severity);
    }
}

}  // namespace

TEST_SUITE("survey/study_defects") {
    TEST_CASE("schema") {
        const auto first_error = [](const char* text) {
            const auto read = survey::try_parse_study(text, "study.toml");
            CHECK_FALSE(read.study);
            REQUIRE_FALSE(read.diagnostics.empty());
            return read.diagnostics.back();
        };
        CHECK(first_error("[study]\nid = \"x\"\n").code == "study.no_schema");
        CHECK(contains(first_error("[study]\nid = \"x\"\n").help, "schema = 1"));
        const auto newer = first_error("schema = 3\n[quite]\nnew = 1\n");
        CHECK(newer.code == "study.newer_schema");
        CHECK(newer.place.column == 10);
        CHECK(contains(newer.help, "schema 3"));
        CHECK(first_error("schema = 0\n").code == "study.schema");
        CHECK(first_error("schema = \"1\"\n").code == "study.wrong_type");
    }

    TEST_CASE("keys that are not known") {
        const Row rows[] = {
            {"[study]\npopulaton = 10\n", "study.unknown_key", 3, 1, "\"populaton\" is not a key of [study]",
             "\"population\""},
            {"[study]\nTitle = \"x\"\n", "study.unknown_key", 3, 1, "\"Title\"", "\"title\""},
            {"[studdy]\nid = \"x\"\n", "study.unknown_key", 2, 2, "there is no table [studdy]", "\"study\""},
            {"[study]\nconfidence = 0.9\n", "study.unknown_key", 3, 1, "\"confidence\"",
             "belongs in [rules]"},
            {"confidence = 0.9\n", "study.unknown_key", 2, 1, "\"confidence\"", "belongs in [rules]"},
            {"[rows]\nxyzzy = 1\n", "study.unknown_key", 3, 1, "\"xyzzy\"", "keep, drop and duplicates"},
            {"[wave]\na = { file = \"a.csv\", labell = \"x\" }\n", "study.unknown_key", 3, 23, "[wave.a]",
             "\"label\""},
            {"[rows]\ndrop = [{ column = \"x\", is = 1, abov = 2 }]\n", "study.unknown_key", 3, 33,
             "[rows.drop]", "\"above\""},
            {"[rules]\nsmall_change = { sd = 0.2, point = 1 }\n", "study.unknown_key", 3, 28, "\"point\"",
             "\"points\""},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("values of the wrong kind") {
        const Row rows[] = {
            {"[study]\nid = 5\n", "study.wrong_type", 3, 6, "must be a text in quotes", "id = \"5\""},
            {"[rules]\nconfidence = \"0.95\"\n", "study.wrong_type", 3, 14, "must be a number",
             "confidence = 0.95"},
            {"[rules]\nconfidence = inf\n", "study.wrong_type", 3, 14, "must be a number", "0.95"},
            {"[study]\npopulation = 10.5\n", "study.wrong_type", 3, 14, "must be a whole number", "1840"},
            {"[missing]\nlabels = \"NA\"\n", "study.wrong_type", 3, 10, "must be a list of texts",
             "labels = [\"NA\"]"},
            {"[missing]\nlabels = [\"NA\", -9]\n", "study.wrong_type", 3, 10, "must be a list of texts",
             "in quotes"},
            {"[wave]\na = \"a.csv\"\n", "study.wrong_type", 3, 5, "must be a table", "file = "},
            {"[rules]\nsmall_change = 0.2\n", "study.wrong_type", 3, 16, "must be a table", "{ sd = 0.2 }"},
            {"[rows]\ndrop = { column = \"x\", is = 1 }\n", "study.wrong_type", 3, 8, "list of tables",
             "drop = [{"},
            {"[wave]\na = { file = \"a.csv\", date = 10:30:00 }\n", "study.wrong_type", 3, 30, "a date",
             "2024-04-01"},
            {"study = 1\n", "study.wrong_type", 2, 9, "\"study\" must be a table", ""},
            {"[study]\ndesign = \"Paired\"\n", "study.unknown_word", 3, 10, "cannot be \"Paired\"",
             "\"paired\""},
            {"[rules]\nadjust = \"holms\"\n", "study.unknown_word", 3, 10, "\"holms\"",
             "did you mean \"holm\""},
            {"[rules]\nadjust = \"all\"\n", "study.unknown_word", 3, 10, "\"all\"",
             "\"holm\", \"bh\" or \"none\""},
            {"[rows]\nduplicates = \"set aside\"\n", "study.unknown_word", 3, 14, "\"set aside\"",
             "\"set_aside\""},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("waves and columns") {
        const Row rows[] = {
            {"[wave.a]\nlabel = \"x\"\n", "study.missing_key", 2, 7, "[wave.a] has no \"file\"", "file = "},
            {"[wave.a]\nfile = []\n", "study.missing_key", 3, 8, "empty", ""},
            {"[wave.a]\nfile = \"data\\new.csv\"\n", "study.backslash", 3, 8, "backslash", "use / in paths"},
            {"[wave.a]\nfile = \" \"\n", "study.empty_name", 3, 8, "empty", ""},
            {"[wave.a]\nfile = \"a\"\ndate = \"01/04/2024\"\n", "study.date", 4, 8, "01/04/2024",
             "2024-04-01"},
            {"[wave.a]\nfile = \"a\"\ndate = \"2023-02-29\"\n", "study.date", 4, 8, "2023-02-29",
             "year-month-day"},
            {"[wave.a]\nfile = \"a\"\nencoding = \"utf9\"\n", "study.encoding", 4, 12, "\"utf9\"",
             "\"utf-8\""},
            {"[wave.a]\nfile = \"a\"\ndelimiter = \"::\"\n", "study.delimiter", 4, 13, "one character",
             "\"tab\""},
            {"[wave.a]\nfile = \"a\"\ndelimiter = \",\"\ndecimal = \",\"\n", "study.delimiter", 4, 13,
             "the same", ""},
            {"[wave.a]\nfile = \"a\"\nheader_rows = 0\n", "study.number", 4, 15, "1 or more", ""},
            {"[wave.a]\nfile = \"a\"\nheader_rows = 4\n", "study.number", 4, 15, "3 or less", ""},
            {"[wave.a]\nfile = \"a\"\nprofile = \"x\"\n", "study.unknown_word", 4, 11, "\"x\"", "qualtrics"},
            {"[wave]\n\"a,b\" = { file = \"x\" }\n", "study.name", 3, 1, "comma", "label"},
            {"[wave]\n\"\" = { file = \"x\" }\n", "study.empty_name", 3, 1, "empty", ""},
            {"[study]\npopulation = 0\n", "study.number", 3, 14, "1 or more", ""},
            {"[columns]\nid = \"\"\n", "study.empty_name", 3, 6, "empty", ""},
            {"[columns]\ngroup = { column = \"A\", programme = \"x\" }\n", "study.missing_key", 3, 1,
             "\"comparison\"", "comparison = "},
            {"[columns]\ngroup = { column = \"A\", programme = \"x\", comparison = \" X\" }\n", "study.group",
             3, 9, "same text", ""},
            {"[community]\ncolumn = \"Place\"\n", "study.not_available", 2, 2, "\"community\"", ""},
            {"questions = \"q.csv\"\n", "study.not_available", 2, 1, "\"questions\"", ""},
        };
        for (const Row& row : rows) check(row);
        check_below(two_waves, {
                                   {"[columns]\nid = { a = \"x\", bb = \"y\" , b = \"z\" }\n",
                                    "study.unknown_wave", 3, 17, "\"bb\"", "\"b\""},
                                   {"[columns]\nid = { a = \"x\" }\n", "study.no_id", 3, 6, "\"b\"", "b = "},
                               });
    }

    TEST_CASE("rules and rows") {
        const Row rows[] = {
            {"[rules]\nconfidence = 95\n", "study.confidence", 3, 14, "between 0.5 and 1", "0.95"},
            {"[rules]\nconfidence = 0.5\n", "study.confidence", 3, 14, "between 0.5 and 1", ""},
            {"[rules]\nconfidence = 1.0\n", "study.confidence", 3, 14, "between 0.5 and 1", ""},
            {"[rules]\nseed = -1\n", "study.number", 3, 8, "0 or more", ""},
            {"[rules]\nsmall_change = { sd = 0.2, points = 1 }\n", "study.small_change", 3, 16, "two ways",
             "keep one"},
            {"[rules]\nsmall_change = { why = \"x\" }\n", "study.small_change", 3, 16, "no amount", "points"},
            {"[rules]\nsmall_change = { sd = 0 }\n", "study.small_change", 3, 23, "above 0", ""},
            {"[rules]\nsmall_change = { percent = 120 }\n", "study.small_change", 3, 28, "at most 100", ""},
            {"[rules]\nduplicates = \"error\"\n[rows]\nduplicates = \"set_aside\"\n", "study.duplicates", 5,
             14, "disagree", "[rules]"},
            {"[rows]\nkeep = [{ column = \"x\" }]\n", "study.condition", 3, 9, "does not say", "is = "},
            {"[rows]\nkeep = [{ is = \"x\" }]\n", "study.missing_key", 3, 9, "\"column\"", "column = "},
            {"[rows]\nkeep = [{ column = \"x\", above = 1.00000000000000000000001 }]\n", "study.number", 3,
             33, "too many digits", ""},
            {"[disclosure]\nprofile = \"pubic\"\n", "study.unknown_word", 3, 11, "\"pubic\"", "public"},
            {"[disclosure]\nthreshold = 0\n", "study.number", 3, 13, "2 or more", ""},
            {"[report]\nlead = [\"zests\"]\n", "study.unknown_scale", 3, 8, "\"zests\"", ""},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("answer lists") {
        const Row rows[] = {
            {"[answers]\na = { labels = [\"No\", \"Yes\"] }\n", "study.missing_key", 3, 1, "no scores",
             "[1, 2]"},
            {"[answers]\na = { labels = [\"No\", \"Yes\"], scores = [1, 2, 3] }\n", "study.answer_count", 3,
             40, "2 labels and 3 scores", "one score"},
            {"[answers]\na = { labels = [\"No\", \"Yes\", \" no\"], scores = [1, 2, 3] }\n",
             "study.answer_twice", 3, 30, "stands twice", "spaces"},
            {"[answers]\na = { labels = [\"\", \"Yes\"], scores = [1, 2] }\n", "study.answer_is_missing", 3,
             17, "empty label", ""},
            {"[answers]\na = { }\n", "study.answers", 3, 1, "labels or a range", "for example"},
            {"[answers]\na = { labels = [\"No\"], scores = [1], range = [0, 1] }\n", "study.answers", 3, 1,
             "either", ""},
            {"[answers]\na = { labels = [], scores = [] }\n", "study.answers", 3, 16, "empty", ""},
            {"[answers]\na = { range = [5, 1] }\n", "study.range", 3, 15, "lowest and its highest",
             "[0, 10]"},
            {"[answers]\na = { range = [1, 5, 9] }\n", "study.range", 3, 15, "lowest and its highest", ""},
            {"[answers]\na = { range = [1, 5], scores = [1] }\n", "study.range", 3, 23, "\"scores\"", ""},
            {"[answers]\na = { range = [1, 5], also = { \"top\" = \"6\" } }\n", "study.unknown_label", 3, 40,
             "\"6\"", ""},
            {"[answers]\na = { labels = [\"No\", \"Yes\"], scores = [1, 2], middle = \"Yess\" }\n",
             "study.unknown_label", 3, 57, "\"Yess\"", "\"Yes\""},
            {"[answers]\na = { labels = [\"No\", \"Yes\"], scores = [1, 2], also = { \"Y\" = \"Yo\" } }\n",
             "study.unknown_label", 3, 63, "\"Yo\"", "\"No\""},
            {"[missing]\nlabels = [\"none\"]\n[answers]\na = { labels = [\"None\", \"Yes\"], scores = [1, 2] "
             "}\n",
             "study.answer_is_missing", 5, 17, "\"None\"", "one of them"},
            {"[missing]\ncodes = { 9 = \"not asked\" }\n[answers]\na = { range = [0, 10] }\n",
             "study.answer_is_missing", 5, 15, "not asked", ""},
            {"[missing]\ncodes = { 9 = \"not asked\" }\n[answers]\na = { labels = [\"9\", \"10\"], scores = "
             "[9, 10] }\n",
             "study.answer_is_missing", 5, 17, "\"9\"", ""},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("scales") {
        check_below(yes_no,
                    {
                        {"[scale.s]\nlabel = \"x\"\n", "study.no_items", 2, 8, "neither items nor a column",
                         "items = "},
                        {"[scale.s]\nitems = []\n", "study.no_items", 3, 9, "no items", "items = "},
                        {"[scale.s]\nitems = 3\n", "study.no_items", 3, 9, "no column", "column"},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q3..Q1\"]\n", "study.item_range", 4, 10,
                         "does not rise", "Q1..Q3"},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q1..Q3\", \"Q2\"]\n", "study.item_twice", 4,
                         20, "\"Q2\"", ""},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q1..Q3\"]\nreverse = [\"Q4\"]\n",
                         "study.reverse", 5, 12, "\"Q4\"", "\"Q1\""},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q1..Q3\"]\nreverse = [\"Q1\", \"Q1\"]\n",
                         "study.item_twice", 5, 18, "reversed twice", ""},
                        {"[scale.s]\nanswers = \"yno\"\nitems = [\"Q1\"]\n", "study.unknown_answers", 3, 11,
                         "\"yno\"", "\"yn\""},
                        {"[scale.s]\nitems = [\"Q1\"]\n", "study.no_answers", 2, 8, "no answer list",
                         "[scale_defaults]"},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q1\"]\nmax_missing = 1\n",
                         "study.max_missing", 5, 15, "one item", "max_missing = 0"},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q1..Q3\"]\nmax_missing = 3\n",
                         "study.max_missing", 5, 15, "at most 2", "2 or less"},
                        {"[scale_defaults]\nmax_missing = 1\n[scale.s]\nanswers = \"yn\"\nitems = [\"Q1\"]\n",
                         "study.max_missing", 4, 8, "one item", "in this scale"},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q1\"]\nmax_missing = -1\n", "study.number",
                         5, 15, "0 or more", ""},
                        {"[scale.s]\nanswers = \"yn\"\nitems = [\"Q1\"]\nrange = [0, 1]\n",
                         "study.score_column", 5, 1, "\"range\"", "answer list"},
                        {"[scale.s]\ncolumn = \"m\"\nreverse = [\"Q1\"]\n", "study.score_column", 4, 1,
                         "\"reverse\"", "column"},
                        {"[scale.s]\ncolumn = \"m\"\nitems = [\"Q1\"]\n", "study.score_column", 4, 1,
                         "both items and a column", "number"},
                        {"[scale.s]\ncolumn = \"m\"\nitems = 0\n", "study.number", 4, 9, "1 or more", ""},
                        {"[scale.s]\ncolumn = \"m\"\nrange = [1]\n", "study.range", 4, 9, "lowest", "[1, 5]"},
                        {"[scale.s]\nuse = \"swemwbs\"\n", "study.no_items", 2, 8, "\"s\"", "7 items"},
                        {"[scale.s]\ncolumn = \"m\"\nscore = \"median\"\n", "study.unknown_word", 4, 9,
                         "\"median\"", "\"mean\""},
                        {"[item.Q1]\nanswers = \"no\"\n[scale.s]\nanswers = \"yn\"\nitems = [\"Q1\"]\n",
                         "study.unknown_answers", 3, 11, "\"no\"", ""},
                    });
    }

    TEST_CASE("categories, subgroups and families") {
        check_below(
            yes_no + "[scale]\none = { column = \"m\" }\ntwo = { column = \"n\" }\n",
            {
                {"[category.c]\ncolumn = \"Q\"\n", "study.missing_key", 2, 11, "\"answers\"", "answers = "},
                {"[category.c]\ncolumn = \"Q\"\nanswers = \"yno\"\n", "study.unknown_answers", 4, 11,
                 "\"yno\"", "\"yn\""},
                {"[category.c]\ncolumn = \"Q\"\nanswers = \"yn\"\nbetter = \"Yess\"\n", "study.unknown_label",
                 5, 10, "\"Yess\"", "\"Yes\""},
                {"[category.c]\ncolumn = \"Q\"\nanswers = \"yn\"\nsmall_change = { sd = 0.2 }\n",
                 "study.small_change", 5, 16, "percentage points", "points = 5"},
                {"[subgroup.g]\nlabel = \"x\"\n", "study.missing_key", 2, 11, "\"column\"", ""},
                {"[subgroup.g]\ncolumn = \"A\"\ncuts = [16, 10]\n", "study.cuts", 4, 13, "must rise",
                 "[16, 35, 65]"},
                {"[subgroup.g]\ncolumn = \"A\"\ncuts = [16]\nkeep = [\"x\"]\n", "study.cuts", 5, 1,
                 "one of them", ""},
                {"[family]\nf = [\"one\", \"tow\"]\n", "study.unknown_scale", 3, 13, "\"tow\"", "\"two\""},
                {"[family]\nf = [\"one\"]\ng = [\"two\", \"one\"]\n", "study.family", 4, 13, "two families",
                 "\"f\""},
            });
    }

    TEST_CASE("what is odd, but may be meant, is a warning") {
        const std::string scale =
            yes_no +
            "[scale]\ns = { items = [\"Q1..Q2\"], answers = \"yn\", small_change = { points = 1 } }\n";
        check_below(
            scale,
            {
                {"t = { items = [\"Q2..Q3\"], answers = \"yn\" }\n[wave.a]\nfile = \"a.csv\"\n",
                 "study.shared_item", 2, 1, "\"Q2\"", ""},
                {"[wave.a]\nfile = \"a.csv\"\n[item]\nQ9 = { text = \"x\" }\n", "study.unused_item", 5, 1,
                 "\"Q9\"", ""},
                {"[wave.a]\nfile = \"a.csv\"\n[rules]\nsmall_change = { sd = 0.9 }\n",
                 "study.large_small_change", 5, 23, "0.8", ""},
                {"[wave.a]\nfile = \"a.csv\"\n[answers.x]\nlabels = [\"Yes\", \"No\"]\nscores = [1, 0]\n",
                 "study.scores_fall", 6, 10, "do not rise", "reverse"},
                {"t = { column = \"m\" }\n[wave.a]\nfile = \"a.csv\"\n[family]\nf = [\"s\"]\n",
                 "study.no_family", 2, 1, "\"t\"", ""},
                {"[study]\ndesign = \"cross-section\"\n[wave]\na = { file = \"a.csv\" }\nb = { file = "
                 "\"./a.csv\" }\n",
                 "study.same_wave", 6, 1, "\"a\" and \"b\"", "where"},
            },
            Severity::warning);
        check_below(
            scale + two_waves + "[columns]\nid = \"x\"\n",
            {
                {"[item]\nQ1 = { column = { a = \"X\" } }\n", "study.not_asked", 3, 17, "\"b\"", "b = "},
            },
            Severity::warning);
    }

    TEST_CASE("two waves of the same people need an id") {
        const std::string text = two_waves + "[scale.s]\ncolumn = \"m\"\nsmall_change = { points = 1 }\n";
        check({text.c_str(), "study.no_id", 0, 0, "who is who", "cross-section"}, Severity::warning);
        CHECK(found(text + "[columns]\nid = \"x\"\n", Severity::warning).empty());
        CHECK(found(text + "[study]\ndesign = \"cross-section\"\n", Severity::warning).empty());
    }

    TEST_CASE("a study without a smallest change that matters is told so") {
        const auto warnings =
            found("[wave.a]\nfile = \"a.csv\"\n[scale.s]\ncolumn = \"m\"\n", Severity::warning);
        REQUIRE(warnings.size() == 1);
        CHECK(warnings[0].code == "study.no_small_change");
        CHECK(contains(warnings[0].message, "no meaningful change"));
    }

    TEST_CASE("all defects are found in one run, errors last and in the order of the file") {
        const auto all =
            survey::try_parse_study(
                "schema = 1\n[rules]\nadjust = \"x\"\nconfidence = 5\n[study]\nid = 1\n[report]\n", "s.toml")
                .diagnostics;
        REQUIRE(all.size() >= 5);
        for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].severity <= all[i].severity);
        const auto n = all.size();
        CHECK(all[n - 3].code == "study.unknown_word");
        CHECK(all[n - 2].code == "study.confidence");
        CHECK(all[n - 1].code == "study.wrong_type");
    }
}
