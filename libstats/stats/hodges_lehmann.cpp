#include "libstats/stats/hodges_lehmann.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/exact_distribution.hpp"
#include "libstats/stats/value_counts.hpp"
#include "libstats/stats/walsh_sums.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

class Limits {
  public:
    Limits(const WalshSums& sums, std::int64_t denominator) : sums_(sums), denominator_(denominator) {}

    [[nodiscard]] double middle() const {
        const std::int64_t m = sums_.size();
        const std::int64_t lower = sums_.ordered((m + 1) / 2);
        const bool between = m % 2 == 0 && sums_.n_up_to(lower) == m / 2;
        const std::int64_t upper = between ? sums_.next_after(lower) : lower;
        return base::ratio(static_cast<base::Int128>(lower) + upper,
                           static_cast<base::Int128>(4) * denominator_);
    }

    [[nodiscard]] Interval at(std::int64_t order) const {
        const auto twice = static_cast<base::Int128>(2) * denominator_;
        return {.low = base::ratio(sums_.ordered(order), twice),
                .high = base::ratio(sums_.ordered(sums_.size() + 1 - order), twice)};
    }

  private:
    const WalshSums& sums_;
    std::int64_t denominator_;
};

WalshInterval exact_interval(const Limits& limits, std::int64_t n, double level) {
    const SignedRankQuantile quantile = signed_rank_quantile(n, (1 - level) / 2);
    WalshInterval interval;
    interval.order = std::max<std::int64_t>(quantile.value, 1);
    interval.reached = quantile.value >= 1;
    const double below = interval.reached ? quantile.below : std::ldexp(1.0, -static_cast<int>(n));
    interval.achieved = 1 - 2 * below;
    interval.limits = limits.at(interval.order);
    return interval;
}

WalshInterval normal_interval(const Limits& limits, std::int64_t n, double level) {
    const auto people = static_cast<double>(n);
    const double centre = people * (people + 1) / 4;
    const double sd = std::sqrt(people * (people + 1) * (2 * people + 1) / 24);
    const double order = std::floor(centre - normal_quantile((1 + level) / 2) * sd);
    WalshInterval interval;
    interval.order = std::max<std::int64_t>(static_cast<std::int64_t>(order), 1);
    interval.reached = order >= 1;
    interval.achieved =
        std::max(0.0, 1 - 2 * normal_cdf((static_cast<double>(interval.order) - centre) / sd));
    interval.limits = limits.at(interval.order);
    return interval;
}

}  // namespace

base::Outcome<HodgesLehmann> hodges_lehmann(GridView differences, const HodgesLehmannOptions& options) {
    base::require(options.level > 0 && options.level < 1, "a level must lie between 0 and 1");
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    base::require(options.exact_up_to <= 20000, "the exact order is for at most 20000 values");
    if (differences.units.empty()) return base::Reason::no_pairs;
    auto counts = value_counts(differences.units);

    HodgesLehmann result;
    const auto zero =
        std::find_if(counts.begin(), counts.end(), [](const auto& value) { return value.units == 0; });
    if (zero != counts.end()) result.n_zero = zero->count;
    if (zero != counts.end() && options.zeros == ZeroPairs::dropped) counts.erase(zero);
    if (counts.empty()) return base::Reason::no_change;

    const WalshSums sums(std::move(counts));
    const Limits limits(sums, differences.denominator);
    result.n = sums.n();
    result.estimate = limits.middle();
    if (result.n <= options.exact_up_to) result.exact = exact_interval(limits, result.n, options.level);
    result.normal = normal_interval(limits, result.n, options.level);
    result.exact_order = result.exact.has_value();
    const WalshInterval& chosen = result.exact ? *result.exact : result.normal;
    if (chosen.reached) result.ci = chosen.limits;
    return result;
}

}  // namespace outcomes::stats
