#include "libstats/stats/rm_anova.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/grid_sums.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;
using Eigen::Index;

/// The scores as distances from the first one, small enough to be added up with weights up to k.
std::vector<std::int64_t> shifted(const OccasionTable& table) {
    const auto k = static_cast<std::int64_t>(table.k);
    const std::int64_t limit = (std::int64_t{1} << 62) / k / k;
    std::vector<std::int64_t> units;
    for (const std::int64_t value : table.units) {
        std::int64_t distance = 0;
        base::require(!__builtin_sub_overflow(value, table.units[0], &distance) && distance < limit &&
                          distance > -limit,
                      "the scores of the occasions lie too far apart");
        units.push_back(distance);
    }
    return units;
}

/// Integer columns, one value a person: Helmert contrasts m x_(m+1) - x_1 - ... - x_m for m = 1 .. k - 1, and
/// last the sum of all.
struct Columns {
    std::vector<std::vector<std::int64_t>> values;
    std::vector<Centre> centres;

    [[nodiscard]] GridView view(std::size_t column) const { return {values[column], 1}; }
};

Columns columns_of(const OccasionTable& table) {
    const auto units = shifted(table);
    Columns columns;
    columns.values.assign(table.k, std::vector<std::int64_t>(table.n()));
    for (std::size_t i = 0; i < table.n(); ++i) {
        std::int64_t sum = units[i * table.k];
        for (std::size_t m = 1; m < table.k; ++m) {
            const std::int64_t next = units[i * table.k + m];
            columns.values[m - 1][i] = static_cast<std::int64_t>(m) * next - sum;
            sum += next;
        }
        columns.values.back()[i] = sum;
    }
    for (const auto& column : columns.values) columns.centres.push_back(centre_of(column));
    return columns;
}

/// Means and covariances of the orthonormal contrasts, in units of the scores.
struct Contrasts {
    Eigen::VectorXd means;
    Eigen::MatrixXd covariance;
};

Contrasts contrasts_of(const Columns& columns, const OccasionTable& table) {
    const auto q = static_cast<Index>(table.k - 1);
    const auto length = [&](Index m) {  // of Helmert's weights, and the denominator of the grid
        return std::sqrt(static_cast<double>((m + 1) * (m + 2))) * static_cast<double>(table.denominator);
    };
    Contrasts contrasts{Eigen::VectorXd(q), Eigen::MatrixXd(q, q)};
    for (Index a = 0; a < q; ++a) {
        const auto i = static_cast<std::size_t>(a);
        contrasts.means(a) =
            base::ratio(columns.centres[i].total, static_cast<Int128>(table.n())) / length(a);
        for (Index b = 0; b <= a; ++b) {
            const auto j = static_cast<std::size_t>(b);
            const double covariance = covariance_on_grid(columns.view(i), columns.centres[i].point,
                                                         columns.view(j), columns.centres[j].point);
            contrasts.covariance(a, b) = contrasts.covariance(b, a) = covariance / length(a) / length(b);
        }
    }
    return contrasts;
}

OccasionsF f_test(double f, double df1, double df2) {
    return {.f = f, .df1 = df1, .df2 = df2, .p = f_sf(f, df1, df2)};
}

SphericityCorrections corrections(const RmAnova& anova, const Eigen::MatrixXd& covariance) {
    const auto n = static_cast<double>(anova.n);
    const auto q = static_cast<double>(anova.k - 1);
    const auto with = [&](double epsilon) {
        return f_test(anova.test.f, epsilon * anova.test.df1, epsilon * anova.test.df2);
    };
    SphericityCorrections result;
    result.epsilon_lower_bound = 1 / q;
    const double trace = covariance.trace();
    result.epsilon_gg = std::clamp(trace * trace / (q * covariance.squaredNorm()), 1 / q, 1.0);
    result.gg = with(result.epsilon_gg);
    result.lower_bound = with(result.epsilon_lower_bound);
    const double rest = n - 1 - q * result.epsilon_gg;
    if (rest > 1e-12 * n) {
        result.epsilon_hf = (n * q * result.epsilon_gg - 2) / (q * rest);
        result.hf = with(std::min(1.0, *result.epsilon_hf));
    }
    return result;
}

