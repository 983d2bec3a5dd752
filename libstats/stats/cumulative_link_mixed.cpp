#include "libstats/stats/cumulative_link_mixed.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/gauss_hermite.hpp"
#include "libstats/stats/ordinal_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;
using detail::Derivatives;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr std::size_t exact_nodes = 101;
constexpr double infinity = std::numeric_limits<double>::infinity();

using Rows = std::vector<std::size_t>;

std::vector<Rows> rows_of_persons(std::span<const std::uint32_t> persons) {
    std::map<std::uint32_t, std::size_t> known;
    std::vector<Rows> rows;
    for (std::size_t i = 0; i < persons.size(); ++i) {
        const auto [at, added] = known.emplace(persons[i], rows.size());
        if (added) rows.emplace_back();
        rows[at->second].push_back(i);
    }
    return rows;
}

/// The log likelihood with the persons integrated out. z is the effect of a person over its sd.
class Marginal {
  public:
    Marginal(const detail::OrdinalModel& model, const std::vector<Rows>& persons, std::size_t nodes)
        : model_(model), persons_(persons), rule_(gauss_hermite(nodes)) {}

    [[nodiscard]] double value(const VectorXd& parameters) const {
        if (!model_.allows(parameters)) return -infinity;
        base::CompensatedSum sum;
        for (const Rows& rows : persons_) sum.add(integrate(parameters, rows).value);
        return sum.value();
    }

    /// With derivatives: the mean over the nodes of those of the integrand (Louis 1982, Journal of the Royal
    /// Statistical Society B 44:226). Exact for as many nodes as integrate exactly.
    [[nodiscard]] Derivatives derivatives(const VectorXd& parameters) const {
        const auto size = model_.size();
        Derivatives result{
            .value = -infinity, .gradient = VectorXd::Zero(size), .hessian = MatrixXd::Zero(size, size)};
        if (!model_.allows(parameters)) return result;
        base::CompensatedSum sum;
        for (const Rows& rows : persons_) {
            const Integral person = integrate(parameters, rows);
            sum.add(person.value);
            add_derivatives(parameters, rows, person, result);
        }
        result.value = sum.value();
        return result;
    }

  private:
    struct Integral {
        double value = 0;           ///< ln of the integral
        std::vector<double> z;      ///< nodes
        std::vector<double> share;  ///< of each node in the integral
    };

    /// ln of the integrand without its constant, and two derivatives by z.
    [[nodiscard]] detail::OrdinalModel::Term integrand(const VectorXd& parameters, const Rows& rows,
                                                       const std::vector<double>& linear, double sd,
                                                       double z) const {
        detail::OrdinalModel::Term sum{.log_p = -z * z / 2, .slope = -z, .bend = -1};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto row = model_.term(parameters, rows[i], linear[i] + sd * z);
            sum.log_p += row.log_p;
            sum.slope += sd * row.slope;
            sum.bend += sd * sd * row.bend;
        }
        return sum;
    }

    [[nodiscard]] Integral integrate(const VectorXd& parameters, const Rows& rows) const {
        const double sd = std::exp(parameters[model_.size() - 1]);
        std::vector<double> linear;
        for (const std::size_t row : rows) linear.push_back(model_.linear(parameters, row));
        const auto at = [&](double z) { return integrand(parameters, rows, linear, sd, z); };

        double mode = 0;
        auto top = at(mode);
        for (int step = 0; step < 100; ++step) {
            double move = -top.slope / top.bend;
            auto next = at(mode + move);
            while (next.log_p < top.log_p - 1e-12 * std::abs(top.log_p) && std::abs(move) > 1e-12) {
                move /= 2;
                next = at(mode + move);
            }
            mode += move;
            top = next;
            if (std::abs(move) < 1e-12 * (1 + std::abs(mode))) break;
        }

        const double scale = std::numbers::sqrt2 / std::sqrt(-top.bend);
        Integral result;
        for (std::size_t k = 0; k < rule_.nodes.size(); ++k) {
            result.z.push_back(mode + scale * rule_.nodes[k]);
            const double height = rule_.nodes.size() == 1 ? top.log_p : at(result.z[k]).log_p;
            result.share.push_back(rule_.scaled_weights[k] * std::exp(height - top.log_p));
        }
        const double total = std::accumulate(result.share.begin(), result.share.end(), 0.0);
        for (double& share : result.share) share /= total;
        result.value = top.log_p + std::log(scale * total / std::sqrt(2 * std::numbers::pi));
        return result;
    }

    void add_derivatives(const VectorXd& parameters, const Rows& rows, const Integral& person,
                         Derivatives& into) const {
        const auto size = model_.size();
        const double sd = std::exp(parameters[size - 1]);
        VectorXd mean = VectorXd::Zero(size);
        Derivatives node{.gradient = VectorXd(size), .hessian = MatrixXd(size, size)};
        for (std::size_t k = 0; k < person.z.size(); ++k) {
            if (person.share[k] < 1e-20) continue;
            node.gradient.setZero();
            node.hessian.setZero();
            for (const std::size_t row : rows) model_.add(parameters, row, sd * person.z[k], node);
            mean += person.share[k] * node.gradient;
            into.hessian += person.share[k] * (node.hessian + node.gradient * node.gradient.transpose());
        }
        into.gradient += mean;
        into.hessian -= mean * mean.transpose();
    }

    const detail::OrdinalModel& model_;
    const std::vector<Rows>& persons_;
    GaussHermite rule_;
};

