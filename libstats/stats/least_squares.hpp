#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/linear_model.hpp"

#include <Eigen/Dense>

#include <span>

namespace outcomes::stats {

/// The columns as one matrix.
/// @param design  columns of the model
/// @throws base::ContractError  no column, columns of different lengths, a number that is not finite or
/// beyond 1e150
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

/// Decomposes the columns of a model.
/// @param design  columns of the model
/// @return Reason::too_few for fewer rows than columns, Reason::no_variation if a column follows from the
/// ones before it
[[nodiscard]] base::Outcome<Orthogonal> orthogonal(const Design& design);

/// Coefficients and residuals of least squares.
struct Solution {
<<<<<<< HEAD
    Eigen::VectorXd coefficients;  ///< b
=======
    Eigen::VectorXd coefficients;  ///< b, one a column
>>>>>>> w-docs
    Eigen::VectorXd residuals;     ///< y - X b
};
/// Refined least squares of y on the columns of X.
/// @param x  columns of the model, as Q R
/// @param y  the value of each row
[[nodiscard]] Solution least_squares(const Orthogonal& x, std::span<const double> y);

/// (X'X)^-1, refined where X is ill-conditioned.
/// @param x  columns of the model, as Q R
[[nodiscard]] Eigen::MatrixXd inverse_cross_product(const Orthogonal& x);

/// A model that is not worth tests: the residuals are rounding.
/// @param residuals  y - X b
/// @param y          the value of each row
[[nodiscard]] bool fits_without_error(const Eigen::VectorXd& residuals, std::span<const double> y);

/// A matrix as plain numbers.
/// @param matrix  n x n
[[nodiscard]] SquareMatrix square_of(const Eigen::MatrixXd& matrix);
/// Plain numbers as a matrix.
/// @param matrix  n x n
[[nodiscard]] Eigen::MatrixXd matrix_of(const SquareMatrix& matrix);

/// Powers of a symmetric matrix through its eigenvalues; those of at most `tolerance` are taken as 0, and so
/// are their powers (the Moore-Penrose inverse for power -1).
/// @param matrix     symmetric
/// @param power      of each eigenvalue
/// @param tolerance  largest eigenvalue that counts as 0, 0 or more
[[nodiscard]] Eigen::MatrixXd symmetric_power(const Eigen::MatrixXd& matrix, double power, double tolerance);

}  // namespace outcomes::stats
