// Study files for real exports (tests/studies), where these are on this machine. Figures marked "published"
// stand in the README or the reference results beside the data; the others were computed from the files with
// Python.

#include "libstats/base/sums.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

namespace outcomes::tests {
namespace {

std::optional<survey::Study> real_study(const std::string& name) {
    const auto path = source_dir() / "tests" / "studies" / (name + ".toml");
    survey::Study study = survey::read_study(path.string());
    if (std::filesystem::exists(study.waves.front().files.front())) return study;
    MESSAGE("skipped: shared data not found (" << name << ")");
    return std::nullopt;
}

const survey::WaveData& wave_of(const survey::Responses& responses, const std::string& id) {
    return *std::find_if(responses.waves.begin(), responses.waves.end(),
                         [&](const survey::WaveData& wave) { return wave.id == id; });
}

/// A scale in one wave.
struct ScaleRow {
    const char* wave;
    const char* scale;
    std::size_t n;
    double mean;
};

void check_scale(const survey::Study& study, const survey::Responses& responses, const ScaleRow& row) {
    CAPTURE(row.wave);
    CAPTURE(row.scale);
    const std::vector<const survey::WaveData*> waves{&wave_of(responses, row.wave)};
    const auto scores = survey::score_scale(study, *study.find_scale(row.scale), waves);
    std::size_t n = 0;
    base::Int128 sum = 0;  // thirds of printed numbers have many digits
    for (const std::int64_t units : scores.waves[0].units) {
        if (units == survey::no_score) continue;
        ++n;
        sum += units;
    }
    CHECK(n == row.n);
    const double mean = base::ratio(sum, static_cast<base::Int128>(n) * scores.denominator);
    CAPTURE(mean);
    CHECK(within(mean, row.mean, 1e-12));
    count_compared("scale means of real files", 2);
}

struct LinkRow {
    const char* from;
    const char* to;
    std::size_t n;
};

void check_link(const survey::Responses& responses, const LinkRow& row) {
    CAPTURE(row.from);
    CAPTURE(row.to);
    CHECK(survey::link(wave_of(responses, row.from), wave_of(responses, row.to)).pairs.size() == row.n);
}

TEST_SUITE_BEGIN("survey/studies");

TEST_CASE("leaving a social network: half-labelled answers, four files, an id of its own name in each") {
    const auto study = real_study("facebook_deactivation");
    if (!study) return;
    const auto responses = survey::load(*study);
    struct File {
        const char* wave;
        std::size_t n_records;
        std::size_t n_set_aside;
    };
    // Published; the one id that stands twice is 100180.
    for (const File& file : {File{"prescreen", 3783, 0}, File{"endline", 2823, 0}, File{"after", 2680, 2},
                             File{"messages", 3180, 0}}) {
        CAPTURE(file.wave);
        const auto& wave = wave_of(responses, file.wave);
        CHECK(wave.n_records == file.n_records);
        CHECK(wave.n_set_aside == file.n_set_aside);
        CHECK(wave.size() == file.n_records - file.n_set_aside);
        CHECK(wave.n_blank_id == 0);
    }
    // 2672 people of the endline are in the next file (published), one of them twice and so set aside.
    const LinkRow links[] = {{"prescreen", "endline", 2823},  {"prescreen", "after", 2678},
                             {"prescreen", "messages", 3180}, {"endline", "after", 2671},
                             {"endline", "messages", 2820},   {"after", "messages", 2675}};
    for (const LinkRow& row : links) check_link(responses, row);
    // Ten people left the endline before its questions. Life satisfaction: published by arm, 4.10201 of 2235
    // and 4.23818 of 578.
    const ScaleRow scales[] = {{"endline", "happiness", 2813, 4.742268041237113},
                               {"endline", "happiness_beside", 2813, 4.35335940277284},
                               {"endline", "life_satisfaction", 2813, 4.129991705178338},
                               {"endline", "loneliness", 2813, 1.7064818106410713},
                               {"endline", "depression", 2813, 2.2882154283682903},
                               {"endline", "minutes", 2813, 78.40814077497333},
                               {"prescreen", "minutes", 3726, 249.53811057434245},
                               {"messages", "happy_messages", 3082, 6.533023382130966},
                               {"messages", "lonely_messages", 3074, 3.961501469556759}};
    for (const ScaleRow& row : scales) check_scale(*study, responses, row);
    CHECK(survey::unknown_answers(*study, responses).empty());
}

TEST_CASE("a condition may hold in one wave only") {
    const auto study = real_study("facebook_deactivation_trial");
    if (!study) return;
    const auto responses = survey::load(*study);
    CHECK(wave_of(responses, "endline").size() == 1651);  // published
    CHECK(wave_of(responses, "endline").n_dropped == 1172);
    CHECK(wave_of(responses, "prescreen").size() == 3783);
    check_link(responses, {"prescreen", "endline", 1651});
    // Published by arm: happiness 4.66635 of 1067 and 4.78374 of 578, and so on; together as the files have
    // it.
    const ScaleRow scales[] = {{"endline", "happiness", 1645, 4.707598784194529},
                               {"endline", "life_satisfaction", 1645, 4.140425531914894},
                               {"endline", "loneliness", 1645, 1.7244174265450862},
                               {"endline", "depression", 1645, 2.303951367781155}};
    for (const ScaleRow& row : scales) check_scale(*study, responses, row);
}

TEST_CASE("the arms of the trial have the published means") {
    struct Row {
        const char* arm;
        std::size_t n;
        double happiness, life_satisfaction, loneliness, depression;
    };
    // reference_results.json, to the five decimals that it gives.
    const Row rows[] = {{"0", 1067, 4.66635, 4.08747, 1.72946, 2.32591},
                        {"1", 578, 4.78374, 4.23818, 1.71511, 2.26341}};
    for (const Row& row : rows) {
        auto study = real_study("facebook_deactivation_trial");
        if (!study) return;
        CAPTURE(row.arm);
        auto arm = is("t", {row.arm});
        arm.waves = {"endline"};
        study->rows.keep.push_back(arm);
        const auto responses = survey::load(*study);
        const ScaleRow scales[] = {{"endline", "happiness", row.n, row.happiness},
                                   {"endline", "life_satisfaction", row.n, row.life_satisfaction},
                                   {"endline", "loneliness", row.n, row.loneliness},
                                   {"endline", "depression", row.n, row.depression}};
        for (const ScaleRow& one : scales) {
            CAPTURE(one.scale);
            const std::vector<const survey::WaveData*> waves{&wave_of(responses, "endline")};
            const auto scores = survey::score_scale(*study, *study->find_scale(one.scale), waves);
            const auto all = values(scores, 0);
            double sum = 0;
            std::size_t n = 0;
            for (const auto& value : all) {
                if (!value) continue;
                sum += *value;
                ++n;
            }
            CHECK(n == one.n);
            CHECK(std::abs(sum / static_cast<double>(n) - one.mean) <= 0.5e-5);
        }
    }
}

TEST_CASE("conversations at the door: five files, names that drift, households of the first file") {
    const auto study = real_study("broockman_kalla_canvass");
    if (!study) return;
    const auto responses = survey::load(*study);
    struct File {
        const char* wave;
        std::size_t n;             ///< published
        std::size_t n_households;  ///< of these people
    };
    for (const File& file : {File{"t0", 1825, 1295}, File{"t1", 600, 409}, File{"t2", 568, 384},
                             File{"t3", 567, 382}, File{"t4", 385, 351}}) {
        CAPTURE(file.wave);
        const auto& wave = wave_of(responses, file.wave);
        CHECK(wave.size() == file.n);
        CHECK(wave.n_set_aside == 0);
        CHECK(wave.n_blank_id == 0);
        const std::set<std::uint32_t> households(wave.household.begin(), wave.household.end());
        CHECK(households.size() == file.n_households);
        CHECK_FALSE(households.contains(survey::none));
        if (std::string(file.wave) != "t0") check_link(responses, {"t0", file.wave, file.n});
    }
    CHECK(responses.n_people == 1825);
    CHECK(responses.n_households == 1295);
    for (const LinkRow& row : {LinkRow{"t1", "t2", 543}, LinkRow{"t2", "t3", 539}, LinkRow{"t3", "t4", 365}})
        check_link(responses, row);
    const ScaleRow scales[] = {
        {"t0", "warmth", 1825, 53.281643835616435},
        {"t1", "warmth", 600, 57.32833333333333},
        {"t2", "warmth", 568, 56.83450704225352},
        {"t3", "warmth", 567, 55.58201058201058},
        {"t4", "warmth", 385, 55.89090909090909},
        {"t0", "law", 1825, 1.4775342465753425},
        {"t1", "law", 600, 1.5175},
        {"t2", "law", 568, 1.4137323943661972},
        {"t3", "law", 567, 1.2839506172839505},
        {"t4", "law", 385, 1.2545454545454546},
        {"t0", "norms", 1825, 0.06993607305936073},  // 840 people have one blank of six
        {"t1", "norms", 600, 0.07416666666666667},
        {"t2", "norms", 568, 0.1528755868544601},
        {"t3", "norms", 567, 0.11963550852439742},
        {"t4", "norms", 385, 0.141991341991342},
        {"t2", "later", 568, 0.3846830985915493},
        {"t3", "later", 567, 0.37918871252204583},
        {"t4", "later", 385, 0.4038961038961039},
    };
    for (const ScaleRow& row : scales) check_scale(*study, responses, row);
    auto strict = *study;
    for (survey::Scale& scale : strict.scales) scale.max_missing = 0;
    check_scale(strict, responses, {"t0", "norms", 985, 0.12470389170896785});
    CHECK(survey::unknown_answers(*study, responses).empty());
}

TEST_CASE("the mean of two questions on the law is the published average of every person and wave") {
    auto study = real_study("broockman_kalla_canvass");
    const auto path = shared_path("exports/prepost/broockman_kalla_canvass/analysis501_scales_wide.csv");
    if (!study || !path) return;
    survey::Study wide;
    for (const char* id : {"t0", "t1", "t2", "t3", "t4"}) wide.waves.push_back(wave(id, path->string()));
    wide.columns.id = {column("pid")};
    auto& average = add_column_scale(wide, "law", {});
    for (const survey::Wave& one : wide.waves)
        average.column->by_wave[one.id] = "miami_trans_law_" + one.id + "_avg";
    const auto published = survey::load(wide);
    const auto ours = survey::load(*study);
    std::size_t n = 0;
    for (const survey::Wave& one : wide.waves) {
        const auto& theirs = wave_of(published, one.id);
        const auto& files = wave_of(ours, one.id);
        const std::vector<const survey::WaveData*> left{&theirs};
        const std::vector<const survey::WaveData*> right{&files};
        const auto expected = values(survey::score_scale(wide, average, left), 0);
        const auto got = values(survey::score_scale(*study, *study->find_scale("law"), right), 0);
        std::map<std::string, double> by_person;
        for (std::size_t i = 0; i < files.size(); ++i)
            by_person[std::string(survey::cell_text(files, i, "pid"))] = got[i].value();
        for (std::size_t i = 0; i < theirs.size(); ++i) {
            if (!expected[i]) continue;
            ++n;
            CHECK(by_person.at(std::string(survey::cell_text(theirs, i, "pid"))) == *expected[i]);
        }
    }
    CHECK(n == 2115);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