/// First and second derivatives of an approximation by differences, good to about 1e-6.
Derivatives by_differences(const Marginal& marginal, const VectorXd& at, bool with_hessian) {
    const auto size = at.size();
    Derivatives result{.value = marginal.value(at),
                       .gradient = VectorXd(size),
                       .hessian = MatrixXd::Zero(with_hessian ? size : 0, with_hessian ? size : 0)};
    const auto moved = [&](Eigen::Index i, double a, Eigen::Index j, double b) {
        VectorXd x = at;
        x[i] += a;
        x[j] += b;
        return marginal.value(x);
    };
    for (Eigen::Index i = 0; i < size; ++i) {
        constexpr double h = 1e-3;
        result.gradient[i] = (moved(i, h, i, 0) - moved(i, -h, i, 0)) / (2 * h);
        for (Eigen::Index j = 0; with_hessian && j <= i; ++j) {
            constexpr double k = 2e-3;
            const double sum =
                moved(i, k, j, k) - moved(i, k, j, -k) - moved(i, -k, j, k) + moved(i, -k, j, -k);
            result.hessian(i, j) = result.hessian(j, i) = sum / (4 * k * k);
        }
    }
    return result;
}

/// The top of an approximation with few nodes, from the top of the likelihood and with its curvature.
std::optional<detail::Maximum> refined(const Marginal& marginal, const detail::Maximum& exact) {
    detail::Maximum result = exact;
    for (result.iterations = 1; result.iterations <= 200; ++result.iterations) {
        Derivatives at = by_differences(marginal, result.parameters, false);
        at.hessian = exact.at.hessian;
        const VectorXd step = detail::newton_step(at).step;
        if (!step.allFinite() || step.cwiseAbs().maxCoeff() > 10) return std::nullopt;
        result.parameters += step;
        if (step.cwiseAbs().maxCoeff() < 1e-6) {
            result.at = by_differences(marginal, result.parameters, true);
            return result;
        }
    }
    return std::nullopt;
}

/// Where ln(sd) is taken as running to 0 or to infinity.
bool leaves(const VectorXd& parameters) {
    const double log_sd = parameters[parameters.size() - 1];
    return log_sd < -7 || log_sd > 5;
}

/// Whether the likelihood falls as the variance leaves 0: the derivative by sd^2 there.
bool falls_at_zero(const detail::OrdinalModel& model, const std::vector<Rows>& persons,
                   const VectorXd& fixed) {
    double rise = 0;
    for (const Rows& rows : persons) {
        double slope = 0;
        for (const std::size_t row : rows) {
            const auto term = model.term(fixed, row, model.linear(fixed, row));
            slope += term.slope;
            rise += term.bend;
        }
        rise += slope * slope;
    }
    return rise <= 0;
}

VectorXd with_log_sd(const CumulativeLink& fixed, double log_sd) {
    VectorXd parameters(static_cast<Eigen::Index>(fixed.thresholds.size() + fixed.slopes.size()) + 1);
    Eigen::Index next = 0;
    for (const Coefficient& one : fixed.thresholds) parameters[next++] = one.estimate;
    for (const Coefficient& one : fixed.slopes) parameters[next++] = one.estimate;
    parameters[next] = log_sd;
    return parameters;
}

CumulativeLinkMixed without_persons(const CumulativeLink& fixed, std::size_t n_persons) {
    CumulativeLinkMixed result;
    result.n = fixed.n;
    result.n_persons = n_persons;
    result.thresholds = fixed.thresholds;
    result.slopes = fixed.slopes;
    result.log_likelihood = fixed.log_likelihood;
    return result;
}

Outcome<CumulativeLinkMixed> with_persons(const detail::OrdinalModel& model, const detail::Maximum& maximum,
                                          double level) {
    const auto found = detail::coefficients(maximum.parameters, maximum.at.hessian, level);
    if (!found) return Reason::not_converged;
    CumulativeLinkMixed result;
    result.n = model.data.answers.size();
    const auto first_slope = found->begin() + model.n_thresholds();
    result.thresholds.assign(found->begin(), first_slope);
    result.slopes.assign(first_slope, found->end() - 1);
    result.sd = std::exp(found->back().estimate);
    result.variance = result.sd * result.sd;
    result.log_likelihood = maximum.at.value;
    return result;
}

}  // namespace

Outcome<CumulativeLinkMixed> cumulative_link_mixed(const OrdinalData& data,
                                                   std::span<const std::uint32_t> persons,
                                                   const PersonIntegral& integral) {
    require(persons.size() == data.answers.size(), "persons and answers differ in length");
    require(integral.nodes >= 1 && integral.nodes <= exact_nodes, "an integral has 1 to 101 nodes");
    const auto fixed = cumulative_link(data, integral.level);
    if (!fixed) return fixed.reason();
    const auto rows = rows_of_persons(persons);
    if (rows.size() == data.answers.size()) return Reason::too_few;

    const detail::OrdinalModel model{.data = data, .mixed = true};
    const Marginal exact(model, rows, exact_nodes);
    auto maximum = detail::newton([&](const VectorXd& at) { return exact.derivatives(at); },
                                  with_log_sd(*fixed, 0), leaves);
    const bool at_zero = falls_at_zero(model, rows, with_log_sd(*fixed, 0));
    if (at_zero && (!maximum || maximum->at.value < fixed->log_likelihood))
        return without_persons(*fixed, rows.size());
    if (maximum && integral.nodes < exact_nodes)
        maximum = refined(Marginal(model, rows, integral.nodes), *maximum);
    if (!maximum) return Reason::not_converged;
    auto result = with_persons(model, *maximum, integral.level);
    if (result) result.value().n_persons = rows.size();
    return result;
}

}  // namespace outcomes::stats
