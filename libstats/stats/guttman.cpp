#include "libstats/stats/guttman.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/item_matrices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;

/// Of every item: the sum of its squared covariances with the others, over the squared variance of the total.
Eigen::VectorXd squared_covariances(const ScaledCovariances& covariances) {
    Eigen::VectorXd sums(static_cast<Eigen::Index>(covariances.n_items()));
    for (std::size_t i = 0; i < covariances.n_items(); ++i) {
        base::CompensatedSum sum;
        for (std::size_t j = 0; j < covariances.n_items(); ++j) {
            const double share = i == j ? 0 : base::ratio(covariances.at(i, j), covariances.total());
            sum.add(share * share);
        }
        sums[static_cast<Eigen::Index>(i)] = sum.value();
    }
    return sums;
}

/// 1 - SMC of every item; nothing if the correlations have no inverse.
std::optional<Eigen::VectorXd> unexplained_shares(const Eigen::MatrixXd& correlations) {
    const auto inverse = inverse_of(correlations);
    if (!inverse) return std::nullopt;
    return Eigen::VectorXd(inverse->diagonal().cwiseInverse());
}

/// Sum of the items' error variances, over the variance of the total.
double error_variance(const ScaledCovariances& covariances, const Eigen::VectorXd& unexplained) {
    base::CompensatedSum sum;
    for (std::size_t i = 0; i < covariances.n_items(); ++i) {
        const double share = base::ratio(covariances.at(i, i), covariances.total());
        sum.add(unexplained[static_cast<Eigen::Index>(i)] * share);
    }
    return sum.value();
}

Outcome<GuttmanStandardized> standardized_bounds(const Eigen::MatrixXd& correlations,
                                                 const std::optional<Eigen::VectorXd>& unexplained) {
    const auto k = static_cast<double>(correlations.rows());
    const double all = correlations.sum();
    // The sum of k unit variances and their covariances; rounding leaves about k^2 units in the last place.
    if (all <= k * k * std::numeric_limits<double>::epsilon()) return Reason::no_variation;
    GuttmanStandardized bounds;
    bounds.lambda1 = 1 - k / all;
    const Eigen::VectorXd squares = correlations.colwise().squaredNorm().array() - 1;
    bounds.lambda2 = bounds.lambda1 + std::sqrt(k / (k - 1) * std::max(0.0, squares.sum())) / all;
    bounds.lambda3 = k / (k - 1) * bounds.lambda1;
    bounds.lambda5 = bounds.lambda1 + 2 * std::sqrt(std::max(0.0, squares.maxCoeff())) / all;
    if (unexplained) bounds.lambda6 = 1 - unexplained->sum() / all;
    return bounds;
}

}  // namespace

Outcome<GuttmanBounds> guttman_bounds(const ItemMoments& items) {
    if (items.n_items() < 2) return Reason::one_item;
    if (items.n_persons() < 2) return Reason::too_few;
    const ScaledCovariances covariances(items);
    if (covariances.total() == 0) return Reason::no_variation;
    const auto k = static_cast<double>(items.n_items());
    GuttmanBounds bounds;
    bounds.lambda1 = base::ratio(covariances.total() - covariances.diagonal_sum(), covariances.total());
    const Eigen::VectorXd squares = squared_covariances(covariances);
    bounds.lambda2 = bounds.lambda1 + std::sqrt(k / (k - 1) * squares.sum());
    bounds.lambda3 = k / (k - 1) * bounds.lambda1;
    bounds.lambda5 = bounds.lambda1 + 2 * std::sqrt(squares.maxCoeff());
    const auto correlations = covariances.correlations();
    if (!correlations) return bounds;
    const auto unexplained = unexplained_shares(*correlations);
    bounds.lambda6 = unexplained ? Outcome<double>(1 - error_variance(covariances, *unexplained))
                                 : Reason::redundant_items;
    bounds.standardized = standardized_bounds(*correlations, unexplained);
    return bounds;
}

}  // namespace outcomes::stats
