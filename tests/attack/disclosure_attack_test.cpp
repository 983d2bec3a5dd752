#include "libstats/analysis/compare.hpp"
#include "libstats/render/json.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/attack/measure_attack.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

using namespace outcomes;

namespace {

constexpr std::uint64_t seed = 20130301;

std::size_t number_of_studies(std::size_t usual) {
    const char* wanted = std::getenv("OUTCOMES_ATTACK_STUDIES");
    return wanted == nullptr ? usual : std::strtoul(wanted, nullptr, 10);
}

findings::StudyFindings results_of(const tests::RandomStudy& study) {
    const tests::TemporaryFolder folder;
    folder.write("first.csv", tests::wave_file(study, 0));
    folder.write("second.csv", tests::wave_file(study, 1));
    const std::string path = folder.write("random.toml", tests::study_file(study));
    analysis::CompareOptions options;
    options.for_report = true;
    return analysis::compare(survey::read_study(path), options);
}

findings::SafeFindings disclosed(const findings::StudyFindings& found,
                                 const findings::DisclosureRules& rules) {
    findings::Findings all;
    all.schema = "outcomes.report/1";
    all.studies.push_back(found);
    return findings::disclose(std::move(all), rules);
}

struct Total {
    std::size_t n_studies = 0, n_systems = 0, n_targets = 0, n_published = 0, n_pinned = 0,
                n_pinned_studies = 0, n_undecided = 0, n_shown = 0;
    double narrowest = 1e9;
    std::string narrowest_name;

    void add(const tests::AttackResult& result) {
        ++n_studies;
        n_systems += result.n_systems;
        n_targets += result.n_targets;
        n_published += result.n_published_targets;
        n_pinned += result.n_pinned;
        n_pinned_studies += result.n_pinned > 0 ? 1U : 0U;
        n_undecided += result.undecided.size();
        if (result.narrowest < narrowest) {
            narrowest = result.narrowest;
            narrowest_name = result.narrowest_name;
        }
    }
};

void report(const char* name, const Total& total) {
    std::cout << fmt::format(
        "{}: {} studies, {} systems, {} targets ({} of them hidden counts of tables), {} rows shown; pinned "
        "{} in {} "
        "studies, undecided {}\n",
        name, total.n_studies, total.n_systems, total.n_targets, total.n_published, total.n_shown,
        total.n_pinned, total.n_pinned_studies, total.n_undecided);
    if (!total.narrowest_name.empty())
        std::cout << fmt::format("    narrowest range of a hidden count: {}\n", total.narrowest_name);
}

}  // namespace

TEST_SUITE("attack") {
    TEST_CASE("public: no hidden number can be worked out") {
        const findings::DisclosureRules rules = findings::default_rules(findings::Release::public_release);
        base::Random random(seed);
        Total total;
        const std::size_t n = number_of_studies(1'000);
        for (std::size_t i = 0; i < n; ++i) {
            CAPTURE(i);
            const tests::RandomStudy study = tests::random_study(random);
            const findings::StudyFindings found = results_of(study);
            const findings::SafeFindings safe = disclosed(found, rules);
            const tests::Published seen = tests::published(render::json(safe), found, rules);
            for (const tests::SeenRow& row : seen.rows)
                total.n_shown += row.row.suppressed || row.row.analysis == "response" ? 0U : 1U;
            for (const std::string& leak : tests::leaks_of_other_formats(safe, seen)) FAIL_CHECK(leak);
            const tests::AttackResult result = tests::attack(study, seen, {false, i % 10 == 0});
            for (const std::string& fault : result.faults) FAIL_CHECK(("fault of the attack: " + fault));
            for (const std::string& pinned : result.pinned) FAIL_CHECK(("pinned: " + pinned));
            for (const std::string& undecided : result.undecided) MESSAGE(("undecided: " + undecided));
            total.add(result);
        }
        report("public", total);
        CHECK(total.n_pinned == 0);
        CHECK(total.n_undecided == 0);
    }

    TEST_CASE("the same attack succeeds where only the small counts themselves are hidden") {
        base::Random random(seed);
        Total total;
        const std::size_t n = number_of_studies(1'000) / 10 + 1;
        for (std::size_t i = 0; i < n; ++i) {
            CAPTURE(i);
            const tests::RandomStudy study = tests::random_study(random);
            const findings::StudyFindings found = results_of(study);
            const tests::Published seen = tests::only_small_hidden(found, 10);
            const tests::AttackResult result = tests::attack(study, seen, {true, false});
            for (const std::string& fault : result.faults) FAIL_CHECK(("fault of the attack: " + fault));
            total.add(result);
        }
        report("only small counts hidden", total);
        CHECK(total.n_pinned_studies > n / 2);
    }
}
