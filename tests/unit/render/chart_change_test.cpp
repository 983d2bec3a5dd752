#include "libstats/render/chart_change.hpp"
#include "chart_checks.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/random.hpp"
#include "libstats/render/chart_flow.hpp"
#include "libstats/render/chart_run.hpp"
#include "libstats/render/chart_trend.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <variant>

using namespace outcomes;
using namespace outcomes::render;
using findings::Direction;
using findings::Verdict;

namespace {

/// People by change in steps of a quarter, most of them around +0.25.
ChangeChart change(std::uint64_t n) {
    ChangeChart chart;
    chart.step = 0.25;
    chart.smallest = 0.25;
    std::uint64_t left = n;
    for (int i = -4; i <= 6; ++i) {
        const std::uint64_t people = n * static_cast<std::uint64_t>(6 - std::abs(i - 1)) / 36;
        left -= people;
        chart.bars.push_back({i * 0.25, i * 0.25, people});
    }
    for (std::size_t i = 0; left > 0; --left) ++chart.bars[i++ % chart.bars.size()].people;
    chart.n = n;
    chart.went_down = "22% went down by 0.25 or more";
    chart.went_up = "57% went up by 0.25 or more";
    chart.axis_words = "change in score, 2025 minus 2024";
    chart.mean = 0.3;
    chart.low = 0.1;
    chart.high = 0.5;
    chart.mean_words = "average +0.30 (+0.10 to +0.50)";
    chart.verdict = Verdict::improved;
    return chart;
}

std::vector<Rect> bars_in(const Drawing& drawing) {
    std::vector<Rect> bars;
    for (const Shape& shape : drawing.shapes) {
        const auto* rect = std::get_if<Rect>(&shape);
        if (rect != nullptr && (rect->look == Look::bar_improved || rect->look == Look::bar_worsened ||
                                rect->look == Look::bar_plain || rect->look == Look::bar_neutral))
            bars.push_back(*rect);
    }
    return bars;
}

FlowChart flow() {
    FlowChart chart;
    chart.population = FlowBox{"1,840", "adults in the area"};
    chart.from = {"402", "answered in 2024", "22% of adults"};
    chart.to = {"351", "answered in 2025", "19% of adults"};
    chart.only_from = FlowBox{"190", "answered only in 2024"};
    chart.both = FlowBox{"212", "answered both times and are compared"};
    chart.only_to = FlowBox{"139", "answered only in 2025"};
    chart.sentence = "53% of people who answered in 2024 answered again.";
    return chart;
}

RunChart events() {
    RunChart chart;
    const double values[] = {5, 7, 4, 6, 8, 5, 6, 7, 5, 6, 4, 7, 9, 8, 10, 9, 11, 8, 9, 12, 10, 9, 11, 10};
    const char* months[] = {"Apr", "May", "Jun", "Jul", "Aug", "Sep",
                            "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"};
    for (int i = 0; i < 24; ++i)
        chart.points.push_back({fmt::format("{} {}", months[i % 12], 2023 + (i + 3) / 12), values[i]});
    chart.start = 12;
    chart.median = 6;
    chart.median_words = "middle value 6";
    chart.target = 8;
    chart.target_words = "target 8";
    chart.signal = "All 12 months since April 2024 lie above the earlier middle value.";
    return chart;
}

TrendChart trend() {
    TrendChart chart{1, 5, "2021", "2024", {}};
    const double values[][4] = {{3.05, 3.12, 3.25, 3.40},
                                {2.95, 2.90, 2.92, 2.94},
                                {3.28, 3.30, 3.41, 3.50},
                                {2.40, 2.38, 2.52, 2.66}};
    for (int i = 0; i < 4; ++i) {
        TrendPanel panel{fmt::format("Scale {}", i + 1), {}, fmt::format("{:.2f}", values[i][3])};
        const double when[] = {0, 365, 790, 1095};
        for (int k = 0; k < 4; ++k)
            panel.points.push_back({when[k], values[i][k], values[i][k] - 0.1, values[i][k] + 0.1});
        chart.panels.push_back(panel);
    }
    chart.panels[2].points[1] = {365, {}, {}, {}};
    return chart;
}

}  // namespace

