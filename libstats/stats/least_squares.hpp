#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/linear_model.hpp"

#include <Eigen/Dense>

#include <span>

namespace outcomes::stats {

/// The columns as one matrix.
/// @throws base::ContractError  no column, columns of different lengths, a number that is not finite or
/// beyond 1e150
/// @param design  columns of equal length
[[nodiscard]] Eigen::MatrixXd matrix_of(const Design& design);

/// A matrix X of full column rank as Q R: what every method on linear models starts from.
struct Orthogonal {
    Eigen::MatrixXd x;          ///< as given
    Eigen::MatrixXd q;          ///< rows x columns, orthonormal
    Eigen::MatrixXd r;          ///< upper triangle, X = Q R
    Eigen::MatrixXd r_inverse;  ///< upper triangle
    double condition = 1;       ///< the smallest part of a column that the columns before it do not explain

    /// sum of ln |R_jj|.
    [[nodiscard]] double log_determinant() const;
};

/// @return Reason::too_few for fewer rows than columns, Reason::no_variation if a column follows from the
/// ones before it
/// @param design  columns of equal length
[[nodiscard]] base::Outcome<Orthogonal> orthogonal(const Design& design);

/// Coefficients and residuals of least squares.
struct Solution {
    Eigen::VectorXd coefficients;  ///< b
    Eigen::VectorXd residuals;     ///< y - X b
};
/// Refined least squares of y on the columns of X.
/// @param x  the columns, from orthogonal()
/// @param y  one value a row of x
[[nodiscard]] Solution least_squares(const Orthogonal& x, std::span<const double> y);

/// (X'X)^-1, refined where X is ill-conditioned.
/// @param x  the columns, from orthogonal()
[[nodiscard]] Eigen::MatrixXd inverse_cross_product(const Orthogonal& x);

/// A model that is not worth tests: the residuals are rounding.
/// @param residuals  of y, one a row
/// @param y  as given
[[nodiscard]] bool fits_without_error(const Eigen::VectorXd& residuals, std::span<const double> y);

/// A matrix as plain numbers.
/// @param matrix  as many rows as columns
[[nodiscard]] SquareMatrix square_of(const Eigen::MatrixXd& matrix);
/// Plain numbers as a matrix.
/// @param matrix  row by row
[[nodiscard]] Eigen::MatrixXd matrix_of(const SquareMatrix& matrix);

/// Powers of a symmetric matrix through its eigenvalues; those of at most `tolerance` are taken as 0, and so
/// are their powers (the Moore-Penrose inverse for power -1).
/// @param matrix  symmetric
/// @param power  -1, 1/2, -1/2 or another
/// @param tolerance  of the eigenvalues, in their own units, >= 0
[[nodiscard]] Eigen::MatrixXd symmetric_power(const Eigen::MatrixXd& matrix, double power, double tolerance);

}  // namespace outcomes::stats
