#include "libstats/render/agreement.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace outcomes::render {
namespace {

std::string digits_text(double digits) {
    return base::fixed(digits, 1);
}

/// Numbers of one example and method, which follow each other.
std::string group_table(std::span<const Agreement> rows, std::size_t width) {
    TextTable table({{.title = "Example", .shrinks = true},
                     {.title = "Method", .shrinks = true},
                     {.title = "Numbers", .right = true},
                     {.title = "Digits", .right = true},
                     {.title = "Wanted", .right = true},
                     {.title = ""}});
    for (auto row = rows.begin(); row != rows.end();) {
        const auto end = std::find_if(row, rows.end(), [&](const Agreement& other) {
            return other.example != row->example || other.method != row->method;
        });
        const auto worst = std::min_element(row, end, [](const Agreement& l, const Agreement& r) {
            return l.digits - l.wanted < r.digits - r.wanted;
        });
        table.add_row({row->example, row->method, fmt::format("{}", end - row), digits_text(worst->digits),
                       digits_text(worst->wanted), worst->passed() ? "agrees" : "DIFFERS"});
        row = end;
    }
    return table.to_text(width);
}

}  // namespace

std::string agreement_text(std::span<const Agreement> rows, std::size_t width) {
    std::string out = group_table(rows, width) + '\n';
    std::ptrdiff_t differ = 0;
    for (const Agreement& row : rows) {
        if (row.passed()) continue;
        ++differ;
        out += wrapped(fmt::format("{}, {}, {}: {} expected, {} computed ({})", row.example, row.method,
                                   row.statistic, row.expected, row.got, row.source),
                       width, 0, 2);
    }
    const std::size_t n = rows.size();
    out += differ == 0 ? fmt::format("all {} numbers agree to the digits wanted\n", n)
                       : fmt::format("{} of {} numbers differ\n", differ, n);
    return out;
}

Grid agreement_grid(std::span<const Agreement> rows) {
    Grid grid;
    grid.columns = {{"example", false},  {"method", false}, {"statistic", false},
                    {"expected", false}, {"got", false},    {"digits", true},
                    {"wanted", true},    {"passed", false}, {"source", false}};
    for (const Agreement& row : rows) {
        grid.rows.push_back({row.example, row.method, row.statistic, row.expected, row.got,
                             base::shortest(row.digits), base::shortest(row.wanted),
                             row.passed() ? "true" : "false", row.source});
    }
    return grid;
}

}  // namespace outcomes::render
