#include "libstats/render/result_table.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/strip.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;

constexpr std::string_view lower_mark = " *";
constexpr std::string_view turned_mark = " ^";
constexpr std::size_t usual_method = 20;  ///< longer names stand in a line of their own where room is short

std::string label_of(const Finding& row) {
    std::string label = row.label.empty() ? row.term : row.label;
    if (!row.subgroup.empty() && row.group.empty()) label += ": " + row.subgroup;
    return row.better == "lower" ? label + std::string(lower_mark) : label;
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

/// The level that the title of a table names: that of its first interval.
double level_of(const Rows& rows) {
    for (const Finding* row : rows) {
        if (row->conf_level) return *row->conf_level;
    }
    return 0.95;
}

std::string interval_title(const Rows& rows) {
    return percent(level_of(rows)) + " interval";
}

std::string change_text(const Finding& row) {
    return row.estimate ? signed_number(row.estimate, decimals_for(row)) + unit_of(row) : "";
}

std::string statistic_text(const Finding& row) {
    if (!row.statistic) return {};
    const bool is_half = std::floor(2 * *row.statistic) == 2 * *row.statistic;  // sums of ranks, counts
    const std::string value = is_half ? base::shortest(*row.statistic) : base::fixed(*row.statistic, 2);
    return row.df ? fmt::format("{} ({})", value, base::shortest(std::round(*row.df * 10) / 10)) : value;
}

/// True for methods whose estimate is the effect, which is then shown as it is turned.
bool is_effect(const Finding& row) {
    return row.effect && (row.effect_type == row.estimate_type || !row.estimate);
}

/// True for figures between 0 and 1.
bool is_share(const Finding& row) {
    return row.estimate_type.starts_with("share") || row.estimate_type.starts_with("p_");
}

/// True for methods whose estimate is a probability of an improvement; the effect is 2 p - 1.
bool is_probability(const Finding& row) {
    return row.effect && row.effect_type == "dominance" && is_share(row);
}

double probability_of(double dominance) {
    return (1 + dominance) / 2;
}

int decimals_of_effect(const Finding& row) {
    constexpr int least = 2;
    if (!row.effect_low || !row.effect_high) return least;
    return std::max(least, decimals_for(*row.effect_low, *row.effect_high, 0));
}

/// "3.41", or "4.3e18" where the figure is too long to be read.
std::string bayes_factor_text(double factor) {
    constexpr double many = 1e6;
    constexpr double few = 1e-3;
    constexpr double whole = 1e3;
    constexpr double small = 0.1;
    if (factor >= few && factor < many)
        return base::fixed(factor, factor >= whole ? 0 : factor < small ? 4 : 2);
    const std::string text = fmt::format("{:.1e}", factor);
    const std::size_t mark = text.find('e');
    return fmt::format("{}e{}", text.substr(0, mark), std::stoi(text.substr(mark + 1)));
}

/// A figure that is no change, so that it has no sign.
std::string level_text(const Finding& row) {
    if (row.estimate_type == "bf10") return bayes_factor_text(*row.estimate);
    const int digits = is_share(row) ? 2 : decimals_for(row);
    return base::fixed(*row.estimate, digits) + (row.estimate_type == "percent" ? " %" : "");
}

/// What a method found, or why it found nothing.
std::string estimate_text(const Finding& row) {
    if (is_effect(row)) return signed_number(row.effect, decimals_of_effect(row));
    if (is_probability(row)) return base::fixed(probability_of(*row.effect), 2);
    if (row.estimate) return is_difference(row) ? change_text(row) : level_text(row);
    return row.p_value || row.reason.empty() ? "" : short_reason(row.reason);
}

/// Why an interval is missing where the estimate is not: that says so itself.
std::string no_limits(const Finding& row) {
    return row.estimate && !row.reason.empty() ? short_reason(row.reason) : "";
}

/// The interval of the figure that estimate_text() shows.
std::string shown_interval(const Finding& row) {
    if (is_effect(row)) return signed_interval(row.effect_low, row.effect_high, decimals_of_effect(row));
    if (is_probability(row) && row.effect_low && row.effect_high)
        return interval(probability_of(*row.effect_low), probability_of(*row.effect_high), 2);
    if (is_difference(row)) return signed_interval(row.conf_low, row.conf_high, decimals_for(row));
    return interval(row.conf_low, row.conf_high, is_share(row) ? 2 : decimals_for(row));
}

/// The interval, its level if that is not the one in the title; or why there is none.
std::string limits_text(const Finding& row, double level) {
    const std::string text = shown_interval(row);
    if (text.empty()) return no_limits(row);
    const bool other = row.conf_level && percent(*row.conf_level) != percent(level);
    return other ? fmt::format("{} ({})", text, percent(*row.conf_level)) : text;
}

TextColumn result_column() {
    return {.title = "Result", .shrinks = true, .yields_last = true, .wraps = true, .least = 14};
}

std::string interval_text(const Finding& row) {
    return signed_interval(row.conf_low, row.conf_high, decimals_for(row));
}

TextTable table_of_changes(const Rows& rows, const ComparePageOptions& options, bool with_results) {
    const Strip strip(rows);
    std::vector<TextColumn> columns{
        {.title = "Scale", .shrinks = true, .wraps = true, .least = 10, .most = 40},
        {.title = "People", .right = true},
        {.title = "Change", .right = true},
        {.title = interval_title(rows), .right = true}};
    if (options.show_effect) columns.push_back({.title = "In SDs", .right = true});
    if (options.show_strip) columns.push_back({.title = strip.axis()});
    if (with_results) columns.push_back(result_column());
    TextTable table(std::move(columns));
    for (const Finding* row : rows) {
        const bool absent = !with_results && !row->estimate && !row->reason.empty();
        const bool known = row->conf_low && row->conf_high;
        // The result says why there is no interval.
        std::vector<std::string> cells{label_of(*row), people_text(*row),
                                       absent ? short_reason(row->reason) : change_text(*row),
                                       known || with_results ? interval_text(*row) : no_limits(*row)};
        if (options.show_effect) cells.push_back(signed_number(row->effect, 2));
        if (options.show_strip) cells.push_back(strip.row(*row));
        if (with_results) cells.push_back(result_text(*row));
        table.add_row(std::move(cells), options.color && with_results ? result_style(*row) : "");
    }
    return table;
}

/// "0.82 (0.78 to 0.85)", or why there is none.
std::string alpha_text(const Finding& row) {
    if (!row.estimate) return row.reason.empty() ? "" : short_reason(row.reason);
    const std::string limits = interval(row.conf_low, row.conf_high, 2);
    return base::fixed(*row.estimate, 2) + (limits.empty() ? "" : fmt::format(" ({})", limits));
}

}  // namespace

