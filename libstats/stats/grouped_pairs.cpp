#include "libstats/stats/grouped_pairs.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

using base::require;

std::vector<double> member_of(const GroupedPairs& pairs, std::size_t group) {
    std::vector<double> column;
    column.reserve(pairs.groups.size());
    for (const std::uint32_t g : pairs.groups) column.push_back(g == group ? 1 : 0);
    return column;
}

void add_groups(const GroupedPairs& pairs, Design& design) {
    for (std::size_t g = 1; g < pairs.n_groups; ++g) design.columns.push_back(member_of(pairs, g));
}

/// A column for both waves: the first half is multiplied by `before`.
std::vector<double> twice(const std::vector<double>& column, double before) {
    std::vector<double> result;
    result.reserve(2 * column.size());
    for (const double value : column) result.push_back(before * value);
    result.insert(result.end(), column.begin(), column.end());
    return result;
}

}  // namespace

void require_valid(const GroupedPairs& pairs) {
    require(pairs.baseline.size() == pairs.repeat.size() && pairs.baseline.size() == pairs.groups.size(),
            "baseline, repeat and groups must have the same length");
    require(pairs.n_groups >= 2, "a comparison needs two groups");
    require(std::ranges::all_of(pairs.groups, [&](std::uint32_t g) { return g < pairs.n_groups; }),
            "a person is in a group that is not there");
    const auto usable = [](double value) { return std::abs(value) <= 1e150; };
    require(std::ranges::all_of(pairs.baseline, usable) && std::ranges::all_of(pairs.repeat, usable),
            "a score is not finite or too large");
}

std::vector<double> changes_of(const GroupedPairs& pairs) {
    require_valid(pairs);
    std::vector<double> changes;
    changes.reserve(pairs.baseline.size());
    for (std::size_t i = 0; i < pairs.baseline.size(); ++i)
        changes.push_back(pairs.repeat[i] - pairs.baseline[i]);
    return changes;
}

Design group_design(const GroupedPairs& pairs) {
    require_valid(pairs);
    Design design;
    design.columns.emplace_back(pairs.groups.size(), 1.0);
    add_groups(pairs, design);
    return design;
}

Design ancova_design(const GroupedPairs& pairs) {
    require_valid(pairs);
    Design design;
    design.columns.emplace_back(pairs.groups.size(), 1.0);
    design.columns.emplace_back(pairs.baseline.begin(), pairs.baseline.end());
    add_groups(pairs, design);
    return design;
}

StackedPairs stacked(const GroupedPairs& pairs) {
    const Design groups = group_design(pairs);
    StackedPairs result;
    for (const double before : {1.0, 0.0}) {
        for (const auto& column : groups.columns) result.design.columns.push_back(twice(column, before));
    }
    for (const auto& wave : {pairs.baseline, pairs.repeat})
        result.scores.insert(result.scores.end(), wave.begin(), wave.end());
    for (int wave = 0; wave < 2; ++wave) {
        for (std::size_t i = 0; i < pairs.groups.size(); ++i)
            result.people.push_back(static_cast<std::uint32_t>(i));
    }
    return result;
}

}  // namespace outcomes::stats
