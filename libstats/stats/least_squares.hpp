#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/linear_model.hpp"

#include <Eigen/Dense>

#include <span>

namespace outcomes::stats {

/// The columns as one matrix.
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

/// @return Reason::too_few for fewer rows than columns, Reason::no_variation if a column follows from the
/// ones before it
[[nodiscard]] base::Outcome<Orthogonal> orthogonal(const Design& design);

/// Coefficients and residuals of least squares.
struct Solution {
    Eigen::VectorXd coefficients;  ///< b
    Eigen::VectorXd residuals;     ///< y - X b
};
/// Refined least squares of y on the columns of X.
[[nodiscard]] Solution least_squares(const Orthogonal& x, std::span<const double> y);

/// (X'X)^-1, refined where X is ill-conditioned.
[[nodiscard]] Eigen::MatrixXd inverse_cross_product(const Orthogonal& x);

/// A model that is not worth tests: the residuals are rounding.
[[nodiscard]] bool fits_without_error(const Eigen::VectorXd& residuals, std::span<const double> y);

/// A matrix as plain numbers.
[[nodiscard]] SquareMatrix square_of(const Eigen::MatrixXd& matrix);
/// Plain numbers as a matrix.
[[nodiscard]] Eigen::MatrixXd matrix_of(const SquareMatrix& matrix);

/// Powers of a symmetric matrix through its eigenvalues; those of at most `tolerance` are taken as 0, and so
/// are their powers (the Moore-Penrose inverse for power -1).
[[nodiscard]] Eigen::MatrixXd symmetric_power(const Eigen::MatrixXd& matrix, double power, double tolerance);

}  // namespace outcomes::stats
