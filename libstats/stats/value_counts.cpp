#include "libstats/stats/value_counts.hpp"

#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <cstddef>

namespace outcomes::stats {
namespace {

constexpr std::int64_t largest_unit = std::int64_t{1} << 60;

std::vector<ValueCount> count_by_histogram(std::span<const std::int64_t> units, std::int64_t low,
                                           std::int64_t high) {
    std::vector<std::int64_t> histogram(static_cast<std::size_t>(high - low) + 1);
    for (const std::int64_t value : units) ++histogram[static_cast<std::size_t>(value - low)];
    std::vector<ValueCount> counts;
    for (std::size_t i = 0; i < histogram.size(); ++i) {
        if (histogram[i] > 0) counts.push_back({low + static_cast<std::int64_t>(i), histogram[i]});
    }
    return counts;
}

std::vector<ValueCount> count_by_sorting(std::span<const std::int64_t> units) {
    std::vector<std::int64_t> sorted(units.begin(), units.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<ValueCount> counts;
    for (const std::int64_t value : sorted) {
        if (counts.empty() || counts.back().units != value) counts.push_back({value, 0});
        ++counts.back().count;
    }
    return counts;
}

}  // namespace

std::vector<ValueCount> value_counts(std::span<const std::int64_t> units) {
    if (units.empty()) return {};
    const auto [low, high] = std::minmax_element(units.begin(), units.end());
    base::require(*low >= -largest_unit && *high <= largest_unit, "a value of a grid lies beyond 2^60");
    const auto worth_a_histogram = static_cast<std::int64_t>(4 * units.size() + 256);
    if (*high - *low < worth_a_histogram) return count_by_histogram(units, *low, *high);
    return count_by_sorting(units);
}

Magnitudes magnitudes(std::span<const std::int64_t> differences) {
    return magnitudes(value_counts(differences));
}

Magnitudes magnitudes(std::span<const ValueCount> counts) {
    Magnitudes result;
    // Walk outwards from 0: the negative values backwards, the positive ones forwards.
    auto positive =
        std::partition_point(counts.begin(), counts.end(), [](const auto& c) { return c.units <= 0; });
    auto negative = positive;
    if (negative != counts.begin() && std::prev(negative)->units == 0) {
        --negative;
        result.n_zero = negative->count;
    }
    while (negative != counts.begin() || positive != counts.end()) {
        MagnitudeCount group;
        const std::int64_t down = negative != counts.begin() ? -std::prev(negative)->units : largest_unit + 1;
        const std::int64_t up = positive != counts.end() ? positive->units : largest_unit + 1;
        group.magnitude = std::min(down, up);
        if (down == group.magnitude) group.n_neg = (--negative)->count;
        if (up == group.magnitude) group.n_pos = (positive++)->count;
        // Ranks before this group: 1 .. n_nonzero(); its own are the next count() ones.
        group.doubled_rank = 2 * result.n_nonzero() + group.count() + 1;
        result.n_neg += group.n_neg;
        result.n_pos += group.n_pos;
        result.groups.push_back(group);
    }
    return result;
}

}  // namespace outcomes::stats
