#include "libstats/stats/ordinal_alpha.hpp"

#include <Eigen/Dense>

#include <limits>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;
using Eigen::Index;
using Eigen::MatrixXd;

std::vector<std::vector<std::int64_t>> columns_of(std::span<const std::int64_t> rows, std::size_t n_items) {
    std::vector<std::vector<std::int64_t>> columns(n_items);
    for (std::size_t i = 0; i < rows.size(); ++i) columns[i % n_items].push_back(rows[i]);
    return columns;
}

Outcome<MatrixXd> polychoric_matrix(const std::vector<std::vector<std::int64_t>>& items,
                                    const PolychoricOptions& options) {
    const auto k = static_cast<Index>(items.size());
    MatrixXd correlations = MatrixXd::Identity(k, k);
    for (Index i = 0; i < k; ++i) {
        for (Index j = 0; j < i; ++j) {
            const auto pair = polychoric_of_answers(items[static_cast<std::size_t>(i)],
                                                    items[static_cast<std::size_t>(j)], options);
            if (!pair) return pair.reason();
            correlations(i, j) = correlations(j, i) = pair->r;
        }
    }
    return correlations;
}

}  // namespace

Outcome<OrdinalAlpha> ordinal_alpha(std::span<const std::int64_t> rows, std::size_t n_items,
                                    const PolychoricOptions& options) {
    require(n_items > 0 && rows.size() % n_items == 0, "the rows are not whole");
    if (n_items < 2) return Reason::one_item;
    if (rows.size() / n_items < 2) return Reason::too_few;
    const auto correlations = polychoric_matrix(columns_of(rows, n_items), options);
    if (!correlations) return correlations.reason();

    const auto k = static_cast<double>(n_items);
    const double rounding = k * std::numeric_limits<double>::epsilon();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(*correlations, Eigen::EigenvaluesOnly);
    const double largest = solver.eigenvalues().maxCoeff();
    OrdinalAlpha result;
    result.n_items = n_items;
    result.n_persons = static_cast<std::int64_t>(rows.size() / n_items);
    result.average_correlation = (correlations->sum() - k) / (k * (k - 1));
    const double total = 1 + (k - 1) * result.average_correlation;
    if (total <= rounding) return Reason::not_applicable;
    result.alpha = k * result.average_correlation / total;
    result.theta = k / (k - 1) * (1 - 1 / largest);
    result.correlations.assign(correlations->data(), correlations->data() + correlations->size());
    result.smallest_eigenvalue = solver.eigenvalues().minCoeff();
    result.positive_definite = result.smallest_eigenvalue > 10 * rounding * largest;
    return result;
}

}  // namespace outcomes::stats
