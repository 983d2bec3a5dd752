#include "libstats/survey/column_names.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes::survey;

TEST_SUITE("survey/column_names") {
    TEST_CASE("no two columns have one name") {
        struct Row {
            std::vector<std::string> headers;
            std::vector<std::string> names;
        };
        const Row rows[] = {
            {{"a", "b"}, {"a", "b"}},
            {{"", "b", ""}, {"column A", "b", "column C"}},
            {{"a", "b", "a", "a"}, {"a (1)", "b", "a (2)", "a (3)"}},
            {{"a", "a (1)", "a"}, {"a (2)", "a (1)", "a (3)"}},
            {{"column B", ""}, {"column B (1)", "column B (2)"}},
            {{"A", "a"}, {"A", "a"}},
            {{}, {}},
        };
        for (const Row& row : rows) CHECK(unique_names(row.headers) == row.names);
    }

    TEST_CASE("blank headers are called as Excel calls the column") {
        CHECK(name_of_blank(0) == "column A");
        CHECK(name_of_blank(25) == "column Z");
        CHECK(name_of_blank(26) == "column AA");
        CHECK(name_of_blank(701) == "column ZZ");
    }

    TEST_CASE("what is left of a byte-order mark is no part of a name") {
        for (const std::string header :
             {"\xEF\xBB\xBFstart", "\xC3\xAF\xC2\xBB\xC2\xBFstart", "X.U.FEFF.start", "\xC3\xAF..start"}) {
            CAPTURE(header);
            CHECK(without_mark(header) == "start");
        }
        CHECK(without_mark("start") == "start");
        CHECK(without_mark("X.U.FEFF.") == "X.U.FEFF.");
    }
}
