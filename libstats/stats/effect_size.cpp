#include "libstats/stats/effect_size.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/root.hpp"

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

void require_level(double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
}

double critical_z(double level) {
    return -normal_quantile((1 - level) / 2);
}

/// What all variants start from.
struct Change {
    double n = 0;
    double df = 0;
    double mean = 0;
    double sd = 0;   ///< of the differences
    double sd1 = 0;  ///< of the baseline
    double sd2 = 0;  ///< of the repeat
    double covariance = 0;

    explicit Change(const PairedMoments& pairs)
        : n(static_cast<double>(pairs.difference.n)),
          df(n - 1),
          mean(pairs.difference.mean),
          sd(pairs.difference.sd.value_or(0)),
          sd1(pairs.baseline.sd.value_or(0)),
          sd2(pairs.repeat.sd.value_or(0)),
          covariance(pairs.covariance.value_or(0)) {}

    /// r^2 s1 s2; 0 if a wave does not vary.
    [[nodiscard]] double shared() const { return sd1 * sd2 > 0 ? covariance * covariance / (sd1 * sd2) : 0; }
};

/// Hedges' correction needs two degrees of freedom.
bool too_few(const PairedMoments& pairs) {
    return pairs.difference.n < 3;
}

Interval scaled(Interval ci, double factor) {
    return {ci.low * factor, ci.high * factor};
}

Interval around(double estimate, double half) {
    return {estimate - half, estimate + half};
}

StandardizedChange corrected(double d, Interval ci, double df) {
    const double j = hedges_j(df);
    return {d, j * d, ci, scaled(ci, j)};
}

/// d = mean / sd with an interval from the error of the mean and of `sd`, the latter as its relative
/// variance.
StandardizedChange by_delta_method(const Change& change, double sd, double relative_sd_variance,
                                   double level) {
    const double d = change.mean / sd;
    const double mean_variance = change.sd * change.sd / (change.df * sd * sd);
    return corrected(
        d, around(d, critical_z(level) * std::sqrt(d * d * relative_sd_variance + mean_variance)), change.df);
}

EstimateWithVariance with_variance(double estimate, double variance, double level) {
    return {estimate, variance, around(estimate, critical_z(level) * std::sqrt(variance))};
}

/// The noncentrality at which the upper tail beyond t holds `tail`: the lower limit.
double noncentrality_below(double t, double df, double tail) {
    const auto excess = [&](double ncp) { return noncentral_t_sf(t, df, ncp) - tail; };
    // The normal approximation, then steps that double until the tail is passed on either side.
    const double spread = std::sqrt(1 + t * t / (2 * df));
    double low = t + normal_quantile(tail) * spread, high = t;
    for (double step = spread; excess(low) > 0; step *= 2) low -= step;
    for (double step = spread; excess(high) < 0; step *= 2) high += step;
    return find_root(excess, low, high);
}

}  // namespace

Outcome<Interval> noncentrality_interval(double t, double df, double level) {
    require(std::isfinite(t), "t must be finite");
    require(df > 0, "the degrees of freedom must be positive");
    require_level(level);
    // Beyond this the noncentral distribution itself loses its digits; only rounded constant changes get
    // there.
    if (std::abs(t) > 1e8) return Reason::not_converged;
    const double tail = (1 - level) / 2;
    return Interval{noncentrality_below(t, df, tail), -noncentrality_below(-t, df, tail)};
}

Outcome<ChangeRatios> change_ratios(const PairedMoments& pairs) {
    if (pairs.difference.n < 2) return Reason::too_few;
    const Change change(pairs);
    const auto over = [&](double sd) -> Outcome<double> {
        if (sd == 0) return Reason::no_variation;
        return change.mean / sd;
    };
    ChangeRatios ratios;
    ratios.d_z = over(change.sd);
    ratios.d_av_rms = over(std::sqrt((change.sd1 * change.sd1 + change.sd2 * change.sd2) / 2));
    ratios.d_av_mean = over((change.sd1 + change.sd2) / 2);
    ratios.d_baseline = over(change.sd1);
    if (ratios.d_z && pairs.r) ratios.d_rm = *ratios.d_z * std::sqrt(2 * (1 - *pairs.r));
    return ratios;
}

Outcome<StandardizedChange> d_z(const PairedMoments& pairs, double level) {
    require_level(level);
    if (too_few(pairs)) return Reason::too_few;
    const Change change(pairs);
    if (change.sd == 0) return Reason::no_variation;
    const double d = change.mean / change.sd, root_n = std::sqrt(change.n);
    const auto noncentrality = noncentrality_interval(d * root_n, change.df, level);
    if (!noncentrality) return noncentrality.reason();
    return corrected(d, {noncentrality->low / root_n, noncentrality->high / root_n}, change.df);
}

