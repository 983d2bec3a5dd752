#include "libstats/stats/proportions.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/root.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace outcomes::stats {
namespace {

using base::require;

void require_level(double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
}

void require_count(Count count) {
    require(count.n >= 0 && count.events >= 0 && count.events <= count.n, "events must lie between 0 and n");
}

/// What each tail may hold.
double tail(double level) {
    return (1 - level) / 2;
}

double critical_z(double level) {
    return -normal_quantile(tail(level));
}

double share(Count count) {
    return static_cast<double>(count.events) / static_cast<double>(count.n);
}

Count others(Count count) {
    return {count.n - count.events, count.n};
}

/// All intervals here are a rule for the lower limit, and the same rule for the people who are left.
template <class Lower>
Interval interval(Count count, double level, const Lower& lower) {
    require_level(level);
    require_count(count);
    require(count.n > 0, "a proportion needs at least one answer");
    return {lower(count, level), 1 - lower(others(count), level)};
}

double wilson_lower(Count count, double level) {
    const auto x = static_cast<double>(count.events);
    const double z = critical_z(level);
    const double misses = static_cast<double>(count.n - count.events);
    const double spread = std::sqrt(z * z + 4 * x * misses / static_cast<double>(count.n));
    return 2 * x * share(count) / (2 * x + z * z + z * spread);  // the smaller root, without cancellation
}

double wilson_lower_corrected(Count count, double level) {
    if (count.events == 0) return 0;
    const auto n = static_cast<double>(count.n);
    const auto x = static_cast<double>(count.events);
    const double z = critical_z(level);
    const double spread = z * z - 2 - 1 / n + 4 * share(count) * (n - x + 1);
    return std::max(0.0, (2 * x + z * z - 1 - z * std::sqrt(std::max(0.0, spread))) / (2 * (n + z * z)));
}

double clopper_pearson_lower(Count count, double level) {
    if (count.events == 0) return 0;
    const auto x = static_cast<double>(count.events);
    return beta_quantile(tail(level), x, static_cast<double>(count.n) - x + 1);
}

double mid_p_lower(Count count, double level) {
    if (count.events == 0) return 0;
    const auto excess = [&](double p) {
        const double as_many_or_more =
            binomial_sf(count.events, count.n, p) + binomial_pmf(count.events, count.n, p) / 2;
        return as_many_or_more - tail(level);
    };
    return find_root(excess, 0, 1);
}

double jeffreys_lower(Count count, double level) {
    if (count.events == 0) return 0;
    const auto x = static_cast<double>(count.events);
    return beta_quantile(tail(level), x + 0.5, static_cast<double>(count.n) - x + 0.5);
}

/// Wald's lower limit of x out of n, which need not be whole.
double wald_lower(double x, double n, double z) {
    const double p = x / n;
    return p - z * std::sqrt(p * (1 - p) / n);
}

double agresti_coull_lower(Count count, double level) {
    const double z = critical_z(level);
    return wald_lower(static_cast<double>(count.events) + z * z / 2, static_cast<double>(count.n) + z * z, z);
}

/// Wald interval of p1 - p2 after adding `added` events and as many others to each group.
Interval wald_difference(Count first, Count second, double level, double added) {
    const double n1 = static_cast<double>(first.n) + 2 * added;
    const double n2 = static_cast<double>(second.n) + 2 * added;
    const double p1 = (static_cast<double>(first.events) + added) / n1;
    const double p2 = (static_cast<double>(second.events) + added) / n2;
    const double half = critical_z(level) * std::sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
    return {p1 - p2 - half, p1 - p2 + half};
}

/// Two counts and what is wanted of their difference p1 - p2.
struct ScoreProblem {
    Count first;
    Count second;
    double z = 0;
    double inflation = 1;  ///< of the variance
};

/// The share of the second group that is most likely if p1 - p2 = delta: the middle root of a cubic
/// (Farrington & Manning 1990, Statistics in Medicine 9:1447, appendix).
double restricted_second_share(const ScoreProblem& problem, double delta) {
    const auto x1 = static_cast<double>(problem.first.events), n1 = static_cast<double>(problem.first.n);
    const auto x2 = static_cast<double>(problem.second.events), n2 = static_cast<double>(problem.second.n);
    const double n = n1 + n2;
    const double b = ((n1 + 2 * n2) * delta - n - x1 - x2) / (3 * n);
    const double c = ((n2 * delta - n - 2 * x2) * delta + x1 + x2) / n;
    const double d = x2 * delta * (1 - delta) / n;
    const double v = b * b * b - b * c / 2 + d / 2;
    const double u = std::copysign(std::sqrt(std::max(0.0, b * b - c / 3)), v);
    const double cosine = u == 0 ? 0 : std::clamp(v / (u * u * u), -1.0, 1.0);
    const double p2 = 2 * u * std::cos((std::numbers::pi + std::acos(cosine)) / 3) - b;
    return std::clamp(p2, std::max(0.0, -delta), std::min(1.0, 1 - delta));
}

double score_lower(const ScoreProblem& problem) {
    const double observed = share(problem.first) - share(problem.second);
    const auto n1 = static_cast<double>(problem.first.n), n2 = static_cast<double>(problem.second.n);
    const auto excess = [&](double delta) {
        // The observed difference itself is never rejected, though at its edge the variance is 0 as well.
        if (delta >= observed) return -1.0;
        const double p2 = restricted_second_share(problem, delta);
        const double p1 = std::clamp(p2 + delta, 0.0, 1.0);
        const double variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * problem.inflation;
        return observed - delta - problem.z * std::sqrt(variance);
    };
    return observed <= -1 ? -1 : find_root(excess, -1, observed);
}

Interval score_interval(Count first, Count second, double level, double inflation) {
    const double z = critical_z(level);
    return {score_lower({first, second, z, inflation}), -score_lower({second, first, z, inflation})};
}

/// Newcombe's square-and-add of two intervals, each by the same method, around p1 - p2.
Interval hybrid_interval(Count first, Count second, Interval ci1, Interval ci2) {
    const double p1 = share(first), p2 = share(second);
    return {p1 - p2 - std::hypot(p1 - ci1.low, ci2.high - p2),
            p1 - p2 + std::hypot(ci1.high - p1, p2 - ci2.low)};
}

}  // namespace

