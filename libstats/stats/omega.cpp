#include "libstats/stats/omega.hpp"

#include "libstats/stats/item_matrices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double small_step = 1e-10;
constexpr double least_uniqueness = 1e-7;  ///< smaller: the likelihood drives it to 0
constexpr int most_steps = 200;

std::vector<double> list_of(const VectorXd& vector) {
    return {vector.data(), vector.data() + vector.size()};
}

double omega_of(const VectorXd& loadings, const VectorXd& errors) {
    const double common = loadings.sum() * loadings.sum();
    return common / (common + errors.sum());
}

/// The correlations, or why there can be no factor.
Outcome<MatrixXd> correlations_for_factor(const ItemMoments& items, const ScaledCovariances& covariances) {
    if (items.n_items() < 3) return Reason::too_few_items;
    if (items.n_persons() < 2) return Reason::too_few;
    auto correlations = covariances.correlations();
    if (!correlations) return Reason::no_variation;
    return *std::move(correlations);
}

// ---- maximum likelihood ----

/// The discrepancy as a function of x = ln(uniquenesses), the loadings being the best for these, with its
/// derivatives. With t_m and w_m the eigenvalues and eigenvectors of S = U^-1/2 R U^-1/2, the largest first,
/// and sums over m > 1:
///     f     = sum t_m - ln t_m - 1
///     f_i   = sum (1 - t_m) w_im^2
///     f_ij  = (sum t_m w_im w_jm) (sum w_im w_jm)
///             + w_i1 w_j1 sum (1 - t_m) (t_1 + t_m) / (t_1 - t_m) w_im w_jm
class Discrepancy {
  public:
    Discrepancy(const MatrixXd& correlations, const VectorXd& logs) : scale_((-0.5 * logs.array()).exp()) {
        const MatrixXd scaled = scale_.asDiagonal() * correlations * scale_.asDiagonal();
        solver_.compute(scaled);
        const Index rest = logs.size() - 1;  // Eigen sorts ascending: the largest is the last
        const auto small = solver_.eigenvalues().head(rest).array();
        value_ = (small - small.log() - 1).sum();
    }

    [[nodiscard]] double value() const { return value_; }
    [[nodiscard]] bool has_factor() const { return largest() > 1; }

    [[nodiscard]] VectorXd gradient() const {
        return vectors().cwiseAbs2() * (1 - values().array()).matrix();
    }
    [[nodiscard]] MatrixXd hessian() const {
        const VectorXd first = first_vector();
        const VectorXd bend =
            (1 - values().array()) * (largest() + values().array()) / (largest() - values().array());
        return (vectors() * values().asDiagonal() * vectors().transpose()).cwiseProduct(projection()) +
               (first * first.transpose())
                   .cwiseProduct(vectors() * bend.asDiagonal() * vectors().transpose());
    }
    /// What the second derivatives tend to as the model comes to fit; never indefinite.
    [[nodiscard]] MatrixXd approximate_hessian() const { return projection().cwiseAbs2(); }
    /// sqrt(t_1 - 1) U^1/2 w_1
    [[nodiscard]] VectorXd loadings() const {
        VectorXd loadings = std::sqrt(largest() - 1) * first_vector().cwiseQuotient(scale_);
        return loadings.sum() < 0 ? VectorXd(-loadings) : loadings;
    }

  private:
    [[nodiscard]] double largest() const { return solver_.eigenvalues()[scale_.size() - 1]; }
    [[nodiscard]] VectorXd first_vector() const { return solver_.eigenvectors().col(scale_.size() - 1); }
    [[nodiscard]] VectorXd values() const { return solver_.eigenvalues().head(scale_.size() - 1); }
    [[nodiscard]] MatrixXd vectors() const { return solver_.eigenvectors().leftCols(scale_.size() - 1); }
    [[nodiscard]] MatrixXd projection() const { return vectors() * vectors().transpose(); }

    VectorXd scale_;  ///< uniqueness^-1/2
    Eigen::SelfAdjointEigenSolver<MatrixXd> solver_;
    double value_ = 0;
};

/// Newton's step, with the approximate second derivatives where the exact ones do not lead down.
VectorXd downward_step(const Discrepancy& at) {
    const VectorXd gradient = at.gradient();
    const Eigen::LLT<MatrixXd> exact(at.hessian());
    if (exact.info() == Eigen::Success) return -exact.solve(gradient);
    const Eigen::LDLT<MatrixXd> approximate(at.approximate_hessian());
    return -approximate.solve(gradient);
}

/// Goes along `step`, or a part of it, to a place that is not higher.
bool descend(const MatrixXd& correlations, double value, VectorXd& logs, VectorXd& step) {
    constexpr double longest = 2;  // ln: no uniqueness changes by more than a factor of 7
    step *= std::min(1.0, longest / step.cwiseAbs().maxCoeff());
    for (int halvings = 0; halvings < 50; ++halvings, step *= 0.5) {
        const VectorXd next = logs + step;
        const double slack = 1e-13 * (1 + std::abs(value));
        if (Discrepancy(correlations, next).value() > value + slack) continue;
        logs = next;
        return true;
    }
    return false;
}

