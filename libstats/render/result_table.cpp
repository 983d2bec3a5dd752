#include "libstats/render/result_table.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/strip.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;

std::string label_of(const Finding& row) {
    std::string label = row.label.empty() ? row.term : row.label;
    if (!row.subgroup.empty()) label += ": " + row.subgroup;
    return label + (row.better == "lower" ? " *" : "");
}

std::string count_text(std::optional<std::uint64_t> n) {
    return n ? grouped(*n) : "";
}

/// People behind a row: one number, or both where different people answered.
std::string people_text(const Finding& row) {
    if (row.estimand == "place" && row.n_from && row.n_to) {
        return grouped(*row.n_from) + ", " + grouped(*row.n_to);
    }
    return count_text(row.n ? row.n : row.n_pairs);
}

std::string interval_title(const Rows& rows) {
    std::optional<double> level;
    for (const Finding* row : rows) {
        if (!row->conf_level) continue;
        if (level && *level != *row->conf_level) return "Interval";
        level = row->conf_level;
    }
    return percent(level.value_or(0.95)) + " interval";
}

std::string change_text(const Finding& row) {
    return row.estimate ? signed_number(row.estimate, decimals_for(row)) + unit_of(row) : "";
}

std::string statistic_text(const Finding& row) {
    if (!row.statistic) return {};
    const std::string value = base::fixed(*row.statistic, 2);
    return row.df ? fmt::format("{} ({})", value, base::shortest(std::round(*row.df * 10) / 10)) : value;
}

/// What a method found, or why it found nothing.
std::string estimate_text(const Finding& row) {
    if (row.estimate) return change_text(row);
    return row.p_value || row.reason.empty() ? "" : short_reason(row.reason);
}

}  // namespace

TextTable result_table(const Rows& headlines, const ComparePageOptions& options) {
    const Strip strip(headlines);
    std::vector<TextColumn> columns{{.title = "Scale", .shrinks = true, .least = 10, .most = 40},
                                    {.title = "People", .right = true},
                                    {.title = "Change", .right = true},
                                    {.title = interval_title(headlines), .right = true}};
    if (options.show_effect) columns.push_back({.title = "In SDs", .right = true});
    if (options.show_strip) columns.push_back({.title = strip.axis()});
    columns.push_back({.title = "Result", .shrinks = true, .least = 16});
    TextTable table(std::move(columns));
    for (const Finding* row : headlines) {
        std::vector<std::string> cells{label_of(*row), people_text(*row), change_text(*row),
                                       signed_interval(row->conf_low, row->conf_high, decimals_for(*row))};
        if (options.show_effect) cells.push_back(signed_number(row->effect, 2));
        if (options.show_strip) cells.push_back(strip.row(*row));
        cells.push_back(result_text(*row));
        table.add_row(std::move(cells), options.color ? result_style(*row) : "");
    }
    return table;
}

TextTable method_table(const Rows& rows, const ComparePageOptions& options) {
    std::vector<TextColumn> columns{{.title = "Scale, method", .shrinks = true, .least = 14, .most = 40},
                                    {.title = "For"},
                                    {.title = "Estimate", .right = true},
                                    {.title = interval_title(rows), .right = true},
                                    {.title = "Statistic", .right = true},
                                    {.title = "p", .right = true}};
    if (options.show_policy) columns.push_back({.title = "Policy", .shrinks = true, .least = 12});
    TextTable table(std::move(columns));
    const std::size_t blanks = options.show_policy ? 6 : 5;
    std::string term;
    for (const Finding* row : rows) {
        if (std::exchange(term, row->term) != row->term) {
            std::vector<std::string> name{label_of(*row)};
            name.resize(1 + blanks);
            table.add_row(std::move(name));
        }
        std::vector<std::string> cells{
            "  " + row->method,   row->estimand,
            estimate_text(*row),  signed_interval(row->conf_low, row->conf_high, decimals_for(*row)),
            statistic_text(*row), p_text(row->p_value)};
        if (options.show_policy) cells.push_back(row->policy);
        table.add_row(std::move(cells));
    }
    return table;
}

TextTable reliability_table(const Rows& rows) {
    TextTable table({{.title = "Scale", .shrinks = true, .least = 10, .most = 40},
                     {.title = "Wave", .shrinks = true, .least = 8, .most = 30},
                     {.title = "Measure", .shrinks = true, .least = 8},
                     {.title = "People", .right = true},
                     {.title = "Value", .right = true},
                     {.title = interval_title(rows), .right = true}});
    for (const Finding* row : rows) {
        const std::string value = row->estimate ? base::fixed(*row->estimate, 2)
                                                : (row->reason.empty() ? "" : short_reason(row->reason));
        table.add_row({row->label.empty() ? row->term : row->label,
                       row->wave_from.empty() ? row->wave_to : row->wave_from, row->method,
                       count_text(row->n), value, interval(row->conf_low, row->conf_high, 2)});
    }
    return table;
}

}  // namespace outcomes::render
