#include "libstats/render/items_page.hpp"
#include "libstats/render/json.hpp"
#include "libstats/render/movement_table.hpp"
#include "libstats/render/movements.hpp"
#include "libstats/render/text.hpp"
#include "sample_findings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;
using findings::Finding;
using findings::Movement;

namespace {

const std::vector<std::string> agree5{"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree",
                                      "Strongly agree"};
const std::vector<std::string> agree7{
    "Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree",
    "Somewhat agree",    "Agree",    "Strongly agree"};

/// A table in which a person more moves with every cell.
Movement movement_with(const std::string& term, const std::vector<std::string>& answers,
                       const std::string& better = "higher") {
    Movement movement;
    movement.term = term;
    movement.label = "How often do people around here talk with the neighbours who live next door to them?";
    movement.wave_from = "baseline";
    movement.wave_to = "repeat";
    movement.better = better;
    movement.answers = answers;
    const std::size_t k = answers.size();
    std::uint64_t higher = 0, same = 0, lower = 0, unanswered = 0;
    for (std::size_t from = 0; from <= k; ++from) {
        for (std::size_t to = 0; to <= k; ++to) {
            const std::uint64_t n = from + 2 * to + 100;
            movement.moves.push_back(n);
            (from == k || to == k ? unanswered : to > from ? higher : to < from ? lower : same) += n;
        }
    }
    movement.count_from.assign(k, 500);
    movement.count_to.assign(k, 400);
    movement.n_higher = higher;
    movement.n_same = same;
    movement.n_lower = lower;
    movement.n_unanswered = unanswered;
    return movement;
}

Finding headline_of(const Movement& movement) {
    Finding row;
    row.analysis = "compare";
    row.term = movement.term;
    row.label = movement.label;
    row.level = "item";
    row.wave_from = "baseline";
    row.wave_to = "repeat";
    row.estimand = "people";
    row.method = "net_share";
    row.n = row.n_pairs = 1234;
    row.estimate = 7.7;
    row.estimate_type = "percentage_points";
    row.conf_low = -12.3;
    row.conf_high = 16.1;
    row.conf_level = 0.95;
    row.p_value = 0.082;
    row.p_adjusted = 0.3;
    row.better = movement.better;
    row.verdict = "inconclusive";
    row.verdict_detail = "no_smallest_change";
    return row;
}

findings::SafeFindings sample_items(const std::vector<Movement>& movements) {
    findings::Findings all = sample_findings();
    findings::StudyFindings& study = all.studies.front();
    std::erase_if(study.results, [](const Finding& row) { return row.analysis != "response"; });
    for (const Movement& movement : movements) {
        study.results.push_back(headline_of(movement));
        Finding sign = headline_of(movement);
        sign.method = "sign_test";
        sign.verdict.clear();
        sign.rule = "beside the headline";
        study.results.push_back(sign);
        study.movements.push_back(movement);
    }
    return findings::disclose(all);
}

std::vector<std::vector<std::string>> csv_rows(const std::string& text) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

}  // namespace

