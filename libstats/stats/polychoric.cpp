#include "libstats/stats/polychoric.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/bivariate_normal.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// People in ordered categories; every row and column has somebody.
struct Table {
    std::size_t n_rows = 0;
    std::size_t n_columns = 0;
    std::vector<double> counts;  ///< by rows

    [[nodiscard]] double at(std::size_t row, std::size_t column) const {
        return counts[row * n_columns + column];
    }
    [[nodiscard]] std::vector<double> row_sums() const {
        std::vector<double> sums(n_rows);
        for (std::size_t i = 0; i < counts.size(); ++i) sums[i / n_columns] += counts[i];
        return sums;
    }
    [[nodiscard]] std::vector<double> column_sums() const {
        std::vector<double> sums(n_columns);
        for (std::size_t i = 0; i < counts.size(); ++i) sums[i % n_columns] += counts[i];
        return sums;
    }
};

/// Positions of the rows or columns that somebody is in.
std::vector<std::size_t> in_use(const std::vector<double>& sums) {
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (sums[i] > 0) positions.push_back(i);
    }
    return positions;
}

Table without_unused(std::span<const std::int64_t> counts, std::size_t n_columns) {
    Table all{counts.size() / n_columns, n_columns, std::vector<double>(counts.begin(), counts.end())};
    const auto rows = in_use(all.row_sums());
    const auto columns = in_use(all.column_sums());
    Table table{rows.size(), columns.size(), {}};
    for (const std::size_t row : rows) {
        for (const std::size_t column : columns) table.counts.push_back(all.at(row, column));
    }
    return table;
}

/// Moves half a person into the one empty cell of a 2x2 table.
void fill_fourfold(Table& table) {
    if (table.counts.size() != 4 || std::ranges::count(table.counts, 0.0) != 1) return;
    const auto empty = static_cast<std::size_t>(std::ranges::find(table.counts, 0.0) - table.counts.begin());
    for (std::size_t i = 0; i < 4; ++i) table.counts[i] += i == empty || i == 3 - empty ? 0.5 : -0.5;
}

/// Whether somebody's pair of categories is above (`sign` 1: concordant) or below (-1: discordant)
/// another's in one and above it in the other.
bool has_pair(const Table& table, bool concordant) {
    // Somebody seen in an earlier row, and how far to the left (concordant) or right.
    std::optional<std::size_t> outermost;
    for (std::size_t row = 0; row < table.n_rows; ++row) {
        std::optional<std::size_t> here;
        for (std::size_t column = 0; column < table.n_columns; ++column) {
            if (table.at(row, column) == 0) continue;
            if (outermost && (concordant ? *outermost < column : *outermost > column)) return true;
            if (!here || !concordant) here = column;
        }
        if (here && (!outermost || (concordant ? *here < *outermost : *here > *outermost))) outermost = here;
    }
    return false;
}

std::vector<double> cumulated_shares(const std::vector<double>& sums) {
    std::vector<double> shares(sums.size());
    std::partial_sum(sums.begin(), sums.end(), shares.begin());
    const double n = shares.back();
    for (double& share : shares) share /= n;
    return shares;
}

/// -infinity, the thresholds, infinity.
std::vector<double> edges_of(const std::vector<double>& sums) {
    const double n = std::accumulate(sums.begin(), sums.end(), 0.0);
    std::vector<double> edges{-infinity};
    double below = 0;
    for (std::size_t i = 0; i + 1 < sums.size(); ++i) {
        below += sums[i];
        // From the nearer end, so that a share close to 1 keeps its digits.
        edges.push_back(2 * below <= n ? normal_quantile(below / n) : -normal_quantile((n - below) / n));
    }
    edges.push_back(infinity);
    return edges;
}

/// The likelihood as a function of r, the thresholds being those of the margins.
class Likelihood {
  public:
    explicit Likelihood(const Table& table)
        : table_(table), rows_(edges_of(table.row_sums())), columns_(edges_of(table.column_sums())) {}

