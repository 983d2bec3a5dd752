#include "libstats/survey/confirmers.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace outcomes::tests {
namespace {

using survey::age_range;
using survey::AgeRange;

TEST_SUITE_BEGIN("survey/confirmers");

TEST_CASE("what a text says of an age") {
    struct Row {
        const char* text;
        bool known;
        int low, high;
    };
    const Row rows[] = {
        {"37", true, 37, 37},
        {" 37.0 ", true, 37, 37},
        {"25-34", true, 25, 34},
        {"16 to 24", true, 16, 24},
        {"25\xE2\x80\x93"
         "34",
         true, 25, 34},  // an en dash
        {"65+", true, 65, AgeRange::no_end},
        {"65 and over", true, 65, AgeRange::no_end},
        {"under 25", true, 0, 24},
        {"<18", true, 0, 17},
        {"1987", true, 1987, 1987},
        {"", false, 0, 0},
        {"not telling", false, 0, 0},
        {"34-25", false, 0, 0},
        {"1, 2 or 3", false, 0, 0},
        {"999", false, 0, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const AgeRange got = age_range(row.text);
        CHECK(got.is_known == row.known);
        if (!row.known) continue;
        CHECK(got.low == row.low);
        CHECK(got.high == row.high);
    }
}

TEST_CASE("years between two waves") {
    struct Row {
        const char* from;
        const char* to;
        int least, most;
    };
    const Row rows[] = {{"2024-04-01", "2025-04-01", 1, 1},
                        {"2024-04-01", "2024-10-01", 0, 1},
                        {"2024-04-01", "2025-10-01", 1, 2},
                        {"", "2025-10-01", 0, 3}};
    for (const Row& row : rows) {
        CAPTURE(row.to);
        const auto got = survey::years_between(row.from, row.to);
        CHECK(got.least == row.least);
        CHECK(got.most == row.most);
    }
}

TEST_CASE("ages agree if time can have made one of the other") {
    struct Row {
        const char* from;
        const char* to;
        std::optional<bool> agree;  ///< a year apart
    };
    const Row rows[] = {
        {"37", "38", true},        {"37", "37", true},  // a birthday, or a rounded age, apart
        {"37", "39", true},        {"37", "40", false},      {"37", "36", false},
        {"25-34", "25-34", true},  {"25-34", "35-44", true}, {"25-34", "45-54", false},
        {"25-34", "16-24", false}, {"34", "35-44", true},    {"33", "35-44", false},
        {"65+", "65+", true},      {"1987", "1987", true},   {"1987", "1989", false},
        {"1987", "37", {}},        {"", "37", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.from);
        CAPTURE(row.to);
        CHECK(survey::ages_agree(age_range(row.from), age_range(row.to), {1, 1}) == row.agree);
    }
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
