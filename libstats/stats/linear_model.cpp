#include "libstats/stats/linear_model.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;
using Eigen::Index;
using Eigen::VectorXd;

template <class Values>
double sum_squares(const Values& values, double centre) {
    base::CompensatedSum sum;
    for (const double value : values) sum.add((value - centre) * (value - centre));
    return sum.value();
}

double mean_of(std::span<const double> y) {
    base::CompensatedSum sum;
    for (const double value : y) sum.add(value);
    return sum.value() / static_cast<double>(y.size());
}

/// A constant lies in the space of the columns.
bool has_intercept(const Orthogonal& x) {
    const VectorXd ones = VectorXd::Ones(x.x.rows());
    return (ones - x.q * (x.q.transpose() * ones)).cwiseAbs().maxCoeff() < 1e-9;
}

double r_squared(const Orthogonal& x, std::span<const double> y, double residual) {
    const double total = sum_squares(y, has_intercept(x) ? mean_of(y) : 0);
    return 1 - residual / total;
}

/// The columns with those of a term moved to the end.
Design term_last(const Design& design, std::span<const std::size_t> term) {
    std::vector<bool> in_term(design.columns.size());
    for (const std::size_t column : term) {
        require(column < in_term.size() && !in_term[column], "a column of the term is not there, or twice");
        in_term[column] = true;
    }
    require(!term.empty(), "the term has no column");
    Design sorted;
    for (const bool last : {false, true}) {
        for (std::size_t j = 0; j < in_term.size(); ++j) {
            if (in_term[j] == last) sorted.columns.push_back(design.columns[j]);
        }
    }
    return sorted;
}

}  // namespace

Outcome<LinearModel> linear_model(const Design& design, std::span<const double> y, double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const auto x = orthogonal(design);
    if (!x) return x.reason();
    const Solution solution = least_squares(*x, y);
    if (x->x.rows() <= x->x.cols()) return Reason::too_few;
    if (fits_without_error(solution.residuals, y)) return Reason::no_variation;

    LinearModel model;
    model.n_rows = y.size();
    model.df = static_cast<double>(x->x.rows() - x->x.cols());
    model.residuals.assign(solution.residuals.begin(), solution.residuals.end());
    model.residual_sum_squares = sum_squares(model.residuals, 0);
    model.sigma = std::sqrt(model.residual_sum_squares / model.df);
    model.r_squared = r_squared(*x, y, model.residual_sum_squares);
    const Eigen::MatrixXd inverse = inverse_cross_product(*x);
    model.unscaled = square_of(inverse);
    for (Index j = 0; j < inverse.cols(); ++j) {
        const double std_error = model.sigma * std::sqrt(inverse(j, j));
        model.coefficients.push_back(t_inference(solution.coefficients[j], std_error, model.df, level));
    }
    return model;
}

TTest linear_combination(const LinearModel& model, std::span<const double> weights, double level) {
    require(weights.size() == model.coefficients.size(), "there must be one weight a coefficient");
    require(std::ranges::all_of(weights, [](double w) { return std::isfinite(w); }),
            "a weight is not finite");
    require(std::ranges::any_of(weights, [](double w) { return w != 0; }), "all weights are 0");
    const Eigen::Map<const VectorXd> w(weights.data(), static_cast<Index>(weights.size()));
    base::CompensatedSum estimate;
    for (std::size_t j = 0; j < weights.size(); ++j)
        estimate.add(weights[j] * model.coefficients[j].estimate);
    const double variance = w.dot(matrix_of(model.unscaled) * w);
    return t_inference(estimate.value(), model.sigma * std::sqrt(variance), model.df, level);
}

Outcome<TermTest> term_test(const Design& design, std::span<const double> y,
                            std::span<const std::size_t> term) {
    const auto x = orthogonal(term_last(design, term));
    if (!x) return x.reason();
    const Solution solution = least_squares(*x, y);
    if (x->x.rows() <= x->x.cols()) return Reason::too_few;
    if (fits_without_error(solution.residuals, y)) return Reason::no_variation;

    // What the term adds is the length of its part of Q'y = R b.
    const auto size = static_cast<Index>(term.size());
    const VectorXd part = (x->r * solution.coefficients).tail(size);
    TermTest result;
    result.sum_squares = part.squaredNorm();
    result.test.df1 = static_cast<double>(size);
    result.test.df2 = static_cast<double>(x->x.rows() - x->x.cols());
    const double residual = sum_squares(solution.residuals, 0) / result.test.df2;
    result.test.f = result.sum_squares / result.test.df1 / residual;
    result.test.p = f_sf(result.test.f, result.test.df1, result.test.df2);
    return result;
}

}  // namespace outcomes::stats
