#include "libstats/stats/improvement.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

namespace outcomes::stats {
namespace {

/// n p (1 - p) / v with one more person up and one more down.
double effective_people(const Improvement& result) {
    const auto n = static_cast<double>(result.n);
    const double up = static_cast<double>(result.n_up + 1) / (n + 2);
    const double down = static_cast<double>(result.n_down + 1) / (n + 2);
    const double dominance = up - down;
    // p = (1 + dominance) / 2, v = (up + down - dominance^2) / 4; the quarters cancel.
    return n * (1 - dominance * dominance) / (up + down - dominance * dominance);
}

Interval clopper_pearson(double share, double people, double level) {
    const double up = people * share;
    const double down = people - up;
    const double tail = (1 - level) / 2;
    return {.low = share <= 0 ? 0 : beta_quantile(tail, up, down + 1),
            .high = share >= 1 ? 1 : beta_quantile(1 - tail, up + 1, down)};
}

}  // namespace

base::Outcome<Improvement> improvement(GridView differences, double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    if (differences.units.empty()) return base::Reason::no_pairs;

    Improvement result;
    result.n = static_cast<std::int64_t>(differences.units.size());
    for (const std::int64_t d : differences.units) {
        result.n_up += d > 0 ? 1 : 0;
        result.n_down += d < 0 ? 1 : 0;
    }
    result.n_same = result.n - result.n_up - result.n_down;
    result.estimate =
        base::ratio(result.n + result.n_up - result.n_down, static_cast<base::Int128>(2) * result.n);
    result.dominance = base::ratio(result.n_up - result.n_down, result.n);
    result.effective_n = effective_people(result);
    result.ci = clopper_pearson(result.estimate, result.effective_n, level);
    result.dominance_ci = {.low = 2 * result.ci.low - 1, .high = 2 * result.ci.high - 1};
    return result;
}

}  // namespace outcomes::stats
