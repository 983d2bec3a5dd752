#include "libstats/survey/joined_answers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace outcomes::survey;

TEST_SUITE("survey/joined_answers") {
    TEST_CASE("marks divide, but not inside parentheses") {
        using Parts = std::vector<std::string_view>;
        CHECK(joined_parts("Choir, Garden, Cooking (Tue, Thu)", ", ") ==
              Parts{"Choir", "Garden", "Cooking (Tue, Thu)"});
        CHECK(joined_parts("Choir;Garden;", ";") == Parts{"Choir", "Garden"});
        CHECK(joined_parts("Choir,knitting, mostly", ",") == Parts{"Choir", "knitting, mostly"});
        CHECK(joined_parts("", ";").empty());
        CHECK(joined_parts("(open, and", ", ") == Parts{"(open, and"});
    }

    TEST_CASE("several answers in a cell are believed only with evidence") {
        struct Row {
            const char* why;
            std::vector<std::string_view> answers;
            bool is_told;
            std::string joined;
        };
        const std::vector<std::string> marks{";", ",", ", "};
        const Row rows[] = {
            {"codes that rise, three in a cell", {"10,11,12", "10", "11,12"}, false, ","},
            {"decimal commas", {"1,54", "1,84", "1,95"}, false, ""},
            {"decimal commas and whole numbers", {"2,5", "2", "5"}, false, ""},
            {"thousands", {"1,234,567", "2,500,000"}, false, ""},
            {"codes that fall", {"3,2,1"}, false, ""},
            {"options in different places", {"Choir;Garden", "Garden;Cafe", "Choir"}, false, ";"},
            {"every cell ends in the mark", {"Choir;", "Garden;"}, false, ";"},
            {"one cell ends in it by mistake", {"Agree", "Disagree;"}, false, ""},
            {"a town and its city", {"Leith, Edinburgh", "Govan, Glasgow", "Partick, Glasgow"}, false, ""},
            {"free text", {"Good, on the whole", "Lights, please", "No"}, false, ""},
            {"one cell only", {"Choir, Garden", "Choir"}, false, ""},
            {"one cell, but the question says so", {"Choir, Garden", "Choir"}, true, ", "},
            {"the question says so, and nobody did", {"Choir", "Garden"}, true, ""},
            {"options with commas", {"Choir,Bowls, indoors", "Bowls, indoors,Cafe", "Cafe"}, false, ","},
            {"no answers", {}, false, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            CHECK(joined_by(row.answers, marks, row.is_told) == row.joined);
        }
    }
}
