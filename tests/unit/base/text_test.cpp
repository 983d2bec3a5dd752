#include "libstats/base/text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes::base;

TEST_SUITE("base/text") {
    TEST_CASE("folding joins what people would call the same answer") {
        struct Row {
            std::string a, b;
        };
        const Row rows[] = {
            {"Strongly agree", "strongly  AGREE "},
            {"Don\xE2\x80\x99t know", "don't know"},
            {"\xE2\x80\x9CYes\xE2\x80\x9D", "\"yes\""},
            {"18 \xE2\x80\x93 29", "18 - 29"},
            {"\xC3\x89tage", "\xC3\xA9tage"},
            {"e\xCC\x81tage", "\xC3\xA9tage"},          // combining accent
            {"\xC2\xA0Very\xC2\xA0safe", "very safe"},  // no-break spaces
            {"Stra\xC3\x9F"
             "e",
             "STRASSE"},
            {"\xEF\xBB\xBF"
             "id",
             "ID"},
        };
        for (const Row& row : rows) CHECK(folded(row.a) == folded(row.b));
        CHECK(folded("agree") != folded("disagree"));
        CHECK(folded("") == "");
    }

    TEST_CASE("trimming knows the odd spaces of exports") {
        CHECK(trim(" \t\xC2\xA0x y\xE2\x80\x8B\r\n") == "x y");
        CHECK(trim("   ").empty());
    }

    TEST_CASE("width counts what a terminal shows") {
        CHECK(display_width("abc") == 3);
        CHECK(display_width("\xE6\xBC\xA2\xE5\xAD\x97") == 4);
        CHECK(display_width("e\xCC\x81") == 1);
        CHECK(fitted("Neighbourhood connectedness", 10) == "Neighbour~");
        CHECK(fitted("short", 10) == "short");
        CHECK(substring("a\xC3\xA9"
                        "b",
                        1, 1) == "\xC3\xA9");
        CHECK(printable("a\tb\x1b[31m\xff") == "a b?[31m?");
        CHECK(printable("a\xe2\x80\xae"
                        "b\xe2\x81\xa6"
                        "c") == "a?b?c");  // U+202E, U+2066
    }

    TEST_CASE("edit distance counts neighbours swapped as one step") {
        CHECK(edit_distance("compere", "compare") == 1);
        CHECK(edit_distance("socre", "score") == 1);
        CHECK(edit_distance("", "abc") == 3);
        CHECK(edit_distance("kitten", "sitting") == 3);
    }

    TEST_CASE("suggestions are close, few and in order of closeness") {
        const std::vector<std::string> verbs{"compare", "check", "score", "verify"};
        CHECK(did_you_mean("compere", verbs) == "did you mean \"compare\"?");
        CHECK(did_you_mean("SCORE", verbs) == "did you mean \"score\"?");
        CHECK(did_you_mean("analyze", verbs).empty());
        const std::vector<std::string> names{"Q1", "Q2", "Q3", "Q4"};
        CHECK(closest("Q5", names).size() == 3);
    }

    TEST_CASE("lists read like a sentence") {
        const std::vector<std::string> names{"a", "b", "c", "d"};
        CHECK(joined(names) == "a, b, c and d");
        CHECK(joined(names, "or", 2) == "a, b or 2 more");
        CHECK(joined(std::vector<std::string>{"a"}) == "a");
        CHECK(joined({}).empty());
    }
}
