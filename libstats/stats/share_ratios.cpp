#include "libstats/stats/share_ratios.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/noncentral_hypergeometric.hpp"
#include "libstats/stats/root.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using base::Reason;
using base::require;

constexpr double infinity = std::numeric_limits<double>::infinity();

double real(std::int64_t count) {
    return static_cast<double>(count);
}

double tail_of(double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    return (1 - level) / 2;
}

std::optional<Reason> poverty(Count baseline, Count repeat) {
    for (const Count& count : {baseline, repeat})
        require(count.n >= 0 && count.events >= 0 && count.events <= count.n,
                "events must lie between 0 and n");
    if (baseline.n == 0 || repeat.n == 0) return Reason::no_answers;
    return std::nullopt;
}

/// exp of the point where a falling function of the logarithm of a ratio is 0. It is positive far to the left
/// and negative far to the right.
template <class Function>
double root_of_falling(const Function& f) {
    constexpr double far = 600;  // ratios between 1e-260 and 1e260
    double step = 1, low = -1, high = 1;
    while (f(low) <= 0 && low > -far) low -= step *= 2;
    step = 1;
    while (f(high) >= 0 && high < far) high += step *= 2;
    return std::exp(find_root(f, low, high));
}

struct ScoreProblem {
    Count baseline;
    Count repeat;
    double z = 0;
    double inflation = 1;  ///< of the variance
};

/// (p2 - r p1) over its standard error if r were the ratio of the shares.
double risk_score(const ScoreProblem& problem, double ratio) {
    const double n1 = real(problem.baseline.n), x1 = real(problem.baseline.events);
    const double n2 = real(problem.repeat.n), x2 = real(problem.repeat.events);
    const double gap = x2 / n2 - ratio * x1 / n1;
    if (gap == 0) return 0;
    // q1 is the smaller root of N r q^2 - (a + b) q + x1 + x2 = 0, its discriminant written without
    // cancellation.
    const double a = n1 + x2, b = ratio * (n2 + x1);
    const double root = std::sqrt((a - b) * (a - b) + 4 * ratio * (n1 - x1) * (n2 - x2));
    const double q1 = std::min({2 * (x1 + x2) / (a + b + root), 1.0, 1 / ratio});
    const double q2 = std::min(1.0, ratio * q1);
    return gap / std::sqrt((q2 * (1 - q2) / n2 + ratio * ratio * q1 * (1 - q1) / n1) * problem.inflation);
}

/// The share of the baseline that is most likely if the odds of the repeat are `ratio` times its odds.
double baseline_share(double n1, double n2, double events, double ratio) {
    // The root of n1 (ratio - 1) q^2 + b q - events = 0, its discriminant written without cancellation.
    const double b = n1 + events + ratio * (n2 - events);
    const double c = n1 - events + ratio * (n2 - events);
    const double root = std::sqrt(c * c + 4 * ratio * events * (n1 + n2 - events));
    return b >= 0 ? 2 * events / (b + root) : (root - b) / (2 * n1 * (ratio - 1));
}

/// x2 less what is expected of it, over its standard error, if r were the ratio of the odds.
double odds_score(const ScoreProblem& problem, double ratio) {
    const double n1 = real(problem.baseline.n), n2 = real(problem.repeat.n);
    const double x = real(problem.baseline.events + problem.repeat.events);
    // The share of the others comes from the mirrored problem, so that it keeps its digits.
    const double q1 = baseline_share(n1, n2, x, ratio), r1 = baseline_share(n1, n2, n1 + n2 - x, 1 / ratio);
    const double q2 = baseline_share(n2, n1, x, 1 / ratio), r2 = baseline_share(n2, n1, n1 + n2 - x, ratio);
    const double gap = real(problem.repeat.events) - n2 * q2;
    if (gap == 0) return 0;
    return gap * std::sqrt((1 / (n2 * q2 * r2) + 1 / (n1 * q1 * r1)) / problem.inflation);
}

double risk_lower(const ScoreProblem& problem) {
    if (problem.repeat.events == 0) return 0;
    return root_of_falling(
        [&](double log_ratio) { return risk_score(problem, std::exp(log_ratio)) - problem.z; });
}

double odds_lower(const ScoreProblem& problem) {
    if (problem.repeat.events == 0 || problem.baseline.events == problem.baseline.n) return 0;
    return root_of_falling(
        [&](double log_ratio) { return odds_score(problem, std::exp(log_ratio)) - problem.z; });
}

