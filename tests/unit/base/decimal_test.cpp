#include "libstats/base/decimal.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace outcomes::base;

TEST_SUITE("base/decimal") {
    TEST_CASE("a decimal is read exactly as written") {
        struct Row {
            std::string text;
            std::int64_t units;
            int digits;
        };
        const Row rows[] = {
            {"12", 12, 0},
            {"-0.5", -5, 1},
            {"+3", 3, 0},
            {".5", 5, 1},
            {"5.", 5, 0},
            {"1.50", 150, 2},
            {" 7 ", 7, 0},
            {"1e3", 1000, 0},
            {"1.5E-2", 15, 3},
            {"-1.25e+1", -125, 1},
            {"10000000.2", 100000002, 1},
            {"0", 0, 0},
            {"0.000", 0, 3},
            {"1200e-2", 1200, 2},
            {"\xC2\xA0"
             "4",
             4, 0},
            {"9223372036854775807", std::numeric_limits<std::int64_t>::max(), 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            const auto got = parse_decimal(row.text);
            REQUIRE(got);
            CHECK(got->units == row.units);
            CHECK(got->digits == row.digits);
        }
    }

    TEST_CASE("what is not wholly one number is not read") {
        for (const std::string text :
             {"", " ", "abc", "1,5", "1.2.3", "1 2", "--1", "1e", "e5", "nan", "inf", "0x10", "5-6", "$3",
              ".", "-", "9223372036854775808", "1e400", "0.0000000000000000001"}) {
            CAPTURE(text);
            CHECK_FALSE(parse_decimal(text));
        }
    }

    TEST_CASE("the decimal mark may be a comma") {
        CHECK(parse_decimal("3,25", ',')->units == 325);
        CHECK_FALSE(parse_decimal("3.25", ','));
        CHECK(parse_double("3,25", ',') == 3.25);
        CHECK_FALSE(parse_double("1.000,5", ','));
    }

    TEST_CASE("a double is the nearest one") {
        CHECK(parse_decimal("0.1")->to_double() == 0.1);
        CHECK(parse_decimal("10000000.2")->to_double() == 10000000.2);
        CHECK(parse_double("1e-320") == 1e-320);
        CHECK_FALSE(parse_double("1e999"));
        CHECK_FALSE(parse_double("infinity"));
        CHECK_FALSE(parse_double(""));
    }

    TEST_CASE("decimals are compared and put on a grid as written numbers") {
        const Decimal half{5, 1}, also_half{50, 2}, third{333, 3};
        CHECK(compare(half, also_half) == 0);
        CHECK(compare(third, half) < 0);
        CHECK(compare({-1, 0}, {-2, 0}) > 0);
        CHECK(compare({std::numeric_limits<std::int64_t>::max(), 0}, {1, 18}) > 0);
        CHECK(units_at(half, 3) == 500);
        CHECK(units_at(also_half, 1) == 5);
        CHECK_FALSE(units_at(third, 2));
        CHECK_FALSE(units_at({std::int64_t{1} << 61, 0}, 3));
        CHECK(digits_needed(also_half) == 1);
        CHECK(digits_needed({300, 2}) == 0);
        CHECK(digits_needed({0, 5}) == 0);
    }

    TEST_CASE("a common grid is the coarsest power of ten that holds every value") {
        const std::vector<Decimal> values{{15, 1}, {2, 0}, {300, 2}};
        const auto grid = common_grid(values);
        REQUIRE(grid);
        CHECK(grid->denominator == 10);
        CHECK(grid->units == std::vector<std::int64_t>{15, 20, 30});
        const std::vector<Decimal> apart{{1, 18}, {std::int64_t{1} << 60, 0}};
        CHECK_FALSE(common_grid(apart));
        CHECK(common_grid({})->units.empty());
    }

    TEST_CASE("text of a double reads back and has no needless digits") {
        struct Row {
            double value;
            std::string text;
        };
        const Row rows[] = {{0.1, "0.1"},
                            {-0.0, "0"},
                            {1.0 / 3, "0.3333333333333333"},
                            {1e15, "1000000000000000"},
                            {1e16, "1e+16"},
                            {1e-5, "0.00001"},
                            {1.5e-7, "1.5e-07"},
                            {-9.975409836065573, "-9.975409836065573"},
                            {5e-324, "5e-324"}};
        for (const Row& row : rows) {
            CHECK(shortest(row.value) == row.text);
            CHECK(parse_double(shortest(row.value)) == row.value);
        }
        CHECK_THROWS_AS(static_cast<void>(shortest(std::numeric_limits<double>::infinity())), ContractError);
    }

    TEST_CASE("fixed decimals never show a negative zero") {
        CHECK(fixed(-0.001, 2) == "0.00");
        CHECK(fixed(2.675, 2) == "2.67");  // the double lies below 2.675
        CHECK(fixed(-1.5, 0) == "-2");
        CHECK(fixed(0.125, 2) == "0.12");
    }
}
