#include "libstats/analysis/method_cautions.hpp"
#include "libstats/analysis/methods.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/calibration/cautions.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/households.hpp"
#include "tests/calibration/simulate.hpp"
#include "tests/calibration/store.hpp"
#include "tests/calibration/truth.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::calibration;

namespace {

/// Trials of a form that the registry has no name for: another interval or p-value of a registered method.
constexpr std::array variants{
    "brunner_munzel_normal",      "cliff_delta_unbiased",     "net_share_bonett_price",
    "bland_altman_lower_1986",    "bland_altman_upper_1986",  "bland_altman_lower_1999",
    "bland_altman_upper_1999",    "binomial_test_mid_p",      "binomial_test_min_likelihood",
    "poisson_rate_score",         "hartung_knapp_at_least_1", "prediction_interval_t_k1",
    "prediction_interval_normal", "hartung_knapp_dl",         "hartung_knapp_he",
    "hartung_knapp_hs",           "hartung_knapp_ml",         "hartung_knapp_pm",
    "hartung_knapp_sj",
};

bool is_variant(const std::string& method) {
    return std::ranges::count(variants, method) > 0;
}

/// Methods of `outcomes compare` that say nothing of 95 or 5 %, or the same as another: README.md.
constexpr std::array not_on_trial{
    "bland_altman",    "cohen_g",           "common_language", "d_average_sd",  "glass_delta",
    "jzs_paired",      "jzs_two_sample",    "r_from_t",        "repeatability", "sdc_differences",
    "sdc_reliability", "sem_differences",   "sem_reliability", "shapiro_wilk",  "share_middle",
    "signed_rank_r",   "percent_agreement",
};

const std::array cells{
    Cell{.points = 5, .items = 1, .n = 20, .correlation = 0.5, .position = Position::middle, .shift = 0},
    Cell{.points = 7, .items = 1, .n = 50, .correlation = 0.8, .position = Position::middle, .shift = 0.2},
    Cell{.points = 5, .items = 4, .n = 20, .correlation = 0, .position = Position::floor, .shift = 0.8},
};

std::vector<Trial> chosen(const std::vector<std::string>& ids) {
    std::vector<Trial> list;
    for (const Trial& trial : all_trials()) {
        if (std::ranges::count(ids, trial.id) > 0) list.push_back(trial);
    }
    return list;
}

/// How often the interval of each method holds the truth, over three cells of 50 samples.
double coverage(const Trial& trial) {
    std::size_t held = 0;
    std::size_t answered = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (const Score& score : simulate(cells.at(i), i, std::span(&trial, 1), 50, 7)) {
            if (score.kind != "interval") continue;
            held += score.hits;
            answered += score.answered;
        }
    }
    REQUIRE(answered == 150);
    return static_cast<double>(held) / static_cast<double>(answered);
}

/// 150 samples at 95 %: 3 standard errors are .053.
bool sane(double rate) {
    return std::abs(rate - 0.95) < 0.055;
}

Trial paired_t_with(double level, double error) {
    return {.id = "paired_t",
            .run = [level](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test = stats::paired_t(pairs_of(draw).difference, level);
                if (!test) return {};
                return only(test->ci);
            },
            .truth = [error](const Population& population) -> std::optional<double> {
                return centre_of(population).change() + error;
            },
            .null_holds = {}};
}

/// The committed results of both parts.
std::vector<Score> all_results() {
    std::vector<Score> all = Store("tests/calibration/results.csv").scores();
    const Store designs("tests/calibration/designs.csv");
    all.insert(all.end(), designs.scores().begin(), designs.scores().end());
    return all;
}

/// As often as that with two standard errors to spare, in populations of 20 people or more.
Score liberal(std::string method, std::string cell) {
    return {.cell = std::move(cell),
            .method = std::move(method),
            .kind = "interval",
            .samples = 2000,
            .answered = 2000,
            .hits = 1800,
            .too_low = 100,
            .too_high = 100,
            .mean_width = 1};
}

}  // namespace

TEST_CASE("a method is named if it is off in two populations with 20 people, and not for fewer or once") {
    const auto named = [](const std::vector<std::string>& cells, const std::string& method) {
        std::vector<Score> scores;
        for (const auto& cell : cells) scores.push_back(liberal(method, cell));
        return cautions_of(scores).contains(method);
    };
    CHECK(named({"5x1 n20 r0 middle +0", "5x1 n50 r0 middle +0"}, "paired_t"));
    CHECK_FALSE(named({"5x1 n20 r0 middle +0"}, "paired_t"));
    CHECK_FALSE(named({"5x1 n10 r0 middle +0", "7x1 n10 r0 middle +0"}, "paired_t"));
    CHECK_FALSE(named({"5x1 n20 r0 middle +0", "5x1 n50 r0 middle +0"}, "no_such_method"));
}