/// The covariances as correlations, decomposed; or why they cannot be inverted.
class Correlations {
  public:
    Correlations(const Eigen::MatrixXd& covariance, std::size_t n) {
        if (n <= static_cast<std::size_t>(covariance.rows())) return;
        reason_ = Reason::redundant_items;
        scale_ = covariance.diagonal().cwiseSqrt();
        if (scale_.minCoeff() <= 0) return;
        const Eigen::VectorXd inverse = scale_.cwiseInverse();
        decomposition_.compute(inverse.asDiagonal() * covariance * inverse.asDiagonal());
        // A share of variance below this that others do not explain is rounding.
        usable_ = decomposition_.vectorD().minCoeff() > 1e-12;
    }
    [[nodiscard]] bool usable() const { return usable_; }
    [[nodiscard]] Reason reason() const { return reason_; }

    [[nodiscard]] double log_determinant() const {
        return decomposition_.vectorD().array().log().sum() + 2 * scale_.array().log().sum();
    }
    [[nodiscard]] double inverse_norm(const Eigen::VectorXd& vector) const {
        const Eigen::VectorXd scaled = vector.cwiseQuotient(scale_);
        return scaled.dot(decomposition_.solve(scaled));
    }

  private:
    Eigen::VectorXd scale_;
    Eigen::LDLT<Eigen::MatrixXd> decomposition_;
    bool usable_ = false;
    Reason reason_ = Reason::too_few;
};

Mauchly mauchly_test(double log_w, double n, double q) {
    Mauchly test;
    test.w = std::exp(log_w);
    const double rho = 1 - (2 * q * q + q + 2) / (6 * q * (n - 1));
    const double scale = (q + 2) * (q - 1) * (q - 2) / (288 * std::pow(q * (n - 1) * rho, 2));
    const double polynomial = 2 * q * q * q + 6 * q * q + 3 * q + 2;
    test.chi2 = std::max(0.0, -rho * (n - 1) * log_w);
    test.df = q * (q + 1) / 2 - 1;
    const double first = chi2_sf(test.chi2, test.df);
    const double more = chi2_sf(test.chi2, test.df + 4) - first;
    test.p = std::min(1.0, first + scale * polynomial * more);
    test.p_r = std::min(1.0, first + scale * (polynomial + 3) * more);
    return test;
}

void add_multivariate(RmAnova& anova, const Contrasts& contrasts) {
    const Correlations correlations(contrasts.covariance, anova.n);
    const auto n = static_cast<double>(anova.n);
    const auto q = static_cast<double>(anova.k - 1);
    if (!correlations.usable()) {
        anova.hotelling = correlations.reason();
        if (anova.k > 2) anova.mauchly = correlations.reason();
        return;
    }
    const double t2 = n * correlations.inverse_norm(contrasts.means);
    anova.hotelling = HotellingT2{t2, f_test((n - q) * t2 / (q * (n - 1)), q, n - q)};
    if (anova.k == 2) return;
    const double log_mean = std::log(contrasts.covariance.trace() / q);
    anova.mauchly = mauchly_test(correlations.log_determinant() - q * log_mean, n, q);
}

}  // namespace

Outcome<RmAnova> rm_anova(const OccasionTable& table) {
    require_occasions(table);
    if (table.n() == 0) return Reason::no_pairs;
    if (table.n() == 1) return Reason::too_few;
    const Columns columns = columns_of(table);
    const Contrasts contrasts = contrasts_of(columns, table);
    RmAnova anova;
    anova.n = table.n();
    anova.k = table.k;
    const auto n = static_cast<double>(anova.n);
    const auto k = static_cast<double>(anova.k);
    const auto unit = static_cast<double>(table.denominator);
    const std::size_t sum = table.k - 1;
    anova.ss_effect = n * contrasts.means.squaredNorm();
    anova.ss_error = (n - 1) * contrasts.covariance.trace();
    anova.ss_people = (n - 1) / k / unit / unit *
                      covariance_on_grid(columns.view(sum), columns.centres[sum].point, columns.view(sum),
                                         columns.centres[sum].point);
    if (anova.ss_effect == 0 && anova.ss_error == 0) return Reason::no_change;

    const double df1 = k - 1;
    const double df2 = (n - 1) * (k - 1);
    const double mean_error = anova.ss_error / df2;
    const double total = anova.ss_effect + anova.ss_error + anova.ss_people;
    anova.test =
        f_test(mean_error > 0 ? anova.ss_effect / df1 / mean_error : std::numeric_limits<double>::infinity(),
               df1, df2);
    anova.partial_eta2 = anova.ss_effect / (anova.ss_effect + anova.ss_error);
    anova.generalized_eta2 = anova.ss_effect / total;
    anova.omega2 = (anova.ss_effect - df1 * mean_error) / (total + anova.ss_people / (n - 1));
    if (anova.ss_error > 0) anova.corrected = corrections(anova, contrasts.covariance);
    add_multivariate(anova, contrasts);
    return anova;
}

}  // namespace outcomes::stats
