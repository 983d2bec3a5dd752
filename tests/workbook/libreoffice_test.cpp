// LibreOffice opens the workbook and reads the numbers that were computed. Skipped where there is none.

#include "libstats/analysis/compare.hpp"
#include "libstats/findings/disclosure.hpp"
#include "libstats/render/workbook.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/csv_rows.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace outcomes;
using findings::Finding;

namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::vector<std::string>>;

findings::SafeFindings hawkhill() {
    findings::Findings all;
    all.schema = "outcomes.compare/1";
    all.studies.push_back(analysis::compare(survey::read_study("data/hawkhill/hawkhill.toml")));
    analysis::CompareOptions items;
    items.items = true;
    findings::StudyFindings questions =
        analysis::compare(survey::read_study("data/hawkhill/hawkhill.toml"), items);
    all.studies.front().movements = std::move(questions.movements);
    return findings::disclose(std::move(all));
}

bool run(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

/// A table of the workbook as LibreOffice writes it: from the row that begins with `first` on.
Rows table_of(const fs::path& file, std::string_view first) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    Rows rows = tests::csv_rows(text);
    const auto header =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.front() == first; });
    return {header, rows.end()};
}

std::string cell(const Rows& table, const std::string& id, std::string_view column) {
    const auto& header = table.front();
    const auto at = std::find(header.begin(), header.end(), column) - header.begin();
    for (const auto& row : table) {
        if (row.at(1) == id) return row.at(static_cast<std::size_t>(at));
    }
    return {};
}

}  // namespace

TEST_CASE("LibreOffice reads the numbers that were computed") {
    if (!run("command -v soffice")) {
        MESSAGE("skipped: LibreOffice (soffice) not found");
        return;
    }
    const fs::path folder = fs::temp_directory_path() / fmt::format("outcomes_workbook_{}", getpid());
    fs::create_directories(folder);
    const findings::SafeFindings safe = hawkhill();
    std::ofstream(folder / "h.xlsx", std::ios::binary) << render::workbook(safe);
    // All sheets, each into a file; numbers as they are and not as they are shown.
    const std::string filter =
        "csv:\"Text - txt - csv (StarCalc)\":44,34,76,1,,0,false,false,false,false,false,-1";
    REQUIRE(run(fmt::format("HOME='{0}' soffice --headless --convert-to {1} --outdir '{0}' '{0}/h.xlsx'",
                            folder.string(), filter)));
    const Rows scales = table_of(folder / "h-Scales.csv", "Scale");
    REQUIRE(scales.size() == 14);
    std::size_t n = 0;
    for (const Finding& row : safe.get().studies.front().results) {
        if (row.analysis != "compare") continue;
        CAPTURE(row.term);
        const std::pair<const char*, std::optional<double>> numbers[] = {
            {"Change", row.estimate},
            {"Lower limit", row.conf_low},
            {"Upper limit", row.conf_high},
            {"Smallest change that matters", row.smallest_change},
            {"Change in SDs", row.effect},
            {"Lower limit in SDs", row.effect_low},
            {"Upper limit in SDs", row.effect_high},
            {"p", row.p_value},
            {"p adjusted", row.p_adjusted}};
        for (const auto& [column, value] : numbers) {
            CAPTURE(column);
            REQUIRE(value);
            CHECK(std::abs(std::strtod(cell(scales, row.term, column).c_str(), nullptr) - *value) <=
                  1e-14 * std::abs(*value));
            ++n;
        }
        CHECK(cell(scales, row.term, "People") == fmt::format("{}", *row.n));
    }
    CHECK(n == 9 * 13);
    CHECK(table_of(folder / "h-Answers.csv", "Question").size() > 400);
    // What cannot be drawn would stop the page from being made.
    CHECK(run(fmt::format("HOME='{0}' soffice --headless --convert-to pdf --outdir '{0}' '{0}/h.xlsx'",
                          folder.string())));
    CHECK(fs::file_size(folder / "h.pdf") > 50'000);
    fs::remove_all(folder);
}
