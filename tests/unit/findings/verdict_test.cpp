#include "libstats/findings/verdict.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <optional>
#include <string>

using namespace outcomes::findings;

namespace {

std::string text_of(Judgement judgement) {
    return std::string(verdict_id(judgement.verdict)) + "/" + std::string(detail_id(judgement.detail));
}

}  // namespace

TEST_SUITE("findings/verdict") {
    TEST_CASE("the table of verdicts, equality cases included") {
        struct Row {
            double low, high;
            std::optional<double> d;
            Direction better;
            std::string expected;
        };
        constexpr auto higher = Direction::higher;
        const Row rows[] = {
            {0.2, 0.5, 0.2, higher, "improved/clear"},
            {0.1, 0.5, 0.2, higher, "improved/size_unsure"},
            {0.05, 0.2, 0.2, higher, "improved/size_unsure"},  // U = d is not inside
            {0.05, 0.19, 0.2, higher, "no_meaningful_change/tiny_rise"},
            {-0.1, 0.1, 0.2, higher, "no_meaningful_change/none"},
            {0, 0.1, 0.2, higher, "no_meaningful_change/none"},  // L = 0 is not a rise
            {-0.19, -0.05, 0.2, higher, "no_meaningful_change/tiny_fall"},
            {-0.2, 0.1, 0.2, higher, "inconclusive/improvement_ruled_out"},
            {-0.1, 0.2, 0.2, higher, "inconclusive/worsening_ruled_out"},
            {0, 0.2, 0.2, higher, "inconclusive/worsening_ruled_out"},
            {-0.2, 0.2, 0.2, higher, "inconclusive/too_imprecise"},
            {-0.5, -0.2, 0.2, higher, "worsened/clear"},
            {-0.5, -0.1, 0.2, higher, "worsened/size_unsure"},
            {-0.5, -0.3, 0.2, Direction::lower, "improved/clear"},
            {0.1, 0.5, 0.2, Direction::lower, "worsened/size_unsure"},
            {0.05, 0.1, 0.2, Direction::lower, "no_meaningful_change/tiny_fall"},
            {0.3, 0.5, 0.2, Direction::neither, "rose/clear"},
            {-0.5, -0.3, 0.2, Direction::neither, "fell/clear"},
            {0.1, 0.5, std::nullopt, higher, "improved/no_smallest_change"},
            {-0.5, -0.1, std::nullopt, Direction::lower, "improved/no_smallest_change"},
            {-0.1, 0.1, std::nullopt, higher, "inconclusive/no_smallest_change"},
            {0, 0.1, std::nullopt, higher, "inconclusive/no_smallest_change"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.low);
            CAPTURE(row.high);
            CHECK(text_of(judge(row.low, row.high, row.d, row.better)) == row.expected);
        }
    }

    TEST_CASE("turning the scale round mirrors the verdict") {
        for (int low = -6; low <= 6; ++low) {
            for (int high = low; high <= 6; ++high) {
                const auto up = judge(low, high, 2.0, Direction::higher);
                const auto down = judge(-high, -low, 2.0, Direction::lower);
                CHECK(up.verdict == down.verdict);
                CHECK(up.detail == down.detail);
            }
        }
    }

    TEST_CASE("on a grid of intervals each verdict means what it says") {
        for (int low = -6; low <= 6; ++low) {
            for (int high = low; high <= 6; ++high) {
                const auto got = judge(low, high, 2.0, Direction::higher).verdict;
                const bool within = low > -2 && high < 2;
                CHECK((got == Verdict::no_meaningful_change) == within);
                CHECK((got == Verdict::improved) == (!within && low > 0));
                CHECK((got == Verdict::worsened) == (!within && high < 0));
                CHECK((got == Verdict::inconclusive) == (!within && low <= 0 && high >= 0));
            }
        }
    }

    TEST_CASE("a caller's mistake throws") {
        using outcomes::base::ContractError;
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK_THROWS_AS(static_cast<void>(judge(1, 0, 1.0, Direction::higher)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(judge(nan, 0, 1.0, Direction::higher)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(judge(0, 1, 0.0, Direction::higher)), ContractError);
    }

    TEST_CASE("the words on paper never say that nothing changed") {
        CHECK(verdict_words(Verdict::inconclusive) == "Not clear");
        CHECK(verdict_words(Verdict::no_meaningful_change) == "No meaningful change");
        CHECK(verdict_from_id("improved") == Verdict::improved);
        CHECK_FALSE(verdict_from_id("significant"));
    }
}
