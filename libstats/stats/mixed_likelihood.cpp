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

/// H along the person's basis.
RandomMatrix spread_of(const PersonParts& person, const RandomMatrix& psi) {
    const Index rank = person.f.rows();
    return RandomMatrix::Identity(rank, rank) + RandomMatrix(person.f * psi * person.f.transpose());
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

/// Sums over people of what `MixedPieces` is made of.
class PieceSums {
  public:
    PieceSums(Index q, Index p) : units_(units(q)) {
        const auto m = static_cast<Index>(units_.size());
        pieces.trace = VectorXd::Zero(m);
        pieces.trace2 = MatrixXd::Zero(m, m);
        pieces.square = VectorXd::Zero(m);
        pieces.square2 = MatrixXd::Zero(m, m);
        pieces.slopes.assign(units_.size(), MatrixXd::Zero(p, p));
        pieces.curves.assign(units_.size() * units_.size(), MatrixXd::Zero(p, p));
        cross_.assign(units_.size(), VectorXd::Zero(p));
    }

    /// a = Z'H^-1 Z, b = Z'H^-1 X, c = Z'H^-1 (y - X beta).
    void add(const RandomMatrix& a, const MatrixXd& b, const RandomVector& c) {
        for (std::size_t k = 0; k < units_.size(); ++k) {
            const RandomMatrix ea = units_[k] * a;
            const auto row = static_cast<Index>(k);
            pieces.trace[row] += ea.trace();
            pieces.square[row] += c.dot(units_[k] * c);
            pieces.slopes[k] += b.transpose() * units_[k] * b;
            cross_[k] += b.transpose() * (units_[k] * c);
            for (std::size_t l = 0; l < units_.size(); ++l) {
                const auto column = static_cast<Index>(l);
                const RandomMatrix between = ea * units_[l];
                pieces.trace2(row, column) += RandomMatrix(between * a).trace();
                pieces.square2(row, column) += c.dot(between * c);
                pieces.curves[k * units_.size() + l] += b.transpose() * between * b;
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
    std::vector<VectorXd> cross_;  ///< X'H^-1 G_k P y
};

}  // namespace

MixedFit mixed_fit(const MixedData& data, const RandomMatrix& psi) {
    MatrixXd xhx = data.within_xx;
    VectorXd xhy = data.within_xy;
    base::CompensatedSum log_h;
    for (const PersonParts& person : data.people) {
        const RandomMatrix spread = spread_of(person, psi);
        const RandomMatrix inverse = spread.inverse();
        xhx.noalias() += person.x.transpose() * (inverse * person.x);
        xhy.noalias() += person.x.transpose() * (inverse * person.y);
        log_h.add(std::log(spread.determinant()));
    }
    const Eigen::LLT<MatrixXd> factor(xhx);
    MixedFit fit;
    fit.phi = factor.solve(MatrixXd::Identity(data.p, data.p));
    fit.beta = factor.solve(xhy);
    base::CompensatedSum squares;
    squares.add(data.within_yy + fit.beta.dot(data.within_xx * fit.beta - 2 * data.within_xy));
    for (const PersonParts& person : data.people) {
        const RandomVector rest = person.y - person.x * fit.beta;
        squares.add(rest.dot(spread_of(person, psi).inverse() * rest));
    }
    fit.sigma2 = squares.value() / data.divisor();
    fit.deviance = log_h.value() + data.divisor() * (1 + std::log(2 * std::numbers::pi * fit.sigma2));
    if (data.restricted) fit.deviance += 2 * factor.matrixLLT().diagonal().array().log().sum();
    return fit;
}

bool leaves_no_residuals(const MixedData& data) {
    const MatrixXd inverse = symmetric_power(data.within_xx, -1, 1e-12);
    const double explained = data.within_xy.dot(inverse * data.within_xy);
    return data.within_yy - explained <= 1e-12 * data.n_rows;
}

MixedPieces mixed_pieces(const MixedData& data, const RandomMatrix& psi, const MixedFit& fit) {
    PieceSums sums(data.q, data.p);
    for (const PersonParts& person : data.people) {
        const RandomMatrix weight = person.f.transpose() * spread_of(person, psi).inverse();
        sums.add(weight * person.f, weight * person.x, weight * (person.y - person.x * fit.beta));
    }
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
