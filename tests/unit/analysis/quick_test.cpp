#include "libstats/analysis/quick.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>

using namespace outcomes;
using analysis::QuickForm;

TEST_SUITE("analysis/quick form") {
    TEST_CASE("one wide file becomes two waves of one file") {
        QuickForm form;
        form.data_file = "scores.csv";
        form.before = {"pre"};
        form.after = {"post"};
        form.id = {"person"};
        const auto study = analysis::quick_study(form);
        REQUIRE(study.waves.size() == 2);
        CHECK(study.waves[0].files == study.waves[1].files);
        REQUIRE(study.scales.size() == 1);
        CHECK(study.scales[0].column->in("baseline") == "pre");
        CHECK(study.scales[0].column->in("repeat") == "post");
        CHECK_FALSE(study.columns.row_is_person);
        form.id.clear();
        CHECK(analysis::quick_study(form).columns.row_is_person);
    }

    TEST_CASE("two files without ids are two cross-sections") {
        QuickForm form;
        form.before_file = "a.csv";
        form.after_file = "b.csv";
        form.columns = {"trust", "agency"};
        form.small_change_sd = 0.2;
        form.better = "lower";
        const auto study = analysis::quick_study(form);
        CHECK(study.design == survey::Design::cross_section);
        CHECK(study.scales.size() == 2);
        CHECK(study.scales[1].small_change.sd == 0.2);
        CHECK(study.scales[1].better == survey::Better::lower);
        form.id = {"code"};
        CHECK(analysis::quick_study(form).design == survey::Design::paired);
    }

    TEST_CASE("two files may name their columns apart, and say what means no answer") {
        QuickForm form;
        form.before_file = "a.csv";
        form.after_file = "b.csv";
        form.before = {"trust_13", "agency"};
        form.after = {"trust_14", "agency"};
        form.id = {"code"};
        form.missing = {"-9", "Refused"};
        const auto study = analysis::quick_study(form);
        REQUIRE(study.scales.size() == 2);
        CHECK(study.scales[0].label == "trust_13 to trust_14");
        CHECK(study.scales[0].column->in("repeat") == "trust_14");
        CHECK(study.scales[1].label == "agency");
        CHECK(study.missing.labels == std::vector<std::string>{"", "NA", "-9", "Refused"});
        CHECK(study.missing.codes.count("-9") == 1);
        CHECK(study.missing.codes.count("Refused") == 0);
        form.columns = {"trust"};
        CHECK_THROWS_AS(static_cast<void>(analysis::quick_study(form)), base::ContractError);
    }

    TEST_CASE("a form that means nothing throws") {
        QuickForm form;
        CHECK_THROWS_AS(static_cast<void>(analysis::quick_study(form)), base::ContractError);
        form.data_file = "a.csv";
        form.before = {"x", "y"};
        form.after = {"z"};
        CHECK_THROWS_AS(static_cast<void>(analysis::quick_study(form)), base::ContractError);
        form.after = {"z", "w"};
        form.better = "more";
        CHECK_THROWS_AS(static_cast<void>(analysis::quick_study(form)), base::ContractError);
        form.better = "higher";
        form.before_file = "b.csv";
        CHECK_THROWS_AS(static_cast<void>(analysis::quick_study(form)), base::ContractError);
    }
}