    [[nodiscard]] const std::vector<double>& row_edges() const { return rows_; }
    [[nodiscard]] const std::vector<double>& column_edges() const { return columns_; }

    [[nodiscard]] double probability(std::size_t row, std::size_t column, double r) const {
        return bivariate_normal_rectangle({rows_[row], rows_[row + 1]},
                                          {columns_[column], columns_[column + 1]}, r);
    }
    /// Of a function g of the corners: its sum over a cell with the signs of a rectangle.
    template <class Function>
    [[nodiscard]] double over_corners(std::size_t row, std::size_t column, const Function& g) const {
        return g(rows_[row + 1], columns_[column + 1]) - g(rows_[row], columns_[column + 1]) -
               g(rows_[row + 1], columns_[column]) + g(rows_[row], columns_[column]);
    }
    /// d p / d r: the derivative of the distribution function is the density (Plackett 1954, Biometrika
    /// 41:351).
    [[nodiscard]] double slope(std::size_t row, std::size_t column, double r) const {
        return over_corners(row, column, [r](double x, double y) { return bivariate_normal_pdf(x, y, r); });
    }
    [[nodiscard]] double curvature(std::size_t row, std::size_t column, double r) const {
        const double rest = (1 - r) * (1 + r);
        return over_corners(row, column, [&](double x, double y) {
            if (std::isinf(x) || std::isinf(y)) return 0.0;
            const double bend = r / rest + (x * y * (1 + r * r) - r * (x * x + y * y)) / (rest * rest);
            return bivariate_normal_pdf(x, y, r) * bend;
        });
    }

    /// sum n ln p; minus infinity where a cell with people becomes impossible.
    [[nodiscard]] double value(double r) const {
        base::CompensatedSum sum;
        for (std::size_t i = 0; i < table_.counts.size(); ++i) {
            if (table_.counts[i] == 0) continue;
            const double p = probability(i / table_.n_columns, i % table_.n_columns, r);
            if (!(p > 0)) return -infinity;
            sum.add(table_.counts[i] * std::log(p));
        }
        return sum.value();
    }

    /// First and second derivative; nothing where a cell with people becomes impossible.
    struct Derivatives {
        double first = 0;
        double second = 0;
    };
    [[nodiscard]] std::optional<Derivatives> derivatives(double r) const {
        base::CompensatedSum first;
        base::CompensatedSum second;
        for (std::size_t i = 0; i < table_.counts.size(); ++i) {
            if (table_.counts[i] == 0) continue;
            const std::size_t row = i / table_.n_columns;
            const std::size_t column = i % table_.n_columns;
            const double p = probability(row, column, r);
            const double relative_slope = slope(row, column, r) / p;
            const double relative_bend = curvature(row, column, r) / p;
            if (!std::isfinite(relative_slope) || !std::isfinite(relative_bend)) return std::nullopt;
            first.add(table_.counts[i] * relative_slope);
            second.add(table_.counts[i] * (relative_bend - relative_slope * relative_slope));
        }
        return Derivatives{first.value(), second.value()};
    }

  private:
    const Table& table_;
    std::vector<double> rows_;
    std::vector<double> columns_;
};

/// Where the search begins, and between which places it stays.
struct Bracket {
    double low = -1;
    double start = 0;
    double high = 1;
};

Bracket coarse_maximum(const Likelihood& likelihood) {
    constexpr std::array places{-0.9, -0.7, -0.5, -0.25, 0.0, 0.25, 0.5, 0.7, 0.9};
    std::size_t best = 4;  // 0, where every cell is possible
    double greatest = likelihood.value(places[best]);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double value = likelihood.value(places[i]);
        if (value > greatest) {
            greatest = value;
            best = i;
        }
    }
    return {best == 0 ? -1 : places[best - 1], places[best],
            best + 1 == places.size() ? 1 : places[best + 1]};
}

