#include "libstats/stats/mixed_model.hpp"

#include "libstats/stats/least_squares.hpp"
#include "libstats/stats/mixed_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The rows of a model in coordinates where sums of products lose nothing: X and Z orthonormal, y what least
/// squares leaves, over its length.
struct Inner {
    Orthogonal x;
    Solution ols;
    double scale = 1;          ///< one unit of inner y
    MatrixXd random_to_inner;  ///< inner psi = T psi T'
    MixedData data;
};

/// The random effects' columns, orthonormal but for the length sqrt(rows), and what they are to the original.
struct RandomColumns {
    MatrixXd z;
    MatrixXd to_inner;
};

Outcome<RandomColumns> random_columns(const MixedRows& rows) {
    Design design;
    design.columns.emplace_back(rows.y.size(), 1.0);
    if (!rows.slope.empty()) design.columns.emplace_back(rows.slope.begin(), rows.slope.end());
    const auto z = orthogonal(design);
    if (!z) return z.reason();
    const double length = std::sqrt(static_cast<double>(rows.y.size()));
    const MatrixXd to_inner = z->r / length;
    const MatrixXd inverse = length * z->r_inverse;
    RandomColumns columns{.z = MatrixXd(z->x.rows(), z->x.cols()), .to_inner = to_inner};
    for (Index i = 0; i < z->x.rows(); ++i) {
        // By hand, so that equal rows stay equal to the last bit.
        columns.z(i, 0) = inverse(0, 0);
        if (z->x.cols() == 2) columns.z(i, 1) = inverse(0, 1) + z->x(i, 1) * inverse(1, 1);
    }
    return columns;
}

/// Gathers the rows of a model, person by person.
class Gatherer {
  public:
    Gatherer(const Inner& inner, const MatrixXd& z) : z_(z), xy_(inner.x.q.rows(), inner.x.q.cols() + 1) {
        xy_ << inner.x.q, inner.ols.residuals / inner.scale;
        within = MatrixXd::Zero(xy_.cols(), xy_.cols());
    }

    void add_person(std::span<const std::size_t> rows) {
        const auto n = static_cast<Index>(rows.size());
        MatrixXd z(n, z_.cols());
        MatrixXd xy(n, xy_.cols());
        for (Index i = 0; i < n; ++i) {
            const auto row = static_cast<Index>(rows[static_cast<std::size_t>(i)]);
            z.row(i) = z_.row(row);
            xy.row(i) = xy_.row(row);
        }
        const RandomMatrix cross = z.transpose() * z;
        const Eigen::SelfAdjointEigenSolver<RandomMatrix> solver(cross);
        const Index rank = (solver.eigenvalues().array() > 1e-12 * solver.eigenvalues().maxCoeff()).count();
        const VectorXd lengths = solver.eigenvalues().tail(rank).cwiseSqrt();
        const MatrixXd directions = solver.eigenvectors().rightCols(rank);
        const MatrixXd basis = z * directions * lengths.cwiseInverse().asDiagonal();
        const MatrixXd parts = basis.transpose() * xy;
        add_parts(RandomMatrix(lengths.asDiagonal() * directions.transpose()), parts);
        xy -= basis * parts;
        within += xy.transpose() * xy;
    }

    std::vector<Pattern> patterns;
    MatrixXd within;

  private:
    void add_parts(const RandomMatrix& f, const MatrixXd& parts) {
        const auto rank = static_cast<std::size_t>(f.rows());
        const auto [at, is_new] = numbers_.try_emplace({f.data(), f.data() + f.size()}, patterns.size());
        if (is_new)
            patterns.push_back(
                {.f = f,
                 .people = 0,
                 .products = std::vector<MatrixXd>(rank * rank, MatrixXd::Zero(xy_.cols(), xy_.cols()))});
        Pattern& pattern = patterns[at->second];
        pattern.people += 1;
        std::size_t next = 0;
        for (Index a = 0; a < f.rows(); ++a) {
            for (Index b = 0; b < f.rows(); ++b)
                pattern.products[next++] += parts.row(a).transpose() * parts.row(b);
        }
    }

    const MatrixXd& z_;
    MatrixXd xy_;
    std::map<std::vector<double>, std::size_t> numbers_;  ///< of the patterns, by F
};

void add_people(const Inner& inner, const MatrixXd& z, std::span<const std::uint32_t> people,
                MixedData& data) {
    std::vector<std::size_t> order(people.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return people[i]; });
    Gatherer gatherer(inner, z);
    for (std::size_t first = 0; first < order.size(); ++data.n_people) {
        std::size_t end = first;
        while (end < order.size() && people[order[end]] == people[order[first]]) ++end;
        gatherer.add_person(std::span(order).subspan(first, end - first));
        first = end;
    }
    data.patterns = std::move(gatherer.patterns);
    data.within = std::move(gatherer.within);
}