Interval wilson_interval(Count count, double level) {
    return interval(count, level, wilson_lower);
}

Interval wilson_interval_corrected(Count count, double level) {
    return interval(count, level, wilson_lower_corrected);
}

Interval clopper_pearson_interval(Count count, double level) {
    return interval(count, level, clopper_pearson_lower);
}

Interval mid_p_interval(Count count, double level) {
    return interval(count, level, mid_p_lower);
}

Interval jeffreys_interval(Count count, double level) {
    return interval(count, level, jeffreys_lower);
}

Interval agresti_coull_interval(Count count, double level) {
    return interval(count, level, agresti_coull_lower);
}

Interval wald_interval(Count count, double level) {
    return interval(count, level, [](Count of, double at) {
        return wald_lower(static_cast<double>(of.events), static_cast<double>(of.n), critical_z(at));
    });
}

base::Outcome<Interval> logit_interval(Count count, double level) {
    require_level(level);
    require_count(count);
    require(count.n > 0, "a proportion needs at least one answer");
    if (count.events == 0 || count.events == count.n) return base::Reason::no_variation;
    return interval(count, level, [](Count of, double at) {
        const auto x = static_cast<double>(of.events), misses = static_cast<double>(of.n - of.events);
        const double odds = x / misses * std::exp(-critical_z(at) * std::sqrt(1 / x + 1 / misses));
        return odds / (1 + odds);
    });
}

base::Outcome<Proportion> proportion(Count count, double level) {
    require_level(level);
    require_count(count);
    if (count.n == 0) return base::Reason::no_answers;
    return Proportion{count, share(count), wilson_interval(count, level)};
}

base::Outcome<ProportionDifference> proportion_difference(Count baseline, Count repeat, double level) {
    require_level(level);
    require_count(baseline);
    require_count(repeat);
    if (baseline.n == 0 || repeat.n == 0) return base::Reason::no_answers;

    ProportionDifference result;
    result.baseline = share(baseline);
    result.repeat = share(repeat);
    result.estimate = result.repeat - result.baseline;
    result.newcombe =
        hybrid_interval(repeat, baseline, wilson_interval(repeat, level), wilson_interval(baseline, level));
    result.newcombe_corrected = hybrid_interval(repeat, baseline, wilson_interval_corrected(repeat, level),
                                                wilson_interval_corrected(baseline, level));
    const auto n = static_cast<double>(baseline.n + repeat.n);
    result.miettinen_nurminen = score_interval(repeat, baseline, level, n / (n - 1));
    result.mee = score_interval(repeat, baseline, level, 1);
    result.agresti_caffo = wald_difference(repeat, baseline, level, 1);
    result.wald = wald_difference(repeat, baseline, level, 0);
    const double half_a_person =
        (1 / static_cast<double>(repeat.n) + 1 / static_cast<double>(baseline.n)) / 2;
    result.wald_corrected = {result.wald.low - half_a_person, result.wald.high + half_a_person};
    return result;
}

}  // namespace outcomes::stats
