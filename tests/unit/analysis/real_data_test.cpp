#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/score_sheet.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace outcomes;
using outcomes::tests::within;

namespace {

/// The study, or nothing where its data are not on this machine.
std::optional<survey::Study> real_study(const std::string& name) {
    const auto path = tests::source_dir() / "tests" / "studies" / (name + ".toml");
    survey::Study study = survey::read_study(path.string());
    if (std::filesystem::exists(study.waves.front().files.front())) return study;
    MESSAGE("skipped: shared data not found (" << name << ")");
    return std::nullopt;
}

const findings::Finding& row_of(const findings::StudyFindings& all, const std::string& analysis,
                                const std::string& term, const std::string& method = "",
                                const std::string& wave = "") {
    for (const auto& row : all.results) {
        const bool fits = row.analysis == analysis && row.term == term &&
                          (method.empty() || row.method == method) && (wave.empty() || row.wave_from == wave);
        if (fits) return row;
    }
    throw std::runtime_error("no row " + analysis + " " + term + " " + method);
}

}  // namespace

TEST_SUITE("analysis/real data") {
    TEST_CASE("HELP trial: three rules for blanks give the published changes") {
        const auto study = real_study("help_cesd");
        if (!study) return;
        const auto all = analysis::compare(*study);
        struct Row {
            std::string term;
            std::uint64_t n;
            double change, t;
        };
        const Row rows[] = {{"complete", 244, -9.975409836065573, -10.555130687531925},
                            {"prorated", 254, -9.74301238660957, -10.532878452029982},
                            {"answered", 254, -9.740157480314961, -10.542305083593735}};
        for (const Row& row : rows) {
            CAPTURE(row.term);
            const auto& got = row_of(all, "compare", row.term);
            CHECK(got.n == row.n);
            CHECK(within(got.estimate.value(), row.change, 1e-12));
            CHECK(within(got.statistic.value(), row.t, 1e-12));
            CHECK(got.verdict == "improved");
        }
        const auto& alpha = row_of(all, "reliability", "complete", "alpha", "baseline");
        CHECK(alpha.n == 462);
        CHECK(within(alpha.estimate.value(), 0.886414363236086, 1e-12));
        tests::count_compared("published pre/post data", 8);
    }

    TEST_CASE("state anxiety: one long file, composite ids, exact ranks") {
        struct Row {
            std::string study;
            double t_plus, p, alpha;
        };
        // True ranks of the twentieths; doubles break the ties (statistics of the shared README).
        const Row rows[] = {{"ages", 1405.5, 0.000297414391, 0.9052283512},
                            {"flat", 7272.5, 0.155943242, 0.9065647806},
                            {"xray", 7828.5, 0.646221858, 0.9227664320},
                            {"vale", 1741, 0.007946524404, 0.9069580652}};
        const auto file = tests::shared_path("exports/prepost/state_anxiety/reference_results.json");
        for (const Row& row : rows) {
            const auto study = real_study("state_anxiety_" + row.study);
            if (!study || !file) return;
            CAPTURE(row.study);
            const auto json = nlohmann::json::parse(std::ifstream(*file));
            const auto& results = json.at("results");
            const auto reference = std::find_if(results.begin(), results.end(), [&](const auto& r) {
                std::string name = r.at("study");
                std::transform(name.begin(), name.end(), name.begin(),
                               [](char c) { return static_cast<char>(std::tolower(c)); });
                return name == row.study;
            });
            REQUIRE(reference != results.end());
            analysis::CompareOptions options;
            options.methods = {"paired_t", "signed_rank_normal"};
            const auto all = analysis::compare(*study, options);
            const auto& t = row_of(all, "compare", "anxiety", "paired_t");
            const auto check = [&](const char* key, std::optional<double> got) {
                CAPTURE(key);
                CHECK(within(got.value(), reference->at(key).template get<double>(), 1e-12));
            };
            CHECK(t.n == reference->at("n").get<std::uint64_t>());
            check("mean_pre", t.mean_from);
            check("mean_post", t.mean_to);
            check("sd_pre", t.sd_from);
            check("sd_post", t.sd_to);
            check("t", t.statistic);
            check("ci_low", t.conf_low);
            check("ci_high", t.conf_high);
            const auto& rank = row_of(all, "compare", "anxiety", "signed_rank_normal");
            CHECK(rank.statistic.value() == row.t_plus);
            CHECK(within(rank.p_value.value(), row.p, 1e-8));
            const auto& alpha = row_of(all, "reliability", "anxiety", "alpha", "first");
            CHECK(std::abs(alpha.estimate.value() - row.alpha) < 1e-10);
            tests::count_compared("published pre/post data", 10);
        }
    }

    TEST_CASE("army job satisfaction: printed decimals are taken for the thirds they are") {
        const auto study = real_study("univbct_satisfaction_1_2");
        if (!study) return;
        analysis::CompareOptions options;
        options.methods = {"signed_rank"};
        const auto all = analysis::compare(*study, options);
        const auto& rank = row_of(all, "compare", "satisfaction", "signed_rank");
        CHECK(rank.n == 441);
        CAPTURE(*rank.p_value);
        CHECK(std::abs(*rank.p_value - 0.657) < 0.0005);
    }

    TEST_CASE("one export in three encodings and delimiters gives the same sheet") {
        std::vector<survey::Study> studies;
        for (const char* name :
             {"surveyxact_comma_cp1252", "surveyxact_semicolon_cp1252", "surveyxact_tab_utf16le_bom"}) {
            auto study = real_study(name);
            if (!study) return;
            studies.push_back(std::move(*study));
        }
        const auto header_of = [](const survey::Study& study) {
            return io::CsvFile::open(study.waves.front().files.front()).header();
        };
        std::vector<std::string> shared = header_of(studies.front());
        for (const auto& study : studies) {
            const auto header = header_of(study);
            std::erase_if(shared, [&](const std::string& name) {
                return std::find(header.begin(), header.end(), name) == header.end();
            });
        }
        REQUIRE(shared.size() == 242);
        analysis::ScoreOptions options;
        options.keep = shared;
        const auto first = analysis::score_sheet(studies.front(), options);
        CHECK(first.rows.size() == 60);
        for (const auto& study : studies) {
            const auto sheet = analysis::score_sheet(study, options);
            CHECK(sheet.header == first.header);
            CHECK(sheet.rows == first.rows);
        }
    }
}
