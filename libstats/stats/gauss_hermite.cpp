#include "libstats/stats/gauss_hermite.hpp"

#include "libstats/base/outcome.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <numbers>
#include <utility>

namespace outcomes::stats {

namespace {

/// psi_n and psi_{n-1} at x, by their three-term recurrence.
std::pair<double, double> hermite_functions(std::size_t n, double x) {
    double before = 0;
    double now = std::exp(-x * x / 2) / std::sqrt(std::sqrt(std::numbers::pi));
    for (std::size_t j = 0; j < n; ++j) {
        const double next = static_cast<double>(j) + 1;
        before = std::exchange(
            now, x * std::sqrt(2 / next) * now - std::sqrt(static_cast<double>(j) / next) * before);
    }
    return {now, before};
}

}  // namespace

GaussHermite gauss_hermite(std::size_t n) {
    base::require(n >= 1 && n <= 300, "a Gauss-Hermite rule has 1 to 300 nodes");
    const auto size = static_cast<Eigen::Index>(n);
    Eigen::VectorXd off_diagonal(size - 1);
    for (Eigen::Index j = 0; j + 1 < size; ++j) off_diagonal[j] = std::sqrt(static_cast<double>(j + 1) / 2);
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(Eigen::VectorXd::Zero(size), off_diagonal, Eigen::EigenvaluesOnly);

    GaussHermite rule;
    const double count = static_cast<double>(n);
    for (Eigen::Index k = 0; k < size; ++k) {
        double x = 2 * k + 1 == size ? 0 : solver.eigenvalues()[k];
        for (int step = 0; step < 3; ++step) {
            const auto [value, before] = hermite_functions(n, x);
            x -= value / (std::sqrt(2 * count) * before);
        }
        const double before = hermite_functions(n, x).second;
        rule.nodes.push_back(x);
        rule.scaled_weights.push_back(1 / (count * before * before));
    }
    return rule;
}

}  // namespace outcomes::stats
