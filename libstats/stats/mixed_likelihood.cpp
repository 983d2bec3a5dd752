#include "libstats/stats/mixed_likelihood.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/least_squares.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace outcomes::stats {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// H of a pattern's people in their basis.
RandomMatrix spread_of(const Pattern& pattern, const RandomMatrix& psi) {
    const Index rank = pattern.f.rows();
    return RandomMatrix::Identity(rank, rank) + RandomMatrix(pattern.f * psi * pattern.f.transpose());
}

/// The sum over a pattern's people of (X, y)' weight (X, y).
MatrixXd weighted(const Pattern& pattern, const RandomMatrix& weight) {
    const MatrixXd& first = pattern.products.front();
    MatrixXd sum = MatrixXd::Zero(first.rows(), first.cols());
    std::size_t next = 0;
    for (Index a = 0; a < weight.rows(); ++a) {
        for (Index b = 0; b < weight.cols(); ++b) sum += weight(a, b) * pattern.products[next++];
    }
    return sum;
}

/// (X, y) times this is y - X beta.
VectorXd residual_weights(const VectorXd& beta) {
    VectorXd weights(beta.size() + 1);
    weights << -beta, 1;
    return weights;
}

/// The symmetric unit matrices of q random effects.
std::vector<RandomMatrix> units(Index q) {
    std::vector<RandomMatrix> all;
    for (Index i = 0; i < q; ++i) {
        for (Index j = i; j < q; ++j) {
            RandomMatrix unit = RandomMatrix::Zero(q, q);
            unit(i, j) = unit(j, i) = 1;
            all.push_back(unit);
        }
    }
    return all;
}

/// Sums over patterns of what `MixedPieces` is made of.
class PieceSums {
  public:
    PieceSums(const MixedData& data, const MixedFit& fit)
        : units_(units(data.q)), rest_(residual_weights(fit.beta)), p_(data.p) {
        const auto m = static_cast<Index>(units_.size());
        pieces.trace = VectorXd::Zero(m);
        pieces.trace2 = MatrixXd::Zero(m, m);
        pieces.square = VectorXd::Zero(m);
        pieces.square2 = MatrixXd::Zero(m, m);
        pieces.slopes.assign(units_.size(), MatrixXd::Zero(p_, p_));
        pieces.curves.assign(units_.size() * units_.size(), MatrixXd::Zero(p_, p_));
        cross_.assign(units_.size(), VectorXd::Zero(p_));
    }

    void add(const Pattern& pattern, const RandomMatrix& psi) {
        const RandomMatrix zh = pattern.f.transpose() * spread_of(pattern, psi).inverse();  // Z'H^-1
        const RandomMatrix zhz = zh * pattern.f;
        for (std::size_t k = 0; k < units_.size(); ++k) {
            const auto row = static_cast<Index>(k);
            const RandomMatrix ea = units_[k] * zhz;
            const MatrixXd sums = weighted(pattern, RandomMatrix(zh.transpose() * units_[k] * zh));
            pieces.trace[row] += pattern.people * ea.trace();
            pieces.square[row] += rest_.dot(sums * rest_);
            pieces.slopes[k] += sums.topLeftCorner(p_, p_);
            cross_[k] += sums.topRows(p_) * rest_;
            for (std::size_t l = 0; l < units_.size(); ++l) {
                const auto column = static_cast<Index>(l);
                const RandomMatrix between = ea * units_[l];
                const MatrixXd curved = weighted(pattern, RandomMatrix(zh.transpose() * between * zh));
                pieces.trace2(row, column) += pattern.people * RandomMatrix(between * zhz).trace();
                pieces.square2(row, column) += rest_.dot(curved * rest_);
                pieces.curves[k * units_.size() + l] += curved.topLeftCorner(p_, p_);
            }
        }
    }

    /// What estimating beta takes away.
    void finish(const MixedFit& fit, bool restricted) {
        const std::size_t m = units_.size();
        for (std::size_t k = 0; k < m; ++k) {
            const auto row = static_cast<Index>(k);
            const MatrixXd left = fit.phi * pieces.slopes[k];
            if (restricted) pieces.trace[row] -= left.trace();
            for (std::size_t l = 0; l < m; ++l) {
                const auto column = static_cast<Index>(l);
                pieces.square2(row, column) -= cross_[k].dot(fit.phi * cross_[l]);
                if (!restricted) continue;
                pieces.trace2(row, column) += (left * fit.phi * pieces.slopes[l]).trace() -
                                              2 * fit.phi.cwiseProduct(pieces.curves[k * m + l]).sum();
            }
        }
        pieces.square /= fit.sigma2;
        pieces.square2 /= fit.sigma2;
    }

