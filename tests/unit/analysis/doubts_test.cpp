#include "libstats/analysis/doubts.hpp"

#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/describe.hpp"
#include "libstats/analysis/question.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace outcomes;
using base::Diagnostic;

namespace {

survey::Study hawkhill() {
    return survey::read_study((tests::source_dir() / "data/hawkhill/hawkhill.toml").string());
}

bool mentions(const std::vector<Diagnostic>& all, const std::string& code, const std::string& part) {
    return std::any_of(all.begin(), all.end(), [&](const Diagnostic& one) {
        return one.code == code && (one.message + one.found).find(part) != std::string::npos;
    });
}

}  // namespace

TEST_SUITE("analysis/doubts") {
    TEST_CASE("keys that are not used are named") {
        survey::Study study = hawkhill();
        CHECK_FALSE(mentions(analysis::unused_keys(study), "study.not_used", "[subgroup]"));
        study.subgroups.clear();
        CHECK(analysis::unused_keys(study).empty());
        study.columns.group = survey::Group{"Area", "Hawkhill", "Eastfield", {}};
        study.columns.weight = survey::ColumnName{"wt", {}, {}};
        const auto warnings = analysis::unused_keys(study);
        CHECK(mentions(warnings, "study.not_used", "[columns] group"));
        CHECK(mentions(warnings, "study.not_used", "[columns] weight"));
        CHECK(warnings.front().help.find("Area") != std::string::npos);
    }

    TEST_CASE("lines that still say CHECK are named, and only lines that ask") {
        survey::Study study;
        study.path = "town.toml";
        study.lines = {"schema = 1", "# CHECK: which?", "x = 1  # CHECK: no line of its own",
                       "# CHECK: why?"};
        const auto open = analysis::open_checks(study, base::Severity::error);
        REQUIRE(open.size() == 1);
        CHECK(open[0].severity == base::Severity::error);
        CHECK(open[0].message == "2 lines of the study file still say CHECK");
        CHECK(open[0].found == "lines 2 and 4");
        CHECK(open[0].place.line == 2);
        study.lines = {"schema = 1"};
        CHECK(analysis::open_checks(study, base::Severity::warning).empty());
    }

    TEST_CASE("a protected question is no question by itself, unless the study file asks for it") {
        survey::Study study = hawkhill();
        const std::string id = study.scales.front().items.front();
        const std::size_t n = analysis::questions_of(study, {}).size();
        CHECK(analysis::kept_back_questions(study, {}).empty());
        const auto item = std::find_if(study.items.begin(), study.items.end(),
                                       [&](const survey::Item& one) { return one.id == id; });
        item->is_protected = true;
        CHECK(analysis::questions_of(study, {}).size() == n - 1);
        const auto told = analysis::kept_back_questions(study, {});
        REQUIRE(told.size() == 1);
        CHECK(told[0].message.find(id + " = { show = true }") != std::string::npos);
        CHECK(analysis::kept_back_questions(study, {study.scales.back().id}).empty());
        analysis::CompareOptions options;
        options.items = true;
        const auto found = analysis::compare(study, options);
        for (const auto& row : found.results) CHECK(row.term != id);
        for (const auto& movement : found.movements) CHECK(movement.term != id);
        const auto is_told = [](const findings::Warning& one) {
            return one.code == "study.protected_question";
        };
        CHECK(std::count_if(found.warnings.begin(), found.warnings.end(), is_told) == 1);
        const auto described = analysis::describe(study, {});
        // How it fits into its scale is no answer.
        for (const auto& row : described.results)
            CHECK((row.term != id || row.statistic == "item_rest" || row.statistic == "alpha_if_deleted"));
        CHECK(std::count_if(described.warnings.begin(), described.warnings.end(), is_told) == 1);
        item->is_shown = true;
        CHECK(analysis::questions_of(study, {}).size() == n);
        CHECK(analysis::kept_back_questions(study, {}).empty());
    }

    TEST_CASE("comparing backwards in time is said") {
        const survey::Study study = hawkhill();
        analysis::CompareOptions options;
        CHECK(analysis::unexpected_choices(study, analysis::make_plan(study, options)).empty());
        options.waves = {"repeat", "baseline"};
        const auto warnings = analysis::compare(study, options).warnings;
        REQUIRE(warnings.size() == 1);
        CHECK(warnings.front().code == "compare.backwards");
        CHECK(mentions(analysis::unexpected_choices(study, analysis::make_plan(study, options)),
                       "compare.backwards", "March 2014"));
    }

    TEST_CASE("a smallest change in SDs for a question of shares is misplaced") {
        survey::Study study = hawkhill();
        CHECK(analysis::misplaced_smallest_changes(study).empty());
        for (survey::Scale& scale : study.scales) {
            if (scale.id != "individual_agency") continue;
            scale.items.resize(1);
            scale.max_missing = 0;
        }
        CHECK(mentions(analysis::misplaced_smallest_changes(study), "study.small_change_of_shares",
                       "individual_agency"));
    }
}
