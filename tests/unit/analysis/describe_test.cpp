#include "libstats/analysis/describe.hpp"

#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

using namespace outcomes;
using findings::Description;
using findings::StudyDescription;
using tests::Folder;
using tests::within;

namespace {

struct About {
    std::string wave;
    std::string term;
    std::string statistic;
    std::string answer;
    std::string scale;
};

const Description& row_of(const StudyDescription& all, const About& about) {
    for (const Description& row : all.results) {
        if (row.wave == about.wave && row.term == about.term && row.statistic == about.statistic &&
            row.answer == about.answer && row.scale == about.scale)
            return row;
    }
    throw std::runtime_error("no figure " + about.wave + " " + about.term + " " + about.statistic + " " +
                             about.answer);
}

double estimate(const StudyDescription& all, const About& about) {
    return row_of(all, about).estimate.value();
}

survey::Study hawkhill() {
    return survey::read_study((tests::source_dir() / "data/hawkhill/hawkhill.toml").string());
}

/// Two waves of a scale of two questions from 1 to 5, the second turned round, with ids.
survey::Study two_waves(const Folder& folder, const std::string& first, const std::string& second) {
    survey::Study study;
    study.id = "s";
    study.columns.id = {tests::column("id")};
    study.answers = {tests::numbers("five", "1", "5")};
    tests::add_scale(study, "scale", {"a", "b"}, "five").reverse = {"b"};
    study.waves = {tests::wave("one", folder.write("one.csv", "id,a,b\n" + first)),
                   tests::wave("two", folder.write("two.csv", "id,a,b\n" + second))};
    return study;
}

}  // namespace

