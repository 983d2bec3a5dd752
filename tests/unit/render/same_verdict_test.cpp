// One finding, one word: no two outputs may disagree about a result.

#include "libstats/findings/verdict.hpp"
#include "libstats/render/delimited.hpp"
#include "libstats/render/json.hpp"
#include "libstats/render/paste_table.hpp"
#include "libstats/render/report_html.hpp"
#include "libstats/render/report_markdown.hpp"
#include "libstats/render/text.hpp"
#include "libstats/render/workbook.hpp"
#include "tests/support/xlsx_file.hpp"
#include "workbook_sample.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace outcomes;

namespace {

/// What follows the name of a term in the first line that has it.
std::string after(const std::string& text, const std::string& term) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (const auto at = line.find(term); at != std::string::npos) return line.substr(at + term.size());
    }
    return {};
}

bool has(const std::string& text, std::string_view what);

/// True if a line has `begin` and later `word`.
bool has_line(const std::string& text, const std::string& begin, const std::string& word) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto at = line.find(begin);
        if (at != std::string::npos && has(line.substr(at), word)) return true;
    }
    return false;
}

bool has(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

/// A term as each form writes it: an underscore acts in some.
std::string escaped(std::string term) {
    for (std::size_t at = term.find('_'); at != std::string::npos; at = term.find('_', at + 2))
        term.insert(at, "\\");
    return term;
}

}  // namespace

TEST_SUITE("render/same verdict") {
    TEST_CASE(
        "text, Markdown, csv, JSON, the workbook and the tables to paste say the same of every verdict") {
        const findings::SafeFindings safe = tests::safe(tests::verdict_report());
        const std::string text = render::text(safe, {.width = 100});
        const std::string markdown = render::markdown(safe);
        const std::string csv = render::delimited(safe);
        const auto json = nlohmann::json::parse(render::json(safe));
        const tests::XlsxFile file(render::workbook(safe));
        const std::string md = render::paste_table(safe, render::PasteForm::md);
        const std::string html = render::paste_table(safe, render::PasteForm::html);
        const std::string latex = render::paste_table(safe, render::PasteForm::latex);
        const std::string report = render::report_html(safe, {});
        const std::string appendix = render::report_markdown(safe, {}, "");
        const std::vector<findings::Finding>& rows = safe.get().studies.front().results;
        REQUIRE(rows.size() == 7);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string& term = rows[i].term;
            CAPTURE(term);
            const auto verdict = findings::verdict_from_id(rows[i].verdict);
            REQUIRE(verdict);
            const std::string word(findings::verdict_words(*verdict));
            CHECK(has(after(text, term), word));
            CHECK(has(after(csv, "," + term + ","), "," + rows[i].verdict + ","));
            CHECK(json["results"][i]["verdict"] == rows[i].verdict);
            CHECK(file.table("Scales").at("Scale id", term, "Result").text.starts_with(word));
            CHECK(file.table("Results").at("term", term, "verdict").text == rows[i].verdict);
            CHECK(has(after(html, term), ">" + word));
            CHECK(has_line(report, "<th scope=\"row\">" + term + "</th>", ">" + word));
            CHECK(has_line(appendix, "| " + escaped(term) + " |", word));
            for (const std::string& page : {markdown, md, latex})
                CHECK(has(after(page, escaped(term)), " " + word));
        }
    }
}
