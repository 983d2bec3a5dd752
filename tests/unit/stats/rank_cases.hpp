#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/stats/types.hpp"
#include "tests/support/reference.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// The differences behind every reference case that has rank statistics, as exact grids.
namespace outcomes::tests {

/// Differences and the place of their statistics in a reference case.
struct RankCase {
    std::string id;
    std::string prefix;  ///< "paired", "groups.per_group.CBT", "scale_paired"
    base::Grid differences;
};

inline stats::GridView view(const base::Grid& grid) {
    return {.units = grid.units, .denominator = grid.denominator};
}

inline stats::GridView view(const std::vector<std::int64_t>& units) {
    return {.units = units};
}

/// repeat - baseline of the pairs of texts where both are numbers.
inline base::Grid differences(const std::vector<std::string>& baseline,
                              const std::vector<std::string>& repeat) {
    std::vector<base::Decimal> numbers;
    for (std::size_t i = 0; i < baseline.size(); ++i) {
        const auto before = base::parse_decimal(baseline[i]);
        const auto after = base::parse_decimal(repeat[i]);
        if (!before || !after) continue;
        numbers.push_back(*before);
        numbers.push_back(*after);
    }
    const auto grid = base::common_grid(numbers).value();
    base::Grid result{.units = {}, .denominator = grid.denominator};
    for (std::size_t i = 0; i < grid.units.size(); i += 2) {
        result.units.push_back(grid.units[i + 1] - grid.units[i]);
    }
    return result;
}

/// Sum and number of the answered items of one person at one time.
struct ItemSum {
    std::int64_t sum = 0;
    std::int64_t answered = 0;
};

/// Differences of scale means over the answered items, on the grid of the least common multiple of their
/// numbers.
inline base::Grid scale_differences(const nlohmann::json& params,
                                    const std::map<std::string, std::vector<std::string>>& table) {
    const auto& range = params.at("range");
    const std::int64_t turn = range[0].get<std::int64_t>() + range[1].get<std::int64_t>();
    const auto reverse = params.at("reverse").get<std::set<std::string>>();
    std::map<std::string, std::map<std::string, ItemSum>> waves;
    const std::size_t n_items = table.size() - 2;
    for (const auto& [name, cells] : table) {
        if (name == "id" || name == "time") continue;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            ItemSum& score = waves[table.at("time")[i]][table.at("id")[i]];
            if (cells[i].empty() || cells[i] == "NA") continue;
            const std::int64_t answer = std::stoll(cells[i]);
            score.sum += reverse.contains(name) ? turn - answer : answer;
            ++score.answered;
        }
    }
    base::Grid result;
    std::vector<std::pair<ItemSum, ItemSum>> pairs;
    for (const auto& [id, after] : waves.at("2")) {
        const auto before = waves.at("1").find(id);
        if (before == waves.at("1").end()) continue;
        if (2 * std::min(after.answered, before->second.answered) < static_cast<std::int64_t>(n_items))
            continue;
        pairs.emplace_back(before->second, after);
        result.denominator = std::lcm(result.denominator, std::lcm(after.answered, before->second.answered));
    }
    for (const auto& [before, after] : pairs) {
        const std::int64_t d = result.denominator;
        result.units.push_back(after.sum * (d / after.answered) - before.sum * (d / before.answered));
    }
    return result;
}

inline std::vector<RankCase> rank_cases() {
    std::vector<RankCase> cases;
    for (const std::string& id : reference_ids({"paired", "paired_groups", "longitudinal_groups"})) {
        const auto table = reference_table(id);
        const auto& before = table.at("baseline");
        const auto& after = table.at("repeat");
        cases.push_back({id, "paired", differences(before, after)});
        if (!table.contains("group")) continue;
        const auto& group = table.at("group");
        for (const std::string& name : std::set<std::string>(group.begin(), group.end())) {
            std::vector<std::string> group_before, group_after;
            for (std::size_t i = 0; i < group.size(); ++i) {
                if (group[i] != name) continue;
                group_before.push_back(before[i]);
                group_after.push_back(after[i]);
            }
            cases.push_back({id, "groups.per_group." + name, differences(group_before, group_after)});
        }
    }
    for (const std::string& id : reference_ids({"items2"})) {
        const ReferenceCase reference(id);
        cases.push_back({id, "scale_paired", scale_differences(reference.at("params"), reference_table(id))});
    }
    return cases;
}

/// Test vectors that other programs get wrong; computed with R (coin, exactRankTests) from the pairs given.
namespace vectors {

inline std::vector<std::int64_t> minus(const std::vector<std::int64_t>& after,
                                       const std::vector<std::int64_t>& before) {
    std::vector<std::int64_t> d(after.size());
    std::transform(after.begin(), after.end(), before.begin(), d.begin(), std::minus<>());
    return d;
}

/// 26 people, one five-point question: 12 unchanged, 12 up, 2 down.
inline std::vector<std::int64_t> many_unchanged() {
    return minus({4, 3, 3, 4, 4, 3, 3, 5, 5, 3, 3, 2, 4, 4, 3, 3, 3, 5, 3, 3, 3, 4, 3, 5, 4, 2},
                 {3, 3, 2, 4, 3, 3, 2, 4, 5, 3, 2, 3, 4, 3, 3, 2, 3, 4, 3, 2, 4, 3, 3, 5, 3, 2});
}

/// 24 people, sums of five five-point questions.
inline std::vector<std::int64_t> five_item_sums() {
    return minus(
        {5, 15, 12, 17, 14, 14, 15, 17, 17, 19, 17, 7, 11, 15, 17, 21, 14, 10, 5, 16, 17, 20, 12, 17},
        {5, 13, 11, 16, 14, 13, 14, 15, 16, 19, 19, 6, 9, 12, 15, 21, 14, 11, 6, 15, 16, 19, 15, 15});
}

/// R-help 2006 (example of J. Bortz): 15 people, 5 unchanged.
inline std::vector<std::int64_t> bortz() {
    return minus({13, 15, 9, 12, 16, 10, 8, 13, 12, 16, 9, 10, 16, 12, 9},
                 {9, 14, 8, 11, 14, 10, 8, 14, 12, 14, 13, 9, 15, 12, 9});
}

/// scipy issue 10223: 15 up, 15 down, 40 unchanged.
inline std::vector<std::int64_t> balanced() {
    std::vector<std::int64_t> d(70, 0);
    std::fill_n(d.begin(), 15, 1);
    std::fill_n(d.rbegin(), 15, -1);
    return d;
}

/// rstatix issue 127: 12 people, 8 unchanged, 4 up.
inline std::vector<std::int64_t> four_of_twelve() {
    return minus({9, 8, 0, 0, 0, 0, 2, 3, 2, 1, 3, 7}, {0, 6, 0, 0, 0, 0, 1, 3, 1, 1, 3, 7});
}

}  // namespace vectors
}  // namespace outcomes::tests
