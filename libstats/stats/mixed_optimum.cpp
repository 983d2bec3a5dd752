#include "libstats/stats/mixed_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A point of the search.
struct Place {
    VectorXd theta;
    MixedFit fit;
};

Place place(const MixedData& data, const VectorXd& theta) {
    return {.theta = theta, .fit = mixed_fit(data, psi_of(theta))};
}

/// Newton's step of the first `n_free` parameters, downhill whatever the signs of the curvature.
VectorXd newton_step(const MixedData& data, const Place& at, Index n_free) {
    const MixedCurvature curvature =
        mixed_curvature(data, at.theta, mixed_pieces(data, psi_of(at.theta), at.fit));
    const Index m = at.theta.size();
    // ln sigma^2 is always at its best: its part of the Hessian is taken out.
    const VectorXd mixed = curvature.hessian.topRightCorner(m, 1);
    const MatrixXd profile =
        curvature.hessian.topLeftCorner(m, m) - mixed * mixed.transpose() / curvature.hessian(m, m);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(profile.topLeftCorner(n_free, n_free));
    const double least = 1e-8 * (1 + solver.eigenvalues().cwiseAbs().maxCoeff());
    const VectorXd inverse = solver.eigenvalues().cwiseAbs().cwiseMax(least).cwiseInverse();
    const MatrixXd& vectors = solver.eigenvectors();
    VectorXd step = VectorXd::Zero(m);
    step.head(n_free) =
        -(vectors * (inverse.asDiagonal() * (vectors.transpose() * curvature.gradient.head(n_free))));
    const double longest = 2 * (1 + at.theta.norm());
    if (step.norm() > longest) step *= longest / step.norm();
    return step;
}

/// Where the search stopped.
struct Descent {
    Place place;
    bool converged = false;
};

Descent descend(const MixedData& data, Place start, Index n_free) {
    Descent descent{.place = std::move(start), .converged = false};
    Place& at = descent.place;
    for (int i = 0; i < 200 && !descent.converged; ++i) {
        VectorXd step = newton_step(data, at, n_free);
        descent.converged = step.norm() <= 1e-9 * (1 + at.theta.norm());
        // Values of the deviance that differ by less are equal but for rounding.
        const double slack = 1e-12 * (1 + std::abs(at.fit.deviance));
        Place next = place(data, at.theta + step);
        for (int half = 0; half < 40 && !(next.fit.deviance <= at.fit.deviance + slack); ++half) {
            step /= 2;
            next = place(data, at.theta + step);
        }
        at = std::move(next);
    }
    return descent;
}

std::vector<VectorXd> starts(Index q) {
    std::vector<VectorXd> all;
    if (q == 1) {
        for (const double a : {0.02, 0.1, 0.3, 1.0, 3.0, 10.0, 50.0}) all.push_back(VectorXd::Constant(1, a));
        return all;
    }
    for (const double a : {0.05, 0.5, 3.0}) {
        for (const double c : {0.05, 0.5, 3.0}) all.emplace_back(Eigen::Vector3d(a, 0, c));
    }
    return all;
}

/// The best two starts.
std::vector<Place> best_starts(const MixedData& data) {
    std::vector<Place> places;
    for (const VectorXd& theta : starts(data.q)) places.push_back(place(data, theta));
    std::ranges::sort(places, {}, [](const Place& at) { return at.fit.deviance; });
    places.resize(2);
    return places;
}

/// Models with fewer dimensions of random effects that `at` may not beat.
std::vector<Descent> singular_rivals(const MixedData& data, const Place& at) {
    std::vector<Descent> rivals;
    if (data.q == 2) {
        VectorXd theta = at.theta;
        theta[2] = 0;
        rivals.push_back(descend(data, place(data, theta), 2));
    }
    rivals.push_back({.place = place(data, VectorXd::Zero(at.theta.size())), .converged = true});
    return rivals;
}

/// A rival is taken where it is better, or where `at` is the same model but for rounding.
bool preferred(const Descent& rival, const Descent& at) {
    const double gain = at.place.fit.deviance - rival.place.fit.deviance;
    const double distance = (psi_of(rival.place.theta) - psi_of(at.place.theta)).cwiseAbs().maxCoeff();
    const bool same = distance < 1e-8 * (1 + psi_of(at.place.theta).cwiseAbs().maxCoeff());
    return gain > 1e-9 || (same && gain > -1e-9);
}

}  // namespace

MixedOptimum mixed_optimum(const MixedData& data) {
    std::optional<Descent> best;
    for (Place& start : best_starts(data)) {
        Descent found = descend(data, std::move(start), data.q == 1 ? 1 : 3);
        if (!best || found.place.fit.deviance < best->place.fit.deviance) best = std::move(found);
    }
    for (Descent& rival : singular_rivals(data, best->place)) {
        if (preferred(rival, *best)) best = std::move(rival);
    }
    MixedOptimum optimum{.theta = best->place.theta, .singular = false, .converged = best->converged};
    VectorXd& theta = optimum.theta;
    if (theta[0] < 0) theta.head(std::min<Index>(2, theta.size())) *= -1;
    if (theta.size() == 3) theta[2] = std::abs(theta[2]);
    const double largest = theta.cwiseAbs().maxCoeff();
    const double smallest = theta.size() == 3 ? std::min(theta[0], theta[2]) : theta[0];
    optimum.singular = smallest <= 1e-4 * std::min(1.0, largest);
    return optimum;
}

}  // namespace outcomes::stats
