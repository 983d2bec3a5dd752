#include "libstats/stats/item_analysis.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/item_matrices.hpp"

#include <cmath>
#include <optional>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;

Outcome<double> correlation(Int128 covariance, Int128 variance_x, Int128 variance_y) {
    if (variance_x == 0 || variance_y == 0) return Reason::no_variation;
    return correlation_of(covariance, variance_x, variance_y);
}

Outcome<double> alpha_without(const ScaledCovariances& covariances, std::size_t item, Int128 rest_variance) {
    const std::size_t n_rest = covariances.n_items() - 1;
    if (n_rest < 2) return Reason::one_item;
    if (rest_variance == 0) return Reason::no_variation;
    const Int128 diagonal = covariances.diagonal_sum() - covariances.at(item, item);
    return static_cast<double>(n_rest) / static_cast<double>(n_rest - 1) *
           base::ratio(rest_variance - diagonal, rest_variance);
}

/// (R^-1)_ii of every item, or why there are none.
Outcome<Eigen::VectorXd> inverse_diagonal(const ScaledCovariances& covariances) {
    if (covariances.n_items() < 2) return Reason::one_item;
    const auto correlations = covariances.correlations();
    if (!correlations) return Reason::no_variation;
    const auto inverse = inverse_of(*correlations);
    if (!inverse) return Reason::redundant_items;
    return Eigen::VectorXd(inverse->diagonal());
}

ItemStatistics statistics_of(const ItemMoments& items, const ScaledCovariances& covariances,
                             std::size_t item) {
    const auto n = static_cast<double>(items.n_persons());
    const auto unit = static_cast<double>(items.denominator());
    const Int128 own = covariances.at(item, item);
    const Int128 with_total = covariances.row_sum(item);
    const Int128 rest_variance = covariances.total() - 2 * with_total + own;
    ItemStatistics statistics;
    statistics.mean = base::ratio(items.sum(item), items.n_persons()) / unit;
    statistics.sd = std::sqrt(static_cast<double>(own) / (n * (n - 1))) / unit;
    statistics.item_total = correlation(with_total, own, covariances.total());
    if (items.n_items() > 1) statistics.item_rest = correlation(with_total - own, own, rest_variance);
    statistics.alpha_if_deleted = alpha_without(covariances, item, rest_variance);
    return statistics;
}

}  // namespace

Outcome<std::vector<ItemStatistics>> item_statistics(const ItemMoments& items) {
    if (items.n_persons() < 2) return Reason::too_few;
    const ScaledCovariances covariances(items);
    const auto inverse = inverse_diagonal(covariances);
    std::vector<ItemStatistics> all;
    for (std::size_t i = 0; i < items.n_items(); ++i) {
        all.push_back(statistics_of(items, covariances, i));
        if (inverse)
            all.back().squared_multiple = 1 - 1 / (*inverse)[static_cast<Eigen::Index>(i)];
        else
            all.back().squared_multiple = inverse.reason();
    }
    return all;
}

}  // namespace outcomes::stats
