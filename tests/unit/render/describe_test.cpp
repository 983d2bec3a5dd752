#include "libstats/render/describe.hpp"

#include "tests/unit/render/sample_findings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <utility>

using namespace outcomes;
using findings::Description;

namespace {

Description row(const std::string& level, const std::string& term, const std::string& statistic,
                double estimate, const std::string& answer = "") {
    Description one;
    one.study = "town";
    one.wave = "first";
    one.level = level;
    one.term = term;
    one.label = term == "calm" ? "Calm, a long name that has to go on in a second line of the table" : "";
    one.statistic = statistic;
    one.answer = answer;
    one.n = 1204;
    one.estimate = estimate;
    return one;
}

Description counted(const std::string& level, const std::string& term, const std::string& statistic,
                    std::uint64_t count, const std::string& answer = "") {
    Description one = row(level, term, statistic, static_cast<double>(count) / 1204, answer);
    one.count = count;
    return one;
}

findings::SafeDescriptions sample() {
    findings::StudyDescription study;
    study.id = "town";
    study.title = "Town";
    study.path = "town.toml";
    study.waves = {{"first", "Spring", 1210}};
    study.warnings = {{"describe.low_alpha", "in Spring alpha is below 0.60 for \"Calm\" (0.55)", "", 0, 0}};
    Description alpha = row("scale", "calm", "alpha", 0.55);
    alpha.conf_low = 0.5;
    alpha.conf_high = 0.6;
    alpha.note = "alpha_below_0.60";
    Description omega = row("scale", "calm", "omega_total", 0);
    omega.estimate.reset();
    omega.reason = "improper_solution";
    Description rest = row("item", "q1", "item_rest", 0.4);
    rest.scale = "calm";
    rest.note = "reversed";
    study.results = {counted("scale", "calm", "scored", 1204),
                     row("scale", "calm", "mean", 3.456),
                     row("scale", "calm", "sd", 0.8),
                     alpha,
                     omega,
                     rest,
                     counted("item", "q1", "answered", 1200),
                     counted("item", "q1", "missing", 10),
                     counted("item", "q1", "missing", 7, "blank"),
                     counted("item", "q1", "missing", 3, "=SUM(A1)"),
                     counted("item", "q1", "answer", 301, "Never"),
                     counted("item", "q1", "answer", 903, "Very often"),
                     counted("question", "vol", "answer", 602, "Yes"),
                     counted("question", "vol", "answer", 602, "No")};
    findings::Descriptions all;
    all.schema = "outcomes.describe/1";
    all.options = {{"waves", ""}};
    all.studies.push_back(std::move(study));
    return findings::disclose(std::move(all));
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("render/describe") {
    TEST_CASE("the page has scores and reliability, with reasons where there is no figure") {
        const std::string text = render::describe_text(sample(), {.width = 80});
        CHECK(holds(text, "Scores, Spring (1,210 answer sheets)"));
        CHECK(holds(text, "3.46"));
        CHECK(holds(text, "0.55 (0.50 to 0.60)"));
        CHECK(holds(text, "not one factor"));
        CHECK(holds(text, "Careful: in Spring alpha is below 0.60"));
        CHECK(holds(text, "602 (50 %)"));
        CHECK(holds(text, "internal: not for release"));
        CHECK_FALSE(holds(text, "With rest"));
    }

    TEST_CASE("questions one by one are shown when asked for") {
        const std::string text = render::describe_text(sample(), {.width = 80, .items = true});
        CHECK(holds(text, "q1 (r)"));
        CHECK(holds(text, "10 (7 blank, 3"));
        CHECK(holds(text, "a = Never, b = Very often"));
        CHECK(holds(text, "25 %"));
        CHECK(holds(text, "With rest"));
        CHECK(holds(render::describe_markdown(sample(), true), "| q1 (r) |"));
    }

    TEST_CASE("no line is longer than the page") {
        for (const std::size_t width : {60U, 72U, 80U, 100U, 140U}) {
            CAPTURE(width);
            CHECK(tests::longest_line(render::describe_text(sample(), {.width = width, .items = true})) <=
                  width);
        }
    }

    TEST_CASE("csv has every column, and only excel-csv guards formulas") {
        const std::string csv = render::describe_delimited(sample());
        CHECK(
            csv.starts_with("study,community,wave,wave_to,level,term,label,scale,statistic,answer,n,count,"));
        CHECK(holds(csv, ",missing,=SUM(A1),1204,3,"));
        CHECK(holds(csv, ",omega_total,,1204,,,,,,,,false,improper_solution,"));
        CHECK(holds(render::describe_delimited(sample(), render::Separated::excel_csv), ",'=SUM(A1),"));
    }

    TEST_CASE("json has the keys that are promised, and null for what is missing") {
        const auto json = nlohmann::json::parse(render::describe_json(sample()));
        CHECK(json["schema"] == "outcomes.describe/1");
        CHECK(json["release"] == "internal: not for release");
        CHECK(json["studies"][0]["id"] == "town");
        CHECK(json["waves"][0]["n_sheets"] == 1210);
        CHECK(json["warnings"][0]["code"] == "describe.low_alpha");
        CHECK(json["options"]["waves"].is_null());
        CHECK(json["results"].size() == 14);
        CHECK(json["results"][0].size() == findings::description_columns().size());
        CHECK(json["results"][4]["estimate"].is_null());
        CHECK(json["results"][4]["reason"] == "improper_solution");
        CHECK(json["results"][3]["conf_low"] == 0.5);
    }

    TEST_CASE("nothing to describe is still a page, a table and a document") {
        findings::Descriptions none;
        none.schema = "outcomes.describe/1";
        none.studies.emplace_back().id = "empty";
        const auto safe = findings::disclose(std::move(none));
        CHECK(render::describe_text(safe).starts_with("empty\n"));
        CHECK(render::describe_delimited(safe).ends_with("note\n"));
        CHECK(nlohmann::json::parse(render::describe_json(safe))["results"].empty());
    }
}
