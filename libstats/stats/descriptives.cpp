#include "libstats/stats/descriptives.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/grid_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;
using base::require;

/// Values beyond this have squares whose sum may not fit a double.
constexpr double largest = 1e150;

void require_level(double level) {
    require(level > 0 && level < 1, "a confidence level lies in (0, 1)");
}

void require_finite(std::span<const double> values) {
    const bool held =
        std::all_of(values.begin(), values.end(), [](double x) { return std::abs(x) <= largest; });
    require(held, "every value must be finite and not beyond 1e150");
}

double to_score(std::int64_t units, std::int64_t denominator) {
    return base::ratio(units, denominator);
}

// ---- sums of doubles ----

double mean_of(std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    base::CompensatedSum sum;
    for (const double x : values) sum.add(x);
    return sum.value() / n;
}

double covariance_of(std::span<const double> x, double x_mean, std::span<const double> y, double y_mean) {
    base::CompensatedSum sum_x;
    base::CompensatedSum sum_y;
    base::CompensatedSum products;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double dx = x[i] - x_mean;
        const double dy = y[i] - y_mean;
        sum_x.add(dx);
        sum_y.add(dy);
        products.add(dx * dy);
    }
    const auto n = static_cast<double>(x.size());
    return (products.value() - sum_x.value() * sum_y.value() / n) / (n - 1);
}

void set_variance(Moments& moments, double variance) {
    moments.variance = std::max(0.0, variance);
    moments.sd = std::sqrt(*moments.variance);
}

bool varies(const Moments& moments) {
    return moments.sd.value_or(0) > 0;
}

double correlation_of(double covariance, const Moments& x, const Moments& y) {
    return std::clamp(covariance / (*x.sd * *y.sd), -1.0, 1.0);
}

// ---- describing ----

Quartiles quartiles(std::span<const double> sorted, QuantileRule rule) {
    return {quantile(sorted, 0.25, rule), quantile(sorted, 0.75, rule)};
}

double median_distance(std::span<const double> sorted, double median) {
    std::vector<double> distances;
    distances.reserve(sorted.size());
    for (const double x : sorted) distances.push_back(std::abs(x - median));
    std::sort(distances.begin(), distances.end());
    return quantile(distances, 0.5);
}

/// Sums of (x - mean)^k / n for k = 2, 3, 4.
struct CentralMoments {
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
};

CentralMoments central_moments(std::span<const double> values, double mean) {
    base::CompensatedSum squares;
    base::CompensatedSum cubes;
    base::CompensatedSum fourths;
    for (const double x : values) {
        const double d = x - mean;
        squares.add(d * d);
        cubes.add(d * d * d);
        fourths.add(d * d * d * d);
    }
    const auto n = static_cast<double>(values.size());
    return {squares.value() / n, cubes.value() / n, fourths.value() / n};
}

Shape skewness_of(const CentralMoments& m, double n) {
    const double b1 = m.m3 / (m.m2 * std::sqrt(m.m2));
    return {b1, b1 * std::sqrt(n * (n - 1)) / (n - 2), b1 * std::pow(1 - 1 / n, 1.5)};
}

Shape kurtosis_of(const CentralMoments& m, double n) {
    const double b2 = m.m4 / (m.m2 * m.m2) - 3;
    const double shrink = 1 - 1 / n;
    return {b2, ((n + 1) * b2 + 6) * (n - 1) / ((n - 2) * (n - 3)), (b2 + 3) * shrink * shrink - 3};
}

void add_shape(Descriptives& d, std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    if (n < 3) return;
    const CentralMoments central = central_moments(values, d.moments.mean);
    d.se_skewness = std::sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)));
    if (varies(d.moments)) d.skewness = skewness_of(central, n);
    if (n < 4) return;
    d.se_kurtosis = 2 * *d.se_skewness * std::sqrt((n * n - 1) / ((n - 3) * (n + 5)));
    if (varies(d.moments)) d.excess_kurtosis = kurtosis_of(central, n);
}

Descriptives describe_sorted(const Moments& moments, std::span<const double> sorted, double level) {
    Descriptives d;
    d.moments = moments;
    const std::size_t n = sorted.size();
    if (moments.sd) {
        d.std_error = *moments.sd / std::sqrt(static_cast<double>(n));
        const double reach = *d.std_error * t_quantile((1 + level) / 2, static_cast<double>(n - 1));
        d.mean_ci = Interval{moments.mean - reach, moments.mean + reach};
    }
    d.median = quantile(sorted, 0.5);
    d.averaged_steps = quartiles(sorted, QuantileRule::averaged_steps);
    d.weibull = quartiles(sorted, QuantileRule::weibull);
    d.linear = quartiles(sorted, QuantileRule::linear);
    d.median_unbiased = quartiles(sorted, QuantileRule::median_unbiased);
    d.mad = median_distance(sorted, d.median);
    d.mad_scaled = 1.4826 * d.mad;
    d.trimmed_mean_20 = mean_of(sorted.subspan(n / 5, n - 2 * (n / 5)));
    add_shape(d, sorted);
    return d;
}

}  // namespace

