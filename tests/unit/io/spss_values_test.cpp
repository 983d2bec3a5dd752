#include "libstats/io/spss_values.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace outcomes;

TEST_SUITE("io/spss_values") {
    TEST_CASE("numbers come in their shortest form, sums of decimals on their grid") {
        struct Row {
            double value;
            const char* text;
            const char* why;
        };
        const Row rows[] = {
            {0, "0", "zero"},
            {-0.0, "0", "no sign on zero"},
            {7, "7", "an answer"},
            {-9, "-9", "a code"},
            {2.5, "2.5", "exact in binary"},
            {0.1 + 0.2, "0.3", "the next double above 0.3"},
            {1.1 + 2.2, "3.3", "the next double above 3.3"},
            {11.0 / 3, "3.6666666666666665", "a third keeps its digits"},
            {1.0 / 3, "0.3333333333333333", "a third keeps its digits"},
            {123456789012345678.0, "1.2345678901234568e+17", "beyond what a double holds exactly"},
            {1e15, "1000000000000000", "still written out"},
            {1e-7, "1e-07", "small"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            CHECK(io::spss_number_text(row.value) == row.text);
        }
    }

    TEST_CASE("moments are counted from 14 October 1582") {
        using enum io::CellKind;
        struct Row {
            double seconds;
            io::CellKind kind;
            const char* text;
            const char* why;
        };
        // Days from 1582-10-14 by the proleptic Gregorian calendar, worked out with Python's datetime.
        const Row rows[] = {
            {0, date, "1582-10-14", "the first day"},
            {12219379200, date, "1970-01-01", "Unix time 0"},
            {13928630400, date, "2024-03-01", "after a leap day"},
            {13928544000, date, "2024-02-29", "a leap day"},
            {-86400, date, "1582-10-13", "before the first day"},
            {13928630400 + 34200, date, "2024-03-01T09:30:00", "a date with a time of day keeps it"},
            {13928630400, date_time, "2024-03-01T00:00:00", "midnight is a time"},
            {13928630400 + 34200.25, date_time, "2024-03-01T09:30:00.25", "parts of a second"},
            {34200, time, "09:30:00", "a time of day"},
            {98100, time, "27:15:00", "a duration over a day"},
            {-30, time, "-00:00:30", "a negative duration"},
            {1e18, date, "1e+18", "beyond the calendar: the number"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            CHECK(io::spss_moment_text(row.seconds, row.kind) == row.text);
        }
    }

    TEST_CASE("the format says what a number is") {
        using enum io::CellKind;
        struct Row {
            const char* format;
            io::CellKind kind;
        };
        const Row rows[] = {{"F8.2", number},          {"", number},
                            {"COMMA9", number},        {"WKDAY3", number},
                            {"MONTH9", number},        {"DATE11", date},
                            {"EDATE10", date},         {"ADATE8", date},
                            {"SDATE10", date},         {"JDATE7", date},
                            {"MOYR6", date},           {"QYR8", date},
                            {"DATETIME20", date_time}, {"YMDHMS19", date_time},
                            {"TIME8", time},           {"DTIME12", time},
                            {"PCT5.1", number},        {"DOLLAR8.2", number}};
        for (const Row& row : rows) {
            CAPTURE(row.format);
            CHECK(io::kind_of_format(row.format) == row.kind);
        }
    }
}
