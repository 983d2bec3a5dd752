#include "libstats/base/outcome.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/report_html.hpp"
#include "libstats/render/report_markdown.hpp"
#include "libstats/render/report_page.hpp"
#include "readability.hpp"
#include "sample_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;
using namespace outcomes::render;

namespace {

std::vector<std::string> all_matches(const std::string& text, const char* pattern) {
    const std::regex regex(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), regex); it != std::sregex_iterator(); ++it)
        found.push_back((*it)[it->size() > 1 ? 1 : 0]);
    return found;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Plain sentences of a page: paragraphs and lists that are not for evaluators and not in the notes.
std::vector<std::string> plain_texts(const Document& page) {
    std::vector<std::string> texts;
    for (const DocBlock& block : page.blocks) {
        if (const auto* heading = std::get_if<DocHeading>(&block);
            heading != nullptr && heading->id == "notes")
            break;
        if (const auto* paragraph = std::get_if<DocParagraph>(&block);
            paragraph != nullptr && paragraph->voice == DocVoice::plain)
            texts.push_back(paragraph->lead_in + ' ' + text_of(paragraph->runs));
        if (const auto* list = std::get_if<DocList>(&block)) {
            for (const Runs& item : list->items) texts.push_back(text_of(item));
        }
    }
    return texts;
}

const ReportShape shapes[] = {{},
                              {.words = "lay"},
                              {.words = "evaluator"},
                              {.items_per_scale = 2, .place = true},
                              {.scales = 1},
                              {.scales = 40, .lead = false},
                              {.hostile = true}};

}  // namespace

TEST_CASE("structure of the page: one h1, no skipped level, unique ids, links that lead somewhere") {
    for (const ReportShape& shape : shapes) {
        const std::string page = report_html(safe_report(shape));
        CHECK(count(page, "<h1>") == 1);
        int level = 1;
        for (const std::string& heading : all_matches(page, "<h([2-6]) ")) {
            const int next = std::stoi(heading);
            CHECK(next <= level + 1);
            level = next;
        }
        const auto ids = all_matches(page, " id=\"([^\"]*)\"");
        CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
        for (const std::string& target : all_matches(page, "href=\"#([^\"]*)\""))
            CHECK(std::find(ids.begin(), ids.end(), target) != ids.end());
        CHECK(count(page, "<svg ") == count(page, "</desc>"));
        CHECK(count(page, "<table") == count(page, "<caption>"));
        CHECK(count(page, "<table") == count(page, "<thead>"));
        CHECK(count(page, "<th>") == 0);  // each has a scope
        CHECK(count(page, "<main") == 1);
        CHECK(count(page, "<section class=\"scroll") == count(page, "<svg ") + count(page, "<table"));
        const auto labels = all_matches(page, "aria-label=\"([^\"]*)\"");
        CHECK(std::set<std::string>(labels.begin(), labels.end()).size() == labels.size());
    }
}

