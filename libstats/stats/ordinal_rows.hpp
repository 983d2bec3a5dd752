#pragma once

#include "libstats/stats/cumulative_link.hpp"

#include <Eigen/Core>

#include <optional>

/// The parts that both cumulative link models share. Not for callers.
namespace outcomes::stats::detail {

/// Value and derivatives of a log likelihood.
struct Derivatives {
    double value = 0;          ///< -infinity where the parameters are not allowed
    Eigen::VectorXd gradient;  ///< first derivatives
    Eigen::MatrixXd hessian;   ///< second derivatives, both triangles
};

/// Parameters: thresholds, slopes, and for the mixed model ln(sd).
struct OrdinalModel {
    const OrdinalData& data;  ///< answers and predictors
    bool mixed = false;       ///< whether the last parameter is ln(sd)

    /// Thresholds.
    [[nodiscard]] Eigen::Index n_thresholds() const {
        return static_cast<Eigen::Index>(data.n_categories) - 1;
    }
    /// All parameters.
    [[nodiscard]] Eigen::Index size() const {
        return n_thresholds() + static_cast<Eigen::Index>(data.n_predictors) + (mixed ? 1 : 0);
    }
    /// Whether the thresholds ascend.
    /// @param parameters  thresholds, slopes, and in the mixed model ln(sd)
    [[nodiscard]] bool allows(const Eigen::VectorXd& parameters) const;
    /// sum(slope x) of a row.
    /// @param parameters  thresholds, slopes, and in the mixed model ln(sd)
    /// @param row         of the data, from 0
    [[nodiscard]] double linear(const Eigen::VectorXd& parameters, std::size_t row) const;
    /// ln P(answer of the row) if sum(slope x) + person effect is `eta`, with its first two derivatives by
    /// eta.
    struct Term {
        double log_p = 0;  ///< ln P
        double slope = 0;  ///< first derivative
        double bend = 0;   ///< second derivative, below 0
    };
    /// @copybrief Term
    /// @param parameters  thresholds, slopes, and in the mixed model ln(sd)
    /// @param row         of the data, from 0
    /// @param eta         on the logit scale
    [[nodiscard]] Term term(const Eigen::VectorXd& parameters, std::size_t row, double eta) const;
    /// Adds the row's part to gradient and Hessian; `u` is the effect of the person.
    /// @param parameters  thresholds, slopes, and in the mixed model ln(sd)
    /// @param row         of the data, from 0
    /// @param u           on the logit scale
    /// @param into        what the part is added to
    void add(const Eigen::VectorXd& parameters, std::size_t row, double u, Derivatives& into) const;
    /// Logits of the shares, slopes 0, sd 1.
    [[nodiscard]] Eigen::VectorXd start() const;
};

/// Throws for a caller's mistake; a reason if the data cannot carry the model.
/// @param data  answers and predictors
[[nodiscard]] std::optional<base::Reason> check_ordinal(const OrdinalData& data);

/// A maximum found by Newton's method.
struct Maximum {
    Eigen::VectorXd parameters;  ///< where
    Derivatives at;              ///< the log likelihood there
    int iterations = 0;          ///< steps
};

/// Solves (-hessian + ridge) step = gradient with the smallest ridge that makes it positive definite.
struct NewtonStep {
    Eigen::VectorXd step;  ///< to add to the parameters
    bool pure = false;     ///< no ridge was needed
};
/// @copybrief NewtonStep
/// @param at  derivatives where the step starts
[[nodiscard]] NewtonStep newton_step(const Derivatives& at);

/// Coefficients with standard errors from the inverse of -hessian. Nothing if it has none.
/// @param parameters  estimates on the logit scale
/// @param hessian     of the log likelihood there
/// @param level       of the intervals, 0 < level < 1
[[nodiscard]] std::optional<std::vector<Coefficient>> coefficients(const Eigen::VectorXd& parameters,
                                                                   const Eigen::MatrixXd& hessian,
                                                                   double level);

/// Newton's method with halved steps, and a ridge where the function is not concave. Nothing if it does not
/// settle within 100 steps, or where `leaves(parameters)` says that the parameters run away.
/// @param function  its Derivatives at given parameters
/// @param start     parameters to start from
/// @param leaves    whether given parameters have run away
template <class Function, class Leaves>
[[nodiscard]] std::optional<Maximum> newton(const Function& function, const Eigen::VectorXd& start,
                                            const Leaves& leaves) {
    Maximum maximum{.parameters = start, .at = function(start)};
    while (maximum.iterations < 100 && !leaves(maximum.parameters)) {
        ++maximum.iterations;
        const auto [step, pure] = newton_step(maximum.at);
        const double size = (step.array() / (1 + maximum.parameters.array().abs())).abs().maxCoeff();
        if (!(size < 1e6)) return std::nullopt;
        double part = 1;
        Derivatives next = function(maximum.parameters + step);
        // At the top a step may lose a little to rounding.
        const double allowed = 1e-12 * (1 + std::abs(maximum.at.value));
        while (!(next.value >= maximum.at.value - allowed)) {
            part /= 2;
            if (part < 1e-10) return std::nullopt;
            next = function(maximum.parameters + part * step);
        }
        maximum.parameters += part * step;
        maximum.at = std::move(next);
        if (pure && part == 1 && size < 1e-10) return maximum;
    }
    return std::nullopt;
}

}  // namespace outcomes::stats::detail
