#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/reliability.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <span>

namespace outcomes::stats {

/// Mean squares of n people who were each measured k times (two-way table without repeats).
struct MeanSquares {
    std::size_t n = 0;  ///< people
    std::size_t k = 0;  ///< measurements a person
    double people = 0;  ///< MSR, between people
    double times = 0;   ///< MSC, between measurements
    double error = 0;   ///< MSE, what people and measurements leave
    double within = 0;  ///< MSW, within people: measurements and error together
};

/// Test that an intraclass correlation is 0.
struct IccTest {
    double f = 0;        ///< ratio of mean squares
    double df1 = 0;      ///< of the people
    double df2 = 0;      ///< of the error
    double p_value = 1;  ///< P(F > f)
};

/// One intraclass correlation. At most 1; below 0 if people differ less than their measurements.
struct Icc {
    base::Outcome<double> estimate = base::Reason::no_variation;  ///< no variation between people
    /// not_applicable: no error was seen, so that there is no distribution to take limits from
    base::Outcome<Interval> ci = base::Reason::not_applicable;
};

/// The intraclass correlations of McGraw & Wong (1996, Psychological Methods 1:30, tables 4 and 7), with the
/// names of Shrout & Fleiss (1979, Psychological Bulletin 86:420). `single`: of one measurement; `average`:
/// of the mean of all k.
struct IccFamily {
    MeanSquares squares;      ///< what all of them are made of
    double level = 0.95;      ///< of the intervals
    Icc one_way_single;       ///< ICC(1,1): which measurement is which is not known
    Icc one_way_average;      ///< ICC(1,k)
    Icc agreement_single;     ///< ICC(A,1) = ICC(2,1): a shift of everybody counts as disagreement
    Icc agreement_average;    ///< ICC(A,k) = ICC(2,k)
    Icc consistency_single;   ///< ICC(C,1) = ICC(3,1): a shift of everybody does not matter
    Icc consistency_average;  ///< ICC(C,k) = ICC(3,k), which is Cronbach's alpha of the k measurements
    base::Outcome<IccTest> one_way_test = base::Reason::not_applicable;      ///< MSR / MSW
    base::Outcome<IccTest> consistency_test = base::Reason::not_applicable;  ///< MSR / MSE
    /// Degrees of freedom of the interval of ICC(A,1) by Satterthwaite's approximation.
    base::Outcome<double> agreement_df = base::Reason::not_applicable;
};

/// With F(a, b) the upper (1 - level) / 2 quantile,
///     ICC(1,1) = (MSR - MSW) / (MSR + (k - 1) MSW),   limits from  MSR / MSW / F(n-1, n(k-1))  and times F
///     ICC(C,1) = (MSR - MSE) / (MSR + (k - 1) MSE),   limits from  MSR / MSE / F(n-1, (n-1)(k-1))  likewise
///     ICC(A,1) = (MSR - MSE) / (MSR + (k - 1) MSE + k (MSC - MSE) / n),  limits by Satterthwaite
/// and of the mean of k: k times as long (Spearman-Brown).
///
/// @param squares  of the two-way table
/// @param level    of the intervals
/// @return Reason::too_few with fewer than 2 people, one_item with one measurement, no_variation if every
///         value is the same
/// @throws base::ContractError  level outside (0, 1), a mean square below 0
[[nodiscard]] base::Outcome<IccFamily> icc(const MeanSquares& squares, double level = 0.95);

/// Of k measurements on one grid, from exact sums.
/// @param ratings  one measurement an item
/// @param level    of the intervals
[[nodiscard]] base::Outcome<IccFamily> icc(const ItemMoments& ratings, double level = 0.95);

/// Mean squares of rows of doubles, about compensated means. Where the values are decimals, the exact sums of
/// icc(ItemMoments) are to be preferred: rounded doubles leave some error where there is none.
/// @param rows  one row a person, one after the other
/// @param k     measurements a row, at least 1
/// @return Reason::too_few with fewer than 2 rows, Reason::one_item for k = 1
/// @throws base::ContractError  rows that are not whole, a value that is not finite or beyond 1e150
/// Cost O(n k).
[[nodiscard]] base::Outcome<MeanSquares> mean_squares(std::span<const double> rows, std::size_t k);

/// Of two waves of the same people.
/// @param pairs  moments of the two waves
/// @param level  of the intervals
[[nodiscard]] base::Outcome<IccFamily> icc(const PairedMoments& pairs, double level = 0.95);

}  // namespace outcomes::stats