    MixedPieces pieces;

  private:
    std::vector<RandomMatrix> units_;
    VectorXd rest_;
    Index p_;
    std::vector<VectorXd> cross_;  ///< X'H^-1 G_k P y
};

}  // namespace

MixedFit mixed_fit(const MixedData& data, const RandomMatrix& psi) {
    MatrixXd sums = MatrixXd::Zero(data.p + 1, data.p + 1);  // of (X, y)'H^-1 (X, y)
    base::CompensatedSum log_h;
    for (const Pattern& pattern : data.patterns) {
        const RandomMatrix spread = spread_of(pattern, psi);
        sums += weighted(pattern, spread.inverse());
        log_h.add(pattern.people * std::log(spread.determinant()));
    }
    sums += data.within;
    const Eigen::LLT<MatrixXd> factor(sums.topLeftCorner(data.p, data.p));
    MixedFit fit;
    fit.phi = factor.solve(MatrixXd::Identity(data.p, data.p));
    fit.beta = factor.solve(sums.topRightCorner(data.p, 1));
    const VectorXd rest = residual_weights(fit.beta);
    fit.sigma2 = rest.dot(sums * rest) / data.divisor();
    fit.deviance = log_h.value() + data.divisor() * (1 + std::log(2 * std::numbers::pi * fit.sigma2));
    if (data.restricted) fit.deviance += 2 * factor.matrixLLT().diagonal().array().log().sum();
    return fit;
}

bool leaves_no_residuals(const MixedData& data) {
    const VectorXd xy = data.within.topRightCorner(data.p, 1);
    const MatrixXd inverse = symmetric_power(data.within.topLeftCorner(data.p, data.p), -1, 1e-12);
    return data.within(data.p, data.p) - xy.dot(inverse * xy) <= 1e-12 * data.n_rows;
}

MixedPieces mixed_pieces(const MixedData& data, const RandomMatrix& psi, const MixedFit& fit) {
    PieceSums sums(data, fit);
    for (const Pattern& pattern : data.patterns) sums.add(pattern, psi);
    sums.finish(fit, data.restricted);
    return std::move(sums.pieces);
}

RandomMatrix psi_of(const VectorXd& theta) {
    if (theta.size() == 1) return RandomMatrix::Constant(1, 1, theta[0] * theta[0]);
    RandomMatrix psi(2, 2);
    psi << theta[0] * theta[0], theta[0] * theta[1], theta[0] * theta[1],
        theta[1] * theta[1] + theta[2] * theta[2];
    return psi;
}

MatrixXd psi_slopes(const VectorXd& theta) {
    if (theta.size() == 1) return MatrixXd::Constant(1, 1, 2 * theta[0]);
    MatrixXd slopes(3, 3);
    slopes << 2 * theta[0], 0, 0, theta[1], theta[0], 0, 0, 2 * theta[1], 2 * theta[2];
    return slopes;
}

MixedCurvature mixed_curvature(const MixedData& data, const VectorXd& theta, const MixedPieces& pieces) {
    const MatrixXd slopes = psi_slopes(theta);
    const VectorXd gradient = pieces.trace - pieces.square;  // for psi
    const Index m = theta.size();
    MixedCurvature result{.gradient = slopes.transpose() * gradient, .hessian = MatrixXd(m + 1, m + 1)};
    MatrixXd inner = slopes.transpose() * (2 * pieces.square2 - pieces.trace2) * slopes;
    // Second derivatives of psi for theta.
    if (m == 1) {
        inner(0, 0) += 2 * gradient[0];
    } else {
        inner(0, 0) += 2 * gradient[0];
        inner(0, 1) += gradient[1];
        inner(1, 0) += gradient[1];
        inner(1, 1) += 2 * gradient[2];
        inner(2, 2) += 2 * gradient[2];
    }
    result.hessian.topLeftCorner(m, m) = (inner + inner.transpose()) / 2;
    result.hessian.topRightCorner(m, 1) = slopes.transpose() * pieces.square;
    result.hessian.bottomLeftCorner(1, m) = result.hessian.topRightCorner(m, 1).transpose();
    result.hessian(m, m) = data.divisor();
    return result;
}

}  // namespace outcomes::stats
