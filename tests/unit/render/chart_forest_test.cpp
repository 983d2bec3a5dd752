#include "libstats/render/chart_forest.hpp"
#include "chart_checks.hpp"
#include "libstats/base/random.hpp"
#include "libstats/render/chart_caterpillar.hpp"
#include "libstats/render/chart_dumbbell.hpp"
#include "libstats/render/chart_parts.hpp"
#include "libstats/render/svg.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <variant>

using namespace outcomes;
using namespace outcomes::render;
using findings::Verdict;

namespace {

constexpr std::array verdicts{Verdict::improved,     Verdict::worsened, Verdict::no_meaningful_change,
                              Verdict::inconclusive, Verdict::rose,     Verdict::fell};

ForestRow row(const std::string& label, double estimate, double half_width, std::optional<double> smallest,
              Verdict verdict) {
    return {
        label,
        estimate,
        estimate - half_width,
        estimate + half_width,
        smallest,
        verdict,
        fmt::format("{:+.2f} ({:+.2f} to {:+.2f})", estimate, estimate - half_width, estimate + half_width),
        std::string(findings::verdict_words(verdict))};
}

ForestRow row_without(const std::string& label, const std::string& why) {
    return {label, {}, {}, {}, {}, Verdict::not_tested, "", why};
}

Forest every_verdict() {
    Forest forest;
    double estimate = -0.5;
    for (const Verdict verdict : verdicts) {
        forest.rows.push_back(
            row(std::string(findings::verdict_words(verdict)), estimate, 0.16, 0.2, verdict));
        estimate += 0.2;
    }
    forest.rows.push_back(row_without("Three people", "too few"));
    forest.rows.push_back(row_without("Kept back", "[c] not shown"));
    forest.rows.push_back(row_without("All the same", "no standardised change: all the same before"));
    return forest;
}

Forest forty() {
    Forest forest;
    for (int i = 0; i < 40; ++i) {
        forest.rows.push_back(
            row(fmt::format("Scale {} with a label that is made to be sixty long .......", i + 1),
                0.02 * i - 0.3, 0.15, 0.2, verdicts[static_cast<std::size_t>(i) % 4]));
    }
    return forest;
}

std::string svg_of(const std::vector<Drawing>& drawings) {
    std::string all;
    for (const Drawing& drawing : drawings) all += page_svg(drawing, {"c", "t", "d"});
    return all;
}

}  // namespace

