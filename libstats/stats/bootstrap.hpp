#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace outcomes::stats {

/// Acceleration of the BCa interval of a mean, from the jackknife:
///
///     a = sum (x_i - mean)^3 / (6 (sum (x_i - mean)^2)^(3/2))
///
/// (Efron 1987, JASA 82:171, section 7). It has no unit, grows with the skewness, and is 0 for two values.
/// The deviations n x_i - sum are exact integers, so symmetric values give exactly 0 however far from 0 they
/// lie.
///
/// @param values  one sample, for example the differences repeat - baseline
/// @return Reason::too_few (fewer than 2 values) or Reason::no_variation (all alike)
/// @throws base::ContractError  a denominator below 1, a value beyond 2^60
/// Cost: O(n).
[[nodiscard]] base::Outcome<double> mean_acceleration(GridView values);

/// The same for doubles, about a compensated mean.
/// @param values  one sample
/// @return Reason::too_few (fewer than 2 values) or Reason::no_variation (all alike)
/// @throws base::ContractError  a value that is not finite or beyond 1e150
[[nodiscard]] base::Outcome<double> mean_acceleration(std::span<const double> values);

/// What a statistic says about one sample.
struct BootstrapValue {
    double estimate = 0;                   ///< in any unit
    std::optional<double> std_error = {};  ///< of `estimate`, from the same sample; only the studentised
                                           ///< interval needs it
};

/// People of a sample by number, 0 .. n - 1; a resample holds some of them repeatedly.
using Resample = std::span<const std::uint32_t>;

/// Any estimate, as a function of the people in the sample. Called from several threads at once; must depend
/// on its argument only. Where a resample has no estimate, it returns the reason.
using Statistic = std::function<base::Outcome<BootstrapValue>(Resample people)>;

/// Mean and spread of a sample, all that some statistics need.
struct SampleMoments {
    double n = 0;         ///< number of values, at least 1
    double mean = 0;      ///< in units of the scores
    double variance = 0;  ///< divisor n - 1; exactly 0 if all values are the same or n = 1
};

/// An estimate that depends on the mean and the variance only. Called from several threads at once.
using MomentStatistic = std::function<base::Outcome<BootstrapValue>(const SampleMoments& sample)>;

/// How to resample.
struct BootstrapOptions {
    double level = 0.95;           ///< of every interval
    std::size_t resamples = 9999;  ///< B, at least 2 / (1 - level) - 1
    std::uint64_t seed = 1;        ///< the same seed gives the same limits, on any number of threads
    std::size_t n_threads = 1;     ///< changes the time only
    std::optional<double> acceleration =
        {};  ///< of the BCa interval; empty: from the jackknife, n more calls
};

/// An estimate with its bootstrap intervals.
struct Bootstrap {
    double estimate = 0;          ///< of the sample itself
    double bias = 0;              ///< mean of the resamples' estimates - estimate
    double std_error = 0;         ///< their standard deviation, divisor B - 1
    std::size_t resamples = 0;    ///< B, those without an estimate included
    std::size_t n_undefined = 0;  ///< resamples without an estimate; they are left out

    Interval percentile;  ///< between the quantiles of the resamples' estimates
    Interval basic;       ///< 2 estimate - those quantiles

    double below = 0.5;  ///< share of the resamples below the estimate, those equal to it counted half
    base::Outcome<double> acceleration = base::Reason::not_applicable;   ///< a, used by `bca`
    base::Outcome<Interval> bca = base::Reason::not_applicable;          ///< bias-corrected and accelerated
    base::Outcome<Interval> studentised = base::Reason::not_applicable;  ///< bootstrap t
};

