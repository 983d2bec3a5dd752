#include "libstats/analysis/earlier.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/findings/glossary.hpp"
#include "libstats/io/json_rows.hpp"

#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

namespace outcomes::analysis {
namespace {

using findings::Finding;

template <class Value>
void set(Finding& row, std::optional<Value> Finding::*member, const std::string& text) {
    const auto number = base::parse_double(text);
    if (number) row.*member = static_cast<Value>(*number);
}
void set(Finding& row, std::string Finding::*member, const std::string& text) {
    row.*member = text;
}
void set(Finding& row, bool Finding::*member, const std::string& text) {
    row.*member = text == "true";
}

Finding finding_of(const io::JsonRow& cells) {
    Finding row;
    for (const findings::ColumnMeaning& column : findings::columns()) {
        auto cell = cells.find(std::string(column.name));
        if (cell == cells.end()) cell = cells.find(std::string(column.dotted));
        if (cell == cells.end()) continue;
        std::visit([&](auto member) { set(row, member, cell->second); }, column.member);
    }
    return row;
}

}  // namespace

findings::EarlierRelease read_earlier_release(const std::string& path) {
    findings::EarlierRelease earlier;
    for (const io::JsonRow& row : io::read_json_rows(path, "outcomes.report/", "results"))
        earlier.results.push_back(finding_of(row));
    return earlier;
}

}  // namespace outcomes::analysis
