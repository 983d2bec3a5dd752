#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/t_test.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::stats {

/// One set of groups whose totals the weights were made to reproduce. Made by post_stratified() and raked().
struct AdjustedMargin {
    std::vector<std::uint32_t> group;      ///< of each row
    std::vector<double> weights;           ///< of each row after the adjustment
    std::vector<double> averaging_weight;  ///< of each row, for the group means that are taken out
};

/// Margins whose group means are taken out of the linearised values in turn, `cycles` times over.
struct Adjustment {
    std::vector<AdjustedMargin> margins;  ///< one for post-stratification, two or more for raking
    int cycles = 1;                       ///< at least 1
};

/// People drawn from a population by a stratified or clustered design with one stage. Row i is one person.
struct SurveySample {
    std::vector<double> weights;          ///< 0 or more: how many people of the population one row stands for
    std::vector<std::uint32_t> strata;    ///< empty: one stratum
    std::vector<std::uint32_t> clusters;  ///< what was drawn (class, household); empty: every row on its own.
                                          ///< The same number in two strata is two clusters
    std::vector<double> population;       ///< how many clusters (rows, if there are none) the row's stratum
                                          ///< has in the population; empty: as if drawn with replacement
    std::vector<Adjustment> adjustments;  ///< in the order in which they were made; empty for a raw design
};

/// Some of the rows: 1 takes part, 0 does not. Empty: all rows. Rows outside still count as drawn, so their
/// clusters and strata keep their part in the variance; this is also how blanks are left out.
using Domain = std::span<const std::uint8_t>;

/// An estimate for the population with its standard error by Taylor linearisation.
struct SurveyEstimate {
    std::size_t n = 0;           ///< rows of weight above 0 in the domain
    double estimate = 0;         ///< in the units of the values
    double std_error = 0;        ///< 0 if all values are the same
    double df = 0;               ///< clusters - strata, whole sample
    std::optional<Interval> ci;  ///< estimate -+ t(df) std_error; empty if df is 0
    Interval ci_normal;          ///< estimate -+ z std_error
};

/// A weighted mean with spread and design effect.
struct SurveyMean {
    SurveyEstimate mean;         ///< in the units of the values
    std::optional<double> sd;    ///< of the values in the population; empty for one row
    std::optional<double> deff;  ///< design effect; empty if the values do not vary or n is the population
};

/// A weighted share.
struct SurveyProportion {
    SurveyEstimate share;              ///< a fraction
    std::optional<Interval> ci_logit;  ///< within (0, 1); empty for a share of 0 or 1, or df 0
};

// Everything below linearises: the estimate is written as a sum over rows of u_i, and with the n_h clusters
// of stratum h, totals U_hj of u over a cluster and N_h clusters in the population
//
//     variance = sum_h (1 - n_h/N_h) n_h/(n_h - 1) sum_j (U_hj - mean_h U)^2
//
// (Woodruff 1971, JASA 66:411; Binder 1983, International Statistical Review 51:279). Clusters are taken as
// the only stage. Degrees of freedom: clusters - strata, rows of weight 0 not counted. After
// post_stratified() or raked() the group means of u/w are taken out of u first.
//
// All of them return Reason::no_answers for a domain without weight, Reason::too_few_clusters if a stratum
// has one cluster (unless it was drawn whole), and throw base::ContractError for unequal lengths, a value
// that is not finite, a weight below 0, a population smaller than its sample or not the same all over a
// stratum, or a level outside (0, 1). Values outside the domain are not read. Cost O(n log n).

/// Weighted mean sum(w x) / sum(w), u_i = w_i (x_i - mean) / sum(w) in the domain. The SD is
/// sqrt(n/(n-1) sum(w (x - mean)^2) / sum(w)). The design effect compares with a simple random sample of n
/// without replacement, (1 - n/N) sd^2 / n, N = sum(w), whether or not the design has a finite population
/// (Kish 1965, Survey Sampling, section 8.2; Lumley 2010, Complex Surveys, section 2.4).
///
/// For the change of linked people give repeat - baseline as the values.
///
/// @param sample  weights and design
/// @param values  one a row
/// @param level   of the intervals, in (0, 1)
/// @param domain  rows that take part
[[nodiscard]] base::Outcome<SurveyMean> survey_mean(const SurveySample& sample,
                                                    std::span<const double> values, double level = 0.95,
                                                    Domain domain = {});

/// Total of the population, sum(w x), u_i = w_i x_i in the domain.
/// @param sample  weights and design
/// @param values  one a row
/// @param level   of the intervals, in (0, 1)
/// @param domain  rows that take part
[[nodiscard]] base::Outcome<SurveyEstimate> survey_total(const SurveySample& sample,
                                                         std::span<const double> values, double level = 0.95,
                                                         Domain domain = {});

/// Ratio of two totals, R = sum(w y) / sum(w x), u_i = w_i (y_i - R x_i) / sum(w x).
/// @param sample  weights and design
/// @param numerator    y, one a row
/// @param denominator  x, one a row
/// @param level   of the intervals, in (0, 1)
/// @param domain  rows that take part
/// @return also Reason::not_applicable if sum(w x) is 0
[[nodiscard]] base::Outcome<SurveyEstimate> survey_ratio(const SurveySample& sample,
                                                         std::span<const double> numerator,
                                                         std::span<const double> denominator,
                                                         double level = 0.95, Domain domain = {});

/// Weighted share of the rows with `yes` 1. Its interval is symmetric on the logit scale: logit(p) -+ t(df)
/// se / (p (1 - p)), turned back (Korn & Graubard 1999, Analysis of Health Surveys, section 3.2).
/// @param sample  weights and design
/// @param yes     0 or 1 a row
/// @param level   of the intervals, in (0, 1)
/// @param domain  rows that take part
[[nodiscard]] base::Outcome<SurveyProportion> survey_proportion(const SurveySample& sample,
                                                                std::span<const std::uint8_t> yes,
                                                                double level = 0.95, Domain domain = {});

/// Mean in `second` - mean in `first`, two domains of one sample: groups, or the waves of a panel stacked
/// with the person as cluster. Their covariance is counted.
/// @param sample  weights and design
/// @param values  one a row
/// @param first   rows to start from
/// @param second  rows to compare with them
/// @param level   of the intervals, in (0, 1)
[[nodiscard]] base::Outcome<SurveyEstimate> survey_difference(const SurveySample& sample,
                                                              std::span<const double> values, Domain first,
                                                              Domain second, double level = 0.95);

/// t test of "no change" of linked people: survey_mean of the changes over its standard error, with one
/// degree of freedom fewer than the design has (the convention of svyttest, R package survey). Its interval
/// has the same degrees of freedom, so it is a little wider than that of survey_mean.
/// @param sample  weights and design
/// @param changes  repeat - baseline, one a row
/// @param level   of the intervals, in (0, 1)
/// @param domain  rows that take part
/// @return also Reason::no_variation if the standard error is 0, Reason::too_few if the design has one degree
/// of freedom
[[nodiscard]] base::Outcome<TTest> survey_paired_t(const SurveySample& sample,
                                                   std::span<const double> changes, double level = 0.95,
                                                   Domain domain = {});

/// Clusters - strata, rows of weight 0 not counted.
/// @param sample  weights and design
/// @throws base::ContractError  as above
[[nodiscard]] double survey_df(const SurveySample& sample);

/// The variance above for any estimate, from its linearised values.
/// @param sample  weights and design
/// @param linearized  u_i of each row, the weight in it
[[nodiscard]] base::Outcome<double> linearized_variance(const SurveySample& sample,
                                                        std::span<const double> linearized);

}  // namespace outcomes::stats
