#include "libstats/render/figure.hpp"
#include "chart_checks.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/figure_parts.hpp"
#include "libstats/render/figure_words.hpp"
#include "libstats/render/report_markdown.hpp"
#include "sample_findings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <type_traits>
#include <utility>

using namespace outcomes;
using namespace outcomes::render;
using findings::Findings;
using findings::Movement;
using findings::StudyFindings;

// The wall: no figure is made of what disclosure control has not passed.
static_assert(!std::is_constructible_v<FigureSource, const StudyFindings&, bool>);
static_assert(!std::is_constructible_v<FigureSource, const Findings&, std::size_t>);
static_assert(!std::is_aggregate_v<FigureSource>);
static_assert(!std::is_invocable_v<decltype(&figures_of), const Findings&, std::size_t>);

namespace {

const std::vector<std::string> agree5{"Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"};

Movement movement(const std::string& term, const std::string& better) {
    Movement out;
    out.term = term;
    out.label = "Question " + term;
    out.better = better;
    out.answers = agree5;
    out.count_from = {10, 20, 30, 25, 15};
    out.count_to = {5, 15, 30, 30, 20};
    out.moves.assign(36, 1);
    out.moves[1] = 17;  // strongly disagree, then disagree
    out.n_higher = 26;
    out.n_same = 5;
    out.n_lower = 10;
    return out;
}

findings::TermFacts item_facts(const Movement& movement, const std::string& scale) {
    findings::TermFacts facts;
    facts.term = movement.term;
    facts.label = movement.label;
    facts.level = "item";
    facts.scale = scale;
    facts.better = movement.better;
    facts.answers = agree5;
    return facts;
}

/// The sample with what goes with a report.
Findings report_findings() {
    Findings all = tests::sample_findings();
    StudyFindings& study = all.studies.front();
    study.record.emplace();
    study.record->community = "Hawkhill";
    for (findings::Finding& row : study.results) {
        if (row.analysis != "compare" || row.level != "scale") continue;
        row.mean_from = 3.1;
        row.mean_to = 3.1 + row.estimate.value_or(0);
        findings::TermFacts facts;
        facts.term = row.term;
        facts.label = row.label;
        facts.level = "scale";
        facts.better = row.better;
        facts.low = 0;
        facts.high = 20;
        facts.unit = "points";
        study.terms.push_back(facts);
        findings::ChangeSpread spread;
        spread.term = row.term;
        spread.label = row.label;
        spread.better = row.better;
        spread.smallest_change = 0.175;
        spread.step = 0.25;
        spread.bins = {{-0.5, -0.5, 40}, {-0.25, -0.25, 45}, {0, 0, 60}, {0.25, 0.25, 50}, {0.5, 0.5, 17}};
        spread.n = 212;
        spread.n_higher = 67;
        spread.n_lower = 85;
        study.spreads.push_back(spread);
    }
    for (const auto& [term, better] : {std::pair{"Q1", "higher"}, {"Q2", "higher"}, {"Q3", "lower"}}) {
        study.movements.push_back(movement(term, better));
        study.terms.push_back(item_facts(study.movements.back(), "belonging"));
    }
    return all;
}

findings::SafeFindings safe(Findings all) {
    return findings::disclose(std::move(all));
}

const Figure& only(const std::vector<Figure>& figures) {
    REQUIRE(figures.size() == 1);
    return figures.front();
}

std::string everything(const std::vector<Figure>& figures) {
    std::string all;
    for (const Figure& figure : figures) {
        all += figure.id + figure.headline + figure.subtitle + figure.description + figure.instead;
        for (const std::string& part : figure.page_parts) all += part;
        for (const std::string& part : figure.file_parts) all += part;
        all += figure.table.caption;
        for (const auto& row : figure.table.rows) {
            for (const std::string& cell : row) all += cell + "|";
        }
    }
    return all;
}

void check_figure(const Figure& figure) {
    CAPTURE(figure.id);
    CHECK_FALSE(figure.headline.empty());
    CHECK_FALSE(figure.subtitle.empty());
    CHECK(figure.description.find("All values are in the table that follows.") != std::string::npos);
    CHECK(figure.page_parts.size() == figure.file_parts.size());
    CHECK(figure.page_parts.empty() != figure.instead.empty());
    for (const std::string& part : figure.page_parts) CHECK(tests::is_well_formed(part));
    for (const std::string& part : figure.file_parts) CHECK(tests::is_well_formed(part));
    CHECK_FALSE(figure.table.caption.empty());
    CHECK_FALSE(figure.table.rows.empty());
    for (const auto& row : figure.table.rows) CHECK(row.size() == figure.table.columns.size());
}

}  // namespace

