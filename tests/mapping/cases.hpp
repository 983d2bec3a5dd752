#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/stats/types.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::tests {

/// One column of a case's file, as text; "" and "NA" are blanks.
using TextColumn = std::vector<std::string>;

/// A data set with the settings that its reference values were computed with. The values themselves are not
/// for the mappers: `reference` is there for inputs that only the JSON holds (orientation, tables, targets).
struct MapCase {
    std::string id;
    std::string kind;
    nlohmann::json params;
    nlohmann::json reference;
    std::vector<std::string> names;   ///< of the columns, in the order of the file
    std::vector<TextColumn> columns;  ///< parallel to `names`

    [[nodiscard]] const TextColumn& column(const std::string& name) const;
    [[nodiscard]] bool has_column(const std::string& name) const;
    [[nodiscard]] std::size_t n_rows() const { return columns.empty() ? 0 : columns.front().size(); }
};

/// All cases of a folder with an index.json, in its order.
[[nodiscard]] std::vector<MapCase> read_cases(const std::filesystem::path& folder);

/// A blank or a number that was written as a decimal.
[[nodiscard]] std::vector<std::optional<base::Decimal>> decimals(const TextColumn& column);

/// Two waves on one exact grid; position i is one person. A blank is nothing.
struct Waves {
    std::vector<std::optional<std::int64_t>> baseline;
    std::vector<std::optional<std::int64_t>> repeat;
    std::int64_t denominator = 1;

    [[nodiscard]] base::Grid available_baseline() const;
    [[nodiscard]] base::Grid available_repeat() const;
    /// Of the people with both values.
    [[nodiscard]] base::Grid complete_baseline() const;
    [[nodiscard]] base::Grid complete_repeat() const;
    [[nodiscard]] base::Grid difference() const;  ///< repeat - baseline
};

[[nodiscard]] Waves waves_of(const TextColumn& baseline, const TextColumn& repeat);

[[nodiscard]] inline stats::GridView view(const base::Grid& grid) {
    return {.units = grid.units, .denominator = grid.denominator};
}
/// units / denominator, each rounded once.
[[nodiscard]] std::vector<double> doubles(const base::Grid& grid);

}  // namespace outcomes::tests
