#include "libstats/analysis/run_support.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace outcomes::analysis {

findings::Finding people_row(const Measure& measure) {
    findings::Finding row;
    row.estimand = "people";
    const MeanData& data = measure.mean;
    if (data.moments_from) row.n_from = data.moments_from->n;
    if (data.moments_to) row.n_to = data.moments_to->n;
    row.n_from = row.n_from.value_or(0);
    row.n_to = row.n_to.value_or(0);
    row.n_pairs = data.pairs ? data.pairs->difference.n : 0;
    row.n = row.n_pairs;
    if (!data.pairs) return row;
    row.mean_from = data.pairs->baseline.mean;
    row.mean_to = data.pairs->repeat.mean;
    row.sd_from = data.pairs->baseline.sd;
    row.sd_to = data.pairs->repeat.sd;
    return row;
}

findings::Finding place_row(const Measure& measure) {
    findings::Finding row = people_row(measure);
    const MeanData& data = measure.mean;
    row.estimand = "place";
    row.n = *row.n_from + *row.n_to - *row.n_pairs;
    row.mean_from = row.mean_to = row.sd_from = row.sd_to = std::nullopt;
    if (data.moments_from) {
        row.mean_from = data.moments_from->mean;
        row.sd_from = data.moments_from->sd;
    }
    if (data.moments_to) {
        row.mean_to = data.moments_to->mean;
        row.sd_to = data.moments_to->sd;
    }
    return row;
}

findings::Finding counted_row(const Measure& measure, const char* estimand) {
    const auto total = [](const std::vector<std::int64_t>& counts) {
        return static_cast<std::uint64_t>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    };
    findings::Finding row;
    row.estimand = estimand;
    row.n_from = total(measure.answers.count_from);
    row.n_to = total(measure.answers.count_to);
    row.n_pairs = total(measure.answers.moves);
    row.n = row.estimand == "people" ? *row.n_pairs : *row.n_from + *row.n_to - *row.n_pairs;
    return row;
}

MethodResult absent(findings::Finding row, base::Reason reason) {
    row.reason = base::reason_id(reason);
    return {std::move(row), std::nullopt};
}

base::Reason reason_of_changes(const Measure& measure, base::Reason reason) {
    const auto& pairs = measure.mean.pairs;
    if (reason != base::Reason::no_variation || !pairs) return reason;
    const stats::Moments& change = pairs->difference;
    if (!change.sd || *change.sd != 0) return reason;
    return change.mean == 0 ? base::Reason::no_change : base::Reason::same_change;
}

MethodResult without_inference(findings::Finding row, const Measure& measure, base::Reason reason) {
    if (reason != base::Reason::no_variation) return absent(std::move(row), reason);
    const bool all_linked = row.n_pairs == row.n_from && row.n_pairs == row.n_to;
    if (measure.mean.pairs && (row.estimand == "people" || all_linked)) {
        row.estimate = measure.mean.pairs->difference.mean;
        reason = reason_of_changes(measure, reason);
    } else {
        row.estimate = *row.mean_to - *row.mean_from;
        const bool nobody_differs = row.sd_from == 0.0 && row.sd_to == 0.0;
        if (nobody_differs && *row.estimate != 0) reason = base::Reason::same_change;
    }
    row.estimate_type = "points";
    return absent(std::move(row), reason);
}

stats::GridView change_of(const Measure& measure) {
    return {measure.mean.change, measure.mean.denominator};
}

stats::GridView everyone_from(const Measure& measure) {
    return {measure.mean.all_from.units, measure.mean.denominator};
}
stats::GridView everyone_to(const Measure& measure) {
    return {measure.mean.all_to.units, measure.mean.denominator};
}
stats::GridView pairs_from(const Measure& measure) {
    return {measure.mean.pair_from.units, measure.mean.denominator};
}
stats::GridView pairs_to(const Measure& measure) {
    return {measure.mean.pair_to.units, measure.mean.denominator};
}

std::optional<base::Reason> obstacle_to_comparing_ranks(const Measure& measure) {
    const MeanData& data = measure.mean;
    if (!data.moments_from) return data.moments_from.reason();
    if (!data.moments_to) return data.moments_to.reason();
    if (!data.on_grid) return base::Reason::not_on_grid;
    return std::nullopt;
}

std::optional<base::Reason> obstacle_to_ranks(const Measure& measure) {
    constexpr std::int64_t largest = std::int64_t{1} << 60;
    if (!measure.mean.pairs) return measure.mean.pairs.reason();
    const auto& change = measure.mean.change;
    const bool fits =
        std::all_of(change.begin(), change.end(), [](std::int64_t d) { return d > -largest && d < largest; });
    if (!measure.mean.on_grid || !fits) return base::Reason::not_on_grid;
    return std::nullopt;
}

stats::Interval in_points(const stats::Interval& share) {
    return {share.low * percent, share.high * percent};
}

stats::PairedTable yes_no_moves(const Measure& measure) {
    const std::size_t yes = measure.success;
    const std::size_t no = 1 - yes;
    const auto& moves = measure.answers.moves;
    return {moves[yes * 2 + yes], moves[yes * 2 + no], moves[no * 2 + yes], moves[no * 2 + no]};
}

void set_interval(findings::Finding& row, const stats::Interval& interval, double level) {
    row.conf_low = interval.low;
    row.conf_high = interval.high;
    row.conf_level = level;
}

double turned(double value, findings::Direction better) {
    return better == findings::Direction::lower ? -value : value;
}

void set_effect(findings::Finding& row, const std::string& type, double effect, const stats::Interval& limits,
                findings::Direction better) {
    row.effect_type = type;
    row.effect = turned(effect, better);
    const bool lower = better == findings::Direction::lower;
    row.effect_low = turned(lower ? limits.high : limits.low, better);
    row.effect_high = turned(lower ? limits.low : limits.high, better);
}

void set_effect_of(findings::Finding& row, EffectKind kind, findings::Direction better) {
    if (kind == EffectKind::none || !row.estimate) return;
    const bool is_probability = kind == EffectKind::probability;
    const auto effect = [&](double value) { return turned(is_probability ? 2 * value - 1 : value, better); };
    row.effect_type = is_probability ? "dominance" : row.estimate_type;
    row.effect = effect(*row.estimate);
    if (!row.conf_low || !row.conf_high) return;
    const bool lower = better == findings::Direction::lower;
    row.effect_low = effect(lower ? *row.conf_high : *row.conf_low);
    row.effect_high = effect(lower ? *row.conf_low : *row.conf_high);
}

void set_d_baseline(findings::Finding& row, const Measure& measure) {
    const auto& baseline = measure.mean.moments_from;
    if (!row.estimate || !row.conf_low || !row.conf_high || !baseline || !baseline->sd || *baseline->sd == 0)
        return;
    const double sd = *baseline->sd;
    set_effect(row, "d_baseline", *row.estimate / sd, {*row.conf_low / sd, *row.conf_high / sd},
               measure.better);
}

void add_note(findings::Finding& row, const std::string& note) {
    if (note.empty()) return;
    if (!row.note.empty()) row.note += "; ";
    row.note += note;
}

}  // namespace outcomes::analysis
