#include "libstats/render/wording.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/findings/glossary.hpp"
#include "libstats/findings/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::Verdict;

struct ShortReason {
    std::string_view id;
    std::string_view words;
};

constexpr std::array short_reasons{
    ShortReason{"no_pairs", "no linked pairs"},
    ShortReason{"no_variation", "all the same"},
    ShortReason{"no_change", "all answers as before"},
    ShortReason{"same_change", "same change for all"},
    ShortReason{"not_on_grid", "not on a grid"},
    ShortReason{"level_unreachable", "too few"},
    ShortReason{"too_few_clusters", "too few households"},
    ShortReason{"one_item", "one question"},
    ShortReason{"too_few_items", "two questions"},
    ShortReason{"redundant_items", "repeats itself"},
    ShortReason{"improper_solution", "not one factor"},
    ShortReason{"not_affordable", "too costly"},
    ShortReason{"suppressed", "hidden"},
};

bool is_change(Verdict verdict) {
    return verdict != Verdict::no_meaningful_change && verdict != Verdict::inconclusive &&
           verdict != Verdict::not_tested;
}

}  // namespace

std::string_view meaning_of(std::string_view column, std::string_view word) {
    for (const findings::WordMeaning& known : findings::words()) {
        if (known.column == column && known.word == word) return known.meaning;
    }
    return word;
}

std::string short_reason(std::string_view reason) {
    for (const ShortReason& known : short_reasons) {
        if (known.id == reason) return std::string(known.words);
    }
    std::string words(reason);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::vector<std::string_view> notes_of(const Finding& row) {
    std::vector<std::string_view> notes;
    std::string_view rest = row.note;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        if (const auto note = base::trim(rest.substr(0, end)); !note.empty()) notes.push_back(note);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return notes;
}

bool has_note(const Finding& row, std::string_view mark) {
    const auto notes = notes_of(row);
    return std::find(notes.begin(), notes.end(), mark) != notes.end();
}

std::string result_words(const Finding& row) {
    const auto verdict = findings::verdict_from_id(row.verdict);
    if (!verdict) return row.verdict;
    std::string text(findings::verdict_words(*verdict));
    if (*verdict == Verdict::not_tested && !row.reason.empty()) text += ": " + short_reason(row.reason);
    if (is_change(*verdict) && row.verdict_detail == "size_unsure") text += " (may be small)";
    return text;
}

std::string result_text(const Finding& row) {
    const auto verdict = findings::verdict_from_id(row.verdict);
    if (!verdict) return row.verdict;
    const std::string text = fmt::format("{} {}", findings::verdict_mark(*verdict), result_words(row));
    return has_note(row, "suggestive") ? text + " ~" : text;
}

std::string_view result_style(const Finding& row) {
    if (row.verdict == "improved") return "\x1b[1;34m";
    if (row.verdict == "worsened") return "\x1b[1;33m";
    return {};
}

int decimals_for(double low, double high, int at_least) {
    const double half_width = (high - low) / 2;
    int digits = half_width >= 1 ? 1 : (half_width >= 0.02 ? 2 : (half_width >= 0.002 ? 3 : 4));
    if (at_least > 0) digits = at_least;
    // An interval that leaves out 0 must not look as if it began there.
    const double nearest = low > 0 ? low : (high < 0 ? -high : 1);
    while (digits < 4 && nearest * std::pow(10, digits) < 0.5) ++digits;
    return digits;
}

int decimals_for(const Finding& row) {
    const bool in_percent = !unit_of(row).empty();
    if (!row.conf_low || !row.conf_high) return in_percent ? 1 : 2;
    return decimals_for(*row.conf_low, *row.conf_high, in_percent ? 1 : 0);
}

bool is_difference(const Finding& row) {
    static constexpr std::array differences = std::to_array<std::string_view>(
        {"points", "percentage_points", "pseudo_median", "median_change", "shift", "bias", "cliff_delta",
         "rank_biserial", "cohen_g", "cohen_h", "r", "smcr", "smcc", "glass_delta"});
    const std::string_view type = row.estimate_type;
    return type.starts_with("d_") || type.starts_with("g_") ||
           std::find(differences.begin(), differences.end(), type) != differences.end();
}

std::string signed_number(std::optional<double> value, int digits) {
    if (!value) return {};
    const std::string text = base::fixed(*value, digits);
    const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
    return text.front() == '-' || is_zero ? text : fmt::format("+{}", text);
}

std::string signed_interval(std::optional<double> low, std::optional<double> high, int digits) {
    if (!low || !high) return {};
    return signed_number(low, digits) + " to " + signed_number(high, digits);
}

std::string interval(std::optional<double> low, std::optional<double> high, int digits) {
    if (!low || !high) return {};
    return base::fixed(*low, digits) + " to " + base::fixed(*high, digits);
}

std::string p_text(std::optional<double> p) {
    if (!p) return {};
    if (*p < 0.001) return "< .001";
    const std::string text = base::fixed(*p, 3);
    return text.front() == '0' ? text.substr(1) : text;
}

std::string percent(double share, int most_digits) {
    std::string text = base::fixed(100 * share, most_digits);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text + " %";
}

std::string unit_of(const Finding& row) {
    return row.estimate_type.find("percentage") == std::string::npos ? "" : " pp";
}

std::string grouped(std::uint64_t number) {
    std::string text = fmt::format("{}", number);
    for (std::size_t i = text.size(); i > 3; i -= 3)
        text.insert(text.begin() + static_cast<std::ptrdiff_t>(i - 3), ',');
    return text;
}

std::string people(std::uint64_t number) {
    return grouped(number) + (number == 1 ? " person" : " people");
}

}  // namespace outcomes::render
