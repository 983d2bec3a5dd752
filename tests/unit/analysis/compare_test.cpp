#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/check.hpp"
#include "libstats/analysis/score_sheet.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

using namespace outcomes;

namespace {

survey::Study hawkhill() {
    return survey::read_study((tests::source_dir() / "data/hawkhill/hawkhill.toml").string());
}

std::vector<findings::Finding> rows_of(const findings::StudyFindings& all, const std::string& analysis) {
    std::vector<findings::Finding> rows;
    std::copy_if(all.results.begin(), all.results.end(), std::back_inserter(rows),
                 [&](const auto& row) { return row.analysis == analysis; });
    return rows;
}

}  // namespace

TEST_SUITE("analysis/compare") {
    TEST_CASE(
        "Hawkhill: thirteen outcomes, six improved, seven split between no meaningful change and not clear") {
        const auto rows = rows_of(analysis::compare(hawkhill()), "compare");
        REQUIRE(rows.size() == 13);
        std::map<std::string, int> verdicts;
        for (const auto& row : rows) {
            CAPTURE(row.term);
            ++verdicts[row.verdict];
            CHECK(row.n.value() >= 180);
            CHECK(row.method == "paired_cr2");
            CHECK(row.p_adjusted.value() >= row.p_value.value());
            const bool holds_zero = row.conf_low.value() <= 0 && row.conf_high.value() >= 0;
            CHECK(holds_zero == (row.verdict != "improved"));
        }
        CHECK(verdicts["improved"] == 6);
        CHECK(verdicts["no_meaningful_change"] >= 2);
        CHECK(verdicts["inconclusive"] >= 2);
        CHECK(verdicts["no_meaningful_change"] + verdicts["inconclusive"] == 7);
    }

    TEST_CASE("response, attrition, reliability and the other estimand go with every comparison") {
        const auto all = analysis::compare(hawkhill());
        const auto response = rows_of(all, "response");
        const auto answered = std::find_if(response.begin(), response.end(), [](const auto& row) {
            return row.term == "answered" && row.wave_from == "baseline";
        });
        REQUIRE(answered != response.end());
        CHECK(answered->estimate.value() == 0.76);
        CHECK(rows_of(all, "attrition").size() == 13);
        CHECK(rows_of(all, "other_estimand").size() == 13);
        CHECK(rows_of(all, "reliability").size() == 24);  // fear of crime is one question
        for (const auto& row : all.results) {
            CHECK(row.study == "hawkhill");
            CHECK((row.estimate || row.p_value || row.n || !row.reason.empty()));
        }
    }

    TEST_CASE("swapping the waves negates every change and mirrors every verdict") {
        const auto forward = rows_of(analysis::compare(hawkhill()), "compare");
        analysis::CompareOptions options;
        options.waves = {"repeat", "baseline"};
        const auto backward = rows_of(analysis::compare(hawkhill(), options), "compare");
        REQUIRE(forward.size() == backward.size());
        for (std::size_t i = 0; i < forward.size(); ++i) {
            CAPTURE(forward[i].term);
            CHECK(*forward[i].estimate == -*backward[i].estimate);
            CHECK(tests::within(*forward[i].p_value, *backward[i].p_value, 1e-9));
        }
    }

    TEST_CASE("the verdict does not move with the level that is shown") {
        analysis::CompareOptions options;
        options.confidence = 0.5;
        const auto narrow = rows_of(analysis::compare(hawkhill(), options), "compare");
        const auto usual = rows_of(analysis::compare(hawkhill()), "compare");
        for (std::size_t i = 0; i < usual.size(); ++i) {
            CHECK(narrow[i].verdict == usual[i].verdict);
            CHECK(*narrow[i].conf_low > *usual[i].conf_low);
            CHECK(narrow[i].conf_level == 0.5);
        }
    }

    TEST_CASE("the number of threads changes nothing") {
        analysis::CompareOptions one, many;
        one.methods = many.methods = {"paired_t", "signed_rank", "rank_biserial"};
        one.threads = 1;
        many.threads = 5;
        const auto a = analysis::compare(hawkhill(), one).results;
        const auto b = analysis::compare(hawkhill(), many).results;
        REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            CHECK(a[i].term == b[i].term);
            CHECK(a[i].method == b[i].method);
            CHECK(a[i].estimate == b[i].estimate);
            CHECK(a[i].conf_low == b[i].conf_low);
            CHECK(a[i].p_value == b[i].p_value);
        }
    }

    TEST_CASE("the whole battery keeps one verdict a term, on the same row") {
        analysis::CompareOptions options;
        options.methods = {"all"};
        options.scales = {"trust_safety", "fear_of_crime"};
        const auto rows = rows_of(analysis::compare(hawkhill(), options), "compare");
        CHECK(rows.size() > 40);
        CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return !row.verdict.empty(); }) ==
              2);
        CHECK(rows.front().method == "paired_cr2");
    }

    TEST_CASE("place as headline uses everyone") {
        survey::Study study = hawkhill();
        study.rules.headline = survey::Headline::place;
        const auto rows = rows_of(analysis::compare(study), "compare");
        for (const auto& row : rows) {
            CHECK(row.method == "overlap_cr2");
            CHECK(row.n.value() > row.n_pairs.value());
        }
        study.columns.household.reset();
        for (const auto& row : rows_of(analysis::compare(study), "compare")) CHECK(row.method == "overlap_t");
    }

    TEST_CASE("without ids a comparison of people is refused, of the place is not") {
        survey::Study study = hawkhill();
        study.columns.id.clear();
        CHECK_THROWS_AS(static_cast<void>(analysis::compare(study)), base::NotEnoughError);
        study.design = survey::Design::cross_section;
        study.columns.household.reset();
        const auto rows = rows_of(analysis::compare(study), "compare");
        CHECK(rows.front().method == "welch_t");
        CHECK(rows.front().n_pairs == 0);
    }

    TEST_CASE("a name that does not exist is the caller's mistake") {
        analysis::CompareOptions options;
        options.methods = {"p_hacking"};
        CHECK_THROWS_AS(static_cast<void>(analysis::compare(hawkhill(), options)), base::ContractError);
    }

    TEST_CASE("the example has no errors, and its scores come one a sheet") {
        const auto diagnostics =
            analysis::check_study((tests::source_dir() / "data/hawkhill/hawkhill.toml").string()).findings;
        for (const auto& diagnostic : diagnostics) {
            CAPTURE(diagnostic.message);
            CHECK(diagnostic.severity != base::Severity::error);
        }
        const auto sheet = analysis::score_sheet(hawkhill());
        CHECK(sheet.header.size() == sheet.is_number.size());
        CHECK(sheet.header.size() == 15);
        CHECK(sheet.counts.size() == 26);
        for (const auto& row : sheet.rows) CHECK(row.size() == sheet.header.size());
        for (const auto& count : sheet.counts) {
            CHECK(count.n_scored + count.n_lost + count.n_blank == count.n_sheets);
        }
    }
}
