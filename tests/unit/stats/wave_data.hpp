#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/stats/types.hpp"
#include "tests/support/reference.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace outcomes::tests {

/// Scores on a grid, owned.
struct Scores {
    std::vector<std::int64_t> units;
    std::int64_t denominator = 1;

    [[nodiscard]] stats::GridView view() const { return {units, denominator}; }
    [[nodiscard]] std::vector<double> doubles() const {
        std::vector<double> values;
        for (const auto x : units)
            values.push_back(static_cast<double>(x) / static_cast<double>(denominator));
        return values;
    }
};

/// The scores of two waves on one grid: of everyone in each wave, and of those in both.
struct WaveData {
    std::size_t n_rows = 0;
    Scores all_baseline;
    Scores all_repeat;
    Scores baseline;    ///< of the pairs
    Scores repeat;      ///< of the pairs
    Scores difference;  ///< of the pairs, repeat - baseline
};

using MaybeUnits = std::vector<std::optional<std::int64_t>>;

inline WaveData wave_data(const MaybeUnits& baseline, const MaybeUnits& repeat, std::int64_t denominator) {
    WaveData data;
    data.n_rows = baseline.size();
    for (Scores* scores :
         {&data.all_baseline, &data.all_repeat, &data.baseline, &data.repeat, &data.difference}) {
        scores->denominator = denominator;
    }
    for (std::size_t i = 0; i < baseline.size(); ++i) {
        if (baseline[i]) data.all_baseline.units.push_back(*baseline[i]);
        if (repeat[i]) data.all_repeat.units.push_back(*repeat[i]);
        if (!baseline[i] || !repeat[i]) continue;
        data.baseline.units.push_back(*baseline[i]);
        data.repeat.units.push_back(*repeat[i]);
        data.difference.units.push_back(*repeat[i] - *baseline[i]);
    }
    return data;
}

/// Where the scores lie at 1e9, programs that read them as doubles lose half of their digits: their values
/// agree with exact decimals to 6 digits only.
inline bool digits_lost(const ReferenceCase& reference) {
    return reference.json().at("case") == "syn15_bigoffset";
}

/// Columns of decimals on their common grid; empty cells stay empty.
struct GridColumns {
    std::vector<MaybeUnits> columns;
    std::int64_t denominator = 1;
};

inline GridColumns grid_columns(const std::vector<std::vector<std::string>>& texts) {
    std::vector<base::Decimal> decimals;
    for (const auto& column : texts) {
        for (const auto& cell : column) {
            if (!cell.empty()) decimals.push_back(base::parse_decimal(cell).value());
        }
    }
    const base::Grid grid = base::common_grid(decimals).value();
    GridColumns result{{}, grid.denominator};
    std::size_t next = 0;
    for (const auto& column : texts) {
        MaybeUnits units;
        for (const auto& cell : column) {
            units.push_back(cell.empty() ? std::nullopt : std::optional(grid.units[next++]));
        }
        result.columns.push_back(units);
    }
    return result;
}

/// Rows of `table` in which column `name` holds `value`.
inline std::map<std::string, std::vector<std::string>> rows_where(
    const std::map<std::string, std::vector<std::string>>& table, const std::string& name,
    const std::string& value) {
    std::map<std::string, std::vector<std::string>> kept;
    const auto& key = table.at(name);
    for (const auto& [column, cells] : table) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (key[i] == value) kept[column].push_back(cells[i]);
        }
    }
    return kept;
}

/// A column of a case on its own grid, without the empty cells.
inline Scores scores_of(const std::vector<std::string>& cells) {
    const GridColumns grid = grid_columns({cells});
    Scores scores{{}, grid.denominator};
    for (const auto& x : grid.columns[0]) {
        if (x) scores.units.push_back(*x);
    }
    return scores;
}

/// The columns "baseline" and "repeat" of a case; only the rows of one group if it is named.
inline WaveData case_waves(const std::string& id, const std::string& group = "") {
    auto table = reference_table(id);
    if (!group.empty()) table = rows_where(table, "group", group);
    const GridColumns grid = grid_columns({table.at("baseline"), table.at("repeat")});
    return wave_data(grid.columns[0], grid.columns[1], grid.denominator);
}

/// The case of ten items in two waves: mean of the answered items after reversing q2 and q5 on 1 to 5, if at
/// least half were answered. The grid is 1/2520, which holds every mean of up to ten items.
inline WaveData ten_item_waves(const std::string& id) {
    const auto table = reference_table(id);
    std::map<std::string, std::optional<std::int64_t>> scores[2];
    for (std::size_t row = 0; row < table.at("id").size(); ++row) {
        std::int64_t sum = 0;
        std::int64_t answered = 0;
        for (int item = 1; item <= 10; ++item) {
            const std::string& cell = table.at(fmt::format("q{}", item))[row];
            if (cell.empty()) continue;
            sum += item == 2 || item == 5 ? 6 - std::stoll(cell) : std::stoll(cell);
            ++answered;
        }
        auto& score = scores[table.at("time")[row] == "1" ? 0 : 1][table.at("id")[row]];
        if (answered >= 5) score = sum * 2520 / answered;
    }
    MaybeUnits baseline;
    MaybeUnits repeat;
    for (const auto& [person, score] : scores[0]) {
        baseline.push_back(score);
        repeat.push_back(scores[1].contains(person) ? scores[1].at(person) : std::nullopt);
    }
    return wave_data(baseline, repeat, 2520);
}

/// One subtree of results about two waves, with its data: "paired" of most cases, "scale_paired" of the item
/// case.
struct PairedSubtree {
    std::string id;
    std::string path;
    WaveData data;
};

inline std::vector<PairedSubtree> paired_subtrees() {
    std::vector<PairedSubtree> subtrees;
    for (const auto& id : reference_ids({"paired", "paired_groups", "longitudinal_groups"})) {
        subtrees.push_back({id, "paired", case_waves(id)});
    }
    for (const auto& id : reference_ids({"items2"})) {
        if (ReferenceCase(id).json().at("input") == "syn23_items10_n80.csv") {
            subtrees.push_back({id, "scale_paired", ten_item_waves(id)});
        }
    }
    return subtrees;
}

/// The same for each group of the cases with groups: subtree "groups.per_group.<name>".
inline std::vector<PairedSubtree> group_subtrees() {
    std::vector<PairedSubtree> subtrees;
    for (const auto& id : reference_ids({"paired_groups", "longitudinal_groups"})) {
        const ReferenceCase reference(id);
        for (const auto& [group, results] : reference.at("groups.per_group").items()) {
            subtrees.push_back({id, "groups.per_group." + group, case_waves(id, group)});
        }
    }
    return subtrees;
}

}  // namespace outcomes::tests
