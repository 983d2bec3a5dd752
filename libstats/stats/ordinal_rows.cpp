#include "libstats/stats/ordinal_rows.hpp"

#include "libstats/stats/distributions.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats::detail {

using base::Reason;
using base::require;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// 1 / (1 + exp(-x)).
double logistic(double x) {
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

/// logistic(x) and its logarithm.
struct Logistic {
    double value = 1;
    double log = 0;
};

Logistic logistic_with_log(double x) {
    const double small = std::exp(-std::abs(x));
    const double rest = std::log1p(small);
    if (x >= 0) return {.value = 1 / (1 + small), .log = -rest};
    return {.value = small / (1 + small), .log = x - rest};
}

/// The limits of an answer on the latent scale.
struct Limits {
    double upper = infinity;
    double lower = -infinity;
};

Limits limits_of(const OrdinalModel& model, const Eigen::VectorXd& parameters, std::uint32_t answer) {
    const auto category = static_cast<Eigen::Index>(answer);
    Limits limits;
    if (category < model.n_thresholds()) limits.upper = parameters[category];
    if (category > 0) limits.lower = parameters[category - 1];
    return limits;
}

}  // namespace

bool OrdinalModel::allows(const Eigen::VectorXd& parameters) const {
    for (Eigen::Index j = 1; j < n_thresholds(); ++j) {
        if (!(parameters[j] > parameters[j - 1])) return false;
    }
    return parameters.allFinite();
}

double OrdinalModel::linear(const Eigen::VectorXd& parameters, std::size_t row) const {
    double sum = 0;
    for (std::size_t j = 0; j < data.n_predictors; ++j) {
        sum += parameters[n_thresholds() + static_cast<Eigen::Index>(j)] *
               data.predictors[row * data.n_predictors + j];
    }
    return sum;
}

// With b and a the upper and lower limit less eta: F(b) - F(a) = F(b) F(-a) (1 - exp(a - b)), which keeps its
// digits in both tails.
OrdinalModel::Term OrdinalModel::term(const Eigen::VectorXd& parameters, std::size_t row, double eta) const {
    const auto [upper, lower] = limits_of(*this, parameters, data.answers[row]);
    Logistic above;      // F(b)
    Logistic not_below;  // F(-a)
    if (upper < infinity) above = logistic_with_log(upper - eta);
    if (lower > -infinity) not_below = logistic_with_log(eta - lower);
    Term result{.log_p = above.log + not_below.log, .slope = 0, .bend = 0};
    if (upper < infinity && lower > -infinity) result.log_p += std::log(-std::expm1(lower - upper));
    result.slope = above.value - not_below.value;
    result.bend = -above.value * (1 - above.value) - not_below.value * (1 - not_below.value);
    return result;
}

void OrdinalModel::add(const Eigen::VectorXd& parameters, std::size_t row, double u,
                       Derivatives& into) const {
    const auto [upper, lower] = limits_of(*this, parameters, data.answers[row]);
    const double eta = linear(parameters, row) + u;
    const auto category = static_cast<Eigen::Index>(data.answers[row]);
    const bool has_upper = upper < infinity;
    const bool has_lower = lower > -infinity;
    const double above = has_upper ? logistic(upper - eta) : 1;
    const double below = has_lower ? logistic(lower - eta) : 0;
    const double gap = has_upper && has_lower ? 1 / std::expm1(upper - lower) : 0;
    const double mixed_bend = gap * (1 + gap);
    const double bend_above = above * (1 - above);
    const double bend_below = below * (1 - below);
    const double by_eta = above + below - 1;

    // Derivatives of eta: 0 for thresholds, x for slopes, u for ln(sd).
    const Eigen::Index first = n_thresholds();
    const Eigen::Index n_eta = size() - first;
    const auto eta_by = [&](Eigen::Index j) {
        const auto column = static_cast<std::size_t>(j);
        return column < data.n_predictors ? data.predictors[row * data.n_predictors + column] : u;
    };
    for (Eigen::Index j = 0; j < n_eta; ++j) {
        const double d = eta_by(j);
        into.gradient[first + j] += by_eta * d;
        for (Eigen::Index k = 0; k < n_eta; ++k)
            into.hessian(first + j, first + k) -= (bend_above + bend_below) * d * eta_by(k);
        const auto cross = [&](Eigen::Index threshold, double value) {
            into.hessian(threshold, first + j) += value * d;
            into.hessian(first + j, threshold) += value * d;
        };
        if (has_upper) cross(category, bend_above);
        if (has_lower) cross(category - 1, bend_below);
    }
    if (mixed) into.hessian(size() - 1, size() - 1) += by_eta * u;
    if (has_upper) {
        into.gradient[category] += 1 - above + gap;
        into.hessian(category, category) -= bend_above + mixed_bend;
    }
    if (has_lower) {
        into.gradient[category - 1] -= below + gap;
        into.hessian(category - 1, category - 1) -= bend_below + mixed_bend;
    }
    if (has_upper && has_lower) {
        into.hessian(category, category - 1) += mixed_bend;
        into.hessian(category - 1, category) += mixed_bend;
    }
}

