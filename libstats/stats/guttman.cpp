#include "libstats/stats/guttman.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/item_matrices.hpp"

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;

/// Sum of the squares of all covariances of two different items, over the squared variance of the total.
double squared_covariances(const ScaledCovariances& covariances) {
    base::CompensatedSum sum;
    for (std::size_t i = 0; i < covariances.n_items(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double share = base::ratio(covariances.at(i, j), covariances.total());
            sum.add(2 * share * share);
        }
    }
    return sum.value();
}

void add_lambda6(GuttmanBounds& bounds, const ScaledCovariances& covariances) {
    const auto correlations = covariances.correlations();
    if (!correlations) return;
    const auto inverse = inverse_of(*correlations);
    if (!inverse) {
        bounds.lambda6 = bounds.lambda6_standardized = Reason::redundant_items;
        return;
    }
    double errors = 0;               // sum of 1 - SMC
    base::CompensatedSum variances;  // of the errors, over the variance of the total
    for (std::size_t i = 0; i < covariances.n_items(); ++i) {
        const auto at = static_cast<Eigen::Index>(i);
        const double unexplained = 1 / (*inverse)(at, at);
        errors += unexplained;
        variances.add(unexplained * base::ratio(covariances.at(i, i), covariances.total()));
    }
    bounds.lambda6 = 1 - variances.value();
    const double all = correlations->sum();
    bounds.lambda6_standardized = all > 0 ? Outcome<double>(1 - errors / all) : Reason::no_variation;
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
    bounds.lambda2 = bounds.lambda1 + std::sqrt(k / (k - 1) * squared_covariances(covariances));
    add_lambda6(bounds, covariances);
    return bounds;
}

}  // namespace outcomes::stats