TEST_SUITE("render/chart_change") {
    TEST_CASE("golden pictures around the limits of dots and bars") {
        CHECK(draw(change(9)).empty());
        for (const std::uint64_t n : {10U, 39U, 40U, 212U})
            tests::check_golden(fmt::format("change_{}", n), draw(change(n)));
        ChangeChart merged = change(212);
        merged.bars = {{-1, -0.5, 15}, {-0.25, -0.25, 25}, {0, 0, 60}, {0.25, 0.25, 45}, {0.5, 1.5, 65}};
        tests::check_golden("change_merged", draw(merged));
    }

    TEST_CASE("nothing is drawn of what is not there") {
        ChangeChart chart = change(212);
        chart.bars.clear();
        CHECK(draw(chart).empty());
        chart = change(212);
        chart.n.reset();
        CHECK(draw(chart).empty());
    }

    TEST_CASE("from 10 to 39 people a dot each, unless bars stand for several sizes") {
        const auto dots = [](const Drawing& drawing) {
            return std::count_if(drawing.shapes.begin(), drawing.shapes.end(), [](const Shape& shape) {
                const auto* circle = std::get_if<Circle>(&shape);
                return circle != nullptr && circle->radius == 5;
            });
        };
        CHECK(dots(draw(change(39))[0]) == 39);
        CHECK(dots(draw(change(40))[0]) == 0);
        ChangeChart merged = change(39);
        merged.bars = {{-1, -0.25, 12}, {0, 0, 12}, {0.25, 1, 15}};
        CHECK(dots(draw(merged)[0]) == 0);
        CHECK(bars_in(draw(merged)[0]).size() == 3);
    }

    TEST_CASE("the area of a bar is its people") {
        ChangeChart chart = change(212);
        chart.bars = {{-1, -0.25, 40}, {0, 0, 10}, {0.25, 0.25, 10}};
        chart.mean.reset();
        const auto bars = bars_in(draw(chart)[0]);
        REQUIRE(bars.size() == 3);
        const auto area = [](const Rect& bar) { return (bar.width + 1.5) * bar.height; };  // with the seams
        CHECK(area(bars[0]) / area(bars[1]) == doctest::Approx(4));
        CHECK(bars[1].height == doctest::Approx(bars[2].height));
        CHECK(bars[0].look == Look::bar_worsened);
        CHECK(bars[1].look == Look::bar_plain);
        CHECK(bars[2].look == Look::bar_improved);
    }

    TEST_CASE("better is right: where low is good, falls are blue and on the right") {
        ChangeChart chart = change(212);
        chart.mean.reset();
        chart.bars = {{-0.5, -0.5, 30}, {-0.25, 0.25, 20}, {0.5, 0.5, 10}};
        chart.better = Direction::lower;
        const auto bars = bars_in(draw(chart)[0]);
        REQUIRE(bars.size() == 3);
        CHECK(bars[0].look == Look::bar_improved);
        CHECK(bars[0].x > bars[2].x);
        const auto texts = tests::texts_of(draw(chart)[0]);
        const auto down = std::find_if(texts.begin(), texts.end(),
                                       [&](const Text& text) { return text.text == chart.went_down; });
        REQUIRE(down != texts.end());
        CHECK(down->anchor == Anchor::end);
        chart.better = Direction::neither;
        CHECK(bars_in(draw(chart)[0])[0].look == Look::bar_neutral);
    }

    TEST_CASE("over 30 bars are merged within their side, and nobody is lost") {
        ChangeChart chart = change(212);
        chart.bars.clear();
        chart.step = 1;
        chart.smallest = 7;
        chart.mean.reset();
        for (int i = -101; i <= 99; ++i)
            chart.bars.push_back({static_cast<double>(i), static_cast<double>(i), 1});
        const auto bars = bars_in(draw(chart)[0]);
        CHECK(bars.size() <= 30);
        for (const Rect& bar : bars) CHECK(bar.height == doctest::Approx(bars.front().height));
        tests::check_drawings(draw(chart));
    }

    TEST_CASE("random spreads without faults") {
        base::Random random(31);
        for (int round = 0; round < 200; ++round) {
            ChangeChart chart = change(10 + random.below(100));
            chart.step = static_cast<double>(random.below(3)) / 4;
            chart.bars.clear();
            double at = -static_cast<double>(random.below(40));
            for (std::uint64_t i = 0; i < 1 + random.below(50); ++i) {
                const double wide = chart.step > 0 ? chart.step * static_cast<double>(random.below(3)) : 1.0;
                chart.bars.push_back({at, at + wide, random.below(40)});
                at += wide + chart.step;
            }
            chart.better = static_cast<Direction>(random.below(3));
            chart.went_up = tests::hostile_labels()[random.below(8)];
            chart.axis_words = tests::hostile_labels()[random.below(8)];
            CAPTURE(round);
            tests::check_drawings(draw(chart));
        }
    }
}

