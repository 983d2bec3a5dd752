#include "libstats/survey/score_grid.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace outcomes::survey {
namespace {

using base::Int128;

constexpr Int128 limit = Int128{1} << 62;

Int128 size_of(Int128 value) {
    return value < 0 ? -value : value;
}

Int128 common_divisor(Int128 a, Int128 b) {
    a = size_of(a);
    b = size_of(b);
    while (b != 0) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/// Least common multiple of the divisors; nothing beyond 62 bits.
std::optional<Int128> common_multiple(const std::vector<std::int64_t>& divisors) {
    Int128 multiple = 1;
    for (const std::int64_t divisor : divisors) {
        const Int128 step = multiple;
        while (multiple % divisor != 0) multiple += step;  // at most `divisor` times, which counts items
        if (multiple >= limit) return std::nullopt;
    }
    return multiple;
}

/// What c answers are divided by: c itself, or the number of items where a blank counts as zero.
std::int64_t divisor_of(const ScoreForm& form, std::size_t c) {
    return static_cast<std::int64_t>(form.blank == BlankRule::zero ? form.n_items : c);
}

std::vector<std::size_t> counts_or_all(const ScoreForm& form, std::span<const std::size_t> counts) {
    if (!counts.empty()) return {counts.begin(), counts.end()};
    std::vector<std::size_t> all(form.n_items - fewest_answers(form) + 1);
    std::iota(all.begin(), all.end(), fewest_answers(form));
    return all;
}

/// The grid before it is brought to lowest terms, which may not fit yet.
struct WideGrid {
    std::vector<Int128> multiplier;
    Int128 offset = 0;
    Int128 denominator = 1;
};

WideGrid wide_grid(const ScoreForm& form, const std::vector<std::size_t>& counts, Int128 multiple) {
    const auto k = static_cast<Int128>(form.n_items);
    WideGrid grid{std::vector<Int128>(form.n_items + 1, 0), 0, multiple * form.answer_denominator};
    Int128 factor = form.kind == ScoreKind::mean ? 1 : k;
    if (form.kind == ScoreKind::percent) {
        factor = 100 * k;
        grid.offset = -100 * static_cast<Int128>(form.lowest_sum) * multiple;
        grid.denominator = multiple * (static_cast<Int128>(form.highest_sum) - form.lowest_sum);
    }
    for (const std::size_t c : counts) grid.multiplier[c] = factor * (multiple / divisor_of(form, c));
    return grid;
}

void reduce(WideGrid& grid) {
    Int128 divisor = common_divisor(grid.denominator, grid.offset);
    for (const Int128 multiplier : grid.multiplier) divisor = common_divisor(divisor, multiplier);
    grid.denominator /= divisor;
    grid.offset /= divisor;
    for (Int128& multiplier : grid.multiplier) multiplier /= divisor;
}

bool fits(const WideGrid& grid, const ScoreForm& form) {
    const Int128 largest_sum = std::max<Int128>(1, form.largest_sum);
    const Int128 largest_multiplier = *std::max_element(grid.multiplier.begin(), grid.multiplier.end());
    if (grid.denominator >= limit || largest_multiplier >= limit || size_of(grid.offset) >= limit)
        return false;
    return largest_multiplier * largest_sum + size_of(grid.offset) < limit;
}

}  // namespace

std::size_t fewest_answers(const ScoreForm& form) {
    base::require(form.n_items > 0, "a scale needs at least one item");
    const bool no_limit = form.blank == BlankRule::zero && form.max_missing == 0;
    if (no_limit || form.max_missing >= form.n_items) return 1;
    return form.n_items - form.max_missing;
}

std::optional<ScoreGrid> score_grid(const ScoreForm& form, std::span<const std::size_t> counts) {
    const auto used = counts_or_all(form, counts);
    if (form.kind == ScoreKind::percent && form.highest_sum <= form.lowest_sum) return std::nullopt;
    std::vector<std::int64_t> divisors;
    for (const std::size_t c : used) {
        base::require(c >= 1 && c <= form.n_items, "score_grid: a count outside 1 to n_items");
        divisors.push_back(divisor_of(form, c));
    }
    const auto multiple = common_multiple(divisors);
    if (!multiple) return std::nullopt;
    WideGrid wide = wide_grid(form, used, *multiple);
    reduce(wide);
    if (!fits(wide, form)) return std::nullopt;
    ScoreGrid grid;
    grid.offset = static_cast<std::int64_t>(wide.offset);
    grid.denominator = static_cast<std::int64_t>(wide.denominator);
    for (const Int128 multiplier : wide.multiplier)
        grid.multiplier.push_back(static_cast<std::int64_t>(multiplier));
    return grid;
}

double score_value(const ScoreForm& form, std::int64_t sum, std::size_t n_answered) {
    const auto k = static_cast<double>(form.n_items);
    const double mean_units = static_cast<double>(sum) / static_cast<double>(divisor_of(form, n_answered));
    const auto low = static_cast<double>(form.lowest_sum);
    const auto high = static_cast<double>(form.highest_sum);
    switch (form.kind) {
        case ScoreKind::mean:
            return mean_units / static_cast<double>(form.answer_denominator);
        case ScoreKind::sum:
            return k * mean_units / static_cast<double>(form.answer_denominator);
        case ScoreKind::percent:
            break;
    }
    return 100 * (k * mean_units - low) / (high - low);
}

}  // namespace outcomes::survey
