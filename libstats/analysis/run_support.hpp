#pragma once

#include "libstats/analysis/method_runs.hpp"

#include <optional>
#include <string>
#include <utility>

/// What the functions behind the registry share: how a row is begun and how its parts are filled.
namespace outcomes::analysis {

/// The level of the interval that carries a verdict, whatever level is shown.
inline constexpr double verdict_level = 0.95;

/// A row about the linked people: counts, and means and SDs of the pairs.
[[nodiscard]] findings::Finding people_row(const Measure& measure);
/// A row about everyone: counts, and means and SDs of all answers.
[[nodiscard]] findings::Finding place_row(const Measure& measure);
/// A row that counts answers: means and SDs of positions have no place in it. @param estimand people or place
[[nodiscard]] findings::Finding counted_row(const Measure& measure, const char* estimand);
/// The row without a figure.
[[nodiscard]] MethodResult absent(findings::Finding row, base::Reason reason);

/// Why a figure is absent that needs the changes of the linked people to differ: `reason`, or what the
/// changes are where they are all the same.
[[nodiscard]] base::Reason reason_of_changes(const Measure& measure, base::Reason reason);
/// A row of `points` without an inference. Where nothing varies the change itself is known and is given, with
/// the reason why it has no interval.
[[nodiscard]] MethodResult without_inference(findings::Finding row, const Measure& measure,
                                             base::Reason reason);

/// Everyone's scores of a wave, exactly; see obstacle_to_comparing_ranks().
[[nodiscard]] stats::GridView everyone_from(const Measure& measure);
[[nodiscard]] stats::GridView everyone_to(const Measure& measure);
/// The linked people's scores of a wave, exactly, in one order.
[[nodiscard]] stats::GridView pairs_from(const Measure& measure);
[[nodiscard]] stats::GridView pairs_to(const Measure& measure);
/// Why everyone's scores cannot be ranked, if they cannot.
[[nodiscard]] std::optional<base::Reason> obstacle_to_comparing_ranks(const Measure& measure);

/// The changes of the pairs, exactly; empty where the scores are not on a grid.
[[nodiscard]] stats::GridView change_of(const Measure& measure);
/// Why the changes of this measure cannot be ranked, if they cannot: no pairs, no grid, or numbers too large
/// for one.
[[nodiscard]] std::optional<base::Reason> obstacle_to_ranks(const Measure& measure);

/// Why a row has no figure, if it has none.
using Why = std::optional<base::Reason>;

/// A row about the linked people from the moments of their scores. @param fill takes the row and the moments,
/// and says why there is no figure
template <class Fill>
[[nodiscard]] MethodResult from_pairs(const Measure& measure, const char* type, Fill fill) {
    findings::Finding row = people_row(measure);
    row.estimate_type = type;
    const auto& pairs = measure.mean.pairs;
    if (!pairs) return absent(std::move(row), pairs.reason());
    if (const Why reason = fill(row, *pairs)) return absent(std::move(row), *reason);
    return {std::move(row), std::nullopt};
}

/// The same from their scores in both waves, where these can be ranked.
template <class Fill>
[[nodiscard]] MethodResult from_ranked_pairs(const Measure& measure, const char* type, Fill fill) {
    findings::Finding row = people_row(measure);
    row.estimate_type = type;
    if (const Why obstacle = obstacle_to_ranks(measure)) return absent(std::move(row), *obstacle);
    if (const Why reason = fill(row, pairs_from(measure), pairs_to(measure)))
        return absent(std::move(row), *reason);
    return {std::move(row), std::nullopt};
}

/// Shares are shown in percentage points.
inline constexpr double percent = 100;
[[nodiscard]] stats::Interval in_points(const stats::Interval& share);
/// How the linked people moved between the answer that counts and the other, for two answers.
[[nodiscard]] stats::PairedTable yes_no_moves(const Measure& measure);

void set_interval(findings::Finding& row, const stats::Interval& interval, double level);
/// A value times +1 or -1, so that positive is better.
[[nodiscard]] double turned(double value, findings::Direction better);
/// Effect and limits turned so that positive is better (the limits change places when lower is better).
void set_effect(findings::Finding& row, const std::string& type, double effect, const stats::Interval& limits,
                findings::Direction better);
/// The effect of a row whose estimate is one: the estimate and its limits, turned so that positive is better.
/// Does nothing for EffectKind::none, and for a row without an estimate.
void set_effect_of(findings::Finding& row, EffectKind kind, findings::Direction better);
/// The change and its limits in SDs of all baseline answers; left out where those do not vary.
void set_d_baseline(findings::Finding& row, const Measure& measure);
/// Adds a mark to the note, separated by "; ".
void add_note(findings::Finding& row, const std::string& note);

}  // namespace outcomes::analysis
