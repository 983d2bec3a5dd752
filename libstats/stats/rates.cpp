#include "libstats/stats/rates.hpp"

#include "libstats/stats/binomial_test.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/root.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using base::require;

constexpr double infinity = std::numeric_limits<double>::infinity();

double real(std::int64_t count) {
    return static_cast<double>(count);
}

double tail_of(double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    return (1 - level) / 2;
}

void require_count(const EventCount& count) {
    require(count.events >= 0, "a number of events must not be negative");
    require(count.exposure > 0 && std::isfinite(count.exposure), "an exposure is positive and finite");
}

double rate_of(const EventCount& count) {
    return real(count.events) / count.exposure;
}

/// Limits of the mean of a Poisson count.
Interval exact_mean(std::int64_t x, double tail) {
    const double low = x == 0 ? 0 : chi2_quantile(tail, 2 * real(x)) / 2;
    return {low, chi2_quantile(1 - tail, 2 * real(x) + 2) / 2};
}

Interval mid_p_mean(std::int64_t x, double tail) {
    const double beyond = exact_mean(x, tail).high + 1;  // mid-p limits lie inside the exact ones
    const auto above = [&](double mean) { return poisson_sf(x, mean) + poisson_pmf(x, mean) / 2 - tail; };
    const auto below = [&](double mean) {
        return poisson_cdf(x - 1, mean) + poisson_pmf(x, mean) / 2 - tail;
    };
    return {x == 0 ? 0 : find_root(above, 0, beyond), find_root(below, 0, beyond)};
}

Interval score_mean(std::int64_t x, double z) {
    const double half = z * std::sqrt(real(x) + z * z / 4), centre = real(x) + z * z / 2;
    return {real(x) * real(x) / (centre + half), centre + half};  // the product of both limits is x^2
}

Interval scaled(Interval interval, double factor) {
    return {interval.low * factor, interval.high * factor};
}

/// The p-values of the other group's share.
PValues mirrored(PValues p) {
    return {p.two_sided, p.less, p.greater};
}

/// Limits of the ratio from those of the share of the events that fell into the repeat; `mirrored` is the
/// interval of the other share, which has more digits where this one is near 1.
Interval ratio_limits(Interval share, Interval mirrored, double exposures) {
    const double high = mirrored.low > 0 ? (1 - mirrored.low) / mirrored.low * exposures : infinity;
    return {share.low / mirrored.high * exposures, high};
}

}  // namespace

PoissonRate poisson_rate(EventCount count, double level) {
    const double tail = tail_of(level);
    require_count(count);
    const double factor = 1 / count.exposure;
    return {rate_of(count), scaled(exact_mean(count.events, tail), factor),
            scaled(mid_p_mean(count.events, tail), factor),
            scaled(score_mean(count.events, -normal_quantile(tail)), factor)};
}

base::Outcome<RateRatio> rate_ratio(EventCount baseline, EventCount repeat, double level) {
    const double tail = tail_of(level);
    require_count(baseline);
    require_count(repeat);
    const std::int64_t n = baseline.events + repeat.events;
    if (n == 0) return base::Reason::not_applicable;
    RateRatio result;
    const double exposures = baseline.exposure / repeat.exposure;
    result.estimate =
        baseline.events > 0 ? real(repeat.events) / real(baseline.events) * exposures : infinity;

    const Count after{repeat.events, n}, before{baseline.events, n};
    // The smaller share keeps its digits, and so does the rest.
    const bool turned = repeat.exposure > baseline.exposure;
    const double exposure = std::min(baseline.exposure, repeat.exposure);
    const auto test =
        binomial_test(turned ? before : after, exposure / (baseline.exposure + repeat.exposure));
    result.exact = turned ? mirrored(test->exact) : test->exact;
    result.mid_p = turned ? mirrored(test->mid_p) : test->mid_p;
    result.min_likelihood = test->min_likelihood;
    const auto limits = [&](Interval (*interval)(Count, double)) {
        return ratio_limits(interval(after, level), interval(before, level), exposures);
    };
    result.exact_ci = limits(clopper_pearson_interval);
    result.mid_p_ci = limits(mid_p_interval);
    result.wilson_ci = limits(wilson_interval);
    if (baseline.events > 0 && repeat.events > 0) {
        const double spread = std::sqrt(1 / real(baseline.events) + 1 / real(repeat.events));
        const double factor = std::exp(-normal_quantile(tail) * spread);
        result.wald_ci = Interval{result.estimate / factor, result.estimate * factor};
    }
    return result;
}

RateDifference rate_difference(EventCount baseline, EventCount repeat, double level) {
    const double z = -normal_quantile(tail_of(level));
    const PoissonRate before = poisson_rate(baseline, level), after = poisson_rate(repeat, level);
    const double d = after.estimate - before.estimate;
    const double half = z * std::sqrt(before.estimate / baseline.exposure + after.estimate / repeat.exposure);
    const Interval hybrid{
        d - std::hypot(after.estimate - after.score.low, before.score.high - before.estimate),
        d + std::hypot(after.score.high - after.estimate, before.estimate - before.score.low)};
    return {d, hybrid, {d - half, d + half}};
}

}  // namespace outcomes::stats
