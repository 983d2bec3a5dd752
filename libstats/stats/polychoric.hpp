#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// What to do with a cell of the table that nobody is in.
enum class EmptyCells {
    keep,             ///< nothing: the likelihood takes it as it is
    half_in_fourfold  ///< in a 2x2 table with one such cell: move half a person into it, and keep all totals
                      ///< (Brown & Benedetti 1977, Psychometrika 42:347)
};

/// Settings of a polychoric correlation.
struct PolychoricOptions {
    EmptyCells empty_cells = EmptyCells::keep;  ///< tables larger than 2x2 are never changed
    double level = 0.95;                        ///< of the interval, in (0, 1)
};

/// How well two normal variables cut into these categories explain the table: the likelihood ratio against
/// the table itself. Small p: they do not, and the correlation means little.
struct PolychoricFit {
    double g_square = 0;  ///< 2 sum n_ij ln(n_ij / (n p_ij)), at least 0
    std::size_t df = 0;   ///< R C - R - C
    double p_value = 1;   ///< P(chi-squared > g_square)
};

/// A polychoric correlation with what it rests on. Categories that nobody chose are left out.
struct Polychoric {
    std::int64_t n = 0;                     ///< people in the table
    double r = 0;                           ///< in (-1, 1); positive: high goes with high
    double std_error = 0;                   ///< of r in large samples
    Interval ci;                            ///< tanh(atanh r +- z std_error / (1 - r^2))
    double level = 0.95;                    ///< of `ci`
    std::vector<double> row_thresholds;     ///< ascending, one fewer than the rows that somebody is in
    std::vector<double> column_thresholds;  ///< likewise
    /// not_applicable: a 2x2 table, which every correlation of its own fits
    base::Outcome<PolychoricFit> fit = base::Reason::not_applicable;
};

/// The correlation of two normal variables that were only seen in ordered categories, by maximum likelihood
/// in two steps (Olsson 1979, Psychometrika 44:443; Martinson & Hamdan 1971, Journal of Statistical
/// Computation and Simulation 1:45): the thresholds are the normal quantiles of the cumulated shares of each
/// margin, and then r is where sum n_ij ln p_ij(r) is greatest, p_ij the probability of a rectangle between
/// thresholds. Of a 2x2 table it is the tetrachoric correlation (Pearson 1900, Philosophical Transactions A
/// 195:1).
///
/// The greatest of nine places on (-1, 1) is where Newton's method starts, kept between that place's
/// neighbours, until a step is so small that the next one would be rounding. The standard error takes into
/// account that the thresholds were estimated from the same people (Joreskog 1994, Psychometrika 59:381),
/// with the probabilities of the model.
///
/// Empty cells do no harm as long as some pair of people is concordant and some is discordant. If none is
/// discordant (or none concordant), as in a 2x2 table with one empty cell, the likelihood grows up to r = 1
/// (or -1) and there is no estimate.
///
/// @param table      counts by rows, category by category in ascending order
/// @param n_columns  columns of the table
/// @param options    empty cells and level
/// @return Reason::no_answers for an empty table; no_variation if everybody is in one row or in one column;
///         not_applicable if the likelihood grows up to 1 or -1; not_converged
/// @throws base::ContractError  a table that is not whole, a count below 0, level outside (0, 1)
/// Cost: about 15 bivariate_normal_rectangle() for each cell.
[[nodiscard]] base::Outcome<Polychoric> polychoric(std::span<const std::int64_t> table, std::size_t n_columns,
                                                   const PolychoricOptions& options = {});

/// The same from two lists of answers, position i being one person; the categories are the answers that
/// occur, in ascending order.
/// @param first    answers to one question
/// @param second   answers to the other, in the same order
/// @param options  empty cells and level
/// @throws base::ContractError  unequal lengths
/// Cost O(n log n) more.
[[nodiscard]] base::Outcome<Polychoric> polychoric_of_answers(std::span<const std::int64_t> first,
                                                              std::span<const std::int64_t> second,
                                                              const PolychoricOptions& options = {});

}  // namespace outcomes::stats