/// The logarithms of the uniquenesses at the minimum.
Outcome<VectorXd> minimum(const MatrixXd& correlations, const MatrixXd& inverse) {
    const auto k = static_cast<double>(correlations.rows());
    // Joreskog's start: a bit less than what the other items do not predict.
    VectorXd logs = ((1 - 0.5 / k) * inverse.diagonal().cwiseInverse().array()).log();
    for (int i = 0; i < most_steps; ++i) {
        const Discrepancy here(correlations, logs);
        VectorXd step = downward_step(here);
        if (!step.allFinite()) return Reason::not_converged;
        if (step.cwiseAbs().maxCoeff() <= small_step) {
            return here.has_factor() ? Outcome<VectorXd>(logs) : Reason::not_converged;
        }
        if (!descend(correlations, here.value(), logs, step)) return Reason::not_converged;
        if (logs.minCoeff() < std::log(least_uniqueness)) return Reason::improper_solution;
    }
    return Reason::not_converged;
}

VectorXd sds_of(const ItemMoments& items, const ScaledCovariances& covariances) {
    VectorXd sds(static_cast<Index>(items.n_items()));
    const double unit = static_cast<double>(items.n_persons()) * static_cast<double>(items.denominator());
    for (std::size_t i = 0; i < items.n_items(); ++i)
        sds[static_cast<Index>(i)] = std::sqrt(static_cast<double>(covariances.at(i, i))) / unit;
    return sds;
}

// ---- minimum residuals ----

/// The loading of one item that leaves the least, the others being held.
void harman_jones_sweep(const MatrixXd& correlations, VectorXd& loadings) {
    for (Index i = 0; i < loadings.size(); ++i) {
        const double own = loadings[i];
        const double products = correlations.row(i).dot(loadings) - own;
        const double squares = loadings.squaredNorm() - own * own;
        if (squares > 0) loadings[i] = products / squares;
    }
}

/// Newton's step for half the sum of squared residuals of all pairs.
VectorXd minres_step(const MatrixXd& correlations, const VectorXd& loadings) {
    const double squares = loadings.squaredNorm();
    MatrixXd hessian = 2 * loadings * loadings.transpose() - correlations;
    VectorXd gradient(loadings.size());
    for (Index i = 0; i < loadings.size(); ++i) {
        const double own = loadings[i];
        hessian(i, i) = squares - own * own;
        gradient[i] = own * (squares - own * own) - (correlations.row(i).dot(loadings) - own);
    }
    return -Eigen::FullPivLU<MatrixXd>(hessian).solve(gradient);
}

Outcome<VectorXd> minres_loadings(const MatrixXd& correlations) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(correlations);
    const Index last = correlations.rows() - 1;
    VectorXd loadings = std::sqrt(solver.eigenvalues()[last]) * solver.eigenvectors().col(last);
    constexpr int sweeps = 500;
    for (int i = 0; i < sweeps; ++i) harman_jones_sweep(correlations, loadings);
    for (int i = 0; i < most_steps; ++i) {
        const VectorXd step = minres_step(correlations, loadings);
        if (!step.allFinite()) return Reason::not_converged;
        loadings += step;
        if (step.cwiseAbs().maxCoeff() > small_step) continue;
        if (loadings.cwiseAbs().maxCoeff() > 1) return Reason::improper_solution;
        return loadings.sum() < 0 ? VectorXd(-loadings) : loadings;
    }
    return Reason::not_converged;
}

/// Instead of n: the mean of the statistic then comes closer to its degrees of freedom.
double bartlett_factor(double n, double k) {
    constexpr double factors = 1;
    return n - 1 - (2 * k + 5) / 6 - 2 * factors / 3;
}

}  // namespace

Outcome<FactorMl> one_factor_ml(const ItemMoments& items) {
    const ScaledCovariances covariances(items);
    const auto correlations = correlations_for_factor(items, covariances);
    if (!correlations) return correlations.reason();
    const auto inverse = inverse_of(*correlations);
    if (!inverse) return Reason::redundant_items;
    const auto logs = minimum(*correlations, *inverse);
    if (!logs) return logs.reason();

    const Discrepancy best(*correlations, *logs);
    const VectorXd loadings = best.loadings();
    const VectorXd uniquenesses = logs->array().exp();
    const VectorXd sds = sds_of(items, covariances);
    const VectorXd raw_loadings = loadings.cwiseProduct(sds);
    const VectorXd raw_errors = uniquenesses.cwiseProduct(sds.cwiseAbs2());
    const std::size_t k = items.n_items();
    const double discrepancy = std::max(0.0, best.value());
    return FactorMl{
        list_of(loadings),
        list_of(uniquenesses),
        list_of(raw_loadings),
        list_of(raw_errors),
        omega_of(raw_loadings, raw_errors),
        omega_of(loadings, uniquenesses),
        static_cast<double>(items.n_persons()) * discrepancy,
        bartlett_factor(static_cast<double>(items.n_persons()), static_cast<double>(k)) * discrepancy,
        k * (k - 3) / 2};
}

Outcome<FactorMinres> one_factor_minres(const ItemMoments& items) {
    const ScaledCovariances covariances(items);
    const auto correlations = correlations_for_factor(items, covariances);
    if (!correlations) return correlations.reason();
    const auto loadings = minres_loadings(*correlations);
    if (!loadings) return loadings.reason();
    const VectorXd errors = 1 - loadings->array().square();
    return FactorMinres{list_of(*loadings), omega_of(*loadings, errors),
                        1 - errors.sum() / correlations->sum()};
}

}  // namespace outcomes::stats
