#include "libstats/analysis/family.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes;
using findings::Finding;

namespace {

Finding row_of(const std::string& term, std::optional<double> p, const std::string& verdict = "improved") {
    Finding row;
    row.term = term;
    row.method = "paired_t";
    row.p_value = p;
    row.verdict = verdict;
    row.verdict_detail = "size_unsure";
    return row;
}

}  // namespace

TEST_SUITE("analysis/families") {
    TEST_CASE("Holm over one family of all scales, missing p-values left out") {
        survey::Study study;
        std::vector<Finding> rows{row_of("a", 0.01), row_of("b", 0.04),
                                  row_of("c", std::nullopt, "not_tested"), row_of("d", 0.03)};
        analysis::adjust_families(study, rows, {0, 1, 2, 3});
        CHECK(*rows[0].p_adjusted == doctest::Approx(0.03));
        CHECK(*rows[1].p_adjusted == doctest::Approx(0.06));
        CHECK_FALSE(rows[2].p_adjusted);
        CHECK(*rows[3].p_adjusted == doctest::Approx(0.06));
        CHECK(rows[0].note.empty());
        CHECK(rows[1].note == "suggestive");
        CHECK(rows[3].note == "suggestive");
    }

    TEST_CASE("families of the study file are adjusted apart") {
        survey::Study study;
        study.families = {{"place", {"a", "b"}, {}}, {"self", {"c"}, {}}};
        std::vector<Finding> rows{row_of("a", 0.03), row_of("b", 0.2, "inconclusive"), row_of("c", 0.04),
                                  row_of("d", 0.05)};
        analysis::adjust_families(study, rows, {0, 1, 2, 3});
        CHECK(*rows[0].p_adjusted == doctest::Approx(0.06));
        CHECK(*rows[2].p_adjusted == doctest::Approx(0.04));
        CHECK(*rows[3].p_adjusted == doctest::Approx(0.05));
        CHECK(rows[0].note == "suggestive");
        CHECK(rows[1].note.empty());
        CHECK(rows[2].note.empty());
    }

    TEST_CASE("no adjustment leaves p as it is, and nothing is suggestive below .05") {
        survey::Study study;
        study.rules.adjust = survey::Adjust::none;
        std::vector<Finding> rows{row_of("a", 0.04), row_of("b", 0.03)};
        analysis::adjust_families(study, rows, {0, 1});
        CHECK(rows[0].p_adjusted == rows[0].p_value);
        CHECK(rows[0].note.empty());
    }
}
