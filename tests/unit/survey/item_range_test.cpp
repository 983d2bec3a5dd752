#include "libstats/survey/item_range.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes::survey;

TEST_SUITE("survey/item_range") {
    TEST_CASE("a range stands for every name from one end to the other") {
        struct Row {
            const char* range;
            std::vector<std::string> items;
        };
        const Row rows[] = {
            {"Q3_1..Q3_4", {"Q3_1", "Q3_2", "Q3_3", "Q3_4"}},
            {"Q9..Q11", {"Q9", "Q10", "Q11"}},
            {"q08..q10", {"q08", "q09", "q10"}},
            {"q098..q101", {"q098", "q099", "q100", "q101"}},
            {"9..11", {"9", "10", "11"}},
            {"How safe 1 .. How safe 2", {"How safe 1", "How safe 2"}},
            {"Q13", {"Q13"}},
            {"3. Do you feel safe?", {"3. Do you feel safe?"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.range);
            const auto got = expand_items(row.range);
            REQUIRE(std::holds_alternative<std::vector<std::string>>(got));
            CHECK(std::get<std::vector<std::string>>(got) == row.items);
        }
    }

    TEST_CASE("a range that cannot be meant says why, and what to type") {
        struct Row {
            const char* range;
            const char* message;
            const char* help;
        };
        const Row rows[] = {
            {"Q3_4..Q3_1", "does not rise", "\"Q3_1..Q3_4\""},
            {"Q3_2..Q3_2", "does not rise", "\"Q3_2\""},
            {"Q3_1..Q4_4", "same name at both ends", "\"Q4_\""},
            {"Q3_1..4", "only a number at its end", "\"Q3_1..Q3_4\""},
            {"Q01..Q9", "zeros in front", "as many digits"},
            {"Q1..Q05", "zeros in front", "as many digits"},
            {"Q1a..Q4a", "ends in a number", "\"Q3_1..Q3_4\""},
            {"Q1..", "ends in a number", ""},
            {"..", "ends in a number", ""},
            {"Q1..Q99999999", "over 1000 items", ""},
            {"Q1..Q99999999999999999999", "ends in a number", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.range);
            const auto got = expand_items(row.range);
            REQUIRE(std::holds_alternative<RangeFault>(got));
            CHECK(std::get<RangeFault>(got).message.find(row.message) != std::string::npos);
            CHECK(std::get<RangeFault>(got).help.find(row.help) != std::string::npos);
        }
    }
}