TEST_SUITE("render/items") {
    TEST_CASE("no line is longer than the page, whatever its width and however many answers") {
        for (const auto& answers : {agree5, agree7, std::vector<std::string>{"Yes", "No"}}) {
            const auto safe =
                sample_items({movement_with("Q1_1", answers), movement_with("Q1_2", answers, "lower")});
            for (std::size_t width = 30; width <= 160; ++width) {
                CAPTURE(width);
                CHECK(longest_line(render::text(safe, {.width = width})) <= width);
                CHECK(longest_line(render::movements_text(safe, width)) <= width);
            }
        }
    }

    TEST_CASE("five labels stand over their columns in whole words, seven are numbered") {
        const std::string five = render::movements_text(sample_items({movement_with("Q1_1", agree5)}), 80);
        CHECK(five.find("Strongly") != std::string::npos);
        CHECK(five.find("1 Strongly disagree") == std::string::npos);
        CHECK(five.find('~') == std::string::npos);
        const std::string seven = render::movements_text(sample_items({movement_with("Q1_1", agree7)}), 80);
        CHECK(seven.find("1 Strongly disagree") != std::string::npos);
        CHECK(seven.find("    7") != std::string::npos);
        CHECK(seven.find('~') == std::string::npos);
        CHECK(longest_line(seven) <= 80);
    }

    TEST_CASE("better and worse are turned with the question, sums are those of the table") {
        Movement movement;
        movement.term = "q";
        movement.answers = {"Never", "Often"};
        movement.better = "lower";
        movement.moves = {10, 4, 1, 6, 20, 0, 2, 0, 3};
        movement.count_from = {16, 26};
        movement.count_to = {18, 24};
        movement.n_higher = 4;
        movement.n_same = 30;
        movement.n_lower = 6;
        movement.n_unanswered = 6;
        CHECK(render::movement_sentence(movement) ==
              "6 people (15 %) moved to a better answer, 4 (10 %) to a worse one, 30 (75 %) stayed.");
        CHECK(render::unanswered_sentence(movement) ==
              "Left out: 6 people without an answer in one of the waves, or in both.");
        const std::string table = render::movement_table(movement, {"2024", "2025"}, 80).to_text(80);
        CHECK(table ==
              "2024   Never  Often  All\n"
              "Never     10      4   14\n"
              "Often      6     20   26\n"
              "All       16     24   40\n");
        movement.better = "neither";
        CHECK(render::movement_sentence(movement).find("4 people (10 %) moved to a higher answer") == 0);
    }

    TEST_CASE("few questions come with their tables, many with a line each") {
        std::vector<Movement> many;
        for (const char* term : {"q1", "q2", "q3", "q4"}) many.push_back(movement_with(term, agree5));
        const std::string page = render::text(sample_items(many), {.width = 80});
        CHECK(page.find("In the tables, rows are") == std::string::npos);
        CHECK(page.find("--movements FILE") != std::string::npos);
        many.pop_back();
        const std::string few = render::text(sample_items(many), {.width = 400});
        CHECK(few.find("In the tables, rows are") != std::string::npos);
        CHECK(few.find("Pratt's signed-rank test p = .082; sign test p = .082.") !=
              std::string::npos);
        CHECK(few.find("? Not clear") < few.find("p = .082"));
    }

    TEST_CASE("one row a cell, every linked person once") {
        const Movement movement = movement_with("q", agree5, "lower");
        const auto rows =
            csv_rows(render::movements_delimited(sample_items({movement}), render::Separated::tsv));
        REQUIRE(rows.size() == 1 + 36);
        CHECK(rows.front().size() == 12);
        std::uint64_t improved = 0, all = 0;
        double shares = 0;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const std::uint64_t n = std::stoull(rows[i][10]);
            all += n;
            if (rows[i][9] == "improved") improved += n;
            if (rows[i].size() == 12 && !rows[i][11].empty()) shares += std::stod(rows[i][11]);
        }
        CHECK(improved == *movement.n_improved());
        CHECK(all == *movement.n_higher + *movement.n_same + *movement.n_lower + *movement.n_unanswered);
        CHECK(shares == doctest::Approx(1));
    }

    TEST_CASE("where nobody is linked, the answers of each wave") {
        Movement movement = movement_with("q", agree5);
        movement.moves.clear();
        movement.n_higher = movement.n_same = movement.n_lower = std::nullopt;
        const auto safe = sample_items({movement});
        const auto rows = csv_rows(render::movements_delimited(safe, render::Separated::tsv));
        REQUIRE(rows.size() == 11);
        CHECK(rows[1][9] == "before");
        CHECK(rows[10][9] == "after");
        CHECK(rows[10][10] == "400");
        CHECK(render::text(safe, {.width = 80}).find("20.0") != std::string::npos);
    }

    TEST_CASE("JSON holds the tables as lists of lists") {
        const Movement movement = movement_with("q", agree5);
        const auto document = nlohmann::json::parse(render::json(sample_items({movement})));
        REQUIRE(document.at("movements").size() == 1);
        const auto& one = document.at("movements").front();
        CHECK(one.at("answers").size() == 5);
        CHECK(one.at("moves").size() == 6);
        CHECK(one.at("moves")[2][1] == movement.at(2, 1));
        CHECK(one.at("improved") == *movement.n_improved());
        CHECK_FALSE(nlohmann::json::parse(render::json(safe_sample())).contains("movements"));
    }

    TEST_CASE("words that promise or judge too much do not occur") {
        const auto safe =
            sample_items({movement_with("Q1_1", agree5), movement_with("Q1_2", agree7, "lower")});
        std::string page = render::text(safe, {.width = 120}) + render::markdown(safe);
        std::transform(page.begin(), page.end(), page.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        for (const std::string word :
             {"significant", "impact", "no effect", "no difference", "no change", "**"}) {
            CAPTURE(word);
            CHECK(page.find(word) == std::string::npos);
        }
    }
}
