#include "libstats/io/dialect.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace outcomes;

TEST_SUITE("io/dialect") {
    TEST_CASE("the delimiter is the one that divides the records evenly") {
        struct Row {
            const char* why;
            std::string text;
            char delimiter;
        };
        const Row rows[] = {
            {"comma", "id,a,b\n1,2,3\n2,3,4\n", ','},
            {"semicolon with decimal commas", "id;mean\n1;2,5\n2;3,25\n", ';'},
            {"decimal commas, and a comma in the header", "id;age, in years;mean\n1;34;2,5\n2;40;3,5\n", ';'},
            {"tab, commas in every answer", "id\tcomment\n1\tyes, often\n2\tno, never\n", '\t'},
            {"bar", "id|a\n1|2\n", '|'},
            {"semicolons inside quotes do not count", "id,a\n1,\"x;y;z\"\n2,\"p;q;r\"\n", ','},
            {"line breaks inside quotes neither", "id,a\n1,\"x\n;;;\n;;;\"\n2,3\n", ','},
            {"a header one field short of the data", "id;a;b\n1;2;3;\n1;2;3;\n1;2,5;3;\n", ';'},
            {"several choices in a cell", "id,choices\n1,a;b;c\n2,b;c\n3,a;b\n", ','},
            {"one column", "comment\nhello; you\nbye; all\n", ','},
            {"one column with commas", "comment\nhello, you\n", ','},
            {"a header only", "id;a;b", ';'},
            {"every cell quoted", "\"id\";\"a,b\"\n\"1\";\"2,5\"\n", ';'},
            {"CRLF", "id\ta\r\n1\t2\r\n", '\t'},
            {"nothing", "", ','},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const io::Layout layout = io::find_layout(row.text, true);
            CHECK(layout.delimiter == row.delimiter);
            CHECK_FALSE(layout.has_sep_line);
        }
    }

    TEST_CASE("a record that the sample cuts off does not count") {
        CHECK(io::find_layout("id,a\n1,2\n2,\"x;y;z", false).delimiter == ',');
        CHECK(io::find_layout("a;b;c;d,e", false).delimiter == ';');  // all there is
    }

    TEST_CASE("a sep line names the delimiter") {
        const std::pair<const char*, char> rows[] = {
            {"sep=;\nid;a\n", ';'},
            {"SEP=|\r\nid|a\r\n", '|'},
            {"\"sep=;\"\nid;a\n", ';'},
            {"sep=\t\nid\ta\n", '\t'},
        };
        for (const auto& [text, delimiter] : rows) {
            CAPTURE(text);
            const io::Layout layout = io::find_layout(text, true);
            CHECK(layout.has_sep_line);
            CHECK(layout.delimiter == delimiter);
        }
        for (const char* line : {"sep=", "sep=;;", "sep;;", "sip=;", "sep=\"", ""}) {
            CAPTURE(line);
            CHECK_FALSE(io::sep_line_delimiter(line).has_value());
        }
    }

    TEST_CASE("lone CRs end records only where no LF outside quotes does") {
        CHECK(io::ends_in_lone_cr("id,a\r1,2\r"));
        CHECK(io::ends_in_lone_cr("id,a\r1,\"two\nlines\"\r"));  // what Excel for Mac writes
        CHECK_FALSE(io::ends_in_lone_cr("id,a\n1,\"two\rlines\"\n"));
        CHECK_FALSE(io::ends_in_lone_cr("id,a\r\n1,2\r\n"));
        CHECK_FALSE(io::ends_in_lone_cr("id,a\n1,x\ry\n"));
        CHECK_FALSE(io::ends_in_lone_cr("id,a"));
        CHECK(
            io::ends_in_lone_cr("id,6'3\"\r1,\"say \"\"\n\"\"\"\r"));  // a quote inside a word opens nothing
    }
}