TEST_SUITE("render/figure") {
    TEST_CASE("every figure is whole, ids are unique, the same findings give the same bytes") {
        const auto figures = figures_of(safe(report_findings()));
        CHECK(figures.size() == 1 + 2 + 1 + 7 + 2 + 3);
        std::set<std::string> ids;
        for (const Figure& figure : figures) {
            check_figure(figure);
            CHECK(ids.insert(figure.id).second);
        }
        CHECK(everything(figures) == everything(figures_of(safe(report_findings()))));
        CHECK_THROWS_AS(static_cast<void>(figures_of(safe(report_findings()), 1)), base::ContractError);
    }

    TEST_CASE("changes in standard deviations and shares in percentage points stand apart") {
        const auto figures = forest_figures(safe(report_findings()));
        REQUIRE(figures.size() == 2);
        const Figure& scales = figures[0];
        CHECK(scales.kind == FigureKind::change);
        CHECK(scales.headline == "3 of 7 scales got better, 1 got worse");
        CHECK(scales.description ==
              "3 of 7 scales got better, 1 got worse. 3 improved, 1 worsened, 1 without meaningful change, 1 "
              "not "
              "clear, 1 not "
              "tested. All values are in the table that follows.");
        CHECK(scales.subtitle.find("Hawkhill, Spring 2024 to Spring 2025, 1 to 212 people") !=
              std::string::npos);
        CHECK(scales.subtitle.find("even where a low score is good") != std::string::npos);
        // Loneliness fell by 0.5 points of an SD of 1.5: turned, so that better is plus.
        const auto lonely = std::find_if(scales.table.rows.begin(), scales.table.rows.end(),
                                         [](const auto& row) { return row[0] == "Loneliness"; });
        REQUIRE(lonely != scales.table.rows.end());
        CHECK((*lonely)[2] == "+0.33");
        CHECK((*lonely)[4] == "0.2");
        CHECK(scales.table.rows.back()[1] == "too few");
        CHECK(scales.table.rows.back()[2] == "[x]");
        CHECK(figures[1].kind == FigureKind::change_points);
        CHECK(
            only(figures[1].page_parts.size() == 1 ? std::vector<Figure>{figures[1]} : std::vector<Figure>{})
                .table.rows[0][2] == "+4.2");
        CHECK(figures[1].page_parts[0].find("percentage points") != std::string::npos);
    }

    TEST_CASE("what is kept back is [c] in the table and has no mark in the picture") {
        Findings all = report_findings();
        for (findings::Finding& row : all.studies[0].results) {
            row.suppressed = row.level != "study";
            if (!row.suppressed) continue;
            row.estimate = row.conf_low = row.conf_high = row.effect = row.effect_low = row.effect_high =
                std::nullopt;
            row.mean_from = row.mean_to = std::nullopt;
            row.n = std::nullopt;
            row.verdict = "not_tested";
            row.reason = "suppressed";
        }
        const auto figures = forest_figures(safe(all));
        REQUIRE_FALSE(figures.empty());
        for (const std::string& part : figures[0].page_parts) {
            for (const char* mark : {"c-imp\"", "c-wor\"", "c-neu\"", "c-unc\"", "c-band\""})
                CHECK(part.find(mark) == std::string::npos);
            CHECK(part.find("[c] not shown") != std::string::npos);
        }
        for (const auto& row : figures[0].table.rows) CHECK(row[2] == "[c]");
        const Figure averages = only(dumbbell_figures(safe(all)));
        CHECK(averages.page_parts[0].find("c-pre\"") == std::string::npos);
        CHECK(averages.table.rows[0][2] == "[c]");
    }

    TEST_CASE("averages stand in panels by possible range, those without a range are left out") {
        Findings all = report_findings();
        all.studies[0].terms[0].low.reset();
        const Figure figure = only(dumbbell_figures(safe(all)));
        CHECK(figure.table.rows.size() == 6);
        CHECK(figure.page_parts[0].find("20 = highest score") != std::string::npos);
        CHECK(figure.subtitle.find("runs from high to low") != std::string::npos);
        all.studies[0].terms.clear();
        CHECK(dumbbell_figures(safe(all)).empty());
    }

    TEST_CASE("questions of a scale share a chart unless their good end differs") {
        const auto figures = bars_figures(safe(report_findings()));
        REQUIRE(figures.size() == 2);
        CHECK(figures[0].table.rows.size() == 4);
        CHECK(figures[1].table.rows.size() == 2);
        CHECK(figures[0].term == "belonging");
        CHECK(figures[1].id == figures[0].id + "-list-2");
        CHECK(figures[0].table.columns[2].title == "Strongly disagree");
        CHECK(figures[1].table.columns[2].title == "Strongly agree");
        CHECK(figures[0].table.rows[0][2] == "10 (10%)");
        CHECK(figures[1].table.rows[0][2] == "15 (15%)");
    }

    TEST_CASE("no two charts go to one file, however long a chart is and however many lists a scale has") {
        Findings all = report_findings();
        StudyFindings& study = all.studies[0];
        for (int i = 4; i < 24; ++i) {
            study.movements.push_back(movement("Q" + std::to_string(i), "higher"));
            study.terms.push_back(item_facts(study.movements.back(), "belonging"));
        }
        study.movements.push_back(movement("Q30", "higher"));
        study.terms.push_back(item_facts(study.movements.back(), "belonging-2"));
        std::set<std::string> names;
        std::size_t most_parts = 0;
        for (const Figure& figure : figures_of(safe(all))) {
            most_parts = std::max(most_parts, figure.file_parts.size());
            for (std::size_t part = 0; part < figure.file_parts.size(); ++part)
                CHECK(names.insert(figure_file_name(figure, part)).second);
        }
        CHECK(most_parts > 1);
    }

    TEST_CASE("answers that were put together") {
        struct Row {
            std::vector<std::string> answers;
            bool shown;
        };
        const Row rows[] = {
            {{"Strongly disagree or Disagree", "Neither", "Agree", "Strongly agree"}, true},
            {{"Strongly disagree", "Disagree", "Neither", "Agree or Strongly agree"}, true},
            {{"Strongly disagree", "Disagree or Neither", "Agree", "Strongly agree"},
             false},                                                         // over the middle
            {{"Strongly disagree", "Disagree", "Neither", "Agree"}, false},  // one is missing
            {{"Other", "words", "than", "these"}, false},
        };
        for (const Row& row : rows) {
            Findings all = report_findings();
            Movement& first = all.studies[0].movements[0];
            first.answers = row.answers;
            first.count_from = first.count_to = {30, 30, 25, 15};
            first.moves.clear();
            first.suppressed = true;
            all.studies[0].movements.resize(1);
            const Figure figure = only(bars_figures(safe(all)));
            CAPTURE(row.answers.front());
            const bool hidden = figure.page_parts[0].find("[c] not shown") != std::string::npos;
            CHECK(hidden == !row.shown);
            CHECK((figure.table.rows[0][2] == "[c]") == !row.shown);
            check_figure(figure);
        }
        Findings none = report_findings();
        none.studies[0].movements.resize(1);
        none.studies[0].movements[0].suppressed = true;
        none.studies[0].movements[0].count_from.clear();
        none.studies[0].movements[0].count_to.clear();
        CHECK(only(bars_figures(safe(none))).page_parts[0].find("[c] not shown") != std::string::npos);
    }

    TEST_CASE("kinds of answers and many answers stand below each other") {
        Findings all = report_findings();
        StudyFindings& study = all.studies[0];
        study.movements.resize(1);
        study.movements[0].ordered = false;
        study.movements[0].better = "neither";
        const Figure kinds = only(bars_figures(safe(all)));
        CHECK(kinds.page_parts[0].find("c-h3") != std::string::npos);
        check_figure(kinds);
        study.movements[0].count_from.clear();
        const Figure hidden = only(bars_figures(safe(all)));
        CHECK(hidden.page_parts.empty());
        CHECK_FALSE(hidden.instead.empty());
    }

    TEST_CASE("moves: worse to better, whichever end is good; nothing of a hidden table") {
        const auto figures = movement_figures(safe(report_findings()));
        REQUIRE(figures.size() == 3);
        CHECK(figures[0].table.rows[0] ==
              std::vector<std::string>{"Strongly disagree", "1", "17", "1", "1", "1"});
        CHECK(figures[2].table.rows[4] ==
              std::vector<std::string>{"Strongly disagree", "1", "1", "1", "17", "1"});
        CHECK(figures[0].description.find("26 people moved to a better answer, 10 to a worse one") !=
              std::string::npos);
        CHECK(figures[2].description.find("10 people moved to a better answer, 26 to a worse one") !=
              std::string::npos);
        Findings all = report_findings();
        for (Movement& one : all.studies[0].movements) {
            one.suppressed = true;
            one.moves.clear();
        }
        CHECK(movement_figures(safe(all)).empty());
    }

    TEST_CASE("where counts are rounded, no total and no share is worked out from them") {
        const auto all = safe(report_findings());
        FigureSource source(all, 0);
        CHECK_FALSE(source.rounded);
        source.rounded = true;
        const auto figures = figures_on_moves(source);
        for (const Figure& figure : figures) {
            CHECK(figure.page_parts[0].find("%") == std::string::npos);
            CHECK(figure.page_parts[0].find("Total") == std::string::npos);
            CHECK(figure.page_parts[0].find("Counts are rounded.") != std::string::npos);
        }
        const auto spreads = figures_on_spread(source);
        CHECK(spreads[0].page_parts[0].find("67 people went up by 0.175 or more") != std::string::npos);
        CHECK(spreads[0].page_parts[0].find("%") == std::string::npos);
        CHECK(figures_on_answers(source)[0].subtitle.find("rounded") != std::string::npos);
    }

    TEST_CASE("the spread of individual changes, or why it is not there") {
        Findings all = report_findings();
        CHECK(change_figures(safe(all))[0].page_parts[0].find("32% went up by 0.175 or more") !=
              std::string::npos);
        StudyFindings& study = all.studies[0];
        study.spreads.resize(2);
        study.spreads[0].suppressed = true;
        study.spreads[0].bins.clear();
        study.spreads[0].n = study.spreads[0].n_higher = study.spreads[0].n_lower = std::nullopt;
        study.spreads[1].n = 9;
        const auto figures = change_figures(safe(all));
        REQUIRE(figures.size() == 2);
        for (const Figure& figure : figures) check_figure(figure);
        CHECK(figures[0].page_parts.empty());
        CHECK(figures[0].instead.starts_with("[c]"));
        CHECK(figures[0].table.rows[0][1] == "[c]");
        CHECK(figures[1].page_parts.empty());
        CHECK(figures[1].instead.starts_with("Too few"));
    }

    TEST_CASE("who answered, with counts that are kept back") {
        Findings all = report_findings();
        const Figure figure = only(flow_figures(safe(all)));
        CHECK(figure.headline == "212 people answered both times");
        CHECK(figure.page_parts[0].find("53% of people who answered in Spring 2024 answered again") !=
              std::string::npos);
        for (findings::Finding& row : all.studies[0].results) {
            if (row.term != "linked") continue;
            row.suppressed = true;
            row.n = std::nullopt;
            row.estimate = std::nullopt;
        }
        const Figure hidden = only(flow_figures(safe(all)));
        CHECK(hidden.headline == "Who answered");
        CHECK(hidden.page_parts[0].find("[c]") != std::string::npos);
        check_figure(hidden);
        std::erase_if(all.studies[0].results,
                      [](const findings::Finding& row) { return row.analysis == "response"; });
        CHECK(flow_figures(safe(all)).empty());
    }

    TEST_CASE("labels, answers and names that mean harm do none") {
        const auto& hostile = tests::hostile_labels();
        for (const std::string& label : hostile) {
            Findings all = report_findings();
            StudyFindings& study = all.studies[0];
            study.id = study.wave_from_label = study.wave_to_label = study.record->community = label;
            for (findings::Finding& row : study.results) row.label = label;
            for (findings::TermFacts& facts : study.terms) {
                facts.label = label;
                if (!facts.answers.empty())
                    facts.answers = {label + "1", label + "2", label + "3", label + "4", label + "5"};
            }
            for (Movement& one : study.movements) {
                one.label = label;
                one.answers = {label + "1", label + "2", label + "3", label + "4", label + "5"};
            }
            for (findings::ChangeSpread& spread : study.spreads) spread.label = label;
            CAPTURE(label);
            for (const Figure& figure : figures_of(safe(all))) {
                check_figure(figure);
                CHECK(figure.id.find_first_not_of(
                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
                      std::string::npos);
                CHECK(figure.id.size() < 120);
                for (const std::string& part : figure.page_parts)
                    CHECK(part.find("<script") == std::string::npos);
            }
        }
    }

    TEST_CASE("ids of names that look alike do not meet") {
        StudyFindings study;
        study.id = "a";
        CHECK(figure_id(study, "moves", "Q1") == "a-moves-Q1");
        CHECK(figure_id(study, "moves", "Q 1") != figure_id(study, "moves", "Q-1"));
        CHECK(figure_id(study, "moves", std::string(90, 'W')) !=
              figure_id(study, "moves", std::string(91, 'W')));
    }

    TEST_CASE("headlines say what was found in ten words and no more than was found") {
        for (const char* verdict :
             {"improved", "worsened", "rose", "fell", "no_meaningful_change", "inconclusive", "not_tested"}) {
            findings::Finding finding;
            finding.verdict = verdict;
            const std::string moves = moves_headline(&finding);
            CHECK(std::count(moves.begin(), moves.end(), ' ') < 10);
        }
    }
}
