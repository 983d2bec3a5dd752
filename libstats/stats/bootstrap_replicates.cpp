#include "libstats/stats/bootstrap_replicates.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/distributions.hpp"

#include <numeric>
#include <utility>

namespace outcomes::stats {
namespace {

/// More resamples than this without a value, and the rest is no longer what resampling would give.
constexpr double most_undefined = 0.01;

/// Drops what is not a number, and sorts.
std::vector<double> defined(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    std::sort(values.begin(), values.end());
    return values;
}

bool too_many_undefined(const std::vector<double>& sorted, std::size_t resamples) {
    return static_cast<double>(resamples - sorted.size()) > most_undefined * static_cast<double>(resamples);
}

Interval between(const std::vector<double>& sorted, double p_low, double p_high) {
    return {.low = quantile(sorted, p_low, QuantileRule::weibull),
            .high = quantile(sorted, p_high, QuantileRule::weibull)};
}

/// Share of the values below `estimate`, those equal to it but for rounding counted half.
double share_below(const std::vector<double>& sorted, double estimate, double rounding) {
    const auto first = std::lower_bound(sorted.begin(), sorted.end(), estimate - rounding);
    const auto last = std::upper_bound(sorted.begin(), sorted.end(), estimate + rounding);
    const auto below = static_cast<double>(first - sorted.begin());
    const auto equal = static_cast<double>(last - first);
    return (below + equal / 2) / static_cast<double>(sorted.size());
}

/// P(p) of the BCa interval, or nothing where it lies beyond all resamples.
std::optional<double> adjusted(double p, double below, double acceleration, std::size_t resamples) {
    const double z0 = normal_quantile(below);
    const double reach = z0 + normal_quantile(p);
    const double shrunk = 1 - acceleration * reach;
    if (!(shrunk > 0)) return std::nullopt;
    const double z = z0 + reach / shrunk;
    const auto all = static_cast<double>(resamples + 1);
    if (normal_cdf(z) * all < 1 || normal_sf(z) * all < 1) return std::nullopt;
    return normal_cdf(z);
}

base::Outcome<Interval> bca_interval(const std::vector<double>& sorted, const Bootstrap& result,
                                     double level) {
    if (!result.acceleration) return result.acceleration.reason();
    if (!(result.below > 0 && result.below < 1)) return base::Reason::level_unreachable;
    const double tail = (1 - level) / 2;
    const auto low = adjusted(tail, result.below, *result.acceleration, sorted.size());
    const auto high = adjusted(1 - tail, result.below, *result.acceleration, sorted.size());
    if (!low || !high) return base::Reason::level_unreachable;
    return between(sorted, *low, *high);
}

base::Outcome<Interval> studentised_interval(const BootstrapValue& observed, std::vector<double> standardised,
                                             double level) {
    if (!observed.std_error || !(*observed.std_error > 0)) return base::Reason::not_applicable;
    const std::size_t resamples = standardised.size();
    const std::vector<double> sorted = defined(std::move(standardised));
    if (sorted.empty() || too_many_undefined(sorted, resamples)) return base::Reason::level_unreachable;
    const double tail = (1 - level) / 2;
    const Interval u = between(sorted, tail, 1 - tail);
    return Interval{.low = observed.estimate - u.high * *observed.std_error,
                    .high = observed.estimate - u.low * *observed.std_error};
}

}  // namespace

void check_bootstrap_options(const BootstrapOptions& options) {
    base::require(options.level > 0 && options.level < 1, "a level must lie between 0 and 1");
    const double in_tail = (1 - options.level) / 2 * static_cast<double>(options.resamples + 1);
    base::require(in_tail > 1 - 1e-9, "too few resamples for an interval of this level");
}

base::Outcome<Bootstrap> bootstrap_intervals(const BootstrapValue& observed, BootstrapReplicates replicates,
                                             const base::Outcome<double>& acceleration,
                                             const BootstrapOptions& options) {
    const std::vector<double> sorted = defined(std::move(replicates.estimates));
    if (sorted.empty() || too_many_undefined(sorted, options.resamples))
        return base::Reason::level_unreachable;
    if (sorted.front() == sorted.back()) return base::Reason::no_variation;

    const auto spread = moments(sorted);
    Bootstrap result;
    result.estimate = observed.estimate;
    result.bias = spread->mean - observed.estimate;
    result.std_error = spread->sd.value();
    result.resamples = options.resamples;
    result.n_undefined = options.resamples - sorted.size();
    const double tail = (1 - options.level) / 2;
    result.percentile = between(sorted, tail, 1 - tail);
    result.basic = {.low = 2 * observed.estimate - result.percentile.high,
                    .high = 2 * observed.estimate - result.percentile.low};
    result.below = share_below(sorted, observed.estimate, 1e-10 * result.std_error);
    result.acceleration = acceleration;
    result.bca = bca_interval(sorted, result, options.level);
    result.studentised = studentised_interval(observed, std::move(replicates.standardised), options.level);
    return result;
}

base::Outcome<double> jackknife_acceleration(std::span<const double> left_out,
                                             std::span<const std::size_t> group_sizes) {
    const auto [low, high] = std::minmax_element(left_out.begin(), left_out.end());
    if (left_out.empty()) return base::Reason::too_few;
    if (*low == *high) return 0.0;
    const double unit = *high - *low;  // keeps cubes within range
    base::CompensatedSum squares, cubes;
    std::size_t first = 0;
    for (const std::size_t size : group_sizes) {
        const auto group = left_out.subspan(first, size);
        first += size;
        base::CompensatedSum sum;
        for (const double value : group) sum.add(value - *low);
        const double mean = sum.value() / static_cast<double>(size);
        const double weight = static_cast<double>(size - 1) / static_cast<double>(size);
        for (const double value : group) {
            const double influence = weight * (mean - (value - *low)) / unit;
            squares.add(influence * influence);
            cubes.add(influence * influence * influence);
        }
    }
    if (!(squares.value() > 0)) return 0.0;
    return cubes.value() / (6 * squares.value() * std::sqrt(squares.value()));
}

}  // namespace outcomes::stats
