#include "chart_checks.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/random.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/chart_axis.hpp"
#include "libstats/render/text_width.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace outcomes;
using namespace outcomes::render;

TEST_SUITE("render/chart text and ticks") {
    TEST_CASE("widths are those of Arial") {
        struct Row {
            const char* text;
            double thousandths;
            double bold;
        };
        // Sums of the advance widths in the font's hmtx table.
        const Row rows[] = {
            {"", 0, 0},
            {" ", 278, 278},
            {"A", 667, 722},
            {"~", 584, 584},
            {"iiii", 888, 1112},
            {"Belonging", 667 + 556 + 222 + 556 + 556 + 556 + 222 + 556 + 556,
             722 + 556 + 278 + 611 + 611 + 611 + 278 + 611 + 611},
            {"\xE2\x88\x92", 584, 584},        // minus: as wide as a plus
            {"\xC3\xA9", 600, 600},            // e with an accent
            {"e\xCC\x81", 556, 556},           // the same, combining
            {"\xE5\xB9\xB8", 1000, 1000},      // East Asian wide
            {"\xF0\x9F\x98\x80", 1000, 1000},  // emoji
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(text_width(row.text, 1000) == doctest::Approx(row.thousandths));
            CHECK(text_width(row.text, 1000, true) == doctest::Approx(row.bold));
            CHECK(text_width(row.text, 14) == doctest::Approx(row.thousandths * 0.014));
        }
    }

    TEST_CASE("labels are wrapped at words and cut with an ellipsis") {
        CHECK(wrap_to("Belonging", 178, 14).lines == std::vector<std::string>{"Belonging"});
        CHECK(wrap_to("We can change things together", 178, 14).lines ==
              std::vector<std::string>{"We can change things", "together"});
        const Lines cut =
            wrap_to("A label that is far too long for two lines of one hundred pixels", 100, 14);
        CHECK(cut.cut);
        REQUIRE(cut.lines.size() == 2);
        CHECK(cut.lines.back().ends_with("\xE2\x80\xA6"));
        CHECK(wrap_to("", 100, 14).lines == std::vector<std::string>{""});
        CHECK(wrap_to("  two   blanks ", 200, 14).lines == std::vector<std::string>{"two blanks"});
    }

    TEST_CASE("no line is wider than its room, nothing is lost unless it says so, characters stay whole") {
        base::Random random(11);
        for (const std::string& label : tests::hostile_labels()) {
            for (const std::size_t most : {1U, 2U, 3U, 99U}) {
                const double room = 60 + static_cast<double>(random.below(200));
                CAPTURE(label);
                CAPTURE(room);
                const Lines wrapped = wrap_to(label, room, 14, most);
                CHECK(wrapped.lines.size() <= most);
                std::string joined;
                for (const std::string& line : wrapped.lines) {
                    CHECK(text_room(line, 14) <= room);
                    CHECK(base::printable(line) == line);  // no broken UTF-8
                    joined += line;
                }
                if (wrapped.cut) continue;
                std::string wanted = base::printable(label);
                std::erase(wanted, ' ');
                std::erase(joined, ' ');
                CHECK(joined == wanted);
            }
        }
    }

    TEST_CASE("ticks") {
        struct Row {
            double low, high;
            int about;
            std::vector<double> at;
            int decimals;
        };
        const Row rows[] = {
            {1, 5, 6, {1, 2, 3, 4, 5}, 0},
            {0, 100, 6, {0, 20, 40, 60, 80, 100}, 0},
            {-0.6, 0.6, 6, {-0.5, -0.25, 0, 0.25, 0.5}, 2},
            {-1.5, 1.5, 4, {-1, 0, 1}, 0},
            {0, 16, 6, {0, 5, 10, 15}, 0},
            {0.001, 0.0042, 5, {0.001, 0.002, 0.003, 0.004}, 3},
            {-3e6, 3e6, 4, {-2e6, 0, 2e6}, 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.low);
            const Ticks ticks = nice_ticks(row.low, row.high, row.about);
            CHECK(ticks.decimals == row.decimals);
            REQUIRE(ticks.at.size() == row.at.size());
            for (std::size_t i = 0; i < row.at.size(); ++i)
                CHECK(std::abs(ticks.at[i] - row.at[i]) <= 1e-9 * std::abs(row.high));
        }
        CHECK_THROWS_AS(static_cast<void>(nice_ticks(1, 1)), base::ContractError);
        CHECK_THROWS_AS(static_cast<void>(nice_ticks(2, 1)), base::ContractError);
        CHECK_THROWS_AS(static_cast<void>(nice_ticks(0, std::numeric_limits<double>::infinity())),
                        base::ContractError);
    }

    TEST_CASE("ticks lie on the axis, are few, and say what they are") {
        base::Random random(3);
        for (int round = 0; round < 2000; ++round) {
            const double scale = std::pow(10.0, static_cast<double>(random.below(9)) - 4);
            const double low = (static_cast<double>(random.below(2000)) - 1000) / 100 * scale;
            const double high = low + (1 + static_cast<double>(random.below(1000))) / 100 * scale;
            const Ticks ticks = nice_ticks(low, high, 6);
            CAPTURE(low);
            CAPTURE(high);
            CHECK(ticks.at.size() >= 2);
            CHECK(ticks.at.size() <= 7);
            const double slack = (high - low) * 1e-6;
            for (std::size_t i = 0; i < ticks.at.size(); ++i) {
                CHECK(ticks.at[i] >= low - slack);
                CHECK(ticks.at[i] <= high + slack);
                if (i > 0)
                    CHECK(tick_text(ticks.at[i], ticks.decimals, true) !=
                          tick_text(ticks.at[i - 1], ticks.decimals, true));
            }
        }
    }

    TEST_CASE("numbers on an axis") {
        CHECK(tick_text(0.25, 2, true) == "+0.25");
        CHECK(tick_text(-0.25, 2, true) ==
              "\xE2\x88\x92"
              "0.25");
        CHECK(tick_text(0, 2, true) == "0");
        CHECK(tick_text(-0.0, 0, true) == "0");
        CHECK(tick_text(3, 0, false) == "3");
    }

    TEST_CASE("axes run both ways and hold what lies beyond at their ends") {
        const Axis axis{-1, 1, 100, 300};
        CHECK(axis.at(0) == doctest::Approx(200));
        CHECK(axis.at(5) == doctest::Approx(300));
        CHECK_FALSE(axis.holds(1.01));
        const Axis turned{5, 1, 100, 300};
        CHECK(turned.at(5) == doctest::Approx(100));
        CHECK(turned.at(1) == doctest::Approx(300));
        CHECK(turned.at(4) == doctest::Approx(150));
        CHECK(turned.holds(3));
    }
}
