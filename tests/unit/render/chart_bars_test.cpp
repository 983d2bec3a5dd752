#include "libstats/render/chart_bars.hpp"
#include "chart_checks.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/random.hpp"
#include "libstats/render/chart_movement.hpp"
#include "libstats/render/svg.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <variant>

using namespace outcomes;
using namespace outcomes::render;

namespace {

const std::vector<std::string> agree5{"Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"};

Bar bar(const std::string& wave, const std::vector<double>& percents) {
    Bar out{wave, {}, ""};
    for (std::size_t i = 0; i < percents.size(); ++i) out.pieces.push_back({i, i, percents[i]});
    return out;
}

DivergingBars prototype() {
    return {agree5,
            {{"I feel I belong to this neighbourhood",
              {bar("2024", {8, 17, 22, 38, 15}), bar("2025", {5, 12, 20, 41, 22})}},
             {"I can influence decisions that affect my area",
              {bar("2024", {24, 31, 23, 17, 5}), bar("2025", {18, 27, 24, 24, 7})}},
             {"One answer is never used", {bar("2024", {30, 0, 0, 70, 0}), {"2025", {}, "[c] not shown"}}},
             {"Answers shown together",
              {{"2024", {{0, 1, 40}, {2, 2, 20}, {3, 4, 40}}, ""}, bar("2025", {0, 0, 100, 0, 0})}}}};
}

/// Pieces of bars, from left to right and top to bottom, legend left out.
std::vector<Rect> pieces_in(const Drawing& drawing) {
    std::vector<Rect> pieces;
    for (const Shape& shape : drawing.shapes) {
        const auto* rect = std::get_if<Rect>(&shape);
        if (rect != nullptr && rect->look >= Look::answer && rect->height > 20) pieces.push_back(*rect);
    }
    return pieces;
}

double zero_of(const Drawing& drawing) {
    for (const Shape& shape : drawing.shapes) {
        if (const auto* line = std::get_if<Line>(&shape); line != nullptr && line->look == Look::zero)
            return line->from.x;
    }
    return 0;
}

MovementChart moves3() {
    return {"2024",
            "2025",
            {"Often", "Some of the time", "Hardly ever"},
            {21, 16, 3, 9, 48, 21, 2, 14, 62},
            true,
            {"40 people moved to a better answer, 25 to a worse one, 131 gave the same answer."}};
}

}  // namespace

TEST_SUITE("render/chart_bars") {
    TEST_CASE("golden pictures") {
        tests::check_golden("bars", draw(prototype()));
        tests::check_golden(
            "bars_grouped",
            draw(
                GroupedBars{"2024", "2025", {{"Owner", 44, 40}, {"Private rent", 21, 25}, {"Other", 0, 5}}}));
    }

    TEST_CASE("a middle answer straddles zero, without one the bar is split between the halves") {
        for (std::size_t n = 2; n <= 7; ++n) {
            CAPTURE(n);
            DivergingBars chart;
            std::vector<double> percents(n, 100.0 / static_cast<double>(n));
            for (std::size_t i = 0; i < n; ++i) chart.answers.push_back(fmt::format("Answer {}", i + 1));
            chart.questions = {{"A question", {bar("2024", percents)}}};
            const auto drawings = draw(chart);
            tests::check_drawings(drawings);
            const auto pieces = pieces_in(drawings[0]);
            REQUIRE(pieces.size() == n);
            const double zero = zero_of(drawings[0]);
            if (n % 2 == 1)
                CHECK(pieces[n / 2].x + pieces[n / 2].width / 2 == doctest::Approx(zero));
            else
                CHECK(pieces[n / 2].x == doctest::Approx(zero));
        }
    }

    TEST_CASE("pieces are as wide as their share, numbers stand in those that are wide enough") {
        const auto drawings = draw(prototype());
        REQUIRE(drawings.size() == 1);
        const auto pieces = pieces_in(drawings[0]);
        CHECK(pieces[0].width / pieces[1].width == doctest::Approx(8.0 / 17));
        CHECK(pieces[3].width / pieces[1].width == doctest::Approx(38.0 / 17));
        for (const Rect& piece : pieces) {
            bool has_number = false;
            for (const Text& text : tests::texts_of(drawings[0])) {
                const bool inside = text.at.x > piece.x && text.at.x < piece.x + piece.width &&
                                    text.at.y > piece.y && text.at.y < piece.y + piece.height;
                if (inside && (text.look == Look::ink_light || text.look == Look::ink_dark))
                    has_number = true;
            }
            CHECK(has_number == (piece.width >= 26));
        }
    }

    TEST_CASE("the ends are named by what their answers have in common") {
        CHECK(side_words({"Strongly disagree", "Disagree"}) == "disagree");
        CHECK(side_words({"Agree", "Strongly agree"}) == "agree");
        CHECK(side_words({"Never", "Rarely"}) == "never or rarely");
        CHECK(side_words({"No"}) == "no");
    }

    TEST_CASE("a piece may not reach over the middle") {
        DivergingBars chart{agree5, {{"Q", {{"2024", {{0, 0, 30}, {1, 3, 40}, {4, 4, 30}}, ""}}}}};
        CHECK_THROWS_AS(static_cast<void>(draw(chart)), base::ContractError);
        chart.questions[0].bars[0].pieces = {{0, 2, 50}, {3, 4, 50}};
        CHECK_THROWS_AS(static_cast<void>(draw(chart)), base::ContractError);
        chart.questions[0].bars[0].pieces = {{0, 7, 100}};
        CHECK_THROWS_AS(static_cast<void>(draw(chart)), base::ContractError);
    }

    TEST_CASE("long and hostile labels, many questions") {
        base::Random random(2);
        for (std::size_t n = 2; n <= 7; ++n) {
            DivergingBars chart;
            for (std::size_t i = 0; i < n; ++i) chart.answers.push_back(tests::hostile_labels()[i]);
            for (int q = 0; q < 30; ++q) {
                std::vector<double> percents;
                for (std::size_t i = 0; i < n; ++i)
                    percents.push_back(static_cast<double>(random.below(100)));
                double sum = 0.001;
                for (const double percent : percents) sum += percent;
                for (double& percent : percents) percent *= 100 / sum;
                chart.questions.push_back(
                    {tests::hostile_labels()[static_cast<std::size_t>(q) % 8],
                     {bar(tests::hostile_labels()[4], percents), {"2025", {}, tests::hostile_labels()[1]}}});
            }
            const auto drawings = draw(chart);
            CHECK(drawings.size() > 1);
            tests::check_drawings(drawings);
        }
        GroupedBars grouped{tests::hostile_labels()[4], tests::hostile_labels()[1], {}};
        for (int i = 0; i < 40; ++i)
            grouped.rows.push_back(
                {tests::hostile_labels()[static_cast<std::size_t>(i) % 8], 2.5 * i, 100.0 - i});
        CHECK(draw(grouped).size() > 1);
        tests::check_drawings(draw(grouped));
        CHECK(draw(DivergingBars{agree5, {}}).empty());
        CHECK(draw(GroupedBars{}).empty());
    }
}

