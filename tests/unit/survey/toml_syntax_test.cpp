#include "libstats/survey/study_file.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using namespace outcomes;

namespace {

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

void check(const Row& row) {
    CAPTURE(std::string(row.text));
    const auto read = survey::try_parse_study(row.text, "study.toml");
    CHECK_FALSE(read.study);
    REQUIRE(read.diagnostics.size() == 1);
    const base::Diagnostic& got = read.diagnostics.front();
    CAPTURE(base::to_text(got));
    CHECK(got.severity == base::Severity::error);
    CHECK(got.code == row.code);
    CHECK(got.place.file == "study.toml");
    CHECK(got.place.line == row.line);
    CHECK(got.place.column == row.column);
    CHECK(contains(got.message, row.message));
    CHECK(contains(got.help, row.help));
}

}  // namespace

TEST_SUITE("survey/toml_syntax") {
    TEST_CASE("quotes") {
        const Row rows[] = {
            {"title = \u201CHawk\u201D\n", "study.curly_quotes", 1, 9, "curly", "straight quotes"},
            {"\u2018a b\u2019 = 1\n", "study.curly_quotes", 1, 1, "curly", "straight quotes"},
            {"title = \"a\u201D\nb = 1\n", "study.curly_quotes", 1, 11, "curly", "straight quotes"},
            {"x = [\u201Ca\u201D]\n", "study.curly_quotes", 1, 6, "curly", "straight quotes"},
            {"file = \"C:\\Users\\x.csv\"\n", "study.backslash", 1, 11, "backslash", "use / in paths"},
            {"file = \"data\\xy.csv\"\n", "study.backslash", 1, 13, "backslash", "'single quotes'"},
            {"title = \"abc\nb = 1\n", "study.unclosed", 1, 13, "quote is missing", "both ends"},
            {"title = 'abc\n", "study.unclosed", 1, 13, "quote is missing", "both ends"},
            {"x = [\"a\", \"b\ny = 1\n", "study.unclosed", 1, 13, "quote is missing", "both ends"},
            {"title = Hawk survey\n", "study.bare_text", 1, 9, "needs quotes", "title = \"Hawk survey\""},
            {"title = paired # c\n", "study.bare_text", 1, 9, "needs quotes", "title = \"paired\""},
            {"title = false friends\n", "study.bare_text", 1, 9, "needs quotes", "\"false friends\""},
            {"title = nobody\n", "study.bare_text", 1, 9, "needs quotes", "\"nobody\""},
            {"x = [\"a\", b]\n", "study.bare_text", 1, 11, "needs quotes", "\"b\""},
            {"file = data/x.csv\n", "study.bare_text", 1, 8, "needs quotes", "file = \"data/x.csv\""},
            {"blank = True\n", "study.bare_text", 1, 9, "small letters", "blank = true"},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("dates and numbers") {
        const Row rows[] = {
            {"date = 01/04/2024\n", "study.date", 1, 8, "date", "2024-04-01"},
            {"x = 1\ndate = 1/4/2024\n", "study.date", 2, 8, "date", "2024-04-01"},
            {"date = 25-12-2024\n", "study.date", 1, 8, "date", "2024-12-25"},
            {"date = 01.04.2024\n", "study.date", 1, 8, "date", "2024-04-01"},
            {"date = 2024/4/1\n", "study.date", 1, 8, "date", "2024-04-01"},
            {"date = 2024-4-1\n", "study.date", 1, 8, "date", "2024-04-01"},
            {"date = 1 April 2024\n", "study.date", 1, 8, "date", "year-month-day"},
            {"date = 5/12/24\n", "study.date", 1, 8, "date", "year-month-day"},
            {"a = { file = \"x\", date = 01/04/2024 }\n", "study.date", 1, 26, "date", "2024-04-01"},
            {"date = 2023-02-29\n", "study.date", 1, 8, "no such date", "year-month-day"},
            {"confidence = 0,95\n", "study.number", 1, 14, "no commas", "confidence = 0.95"},
            {"population = 1,840\n", "study.number", 1, 14, "no commas", "population = 1840"},
            {"code = 08\n", "study.number", 1, 8, "begin with 0", "quotes"},
            {"x = .5\n", "study.number", 1, 5, "both sides", "0.5"},
            {"x = 95%\n", "study.number", 1, 7, "%", "0.95"},
            {"population = 1840 adults\n", "study.left_over", 1, 19, "left over", "quotes"},
            {"x = 1 ; remark\n", "study.left_over", 1, 7, "left over", "#"},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("names, headings and brackets") {
        const Row rows[] = {
            {"Strongly agree = 5\n", "study.bare_name", 1, 10, "needs quotes", "\"Strongly agree\" = 5"},
            {"also = { Some times = \"x\", b = 1 }\n", "study.bare_name", 1, 15, "needs quotes",
             "\"Some times\" = \"x\""},
            {"caf\u00E9 = 1\n", "study.bare_name", 1, 4, "accents", "\"caf\u00E9\" = 1"},
            {"title \"x\"\n", "study.no_equals", 1, 7, "no \"=\"", "title = \"x\""},
            {"title: \"x\"\n", "study.no_equals", 1, 6, "not by \":\"", "title = \"x\""},
            {"title\n", "study.no_equals", 1, 6, "no \"=\"", "title = "},
            {"title =\n", "study.no_value", 1, 7, "nothing after", "value"},
            {"= 1\n", "study.no_name", 1, 1, "no name", "title"},
            {"// remark\n", "study.remark", 1, 1, "#", "#"},
            {"]\n", "study.unopened", 1, 1, "\"]\"", "take it out"},
            {"[scale.x\na = 1\n", "study.unclosed", 1, 1, "\"]\"", "[scale.x]"},
            {"[scale.having a say]\n", "study.heading", 1, 15, "spaces", "label"},
            {"[]\n", "study.heading", 1, 2, "no name", "[study]"},
            {"x = [\"a\", \"b\"\ny = 1\n", "study.unclosed", 1, 5, "\"[\" is never closed", "\"]\""},
            {"x = [\"a\",\n\n[scale]\ny = 1\n", "study.unclosed", 1, 5, "\"[\" is never closed", "\"]\""},
            {"y = 1\nx = [\"a]\", # [\n \"b\"\n", "study.unclosed", 2, 5, "\"[\" is never closed", "\"]\""},
            {"x = [\"a\" \"b\"]\n", "study.no_comma", 1, 10, "comma is missing", "between"},
            {"x = { a = 1 b = 2 }\n", "study.no_comma", 1, 13, "comma is missing", "between"},
            {"x = { a = 1, }\n", "study.extra_comma", 1, 14, "comma too many", "take it out"},
            {"x = [1,,2]\n", "study.extra_comma", 1, 8, "comma too many", "take it out"},
            {"x = {\n a = 1 }\n", "study.table_lines", 1, 6, "on the line", "heading"},
            {"x = { a = 1,\n b = 2 }\n", "study.table_lines", 1, 13, "on the line", "heading"},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("what is given twice names the first place") {
        const Row rows[] = {
            {"[a]\nx = 1\n[b]\nx = 1\nx = 2\n", "study.given_twice", 5, 1, "\"x\"", "line 4"},
            {"[a]\nx = 1\n[b]\n[a]\n", "study.given_twice", 4, 1, "[a]", "line 1"},
            {"[scale]\nx = { y = 1 }\n[scale.x]\n", "study.given_twice", 3, 1, "[scale.x]", "line 2"},
            {"x = { a = 1, a = 2 }\n", "study.given_twice", 1, 18, "\"a\"", "keep one"},
        };
        for (const Row& row : rows) check(row);
    }

    TEST_CASE("bytes that are not text in UTF-8") {
        check({"title = \"caf\xE9\"\n", "study.not_utf8", 1, 13, "UTF-8", "save"});
        const std::string utf16("\xFF\xFEs\0c\0", 6);
        const auto read = survey::try_parse_study(utf16, "study.toml");
        REQUIRE(read.diagnostics.size() == 1);
        CHECK(read.diagnostics.front().code == "study.not_utf8");
        CHECK(contains(read.diagnostics.front().message, "UTF-16"));
        CHECK(contains(read.diagnostics.front().help, "UTF-8"));
    }
}
