#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace outcomes::stats {

/// One value a row, the cell whose mean it belongs to, and the cluster (household, class, company) it shares
/// with others. Rows of different clusters are independent; rows of one cluster may depend on each other in
/// any way, also across cells. Clusters are numbered from 0 without large gaps: memory is cells times the
/// largest number.
struct ClusteredRows {
    std::span<const double> values;           ///< one a row
    std::span<const std::uint32_t> cells;     ///< 0 to (number of cells - 1)
    std::span<const std::uint32_t> clusters;  ///< of each row, from 0
};

/// A contrast of cell means with what clustering leaves of its precision.
struct ClusteredContrast {
    std::size_t n_rows = 0;      ///< in the cells that the contrast uses
    std::size_t n_clusters = 0;  ///< that have such rows
    double estimate = 0;         ///< sum of contrast_j times mean_j
    double std_error = 0;        ///< of the estimate, cluster-robust (CR2)
    double statistic = 0;        ///< estimate / std_error
    double df = 0;  ///< Satterthwaite; falls with the number of clusters and with their inequality
    PValues p;      ///< by t with `df`
    Interval ci;    ///< estimate -+ t std_error
};

/// Cluster-robust inference with the bias-reduced CR2 estimator and Satterthwaite degrees of freedom (Bell &
/// McCaffrey 2002, Survey Methodology 28:169; Pustejovsky & Tipton 2018, JBES 36:672), working model: equal
/// variances, independence.
///
/// With cells j of N_j rows, n_gj of them in cluster g, E_gj the sum of the residuals of those, and
/// a_gj = contrast_j / (N_j sqrt(1 - n_gj / N_j)):
///
///     std_error^2 = sum_g (sum_j a_gj E_gj)^2
///     df = (sum_g P_gg)^2 / sum_gh P_gh^2,   P_gh = [g = h] sum_j n_gj a_gj^2 - sum_j n_gj a_gj n_hj a_hj /
///     N_j
///
/// This is what clubSandwich finds for the regression on cell indicators, without any matrix of rows. Change
/// in linked pairs is one cell of differences with contrast {1}; if every pair is its own cluster it is the
/// paired t test. Change of a place is two cells, {-1, 1}, with a person's two rows in one cluster.
/// Difference in differences is {1, -1, -1, 1}.
///
/// @param rows      values with their cells and clusters
/// @param contrast  one weight a cell; cells of weight 0 are ignored
/// @param level     of the interval, 0 < level < 1
/// @return Reason::too_few_clusters if one cluster holds all rows of a cell or a cell is empty;
/// Reason::no_variation if
///         std_error is 0
/// @throws base::ContractError  unequal lengths, a cell without weight in `contrast`, weights that are all 0,
/// a number that
///         is not finite, level outside (0, 1)
/// Cost O(rows + clusters cells^2).
[[nodiscard]] base::Outcome<ClusteredContrast> clustered_contrast(const ClusteredRows& rows,
                                                                  std::span<const double> contrast,
                                                                  double level = 0.95);

/// The mean of one cell: clustered_contrast with contrast {1}.
/// @param values    one a row
/// @param clusters  of each row, from 0
/// @param level     of the interval, 0 < level < 1
[[nodiscard]] base::Outcome<ClusteredContrast> clustered_mean(std::span<const double> values,
                                                              std::span<const std::uint32_t> clusters,
                                                              double level = 0.95);

}  // namespace outcomes::stats
