#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"

#include <numbers>

namespace outcomes::stats {

/// How far a standardised change that is worth looking for may lie from 0: the scale r of the Cauchy prior,
/// half of which lies within -r .. r. The names are those in common use.
inline constexpr double jzs_medium_scale = std::numbers::sqrt2 / 2;
inline constexpr double jzs_wide_scale = 1;                         ///< Rouder et al. (2009)
inline constexpr double jzs_ultrawide_scale = std::numbers::sqrt2;  ///< twice the medium one

/// Evidence for a change against no change.
struct BayesFactor {
    double bf10 = 1;         ///< > 1: the data speak for a change; infinite beyond 1e308
    double log_bf10 = 0;     ///< its natural logarithm, always finite
    double statistic = 0;    ///< t
    double df = 0;           ///< its degrees of freedom
    double n_effective = 0;  ///< N: pairs, or n1 n2 / (n1 + n2)
    double prior_scale = 0;  ///< r
};

/// The default Bayes factor of a t test, two-sided, with Jeffreys' prior on the variance and a Cauchy(0, r)
/// prior on the standardised change delta (Rouder, Speckman, Sun, Morey & Iverson 2009, Psychonomic Bulletin
/// & Review 16:225, eq. 1, with a scale). With L(N) = (1 + t^2 / (df (1 + N)))^(-(df+1)/2),
///
///     BF10 = integral over g > 0 of  (1 + N g)^(-1/2) L(N g) / L(0)  r (2 pi)^(-1/2) g^(-3/2) e^(-r^2/(2g))
///
/// It says how much more probable the data are if there is some change of about the size r than if there is
/// none, and it depends on r: name it with every value.
///
/// Quadrature: the trapezoidal rule in ln g, where the integrand is analytic in a strip and dies away on both
/// sides, so that the error falls like exp(-pi^2 / step). Relative error about 1e-14 (1 + |log_bf10|).
///
/// @param t            finite
/// @param df           degrees of freedom of t, positive
/// @param n_effective  N, positive: t estimates delta sqrt(N)
/// @param prior_scale  r, positive
/// @throws base::ContractError  an argument out of these ranges
/// Cost: about 500 evaluations, more only for scales that lie orders of magnitude away from t / sqrt(N).
[[nodiscard]] BayesFactor jzs_bayes_factor(double t, double df, double n_effective,
                                           double prior_scale = jzs_medium_scale);

/// Of linked pairs: delta is the mean change over the standard deviation of the changes.
/// @param difference   moments of repeat - baseline (PairedMoments::difference)
/// @param prior_scale  r, positive
/// @return Reason::too_few for n < 2, Reason::no_variation if every difference is the same
[[nodiscard]] base::Outcome<BayesFactor> jzs_bayes_factor_paired(const Moments& difference,
                                                                 double prior_scale = jzs_medium_scale);

/// Of two independent samples with one variance: delta is the difference of the means over the common
/// standard deviation.
/// @param baseline     moments of the first sample
/// @param repeat       moments of the second one
/// @param prior_scale  r, positive
/// @return Reason::too_few for fewer than 3 values in all or an empty sample, Reason::no_variation if the
///         pooled variance is 0
[[nodiscard]] base::Outcome<BayesFactor> jzs_bayes_factor_two_sample(const Moments& baseline,
                                                                     const Moments& repeat,
                                                                     double prior_scale = jzs_medium_scale);

}  // namespace outcomes::stats
