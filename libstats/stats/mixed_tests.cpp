#include "libstats/stats/distributions.hpp"
#include "libstats/stats/least_squares.hpp"
#include "libstats/stats/mixed_model.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The rows and columns of a term.
MatrixXd part(const SquareMatrix& matrix, std::span<const std::size_t> term) {
    MatrixXd result(static_cast<Index>(term.size()), static_cast<Index>(term.size()));
    for (std::size_t i = 0; i < term.size(); ++i) {
        for (std::size_t j = 0; j < term.size(); ++j)
            result(static_cast<Index>(i), static_cast<Index>(j)) = matrix.at(term[i], term[j]);
    }
    return result;
}

VectorXd estimates(const MixedModel& model, std::span<const std::size_t> term) {
    VectorXd result(static_cast<Index>(term.size()));
    for (std::size_t i = 0; i < term.size(); ++i)
        result[static_cast<Index>(i)] = model.fixed[term[i]].estimate;
    return result;
}

void require_term(const MixedModel& model, std::span<const std::size_t> term) {
    require(!term.empty(), "the term has no column");
    std::vector<bool> seen(model.fixed.size());
    for (const std::size_t column : term) {
        require(column < seen.size() && !seen[column], "a column of the term is not there, or twice");
        seen[column] = true;
    }
}

/// df2 of a mean of squared t statistics with these degrees of freedom.
double f_degrees(const std::vector<double>& nu) {
    const auto [least, most] = std::ranges::minmax(nu);
    if (most - least < 1e-8 * most) return (least + most) / 2;
    if (least <= 2) return 2;
    double expected = 0;
    for (const double each : nu) expected += each / (each - 2);
    return 2 * expected / (expected - static_cast<double>(nu.size()));
}

FTest f_test(double statistic, std::size_t df1, double df2) {
    const auto numerator = static_cast<double>(df1);
    return {.f = statistic, .df1 = numerator, .df2 = df2, .p = f_sf(statistic, numerator, df2)};
}

/// Kenward and Roger's A1 and A2: how much the covariance of the term moves with the variances.
struct Moves {
    double a1 = 0;
    double a2 = 0;
};

Moves moves_of(const MixedModel& model, std::span<const std::size_t> term, const MatrixXd& inverse) {
    const MatrixXd parameters = matrix_of(model.expected.parameters);
    std::vector<MatrixXd> relative;
    for (const SquareMatrix& gradient : model.expected.gradients)
        relative.emplace_back(inverse * part(gradient, term));
    Moves moves;
    for (std::size_t k = 0; k < relative.size(); ++k) {
        for (std::size_t l = 0; l < relative.size(); ++l) {
            const double weight = parameters(static_cast<Index>(k), static_cast<Index>(l));
            moves.a1 += weight * relative[k].trace() * relative[l].trace();
            moves.a2 += weight * (relative[k] * relative[l]).trace();
        }
    }
    return moves;
}

/// 0 / 0 is 1.
double quotient(double a, double b) {
    return std::abs(a) < 1e-14 && std::abs(b) < 1e-14 ? 1 : a / b;
}

/// The factor of the statistic and its second degrees of freedom.
struct Match {
    double scale = 1;
    double df2 = 0;
};

Match match(const Moves& moves, double q) {
    const auto [a1, a2] = moves;
    const double b = (a1 + 6 * a2) / (2 * q);
    const double g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
    const double below = 3 * q + 2 * (1 - g);
    const double c1 = g / below;
    const double c2 = (q - g) / below;
    const double c3 = (q + 2 - g) / below;
    double v0 = 1 + c1 * b;
    if (std::abs(v0) < 1e-10) v0 = 0;
    const double ratio = quotient(1 - a2 / q, 1 - c2 * b);
    const double rho = ratio * ratio * v0 / (1 - c3 * b) / q;
    const double df2 = 4 + (q + 2) / (q * rho - 1);
    return {.scale = std::abs(df2 - 2) < 1e-2 ? 1 : df2 * (1 - a2 / q) / (df2 - 2), .df2 = df2};
}

}  // namespace

Outcome<FTest> mixed_term_test(const MixedModel& model, std::span<const std::size_t> term) {
    require_term(model, term);
    const MatrixXd covariance = part(model.fixed_covariance, term);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(covariance);
    const VectorXd& values = solver.eigenvalues();
    if (values.minCoeff() <= 1e-14 * values.maxCoeff()) return Reason::no_variation;
    const MatrixXd parameters = matrix_of(model.satterthwaite.parameters);
    const VectorXd scores = solver.eigenvectors().transpose() * estimates(model, term);
    double sum = 0;
    std::vector<double> nu;
    for (Index i = 0; i < values.size(); ++i) {
        sum += scores[i] * scores[i] / values[i];
        VectorXd gradient(parameters.cols());
        const VectorXd direction = solver.eigenvectors().col(i);
        for (Index k = 0; k < gradient.size(); ++k) {
            const SquareMatrix& slope = model.satterthwaite.gradients[static_cast<std::size_t>(k)];
            gradient[k] = direction.dot(part(slope, term) * direction);
        }
        nu.push_back(2 * values[i] * values[i] / gradient.dot(parameters * gradient));
    }
    return f_test(sum / static_cast<double>(term.size()), term.size(), f_degrees(nu));
}

Outcome<FTest> kenward_roger_term_test(const MixedModel& model, std::span<const std::size_t> term) {
    require_term(model, term);
    if (model.criterion == MixedCriterion::ml) return Reason::not_applicable;
    const Eigen::LLT<MatrixXd> plain(part(model.fixed_covariance, term));
    const Eigen::LLT<MatrixXd> adjusted(part(model.adjusted_covariance, term));
    if (plain.info() != Eigen::Success || adjusted.info() != Eigen::Success) return Reason::no_variation;
    const auto q = static_cast<double>(term.size());
    const auto size = static_cast<Index>(term.size());
    const MatrixXd inverse = plain.solve(MatrixXd::Identity(size, size));
    const auto [scale, df2] = match(moves_of(model, term, inverse), q);
    if (!(df2 > 0) || !std::isfinite(df2) || !(scale > 0)) return Reason::not_applicable;
    const VectorXd b = estimates(model, term);
    return f_test(scale * b.dot(adjusted.solve(b)) / q, term.size(), df2);
}

}  // namespace outcomes::stats
