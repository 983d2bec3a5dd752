#include "libstats/stats/robust_errors.hpp"

#include "libstats/stats/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A fit that has errors to speak of.
struct Fit {
    Orthogonal x;
    Solution solution;

    [[nodiscard]] double n() const { return static_cast<double>(x.x.rows()); }
    [[nodiscard]] double p() const { return static_cast<double>(x.x.cols()); }
};

Outcome<Fit> fit_of(const Design& design, std::span<const double> y, double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const auto x = orthogonal(design);
    if (!x) return x.reason();
    Fit fit{.x = *x, .solution = least_squares(*x, y)};
    if (fit.n() <= fit.p()) return Reason::too_few;
    if (fits_without_error(fit.solution.residuals, y)) return Reason::no_variation;
    return fit;
}

/// Rounding of residuals that cancel, in the units of a standard error.
double rounding_of(const Fit& fit, Index coefficient) {
    return 1e-13 * fit.solution.residuals.norm() * fit.x.r_inverse.row(coefficient).norm();
}

double hc_weight(HcType type, double leverage, const Fit& fit) {
    switch (type) {
        case HcType::hc0:
            return 1;
        case HcType::hc1:
            return fit.n() / (fit.n() - fit.p());
        case HcType::hc2:
            return 1 / (1 - leverage);
        case HcType::hc3:
            return 1 / ((1 - leverage) * (1 - leverage));
        case HcType::hc4:
            return std::pow(1 - leverage, -std::min(4.0, fit.n() * leverage / fit.p()));
    }
    return 1;
}

/// The rows of one cluster, by their number.
std::vector<std::vector<Index>> rows_of(std::span<const std::uint32_t> clusters) {
    std::vector<std::size_t> order(clusters.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return clusters[i]; });
    std::vector<std::vector<Index>> groups;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || clusters[order[i]] != clusters[order[i - 1]]) groups.emplace_back();
        groups.back().push_back(static_cast<Index>(order[i]));
    }
    return groups;
}

/// What is left of a cluster for the estimator: X_g = Q_g R, S = Q_g'Q_g.
struct Share {
    MatrixXd overlap;  ///< S
    MatrixXd adjust;   ///< F with A_g Q_g = Q_g F
    VectorXd score;    ///< F Q_g'e_g
};

/// Nothing if the cluster decides a coefficient alone and the type divides by what is left of it.
std::optional<MatrixXd> adjustment(ClusterType type, const MatrixXd& overlap, double factor) {
    const MatrixXd identity = MatrixXd::Identity(overlap.rows(), overlap.cols());
    if (type != ClusterType::cr2 && type != ClusterType::cr3) return MatrixXd(factor * identity);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(identity - overlap);
    if (solver.eigenvalues().minCoeff() < 1e-10) return std::nullopt;
    const MatrixXd& vectors = solver.eigenvectors();
    const VectorXd powers = type == ClusterType::cr2
                                ? VectorXd(solver.eigenvalues().cwiseSqrt().cwiseInverse())
                                : VectorXd(solver.eigenvalues().cwiseInverse());
    return MatrixXd(vectors * powers.asDiagonal() * vectors.transpose());
}

double plain_factor(ClusterType type, const Fit& fit, double n_clusters) {
    if (type == ClusterType::cr1) return std::sqrt(n_clusters / (n_clusters - 1));
    if (type != ClusterType::cr1s) return 1;
    return std::sqrt(n_clusters * (fit.n() - 1) / ((n_clusters - 1) * (fit.n() - fit.p())));
}

Outcome<std::vector<Share>> shares_of(const Fit& fit, const std::vector<std::vector<Index>>& groups,
                                      ClusterType type) {
    const double factor = plain_factor(type, fit, static_cast<double>(groups.size()));
    std::vector<Share> shares;
    for (const auto& rows : groups) {
        Share share{.overlap = MatrixXd::Zero(fit.x.q.cols(), fit.x.q.cols()),
                    .adjust = {},
                    .score = VectorXd::Zero(fit.x.q.cols())};
        for (const Index row : rows) {
            share.overlap += fit.x.q.row(row).transpose() * fit.x.q.row(row);
            share.score += fit.solution.residuals[row] * fit.x.q.row(row).transpose();
        }
        const auto adjust = adjustment(type, share.overlap, factor);
        if (!adjust) return Reason::too_few_clusters;
        share.adjust = *adjust;
        share.score = share.adjust * share.score;
        shares.push_back(std::move(share));
    }
    return shares;
}