/// Newton's method on the slope of the likelihood; it halves the bracket where a step would leave it.
Outcome<double> maximum(const Likelihood& likelihood) {
    constexpr int most_steps = 200;
    constexpr double small_step = 1e-8;  // the next one would be about its square
    constexpr double least_bracket = 1e-15;
    auto [low, r, high] = coarse_maximum(likelihood);
    for (int i = 0; i < most_steps; ++i) {
        const auto slopes = likelihood.derivatives(r);
        // Impossible cells lie towards the ends.
        const bool rises = slopes ? slopes->first > 0 : r < 0;
        (rises ? low : high) = r;
        double next = 0.5 * (low + high);
        if (slopes && slopes->second < 0) {
            const double newton = r - slopes->first / slopes->second;
            if (newton > low && newton < high) next = newton;
            if (std::abs(newton - r) <= small_step * (1 - r * r)) return newton;
        }
        if (high - low <= least_bracket) return next;
        r = next;
    }
    return Reason::not_converged;
}

/// The large-sample variance of r is the mean square of an influence over the people, divided by their
/// number. Somebody in cell (i, j) pulls r by
///     (q_ij - sum_k w_k (1(i <= k) - P_k) - sum_l v_l (1(j <= l) - Q_l)) / sum p q^2
/// with q = (d p / d r) / p, P and Q the cumulated margins, and w_k the information that r shares with the
/// k-th threshold over the density there.
class Influence {
  public:
    Influence(const Likelihood& likelihood, const Table& table, double r)
        : table_(table),
          row_shares_(cumulated_shares(table.row_sums())),
          column_shares_(cumulated_shares(table.column_sums())) {
        for (std::size_t row = 0; row < table.n_rows; ++row) {
            for (std::size_t column = 0; column < table.n_columns; ++column) {
                const double p = likelihood.probability(row, column, r);
                p_.push_back(p);
                q_.push_back(p > 0 ? likelihood.slope(row, column, r) / p : 0);
            }
        }
        const double s = std::sqrt((1 - r) * (1 + r));
        const auto& rows = likelihood.row_edges();
        const auto& columns = likelihood.column_edges();
        const auto between = [&](double low, double high, double given) {
            return normal_cdf((high - r * given) / s) - normal_cdf((low - r * given) / s);
        };
        for (std::size_t k = 0; k + 1 < table.n_rows; ++k) {
            double sum = 0;
            for (std::size_t j = 0; j < table.n_columns; ++j)
                sum += between(columns[j], columns[j + 1], rows[k + 1]) * (q(k, j) - q(k + 1, j));
            row_weights_.push_back(sum);
        }
        for (std::size_t k = 0; k + 1 < table.n_columns; ++k) {
            double sum = 0;
            for (std::size_t i = 0; i < table.n_rows; ++i)
                sum += between(rows[i], rows[i + 1], columns[k + 1]) * (q(i, k) - q(i, k + 1));
            column_weights_.push_back(sum);
        }
    }

    /// n times the variance of r.
    [[nodiscard]] double variance() const {
        base::CompensatedSum information;
        base::CompensatedSum squares;
        for (std::size_t i = 0; i < p_.size(); ++i) {
            const double pull = q_[i] - weighted(row_weights_, row_shares_, i / table_.n_columns) -
                                weighted(column_weights_, column_shares_, i % table_.n_columns);
            information.add(p_[i] * q_[i] * q_[i]);
            squares.add(p_[i] * pull * pull);
        }
        return squares.value() / (information.value() * information.value());
    }

  private:
    [[nodiscard]] double q(std::size_t row, std::size_t column) const {
        return q_[row * table_.n_columns + column];
    }
    static double weighted(const std::vector<double>& weights, const std::vector<double>& shares,
                           std::size_t category) {
        double sum = 0;
        for (std::size_t k = 0; k < weights.size(); ++k)
            sum += weights[k] * ((category <= k ? 1 : 0) - shares[k]);
        return sum;
    }

