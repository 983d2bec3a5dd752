#pragma once

#include "libstats/stats/reliability.hpp"
#include "tests/support/reference.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The reference cases about the items of a scale, as sums over the people who answered all of them.
namespace outcomes::tests {

using TextTable = std::map<std::string, std::vector<std::string>>;

/// A key that may be one name, a list of names, or an empty object.
inline std::vector<std::string> names_at(const nlohmann::json& node) {
    if (node.is_string()) return {node.get<std::string>()};
    if (node.is_array()) return node.get<std::vector<std::string>>();
    return {};
}

/// Answers of the items named, reversed as declared, of one row; nothing if one is missing.
inline std::optional<std::vector<std::int64_t>> complete_row(const TextTable& table, std::size_t row,
                                                             const std::vector<std::string>& items,
                                                             const nlohmann::json& params) {
    const auto reversed = names_at(params.at("reverse"));
    const auto ends = params.at("range").get<std::vector<std::int64_t>>();
    std::vector<std::int64_t> answers;
    for (const auto& item : items) {
        const std::string& cell = table.at(item)[row];
        if (cell.empty() || cell == "NA") return std::nullopt;
        const bool turn = std::ranges::find(reversed, item) != reversed.end();
        answers.push_back(turn ? ends[0] + ends[1] - std::stoll(cell) : std::stoll(cell));
    }
    return answers;
}

/// One subtree of results about items, with its data.
struct ItemCase {
    std::string id;
    std::string path;  ///< "items", "time1", "time2"
    std::vector<std::string> items;
    stats::ItemMoments moments{1};
};

inline ItemCase item_case(const ReferenceCase& reference, const std::string& id, const std::string& path,
                          const TextTable& table, const std::string& time) {
    ItemCase one{id, path, {}, stats::ItemMoments(1)};
    for (const auto& item : reference.at(path + ".items")) one.items.push_back(item.at("item"));
    one.moments = stats::ItemMoments(one.items.size());
    for (std::size_t row = 0; row < table.at("id").size(); ++row) {
        if (!time.empty() && table.at("time")[row] != time) continue;
        const auto answers = complete_row(table, row, one.items, reference.at("params"));
        if (answers) one.moments.add(*answers);
    }
    return one;
}

/// Every case about items, asked once ("items") or twice ("time1", "time2").
inline std::vector<ItemCase> item_cases() {
    std::vector<ItemCase> cases;
    for (const auto& id : reference_ids({"items"})) {
        cases.push_back(item_case(ReferenceCase(id), id, "items", reference_table(id), ""));
    }
    for (const auto& id : reference_ids({"items2"})) {
        const TextTable table = reference_table(id);
        const auto [first, last] = std::ranges::minmax(table.at("time"));
        cases.push_back(item_case(ReferenceCase(id), id, "time1", table, first));
        cases.push_back(item_case(ReferenceCase(id), id, "time2", table, last));
    }
    return cases;
}

/// Sums over rows of `n_items` answers each.
inline stats::ItemMoments moments_of_rows(const std::vector<std::int64_t>& rows, std::size_t n_items,
                                          std::int64_t denominator = 1) {
    stats::ItemMoments moments(n_items, denominator);
    for (std::size_t start = 0; start + n_items <= rows.size(); start += n_items)
        moments.add(std::span(rows).subspan(start, n_items));
    return moments;
}

}  // namespace outcomes::tests
