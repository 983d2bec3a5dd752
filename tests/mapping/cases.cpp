#include "tests/mapping/cases.hpp"

#include "tests/support/csv_rows.hpp"
#include "tests/support/reference.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace outcomes::tests {
namespace {

namespace fs = std::filesystem;

void read_table(const fs::path& file, MapCase& into) {
    auto rows = csv_rows_of(file);
    into.names = rows.at(0);
    into.columns.resize(into.names.size());
    for (std::size_t row = 1; row < rows.size(); ++row) {
        rows[row].resize(into.names.size());
        for (std::size_t i = 0; i < into.names.size(); ++i)
            into.columns[i].push_back(rows[row][i] == "NA" ? "" : std::move(rows[row][i]));
    }
}

base::Grid present(const std::vector<std::optional<std::int64_t>>& values, std::int64_t denominator) {
    base::Grid grid{.units = {}, .denominator = denominator};
    for (const auto& value : values) {
        if (value) grid.units.push_back(*value);
    }
    return grid;
}

template <class Value>
base::Grid of_pairs(const Waves& waves, Value value) {
    base::Grid grid{.units = {}, .denominator = waves.denominator};
    for (std::size_t i = 0; i < waves.baseline.size(); ++i) {
        if (waves.baseline[i] && waves.repeat[i])
            grid.units.push_back(value(*waves.baseline[i], *waves.repeat[i]));
    }
    return grid;
}

}  // namespace

const TextColumn& MapCase::column(const std::string& name) const {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) throw std::out_of_range(id + " has no column " + name);
    return columns[static_cast<std::size_t>(at - names.begin())];
}

bool MapCase::has_column(const std::string& name) const {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<MapCase> read_cases(const fs::path& folder) {
    std::vector<MapCase> cases;
    for (const auto& entry : read_json(folder / "index.json")) {
        MapCase one;
        one.id = entry.at("id").get<std::string>();
        const fs::path file = folder / (one.id + ".json");
        if (!fs::exists(file)) continue;
        one.reference = read_json(file);
        one.kind = entry.at("kind").get<std::string>();
        one.params = entry.value("params", nlohmann::json::object());
        if (const fs::path data = folder / "data" / (one.id + ".csv"); fs::exists(data))
            read_table(data, one);
        cases.push_back(std::move(one));
    }
    return cases;
}

std::vector<std::optional<base::Decimal>> decimals(const TextColumn& column) {
    std::vector<std::optional<base::Decimal>> values;
    for (const std::string& cell : column) values.push_back(base::parse_decimal(cell));
    return values;
}

base::Grid Waves::available_baseline() const {
    return present(baseline, denominator);
}
base::Grid Waves::available_repeat() const {
    return present(repeat, denominator);
}
base::Grid Waves::complete_baseline() const {
    return of_pairs(*this, [](std::int64_t before, std::int64_t) { return before; });
}
base::Grid Waves::complete_repeat() const {
    return of_pairs(*this, [](std::int64_t, std::int64_t after) { return after; });
}
base::Grid Waves::difference() const {
    return of_pairs(*this, [](std::int64_t before, std::int64_t after) { return after - before; });
}

Waves waves_of(const TextColumn& baseline, const TextColumn& repeat) {
    std::vector<base::Decimal> written;
    for (const TextColumn* column : {&baseline, &repeat}) {
        for (const auto& value : decimals(*column)) {
            if (value) written.push_back(*value);
        }
    }
    const base::Grid grid = base::common_grid(written).value();
    Waves waves{.baseline = {}, .repeat = {}, .denominator = grid.denominator};
    std::size_t next = 0;
    for (auto [column, into] : {std::pair{&baseline, &waves.baseline}, std::pair{&repeat, &waves.repeat}}) {
        for (const auto& value : decimals(*column))
            into->push_back(value ? std::optional(grid.units[next++]) : std::nullopt);
    }
    return waves;
}

std::vector<double> doubles(const base::Grid& grid) {
    std::vector<double> values;
    for (const std::int64_t units : grid.units)
        values.push_back(static_cast<double>(units) / static_cast<double>(grid.denominator));
    return values;
}

}  // namespace outcomes::tests
