// The same answers as CSV and as SPSS would have saved them, with codes that run the other way.

#include "libstats/analysis/compare.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"
#include "tests/support/sav_file.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;

namespace {

io::Table read_all(const std::string& path) {
    auto file = io::CsvFile::open(path);
    std::vector<std::size_t> fields(file.header().size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    return file.read(fields);
}

/// 1 is "Strongly agree", as on many forms; no answer is 99, declared missing.
SavVariable agreement(const std::string& name) {
    return {.name = name,
            .labels = {{1, "Strongly agree"},
                       {2, "Agree"},
                       {3, "Neither"},
                       {4, "Disagree"},
                       {5, "Strongly disagree"},
                       {99, "No answer"}},
            .missing = {{99, 99}}};
}

SavVariable variable_of(const io::Column& column) {
    if (column.name == "code") return {.name = column.name, .width = 8};
    if (column.name == "vol") return {.name = column.name, .labels = {{1, "Yes"}, {2, "No"}}};
    if (column.name.starts_with("q")) return agreement(column.name);
    return {.name = column.name, .missing = {{99, 99}}};
}

SavCell cell_of(const SavVariable& variable, const std::string& text) {
    if (variable.width > 0) return text;
    if (text.empty()) return 99.0;
    for (const auto& [code, label] : variable.labels) {
        if (label == text) return code;
    }
    return std::stod(text);
}

std::string as_sav(const io::Table& table) {
    std::vector<SavVariable> variables;
    for (const io::Column& column : table.columns) variables.push_back(variable_of(column));
    std::vector<SavRow> rows(table.n_records);
    for (std::size_t record = 0; record < rows.size(); ++record) {
        for (std::size_t c = 0; c < variables.size(); ++c)
            rows[record].push_back(cell_of(variables[c], std::string(table.columns[c].text(record))));
    }
    return sav_bytes(variables, rows, {.kind = SavKind::zsav});
}

auto figures(const findings::Finding& row) {
    return std::tie(row.analysis, row.term, row.method, row.n, row.n_from, row.n_to, row.n_pairs,
                    row.mean_from, row.mean_to, row.sd_from, row.sd_to, row.estimate, row.std_error,
                    row.statistic, row.df, row.p_value, row.p_adjusted, row.conf_low, row.conf_high,
                    row.effect, row.effect_low, row.effect_high, row.verdict, row.reason);
}

}  // namespace

TEST_SUITE("analysis/spss") {
    TEST_CASE("a study whose waves SPSS saved gives every figure of the same study in CSV") {
        const auto town = source_dir() / "tests" / "cases" / "data" / "town.toml";
        const survey::Study csv = survey::read_study(town.string());
        survey::Study spss = csv;
        const TemporaryFolder folder;
        for (survey::Wave& wave : spss.waves)
            wave.files = {folder.write(wave.id + ".sav", as_sav(read_all(wave.files.front())))};
        analysis::CompareOptions options;
        options.methods = {"all"};
        const auto expected = analysis::compare(csv, options);
        const auto got = analysis::compare(spss, options);
        REQUIRE(got.results.size() == expected.results.size());
        REQUIRE(got.results.size() > 20);
        for (std::size_t i = 0; i < got.results.size(); ++i) {
            CAPTURE(got.results[i].term);
            CAPTURE(got.results[i].method);
            CHECK(figures(got.results[i]) == figures(expected.results[i]));
        }
    }
}