TEST_CASE("the page needs nothing else and lets nothing run") {
    const std::string page = report_html(safe_report());
    CHECK(has(page, "default-src &#39;none&#39;") == false);
    CHECK(has(page, "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    for (const char* outside :
         {"<script", "<link", "<iframe", "src=", "@import", "url(", "onload", "javascript:"})
        CHECK_FALSE(has(page, outside));
    for (const std::string& address : all_matches(page, "(https?://[^\"' <]*)"))
        CHECK(address == "http://www.w3.org/2000/svg");
}

TEST_CASE("labels, answers and file names that would do harm are text") {
    const std::string page = report_html(safe_report({.hostile = true}));
    CHECK_FALSE(has(page, "<script"));
    CHECK_FALSE(has(page, "<img"));
    CHECK_FALSE(has(page, "]]></svg></style>"));
    CHECK_FALSE(has(page, "\x1b"));
    CHECK_FALSE(has(page, "\x01"));
    CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK(count(page, "<svg ") == count(page, "</svg>"));
    CHECK(count(page, "<style>") == 1);
    const std::string text = report_markdown(safe_report({.hostile = true}), {}, "charts");
    CHECK_FALSE(has(text, "<script"));
    CHECK_FALSE(has(text, "<img"));
    CHECK_FALSE(has(text, "[link](javascript"));
    CHECK_FALSE(has(text, "\x1b"));
}

TEST_CASE("the same findings give the same bytes, and 40 scales stay small") {
    for (const ReportShape& shape : shapes) {
        const std::string page = report_html(safe_report(shape), {"2025-06-01", {"a.xlsx"}});
        CHECK(page == report_html(safe_report(shape), {"2025-06-01", {"a.xlsx"}}));
        CHECK(page.size() < 300'000);
    }
}

TEST_CASE("what is hidden is shown as [c] and explained") {
    findings::Findings all = report_sample();
    for (findings::Finding& row : all.studies.front().results) {
        if (row.term != "green") continue;
        for (const auto member :
             {&findings::Finding::estimate, &findings::Finding::conf_low, &findings::Finding::conf_high,
              &findings::Finding::mean_from, &findings::Finding::mean_to, &findings::Finding::effect})
            row.*member = std::nullopt;
        row.n = row.n_pairs = row.n_from = row.n_to = std::nullopt;
        row.suppressed = true;
        row.reason = "suppressed";
        if (!row.verdict.empty()) row.verdict = "not_tested";
        row.verdict_detail = "";
    }
    const findings::SafeFindings safe = findings::disclose(all);
    const std::string page = report_html(safe);
    const std::string cells = "<td>[c]</td><td>[c]</td><td>[c]</td><td>[c]</td><td>[c]</td>";
    CHECK(has(page, "<th scope=\"row\">Parks and green space</th>" + cells));
    CHECK(has(page, "Not tested [c]"));
    CHECK(has(page, "[c] hidden to protect people. [x] not available."));
    CHECK(has(page, "1 group of fewer than 10 people is hidden"));
    CHECK(has(page, "Parks and green space: we do not show this, so that nobody can be recognised."));
    CHECK(has(report_markdown(safe, {}, "charts"), "| Parks and green space | \\[c\\] |"));
}

TEST_CASE("what is not available is shown as [x]") {
    findings::Findings all = report_sample({.scales = 2});
    findings::Finding& row = all.studies.front().results.front();
    row.estimate = row.conf_low = row.conf_high = row.mean_from = row.mean_to = std::nullopt;
    row.p_value = row.p_adjusted = row.effect = row.effect_low = row.effect_high = std::nullopt;
    row.verdict = "not_tested";
    row.verdict_detail = "";
    row.reason = "too_few";
    const std::string page = report_html(findings::disclose(all));
    CHECK(has(page, "<th scope=\"row\">Belonging</th><td>212</td><td>[x]</td><td>[x]</td><td>[x]</td>"));
    CHECK(has(page, "Not tested: too few"));
    CHECK(has(page, "Belonging: too few people answered for us to say anything."));
}

TEST_CASE("every plain sentence of a page is short, and none claims too much") {
    for (const ReportShape& shape : shapes) {
        if (shape.hostile) continue;
        for (const std::string& text : plain_texts(report_document(safe_report(shape), {}))) {
            CAPTURE(text);
            CHECK(banned_words_in(text) == "");
            for (const std::string& sentence : sentences_of(text)) CHECK(words_of(sentence).size() <= 20);
        }
        for (const DocBlock& block : report_document(safe_report(shape), {}).blocks) {
            if (const auto* paragraph = std::get_if<DocParagraph>(&block))
                CHECK(banned_words_in(text_of(paragraph->runs)) == "");
        }
    }
}

TEST_CASE("the study file chooses the words") {
    const auto voices = [](const char* words) {
        const std::string page = report_html(safe_report({.words = words}));
        return std::pair{has(page, "<strong>Belonging went up.</strong>"),
                         has(page, "<p class=\"ev\">Belonging was")};
    };
    CHECK(voices("lay") == std::pair{true, false});
    CHECK(voices("evaluator") == std::pair{false, true});
    CHECK(voices("both") == std::pair{true, true});
    const std::string page = report_html(safe_report());
    CHECK(page.find("Belonging went up.</strong>") < page.find("<p class=\"ev\">Belonging was"));
}

TEST_CASE("the notes say what ran") {
    const std::string page = report_html(safe_report(), {"2025-06-01", {"hawkhill.xlsx"}});
    for (const char* part :
         {"Paired change, households as clusters (paired_cr2)", "CR2, Satterthwaite df",
          "Bell &amp; McCaffrey (2002)", "agreed with the residents&#39; panel",
          "0.2 SDs of all first-wave answers", "Holm&#39;s step-down method over 13 results",
          "The rules were fixed on 12 March 2024", "Seed of random numbers: 20240401",
          "outcomes report -s hawkhill.toml", "data/2024.csv",
          "2 rows are shorter than the header (csv.padded, data/2024.csv, line 12)",
          "Not done: no comparison group in the study file.", "Written on 2025-06-01.", "hawkhill.xlsx"}) {
        CAPTURE(part);
        CHECK(has(page, part));
    }
    CHECK(has(page, std::string(64, 'a')));
    CHECK(has(page, std::string(64, 'c')));
    CHECK_FALSE(has(report_html(safe_report()), "Written on"));
}

TEST_CASE("Markdown holds the same tables and names the charts' files") {
    const findings::SafeFindings safe = safe_report();
    const Document page = report_document(safe, {});
    const std::string text = report_markdown(safe, {}, "my charts/");
    const std::string html = report_html(safe);
    std::set<std::string> files;
    for (const DocBlock& block : page.blocks) {
        if (const auto* table = std::get_if<DocTable>(&block)) {
            CHECK(has(text, "**" + table->caption + "**"));
            for (const auto& row : table->rows) CHECK(row.size() == table->columns.size());
        }
        if (const auto* figure = std::get_if<DocFigure>(&block)) {
            for (const std::string& file : figure->files) {
                CHECK(has(text, "(my%20charts/" + file + ')'));
                CHECK(files.insert(file).second);
            }
        }
    }
    CHECK(files.size() == count(html, "<svg "));
    CHECK(has(text, "| Belonging | 212 | 3.10 | 3.40 | +0.30 | +0.19 to +0.41 |"));
    CHECK(has(html,
              "<th scope=\"row\">Belonging</th><td>212</td><td>3.10</td><td>3.40</td><td>+0.30</td>"
              "<td>+0.19 to +0.41</td>"));
    CHECK(has(text, "\n# Hawkhill") == false);
    CHECK(text.starts_with("# Hawkhill neighbours survey\n"));
    CHECK(has(text, "> Belonging was higher in Spring 2025 (*M*"));
}

TEST_CASE("a page is about one study") {
    findings::Findings all = report_sample();
    all.studies.push_back(all.studies.front());
    CHECK_THROWS_AS((void)report_html(findings::disclose(all)), base::ContractError);
    all.studies.clear();
    CHECK_THROWS_AS((void)report_html(findings::disclose(all)), base::ContractError);
    CHECK_THROWS_AS((void)report_markdown(findings::disclose(all), {}, ""), base::ContractError);
}

TEST_CASE("a study with next to nothing still makes a page") {
    findings::Findings all{"outcomes.report/1", {}, {{}}, ""};
    all.studies.front().id = "bare";
    const std::string page = report_html(findings::disclose(all));
    CHECK(has(page, "<h1>bare</h1>"));
    CHECK(has(page, "No result could be worked out."));
    CHECK_FALSE(has(page, "id=\"change\""));
}

TEST_CASE("every phrase is said somewhere") {
    const std::filesystem::path folder = std::filesystem::path("libstats") / "render";
    std::string code;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".cpp") continue;
        std::ifstream in(file.path());
        code += std::string(std::istreambuf_iterator<char>(in), {});
    }
    REQUIRE_FALSE(code.empty());
    for (const Phrase& phrase : phrase_table) {
        CAPTURE(std::string(phrase.id));
        CHECK(has(code, '"' + std::string(phrase.id) + '"'));
    }
}