    const Table& table_;
    std::vector<double> row_shares_;
    std::vector<double> column_shares_;
    std::vector<double> p_;
    std::vector<double> q_;
    std::vector<double> row_weights_;
    std::vector<double> column_weights_;
};

Outcome<PolychoricFit> fit_of(const Likelihood& likelihood, const Table& table, double r) {
    const std::size_t cells = table.n_rows * table.n_columns;
    if (cells == 4) return Reason::not_applicable;
    const double n = std::accumulate(table.counts.begin(), table.counts.end(), 0.0);
    base::CompensatedSum sum;
    for (const double count : table.counts) {
        if (count > 0) sum.add(count * std::log(count / n));
    }
    PolychoricFit fit;
    fit.g_square = 2 * std::max(0.0, sum.value() - likelihood.value(r));
    fit.df = cells - table.n_rows - table.n_columns;
    fit.p_value = chi2_sf(fit.g_square, static_cast<double>(fit.df));
    return fit;
}

Interval fisher_interval(double r, double std_error, double level) {
    const double reach = -normal_quantile((1 - level) / 2) * std_error / ((1 - r) * (1 + r));
    return {std::tanh(std::atanh(r) - reach), std::tanh(std::atanh(r) + reach)};
}

std::vector<double> thresholds_of(const std::vector<double>& edges) {
    return {edges.begin() + 1, edges.end() - 1};
}

/// The answers that occur, ascending.
std::vector<std::int64_t> categories_of(std::span<const std::int64_t> answers) {
    std::vector<std::int64_t> categories(answers.begin(), answers.end());
    std::ranges::sort(categories);
    const auto rest = std::ranges::unique(categories);
    categories.erase(rest.begin(), rest.end());
    return categories;
}

std::size_t position(const std::vector<std::int64_t>& categories, std::int64_t answer) {
    return static_cast<std::size_t>(std::ranges::lower_bound(categories, answer) - categories.begin());
}

}  // namespace

Outcome<Polychoric> polychoric(std::span<const std::int64_t> table, std::size_t n_columns,
                               const PolychoricOptions& options) {
    require(n_columns > 0 && table.size() % n_columns == 0, "the table is not whole");
    require(std::ranges::none_of(table, [](std::int64_t count) { return count < 0; }),
            "a count must not be negative");
    require(options.level > 0 && options.level < 1, "the level must lie between 0 and 1");
    Table used = without_unused(table, n_columns);
    if (used.counts.empty()) return Reason::no_answers;
    if (used.n_rows < 2 || used.n_columns < 2) return Reason::no_variation;
    if (options.empty_cells == EmptyCells::half_in_fourfold) fill_fourfold(used);
    if (!has_pair(used, true) || !has_pair(used, false)) return Reason::not_applicable;

    const Likelihood likelihood(used);
    const auto r = maximum(likelihood);
    if (!r) return r.reason();
    Polychoric result;
    result.n = std::accumulate(table.begin(), table.end(), std::int64_t{0});
    result.r = *r;
    result.std_error = std::sqrt(Influence(likelihood, used, *r).variance() / static_cast<double>(result.n));
    result.level = options.level;
    result.ci = fisher_interval(*r, result.std_error, options.level);
    result.row_thresholds = thresholds_of(likelihood.row_edges());
    result.column_thresholds = thresholds_of(likelihood.column_edges());
    result.fit = fit_of(likelihood, used, *r);
    return result;
}

Outcome<Polychoric> polychoric_of_answers(std::span<const std::int64_t> first,
                                          std::span<const std::int64_t> second,
                                          const PolychoricOptions& options) {
    require(first.size() == second.size(), "the lists must be equally long");
    const auto rows = categories_of(first);
    const auto columns = categories_of(second);
    if (first.empty()) return Reason::no_answers;
    std::vector<std::int64_t> table(rows.size() * columns.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        ++table[position(rows, first[i]) * columns.size() + position(columns, second[i])];
    return polychoric(table, columns.size(), options);
}

}  // namespace outcomes::stats
