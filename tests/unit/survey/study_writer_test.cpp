#include "libstats/survey/study_writer.hpp"

#include "libstats/survey/study_file.hpp"
#include "libstats/survey/toml_document.hpp"
#include "libstats/survey/toml_write.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

/// A text through the writer and the parser.
std::string there_and_back(const std::string& text) {
    const auto parsed = parse_toml(toml_key(text) + " = " + toml_text(text) + "\n");
    REQUIRE(std::holds_alternative<TomlValue>(parsed));
    const TomlEntry* entry = std::get<TomlValue>(parsed).find(text);
    REQUIRE(entry != nullptr);
    return entry->value.text;
}

StudyDraft small_draft() {
    StudyDraft draft;
    draft.id = "small";
    draft.title = "A \"small\" study";
    draft.files.resize(2);
    draft.shown_paths = {"a.csv", "b \\ c.csv"};
    draft.waves.resize(2);
    draft.waves[0] = {.id = "pre",
                      .label = "Before",
                      .date = "2024-03-01",
                      .file = 0,
                      .where_column = "",
                      .where_value = "",
                      .records = {},
                      .doubt = ""};
    draft.waves[1] = {.id = "post",
                      .label = "After",
                      .date = "",
                      .file = 1,
                      .where_column = "wave no",
                      .where_value = "2",
                      .records = {},
                      .doubt = "is it?"};
    DraftQuestion question;
    question.id = question.item = "m1";
    question.names = {"m1", "m1b"};
    question.text = "Two\nlines = \"quoted\"";
    question.note = "m1 and m1b look like one question";
    draft.questions = {question};
    DraftQuestion code;
    code.id = code.item = "Code";
    code.names = {"Code", "Code"};
    draft.questions.push_back(code);
    draft.people.id = {"Code"};
    draft.missing.labels = {"", "n/a"};
    draft.missing.codes = {{"-9", "No answer"}};
    DraftList list;
    list.list.id = "n0to10";
    list.list.is_range = true;
    list.list.low = base::Decimal{0, 0};
    list.list.high = base::Decimal{10, 0};
    draft.lists = {list};
    DraftScale scale;
    scale.scale.id = "mood";
    scale.scale.label = "Mood";
    scale.scale.items = {"m1"};
    scale.scale.answers = "n0to10";
    draft.scales = {scale};
    return draft;
}

}  // namespace

TEST_SUITE("survey/study_writer") {
    TEST_CASE("every text comes back as it was") {
        for (const std::string& text : {std::string("plain"), std::string(""), std::string("a \"b\" \\ c"),
                                        std::string("tab\tline\nend\r"), std::string("\x01\x7f"),
                                        std::string("caf\xc3\xa9 = # ["), std::string("'")}) {
            CAPTURE(text);
            CHECK(there_and_back(text) == text);
        }
        CHECK(toml_key("Q1_2-a") == "Q1_2-a");
        CHECK(toml_key("a b") == "\"a b\"");
        CHECK(toml_key("a.b") == "\"a.b\"");
        CHECK(toml_key("") == "\"\"");
    }

    TEST_CASE("rows of numbers are written as ranges that expand to the same names") {
        using Names = std::vector<std::string>;
        CHECK(with_ranges({"Q1_1", "Q1_2", "Q1_3"}) == Names{"Q1_1..Q1_3"});
        CHECK(with_ranges({"Q1_1", "Q1_2"}) == Names{"Q1_1", "Q1_2"});
        CHECK(with_ranges({"q08", "q09", "q10"}) == Names{"q08..q10"});
        CHECK(with_ranges({"a1", "a2", "a3", "b", "c1", "c3", "c4"}) ==
              Names{"a1..a3", "b", "c1", "c3", "c4"});
        CHECK(with_ranges({"a3", "a2", "a1"}) == Names{"a3", "a2", "a1"});
        CHECK(with_ranges({}).empty());
    }

    TEST_CASE("the draft is a study file with what it was made of") {
        const StudyDraft draft = small_draft();
        const std::string text = study_text(draft);
        const StudyRead read = try_parse_study(text, "small.toml");
        for (const base::Diagnostic& one : read.diagnostics) CAPTURE(base::to_text(one));
        REQUIRE(read.study);
        const Study& study = *read.study;
        CHECK(study.id == "small");
        CHECK(study.title == "A \"small\" study");
        REQUIRE(study.waves.size() == 2);
        CHECK(study.find_wave("post")->where.size() == 1);
        CHECK(study.find_wave("pre")->date == "2024-03-01");
        REQUIRE(study.find_item("m1") != nullptr);
        CHECK(study.find_item("m1")->column.in("post") == "m1b");
        CHECK(study.find_item("m1")->text == "Two\nlines = \"quoted\"");
        REQUIRE(study.scales.size() == 1);
        CHECK(study.scales[0].max_missing == 0);
        CHECK(study.missing.codes.contains("-9"));
        CHECK(study.find_answers("n0to10")->is_range);
    }

    TEST_CASE("lines that ask are counted") {
        const std::string text = study_text(small_draft());
        CHECK(text.find("# CHECK: is it?\npost = ") != std::string::npos);
        CHECK(count_checks(text) == 3);  // the wave, the smallest change, the direction
        CHECK(count_checks("# CHECK: a\nx = 1 # CHECK: b\n# CHECK: c") == 2);
        CHECK(count_checks("") == 0);
    }

    TEST_CASE("a draft without a code, scales or lists is a study file as well") {
        StudyDraft draft = small_draft();
        draft.people = {};
        draft.lists.clear();
        draft.scales.clear();
        const StudyRead read = try_parse_study(study_text(draft), "small.toml");
        REQUIRE(read.study);
        CHECK(read.study->design == Design::cross_section);
    }
}
