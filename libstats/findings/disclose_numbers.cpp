#include "libstats/findings/disclose_parts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace outcomes::findings {
namespace {

void to_step(std::optional<double>& value, const Step& step) {
    if (value) value = step.nearest(*value);
}

double half_width(const std::optional<double>& low, const std::optional<double>& high) {
    return low && high ? (*high - *low) / 2 : 0;
}

bool is_share(const Finding& row) {
    return row.estimate_type == "percentage_points";
}

/// True for estimates that are not in the units of the scores: shares from 0 to 1, alpha, correlations.
bool is_unitless(const Finding& row) {
    return !row.estimate_type.ends_with("points");
}

/// The smallest difference between two scores: from the study file, else a fifth of the spread.
double grid_of(const StudyFindings& study, const Finding& row) {
    const TermFacts* facts = facts_of(study, row.term);
    if (is_share(row)) return 100;
    if (facts != nullptr && facts->step) return *facts->step;
    if (row.sd_from && *row.sd_from > 0) return *row.sd_from / 5;
    return 1;
}

/// True for the mean score of a question whose answers are counted: of three or four answers a mean and an SD
/// are the counts in another form.
bool is_score_of_few_answers(const StudyFindings& study, const Finding& row) {
    const TermFacts* facts = facts_of(study, row.term);
    return facts != nullptr && facts->kind != "mean" && !is_share(row);
}

/// Whether the smallest change was worked out from the answers (as a multiple of their SD).
bool change_is_from_data(const StudyFindings& study, const std::string& label) {
    return std::any_of(
        study.smallest_changes.begin(), study.smallest_changes.end(), [&](const SmallestChangeRule& rule) {
            return rule.kind == "sd" &&
                   std::find(rule.labels.begin(), rule.labels.end(), label) != rule.labels.end();
        });
}

/// How many digits are shown of a smallest change that says what the SD of everyone is.
constexpr int smallest_change_digits = 1;

/// An effect that is the estimate turned round, or 2 p - 1 of it, follows from the rounded estimate: a second
/// way of rounding the same number would say more about it.
void follow_estimate(Finding& row) {
    const bool is_probability = row.effect_type == "dominance";
    if (!row.effect || !row.estimate || (!is_probability && row.effect_type != row.estimate_type)) return;
    const bool lower = row.better == "lower";
    const auto effect_of = [&](std::optional<double> value) -> std::optional<double> {
        if (!value) return std::nullopt;
        const double effect = is_probability ? 2 * *value - 1 : *value;
        return lower ? 0 - effect : effect;
    };
    row.effect = effect_of(row.estimate);
    if (!row.effect_low || !row.effect_high) return;
    row.effect_low = effect_of(lower ? row.conf_high : row.conf_low);
    row.effect_high = effect_of(lower ? row.conf_low : row.conf_high);
}

/// Means, SDs and what is in the same units. Answers before those steps are taken.
void coarsen_scores(const StudyFindings& study, Finding& row, const DisclosureRules& rules) {
    const RowSteps steps = steps_of(study, row, rules);
    for (auto* value : {&row.mean_from, &row.mean_to}) to_step(*value, steps.means);
    for (auto* value : {&row.sd_from, &row.sd_to}) to_step(*value, steps.sds);
    for (auto* value : {&row.estimate, &row.conf_low, &row.conf_high}) to_step(*value, steps.limits);
    for (auto* value : {&row.effect, &row.effect_low, &row.effect_high}) to_step(*value, steps.effects);
    follow_estimate(row);
    if (change_is_from_data(study, row.label) && row.smallest_change)
        row.smallest_change = to_digits(*row.smallest_change, smallest_change_digits);
}

/// How many of all people answered: from the rounded numbers, and without limits, which with a population
/// that is known would say how many exactly.
void coarsen_shares_of_everyone(Finding& row, const DisclosureRules& rules) {
    row.conf_low = row.conf_high = row.conf_level = std::nullopt;
    if (row.method == "count") row.policy.clear();
    if (!row.estimate || !row.n || !row.n_from || *row.n_from == 0) return;
    const double shown = static_cast<double>(rules.rounded(*row.n)) /
                         static_cast<double>(std::max<std::uint64_t>(rules.rounded(*row.n_from), 1));
    row.estimate = Step{1, -2}.nearest(std::min(shown, 1.0));
}

void coarsen_tests(Finding& row) {
    constexpr std::uint64_t many = 100;
    const int digits = fewest(row).value_or(0) < many ? 1 : 2;
    for (auto* p : {&row.p_value, &row.p_adjusted}) {
        if (*p) *p = std::min(1.0, to_digits(**p, digits));
    }
    row.statistic = row.df = row.std_error = std::nullopt;
}

void round_counts(Finding& row, const DisclosureRules& rules) {
    for (auto* n : {&row.n, &row.n_from, &row.n_to, &row.n_pairs}) {
        if (*n) *n = rules.rounded(**n);
    }
}

/// True if rounding would make another coefficient of a reliability: .51 is not to be shown as 1.
bool too_coarse(const Finding& row, const DisclosureRules& rules) {
    constexpr double coarsest = 0.05;
    const double half = half_width(row.conf_low, row.conf_high);
    return step_of_limits(half, Step{1, -3}, fewest(row).value_or(1), rules.round).size() > coarsest;
}

}  // namespace

RowSteps steps_of(const StudyFindings& study, const Finding& row, const DisclosureRules& rules) {
    // shares are made of numbers of people that are all large enough: two sums to a step will do
    const std::uint64_t sums = is_share(row) ? 2 : rules.round;
    const std::uint64_t n = fewest(row).value_or(1);
    RowSteps steps;
    steps.means = steps.sds = step_of_mean(grid_of(study, row), n, sums);
    const Step least = is_unitless(row) ? step_of_mean(1, n, 2) : steps.means;
    steps.limits = step_of_limits(half_width(row.conf_low, row.conf_high), least, n, rules.round);
    steps.effects = row.sd_from && *row.sd_from > 0
                        ? step_of_at_least(steps.limits.size() / *row.sd_from)
                        : step_of_limits(half_width(row.effect_low, row.effect_high), step_of_mean(1, n, 2),
                                         n, rules.round);
    return steps;
}

void coarsen_rows(StudyFindings& study, const DisclosureRules& rules) {
    if (rules.round < 2) return;
    for (Finding& row : study.results) {
        if (row.suppressed || row.term == "eligible") continue;
        if (row.analysis == "reliability" && too_coarse(row, rules)) {
            suppress(row);
            continue;
        }
        if (is_score_of_few_answers(study, row))
            row.mean_from = row.mean_to = row.sd_from = row.sd_to = std::nullopt;
        coarsen_scores(study, row, rules);
        if (row.analysis == "response") coarsen_shares_of_everyone(row, rules);
        coarsen_tests(row);
        const auto population = row.analysis == "response" && row.term == "answered" && row.group.empty()
                                    ? row.n_from
                                    : std::nullopt;
        round_counts(row, rules);
        if (population) row.n_from = population;  // from the study file, not from the answers
    }
    for (ChangeSpread& spread : study.spreads) {
        if (spread.smallest_change && change_is_from_data(study, spread.label))
            spread.smallest_change = to_digits(*spread.smallest_change, smallest_change_digits);
    }
}

}  // namespace outcomes::findings