TEST_SUITE("render/chart_forest") {
    TEST_CASE("golden pictures") {
        Forest one;
        one.rows = {row("Belonging", 0.41, 0.15, 0.2, Verdict::improved)};
        tests::check_golden("forest_one", draw(one));
        tests::check_golden("forest_verdicts", draw(every_verdict()));
        tests::check_golden("forest_forty", draw(forty()));

        Forest stress;
        stress.rows = {row("Two million people", 0.35, 0.003, 0.2, Verdict::improved),
                       row("Runs off on the right", 1.3, 0.9, 0.2, Verdict::improved),
                       row("Runs off on both sides", 0.1, 4, 0.2, Verdict::inconclusive),
                       row("All of it is off", -3, 0.5, 0.2, Verdict::worsened),
                       row("Another smallest change", 0.3, 0.2, 0.5, Verdict::inconclusive),
                       row("None set", 0.3, 0.2, std::nullopt, Verdict::improved)};
        for (const std::string& label : tests::hostile_labels())
            stress.rows.push_back(row(label, 0.1, 0.2, 0.2, Verdict::inconclusive));
        tests::check_golden("forest_stress", draw(stress));
    }

    TEST_CASE("forty scales stand on two pages, in their order, on one axis") {
        const auto parts = draw(forty());
        REQUIRE(parts.size() == 2);
        for (const Drawing& part : parts) {
            CHECK(part.height <= 1000);
            CHECK(tests::count_of(part, Look::number) == 20);
        }
        const auto axis = [](const Drawing& drawing) {
            std::string all;
            for (const Text& text : tests::texts_of(drawing)) {
                if (text.look == Look::tick) all += fmt::format("{} {};", text.text, text.at.x);
            }
            return all;
        };
        CHECK(axis(parts[0]) == axis(parts[1]));
    }

    TEST_CASE("a verdict is told by its shape, its word and its colour") {
        std::vector<std::string> marks;
        for (const Verdict verdict : verdicts) {
            Drawing drawing;
            add_mark(drawing, 10, 10, verdict);
            REQUIRE(drawing.shapes.size() == 1);
            marks.push_back(svg_of({drawing}));
            for (std::size_t i = 0; i + 1 < marks.size(); ++i) CHECK(marks[i] != marks.back());
        }
        Drawing none;
        add_mark(none, 10, 10, Verdict::not_tested);
        CHECK(none.shapes.empty());
        // Without colours: circle, diamond, square, ring, and two triangles.
        const auto all = draw(every_verdict());
        REQUIRE(all.size() == 1);
        CHECK(tests::count_of(all[0], Look::improved) == 1);
        CHECK(tests::count_of(all[0], Look::worsened) == 1);
        CHECK(tests::count_of(all[0], Look::unclear) == 1);
        CHECK(tests::count_of(all[0], Look::neutral) == 3);
        for (const Verdict verdict : verdicts) {
            bool said = false;
            for (const Text& text : tests::texts_of(all[0]))
                said = said ||
                       (text.text == findings::verdict_words(verdict) && text.look == words_look(verdict));
            CHECK(said);
        }
    }

    TEST_CASE("rows without a result have words and no mark") {
        Forest forest;
        forest.rows = {row_without("Three people", "too few"), row_without("Kept back", "[c] not shown")};
        const auto drawings = draw(forest);
        tests::check_drawings(drawings);
        REQUIRE(drawings.size() == 1);
        for (const Look look : {Look::improved, Look::worsened, Look::neutral, Look::unclear,
                                Look::range_improved, Look::range_worsened, Look::range_neutral, Look::band})
            CHECK(tests::count_of(drawings[0], look) == 0);
        CHECK(svg_of(drawings).find("too few") != std::string::npos);
        CHECK(draw(Forest{}).empty());
    }

    TEST_CASE("a narrow interval is a bar, a long one ends in an arrowhead") {
        Forest forest;
        forest.rows = {row("Narrow", 0.35, 0.003, 0.2, Verdict::improved)};
        CHECK(tests::count_of(draw(forest)[0], Look::bar_improved) == 1);
        CHECK(tests::count_of(draw(forest)[0], Look::improved) == 0);
        forest.rows = {row("Long", 1.0, 0.9, 0.2, Verdict::improved)};
        CHECK(tests::count_of(draw(forest)[0], Look::bar_improved) == 1);
        CHECK(tests::count_of(draw(forest)[0], Look::improved) == 1);
        forest.rows = {row("Beyond the end", -3, 0.5, 0.2, Verdict::worsened)};
        CHECK(tests::count_of(draw(forest)[0], Look::bar_worsened) == 1);  // one head, which is no diamond
        CHECK(tests::count_of(draw(forest)[0], Look::worsened) == 0);
    }

    TEST_CASE("one band for one smallest change, blocks where it differs") {
        Forest forest = every_verdict();
        CHECK(tests::count_of(draw(forest)[0], Look::band) == 1);
        forest.rows[2].smallest = 0.3;
        CHECK(tests::count_of(draw(forest)[0], Look::band) == 3);
    }

    TEST_CASE("better is to the right, and the axis is as long on both sides") {
        Forest forest;
        forest.rows = {row("Worse", -0.4, 0.1, 0.2, Verdict::worsened),
                       row("Better", 0.4, 0.1, 0.2, Verdict::improved)};
        double worse = 0;
        double better = 0;
        double zero = 0;
        const auto drawn = draw(forest);
        for (const Shape& shape : drawn[0].shapes) {
            if (const auto* circle = std::get_if<Circle>(&shape); circle && circle->look == Look::improved)
                better = circle->center.x;
            if (const auto* diamond = std::get_if<Polyline>(&shape);
                diamond && diamond->look == Look::worsened)
                worse = diamond->points[0].x;
            if (const auto* line = std::get_if<Line>(&shape); line && line->look == Look::zero)
                zero = line->from.x;
        }
        CHECK(worse < zero);
        CHECK(zero < better);
        CHECK(zero - worse == doctest::Approx(better - zero));
    }

    TEST_CASE("any rows give a picture without faults, and the same rows the same bytes") {
        base::Random random(17);
        for (int round = 0; round < 150; ++round) {
            Forest forest;
            const std::uint64_t n = 1 + random.below(30);
            for (std::uint64_t i = 0; i < n; ++i) {
                const double scale = std::pow(10.0, static_cast<double>(random.below(5)) - 3);
                const std::string label =
                    tests::hostile_labels()[random.below(tests::hostile_labels().size())];
                if (random.below(5) == 0)
                    forest.rows.push_back(row_without(label, "too few"));
                else
                    forest.rows.push_back(row(label,
                                              (static_cast<double>(random.below(200)) - 100) / 50 * scale,
                                              static_cast<double>(random.below(100)) / 50 * scale,
                                              0.2 * scale, verdicts[random.below(verdicts.size())]));
            }
            const auto drawings = draw(forest);
            CAPTURE(round);
            tests::check_drawings(drawings);
            CHECK(svg_of(drawings) == svg_of(draw(forest)));
        }
    }
}