/// Satterthwaite's degrees of freedom of w'b: P = D - A A' with D diagonal and one column of A a coefficient,
/// so that sum P^2 = sum (D^2 - 2 D diag(A A')) + |A'A|^2.
double satterthwaite_df(const std::vector<Share>& shares, const VectorXd& w) {
    double trace = 0;
    double squares = 0;
    MatrixXd between = MatrixXd::Zero(w.size(), w.size());
    for (const Share& share : shares) {
        const VectorXd adjusted = share.adjust * w;
        const VectorXd a = share.overlap * adjusted;
        const double own = adjusted.dot(a);
        trace += own - a.squaredNorm();
        squares += own * (own - 2 * a.squaredNorm());
        between += a * a.transpose();
    }
    return trace * trace / (squares + between.squaredNorm());
}

Outcome<ClusterTest> cluster_test(const Fit& fit, const std::vector<Share>& shares, Index coefficient,
                                  double level) {
    const VectorXd w = fit.x.r_inverse.row(coefficient).transpose();
    double variance = 0;
    for (const Share& share : shares) {
        const double score = w.dot(share.score);
        variance += score * score;
    }
    const double std_error = std::sqrt(variance);
    if (std_error <= rounding_of(fit, coefficient)) return Reason::no_variation;
    const double estimate = fit.solution.coefficients[coefficient];
    const double df = satterthwaite_df(shares, w);
    if (!(df > 0) || !std::isfinite(df)) return Reason::too_few_clusters;
    return ClusterTest{
        .satterthwaite = t_inference(estimate, std_error, df, level),
        .naive = t_inference(estimate, std_error, static_cast<double>(shares.size() - 1), level)};
}

}  // namespace

Outcome<std::vector<Outcome<TTest>>> hc_tests(const Design& design, std::span<const double> y, HcType type,
                                              double level) {
    const auto fit = fit_of(design, y, level);
    if (!fit) return fit.reason();
    const VectorXd leverage = fit->x.q.rowwise().squaredNorm();
    const bool divides = type != HcType::hc0 && type != HcType::hc1;
    if (divides && leverage.maxCoeff() > 1 - 1e-10) return Reason::too_few;
    VectorXd scaled = fit->solution.residuals;
    for (Index i = 0; i < scaled.size(); ++i) scaled[i] *= std::sqrt(hc_weight(type, leverage[i], *fit));

    std::vector<Outcome<TTest>> tests;
    for (Index j = 0; j < fit->x.q.cols(); ++j) {
        const VectorXd influence = fit->x.q * fit->x.r_inverse.row(j).transpose();
        const double std_error = influence.cwiseProduct(scaled).norm();
        if (std_error <= rounding_of(*fit, j))
            tests.emplace_back(Reason::no_variation);
        else
            tests.emplace_back(
                t_inference(fit->solution.coefficients[j], std_error, fit->n() - fit->p(), level));
    }
    return tests;
}

Outcome<ClusterRobust> cluster_tests(const Design& design, std::span<const double> y,
                                     std::span<const std::uint32_t> clusters, ClusterType type,
                                     double level) {
    require(clusters.size() == y.size(), "clusters and values must have the same length");
    const auto fit = fit_of(design, y, level);
    if (!fit) return fit.reason();
    const auto groups = rows_of(clusters);
    if (groups.size() < 2) return Reason::too_few_clusters;
    const auto shares = shares_of(*fit, groups, type);
    if (!shares) return shares.reason();
    ClusterRobust result{.n_clusters = groups.size(), .coefficients = {}};
    for (Index j = 0; j < fit->x.q.cols(); ++j)
        result.coefficients.push_back(cluster_test(*fit, *shares, j, level));
    return result;
}

}  // namespace outcomes::stats
