#include "tests/unit/findings/disclosure_cases.hpp"

#include "libstats/findings/glossary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <variant>

namespace outcomes::tests {

using namespace findings;

Finding compared(const std::string& term, std::uint64_t n_pairs, const std::string& method) {
    Finding row;
    row.analysis = "compare";
    row.term = row.label = term;
    row.level = "scale";
    row.wave_from = "first";
    row.wave_to = "second";
    row.estimand = "people";
    row.method = method;
    row.policy = "complete pairs";
    row.n = row.n_pairs = n_pairs;
    row.n_from = n_pairs + 20;
    row.n_to = n_pairs + 20;
    row.mean_from = 3.123456;
    row.mean_to = 3.654321;
    row.sd_from = 0.987654;
    row.sd_to = 1.012345;
    row.estimate = 0.530865;
    row.estimate_type = "points";
    row.std_error = 0.1234;
    row.statistic = 4.3021;
    row.df = static_cast<double>(n_pairs) - 1;
    row.p_value = row.p_adjusted = 0.0003456;
    row.conf_low = 0.281234;
    row.conf_high = 0.780496;
    row.conf_level = 0.95;
    row.effect = 0.5375;
    row.effect_type = "d_baseline";
    row.effect_low = 0.2847;
    row.effect_high = 0.7903;
    row.smallest_change = 0.2;
    row.better = "higher";
    row.verdict = "improved";
    row.verdict_detail = "clear";
    return row;
}

Finding counted(const std::string& term, const std::string& wave, std::uint64_t n, const std::string& group,
                const std::string& subgroup) {
    Finding row;
    row.analysis = "response";
    row.term = row.label = term;
    row.level = "study";
    row.wave_from = wave;
    row.method = "count";
    row.n = n;
    row.group = group;
    row.subgroup = subgroup;
    return row;
}

TermFacts facts(const std::string& term, const std::string& kind) {
    TermFacts one;
    one.term = one.label = term;
    one.level = "scale";
    one.kind = kind;
    one.better = "higher";
    one.low = 1;
    one.high = 5;
    one.step = 0.25;
    one.n_items = 4;
    return one;
}

CountBasis basis(const std::string& term, const Counts& people, const Counts& place) {
    CountBasis one;
    one.term = term;
    one.people = people;
    one.place = place;
    one.apart = {20, 20, 20, 20, 20, 20, 20};
    return one;
}

StudyFindings quiet_study() {
    StudyFindings study;
    study.id = "study";
    study.results = {compared("mood")};
    study.terms = {facts("mood")};
    study.bases = {basis("mood")};
    return study;
}

StudyFindings study_of(const std::vector<GroupSize>& groups) {
    StudyFindings study = quiet_study();
    SubgroupFacts split{"age", "Age", {}};
    std::uint64_t first = 0, second = 0, linked = 0;
    for (const GroupSize& group : groups) {
        if (!group.name.empty()) split.groups.push_back(group.name);
        first += group.first;
        second += group.second;
        linked += group.linked;
    }
    study.results.front() = compared("mood", linked);
    study.results.front().n_from = first;
    study.results.front().n_to = second;
    for (const GroupSize& group : groups) {
        if (!group.name.empty()) {
            Finding row = compared("mood", group.linked);
            row.n_from = group.first;
            row.n_to = group.second;
            row.group = "age";
            row.subgroup = group.name;
            study.results.push_back(row);
            study.bases.push_back(basis("mood"));
            study.bases.back().group = "age";
            study.bases.back().subgroup = group.name;
        }
        study.results.push_back(counted("answered", "first", group.first, "age", group.name));
        study.results.push_back(counted("answered", "second", group.second, "age", group.name));
        study.results.push_back(counted("linked", "first", group.linked, "age", group.name));
    }
    study.subgroups = {split};
    return study;
}

StudyFindings shown(const StudyFindings& study, Release release) {
    Findings all;
    all.studies = {study};
    return disclose(std::move(all), default_rules(release)).get().studies.front();
}

std::string groups_shown(const StudyFindings& study, const std::string& analysis) {
    std::string names;
    for (const Finding& row : study.results) {
        const bool first = row.analysis != "response" || (row.term == "answered" && row.wave_from == "first");
        if (row.group == "age" && row.analysis == analysis && first && !row.suppressed)
            names += row.subgroup + ' ';
    }
    return names;
}

std::size_t n_numbers(const Finding& row) {
    std::size_t n = 0;
    for (const ColumnMeaning& column : columns()) {
        if (const auto* count = std::get_if<std::optional<std::uint64_t> Finding::*>(&column.member))
            n += (row.*(*count)).has_value() ? 1U : 0U;
        if (const auto* figure = std::get_if<std::optional<double> Finding::*>(&column.member))
            n += (row.*(*figure)).has_value() ? 1U : 0U;
    }
    return n;
}

const Finding& row_of(const StudyFindings& study, const std::string& analysis, const std::string& term) {
    const auto found = std::find_if(study.results.begin(), study.results.end(), [&](const Finding& row) {
        return row.analysis == analysis && row.term == term && row.group.empty();
    });
    REQUIRE(found != study.results.end());
    return *found;
}

Movement movement(const Counts& from, const Counts& to) {
    Movement one;
    one.term = one.label = "question";
    one.better = "higher";
    for (std::size_t a = 0; a < from.size(); ++a)
        one.answers.push_back(std::string(1, static_cast<char>('a' + a)));
    one.count_from = from;
    one.count_to = to;
    one.n_higher = one.n_same = one.n_lower = 12;
    return one;
}

StudyFindings study_with(const Movement& one) {
    StudyFindings study = quiet_study();
    study.movements = {one};
    study.terms.push_back(facts("question", "ordered"));
    return study;
}

ChangeSpread spread(const std::vector<ChangeBin>& bins, std::optional<double> smallest) {
    ChangeSpread one;
    one.term = one.label = "mood";
    one.step = 0.25;
    one.smallest_change = smallest;
    one.bins = bins;
    one.n = 0;
    for (const ChangeBin& bin : bins) *one.n += bin.people;
    one.n_higher = one.n_lower = 12;
    return one;
}

ChangeSpread shown_spread(const ChangeSpread& one, Release release) {
    StudyFindings study = quiet_study();
    study.spreads = {one};
    return shown(study, release).spreads.front();
}

}  // namespace outcomes::tests