/// The upper limit is the lower one of the ratio turned over.
template <class Lower>
Interval both_limits(const Lower& lower, Count baseline, Count repeat, double z, double inflation) {
    const double turned = lower(ScoreProblem{repeat, baseline, z, inflation});
    return {lower(ScoreProblem{baseline, repeat, z, inflation}), turned > 0 ? 1 / turned : infinity};
}

Interval wald_limits(double estimate, double z, double squared_error) {
    const double factor = std::exp(z * std::sqrt(squared_error));
    return {estimate / factor, estimate * factor};
}

/// Lower limit of the conditional odds ratio; `weight`: how much of P(x2) counts to the tail.
double conditional_lower(Count baseline, Count repeat, double tail, double weight) {
    const std::int64_t x = repeat.events;
    if (x == event_range(baseline, repeat).low) return 0;
    return root_of_falling([&](double log_ratio) {
        const NoncentralHypergeometric tables(baseline, repeat, log_ratio);
        return tail - tables.sf(x) - weight * tables.pmf(x);
    });
}

Interval conditional_limits(Count baseline, Count repeat, double tail, double weight) {
    const double turned = conditional_lower(repeat, baseline, tail, weight);
    return {conditional_lower(baseline, repeat, tail, weight), turned > 0 ? 1 / turned : infinity};
}

}  // namespace

base::Outcome<RelativeRisk> relative_risk(Count baseline, Count repeat, double level) {
    const double z = -normal_quantile(tail_of(level));
    if (const auto reason = poverty(baseline, repeat)) return *reason;
    if (baseline.events + repeat.events == 0) return Reason::not_applicable;
    const double n1 = real(baseline.n), x1 = real(baseline.events);
    const double n2 = real(repeat.n), x2 = real(repeat.events);
    RelativeRisk result;
    result.estimate = x1 > 0 ? x2 * n1 / (x1 * n2) : infinity;
    result.koopman = both_limits(risk_lower, baseline, repeat, z, 1);
    result.miettinen_nurminen = both_limits(risk_lower, baseline, repeat, z, (n1 + n2) / (n1 + n2 - 1));
    if (x1 > 0 && x2 > 0)
        result.wald = wald_limits(result.estimate, z, (n1 - x1) / (n1 * x1) + (n2 - x2) / (n2 * x2));
    return result;
}

base::Outcome<OddsRatio> odds_ratio(Count baseline, Count repeat, double level) {
    const double z = -normal_quantile(tail_of(level));
    if (const auto reason = poverty(baseline, repeat)) return *reason;
    const std::int64_t events = baseline.events + repeat.events, n = baseline.n + repeat.n;
    if (events == 0 || events == n) return Reason::no_variation;
    const double x1 = real(baseline.events), y1 = real(baseline.n - baseline.events);
    const double x2 = real(repeat.events), y2 = real(repeat.n - repeat.events);
    OddsRatio result;
    result.estimate = x1 > 0 && y2 > 0 ? x2 * y1 / (x1 * y2) : infinity;
    result.score = both_limits(odds_lower, baseline, repeat, z, 1);
    result.miettinen_nurminen = both_limits(odds_lower, baseline, repeat, z, real(n) / real(n - 1));
    if (x1 > 0 && y1 > 0 && x2 > 0 && y2 > 0)
        result.wald = wald_limits(result.estimate, z, 1 / x1 + 1 / y1 + 1 / x2 + 1 / y2);
    return result;
}

base::Outcome<ConditionalTwoByTwo> conditional_two_by_two(Count baseline, Count repeat, double level) {
    const double tail = tail_of(level);
    if (const auto reason = poverty(baseline, repeat)) return *reason;
    const EventRange range = event_range(baseline, repeat);
    if (range.low == range.high) return Reason::no_variation;
    const std::int64_t x = repeat.events;
    ConditionalTwoByTwo result;
    result.estimate = x == range.low ? 0
                      : x == range.high
                          ? infinity
                          : root_of_falling([&](double log_ratio) {
                                return real(x) - NoncentralHypergeometric(baseline, repeat, log_ratio).mean();
                            });
    result.exact = conditional_limits(baseline, repeat, tail, 1);
    result.mid_p = conditional_limits(baseline, repeat, tail, 0.5);
    return result;
}

}  // namespace outcomes::stats