TextTable result_table(const Rows& headlines, const ComparePageOptions& options) {
    return table_of_changes(headlines, options, true);
}

TextTable group_table(const Rows& rows, const ComparePageOptions& options) {
    std::vector<TextColumn> columns{
        {.title = "Scale, group", .shrinks = true, .wraps = true, .least = 10, .most = 40},
        {.title = "People", .right = true},
        {.title = "Change", .right = true},
        {.title = interval_title(rows), .right = true}};
    columns.push_back(result_column());
    TextTable table(std::move(columns));
    std::string term;
    for (const Finding* row : rows) {
        if (std::exchange(term, row->term) != row->term) table.add_row({label_of(*row), "", "", "", ""});
        const bool hidden = row->suppressed;
        table.add_row(
            {"  " + row->subgroup, hidden ? "[c]" : people_text(*row), hidden ? "[c]" : change_text(*row),
             interval_text(*row), hidden ? "hidden" : result_text(*row)},
            options.color ? result_style(*row) : "");
    }
    return table;
}

TextTable change_table(const Rows& rows, const ComparePageOptions& options) {
    return table_of_changes(rows, options, false);
}

bool is_turned(const findings::Finding& row) {
    return row.better == "lower" && (is_effect(row) || is_probability(row));
}

TextTable method_table(const Rows& rows, const ComparePageOptions& options) {
    std::vector<TextColumn> columns{
        {.title = "Method", .shrinks = true, .yields_last = true, .whole = true, .least = usual_method},
        {.title = "For"},
        {.title = "Estimate", .right = true, .shrinks = true, .wraps = true, .least = 11},
        {.title = interval_title(rows), .right = true}};
    if (options.show_statistic) columns.push_back({.title = "Statistic", .right = true});
    columns.push_back({.title = "p", .right = true});
    if (options.show_policy) columns.push_back({.title = "Policy", .shrinks = true, .least = 12});
    const double level = level_of(rows);
    TextTable table(std::move(columns));
    std::string term;
    for (const Finding* row : rows) {
        if (std::exchange(term, row->term) != row->term) table.add_span(label_of(*row));
        const std::string_view mark = is_turned(*row) ? turned_mark : "";
        std::vector<std::string> cells{fmt::format("  {}{}", row->method, mark), row->estimand,
                                       estimate_text(*row), limits_text(*row, level)};
        if (options.show_statistic) cells.push_back(statistic_text(*row));
        cells.push_back(p_text(row->p_value));
        if (options.show_policy) cells.push_back(row->policy);
        table.add_row(std::move(cells));
    }
    return table;
}

TextTable averages_table(const Rows& headlines, const std::string& from, const std::string& to) {
    TextTable table({{.title = "Scale", .shrinks = true, .wraps = true, .least = 10, .most = 40},
                     {.title = from, .right = true, .shrinks = true, .least = 8},
                     {.title = to, .right = true, .shrinks = true, .least = 8},
                     {.title = "Matters from", .right = true}});
    for (const Finding* row : headlines) {
        if (!row->mean_from || !row->mean_to) continue;
        const int digits = decimals_for(*row);
        const auto text = [&](std::optional<double> value) {
            return value ? base::fixed(*value, digits) : "";
        };
        const std::string unit = unit_of(*row);
        table.add_row({label_of(*row), text(row->mean_from) + (unit.empty() ? "" : " %"),
                       text(row->mean_to) + (unit.empty() ? "" : " %"),
                       row->smallest_change ? text(row->smallest_change) + unit : "not set"});
    }
    return table;
}

TextTable reliability_table(const Rows& rows, const std::vector<std::string>& waves) {
    std::vector<std::string> names;
    for (const std::string& wave : waves) {
        if (std::find(names.begin(), names.end(), wave) == names.end()) names.push_back(wave);
    }
    std::vector<TextColumn> columns{
        {.title = "Scale", .shrinks = true, .wraps = true, .least = 10, .most = 40}};
    for (const std::string& name : names) columns.push_back({.title = name, .right = true});
    TextTable table(std::move(columns));
    for (std::size_t i = 0; i < rows.size();) {
        const Finding& first = *rows[i];
        std::vector<std::string> cells(names.size() + 1);
        cells[0] = first.label.empty() ? first.term : first.label;
        for (; i < rows.size() && rows[i]->term == first.term; ++i) {
            const auto column = std::find(names.begin(), names.end(), waves.at(i)) - names.begin();
            cells[static_cast<std::size_t>(column) + 1] = alpha_text(*rows[i]);
        }
        table.add_row(std::move(cells));
    }
    return table;
}

}  // namespace outcomes::render