/// Bootstrap intervals of any estimate: n people are drawn with replacement from the n people of the sample,
/// B times, and the estimate is computed for each resample (Efron & Tibshirani 1993, An Introduction to the
/// Bootstrap, ch. 12 to 14; Davison & Hinkley 1997, Bootstrap Methods and their Application, ch. 5).
///
/// With t the estimate, t* those of the resamples, q(p) their quantile, e = (1 - level) / 2:
///
///     percentile   q(e) to q(1 - e)
///     basic        2 t - q(1 - e) to 2 t - q(e)
///     BCa          q(P(e)) to q(P(1 - e)),  P(p) = Phi(z0 + (z0 + z_p) / (1 - a (z0 + z_p)))
///     studentised  t - s u(1 - e) to t - s u(e),  u the quantiles of (t* - t) / s*
///
/// q(p) is the p (B + 1)-th smallest, between two of them by interpolation. z0 is the normal quantile of the
/// share of t* below t; ties count half, because estimates from coarse scales repeat (t* within 1e-10
/// standard errors of t count as equal). a is from the jackknife: with l_j the mean of the estimates that
/// leave one person out minus the one without j, a = sum l^3 / (6 (sum l^2)^(3/2)); if leaving
/// out any one person changes nothing (a median of ties), a = 0. A P that lies beyond all
/// B resamples makes the interval Reason::level_unreachable, not a shorter one. More than 1 % of resamples
/// without an estimate (or, for the studentised interval, without a standard error above 0):
/// Reason::level_unreachable.
///
/// To respect households, let a "person" be a household and give the statistic all of its members.
///
/// @param statistic  the estimate
/// @param n          people in the sample
/// @param options    level, number of resamples, seed
/// @return Reason::too_few (n < 2), Reason::no_variation (every resample gives the same),
/// Reason::level_unreachable
///         (too many resamples without an estimate), or the statistic's reason for the sample itself
/// @throws base::ContractError  level outside (0, 1), fewer resamples than the level needs, n >= 2^32, an
///                              estimate that is not finite
/// Cost: B + n calls of the statistic and B n random numbers of some 2 ns each.
[[nodiscard]] base::Outcome<Bootstrap> bootstrap(const Statistic& statistic, std::size_t n,
                                                 const BootstrapOptions& options = {});

/// The same for several independent samples, each resampled on its own: a comparison group, two waves of
/// different people, strata. People are numbered through, group after group. The acceleration is
///
///     a = sum_g sum_j l_gj^3 / n_g^3  /  (6 (sum_g sum_j l_gj^2 / n_g^2)^(3/2))
///
/// with l_gj = (n_g - 1) times the distance of the estimate without j of group g from the mean of those of
/// the group (Davison & Hinkley 1997, section 5.3); for one group it is that of bootstrap().
///
/// @param statistic    the estimate, of the people of all groups
/// @param group_sizes  at least one, each at least 2 (else Reason::too_few)
/// @param options      level, number of resamples, seed
/// @return as bootstrap()
/// @throws base::ContractError  as bootstrap(), no groups
[[nodiscard]] base::Outcome<Bootstrap> bootstrap_groups(const Statistic& statistic,
                                                        std::span<const std::size_t> group_sizes,
                                                        const BootstrapOptions& options = {});

/// Bootstrap intervals of an estimate that depends on the mean and the variance of one sample only, for
/// example the mean, the standard deviation or d_z of the changes. Sums and sums of squares of the resamples
/// are exact integers as far as 64 bits reach, and the jackknife costs O(n).
///
/// @param values     one sample, for example the differences repeat - baseline
/// @param statistic  the estimate
/// @param options    level, number of resamples, seed
/// @return as bootstrap()
/// @throws base::ContractError  as bootstrap(), a denominator below 1, a value beyond 2^60
/// Cost: B n random numbers of some 2 ns each: 13 ms for B = 10,000 and n = 400.
[[nodiscard]] base::Outcome<Bootstrap> bootstrap_moments(GridView values, const MomentStatistic& statistic,
                                                         const BootstrapOptions& options = {});

/// bootstrap_moments() of the mean, with sqrt(variance / n) as its standard error.
/// @param values   one sample, for example the differences repeat - baseline
/// @param options  level, number of resamples, seed
/// @return as bootstrap()
/// @throws base::ContractError  as bootstrap_moments()
[[nodiscard]] base::Outcome<Bootstrap> bootstrap_mean(GridView values, const BootstrapOptions& options = {});

}  // namespace outcomes::stats