TEST_SUITE("render/chart_movement") {
    TEST_CASE("golden pictures") {
        tests::check_golden("movement", draw(moves3()));
        MovementChart nine{"2024", "2025", {}, std::vector<std::uint64_t>(81, 0), true, {"What it says."}};
        for (int i = 0; i < 9; ++i) nine.answers.push_back(fmt::format("Answer {}", i + 1));
        for (std::size_t i = 0; i < 81; ++i) nine.people[i] = (i * 37) % 41;
        tests::check_golden("movement_list", draw(nine));
    }

    TEST_CASE("counts, shares of the row and its total; only counts where they are rounded") {
        const auto has = [](const MovementChart& chart, const std::string& wanted) {
            const auto texts = tests::texts_of(draw(chart)[0]);
            return std::any_of(texts.begin(), texts.end(),
                               [&](const Text& text) { return text.text == wanted; });
        };
        MovementChart chart = moves3();
        for (const char* text : {"21 (52%)", "62 (79%)", "40", "78"}) CHECK(has(chart, text));
        chart.with_shares = false;
        CHECK(has(chart, "21"));
        CHECK_FALSE(has(chart, "21 (52%)"));
        CHECK_FALSE(has(chart, "78"));
        CHECK(tests::count_of(draw(chart)[0], Look::cell_same) == 3);
    }

    TEST_CASE("the biggest moves of many answers, none of those who stayed") {
        MovementChart chart{"a",  "b", std::vector<std::string>(8, "x"), std::vector<std::uint64_t>(64, 0),
                            true, {}};
        for (std::size_t i = 0; i < 8; ++i) chart.people[i * 8 + i] = 1000;
        chart.people[1] = 5;
        chart.people[9 + 1] = 7;
        const auto drawings = draw(chart);
        REQUIRE(drawings.size() == 1);
        std::vector<std::string> numbers;
        for (const Text& text : tests::texts_of(drawings[0])) {
            if (text.look == Look::number) numbers.push_back(text.text);
        }
        CHECK(numbers == std::vector<std::string>{"7", "5"});
    }

    TEST_CASE("any number of answers, any counts, any labels") {
        base::Random random(8);
        for (std::size_t k = 1; k <= 12; ++k) {
            MovementChart chart{tests::hostile_labels()[4], tests::hostile_labels()[1], {}, {}, k % 2 == 0,
                                tests::hostile_labels()};
            for (std::size_t i = 0; i < k; ++i) chart.answers.push_back(tests::hostile_labels()[i % 8]);
            for (std::size_t i = 0; i < k * k; ++i)
                chart.people.push_back(random.below(3) * random.below(2'000'000));
            tests::check_drawings(draw(chart));
        }
        CHECK(draw(MovementChart{}).empty());
        MovementChart wrong = moves3();
        wrong.people.pop_back();
        CHECK_THROWS_AS(static_cast<void>(draw(wrong)), base::ContractError);
    }
}
