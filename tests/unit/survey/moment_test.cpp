#include "libstats/survey/moment.hpp"

#include <doctest/doctest.h>

#include <string>

namespace outcomes::tests {
namespace {

using survey::DateOrder;

TEST_SUITE_BEGIN("survey/moment");

TEST_CASE("moments are read as written") {
    struct Row {
        const char* text;
        DateOrder order;
        std::int64_t day;     // since 1970-01-01
        std::int64_t second;  // -1: none
    };
    // 2024-03-01 is day 19783: 54 years of 365 days, 13 leap days up to 2020, and 31 + 29 days of 2024.
    const Row rows[] = {
        {"1970-01-01", DateOrder::year_month_day, 0, -1},
        {"2024-03-01", DateOrder::year_month_day, 19783, -1},
        {"2024-03-01 09:30:15", DateOrder::year_month_day, 19783, 34215},
        {"2024-03-01T09:30:15.250+01:00", DateOrder::year_month_day, 19783, 34215},
        {"2024/03/01 9:30:15 PM GMT+1", DateOrder::year_month_day, 19783, 77415},
        {"01/03/2024 9:30", DateOrder::day_month_year, 19783, 34200},
        {"03/01/2024 12:05 am", DateOrder::month_day_year, 19783, 300},
        {"1.3.24", DateOrder::day_month_year, 19783, -1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto moment = survey::parse_moment(row.text, row.order);
        REQUIRE(moment);
        CHECK(moment->day == row.day);
        CHECK(moment->second.value_or(-1) == row.second);
    }
}

TEST_CASE("what is no moment is none") {
    for (const char* text : {"", "soon", "2024-03", "2024-13-01", "2024-02-30", "2024-03/01", "1 March 2024",
                             "2024-03-01x", "12:30"}) {
        CAPTURE(text);
        CHECK_FALSE(survey::parse_moment(text, DateOrder::year_month_day));
    }
}

TEST_CASE("the order of day and month follows from a number above 12, or is not known") {
    struct Row {
        std::vector<std::string_view> texts;
        std::optional<DateOrder> order;
    };
    const Row rows[] = {
        {{"2024-03-01", ""}, DateOrder::year_month_day},
        {{"01/03/2024", "13/03/2024"}, DateOrder::day_month_year},
        {{"01/03/2024", "03/13/2024"}, DateOrder::month_day_year},
        {{"01/03/2024", "02/03/2024"}, std::nullopt},
        {{"13/03/2024", "03/13/2024"}, std::nullopt},
        {{"yes", "no"}, std::nullopt},
    };
    for (const Row& row : rows) CHECK(survey::date_order(row.texts) == row.order);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
