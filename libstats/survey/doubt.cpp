#include "libstats/survey/doubt.hpp"

#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t shown = 3;

/// "B3", or "3" for a whole row; the number of the record where the file has no Excel cells.
std::string name_of(const DoubtfulCell& cell) {
    const base::Place place = cell.table->place(cell.record, cell.column == nullptr ? 0 : cell.column->field);
    std::string name = place.cell.empty() ? fmt::format("{}", place.line) : place.cell;
    if (cell.column == nullptr) name.erase(0, name.find_first_of("0123456789"));
    return name;
}

}  // namespace

DataDoubt doubt(base::Severity severity, std::string code, std::string message) {
    DataDoubt one;
    one.diagnostic.severity = severity;
    one.diagnostic.code = std::move(code);
    one.diagnostic.message = std::move(message);
    return one;
}

DoubtfulCell cell_of(const WaveData& wave, std::size_t sheet, const std::string& column) {
    const Sheet& at = wave.sheets[sheet];
    const io::Table& table = *wave.tables[at.table];
    return {&table, at.record, column.empty() ? nullptr : table.find(column)};
}

base::Place place_of(const DoubtfulCell& cell) {
    if (cell.column != nullptr) return cell.table->place(cell.record, cell.column->field);
    base::Place place = cell.table->place(cell.record, 0);
    place.column = 0;
    return place;
}

std::string first_cells(std::span<const DoubtfulCell> cells, std::size_t n_all) {
    if (cells.empty()) return "";
    n_all = std::max(n_all, cells.size());
    std::vector<std::string> names;
    for (const DoubtfulCell& cell : cells.first(std::min(shown, cells.size()))) {
        if (cell.table == cells.front().table) names.push_back(name_of(cell));
    }
    const bool has_cells = cells.front().column != nullptr && !place_of(cells.front()).cell.empty();
    const std::string_view noun = has_cells ? "cell" : "row";
    std::string text = fmt::format("{}{} {}", noun, names.size() == 1 ? "" : "s", base::joined(names));
    if (n_all > names.size()) text += fmt::format(", and {} more", n_all - names.size());
    return text;
}

void point_at_cells(DataDoubt& doubt) {
    if (doubt.cells.empty()) return;
    doubt.diagnostic.place = place_of(doubt.cells.front());
    if (doubt.cells.size() == 1) return;
    std::string& found = doubt.diagnostic.found;
    if (!found.empty()) found += '\n';
    found += first_cells(doubt.cells);
    if (doubt.cells.size() > shown) {
        const std::string& code = doubt.diagnostic.code;
        found += fmt::format(" (--list {} shows all)", code.substr(code.find('.') + 1));
    }
}

base::Severity severity_of_share(std::size_t n, std::size_t n_all) {
    constexpr std::size_t one_in = 20;
    return n * one_in < n_all ? base::Severity::note : base::Severity::warning;
}

std::string people_in_words(std::size_t n) {
    return n == 1 ? "1 person" : fmt::format("{} people", n);
}

}  // namespace outcomes::survey
