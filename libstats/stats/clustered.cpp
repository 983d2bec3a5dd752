#include "libstats/stats/clustered.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Reason;
using base::require;

struct Cell {
    std::size_t n = 0;
    double mean = 0;
};

/// The rows of one cluster in one cell.
struct Share {
    std::size_t n = 0;
    double residuals = 0;  ///< their sum
};

/// All that the estimator needs of the rows.
struct Aggregates {
    std::vector<Cell> cells;
    double largest_value = 0;   ///< of |value|
    std::vector<Share> shares;  ///< cluster by cluster, one for each cell

    [[nodiscard]] std::size_t n_clusters() const { return shares.size() / cells.size(); }
    [[nodiscard]] std::span<const Share> cluster(std::size_t g) const {
        return std::span(shares).subspan(g * cells.size(), cells.size());
    }
};

void require_valid(const ClusteredRows& rows, std::span<const double> contrast, double level) {
    require(rows.values.size() == rows.cells.size() && rows.values.size() == rows.clusters.size(),
            "values, cells and clusters must have the same length");
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const auto finite = [](double x) { return std::isfinite(x); };
    require(std::ranges::all_of(rows.values, finite), "a value is not finite");
    require(std::ranges::all_of(contrast, finite), "a weight is not finite");
    require(std::ranges::any_of(contrast, [](double weight) { return weight != 0; }),
            "the contrast is empty");
    require(std::ranges::all_of(rows.cells, [&](std::uint32_t cell) { return cell < contrast.size(); }),
            "a row lies in a cell that the contrast does not know");
}

Aggregates aggregate(const ClusteredRows& rows, std::size_t n_cells) {
    Aggregates result;
    result.cells.resize(n_cells);
    std::vector<base::CompensatedSum> sums(n_cells);
    std::uint32_t last_cluster = 0;
    for (std::size_t i = 0; i < rows.values.size(); ++i) {
        sums[rows.cells[i]].add(rows.values[i]);
        ++result.cells[rows.cells[i]].n;
        last_cluster = std::max(last_cluster, rows.clusters[i]);
    }
    for (std::size_t j = 0; j < n_cells; ++j) {
        Cell& cell = result.cells[j];
        if (cell.n > 0) cell.mean = sums[j].value() / static_cast<double>(cell.n);
    }
    result.shares.resize((std::size_t{last_cluster} + 1) * n_cells);
    for (std::size_t i = 0; i < rows.values.size(); ++i) {
        Share& share = result.shares[rows.clusters[i] * n_cells + rows.cells[i]];
        ++share.n;
        share.residuals += rows.values[i] - result.cells[rows.cells[i]].mean;
        result.largest_value = std::max(result.largest_value, std::abs(rows.values[i]));
    }
    return result;
}

/// The adjustment divides by the part of a cell that lies outside the cluster.
bool estimable(const Aggregates& data, std::span<const double> contrast) {
    for (std::size_t j = 0; j < contrast.size(); ++j) {
        if (contrast[j] == 0) continue;
        if (data.cells[j].n == 0) return false;
        for (std::size_t g = 0; g < data.n_clusters(); ++g) {
            if (data.cluster(g)[j].n == data.cells[j].n) return false;
        }
    }
    return true;
}

/// Variance and degrees of freedom, gathered cluster by cluster.
class Sandwich {
  public:
    Sandwich(std::span<const Cell> cells, std::span<const double> contrast)
        : cells_(cells), contrast_(contrast), overlap_(cells.size() * cells.size()), scores_(cells.size()) {}

    void add(std::span<const Share> cluster) {
        double score = 0, own = 0, shared = 0;
        for (std::size_t j = 0; j < cells_.size(); ++j) {
            scores_[j] = 0;
            if (contrast_[j] == 0 || cluster[j].n == 0) continue;
            const auto cell_n = static_cast<double>(cells_[j].n);
            const auto n = static_cast<double>(cluster[j].n);
            const double a = contrast_[j] / std::sqrt(cell_n * (cell_n - n));
            score += a * cluster[j].residuals;
            own += n * a * a;
            scores_[j] = n * a / std::sqrt(cell_n);
            shared += scores_[j] * scores_[j];
        }
        variance_.add(score * score);
        trace_.add(own - shared);
        diagonal_squares_.add(own * own - 2 * own * shared);
        add_overlap();
    }

