#pragma once

#include "libstats/base/random.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/marginal_homogeneity.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/types.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace outcomes::stats::properties {

using Column = std::vector<std::int64_t>;

/// What a sample is.
enum class Kind {
    pairs,     ///< two columns, one person a row
    groups,    ///< two columns of different people
    answers,   ///< two columns of the same people, each one of `n_answers`
    occasions  ///< four columns, one person a row; also the questions of a scale
};
inline constexpr std::int64_t n_answers = 4;

struct Sample {
    std::vector<Column> columns;

    [[nodiscard]] GridView first() const { return {columns.front(), 1}; }
    [[nodiscard]] GridView second() const { return {columns.back(), 1}; }
    [[nodiscard]] PairedMoments pairs() const { return *paired_moments(first(), second()); }
    [[nodiscard]] std::vector<GridView> views() const { return {first(), second()}; }

    [[nodiscard]] Column difference() const {
        Column difference;
        for (std::size_t i = 0; i < columns[0].size(); ++i)
            difference.push_back(columns[1][i] - columns[0][i]);
        return difference;
    }
    [[nodiscard]] SquareTable table() const {
        SquareTable table{.k = n_answers, .counts = Column(n_answers * n_answers, 0)};
        for (std::size_t i = 0; i < columns[0].size(); ++i)
            ++table.counts[static_cast<std::size_t>(columns[0][i] * n_answers + columns[1][i])];
        return table;
    }
    /// "Yes" is an answer of the upper half.
    [[nodiscard]] PairedTable yes_no() const {
        PairedTable table;
        for (std::size_t i = 0; i < columns[0].size(); ++i) {
            const bool before = 2 * columns[0][i] >= n_answers, after = 2 * columns[1][i] >= n_answers;
            ++(before && after ? table.both
               : before        ? table.baseline_only
               : after         ? table.repeat_only
                               : table.neither);
        }
        return table;
    }
    [[nodiscard]] Column rows() const {
        Column rows;
        for (std::size_t i = 0; i < columns[0].size(); ++i) {
            for (const Column& column : columns) rows.push_back(column[i]);
        }
        return rows;
    }
};

inline Sample random_sample(Kind kind, std::uint64_t seed) {
    base::Random random(seed);
    const std::size_t n_columns = kind == Kind::occasions ? 4 : 2;
    const auto levels = kind == Kind::answers ? std::uint64_t{n_answers} : 5 + seed % 3;
    const std::size_t n = 7 + random.below(kind == Kind::occasions ? 6 : 20);
    Sample sample{std::vector<Column>(n_columns)};
    for (std::size_t i = 0; i < n; ++i) {
        const auto own = random.below(levels);  // half of the scores of a person are the person's own
        for (Column& column : sample.columns)
            column.push_back(static_cast<std::int64_t>(random.below(2) == 0 ? own : random.below(levels)));
    }
    if (kind == Kind::groups) sample.columns[1].resize(n - 2);
    return sample;
}

// ---- changes of the data, and what they may do to a figure ----

enum class Change { people, columns, shift, scale, reverse, duplicate, relabel };
inline constexpr Change all_changes[] = {Change::people,  Change::columns,   Change::shift,  Change::scale,
                                         Change::reverse, Change::duplicate, Change::relabel};
inline constexpr std::int64_t shift_by = 1000, scale_by = 3;

inline Sample changed(Sample sample, Change change, Kind kind) {
    auto& columns = sample.columns;
    for (Column& column : columns) {
        const Column before = column;
        if (change == Change::people)
            std::rotate(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(column.size() / 2),
                        column.end());
        if (change == Change::duplicate) column.insert(column.end(), before.begin(), before.end());
        for (std::int64_t& x : column) {
            if (change == Change::shift) x += shift_by;
            if (change == Change::scale) x *= scale_by;
            if (change == Change::reverse) x = kind == Kind::answers ? n_answers - 1 - x : -x;
            if (change == Change::relabel) x = (3 * x + 1) % n_answers;  // 1 0 3 2
        }
    }
    if (change == Change::columns) std::reverse(columns.begin(), columns.end());
    return sample;
}

enum class Rule {
    same,
    negated,     ///< -x; an interval turns round, as under the next two
    complement,  ///< 1 - x
    inverse,     ///< 1 / x
    scaled,      ///< scale_by x
    doubled,     ///< 2 x
    unbound      ///< nothing is asked
};

struct Rules {
    Rule columns = Rule::same;
    Rule shift = Rule::same;
    Rule scale = Rule::same;
    Rule reverse = Rule::same;
    Rule duplicate = Rule::unbound;
    Rule relabel = Rule::unbound;

    [[nodiscard]] Rule under(Change change) const {
        switch (change) {
            case Change::people:
                break;  // never matters
            case Change::columns:
                return columns;
            case Change::shift:
                return shift;
            case Change::scale:
                return scale;
            case Change::reverse:
                return reverse;
            case Change::duplicate:
                return duplicate;
            case Change::relabel:
                return relabel;
        }
        return Rule::same;
    }
};

using enum Rule;
/// p-values and statistics without a direction.
inline constexpr Rules test{};
inline constexpr Rules sample_share{.duplicate = same};
/// In units of the scores.
inline constexpr Rules amount{.columns = negated, .scale = scaled, .reverse = negated};
inline constexpr Rules amount_estimate{
    .columns = negated, .scale = scaled, .reverse = negated, .duplicate = same};
/// Without units, with a direction.
inline constexpr Rules directed{.columns = negated, .reverse = negated};
inline constexpr Rules directed_estimate{.columns = negated, .reverse = negated, .duplicate = same};
inline constexpr Rules probability{.columns = complement, .reverse = complement};
inline constexpr Rules probability_estimate{.columns = complement, .reverse = complement, .duplicate = same};
/// Over the spread of the first wave only.
inline constexpr Rules of_baseline{.columns = unbound, .reverse = negated};
inline constexpr Rules ratio{.columns = inverse};
// Answers have numbers only: they are neither shifted nor scaled.
inline constexpr Rules nominal{.shift = unbound, .scale = unbound, .relabel = same};
inline constexpr Rules nominal_estimate{
    .shift = unbound, .scale = unbound, .duplicate = same, .relabel = same};
inline constexpr Rules nominal_chi2{
    .shift = unbound, .scale = unbound, .duplicate = doubled, .relabel = same};
inline constexpr Rules ordinal_estimate{.shift = unbound, .scale = unbound, .duplicate = same};
inline constexpr Rules answer_directed{
    .columns = negated, .shift = unbound, .scale = unbound, .reverse = negated};
inline constexpr Rules answer_test{.shift = unbound, .scale = unbound};
inline constexpr Rules answer_odds{
    .columns = inverse, .shift = unbound, .scale = unbound, .reverse = inverse};

/// One figure, or the two ends of an interval; empty if there is none.
using Values = std::vector<double>;

inline double expected(double before, Rule rule) {
    switch (rule) {
        case Rule::negated:
            return -before;
        case Rule::complement:
            return 1 - before;
        case Rule::inverse:
            return 1 / before;
        case Rule::scaled:
            return static_cast<double>(scale_by) * before;
        case Rule::doubled:
            return 2 * before;
        case Rule::same:
        case Rule::unbound:
            break;
    }
    return before;
}

inline bool agrees(double got, double wanted, double rel) {
    return got == wanted || std::abs(got - wanted) <= 1e-11 + rel * std::abs(wanted);
}

}  // namespace outcomes::stats::properties
