#include "libstats/base/sums.hpp"

#include "libstats/base/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes::base;

TEST_SUITE("base/sums") {
    TEST_CASE("small terms are not lost beside large ones") {
        CompensatedSum sum;  // Neumaier's own example: plain and Kahan summation both give 0
        for (const double term : {1.0, 1e100, 1.0, -1e100}) sum.add(term);
        CHECK(sum.value() == 2);
        CompensatedSum tenths;
        for (int i = 0; i < 1'000'000; ++i) tenths.add(0.1);
        CHECK(std::abs(tenths.value() - 100'000) < 1e-8);
    }

    TEST_CASE("a ratio of integers is the nearest double") {
        CHECK(ratio(1, 3) == 1.0 / 3);
        CHECK(ratio(-2, 3) == -2.0 / 3);
        CHECK(ratio(0, 7) == 0);
        CHECK(ratio(10, 5) == 2);
        CHECK(ratio((Int128{1} << 53) + 1, 1) == 9007199254740992.0);  // half way: to even
        CHECK(ratio((Int128{1} << 53) + 3, 1) == 9007199254740996.0);
        CHECK(ratio(Int128{1} << 120, Int128{1} << 100) == 1048576);
        CHECK(ratio(1, Int128{1} << 100) == std::ldexp(1.0, -100));
        Random random(11);
        for (int i = 0; i < 20'000;
             ++i) {  // both sides are exact doubles, so the division is rounded once too
            const auto a = static_cast<std::int64_t>(random.next() >> 12);
            const auto b = static_cast<std::int64_t>((random.next() >> 12) | 1);
            CHECK(ratio(a, b) == static_cast<double>(a) / static_cast<double>(b));
        }
    }

    TEST_CASE("moments of integers are exact") {
        const std::vector<std::int64_t> values{100'000'002, 100'000'001, 100'000'003};
        const auto moments = exact_moments(values);
        REQUIRE(moments);
        CHECK(moments->n == 3);
        CHECK(moments->shift * 3 + static_cast<std::int64_t>(moments->sum) == 300'000'006);
        const double variance = ratio(moments->sum_squares * 3 - moments->sum * moments->sum, 6);
        CHECK(variance == 1);
        CHECK(exact_moments({})->n == 0);
    }
}
