#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::stats {

/// What several sites or studies found about the same thing, all in one unit.
struct StudyResults {
    std::span<const double> estimates;  ///< one a site
    std::span<const double> variances;  ///< their squared standard errors, above 0
};

/// How the variance between sites, tau^2, is estimated. A figure below 0 becomes 0. With w = 1/v, W = sum(w),
/// m the mean weighted by w and Q = sum(w (y - m)^2):
enum class Tau2Method {
    common_effect,          ///< tau^2 = 0: all sites have one effect (the fixed-effect model)
    dersimonian_laird,      ///< (Q - (k-1)) / (W - sum(w^2)/W); 1986, Controlled Clinical Trials 7:177
    restricted_likelihood,  ///< REML: largest restricted likelihood; Viechtbauer 2005, J Educ Behav Stat
                            ///< 30:261
    paule_mandel,           ///< Q with w = 1/(v + tau^2) is k - 1; 1982, J Res Natl Bur Stand 87:377
    maximum_likelihood,     ///< ML: largest likelihood; too small on average
    hedges,                 ///< variance of y - mean of v; Hedges & Olkin 1985, Statistical Methods, ch. 9
    sidik_jonkman,          ///< s Q/(k-1), s = sum((y - mean)^2)/k, w = 1/(v + s); 2005, Appl Stat 54:367
    hunter_schmidt,         ///< (Q - k) / W; Schmidt & Hunter, Methods of Meta-Analysis
};

/// Inference with the spread that the sites really show (Hartung & Knapp 2001, Statistics in Medicine
/// 20:3875; Sidik & Jonkman 2002, Statistics in Medicine 21:3153).
struct HartungKnapp {
    double q_scale = 1;    ///< sum(w (y - m)^2) / (k - 1), w = 1/(v + tau^2); it multiplies the variance
    double std_error = 0;  ///< sqrt(q_scale) times the usual one
    double statistic = 0;  ///< estimate / std_error
    double df = 0;         ///< k - 1
    double p = 1;          ///< two-sided, Student's t
    Interval ci;           ///< estimate -+ t(k-1) std_error
    Interval
        ci_at_least_1;  ///< the same with q_scale at least 1, so never shorter than the usual error allows
};

/// Where the effect of one more site is expected: estimate -+ quantile sqrt(tau^2 + se^2).
struct PredictionIntervals {
    /// t(k-2); Higgins, Thompson & Spiegelhalter 2009, JRSS A 172:137, eq. 12. Empty for two sites.
    std::optional<Interval> t_k2;
    /// t(k-1) and the standard error of Hartung and Knapp. Empty if the sites do not differ at all.
    std::optional<Interval> t_k1_hartung_knapp;
    Interval normal;  ///< z; too short with few sites
};

/// One figure from several sites.
struct MetaAnalysis {
    std::size_t k = 0;                                      ///< sites
    Tau2Method method = Tau2Method::restricted_likelihood;  ///< that was asked for
    double estimate = 0;                                    ///< sum(w y) / sum(w), w = 1/(v + tau^2)
    double std_error = 0;                                   ///< 1/sqrt(sum w)
    double z = 0;                                           ///< estimate / std_error
    PValues p;                                              ///< normal; `greater`: the effect is above 0
    Interval ci;                                            ///< estimate -+ z std_error
    double tau2 = 0;                ///< variance between sites; 0 for the common effect
    std::optional<double> tau2_se;  ///< its standard error; empty for the common effect
    double i2 = 0;  ///< part of the variance that lies between sites, 0 to 1 (Higgins & Thompson 2002,
                    ///< Statistics in Medicine 21:1539): tau^2/(tau^2 + s^2), s^2 = (k-1)/(W - sum(w^2)/W)
                    ///< with w = 1/v; for the common effect (Q - (k-1))/Q, at least 0
    double h2 = 1;  ///< tau^2/s^2 + 1; for the common effect Q/(k-1)
    std::optional<double> log_likelihood;           ///< at the solution; ML and REML only
    std::vector<double> weights;                    ///< share of each site in the estimate; sum 1
    std::optional<HartungKnapp> hartung_knapp;      ///< empty for the common effect, or if q_scale is 0
    std::optional<PredictionIntervals> prediction;  ///< empty for the common effect
};

/// Pools the results of k >= 2 sites. REML and ML are solved for the root of their score to the last bits,
/// and where the likelihood has several peaks the highest is taken.
///
/// @param studies  results of the sites
/// @param method   of tau^2
/// @param level    of all intervals, in (0, 1)
/// @return Reason::too_few for fewer than 2 sites
/// @throws base::ContractError  unequal lengths, a variance not above 0, a value that is not finite, level
/// outside (0, 1)
/// Cost O(k); REML and ML about 300 passes.
[[nodiscard]] base::Outcome<MetaAnalysis> meta_analysis(const StudyResults& studies, Tau2Method method,
                                                        double level = 0.95);

/// Cochran's test of "all sites have one effect".
struct HeterogeneityTest {
    double q = 0;   ///< sum(w (y - m)^2), w = 1/v
    double df = 0;  ///< k - 1
    double p = 1;   ///< P(chi-squared(df) > q)
};

/// Cochran's Q (Cochran 1954, Biometrics 10:101). It has little power with few sites.
/// @param studies  results of the sites
/// @return Reason::too_few for fewer than 2 sites
/// @throws base::ContractError  as above
[[nodiscard]] base::Outcome<HeterogeneityTest> heterogeneity_test(const StudyResults& studies);

/// Interval for tau^2 by turning Q round: the values for which Q with w = 1/(v + tau^2) lies between the tail
/// quantiles of chi-squared(k-1) (Viechtbauer 2007, Statistics in Medicine 26:37). A limit below 0 is 0; if
/// both are, the sites differ by less than chance would, no value fits, and the interval is 0 to 0.
/// @param studies  results of the sites
/// @param level    of the interval, in (0, 1)
/// @return Reason::too_few for fewer than 2 sites, no_variation if all sites found the same number
/// @throws base::ContractError  as above
[[nodiscard]] base::Outcome<Interval> tau2_q_profile(const StudyResults& studies, double level = 0.95);

/// Whether small sites found something else than large ones.
struct EggerTest {
    double slope = 0;      ///< change of the estimate a unit of standard error
    double std_error = 0;  ///< of the slope
    double statistic = 0;  ///< slope / std_error
    double df = 0;         ///< k - 2
    double p = 1;          ///< two-sided, Student's t
    double limit = 0;      ///< estimate for a site whose standard error is 0
    double limit_se = 0;   ///< its standard error
    Interval limit_ci;     ///< limit -+ t(k-2) limit_se
};

/// Egger's test for asymmetry of the funnel: weighted regression of y on its standard error with weights 1/v
/// and an estimated residual variance (Egger, Davey Smith, Schneider & Minder 1997, BMJ 315:629; as a
/// regression of y: Sterne & Egger 2005, Publication Bias in Meta-Analysis, ch. 6). Asymmetry has other
/// causes than unpublished studies, and for standardised differences standard error and effect are tied by
/// formula.
/// @param studies  results of the sites
/// @param level    of the interval of the limit, in (0, 1)
/// @return Reason::too_few for fewer than 3 sites, no_variation if all have one standard error or all lie on
/// one line
/// @throws base::ContractError  as above
[[nodiscard]] base::Outcome<EggerTest> egger_test(const StudyResults& studies, double level = 0.95);

}  // namespace outcomes::stats