TEST_CASE("the registry's cautions are those of the results") {
    std::ifstream file("libstats/analysis/method_cautions.cpp");
    REQUIRE(file);
    const std::string committed{std::istreambuf_iterator<char>(file), {}};
    CHECK(committed == cautions_source(all_results()));
    for (const auto& [method, caution] : cautions_of(all_results())) {
        CAPTURE(method);
        CHECK(analysis::caution_of(method) == caution);
    }
}

TEST_CASE("each result is of a known method, and counted once") {
    std::set<std::string> seen;
    for (const Score& score : all_results()) {
        CAPTURE(score.method);
        CAPTURE(score.cell);
        CHECK(score.answered <= score.samples);
        CHECK((is_variant(score.method) || analysis::find_method(score.method) != nullptr));
        CHECK(seen.insert(score.cell + "," + score.method + "," + score.kind).second);
    }
    CHECK(seen.size() > 10000);
}

TEST_CASE("every trial is of a method of the registry, and none is twice there") {
    std::set<std::string> seen;
    for (const Trial& trial : all_trials()) {
        CAPTURE(trial.id);
        CHECK(seen.insert(trial.id).second);
        CHECK((analysis::find_method(trial.id) != nullptr) != is_variant(trial.id));
    }
    CHECK(seen.size() > 100);
}

TEST_CASE("every method of two waves is on trial, or said not to be") {
    std::set<std::string, std::less<>> seen;
    for (const Trial& trial : all_trials()) seen.insert(trial.id);
    for (const analysis::MethodInfo& method : analysis::methods()) {
        const bool two_waves =
            method.needs == analysis::Needs::pairs || method.needs == analysis::Needs::waves;
        if (!two_waves || method.analysis != "compare") continue;
        CAPTURE(method.id);
        CHECK(seen.contains(method.id) != (std::ranges::count(not_on_trial, method.id) > 0));
    }
}

TEST_CASE("means with and without households are covered") {
    for (const Trial& trial : chosen({"paired_t", "paired_cr2", "overlap_cr2"})) {
        CAPTURE(trial.id);
        CHECK(sane(coverage(trial)));
    }
}

TEST_CASE("an interval that is too short or misplaced is seen") {
    CHECK(sane(coverage(paired_t_with(0.95, 0))));
    CHECK_FALSE(sane(coverage(paired_t_with(0.80, 0))));
    CHECK_FALSE(sane(coverage(paired_t_with(0.95, 0.5))));
}

TEST_CASE("households do not change what other methods are given") {
    const auto both = chosen({"paired_t", "paired_cr2"});
    const auto together = simulate(cells[0], 0, both, 50, 7);
    const auto alone = simulate(cells[0], 0, std::span(both).first(1), 50, 7);
    REQUIRE(both.front().id == "paired_t");
    REQUIRE(together.size() == 4);
    REQUIRE(alone.size() == 2);
    for (std::size_t i = 0; i < alone.size(); ++i) {
        CHECK(together[i].hits == alone[i].hits);
        CHECK(together[i].mean_width == alone[i].mean_width);
    }
}

TEST_CASE("people in households answer as everyone does, and more like each other") {
    const Cell cell = cells[1];
    const Population population(cell);
    const Centre centre = centre_of(population);
    base::Random random(5);
    Households people;
    double n = 0;
    double change = 0;
    double squares = 0;
    double pairs = 0;
    double products = 0;
    for (int r = 0; r < 400; ++r) {
        draw_households(cell, random, people);
        for (std::size_t i = 0; i < people.before.size(); ++i) {
            const auto own = static_cast<double>(people.after[i] - people.before[i]);
            n += 1;
            change += own;
            squares += own * own;
            if (i == 0 || people.household[i] != people.household[i - 1]) continue;
            const auto other = static_cast<double>(people.after[i - 1] - people.before[i - 1]);
            pairs += 1;
            products += (own - centre.change()) * (other - centre.change());
        }
    }
    change /= n;
    CHECK(n == 400 * 75);
    CHECK(change == doctest::Approx(centre.change()).epsilon(0.05));
    CHECK(std::sqrt(squares / n - change * change) == doctest::Approx(centre.sd_change()).epsilon(0.02));
    const double alike = products / pairs / (centre.sd_change() * centre.sd_change());
    CHECK(alike > 0.12);
    CHECK(alike < 0.22);
}
