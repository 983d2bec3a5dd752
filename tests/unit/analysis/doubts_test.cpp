#include "libstats/analysis/doubts.hpp"

#include "libstats/analysis/compare.hpp"
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