TEST_SUITE("render/chart_dumbbell") {
    TEST_CASE("golden pictures") {
        Dumbbell chart;
        chart.from = "Spring 2024";
        chart.to = "Spring 2025";
        chart.panels = {
            {1,
             5,
             false,
             {{"Belonging", 3.1, 3.4, Verdict::improved, "3.10 to 3.40 (+0.30)", "Improved"},
              {"Local services", 3.2, 3.1, Verdict::inconclusive, "3.20 to 3.10 (-0.10)", "Not clear"},
              {"Parks", {}, {}, Verdict::not_tested, "", "too few"}}},
            {3,
             9,
             true,
             {{"Loneliness", 5.4, 4.9, Verdict::improved, "5.40 to 4.90 (-0.50)",
               "Improved (may be small)"}}}};
        tests::check_golden("dumbbell", draw(chart));
        chart.panels[0].rows.erase(chart.panels[0].rows.begin(), chart.panels[0].rows.begin() + 2);
        chart.from = chart.to =
            "A wave with a name that is much too long to stand over a dot of the first row";
        tests::check_golden("dumbbell_first_hidden", draw(chart));
    }

    TEST_CASE("the axis is the possible range; where low is better it is turned") {
        const auto after = [](bool low_is_better) {
            Dumbbell chart;
            chart.panels = {{1, 5, low_is_better, {{"A", 2.0, 4.0, Verdict::improved, "", ""}}}};
            const auto drawn = draw(chart);
            for (const Shape& shape : drawn[0].shapes) {
                if (const auto* circle = std::get_if<Circle>(&shape);
                    circle && circle->look == Look::improved)
                    return circle->center.x;
            }
            return 0.0;
        };
        CHECK(after(false) > after(true));
        Dumbbell chart;
        chart.panels = {{0, 10, true, {{"A", 2.0, 4.0, Verdict::worsened, "", ""}}}};
        const std::string svg = svg_of(draw(chart));
        CHECK(svg.find("10 = highest score") < svg.find("0 = lowest score"));
    }

    TEST_CASE("forty scales of many ranges, hostile labels") {
        Dumbbell chart;
        chart.from = tests::hostile_labels()[1];
        chart.to = tests::hostile_labels()[4];
        for (int i = 0; i < 40; ++i) {
            if (i % 7 == 0) chart.panels.push_back({0, 5.0 + i, i % 2 == 0, {}});
            chart.panels.back().rows.push_back({tests::hostile_labels()[static_cast<std::size_t>(i) % 8], 1.0,
                                                1.0 + 0.1 * i, verdicts[static_cast<std::size_t>(i) % 6],
                                                "1.00 to 1.30 (+0.30)", "Improved"});
        }
        const auto drawings = draw(chart);
        CHECK(drawings.size() > 1);
        tests::check_drawings(drawings);
        CHECK(draw(Dumbbell{}).empty());
    }
}

TEST_SUITE("render/chart_caterpillar") {
    Caterpillar many(std::size_t n) {
        base::Random random(5);
        Caterpillar chart;
        for (std::size_t i = 0; i < n; ++i) {
            const std::uint64_t people = 18 + random.below(220);
            const double estimate = static_cast<double>(random.below(100)) / 200 - 0.1;
            const double half = 1.96 / std::sqrt(static_cast<double>(people));
            chart.rows.push_back(
                {fmt::format("Community {}", i + 1), estimate, estimate - half, estimate + half, people, ""});
        }
        chart.rows.push_back({"Kept back", {}, {}, {}, {}, "[c]"});
        chart.smallest = 0.2;
        chart.pooled = 0.16;
        chart.pooled_low = 0.1;
        chart.pooled_high = 0.22;
        chart.pooled_words = "+0.16 (+0.10 to +0.22)";
        return chart;
    }

    TEST_CASE("golden picture, and the best on top") {
        const auto drawings = draw(many(24));
        tests::check_golden("caterpillar", drawings);
        double before = 1e9;
        for (const Shape& shape : drawings[0].shapes) {
            const auto* square = std::get_if<Rect>(&shape);
            if (square == nullptr || square->look != Look::neutral) continue;
            const double x = square->x + square->width / 2;
            CHECK(x <= before + 1e-9);
            before = x;
        }
        CHECK(tests::count_of(drawings[0], Look::improved) == 0);
        CHECK(tests::count_of(drawings[0], Look::worsened) == 0);
    }

    TEST_CASE("over forty communities are parts without names") {
        const auto drawings = draw(many(100));
        CHECK(drawings.size() > 1);
        tests::check_drawings(drawings);
        CHECK(svg_of(drawings).find("Community 7<") == std::string::npos);
        CHECK(svg_of(draw(many(39))).find("Community 7<") != std::string::npos);
        CHECK(draw(Caterpillar{}).empty());
    }
}
