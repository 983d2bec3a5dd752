#pragma once

#include <Eigen/Dense>

#include <cstddef>
#include <vector>

namespace outcomes::stats {

/// Random effects of a person: the intercept, and in larger models the slope.
using RandomMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 2, 2>;

/// People whose random effects have the same columns Z. Their rows enter by their parts along an orthonormal
/// basis of those columns, of which there are as many as Z's rank: in that basis H = I + F psi F', and
/// everywhere else H = I. So the likelihood needs sums over these people, and no person.
struct Pattern {
    RandomMatrix f;     ///< Z in the basis
    double people = 0;  ///< how many
    /// Sums of the products of part a of (X, y) with part b, at a rank + b; y comes last.
    std::vector<Eigen::MatrixXd> products;
};

/// The data of a mixed model, brought to X'X = I and X'y = 0 (y is what least squares leaves). Sums of what
/// is across from the random effects are taken from rows: nothing cancels, however alike the rows of a
/// person.
struct MixedData {
    std::vector<Pattern> patterns;  ///< few where people answer on the same occasions
    Eigen::MatrixXd within;         ///< (X, y)'(X, y) across from the random effects
    std::size_t n_people = 0;       ///< in all patterns
    double n_rows = 0;              ///< of all people; also y'y
    Eigen::Index p = 0;             ///< columns of X
    Eigen::Index q = 1;             ///< columns of Z, 1 or 2
    bool restricted = true;         ///< REML, else ML

    /// What sigma^2 is divided by.
    [[nodiscard]] double divisor() const { return restricted ? n_rows - static_cast<double>(p) : n_rows; }
};

/// The model at one relative covariance of the random effects, V = sigma^2 (I + Z psi Z') = sigma^2 H, with
/// the best sigma^2 for it.
struct MixedFit {
    Eigen::MatrixXd phi;   ///< (X'H^-1 X)^-1
    Eigen::VectorXd beta;  ///< generalised least squares
    double sigma2 = 0;     ///< y'Py / divisor
    double deviance = 0;   ///< -2 ln of the (restricted) likelihood
};

/// Generalised least squares at one psi.
/// @param data  of the model
/// @param psi  q x q, positive semi-definite: the covariance of the random effects over sigma^2
[[nodiscard]] MixedFit mixed_fit(const MixedData& data, const RandomMatrix& psi);

/// Fixed effects and a constant (and slope) of one's own for each person fit without error: the likelihood
/// has no end.
/// @param data  of the model
[[nodiscard]] bool leaves_no_residuals(const MixedData& data);

/// What the derivatives for psi consist of. G_k = Z E_k Z' with E_k the k-th symmetric unit matrix (11; 12
/// and 21; 22), P = H^-1 - H^-1 X phi X'H^-1.
struct MixedPieces {
    Eigen::VectorXd trace;                ///< tr(P G_k), or tr(H^-1 G_k) for ML
    Eigen::MatrixXd trace2;               ///< tr(P G_k P G_l), or tr(H^-1 G_k H^-1 G_l) for ML
    Eigen::VectorXd square;               ///< y'P G_k P y / sigma^2
    Eigen::MatrixXd square2;              ///< y'P G_k P G_l P y / sigma^2
    std::vector<Eigen::MatrixXd> slopes;  ///< X'H^-1 G_k H^-1 X = minus the derivative of X'H^-1 X
    std::vector<Eigen::MatrixXd> curves;  ///< X'H^-1 G_k H^-1 G_l H^-1 X, at k m + l
};
/// The pieces at one psi.
/// @param data  of the model
/// @param psi  relative covariance of the random effects, q x q
/// @param fit  mixed_fit() at that psi
[[nodiscard]] MixedPieces mixed_pieces(const MixedData& data, const RandomMatrix& psi, const MixedFit& fit);

/// The relative Cholesky factor of psi: {a} for a^2, {a, b, c} for ((a, 0), (b, c)) times its transpose.
/// @param theta  one number for a random intercept, three with a slope
[[nodiscard]] RandomMatrix psi_of(const Eigen::VectorXd& theta);
/// Derivatives of psi_k (rows) for theta_j (columns).
/// @param theta  as in psi_of()
[[nodiscard]] Eigen::MatrixXd psi_slopes(const Eigen::VectorXd& theta);

/// Gradient and Hessian of the deviance for (theta, ln sigma^2), at the best sigma^2.
struct MixedCurvature {
    Eigen::VectorXd gradient;  ///< for theta; that for ln sigma^2 is 0
    Eigen::MatrixXd hessian;   ///< of theta and, last, ln sigma^2
};
/// Gradient and Hessian at one theta.
/// @param data  of the model
/// @param theta  as in psi_of()
/// @param pieces  mixed_pieces() at that theta
[[nodiscard]] MixedCurvature mixed_curvature(const MixedData& data, const Eigen::VectorXd& theta,
                                             const MixedPieces& pieces);

/// Where the deviance is least.
struct MixedOptimum {
    Eigen::VectorXd theta;  ///< diagonal >= 0
    bool singular = false;  ///< psi has no inverse
    bool converged = true;  ///< the last step was rounding
};
/// Newton's method with exact derivatives from several starts, with the singular models as rivals. The data
/// must leave residuals.
/// @param data  of the model
[[nodiscard]] MixedOptimum mixed_optimum(const MixedData& data);

}  // namespace outcomes::stats
