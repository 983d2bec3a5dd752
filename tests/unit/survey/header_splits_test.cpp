#include "libstats/survey/header_splits.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>

using namespace outcomes::survey;

namespace {

using Split = std::function<std::optional<HeaderSplit>(std::string_view)>;

struct Row {
    const char* what;
    Split split;
    std::string_view name;
    std::string_view question;  ///< "": it cannot be divided
    std::string_view option;
};

}  // namespace

TEST_SUITE("survey/header_splits") {
    TEST_CASE("names are divided where their platforms join them") {
        const Split number = [](std::string_view name) { return split_number(name, "_"); };
        const Split boxes = [](std::string_view name) { return split_suffix(name, "___"); };
        const Row rows[] = {
            {"brackets", split_brackets, "Agree? [I feel safe]", "Agree?", "I feel safe"},
            {"brackets", split_brackets, "Agree? [a [b] c]", "Agree?", "a [b] c"},
            {"brackets", split_brackets, "Agree? [x] [y]", "Agree? [x]", "y"},
            {"brackets", split_brackets, "[y]", "", ""},
            {"brackets", split_brackets, "Agree? []", "", ""},
            {"brackets", split_brackets, "Agree?]", "", ""},
            {"brackets", split_brackets, "Agree?", "", ""},
            {"choice", split_choice, "Which? (choice=A (big) bus)", "Which?", "A (big) bus"},
            {"choice", split_choice, "Which? (a bus)", "", ""},
            {"suffix", boxes, "activities___2", "activities", "2"},
            {"suffix", boxes, "___2", "", ""},
            {"number", number, "q0004_0001", "q0004", "0001"},
            {"number", number, "Q2_1_TEXT", "", ""},
            {"number", number, "v_2", "", ""},
            {"code", split_code, "Q1[SQ001]. Agree? [I feel safe]", "Q1[SQ001]", "Agree? [I feel safe]"},
            {"code", split_code, "code. Your code.", "code", "Your code."},
            {"code", split_code, "How are you? Well. Good", "", ""},
            {"code", split_code, "Q1", "", ""},
            {"code", split_code, "Q1[SQ", "", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.what);
            CAPTURE(std::string(row.name));
            const auto split = row.split(row.name);
            REQUIRE(split.has_value() == !row.question.empty());
            if (!split) continue;
            CHECK(split->question == row.question);
            CHECK(split->option == row.option);
        }
    }

    TEST_CASE("neighbours part at the last mark that they share") {
        const auto split = split_shared("Agree?.I know, e.g. by name", "Agree?.I know, e.g. by sight", ".");
        REQUIRE(split);
        CHECK(split->option == "by name");  // sharing more than the question is for the caller to avoid
        const auto apart = split_shared("Agree?.I feel safe", "Agree?.We meet", ".");
        REQUIRE(apart);
        CHECK(apart->question == "Agree?");
        CHECK(apart->option == "I feel safe");
        CHECK_FALSE(split_shared("Agree?.I feel safe", "Old?.We meet", ".").has_value());
        CHECK_FALSE(split_shared("Q1.a", "Q1.b", ".").has_value());  // too short to be a question
    }

    TEST_CASE("outline numbers are read") {
        struct Number {
            std::string_view name;
            std::string_view question;
            std::string_view part;
            bool has_part;
            bool has_letter;
            std::string_view text;
        };
        const Number rows[] = {
            {"1. I agree", "1", "1", false, false, "I agree"},
            {"2.a. If other, please say", "2", "2", false, true, "If other, please say"},
            {"3.1. I feel safe", "3", "3.1", true, false, "I feel safe"},
            {"3.2.a. Tell us more", "3", "3.2", true, true, "Tell us more"},
            {"Q3.1.a", "3", "3.1", true, true, ""},
            {"Q31.a.i", "31", "31", false, true, ""},
            {"Q2", "2", "2", false, false, ""},
        };
        for (const Number& row : rows) {
            CAPTURE(std::string(row.name));
            const auto outline = read_outline(row.name);
            REQUIRE(outline);
            CHECK(outline->question == row.question);
            CHECK(outline->part == row.part);
            CHECK(outline->has_part == row.has_part);
            CHECK(outline->has_letter == row.has_letter);
            CHECK(outline->text == row.text);
        }
        for (const std::string_view name : {"Started", "Quite", "5-10 years", "1st choice", ""}) {
            CAPTURE(std::string(name));
            CHECK_FALSE(read_outline(name).has_value());
        }
    }
}
