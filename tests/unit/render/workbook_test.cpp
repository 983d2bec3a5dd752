#include "libstats/render/workbook.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/findings/glossary.hpp"
#include "libstats/render/workbook_rows.hpp"
#include "libstats/render/workbook_writer.hpp"
#include "sample_findings.hpp"
#include "tests/support/xlsx_file.hpp"
#include "workbook_sample.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <set>
#include <string>
#include <vector>

using namespace outcomes;
using findings::Finding;
using tests::XlsxFile;
using tests::XlsxTable;

namespace {

std::string report_bytes() {
    return render::workbook(tests::safe(tests::sample_report()));
}

std::size_t count(const std::string& text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

render::Sheet long_sheet(std::size_t n_rows) {
    return {.name = "Long",
            .title = "Long",
            .summary = "",
            .remarks = {},
            .columns = {{"A", "", "text"}},
            .rows = std::vector<std::vector<render::Cell>>(n_rows, {render::text_cell("x")})};
}

}  // namespace

TEST_SUITE("render/workbook") {
    TEST_CASE("sheets stand in their order, and those without rows are left out and named") {
        const XlsxFile full(report_bytes());
        CHECK(full.sheets() == std::vector<std::string>{"Cover", "Notes", "Scales", "Averages", "Reliability",
                                                        "Spread", "Questions", "Answers", "Moves", "Groups",
                                                        "People", "Attrition", "Methods", "Charts",
                                                        "Forest data", "Answers data", "Results",
                                                        "Dictionary"});
        const XlsxFile small(render::workbook(tests::safe_sample()));
        CHECK(small.sheets() == std::vector<std::string>{"Cover", "Notes", "Scales", "Averages",
                                                         "Reliability", "People", "Attrition", "Charts",
                                                         "Forest data", "Results", "Dictionary"});
        CHECK(small.table("Notes").at("About", "Sheets left out", "Text").text ==
              "There is nothing to show on Spread, Questions, Answers, Moves, Groups, Methods and Answers "
              "data.");
        CHECK(full.table("Notes").at("About", "Not done", "Text").text ==
              "Not done: no comparison group in the study file.");
    }

    TEST_CASE("every number is the number of the findings, and is a number") {
        const findings::SafeFindings safe = tests::safe(tests::sample_report());
        const XlsxFile file(render::workbook(safe));
        const XlsxTable scales = file.table("Scales");
        const XlsxTable results = file.table("Results");
        std::size_t n_scales = 0;
        std::size_t r = 0;
        for (const Finding& row : safe.get().studies.front().results) {
            const auto same = [&](const tests::XlsxCell& cell, std::optional<double> value) {
                CHECK(cell.is_number == value.has_value());
                if (value) CHECK(std::stod(cell.text) == doctest::Approx(*value).epsilon(1e-15));
            };
            same(results.rows.at(r).at(results.column("estimate")), row.estimate);
            same(results.rows.at(r).at(results.column("p_value")), row.p_value);
            same(results.rows.at(r++).at(results.column("effect_low")), row.effect_low);
            if (row.analysis != "compare" || row.level == "item" || !row.group.empty()) continue;
            ++n_scales;
            const auto cell = [&](const char* column) { return scales.at("Scale id", row.term, column); };
            same(cell("Change"), row.estimate);
            same(cell("Lower limit"), row.conf_low);
            same(cell("Upper limit"), row.conf_high);
            same(cell("Change in SDs"), row.effect);
            same(cell("p adjusted"), row.p_adjusted);
            same(cell("Smallest change that matters"), row.smallest_change);
            CHECK(std::stoull(cell("People").text) == row.n);
        }
        CHECK(scales.rows.size() == n_scales);
        CHECK(results.rows.size() == r);
    }

    TEST_CASE("hidden, missing and inapplicable figures are marks, never 0 or blank") {
        const XlsxFile file(report_bytes());
        const XlsxTable groups = file.table("Groups");
        for (const char* column : {"Change", "Lower limit", "Upper limit", "Change in SDs", "p", "People"}) {
            CHECK(groups.at("Group", "16 to 34", column).text == "[c]");
            CHECK(groups.at("Group", "35 and over", column).is_number);
        }
        CHECK(groups.at("Group", "16 to 34", "Result").text == "Not tested: hidden");
        CHECK(groups.at("Group", "16 to 34", "Split by").text == "Age");
        const XlsxTable scales = file.table("Scales");
        CHECK(scales.at("Scale id", "green", "Change").text == "[x]");
        CHECK(scales.at("Scale id", "volunteered", "Change in SDs").text == "[z]");
        const XlsxTable answers = file.table("Answers");
        CHECK(answers.rows.size() == 12);
        CHECK(answers.at("Question id", "q2", "People").text == "[c]");
        CHECK(answers.at("Question id", "q1", "People").text == "40");
        CHECK(file.table("Moves").at("Question id", "q2", "People").text == "[c]");
        CHECK(file.table("Moves").rows.size() == 17);
    }

    TEST_CASE("columns have unique names, and the dictionary explains every one") {
        const XlsxFile file(report_bytes());
        const XlsxTable dictionary = file.table("Dictionary");
        std::set<std::string> explained;
        for (const auto& row : dictionary.rows) {
            explained.insert(row[0].text + "/" + row[1].text);
            CHECK_FALSE(row[2].text.empty());
            const bool is_type = row[4].text == "text" || row[4].text == "number";
            CHECK(is_type);
        }
        for (const std::string& name : file.sheets()) {
            CHECK(name.size() <= 31);
            if (name == "Cover" || name == "Charts" || name == "Dictionary") continue;
            const XlsxTable table = file.table(name);
            CHECK(std::set<std::string>(table.header.begin(), table.header.end()).size() ==
                  table.header.size());
            for (const std::string& column : table.header) CHECK(explained.contains(name + "/" + column));
        }
        std::size_t n_columns = 0;
        for (const auto& row : dictionary.rows) n_columns += row[0].text == "Results" ? 1U : 0U;
        CHECK(n_columns == findings::columns().size());
    }

    TEST_CASE("the same findings give the same bytes, whatever the clock and the time zone") {
        const std::string first = report_bytes();
        setenv("TZ", "Pacific/Auckland", 1);
        CHECK(report_bytes() == first);
        unsetenv("TZ");
        render::WorkbookOptions options;
        options.date = 1'700'000'000;
        const XlsxFile dated(render::workbook(tests::safe(tests::sample_report()), options));
        CHECK(dated.parts().at("docProps/core.xml").find("2023-11-14T22:13:20Z") != std::string::npos);
        CHECK(dated.parts().at("xl/sharedStrings.xml").find("2023-11-14") != std::string::npos);
    }

    TEST_CASE(
        "header rows stay in sight unless the study file says otherwise; nothing is merged or filtered") {
        findings::Findings all = tests::sample_report();
        const auto n_frozen = [](const XlsxFile& file) {
            std::size_t n = 0;
            for (const std::string& name : file.sheets()) n += count(file.sheet(name), "state=\"frozen\"");
            return n;
        };
        const XlsxFile frozen(render::workbook(tests::safe(all)));
        CHECK(n_frozen(frozen) == frozen.sheets().size() - 2);
        all.studies.front().record->freeze = false;
        CHECK(n_frozen(XlsxFile(render::workbook(tests::safe(all)))) == 0);
        for (const auto& [name, content] : frozen.parts()) {
            CHECK(content.find("mergeCell") == std::string::npos);
            CHECK(content.find("autoFilter") == std::string::npos);
            CHECK(content.find(" hidden=") == std::string::npos);
        }
    }

    TEST_CASE("charts draw cells of the workbook, and say in words what they show") {
        const XlsxFile file(report_bytes());
        CHECK(file.parts().contains("xl/charts/chart2.xml"));
        CHECK_FALSE(file.parts().contains("xl/charts/chart3.xml"));
        const std::string& drawing = file.parts().at("xl/drawings/drawing1.xml");
        CHECK(count(drawing,
                    "descr=\"Change on each scale, Spring 2024 to Spring 2025. Improved: 3, Worsened: 1, "
                    "No meaningful change: 1, Not clear: 1.") == 1);
        const std::string& forest = file.parts().at("xl/charts/chart1.xml");
        CHECK(count(forest, "<c:f>") == count(forest, "<c:f>'Forest data'!$"));
        CHECK(count(forest, "<c:v>Improved</c:v>") == 3);
        const std::string& bars = file.parts().at("xl/charts/chart2.xml");
        CHECK(count(bars, "<c:f>") == count(bars, "<c:f>'Answers data'!$"));
        CHECK(count(bars, "<c:v>Neither</c:v>") == 1);
    }

    TEST_CASE("an answer that is joined with its neighbour keeps the colour of its outer end") {
        findings::Findings all = tests::sample_report();
        const auto fills = [](const findings::Findings& one) {
            const XlsxFile file(render::workbook(tests::safe(one)));
            const std::string& chart = file.parts().at("xl/charts/chart2.xml");
            std::vector<std::string> found;
            for (std::size_t at = chart.find("<c:ser>"); at != std::string::npos;
                 at = chart.find("<c:ser>", at + 1))
                found.push_back(chart.substr(chart.find("<a:srgbClr val=\"", at) + 16, 6));
            return found;
        };
        CHECK(fills(all) == std::vector<std::string>{"D2642A", "DDDDDD", "2073BC"});
        findings::Movement& movement = all.studies.front().movements.front();
        movement.answers = {"Disagree or Neither", "Agree"};
        movement.count_from = {100, 100};
        movement.count_to = {75, 125};
        movement.moves.clear();
        CHECK(fills(all) == std::vector<std::string>{"D2642A", "2073BC"});
        movement.better = "lower";
        CHECK(fills(all) == std::vector<std::string>{"2073BC", "D2642A"});
        movement.answers = {"Disagree", "Neither or Agree"};
        movement.better = "higher";
        CHECK(fills(all) == std::vector<std::string>{"D2642A", "2073BC"});
        all.studies.front().terms.clear();
        movement.answers = {"a", "b"};
        CHECK(fills(all) == std::vector<std::string>{"D2642A", "2073BC"});
    }

    TEST_CASE("many scales make charts in parts, and several studies name themselves") {
        findings::Findings all = tests::sample_report();
        const Finding model = all.studies.front().results.front();
        for (int i = 0; i < 40; ++i) {
            Finding row = model;
            row.term += std::to_string(i);
            all.studies.front().results.push_back(row);
        }
        all.studies.push_back(tests::sample_report().studies.front());
        all.studies.back().id = "eastfield";
        for (Finding& row : all.studies.back().results) row.study = "eastfield";
        const XlsxFile file(render::workbook(tests::safe(all)));
        CHECK(file.table("Scales").header.front() == "Study");
        CHECK(file.table("Scales").at("Study", "eastfield", "Scale").text == "Belonging");
        std::set<std::string> charts;
        for (const auto& row : file.table("Forest data").rows) charts.insert(row[0].text);
        CHECK(charts.size() == 3);
    }

    TEST_CASE("what no sheet can hold is refused, with csv as the way out") {
        render::WorkbookWriter writer("t", "c", 1);
        const auto refused = [&](const render::Sheet& sheet) {
            try {
                writer.add_table(sheet, true);
            } catch (const base::OutputError& error) {
                CHECK(error.diagnostic().help.find(".csv") != std::string::npos);
                return error.diagnostic().code;
            }
            return std::string();
        };
        CHECK(refused(long_sheet(1'048'575)) == "output.too_many_rows");
        render::Sheet wordy = long_sheet(1);
        wordy.rows[0][0] = render::text_cell(std::string(32'768, 'x'));
        CHECK(refused(wordy) == "output.long_text");
        wordy.name = "Emoji";  // two units of UTF-16 each
        std::string smiles;
        for (int i = 0; i < 16'384; ++i) smiles += "\xF0\x9F\x98\x80";
        wordy.rows[0][0] = render::text_cell(smiles);
        CHECK(refused(wordy) == "output.long_text");
        wordy.name = "Just";
        wordy.rows[0][0] = render::text_cell(std::string(32'767, 'x'));
        CHECK(refused(wordy).empty());
    }
}
