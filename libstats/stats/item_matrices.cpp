#include "libstats/stats/item_matrices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {

using base::Int128;

ScaledCovariances::ScaledCovariances(const ItemMoments& items)
    : n_items_(items.n_items()), table_(n_items_ * n_items_), row_sums_(n_items_) {
    for (std::size_t i = 0; i < n_items_; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            table_[i * n_items_ + j] = items.scaled_covariance(i, j);
            table_[j * n_items_ + i] = table_[i * n_items_ + j];
        }
    }
    for (std::size_t i = 0; i < n_items_; ++i) {
        for (std::size_t j = 0; j < n_items_; ++j) row_sums_[i] += at(i, j);
        diagonal_sum_ += at(i, i);
        total_ += row_sums_[i];
    }
}

std::optional<Eigen::MatrixXd> ScaledCovariances::correlations() const {
    const auto k = static_cast<Eigen::Index>(n_items_);
    Eigen::MatrixXd r = Eigen::MatrixXd::Identity(k, k);
    for (std::size_t i = 0; i < n_items_; ++i) {
        if (at(i, i) == 0) return std::nullopt;
        for (std::size_t j = 0; j < i; ++j) {
            const auto row = static_cast<Eigen::Index>(i);
            const auto column = static_cast<Eigen::Index>(j);
            r(row, column) = r(column, row) = correlation_of(at(i, j), at(i, i), at(j, j));
        }
    }
    return r;
}

std::optional<Eigen::MatrixXd> inverse_of(const Eigen::MatrixXd& correlations) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations);
    const auto& values = solver.eigenvalues();
    const double rounding =
        static_cast<double>(correlations.rows()) * std::numeric_limits<double>::epsilon() * values.maxCoeff();
    if (solver.info() != Eigen::Success || values.minCoeff() <= 10 * rounding) return std::nullopt;
    const auto& vectors = solver.eigenvectors();
    return Eigen::MatrixXd(vectors * values.cwiseInverse().asDiagonal() * vectors.transpose());
}

double correlation_of(Int128 covariance, Int128 variance_x, Int128 variance_y) {
    const double spread =
        std::sqrt(static_cast<double>(variance_x)) * std::sqrt(static_cast<double>(variance_y));
    return std::clamp(static_cast<double>(covariance) / spread, -1.0, 1.0);
}

}  // namespace outcomes::stats