Outcome<Moments> moments(const GridView& values) {
    require(values.denominator > 0, "the denominator of a grid is positive");
    if (values.units.empty()) return Reason::no_answers;
    const auto [low, high] = std::minmax_element(values.units.begin(), values.units.end());
    const Centre centre = centre_of(values.units);
    const auto n = static_cast<Int128>(values.units.size());
    Moments m;
    m.n = values.units.size();
    m.sum = base::ratio(centre.total, values.denominator);
    m.mean = base::ratio(centre.total, n * values.denominator);
    m.min = to_score(*low, values.denominator);
    m.max = to_score(*high, values.denominator);
    if (m.n > 1) set_variance(m, covariance_on_grid(values, centre.point, values, centre.point));
    return m;
}

Outcome<Moments> moments(std::span<const double> values) {
    require_finite(values);
    if (values.empty()) return Reason::no_answers;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double first_mean = mean_of(values);
    base::CompensatedSum sum;
    base::CompensatedSum rest;  // what the rounding of the first mean left over
    for (const double x : values) {
        sum.add(x);
        rest.add(x - first_mean);
    }
    Moments m;
    m.n = values.size();
    m.sum = sum.value();
    m.mean = *low == *high ? *low : first_mean + rest.value() / static_cast<double>(m.n);
    m.min = *low;
    m.max = *high;
    if (m.n > 1) set_variance(m, *low == *high ? 0 : covariance_of(values, m.mean, values, m.mean));
    return m;
}

Outcome<PairedMoments> paired_moments(const GridView& baseline, const GridView& repeat) {
    require(baseline.units.size() == repeat.units.size(), "paired waves have the same length");
    require(baseline.denominator == repeat.denominator, "paired waves lie on the same grid");
    if (baseline.units.empty()) return Reason::no_pairs;
    std::vector<std::int64_t> differences(baseline.units.size());
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const bool overflow = __builtin_sub_overflow(repeat.units[i], baseline.units[i], &differences[i]);
        require(!overflow, "a difference does not fit into 63 bits");
    }
    PairedMoments paired{moments(baseline).value(),
                         moments(repeat).value(),
                         moments(GridView{differences, baseline.denominator}).value(),
                         {},
                         {}};
    if (differences.size() < 2) return paired;
    paired.covariance =
        covariance_on_grid(baseline, centre_of(baseline.units).point, repeat, centre_of(repeat.units).point);
    if (!varies(paired.baseline) || !varies(paired.repeat)) return paired;
    const auto on_a_line = exact_unit_correlation(baseline, repeat);
    paired.r = on_a_line ? *on_a_line : correlation_of(*paired.covariance, paired.baseline, paired.repeat);
    return paired;
}

Outcome<PairedMoments> paired_moments(std::span<const double> baseline, std::span<const double> repeat) {
    require(baseline.size() == repeat.size(), "paired waves have the same length");
    if (baseline.empty()) return Reason::no_pairs;
    std::vector<double> differences(baseline.size());
    for (std::size_t i = 0; i < differences.size(); ++i) differences[i] = repeat[i] - baseline[i];
    PairedMoments paired{moments(baseline).value(),
                         moments(repeat).value(),
                         moments(std::span<const double>(differences)).value(),
                         {},
                         {}};
    if (differences.size() < 2) return paired;
    paired.covariance = covariance_of(baseline, paired.baseline.mean, repeat, paired.repeat.mean);
    if (!varies(paired.baseline) || !varies(paired.repeat)) return paired;
    paired.r = correlation_of(*paired.covariance, paired.baseline, paired.repeat);
    return paired;
}

double quantile(std::span<const double> sorted, double p, QuantileRule rule) {
    require(!sorted.empty(), "a quantile needs values");
    require(p >= 0 && p <= 1, "a quantile's p lies in [0, 1]");
    const auto n = static_cast<double>(sorted.size());
    double position = 0;  // counts from 1
    switch (rule) {
        case QuantileRule::averaged_steps:
            position = n * p;
            break;
        case QuantileRule::weibull:
            position = (n + 1) * p;
            break;
        case QuantileRule::linear:
            position = 1 + (n - 1) * p;
            break;
        case QuantileRule::median_unbiased:
            position = (n + 1.0 / 3) * p + 1.0 / 3;
            break;
    }
    // A position that is whole but for rounding is whole.
    const double fuzz = 4 * std::numeric_limits<double>::epsilon() * std::max(1.0, position);
    const double below = std::floor(position + fuzz);
    double weight = position - below;
    if (std::abs(weight) <= fuzz) weight = 0;
    if (rule == QuantileRule::averaged_steps) weight = weight > 0 ? 1 : 0.5;
    const auto at = [&](double i) { return sorted[static_cast<std::size_t>(std::clamp(i, 1.0, n)) - 1]; };
    return at(below) + weight * (at(below + 1) - at(below));
}

Outcome<Descriptives> describe(const GridView& values, double level) {
    require_level(level);
    const auto m = moments(values);
    if (!m) return m.reason();
    std::vector<double> sorted;
    sorted.reserve(values.units.size());
    for (const std::int64_t x : values.units) sorted.push_back(to_score(x, values.denominator));
    std::sort(sorted.begin(), sorted.end());
    return describe_sorted(*m, sorted, level);
}

Outcome<Descriptives> describe(std::span<const double> values, double level) {
    require_level(level);
    const auto m = moments(values);
    if (!m) return m.reason();
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return describe_sorted(*m, sorted, level);
}

}  // namespace outcomes::stats
