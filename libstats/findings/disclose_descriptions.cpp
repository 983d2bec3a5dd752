#include "libstats/findings/disclose_parts.hpp"
#include "libstats/findings/disclosure.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace outcomes::findings {
namespace {

/// What one wave says about one term.
using Place = std::tuple<std::string, std::string, std::string, std::string>;

Place place_of(const Description& row) {
    return {row.wave, row.level, row.term, row.scale};
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Figures that the study file gives, not the answers.
bool is_given(const Description& row) {
    constexpr std::array<std::string_view, 2> given{"lowest_possible", "highest_possible"};
    return is_one_of(row.statistic, given);
}

/// Figures that are one person's score, or nearly so.
bool needs_twice(const Description& row) {
    constexpr std::array<std::string_view, 4> words{"q1", "median", "q3", "skewness"};
    return is_one_of(row.statistic, words);
}

bool in_scores(const Description& row) {
    constexpr std::array<std::string_view, 6> words{"mean",      "sd",         "sem_alpha",
                                                    "sdc_alpha", "sem_retest", "sdc_retest"};
    return is_one_of(row.statistic, words);
}

void suppress(Description& row) {
    row.n = row.count = std::nullopt;
    row.estimate = row.conf_low = row.conf_high = std::nullopt;
    row.suppressed = true;
    row.reason = "suppressed";
    row.note.clear();
}

/// Terms whose answers are counted and one of the counts is too small: then all are hidden.
std::set<Place> with_few_answers(const StudyDescription& study, const DisclosureRules& rules) {
    std::set<Place> places;
    for (const Description& row : study.results) {
        if (row.statistic == "answer" && row.count && rules.too_few(*row.count)) places.insert(place_of(row));
    }
    return places;
}

bool must_hide(const Description& row, const std::set<Place>& few_answers, const DisclosureRules& rules) {
    if (is_given(row)) return false;
    if (row.n && *row.n < rules.threshold) return true;
    if (needs_twice(row)) return !row.n || *row.n < 2 * rules.threshold;
    if (row.statistic == "answered" || row.statistic == "scored") return false;
    if (row.statistic == "answer" && few_answers.contains(place_of(row))) return true;
    return row.count && row.n && (rules.too_few(*row.count) || rules.leaves_few(*row.n, *row.count));
}

/// A fifth of the spread where the scores stand: as fine as scores of several questions usually are.
std::map<Place, double> grids_of(const StudyDescription& study) {
    std::map<Place, double> grids;
    for (const Description& row : study.results) {
        if (row.statistic == "sd" && row.estimate && *row.estimate > 0)
            grids[place_of(row)] = *row.estimate / 5;
    }
    return grids;
}

void coarsen(Description& row, double grid, const DisclosureRules& rules) {
    const std::uint64_t n = row.n.value_or(1);
    const double half = row.conf_low && row.conf_high ? (*row.conf_high - *row.conf_low) / 2 : 0;
    const Step step = in_scores(row) ? step_of_mean(grid, n, rules.round)
                                     : step_of_limits(half, step_of_mean(0.5, n, 2), n, rules.round);
    for (auto* value : {&row.estimate, &row.conf_low, &row.conf_high}) {
        if (*value && !needs_twice(row)) *value = step.nearest(**value);
    }
    if (row.statistic == "skewness" && row.estimate) row.estimate = to_digits(*row.estimate, 1);
    if (row.count && row.n && rules.rounded(*row.n) > 0) {
        row.estimate = Step{1, -2}.nearest(static_cast<double>(rules.rounded(*row.count)) /
                                           static_cast<double>(rules.rounded(*row.n)));
    }
    for (auto* count : {&row.n, &row.count}) {
        if (*count) *count = rules.rounded(**count);
    }
}

void protect(StudyDescription& study, const DisclosureRules& rules) {
    const std::set<Place> few_answers = with_few_answers(study, rules);
    const std::map<Place, double> grids = grids_of(study);
    for (Description& row : study.results) {
        if (must_hide(row, few_answers, rules)) {
            suppress(row);
        } else if (rules.round > 1 && !is_given(row)) {
            const auto grid = grids.find(place_of(row));
            coarsen(row, grid == grids.end() ? 1 : grid->second, rules);
        }
    }
    for (DescribedWave& wave : study.waves) wave.n_sheets = rules.rounded(wave.n_sheets);
    for (InputFile& input : study.inputs) withhold(input, rules);
    for (Warning& warning : study.warnings) withhold(warning);
}

}  // namespace

SafeDescriptions disclose(Descriptions descriptions, const DisclosureRules& rules) {
    if (rules.hides()) {
        for (StudyDescription& study : descriptions.studies) protect(study, rules);
    }
    return {std::move(descriptions), rules};
}

}  // namespace outcomes::findings