Outcome<Inner> inner_of(const MixedRows& rows, MixedCriterion criterion) {
    require(rows.people.size() == rows.y.size(), "people and values must have the same length");
    require(rows.slope.empty() || rows.slope.size() == rows.y.size(),
            "slope and values must have the same length");
    const auto x = orthogonal(rows.fixed);
    if (!x) return x.reason();
    Inner inner{.x = *x, .ols = least_squares(*x, rows.y), .scale = 1, .random_to_inner = {}, .data = {}};
    if (x->x.rows() <= x->x.cols()) return Reason::too_few;
    if (fits_without_error(inner.ols.residuals, rows.y)) return Reason::no_variation;
    const auto random = random_columns(rows);
    if (!random) return random.reason();
    inner.random_to_inner = random->to_inner;
    const auto n = static_cast<double>(rows.y.size());
    inner.scale = inner.ols.residuals.norm() / std::sqrt(n);
    inner.data = {.patterns = {},
                  .within = {},
                  .n_people = 0,
                  .n_rows = n,
                  .p = x->x.cols(),
                  .q = random->z.cols(),
                  .restricted = criterion == MixedCriterion::reml};
    add_people(inner, random->z, rows.people, inner.data);
    const std::size_t n_people = inner.data.n_people;
    if (n_people < 2 || rows.y.size() <= n_people * static_cast<std::size_t>(inner.data.q))
        return Reason::too_few;
    if (leaves_no_residuals(inner.data)) return Reason::no_variation;
    return inner;
}

/// Everything at the optimum.
struct Fitted {
    VectorXd theta;
    MixedFit fit;
    MixedPieces pieces;
};

void put_variances(const Inner& inner, const Fitted& at, MixedModel& model) {
    const double unit = at.fit.sigma2 * inner.scale * inner.scale;
    const MatrixXd back = inner.random_to_inner.inverse();
    const MatrixXd covariance = unit * back * psi_of(at.theta) * back.transpose();
    model.residual_variance = unit;
    model.intercept_variance = covariance(0, 0);
    if (covariance.cols() == 1) return;
    model.slope_variance = covariance(1, 1);
    model.covariance = covariance(0, 1);
    const double product = covariance(0, 0) * covariance(1, 1);
    if (product > 0) model.correlation = std::clamp(covariance(0, 1) / std::sqrt(product), -1.0, 1.0);
}

void put_likelihood(const Inner& inner, const Fitted& at, MixedModel& model) {
    model.deviance = at.fit.deviance + 2 * inner.data.divisor() * std::log(inner.scale);
    if (inner.data.restricted) model.deviance += 2 * inner.x.log_determinant();
    model.log_likelihood = -model.deviance / 2;
    model.n_parameters = static_cast<std::size_t>(inner.data.p + at.theta.size() + 1);
    const auto n_parameters = static_cast<double>(model.n_parameters);
    model.aic = model.deviance + 2 * n_parameters;
    model.bic = model.deviance + std::log(inner.data.n_rows) * n_parameters;
}

/// From inner coordinates of the fixed effects to theirs, as a covariance.
MatrixXd outer(const Inner& inner, const MatrixXd& covariance) {
    const double unit = inner.scale * inner.scale;
    const MatrixXd result = unit * inner.x.r_inverse * covariance * inner.x.r_inverse.transpose();
    return (result + result.transpose()) / 2;
}

/// Inverse of a symmetric matrix in units of its diagonal, without directions of no information.
MatrixXd information_inverse(const MatrixXd& information) {
    const VectorXd units =
        information.diagonal().unaryExpr([](double value) { return value > 0 ? 1 / std::sqrt(value) : 1; });
    const MatrixXd scaled = units.asDiagonal() * information * units.asDiagonal();
    return units.asDiagonal() * symmetric_power(scaled, -1, 1e-9) * units.asDiagonal();
}

/// Derivatives of the inner covariance of the fixed effects for psi_k and, last, for ln sigma^2.
std::vector<MatrixXd> covariance_slopes(const Fitted& at) {
    std::vector<MatrixXd> slopes;
    for (const MatrixXd& slope : at.pieces.slopes)
        slopes.emplace_back(at.fit.sigma2 * at.fit.phi * slope * at.fit.phi);
    slopes.emplace_back(at.fit.sigma2 * at.fit.phi);
    return slopes;
}

