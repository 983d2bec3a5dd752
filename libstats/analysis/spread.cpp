#include "libstats/analysis/report_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

namespace outcomes::analysis {
namespace {

constexpr std::size_t most_bins = 30;

/// The number of steps that a change is shown at: the nearest, on its own side of the smallest change.
std::int64_t steps_of(double change, double step, double smallest) {
    const double slack = step * 1e-6;
    auto steps = static_cast<std::int64_t>(std::llround(change / step));
    const auto at = [&] { return static_cast<double>(steps) * step; };
    if (change >= smallest - slack && at() < smallest - slack) ++steps;
    if (change < smallest - slack && at() >= smallest - slack) --steps;
    if (change <= -smallest + slack && at() > -smallest + slack) --steps;
    if (change > -smallest + slack && at() <= -smallest + slack) ++steps;
    return steps;
}

/// Bins without gaps, of `width` steps each; width 2 begins so that no bin crosses a side of the smallest
/// change more than it must.
std::vector<findings::ChangeBin> bins_of(const std::map<std::int64_t, std::uint64_t>& people, double step) {
    const std::int64_t first = people.begin()->first;
    const std::int64_t last = people.rbegin()->first;
    const std::int64_t width = static_cast<std::size_t>(last - first) + 1 > most_bins ? 2 : 1;
    std::vector<findings::ChangeBin> bins;
    // zones are told apart by the sign of a change at least: no bin holds both rises and falls
    for (std::int64_t at = first; at <= last;) {
        std::int64_t end = std::min(last, at + width - 1);
        if (at < 0 && end >= 0) end = -1;
        if (at == 0) end = 0;
        findings::ChangeBin bin{static_cast<double>(at) * step, static_cast<double>(end) * step, 0};
        for (std::int64_t s = at; s <= end; ++s) {
            const auto found = people.find(s);
            if (found != people.end()) bin.people += found->second;
        }
        bins.push_back(bin);
        at = end + 1;
    }
    return bins;
}

std::uint64_t others_than_commonest(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::size_t most = 0;
    for (auto at = values.begin(); at != values.end();) {
        const auto end = std::upper_bound(at, values.end(), *at);
        most = std::max(most, static_cast<std::size_t>(end - at));
        at = end;
    }
    return values.size() - most;
}

/// The same for grid values: counted where they lie close together, as scores do. Cost O(n + range).
std::uint64_t others_than_commonest(const std::vector<std::int64_t>& units) {
    if (units.empty()) return 0;
    const auto [low, high] = std::minmax_element(units.begin(), units.end());
    constexpr std::uint64_t widest = 1U << 16U;
    const std::uint64_t range = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low);
    if (range >= widest) return others_than_commonest(std::vector<double>(units.begin(), units.end()));
    std::vector<std::uint64_t> counts(range + 1, 0);
    for (const std::int64_t unit : units) ++counts[static_cast<std::size_t>(unit - *low)];
    return units.size() - *std::max_element(counts.begin(), counts.end());
}

std::uint64_t apart_in(const Sample& sample) {
    return others_than_commonest(sample.units) + others_than_commonest(sample.values);
}

findings::CountBasis::Apart apart_in(const MeanData& data) {
    findings::CountBasis::Apart apart;
    apart.pairs_from = apart_in(data.pair_from);
    apart.pairs_to = apart_in(data.pair_to);
    apart.change = data.on_grid ? others_than_commonest(data.change) : data.pair_from.values.size();
    apart.all_from = apart_in(data.all_from);
    apart.all_to = apart_in(data.all_to);
    apart.lost = apart_in(data.lost_from);
    apart.kept = apart_in(data.kept_from);
    return apart;
}

}  // namespace

findings::CountBasis basis_of(const Measure& measure) {
    findings::CountBasis basis;
    basis.term = measure.term;
    basis.apart = apart_in(measure.mean);
    const auto count = [](std::vector<std::uint64_t>& list, const std::vector<std::int64_t>& counts) {
        for (const std::int64_t n : counts) list.push_back(static_cast<std::uint64_t>(n));
    };
    const AnswerData& answers = measure.answers;
    const bool has_pairs = measure.mean.pairs && measure.mean.pairs->difference.n > 0;
    if (measure.kind == MeasureKind::binary || measure.kind == MeasureKind::nominal) {
        if (has_pairs) count(basis.people, answers.moves);
        count(basis.place, answers.count_from);
        count(basis.place, answers.count_to);
        return basis;
    }
    if (measure.mean.on_grid && has_pairs) {
        basis.people.assign(3, 0);
        for (const std::int64_t change : measure.mean.change)
            ++basis.people[change < 0 ? 0 : change == 0 ? 1 : 2];
    }
    if (measure.kind != MeasureKind::ordered) return basis;
    basis.place.assign(4, 0);
    for (std::size_t a = 0; a < answers.labels.size(); ++a) {
        const std::size_t side = a >= answers.middle ? 1 : 0;
        basis.place[side] += static_cast<std::uint64_t>(answers.count_from[a]);
        basis.place[2 + side] += static_cast<std::uint64_t>(answers.count_to[a]);
    }
    return basis;
}

std::optional<findings::ChangeSpread> spread_of(const Measure& measure, const WavePair& waves, double step) {
    const MeanData& data = measure.mean;
    if (measure.kind != MeasureKind::mean || !data.on_grid || data.change.empty() || step <= 0)
        return std::nullopt;
    findings::ChangeSpread spread;
    spread.term = measure.term;
    spread.label = measure.label;
    spread.wave_from = waves.from->id;
    spread.wave_to = waves.to->id;
    spread.better = findings::direction_id(measure.better);
    spread.smallest_change = measure.smallest_change;
    spread.step = step;
    spread.n = data.change.size();
    const double smallest = std::max(measure.smallest_change.value_or(step), step * 1e-3);
    std::map<std::int64_t, std::uint64_t> people;
    std::uint64_t higher = 0, lower = 0;
    for (const std::int64_t units : data.change) {
        const double change = static_cast<double>(units) / static_cast<double>(data.denominator);
        ++people[steps_of(change, step, smallest)];
        higher += change >= smallest - step * 1e-6 ? 1 : 0;
        lower += change <= -smallest + step * 1e-6 ? 1 : 0;
    }
    spread.n_higher = higher;
    spread.n_lower = lower;
    spread.bins = bins_of(people, step);
    return spread;
}

}  // namespace outcomes::analysis
