#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/t_test.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace outcomes::stats {

/// The columns of a linear model, all of one length: one number a row of the data. A model with an intercept
/// has a column of ones.
struct Design {
    std::vector<std::vector<double>> columns;  ///< at least one, in the order of the coefficients
};

/// A table of n x n numbers.
struct SquareMatrix {
    std::size_t n = 0;           ///< rows, and columns
    std::vector<double> values;  ///< row by row

    /// The number in a row and a column, both from 0.
    /// @param row  from 0
    /// @param column  from 0
    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values[row * n + column]; }
};

/// What leaving a term out of a linear model costs.
struct TermTest {
    FTest test;              ///< of "all coefficients of the term are 0"; df2 are those of the residuals
    double sum_squares = 0;  ///< by which the residual sum of squares grows without the term
};

/// A fitted linear model y = X b + e, e independent with one variance.
struct LinearModel {
    std::size_t n_rows = 0;           ///< of the data
    std::vector<TTest> coefficients;  ///< of "b_j = 0", one a column; t with df degrees of freedom
    SquareMatrix unscaled;            ///< (X'X)^-1; the covariance of the coefficients over sigma^2
    std::vector<double> residuals;    ///< y - X b, one a row
    double df = 0;                    ///< rows - columns
    double residual_sum_squares = 0;  ///< of the residuals
    double sigma = 0;                 ///< sqrt(residual_sum_squares / df)
    double r_squared = 0;  ///< 1 - residual_sum_squares / sum (y - mean)^2; uncentred without an intercept
};

/// Ordinary least squares by Householder's QR decomposition of the columns, each scaled to length 1, with
/// iterative refinement of coefficients and residuals together, in residuals of doubled precision (Bjorck
/// 1967, BIT 7:257). (X'X)^-1 comes from R, and is refined in the same way where R is ill-conditioned (the
/// part of a column that the others before it do not explain is below 1e-3 of it). NIST's linear sets come
/// out to 13 digits or more, Filip, whose powers are rounded on the way in, to 7.
///
///     se_j^2 = sigma^2 (X'X)^-1_jj,   t_j = b_j / se_j,   df = rows - columns
///
/// @param design  the columns, of full rank
/// @param y  the value of each row
/// @param level  of the intervals of the coefficients
/// @return Reason::too_few for fewer rows than columns + 1; Reason::no_variation if a column follows from
/// the others (to 1e-12 of its length), or if y follows from the columns without error
/// @throws base::ContractError  no column, columns and y of different lengths, a number that is not finite or
/// beyond 1e150, level outside (0, 1)
/// Cost O(rows columns^2).
[[nodiscard]] base::Outcome<LinearModel> linear_model(const Design& design, std::span<const double> y,
                                                      double level = 0.95);

/// Test of the sum of weight_j b_j: an adjusted mean, a difference between two groups, a simple slope.
/// @param model  as fitted
/// @param weights  one a coefficient, not all 0
/// @param level  of the interval
/// @throws base::ContractError  another number of weights, weights that are not finite or all 0, level
/// outside (0, 1)
[[nodiscard]] TTest linear_combination(const LinearModel& model, std::span<const double> weights,
                                       double level = 0.95);

/// F test of the coefficients of a term together, given all other columns:
///
///     F = ((RSS without the term - RSS) / columns of the term) / sigma^2
///
/// Where the design holds main effects alone, or the term is an interaction, this is the type II test (Yates
/// 1934, JASA 29:51; Fox & Weisberg, An R Companion to Applied Regression, section 5.3.4).
///
/// @param design  the columns, of full rank
/// @param y  the value of each row
/// @param term  the columns of the term, each once
/// @return the reasons of linear_model
/// @throws base::ContractError  those of linear_model; an empty term, or a column that is not there or twice
[[nodiscard]] base::Outcome<TermTest> term_test(const Design& design, std::span<const double> y,
                                                std::span<const std::size_t> term);

}  // namespace outcomes::stats
