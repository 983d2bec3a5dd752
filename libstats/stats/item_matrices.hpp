#pragma once

#include "libstats/base/int128.hpp"
#include "libstats/stats/reliability.hpp"

#include <Eigen/Dense>

#include <optional>
#include <vector>

namespace outcomes::stats {

/// The table of n^2 times the covariances of the items, exact. What the methods of reliability start from.
class ScaledCovariances {
  public:
    /// Fills the table.
    /// @param items  sums of the answers of everyone who answered all items
    explicit ScaledCovariances(const ItemMoments& items);

    /// k, rows and columns of the table.
    [[nodiscard]] std::size_t n_items() const { return n_items_; }
    /// n^2 times the covariance (divisor n) of items i and j, in squared units.
    /// @param i  item, from 0
    /// @param j  item, from 0
    [[nodiscard]] base::Int128 at(std::size_t i, std::size_t j) const { return table_[i * n_items_ + j]; }
    /// Sum over j: covariance of item i with the total.
    /// @param i  item, from 0
    [[nodiscard]] base::Int128 row_sum(std::size_t i) const { return row_sums_[i]; }
    /// Sum of the variances of the items.
    [[nodiscard]] base::Int128 diagonal_sum() const { return diagonal_sum_; }
    /// Variance of the total.
    [[nodiscard]] base::Int128 total() const { return total_; }

    /// Correlations of the items; nothing if an item never varies.
    [[nodiscard]] std::optional<Eigen::MatrixXd> correlations() const;

  private:
    std::size_t n_items_;
    std::vector<base::Int128> table_;
    std::vector<base::Int128> row_sums_;
    base::Int128 diagonal_sum_ = 0;
    base::Int128 total_ = 0;
};

/// Inverse of a correlation matrix; nothing if it is singular to working precision (its smallest eigenvalue
/// is not above k times the rounding error of the largest).
/// @param correlations  k x k, symmetric
[[nodiscard]] std::optional<Eigen::MatrixXd> inverse_of(const Eigen::MatrixXd& correlations);

/// Correlation from exact scaled covariance and variances, both above 0.
/// @param covariance  of x and y
/// @param variance_x  in the same scale, > 0
/// @param variance_y  in the same scale, > 0
[[nodiscard]] double correlation_of(base::Int128 covariance, base::Int128 variance_x,
                                    base::Int128 variance_y);

}  // namespace outcomes::stats
