#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/linear_model.hpp"
#include "libstats/stats/t_test.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::stats {

/// What is maximised.
enum class MixedCriterion {
    reml,  ///< restricted likelihood: variances without the bias of estimating the fixed effects
    ml,    ///< likelihood: for comparing models with different fixed effects
};

/// Rows of people who may have any number of them. What a person did not answer is left out row by row.
struct MixedRows {
    const Design& fixed;                    ///< columns of the fixed effects
    std::span<const double> y;              ///< the value of each row
    std::span<const std::uint32_t> people;  ///< the person of each row, any numbers
    std::span<const double> slope = {};     ///< a random slope for this covariate (time); empty: none
};

/// How sure the estimated variances leave us of the variance of a fixed effect: its gradient for the
/// parameters of the variances, and the covariance of their estimates.
struct VarianceUncertainty {
    std::vector<SquareMatrix> gradients;  ///< of the covariance of the fixed effects, one a parameter
    SquareMatrix parameters;              ///< covariance of the parameters' estimates
};

/// A Gaussian linear mixed model y = X b + u_i + v_i slope + e, with u_i and v_i of one person normal and
/// correlated, e independent.
struct MixedModel {
    MixedCriterion criterion = MixedCriterion::reml;  ///< that was maximised
    std::size_t n_rows = 0;                           ///< of the data
    std::size_t n_people = 0;                         ///< with rows
    std::vector<TTest> fixed;                         ///< "b_j = 0" with Satterthwaite's degrees of freedom
    std::vector<TTest> kenward_roger;  ///< the same with Kenward and Roger's error and degrees of freedom;
                                       ///< empty for ML
    double intercept_variance = 0;     ///< of u
    double residual_variance = 0;      ///< of e
    std::optional<double> slope_variance;  ///< of v; only in a model with slopes, as the next two
    std::optional<double> covariance;      ///< of u and v
    std::optional<double> correlation;     ///< of u and v; none if one of the variances is 0
    bool singular = false;      ///< a variance is 0, or a correlation 1 or -1: the data do not show as many
                                ///< differences between people as the model allows for
    double log_likelihood = 0;  ///< ln of the likelihood that was maximised
    double deviance = 0;        ///< -2 log_likelihood, for REML the "REML criterion"
    std::size_t n_parameters = 0;       ///< fixed effects and variances
    double aic = 0;                     ///< deviance + 2 n_parameters
    double bic = 0;                     ///< deviance + ln(n_rows) n_parameters
    SquareMatrix fixed_covariance;      ///< (X'V^-1 X)^-1
    SquareMatrix adjusted_covariance;   ///< Kenward and Roger's; empty for ML
    VarianceUncertainty satterthwaite;  ///< from the observed information
    VarianceUncertainty expected;       ///< from the expected information, for Kenward and Roger; empty
                                        ///< for ML
};

/// Fits a mixed model with a random intercept, or intercept and slope, for each person (Laird & Ware 1982,
/// Biometrics 38:963; REML: Patterson & Thompson 1971, Biometrika 58:545). The likelihood is maximised over
/// the Cholesky factor of the relative covariance of the random effects, so variances cannot be negative, by
/// Newton's method with exact first and second derivatives from several starts; parameters are good to about
/// 1e-9 relative. People with the same occasions enter through one set of sums of products.
///
/// Satterthwaite: df = 2 (l'C l)^2 / (g'A g), C the covariance of the fixed effects, g the gradient of l'C l
/// and A twice the inverse of the Hessian of the deviance at the optimum, directions without curvature left
/// out (Giesbrecht & Burns 1985, Biometrics 41:477; Kuznetsova, Brockhoff & Christensen 2017, Journal of
/// Statistical Software 82(13)). Kenward & Roger (1997, Biometrics 53:983): the covariance adjusted for the
/// estimation of the variances, and df from the expected information. In balanced data both give the exact
/// degrees of freedom of the analysis of variance.
///
/// @param rows  the data and the columns of the model
/// @param criterion  what is maximised
/// @param level  of the intervals of the fixed effects
/// @return Reason::too_few for fewer than two people, no more rows than columns of X, or no more rows than
/// random effects; Reason::no_variation if a column of X follows from the others, `slope` does not vary, or
/// the random effects leave no residuals; Reason::not_converged
/// @throws base::ContractError  lengths that differ, a number that is not finite or beyond 1e150, level
/// outside (0, 1)
/// Cost O(rows columns^2) + a few tens of steps of O(patterns columns^2), patterns the different
/// sets of occasions that people answered on (for a random intercept alone: their numbers).
[[nodiscard]] base::Outcome<MixedModel> mixed_model(const MixedRows& rows,
                                                    MixedCriterion criterion = MixedCriterion::reml,
                                                    double level = 0.95);

/// F test of several fixed effects together with Satterthwaite's degrees of freedom: the quadratic form is
/// split into its independent t statistics, and df2 = 2 E / (E - q) with E the sum of nu / (nu - 2) over
/// their degrees of freedom nu (Fai & Cornelius 1996, Journal of Statistical Computation and Simulation
/// 54:363); df2 is 2 if a nu is at most 2, and nu if all are equal.
///
/// @param model  as fitted
/// @param term  the columns of the term, each once
/// @return Reason::no_variation if the covariance of the term is singular
/// @throws base::ContractError  an empty term, or a column that is not there or twice
[[nodiscard]] base::Outcome<FTest> mixed_term_test(const MixedModel& model,
                                                   std::span<const std::size_t> term);

/// The same after Kenward and Roger: the statistic is scaled, and its degrees of freedom matched, to the
/// first two moments of F (Kenward & Roger 1997, section 4).
///
/// @return also Reason::not_applicable for a model fitted by ML
/// @param model  as fitted, by REML
/// @param term  the columns of the term, each once
[[nodiscard]] base::Outcome<FTest> kenward_roger_term_test(const MixedModel& model,
                                                           std::span<const std::size_t> term);

}  // namespace outcomes::stats