Outcome<StandardizedChange> d_rm(const PairedMoments& pairs, double level) {
    const auto z = d_z(pairs, level);
    if (!z) return z.reason();
    if (!pairs.r) return Reason::no_variation;
    const double factor = std::sqrt(2 * (1 - *pairs.r));
    return StandardizedChange{z->d * factor, z->g * factor, scaled(z->d_ci, factor), scaled(z->g_ci, factor)};
}

Outcome<StandardizedChange> d_av_rms(const PairedMoments& pairs, double level) {
    require_level(level);
    if (too_few(pairs)) return Reason::too_few;
    const Change change(pairs);
    const double v1 = change.sd1 * change.sd1, v2 = change.sd2 * change.sd2, variance = (v1 + v2) / 2;
    if (variance == 0) return Reason::no_variation;
    const double spread = v1 * v1 + v2 * v2 + 2 * change.covariance * change.covariance;
    return by_delta_method(change, std::sqrt(variance), spread / (8 * change.df * variance * variance),
                           level);
}

Outcome<StandardizedChange> d_av_mean(const PairedMoments& pairs, double level) {
    require_level(level);
    if (too_few(pairs)) return Reason::too_few;
    const Change change(pairs);
    const double sd = (change.sd1 + change.sd2) / 2;
    if (sd == 0) return Reason::no_variation;
    const double spread = change.sd1 * change.sd1 + change.sd2 * change.sd2 + 2 * change.shared();
    return by_delta_method(change, sd, spread / (8 * change.df * sd * sd), level);
}

Outcome<StandardizedChange> d_baseline(const PairedMoments& pairs, Interval mean_change) {
    if (too_few(pairs)) return Reason::too_few;
    const Change change(pairs);
    if (change.sd1 == 0) return Reason::no_variation;
    return corrected(change.mean / change.sd1, {mean_change.low / change.sd1, mean_change.high / change.sd1},
                     change.df);
}

Outcome<StandardizedChange> d_baseline(const PairedMoments& pairs, double level) {
    require_level(level);
    if (too_few(pairs)) return Reason::too_few;
    const Change change(pairs);
    const double half = -t_quantile((1 - level) / 2, change.df) * change.sd / std::sqrt(change.n);
    return d_baseline(pairs, around(change.mean, half));
}

Outcome<EstimateWithVariance> standardized_by_raw_score(const PairedMoments& pairs, double level) {
    const auto d = d_baseline(pairs, level);
    if (!d) return d.reason();
    if (!pairs.r) return Reason::no_variation;
    const auto n = static_cast<double>(pairs.difference.n);
    return with_variance(d->g, 2 * (1 - *pairs.r) / n + d->g * d->g / (2 * n), level);
}

Outcome<EstimateWithVariance> standardized_by_change_score(const PairedMoments& pairs, double level) {
    require_level(level);
    if (too_few(pairs)) return Reason::too_few;
    const Change change(pairs);
    if (change.sd == 0) return Reason::no_variation;
    const double g = hedges_j(change.df) * change.mean / change.sd;
    return with_variance(g, 1 / change.n + g * g / (2 * change.n), level);
}

Outcome<EstimateWithVariance> d_z_large_sample(const PairedMoments& pairs, double level) {
    require_level(level);
    if (pairs.difference.n < 2) return Reason::too_few;
    const Change change(pairs);
    if (change.sd == 0) return Reason::no_variation;
    const double d = change.mean / change.sd;
    return with_variance(d, 1 / change.n + d * d / (2 * change.n), level);
}

Outcome<NormalChange> normal_change(const PairedMoments& pairs) {
    if (pairs.difference.n < 2) return Reason::too_few;
    const Change change(pairs);
    if (change.sd == 0) return Reason::no_variation;
    const double d = change.mean / change.sd;
    const double t = d * std::sqrt(change.n);
    return NormalChange{normal_cdf(d), t / std::hypot(t, std::sqrt(change.df))};
}

double hedges_j_approximate(double df) {
    require(df > 1, "the correction needs more than one degree of freedom");
    return 1 - 3 / (4 * df - 1);
}

double hedges_j_lakens(std::size_t n_pairs) {
    require(n_pairs >= 3, "the correction needs three pairs");
    return 1 - 3 / (8 * static_cast<double>(n_pairs) - 9);
}

}  // namespace outcomes::stats