TEST_SUITE("analysis/describe") {
    TEST_CASE("a small study worked by hand") {
        const Folder folder;
        auto study = two_waves(folder, "1,1,5\n2,3,3\n3,5,1\n4,4,\n5,,\n", "1,2,4\n2,4,2\n3,4,2\n9,1,1\n");
        study.missing.labels = {""};
        const auto all = analysis::describe(study);
        REQUIRE(all.waves.size() == 2);
        CHECK(all.waves[0].n_sheets == 5);

        // Scores (a + 6 - b) / 2 of wave one: 1, 3, 5; sheets 4 and 5 are incomplete.
        CHECK(row_of(all, {"one", "scale", "scored", "", ""}).count == 3);
        CHECK(row_of(all, {"one", "scale", "scored", "", ""}).n == 5);
        CHECK(row_of(all, {"one", "scale", "lost", "", ""}).count == 1);
        CHECK(row_of(all, {"one", "scale", "blank", "", ""}).count == 1);
        CHECK(estimate(all, {"one", "scale", "mean", "", ""}) == 3);
        CHECK(estimate(all, {"one", "scale", "sd", "", ""}) == 2);
        CHECK(estimate(all, {"one", "scale", "median", "", ""}) == 3);
        CHECK(estimate(all, {"one", "scale", "q1", "", ""}) == 2);
        CHECK(estimate(all, {"one", "scale", "skewness", "", ""}) == 0);
        CHECK(estimate(all, {"one", "scale", "lowest_possible", "", ""}) == 1);
        CHECK(estimate(all, {"one", "scale", "highest_possible", "", ""}) == 5);
        CHECK(within(estimate(all, {"one", "scale", "floor", "", ""}), 1.0 / 3));
        CHECK(row_of(all, {"one", "scale", "floor", "", ""}).note == "many_at_floor");
        CHECK(row_of(all, {"one", "scale", "ceiling", "", ""}).note == "many_at_ceiling");

        // The two questions are the same after reversal.
        CHECK(estimate(all, {"one", "scale", "alpha", "", ""}) == 1);
        CHECK(row_of(all, {"one", "scale", "alpha", "", ""}).note == "fewer_than_50_people");
        CHECK(estimate(all, {"one", "scale", "sem_alpha", "", ""}) == 0);
        CHECK(row_of(all, {"one", "scale", "omega_total", "", ""}).reason == "too_few_items");
        CHECK(estimate(all, {"one", "b", "item_rest", "", "scale"}) == 1);
        CHECK(row_of(all, {"one", "b", "item_rest", "", "scale"}).note == "reversed");
        CHECK(row_of(all, {"one", "b", "alpha_if_deleted", "", "scale"}).reason == "one_item");

        // The questions themselves, in their own direction.
        CHECK(estimate(all, {"one", "b", "mean", "", ""}) == 3);
        CHECK(row_of(all, {"one", "b", "answered", "", ""}).count == 3);
        CHECK(row_of(all, {"one", "b", "missing", "blank", ""}).count == 2);
        CHECK(row_of(all, {"one", "a", "answer", "4", ""}).count == 1);
        CHECK(estimate(all, {"one", "a", "answer", "4", ""}) == 0.25);
        CHECK(row_of(all, {"one", "a", "answer", "2", ""}).count == 0);

        // Linked and scored in both: 1, 3, 5 became 2, 4, 4. Differences 1, 1, -1.
        const auto& r = row_of(all, {"one", "scale", "retest_r", "", ""});
        CHECK(r.wave_to == "two");
        CHECK(r.n == 3);
        CHECK(within(*r.estimate, std::sqrt(0.75)));
        CHECK(r.note == "lowered_by_real_change");
        CHECK(within(estimate(all, {"one", "scale", "sem_retest", "", ""}), std::sqrt(2.0 / 3)));
        CHECK(within(estimate(all, {"one", "scale", "sdc_retest", "", ""}), 1.96 * std::sqrt(4.0 / 3)));
        // MSR 4 + 4/3 - 2/3 = 14/3, MSE 2/3, MSC 1/6.
        CHECK(within(estimate(all, {"one", "scale", "icc_consistency", "", ""}), 0.75));
        CHECK(within(estimate(all, {"one", "scale", "icc_agreement", "", ""}), 4.0 / (16.0 / 3 - 1.0 / 3)));
    }

    TEST_CASE("HELP trial: item statistics, omega and retest as R computes them") {
        const auto path = tests::source_dir() / "tests/studies/help_cesd.toml";
        const survey::Study study = survey::read_study(path.string());
        if (!tests::shared_path("exports/prepost/help_cesd/baseline_labels.csv")) {
            MESSAGE("skipped: shared data not found (help_cesd)");
            return;
        }
        analysis::DescribeOptions options;
        options.scales = {"complete"};
        const auto all = analysis::describe(study, options);
        const std::string first = "Bothered by thngs not generally bothered by",
                          fourth = "Felt I was just as good as other people", last = "I could not get going";
        struct Row {
            About about;
            std::uint64_t n;
            double value, tolerance;
        };
        // R 4.2.2: cov, cor, factanal, quantile (type 7) on the complete sheets.
        const Row rows[] = {
            {{"baseline", "complete", "alpha", "", ""}, 462, 0.886414363236086, 1e-12},
            {{"baseline", "complete", "omega_total", "", ""}, 462, 0.8882375534943575, 1e-7},
            {{"baseline", "complete", "split_half", "", ""}, 462, 0.8491662762349852, 1e-12},
            {{"baseline", "complete", "lambda4", "", ""}, 462, 0.8478763052756327, 1e-12},
            {{"baseline", "complete", "lambda2", "", ""}, 462, 0.8894306822072017, 1e-12},
            {{"baseline", "complete", "mean", "", ""}, 462, 32.8961038961039, 1e-12},
            {{"baseline", "complete", "sd", "", ""}, 462, 12.46591996173712, 1e-12},
            {{"baseline", "complete", "q1", "", ""}, 462, 25, 0},
            {{"baseline", "complete", "median", "", ""}, 462, 34, 0},
            {{"baseline", "complete", "q3", "", ""}, 462, 41, 0},
            {{"baseline", "complete", "skewness", "", ""}, 462, -0.2780318753583431, 1e-12},
            {{"baseline", "complete", "sem_alpha", "", ""}, 462, 4.201322719943209, 1e-12},
            {{"baseline", "complete", "sdc_alpha", "", ""}, 462, 11.64547243808182, 1e-12},
            {{"baseline", first, "item_rest", "", "complete"}, 462, 0.4693529695214992, 1e-12},
            {{"baseline", first, "alpha_if_deleted", "", "complete"}, 462, 0.8820165312800257, 1e-12},
            {{"baseline", fourth, "item_rest", "", "complete"}, 462, 0.441708303235495, 1e-12},
            {{"baseline", fourth, "alpha_if_deleted", "", "complete"}, 462, 0.8830409638123471, 1e-12},
            {{"baseline", last, "item_rest", "", "complete"}, 462, 0.6270147590444133, 1e-12},
            {{"baseline", last, "alpha_if_deleted", "", "complete"}, 462, 0.8771152703633964, 1e-12},
            {{"baseline", fourth, "mean", "", ""}, 470, 1.553191489361702, 1e-12},
            {{"baseline", fourth, "sd", "", ""}, 470, 1.190017301809286, 1e-12},
            {{"baseline", fourth, "answer", "Most of the time", ""}, 470, 153.0 / 470, 1e-15},
            {{"baseline", "complete", "retest_r", "", ""}, 244, 0.3775768942591081, 1e-12},
            {{"baseline", "complete", "icc_agreement", "", ""}, 244, 0.2905301781170945, 1e-12},
            {{"baseline", "complete", "icc_consistency", "", ""}, 244, 0.3729639928232352, 1e-12},
            {{"baseline", "complete", "sem_retest", "", ""}, 244, 10.43871517989784, 1e-12},
        };
        for (const Row& row : rows) {
            CAPTURE(row.about.term);
            CAPTURE(row.about.statistic);
            const Description& got = row_of(all, row.about);
            CHECK(got.n == row.n);
            CHECK(within(got.estimate.value(), row.value, row.tolerance));
        }
        tests::count_compared("described pre/post data", std::size(rows));
    }

    TEST_CASE("no, one, two and three people, and people who all say the same") {
        struct Row {
            std::string why, first;
            std::string mean, sd, alpha, skewness;
        };
        const Row rows[] = {
            {"nobody scored", "1,,\n2,,\n", "no_answers", "no_answers", "too_few", "no_answers"},
            {"one", "1,2,3\n2,,\n", "", "too_few", "too_few", "too_few"},
            {"two", "1,2,3\n2,4,1\n", "", "", "", "too_few"},
            {"three", "1,2,3\n2,4,1\n3,3,3\n", "", "", "", ""},
            {"no variation", "1,2,3\n2,2,3\n3,2,3\n", "", "", "no_variation", "no_variation"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const Folder folder;
            auto study = two_waves(folder, row.first, "1,2,4\n2,4,2\n");
            study.missing.labels = {""};
            const auto all = analysis::describe(study);
            const auto reason = [&](const std::string& statistic) {
                const Description& one = row_of(all, {"one", "scale", statistic, "", ""});
                CHECK(one.estimate.has_value() == one.reason.empty());
                return one.reason;
            };
            CHECK(reason("mean") == row.mean);
            CHECK(reason("sd") == row.sd);
            CHECK(reason("alpha") == row.alpha);
            CHECK(reason("skewness") == row.skewness);
        }
    }

    TEST_CASE("an item that a wave did not ask, a scale of one question, a column of scores") {
        const Folder folder;
        survey::Study study;
        study.id = "s";
        study.answers = {tests::numbers("five", "1", "5")};
        tests::add_scale(study, "both", {"a", "b"}, "five").max_missing = 1;
        tests::add_scale(study, "single", {"a"}, "five");
        tests::add_column_scale(study, "ready", tests::column("score"));
        study.items[1].column.by_wave["two"] = "";
        study.waves = {tests::wave("one", folder.write("1.csv", "a,b,score\n1,2,1.5\n3,4,2.5\n5,5,3\n")),
                       tests::wave("two", folder.write("2.csv", "a,score\n1,2\n3,4\n"))};
        const auto all = analysis::describe(study);
        CHECK(row_of(all, {"two", "b", "not_asked", "", ""}).count == 2);
        CHECK(row_of(all, {"two", "b", "answered", "", ""}).n == 0);
        CHECK(row_of(all, {"two", "both", "prorated", "", ""}).count == 2);
        CHECK(row_of(all, {"two", "both", "alpha", "", ""}).reason == "too_few");
        CHECK(row_of(all, {"one", "single", "alpha", "", ""}).reason == "one_item");
        CHECK(estimate(all, {"one", "ready", "mean", "", ""}) == 7.0 / 3);
        CHECK(row_of(all, {"one", "ready", "lowest_possible", "", ""}).reason == "not_applicable");
        CHECK_THROWS((void)row_of(all, {"one", "ready", "alpha", "", ""}));
        // Nobody has a code, so there is no test and retest.
        CHECK(std::none_of(all.results.begin(), all.results.end(),
                           [](const auto& row) { return !row.wave_to.empty(); }));
    }

    TEST_CASE("every figure is explained, and every absent one has a reason") {
        std::set<std::pair<std::string_view, std::string_view>> words;
        for (const auto& word : findings::description_words()) words.insert({word.column, word.word});
        const auto all = analysis::describe(hawkhill());
        CHECK(all.results.size() > 2000);
        for (const Description& row : all.results) {
            CAPTURE(row.statistic);
            CHECK(words.contains({"statistic", row.statistic}));
            CHECK(words.contains({"level", row.level}));
            CHECK(row.estimate.has_value() == row.reason.empty());
            CHECK((!row.estimate || std::isfinite(*row.estimate)));
            CHECK(row.study == "hawkhill");
        }
        // Answers of a question add up to those who answered, kinds of missing to those who did not.
        std::uint64_t answers = 0, kinds = 0;
        for (const Description& row : all.results) {
            if (row.wave != "baseline" || row.term != "Q1_1") continue;
            if (row.statistic == "answer") answers += *row.count;
            if (row.statistic == "missing" && !row.answer.empty()) kinds += *row.count;
        }
        CHECK(answers == row_of(all, {"baseline", "Q1_1", "answered", "", ""}).count);
        CHECK(kinds == row_of(all, {"baseline", "Q1_1", "missing", "", ""}).count);
        CHECK(answers + kinds == 380);
    }

    TEST_CASE("threads change nothing, and options choose waves, scales and the level") {
        analysis::DescribeOptions options;
        options.threads = 1;
        const auto alone = analysis::describe(hawkhill(), options);
        options.threads = 3;
        const auto together = analysis::describe(hawkhill(), options);
        REQUIRE(alone.results.size() == together.results.size());
        for (std::size_t i = 0; i < alone.results.size(); ++i) {
            CHECK(alone.results[i].statistic == together.results[i].statistic);
            CHECK(alone.results[i].estimate == together.results[i].estimate);
        }
        options.waves = {"repeat"};
        options.scales = {"relatedness"};
        options.confidence = 0.8;
        const auto some = analysis::describe(hawkhill(), options);
        for (const Description& row : some.results) {
            CHECK(row.wave == "repeat");
            CHECK((row.term == "relatedness" || row.term.starts_with("Q2_")));
        }
        const auto& narrow = row_of(some, {"repeat", "relatedness", "alpha", "", ""});
        const auto& usual = row_of(alone, {"repeat", "relatedness", "alpha", "", ""});
        CHECK(narrow.conf_level == 0.8);
        CHECK(*narrow.conf_low > *usual.conf_low);
    }

    TEST_CASE("low and shaky alphas are warned of, a line a wave") {
        const Folder folder;
        auto study = two_waves(folder, "1,1,5\n2,3,1\n3,5,2\n4,4,5\n", "1,2,4\n2,4,2\n");
        const auto all = analysis::describe(study);
        const auto n = [&](const std::string& code) {
            return std::count_if(all.warnings.begin(), all.warnings.end(),
                                 [&](const auto& warning) { return warning.code == code; });
        };
        CHECK(n("describe.few_people") == 2);
        CHECK(n("describe.low_alpha") == 1);
    }

    TEST_CASE("an answer in no list stops it") {
        const Folder folder;
        const auto study = two_waves(folder, "1,1,5\n2,3,7\n", "1,2,4\n2,x,2\n");
        const auto errors = tests::errors_of([&] { (void)analysis::describe(study); });
        CHECK(errors.size() == 2);
    }
}
