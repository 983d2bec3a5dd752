#include "libstats/survey/cell_shapes.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace outcomes::survey;

TEST_SUITE("survey/cell_shapes") {
    TEST_CASE("texts have the shapes that they look like, and no others") {
        struct Row {
            CellShape shape;
            std::vector<std::string_view> yes;
            std::vector<std::string_view> no;
        };
        const Row rows[] = {
            {CellShape::whole, {"0", "12", " 7 "}, {"", "1.5", "-3", "1a"}},
            {CellShape::number, {"0", "-1.5", "1,54", "+2", "308.72"}, {"", "1.2.3", ".", "1e3", "-"}},
            {CellShape::long_number,
             {"114000000", "11400000001"},
             {"11400000", "1140000000123", "1140000000x"}},
            {CellShape::date_time,
             {"2023-05-14 10:02:11", "5/14/13 10:02", "14.05.2023 10:02:11", "2023/05/14 10:02:11 AM GMT+1",
              "14/5/2023, 9.05.00", "2023-05-14T10:02:11.000+02:00", "2023. 5. 14 10:02:11"},
             {"", "2023-05-14", "10:02:11", "14 May 2023 10:02", "1.2.3", "2023-05-14 noon",
              "05142023 10:02"}},
            {CellShape::language, {"en", "nl-informal", "zh_Hans", "deu"}, {"", "EN", "e", "dutch", "en-"}},
            {CellShape::uuid,
             {"00000001-0000-4000-8000-000000001001", "uuid:00000001-0000-4000-8000-00000000100F",
              "uuid:00000001-0000-4000-8000-00000000100F/child[1]"},
             {"", "00000001-0000-4000-8000", "0000000g-0000-4000-8000-000000001001", "uuid:"}},
            {CellShape::email,
             {"a@example.org", "anonymous"},
             {"", "a@example", "@example.org", "a b@example.org"}},
            {CellShape::address, {"192.0.2.10", "2001:db8::1"}, {"", "1.2.3", "1..2.3", "10:02", "a.b.c.d"}},
            {CellShape::token,
             {"k9p34y6n3wd25rq4f5zr37e3p3e2z8iq", "0123456789abcdef0123456789abcdef"},
             {"", "0123456789012345678901", "abcdefghijklmnopqrstuvw", "short1"}},
            {CellShape::dashed_numbers,
             {"400000-399991-41234567"},
             {"", "2023-05-14", "1--2-3456789012345", "a-1-2345678901234"}},
            {CellShape::name,
             {"trust_1", "q1", "V1", "h\xC3\xB6he", "neg.c.7"},
             {"", "1st", "two words", "a-b"}},
            {CellShape::sentence, {"two words", "longerword"}, {"", "short"}},
            {CellShape::words,
             {"Response", "\xC3\x85pent svar", "18 - 29 years"},
             {"", "123", "5/14/13 10:02 AM"}},
        };
        for (const Row& row : rows) {
            CAPTURE(static_cast<int>(row.shape));
            for (const std::string_view text : row.yes) {
                CAPTURE(std::string(text));
                CHECK(has_shape(text, row.shape));
            }
            for (const std::string_view text : row.no) {
                CAPTURE(std::string(text));
                CHECK_FALSE(has_shape(text, row.shape));
            }
        }
    }

    TEST_CASE("shapes are known by their names") {
        CHECK(cell_shape_from_name("date_time") == CellShape::date_time);
        CHECK_FALSE(cell_shape_from_name("date").has_value());
    }

    TEST_CASE("patterns match whole texts") {
        struct Row {
            std::string_view text;
            std::string_view pattern;
            bool matches;
        };
        const Row rows[] = {
            {"v1", "v<n>", true},
            {"v12", "v<n>", true},
            {"v", "v<n>", false},
            {"v1a", "v<n>", false},
            {"activities___2", "*___<n>", true},
            {"a___b", "*___<n>", false},
            {"a___1___2", "*___<n>", true},
            {"start", "start", true},
            {"start date", "start", false},
            {"start date", "start*", true},
            {"", "*", true},
            {"", "", true},
            {"q0004_0001", "q<n>_<n>", true},
            {"aXbXc", "*X*X*", true},
            {"aXbc", "*X*X*", false},
            {"12", "<n>", true},
            {"3.1. trust", "<n>.<n>. *", true},
            {"<n>", "<n>", true},
            {"ab", "*b*b", false},
            {"abb", "*b*b", true},
        };
        for (const Row& row : rows) {
            CAPTURE(std::string(row.text));
            CAPTURE(std::string(row.pattern));
            CHECK(matches_pattern(row.text, row.pattern) == row.matches);
        }
        const std::vector<std::string> patterns{"a*", "b"};
        CHECK(matches_any("b", patterns));
        CHECK_FALSE(matches_any("bc", patterns));
    }
}
