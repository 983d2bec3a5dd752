#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>

namespace outcomes::stats {

/// Standardised mean change of n linked pairs: the mean change m over a standard deviation, and there are
/// several of those. With s1, s2 the standard deviations of the waves, s the one of the differences and r the
/// correlation:
///
///     d_baseline   m / s1                            in spreads of people before; what most readers expect
///     d_av_rms     m / sqrt((s1^2 + s2^2) / 2)       in spreads of people, both waves
///     d_av_mean    m / ((s1 + s2) / 2)               the same, of the other average
///     d_z          m / s                             in spreads of change; grows with r, for planning only
///     d_rm         d_z sqrt(2 (1 - r))               d_z brought back to spreads of people
///
/// They can differ by a factor of two on the same data, so none is ever printed as just "d". d > 0 means the
/// repeat is higher. g = J d, with Hedges' exact J on n - 1 degrees of freedom, corrects the bias of small
/// samples; its limits are those of d times J.
///
/// All functions: Reason::too_few with fewer than 3 pairs where nothing else is said; Reason::no_variation if
/// the standard deviation asked for is 0; base::ContractError for a level outside (0, 1).
struct StandardizedChange {
    double d = 0;   ///< mean change over the standard deviation
    double g = 0;   ///< J d
    Interval d_ci;  ///< of d
    Interval g_ci;  ///< J times d_ci
};

/// The five ratios alone, without correction and interval.
struct ChangeRatios {
    base::Outcome<double> d_z = base::Reason::no_variation;         ///< over the SD of the changes
    base::Outcome<double> d_rm = base::Reason::no_variation;        ///< d_z sqrt(2 (1 - r))
    base::Outcome<double> d_av_rms = base::Reason::no_variation;    ///< over the root mean square of both SDs
    base::Outcome<double> d_av_mean = base::Reason::no_variation;   ///< over the mean of both SDs
    base::Outcome<double> d_baseline = base::Reason::no_variation;  ///< over the SD of the baseline
};

/// All five; each has its own reason where its standard deviation is 0.
/// @param pairs  moments of the two waves
/// @return Reason::too_few with fewer than 2 pairs
[[nodiscard]] base::Outcome<ChangeRatios> change_ratios(const PairedMoments& pairs);

/// Interval by the noncentral t distribution: exact for normal differences.
/// @param pairs  moments of the two waves
/// @param level  of the interval
[[nodiscard]] base::Outcome<StandardizedChange> d_z(const PairedMoments& pairs, double level = 0.95);

/// Limits of d_z times sqrt(2 (1 - r)), r taken as known. no_variation also if a wave does not vary.
/// @param pairs  moments of the two waves
/// @param level  of the interval
[[nodiscard]] base::Outcome<StandardizedChange> d_rm(const PairedMoments& pairs, double level = 0.95);

/// Interval with the delta method for dependent standard deviations, for unequal variances:
///
///     var(d) = d^2 (s1^4 + s2^4 + 2 r^2 s1^2 s2^2) / (8 (n - 1) sd^4) + s^2 / ((n - 1) sd^2)
///
/// with sd^2 = (s1^2 + s2^2) / 2   (Bonett 2008, Psychological Methods 13:99, eq. 12), d -+ z sqrt(var(d)).
/// @param pairs  moments of the two waves
/// @param level  of the interval
[[nodiscard]] base::Outcome<StandardizedChange> d_av_rms(const PairedMoments& pairs, double level = 0.95);

/// The same construction for the mean of the two standard deviations:
/// var(d) = d^2 (s1^2 + s2^2 + 2 r^2 s1 s2) / (8 (n - 1) sd^2) + s^2 / ((n - 1) sd^2), sd = (s1 + s2) / 2.
/// @param pairs  moments of the two waves
/// @param level  of the interval
[[nodiscard]] base::Outcome<StandardizedChange> d_av_mean(const PairedMoments& pairs, double level = 0.95);

/// The baseline's standard deviation taken as a fixed yardstick: the limits are those of the mean change (in
/// scale units, by whatever method suits the design) over s1, so this interval and that one agree on whether
/// 0 is inside.
/// @param pairs        moments of the two waves
/// @param mean_change  limits of the mean change, in the units of the scores
[[nodiscard]] base::Outcome<StandardizedChange> d_baseline(const PairedMoments& pairs, Interval mean_change);
/// The same with the limits of the paired t test.
/// @param pairs  moments of the two waves
/// @param level  of the interval
[[nodiscard]] base::Outcome<StandardizedChange> d_baseline(const PairedMoments& pairs, double level = 0.95);

/// A bias-corrected estimate with a large-sample variance, and estimate -+ z sqrt(variance).
struct EstimateWithVariance {
    double estimate = 0;  ///< standardised change
    double variance = 0;  ///< of the estimate
    Interval ci;          ///< estimate -+ z sqrt(variance)
};

/// d_baseline as meta-analysts compute it, counting the error of s1 too ("SMCR"): estimate g = J m / s1,
/// variance 2 (1 - r) / n + g^2 / (2n)   (Becker 1988, British Journal of Mathematical and Statistical
/// Psychology 41:257).
/// @param pairs  moments of the two waves
/// @param level  of the interval
[[nodiscard]] base::Outcome<EstimateWithVariance> standardized_by_raw_score(const PairedMoments& pairs,
                                                                            double level = 0.95);

/// d_z as meta-analysts compute it ("SMCC"): estimate g = J d_z, variance 1 / n + g^2 / (2n)   (Gibbons,
/// Hedeker & Davis 1993, Journal of Educational Statistics 18:271).
/// @param pairs  moments of the two waves
/// @param level  of the interval
[[nodiscard]] base::Outcome<EstimateWithVariance> standardized_by_change_score(const PairedMoments& pairs,
                                                                               double level = 0.95);

/// d_z uncorrected with variance 1 / n + d_z^2 / (2n)   (Hedges & Olkin 1985). To be compared with other
/// programs.
/// @param pairs  moments of the two waves
/// @param level  of the interval
/// @return Reason::too_few with fewer than 2 pairs
[[nodiscard]] base::Outcome<EstimateWithVariance> d_z_large_sample(const PairedMoments& pairs,
                                                                   double level = 0.95);

/// The noncentralities under which T, of df degrees of freedom, falls below and above the observed t with
/// probability (1 - level) / 2 each. Divided by sqrt(n) they are the limits of d_z   (Steiger & Fouladi
/// 1997). Root finding to the last digits; low < high, both with the sign they have.
/// @param t      observed
/// @param df     degrees of freedom of t
/// @param level  of the interval
/// @return Reason::not_converged for |t| > 1e8
/// @throws base::ContractError  t not finite, df not positive, level outside (0, 1)
[[nodiscard]] base::Outcome<Interval> noncentrality_interval(double t, double df, double level = 0.95);

/// What d_z means if changes are normal.
struct NormalChange {
    double share_rising =
        0.5;  ///< Phi(d_z): probability that a person rises ("common language"; Cohen's U3 of the change)
    double r_from_t = 0;  ///< t / sqrt(t^2 + n - 1), in (-1, 1)
};

/// Both figures, from d_z without correction.
/// @param pairs  moments of the two waves
/// @return Reason::too_few with fewer than 2 pairs
[[nodiscard]] base::Outcome<NormalChange> normal_change(const PairedMoments& pairs);

/// Approximations of J that other programs use: 1 - 3 / (4 df - 1), and the one of Lakens' (2013) spreadsheet
/// for d_av and d_rm, 1 - 3 / (8n - 9), which counts each pair twice. To be compared with published values
/// only.
/// @param df  degrees of freedom, above 1
/// @throws base::ContractError  df not above 1
[[nodiscard]] double hedges_j_approximate(double df);
/// The same of the spreadsheet.
/// @param n_pairs  at least 3
/// @throws base::ContractError  fewer than 3 pairs
[[nodiscard]] double hedges_j_lakens(std::size_t n_pairs);

}  // namespace outcomes::stats