TEST_SUITE("render/chart_flow") {
    TEST_CASE("golden pictures") {
        tests::check_golden("flow", draw(flow()));
        FlowChart chart = flow();
        chart.unmatched_from = FlowBox{"23", "gave no code and cannot be matched"};
        chart.unmatched_to = FlowBox{"[c]", "gave no code and cannot be matched"};
        tests::check_golden("flow_codes", draw(chart));
    }

    TEST_CASE("with and without each box; the people compared stand out") {
        for (int mask = 0; mask < 32; ++mask) {
            FlowChart chart = flow();
            if ((mask & 1) != 0) chart.population.reset();
            if ((mask & 2) != 0) chart.only_from.reset();
            if ((mask & 4) != 0) chart.both.reset();
            if ((mask & 8) != 0)
                chart.unmatched_to = FlowBox{tests::hostile_labels()[4], tests::hostile_labels()[1]};
            if ((mask & 16) != 0) chart.sentence.clear();
            CAPTURE(mask);
            const auto drawings = draw(chart);
            tests::check_drawings(drawings);
            REQUIRE(drawings.size() == 1);
            CHECK(tests::count_of(drawings[0], Look::box_on) == (chart.both ? 1 : 0));
        }
    }
}

TEST_SUITE("render/chart_run") {
    TEST_CASE("golden picture") {
        tests::check_golden("run", draw(events()));
    }

    TEST_CASE("the axis begins at 0, marks before and after differ") {
        const auto drawings = draw(events());
        CHECK(tests::count_of(drawings[0], Look::before_dot) == 12);
        CHECK(tests::count_of(drawings[0], Look::improved) == 12);
        const auto texts = tests::texts_of(drawings[0]);
        CHECK(std::any_of(texts.begin(), texts.end(), [](const Text& text) { return text.text == "0"; }));
        RunChart below = events();
        below.points[3].value = -1;
        CHECK_THROWS_AS(static_cast<void>(draw(below)), base::ContractError);
        CHECK(draw(RunChart{}).empty());
    }

    TEST_CASE("few points, many points, lines that nearly meet") {
        for (const std::size_t n : {1U, 2U, 3U, 9U, 120U}) {
            RunChart chart = events();
            chart.points.resize(n, {"A month with a long name", 0.2});
            if (n < 12) chart.start.reset();
            chart.target = 6.1;
            chart.target_words = tests::hostile_labels()[4];
            CAPTURE(n);
            tests::check_drawings(draw(chart));
        }
    }
}

TEST_SUITE("render/chart_trend") {
    TEST_CASE("golden picture") {
        tests::check_golden("trend", draw(trend()));
    }

    TEST_CASE("one range for all panels, a quarter of the possible one at least") {
        TrendChart chart = trend();
        const TrendRange range = range_of(chart);
        CHECK(range.low <= 2.28);
        CHECK(range.high >= 3.6);
        CHECK(range.is_cut);
        chart.panels.resize(1);
        for (TrendPoint& point : chart.panels[0].points) point = {point.when, 3.0, 2.99, 3.01};
        CHECK(range_of(chart).high - range_of(chart).low >= 1);
        for (TrendPoint& point : chart.panels[0].points) point = {point.when, 1.0, 1.0, 5.0};
        CHECK_FALSE(range_of(chart).is_cut);
    }

    TEST_CASE("waves stand where their dates are") {
        const auto drawings = draw(trend());
        std::vector<double> xs;
        for (const Shape& shape : drawings[0].shapes) {
            if (const auto* dot = std::get_if<Circle>(&shape); dot != nullptr && xs.size() < 4)
                xs.push_back(dot->center.x);
        }
        REQUIRE(xs.size() == 4);
        CHECK((xs[1] - xs[0]) / (xs[3] - xs[0]) == doctest::Approx(365.0 / 1095));
        CHECK((xs[2] - xs[0]) / (xs[3] - xs[0]) == doctest::Approx(790.0 / 1095));
    }

    TEST_CASE("a gap is no line; many panels, hostile labels") {
        TrendChart chart = trend();
        CHECK(tests::count_of(draw(chart)[0], Look::course) == 4);
        chart.panels[0].points[1].value.reset();
        CHECK(tests::count_of(draw(chart)[0], Look::course) == 4);  // first dot alone, then a line
        chart.first_wave = chart.last_wave = tests::hostile_labels()[4];
        while (chart.panels.size() < 40) {
            chart.panels.push_back(chart.panels[chart.panels.size() % 4]);
            chart.panels.back().label = tests::hostile_labels()[chart.panels.size() % 8];
        }
        CHECK(draw(chart).size() == 3);
        tests::check_drawings(draw(chart));
        CHECK(draw(TrendChart{}).empty());
    }
}