void put_satterthwaite(const Inner& inner, const Fitted& at, MixedModel& model) {
    const MatrixXd psi_to_theta = psi_slopes(at.theta);
    const auto slopes = covariance_slopes(at);
    const Index m = at.theta.size();
    for (Index j = 0; j < m; ++j) {
        MatrixXd gradient = MatrixXd::Zero(inner.data.p, inner.data.p);
        for (Index k = 0; k < m; ++k) gradient += psi_to_theta(k, j) * slopes[static_cast<std::size_t>(k)];
        model.satterthwaite.gradients.push_back(square_of(outer(inner, gradient)));
    }
    model.satterthwaite.gradients.push_back(square_of(outer(inner, slopes.back())));
    const MatrixXd hessian = mixed_curvature(inner.data, at.theta, at.pieces).hessian;
    model.satterthwaite.parameters = square_of(2 * information_inverse(hessian));
}

/// Kenward and Roger's formulas hold in any linear basis of the covariances; here that of the random effects
/// and V itself, for which the adjustment is 0.
void put_kenward_roger(const Inner& inner, const Fitted& at, MixedModel& model) {
    const Index m = at.theta.size();
    MatrixXd information(m + 1, m + 1);
    information.topLeftCorner(m, m) = (at.pieces.trace2 + at.pieces.trace2.transpose()) / 2;
    information.topRightCorner(m, 1) = at.pieces.trace;
    information.bottomLeftCorner(1, m) = at.pieces.trace.transpose();
    information(m, m) = inner.data.divisor();
    const MatrixXd parameters = 2 * information_inverse(information);
    MatrixXd spread = MatrixXd::Zero(inner.data.p, inner.data.p);
    for (Index k = 0; k < m; ++k) {
        for (Index l = 0; l < m; ++l) {
            const auto i = static_cast<std::size_t>(k);
            const auto j = static_cast<std::size_t>(l);
            spread += parameters(k, l) * (at.pieces.curves[i * static_cast<std::size_t>(m) + j] -
                                          at.pieces.slopes[i] * at.fit.phi * at.pieces.slopes[j]);
        }
    }
    const MatrixXd adjusted = at.fit.phi + 2 * at.fit.phi * spread * at.fit.phi;
    model.adjusted_covariance = square_of(outer(inner, at.fit.sigma2 * adjusted));
    for (const MatrixXd& slope : covariance_slopes(at))
        model.expected.gradients.push_back(square_of(outer(inner, slope)));
    model.expected.parameters = square_of(parameters);
}

/// 2 v^2 / (g'A g) of one fixed effect.
double degrees_of_freedom(const MixedModel& model, const VarianceUncertainty& uncertainty, std::size_t j) {
    const MatrixXd parameters = matrix_of(uncertainty.parameters);
    VectorXd gradient(parameters.cols());
    for (std::size_t k = 0; k < uncertainty.gradients.size(); ++k)
        gradient[static_cast<Index>(k)] = uncertainty.gradients[k].at(j, j);
    const double variance = model.fixed_covariance.at(j, j);
    return 2 * variance * variance / gradient.dot(parameters * gradient);
}

void put_fixed(const Inner& inner, const Fitted& at, double level, MixedModel& model) {
    const VectorXd beta = inner.ols.coefficients + inner.scale * inner.x.r_inverse * at.fit.beta;
    for (std::size_t j = 0; j < model.fixed_covariance.n; ++j) {
        const double estimate = beta[static_cast<Index>(j)];
        model.fixed.push_back(t_inference(estimate, std::sqrt(model.fixed_covariance.at(j, j)),
                                          degrees_of_freedom(model, model.satterthwaite, j), level));
        if (model.criterion == MixedCriterion::ml) continue;
        model.kenward_roger.push_back(t_inference(estimate, std::sqrt(model.adjusted_covariance.at(j, j)),
                                                  degrees_of_freedom(model, model.expected, j), level));
    }
}

}  // namespace

Outcome<MixedModel> mixed_model(const MixedRows& rows, MixedCriterion criterion, double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const auto inner = inner_of(rows, criterion);
    if (!inner) return inner.reason();
    const MixedOptimum optimum = mixed_optimum(inner->data);
    if (!optimum.converged) return Reason::not_converged;
    Fitted at{.theta = optimum.theta, .fit = mixed_fit(inner->data, psi_of(optimum.theta)), .pieces = {}};
    at.pieces = mixed_pieces(inner->data, psi_of(at.theta), at.fit);

    MixedModel model;
    model.criterion = criterion;
    model.n_rows = rows.y.size();
    model.n_people = inner->data.n_people;
    model.singular = optimum.singular;
    put_variances(*inner, at, model);
    put_likelihood(*inner, at, model);
    model.fixed_covariance = square_of(outer(*inner, at.fit.sigma2 * at.fit.phi));
    put_satterthwaite(*inner, at, model);
    if (criterion == MixedCriterion::reml) put_kenward_roger(*inner, at, model);
    put_fixed(*inner, at, level, model);
    return model;
}

}  // namespace outcomes::stats
