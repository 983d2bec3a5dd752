#include "libstats/stats/cliff_delta.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/joint_counts.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

/// Empty where the formula is 0 / 0, or has no real root.
std::optional<Interval> asymmetric_interval(double delta, double variance, double quantile) {
    if (variance <= 0 || std::abs(delta) == 1) return std::nullopt;
    const double rest = 1 - delta * delta;
    const double spread = quantile * quantile * variance;
    const double half = std::sqrt(spread * (rest * rest + spread));
    const double scale = rest + spread;
    return Interval{(delta * rest - half) / scale, (delta * rest + half) / scale};
}

std::optional<Interval> separated_interval(double delta, double n_smaller, double level) {
    if (std::abs(delta) != 1) return std::nullopt;
    const double z = normal_quantile((1 + level) / 2);
    const double inner = (n_smaller - z * z) / (n_smaller + z * z);
    return delta > 0 ? Interval{inner, 1} : Interval{-1, -inner};
}

/// Sum of (d_ij - delta)^2 over all pairs, d_ij being -1, 0 or 1.
double sum_of_squares(const Dominance& pairs) {
    const auto n = static_cast<double>(pairs.pairs());
    const double delta = pairs.delta();
    return n * (static_cast<double>(pairs.above + pairs.below) / n - delta * delta);
}

}  // namespace

base::Outcome<CliffDelta> cliff_delta(const GridView& first, const GridView& second, double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    const JointCounts counts = joint_counts(first, second);
    if (counts.n_first < 2 || counts.n_second < 2) return base::Reason::too_few;
    const Dominance pairs = dominance(counts);
    CliffDelta result;
    result.n_first = counts.n_first;
    result.n_second = counts.n_second;
    result.delta = pairs.delta();
    result.superiority = pairs.superiority();
    result.p_greater = base::ratio(pairs.above, pairs.pairs());
    result.p_equal = base::ratio(pairs.equal, pairs.pairs());
    result.p_less = base::ratio(pairs.below, pairs.pairs());

    const auto n1 = static_cast<double>(counts.n_first);
    const auto n2 = static_cast<double>(counts.n_second);
    const double first_variance = pairs.first_variance();
    const double second_variance = pairs.second_variance();
    const double squares = sum_of_squares(pairs);
    result.var_unbiased =
        (n2 * n2 * (n1 - 1) * first_variance + n1 * n1 * (n2 - 1) * second_variance - squares) /
        (n1 * n2 * (n1 - 1) * (n2 - 1));
    result.var_consistent =
        ((n2 - 1) * first_variance + (n1 - 1) * second_variance + squares / ((n1 - 1) * (n2 - 1))) /
        (n1 * n2);

    const double t = -t_quantile((1 - level) / 2, n1 + n2 - 2);
    const double z = normal_quantile((1 + level) / 2);
    result.ci_unbiased_t = asymmetric_interval(result.delta, result.var_unbiased, t);
    result.ci_consistent_t = asymmetric_interval(result.delta, result.var_consistent, t);
    result.ci_consistent_z = asymmetric_interval(result.delta, result.var_consistent, z);
    result.ci_separated = separated_interval(result.delta, std::min(n1, n2), level);
    return result;
}

}  // namespace outcomes::stats
