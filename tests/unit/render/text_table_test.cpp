#include "libstats/render/text_table.hpp"

#include "libstats/base/text.hpp"
#include "sample_findings.hpp"

#include <doctest/doctest.h>

using namespace outcomes;
using render::TextTable;
using render::wrapped;

TEST_SUITE("render/text_table") {
    TEST_CASE("columns line up, also with wide and combining characters") {
        TextTable table({{.title = "Name"}, {.title = "n", .right = true}, {.title = "Word"}});
        table.add_row({"caf\xC3\xA9", "5", "yes"});
        table.add_row({"\xE6\x9D\xB1\xE4\xBA\xAC", "12", ""});
        CHECK(table.to_text(80) ==
              "Name   n  Word\n"
              "caf\xC3\xA9   5  yes\n"
              "\xE6\x9D\xB1\xE4\xBA\xAC  12\n");
    }

    TEST_CASE("only columns that may shrink do, down to their least") {
        TextTable table({{.title = "A", .shrinks = true, .least = 4}, {.title = "B"}});
        table.add_row({"abcdefghij", "12345"});
        CHECK(table.to_text(20) == "A           B\nabcdefghij  12345\n");
        CHECK(table.to_text(13) == "A       B\nabcde~  12345\n");
        CHECK(table.to_text(11) == "A     B\nabc~  12345\n");
    }

    TEST_CASE("a mark at the end of a cell outlives the cut") {
        TextTable table({{.title = "A", .shrinks = true, .kept_end = " *", .least = 4}, {.title = "B"}});
        table.add_row({"abcdefghij *", "12345"});
        table.add_row({"abcdefghijkl", "12345"});
        CHECK(table.to_text(15) == "A         B\nabcde~ *  12345\nabcdefg~  12345\n");
    }

    TEST_CASE("a name that must stay whole stands in a line above its row") {
        TextTable table({{.title = "A", .shrinks = true, .whole = true, .least = 4}, {.title = "B"}});
        table.add_row({"abcdefghij", "12345"});
        table.add_row({"ab", "12"});
        CHECK(table.to_text(17) == "A           B\nabcdefghij  12345\nab          12\n");
        CHECK(table.to_text(13) == "A       B\nabcdefghij\n        12345\nab      12\n");
        CHECK(table.to_text(11) == "A     B\nabcdefghij\n      12345\nab    12\n");
    }

    TEST_CASE("Markdown cannot be broken by a cell") {
        TextTable table({{.title = "A|B"}, {.title = "n", .right = true}});
        table.add_row({"x|y <i>_z_</i>", "1"});
        CHECK(table.to_markdown() ==
              "| A\\|B | n |\n| --- | ---: |\n| x\\|y &lt;i&gt;\\_z\\_&lt;/i&gt; | 1 |\n");
    }

    TEST_CASE("a row must have a cell a column") {
        TextTable table({{.title = "A"}, {.title = "B"}});
        CHECK_THROWS(table.add_row({"one"}));
    }

    TEST_CASE("text is broken at spaces") {
        CHECK(wrapped("one two three", 80) == "one two three\n");
        CHECK(wrapped("one two three", 8) == "one two\nthree\n");
        CHECK(wrapped("one two three", 10, 2, 2) == "  one two\n    three\n");
        CHECK(wrapped("abcdefghij", 4) == "abcd\nefgh\nij\n");
        CHECK(wrapped("", 10) == "\n");
        const std::string text = "a bb ccc dddd eeeee ffffff ggggggg";
        for (std::size_t width = 1; width < 40; ++width)
            CHECK(tests::longest_line(wrapped(text, width)) <= width);
    }

    TEST_CASE("a table too wide for the page is written row by row, nothing lost") {
        render::TextTable table({{.title = "Scale", .shrinks = true, .wraps = true, .least = 6},
                                 {.title = "People", .right = true},
                                 {.title = "95 % interval", .right = true},
                                 {.title = "Result"}});
        table.add_span("Where people live");
        table.add_row({"Belonging", "212", "+0.19 to +0.41", "+ Improved"}, "\x1b[1;34m");
        table.add_row({"Trust", "", "-0.09 to +0.17", "? Not clear"});
        CHECK(table.to_text(30) ==
              "Where people live\nBelonging\n  People: 212\n  95 % interval: +0.19 to\n    +0.41\n"
              "\x1b[1;34m  Result: + Improved\x1b[0m\n"
              "Trust\n  95 % interval: -0.09 to\n    +0.17\n  Result: ? Not clear\n");
        CHECK(table.to_text(60).find(": ") == std::string::npos);
    }

    TEST_CASE("titles stand in as many lines as needed, at the bottom") {
        render::TextTable table({{.title = "Answer"},
                                 {.title = "Neither this nor that", .right = true, .title_wraps = true},
                                 {.title = "All", .right = true}});
        table.add_row({"Agree", "12", "120"});
        CHECK(table.to_text(80) ==
              "        Neither\n           this\n            nor\nAnswer     that  All\nAgree        12  "
              "120\n");
    }
}