    [[nodiscard]] double std_error() const { return std::sqrt(variance_.value()); }

    /// The standard error that independent rows of variance 1 would lead to expect.
    [[nodiscard]] double unit_std_error() const { return std::sqrt(trace_.value()); }

    /// P = D - S S' with D diagonal and S of one column a cell, so sum P^2 = sum (D^2 - 2 D diag(S S')) +
    /// |S'S|^2.
    [[nodiscard]] double df() const {
        base::CompensatedSum squares = diagonal_squares_;
        for (const auto& entry : overlap_) squares.add(entry.value() * entry.value());
        return trace_.value() * trace_.value() / squares.value();
    }

  private:
    void add_overlap() {
        for (std::size_t j = 0; j < scores_.size(); ++j) {
            if (scores_[j] == 0) continue;
            for (std::size_t k = 0; k < scores_.size(); ++k)
                overlap_[j * scores_.size() + k].add(scores_[j] * scores_[k]);
        }
    }

    std::span<const Cell> cells_;
    std::span<const double> contrast_;
    base::CompensatedSum variance_, trace_, diagonal_squares_;
    std::vector<base::CompensatedSum> overlap_;  ///< S'S
    std::vector<double> scores_;                 ///< the cluster's row of S
};

ClusteredContrast counted(const Aggregates& data, std::span<const double> contrast) {
    ClusteredContrast result;
    base::CompensatedSum estimate;
    for (std::size_t j = 0; j < contrast.size(); ++j) {
        if (contrast[j] == 0) continue;
        result.n_rows += data.cells[j].n;
        estimate.add(contrast[j] * data.cells[j].mean);
    }
    result.estimate = estimate.value();
    for (std::size_t g = 0; g < data.n_clusters(); ++g) {
        const auto shares = data.cluster(g);
        for (std::size_t j = 0; j < contrast.size(); ++j) {
            if (contrast[j] == 0 || shares[j].n == 0) continue;
            ++result.n_clusters;
            break;
        }
    }
    return result;
}

}  // namespace

base::Outcome<ClusteredContrast> clustered_contrast(const ClusteredRows& rows,
                                                    std::span<const double> contrast, double level) {
    require_valid(rows, contrast, level);
    const Aggregates data = aggregate(rows, contrast.size());
    if (!estimable(data, contrast)) return Reason::too_few_clusters;

    Sandwich sandwich(data.cells, contrast);
    for (std::size_t g = 0; g < data.n_clusters(); ++g) sandwich.add(data.cluster(g));
    ClusteredContrast result = counted(data, contrast);
    result.std_error = sandwich.std_error();
    // Residuals that cancel exactly in the numbers as written leave some rounding in doubles.
    if (result.std_error <= 1e-14 * data.largest_value * sandwich.unit_std_error())
        return Reason::no_variation;
    result.df = sandwich.df();
    result.statistic = result.estimate / result.std_error;
    result.p = {t_two_sided_p(result.statistic, result.df), t_sf(result.statistic, result.df),
                t_cdf(result.statistic, result.df)};
    const double half = -t_quantile((1 - level) / 2, result.df) * result.std_error;
    result.ci = {result.estimate - half, result.estimate + half};
    return result;
}

base::Outcome<ClusteredContrast> clustered_mean(std::span<const double> values,
                                                std::span<const std::uint32_t> clusters, double level) {
    const std::vector<std::uint32_t> cells(values.size());
    const double contrast[] = {1};
    return clustered_contrast({values, cells, clusters}, contrast, level);
}

}  // namespace outcomes::stats