Eigen::VectorXd OrdinalModel::start() const {
    std::vector<double> counts(data.n_categories);
    for (const std::uint32_t answer : data.answers) ++counts[answer];
    const double n = static_cast<double>(data.answers.size());
    Eigen::VectorXd parameters = Eigen::VectorXd::Zero(size());
    double below = 0;
    for (Eigen::Index j = 0; j < n_thresholds(); ++j) {
        below += counts[static_cast<std::size_t>(j)];
        parameters[j] = std::log(below / (n - below));
    }
    return parameters;
}

std::optional<Reason> check_ordinal(const OrdinalData& data) {
    const std::size_t n = data.answers.size();
    require(data.predictors.size() == n * data.n_predictors, "predictors and answers differ in length");
    for (const double x : data.predictors) require(std::isfinite(x), "a predictor is not finite");
    std::vector<std::size_t> counts(data.n_categories);
    for (const std::uint32_t answer : data.answers) {
        require(answer < data.n_categories, "an answer lies outside the categories");
        ++counts[answer];
    }
    if (n == 0) return Reason::no_answers;
    require(std::ranges::find(counts, std::size_t{0}) == counts.end(), "nobody chose one of the categories");
    if (data.n_categories < 2) return Reason::no_variation;

    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto columns = static_cast<Eigen::Index>(data.n_predictors);
    Eigen::MatrixXd design(static_cast<Eigen::Index>(n), columns + 1);
    design.col(0).setOnes();
    design.rightCols(columns) =
        Eigen::Map<const Rows>(data.predictors.data(), static_cast<Eigen::Index>(n), columns);
    for (Eigen::Index j = 1; j <= columns; ++j) {
        const double scale = design.col(j).cwiseAbs().maxCoeff();
        if (scale > 0) design.col(j) /= scale;
    }
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(design);
    qr.setThreshold(1e-10);
    if (qr.rank() <= columns) return Reason::redundant_items;
    return std::nullopt;
}

NewtonStep newton_step(const Derivatives& at) {
    const auto size = at.gradient.size();
    const double scale = at.hessian.cwiseAbs().maxCoeff();
    double ridge = 0;
    for (int attempt = 0; attempt < 60; ++attempt) {
        const Eigen::LLT<Eigen::MatrixXd> factor(-at.hessian + ridge * Eigen::MatrixXd::Identity(size, size));
        if (factor.info() == Eigen::Success) return {.step = factor.solve(at.gradient), .pure = ridge == 0};
        ridge = ridge == 0 ? 1e-6 * scale : 4 * ridge;
    }
    return {.step = Eigen::VectorXd::Constant(size, infinity), .pure = false};
}

std::optional<std::vector<Coefficient>> coefficients(const Eigen::VectorXd& parameters,
                                                     const Eigen::MatrixXd& hessian, double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const Eigen::LLT<Eigen::MatrixXd> factor(-hessian);
    if (factor.info() != Eigen::Success) return std::nullopt;
    const Eigen::MatrixXd covariance =
        factor.solve(Eigen::MatrixXd::Identity(parameters.size(), parameters.size()));
    const double quantile = normal_quantile((1 + level) / 2);
    std::vector<Coefficient> result;
    for (Eigen::Index j = 0; j < parameters.size(); ++j) {
        Coefficient one;
        one.estimate = parameters[j];
        one.std_error = std::sqrt(covariance(j, j));
        one.z = one.estimate / one.std_error;
        one.p = normal_two_sided_p(one.z);
        one.ci = {one.estimate - quantile * one.std_error, one.estimate + quantile * one.std_error};
        result.push_back(one);
    }
    return result;
}

}  // namespace outcomes::stats::detail
