#include "libstats/stats/shapiro_wilk.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

/// c[0] + c[1] x + c[2] x^2 + ...
double polynomial(std::span<const double> coefficients, double x) {
    double value = 0;
    for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) value = value * x + *c;
    return value;
}

/// The weights of the upper half of the sorted values, the largest first; those of the lower half are the
/// same with the sign turned. Their squares add up to 1 over both halves.
std::vector<double> upper_weights(std::size_t n_values) {
    if (n_values == 3) return {std::numbers::sqrt2 / 2};
    // Royston (1995), eq. 4 and 5.
    constexpr double largest[] = {0, .221157, -.147981, -2.07119, 4.434685, -2.706056};
    constexpr double second[] = {0, .042981, -.293762, -1.752461, 5.682633, -3.582633};
    const auto n = static_cast<double>(n_values);
    std::vector<double> weights(n_values / 2);
    double squares = 0;  // of the normal scores, both halves
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] = -normal_quantile((static_cast<double>(i) + 0.625) / (n + 0.25));
        squares += 2 * weights[i] * weights[i];
    }
    const std::size_t n_fitted = n_values > 5 ? 2 : 1;
    double left_of_scores = squares;
    double left_of_weights = 1;
    for (std::size_t i = 0; i < n_fitted; ++i) {
        const double score = weights[i];
        weights[i] = score / std::sqrt(squares) + polynomial(i == 0 ? largest : second, 1 / std::sqrt(n));
        left_of_scores -= 2 * score * score;
        left_of_weights -= 2 * weights[i] * weights[i];
    }
    const double shrink = std::sqrt(left_of_weights / left_of_scores);
    for (std::size_t i = n_fitted; i < weights.size(); ++i) weights[i] *= shrink;
    return weights;
}

/// 1 - W of sorted values, not all the same.
double one_minus_w(std::span<const double> sorted, std::span<const double> weights) {
    const std::size_t n = sorted.size();
    base::CompensatedSum sum;
    for (const double x : sorted) sum.add(x);
    const double mean = sum.value() / static_cast<double>(n);
    base::CompensatedSum squares;
    for (const double x : sorted) squares.add((x - mean) * (x - mean));
    base::CompensatedSum products;
    base::CompensatedSum weight_squares;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        products.add(weights[i] * (sorted[n - 1 - i] - sorted[i]));
        weight_squares.add(2 * weights[i] * weights[i]);
    }
    const double product = products.value();
    const double most = std::sqrt(weight_squares.value() * squares.value());
    return std::max(0.0, (most - product) * (most + product) / (most * most));
}

double upper_tail(double one_minus, std::size_t n_values) {
    const auto n = static_cast<double>(n_values);
    // Exact for three values; W >= 3/4.
    if (n_values == 3) {
        const double angle = std::asin(std::sqrt(1 - one_minus)) - std::asin(std::sqrt(0.75));
        return std::clamp(6 / std::numbers::pi * angle, 0.0, 1.0);
    }
    const double y = std::log(one_minus);
    if (n_values <= 11) {
        constexpr double bound[] = {-2.273, .459};
        constexpr double mean[] = {.544, -.39978, .025054, -6.714e-4};
        constexpr double log_sd[] = {1.3822, -.77857, .062767, -.0020322};
        // y stays below the bound, as W is at least n / (n - 1) times the square of the largest weight.
        const double transformed = -std::log(polynomial(bound, n) - y);
        return normal_sf((transformed - polynomial(mean, n)) / std::exp(polynomial(log_sd, n)));
    }
    constexpr double mean[] = {-1.5861, -.31082, -.083751, .0038915};
    constexpr double log_sd[] = {-.4803, -.082676, .0030302};
    const double log_n = std::log(n);
    return normal_sf((y - polynomial(mean, log_n)) / std::exp(polynomial(log_sd, log_n)));
}

}  // namespace

Outcome<ShapiroWilk> shapiro_wilk(std::span<const double> values) {
    const bool finite = std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
    require(finite, "every value must be finite");
    const std::size_t n = values.size();
    if (n < shapiro_wilk_smallest) return Reason::too_few;
    if (n > shapiro_wilk_largest) return Reason::not_applicable;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const double range = sorted.back() - sorted.front();
    if (range == 0) return Reason::no_variation;
    require(std::isfinite(range), "the values spread too far");
    // W has no unit and no origin; small numbers about 0 keep their digits.
    const double middle = sorted[n / 2];
    for (double& x : sorted) x = (x - middle) / range;
    const double rest = one_minus_w(sorted, upper_weights(n));
    return ShapiroWilk{n, 1 - rest, upper_tail(rest, n)};
}

Outcome<ShapiroWilk> shapiro_wilk(GridView values) {
    require(values.denominator > 0, "the denominator of a grid must be positive");
    if (values.units.size() < shapiro_wilk_smallest) return Reason::too_few;
    // W has no unit either.
    const std::int64_t first = values.units.front();
    std::vector<double> shifted;
    shifted.reserve(values.units.size());
    for (const std::int64_t x : values.units)
        shifted.push_back(static_cast<double>(static_cast<base::Int128>(x) - first));
    return shapiro_wilk(std::span<const double>(shifted));
}

}  // namespace outcomes::stats
