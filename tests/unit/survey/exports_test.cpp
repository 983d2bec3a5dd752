// Real exports, where they are on this machine: the numbers were worked out with other programs.

#include "libstats/base/sums.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/scoring.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace outcomes::tests {
namespace {

/// People with a score in both waves, and the means of these.
struct Change {
    std::size_t n = 0;
    double mean_from = 0;
    double mean_to = 0;
    double mean_change = 0;
};

Change change_of(const survey::Study& study, const std::string& scale) {
    const auto responses = survey::load(study);
    const auto scores = score(study, responses, scale);
    const auto linked = survey::link(responses.waves[0], responses.waves[1]);
    std::int64_t from = 0;
    std::int64_t to = 0;
    Change change;
    for (const survey::LinkedPair& pair : linked.pairs) {
        const std::int64_t a = scores.waves[0].units[pair.from];
        const std::int64_t b = scores.waves[1].units[pair.to];
        if (a == survey::no_score || b == survey::no_score) continue;
        ++change.n;
        from += a;
        to += b;
    }
    const base::Int128 n = static_cast<base::Int128>(change.n) * scores.denominator;
    change.mean_from = base::ratio(from, n);
    change.mean_to = base::ratio(to, n);
    change.mean_change = base::ratio(to - from, n);
    return change;
}

std::optional<std::string> export_path(const std::string& name) {
    const auto path = shared_path("exports/prepost/" + name);
    if (!path) {
        MESSAGE("skipped: shared data not found");
        return std::nullopt;
    }
    return path->string();
}

TEST_SUITE_BEGIN("survey/exports");

TEST_CASE("text answers of a depression scale give the published changes under each rule for blanks") {
    const auto before = export_path("help_cesd/baseline_labels.csv");
    const auto after = export_path("help_cesd/month6_labels.csv");
    if (!before || !after) return;
    survey::Study study;
    study.waves = {wave("baseline", *before), wave("month6", *after)};
    study.columns.id = {column("Study ID")};
    study.answers = {
        labelled("often", {"Rarely/never", "Some of the time", "Occas/moderately", "Most of the time"}, 0)};
    // The wording stays in the file: the items are the 20 columns after the first four.
    const auto only_ids = survey::load(study);
    const auto& header = only_ids.waves[0].tables[0]->header;
    REQUIRE(header.size() == 24);
    auto& scale = add_scale(study, "distress", {header.begin() + 4, header.end()}, "often");
    for (const std::size_t reversed : {3U, 7U, 11U, 15U}) scale.reverse.push_back(scale.items[reversed]);
    scale.score = survey::ScoreKind::sum;

    struct Row {
        std::size_t max_missing;
        survey::BlankRule blank;
        std::size_t n;
        double mean_change;
    };
    const Row rows[] = {{0, survey::BlankRule::prorate, 244, -9.975409836065573},
                        {2, survey::BlankRule::prorate, 254, -9.74301238660957},
                        {2, survey::BlankRule::zero, 254, -9.740157480314961},
                        {0, survey::BlankRule::zero, 254, -9.740157480314961}};
    for (const Row& row : rows) {
        CAPTURE(row.mean_change);
        scale.max_missing = row.max_missing;
        scale.blank = row.blank;
        const Change change = change_of(study, "distress");
        CHECK(change.n == row.n);
        CHECK(within(change.mean_change, row.mean_change, 1e-14));
    }
    const auto responses = survey::load(study);
    CHECK(survey::item_matrix(study, scale, responses.waves[0]).n_rows() == 462);
}

TEST_CASE("one long file holds both waves of several studies, with ids that are unique only within one") {
    const auto path = export_path("state_anxiety/sai_items_long.csv");
    if (!path) return;
    struct Row {
        const char* study;
        std::size_t n;
        double mean_from;
        double mean_to;
    };
    const Row rows[] = {{"AGES", 68, 2.00549535603715, 2.13804179566563},
                        {"FLAT", 170, 2.07897832817337, 2.12322345656529},
                        {"XRAY", 189, 2.09731620943474, 2.11859602604111},
                        {"VALE", 76, 1.9484022556391, 2.00826023391813}};
    const std::vector<std::string> items = {"calm",      "secure",   "tense",   "regretful",   "at.ease",
                                            "upset",     "worrying", "rested",  "anxious",     "comfortable",
                                            "confident", "nervous",  "jittery", "high.strung", "relaxed",
                                            "content",   "worried",  "rattled", "joyful",      "pleasant"};
    for (const Row& row : rows) {
        CAPTURE(row.study);
        survey::Study study;
        for (const char* time : {"1", "2"}) {
            auto& added = study.waves.emplace_back(wave(std::string("time") + time, *path));
            added.where = {is("study", {row.study}), is("time", {time})};
        }
        study.columns.id = {column("study"), column("id")};
        study.missing.labels = {"NA"};
        study.answers = {numbers("four", "1", "4")};
        auto& scale = add_scale(study, "anxiety", items, "four");
        scale.reverse = {"calm",      "secure",  "at.ease", "rested", "comfortable",
                         "confident", "relaxed", "content", "joyful", "pleasant"};
        scale.max_missing = 19;
        const Change change = change_of(study, "anxiety");
        CHECK(change.n == row.n);
        CHECK(within(change.mean_from, row.mean_from, 1e-13));
        CHECK(within(change.mean_to, row.mean_to, 1e-13));
    }
}

TEST_CASE("means that were printed to six decimals are found to be thirds") {
    const auto path = export_path("univbct_army/univbct_wide.csv");
    if (!path) return;
    survey::Study study;
    study.waves = {wave("first", *path), wave("second", *path)};
    study.columns.id = {column("SUBNUM")};
    study.missing.labels = {"NA"};
    const auto in_both = [](const std::string& stem) {
        return survey::ColumnName{"", {{"first", stem + "1"}, {"second", stem + "2"}}, {}};
    };
    add_column_scale(study, "satisfaction", in_both("JOBSAT"));
    add_column_scale(study, "readiness", in_both("READY"));
    const auto responses = survey::load(study);
    const auto satisfaction = score(study, responses, "satisfaction");
    CHECK(satisfaction.items_per_score == 3);
    CHECK(satisfaction.items_per_score_detected);
    CHECK(satisfaction.denominator == 3);
    const Change change = change_of(study, "satisfaction");
    CHECK(change.n == 441);
    CHECK(within(change.mean_from, 3.24036281405896, 1e-7));
    CHECK(std::abs(change.mean_change - 0.0188964353741497) < 1e-6);  // theirs is of the rounded values

    const auto readiness = score(study, responses, "readiness");  // quarters need no finding out
    CHECK_FALSE(readiness.items_per_score.has_value());
    CHECK(readiness.on_grid);
    CHECK(readiness.denominator == 100);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
