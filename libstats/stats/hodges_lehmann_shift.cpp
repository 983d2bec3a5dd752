#include "libstats/stats/hodges_lehmann_shift.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/ordered_pairs.hpp"
#include "libstats/stats/rank_sum_quantile.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;

/// The differences second - first, as if they were sorted.
class Differences {
  public:
    Differences(const GridView& first, const GridView& second)
        : first_(value_counts(first.units)),
          second_(value_counts(second.units)),
          n_first_(static_cast<std::int64_t>(first.units.size())),
          n_second_(static_cast<std::int64_t>(second.units.size())),
          denominator_(first.denominator) {}

    [[nodiscard]] std::int64_t n_first() const { return n_first_; }
    [[nodiscard]] std::int64_t n_second() const { return n_second_; }
    [[nodiscard]] std::int64_t size() const { return n_first_ * n_second_; }

    [[nodiscard]] double median() const {
        const std::int64_t lower = ordered((size() + 1) / 2);
        const bool between = size() % 2 == 0 && n_up_to(lower) == size() / 2;
        const std::int64_t upper = between ? next_after(lower) : lower;
        return base::ratio(static_cast<Int128>(lower) + upper, static_cast<Int128>(2) * denominator_);
    }

    /// From the k-th smallest to the k-th largest.
    [[nodiscard]] Interval within(std::int64_t order) const {
        return {.low = base::ratio(ordered(order), denominator_),
                .high = base::ratio(ordered(size() + 1 - order), denominator_)};
    }

  private:
    /// The k-th smallest, k from 1.
    [[nodiscard]] std::int64_t ordered(std::int64_t k) const {
        const std::int64_t low = second_.front().units - first_.back().units - 1;
        const std::int64_t high = second_.back().units - first_.front().units;
        return ordered_by_counting([this](std::int64_t s) { return n_up_to(s); }, k, low, high, size());
    }

    /// How many differences are <= s.
    [[nodiscard]] std::int64_t n_up_to(std::int64_t s) const {
        std::int64_t pairs = 0;
        std::int64_t partners = 0;
        auto bound = second_.begin();
        for (const ValueCount& value : first_) {
            while (bound != second_.end() && bound->units - value.units <= s) partners += (bound++)->count;
            pairs += value.count * partners;
        }
        return pairs;
    }

    /// The smallest difference above s, which must not be the largest.
    [[nodiscard]] std::int64_t next_after(std::int64_t s) const {
        std::int64_t next = std::numeric_limits<std::int64_t>::max();
        auto bound = second_.begin();
        for (const ValueCount& value : first_) {
            while (bound != second_.end() && bound->units - value.units <= s) ++bound;
            if (bound == second_.end()) break;
            next = std::min(next, bound->units - value.units);
        }
        return next;
    }

    std::vector<ValueCount> first_;
    std::vector<ValueCount> second_;
    std::int64_t n_first_;
    std::int64_t n_second_;
    std::int64_t denominator_;
};

std::optional<ShiftInterval> exact_interval(const Differences& differences, double level) {
    const auto quantile = rank_sum_quantile(differences.n_first(), differences.n_second(), (1 - level) / 2);
    if (!quantile) return std::nullopt;
    ShiftInterval interval;
    interval.order = std::max<std::int64_t>(quantile->value, 1);
    interval.achieved = 1 - 2 * (quantile->value >= 1 ? quantile->below : quantile->at_zero);
    interval.reached = interval.achieved >= level * (1 - 1e-12);
    interval.achieved = std::max(0.0, interval.achieved);
    interval.limits = differences.within(interval.order);
    return interval;
}

ShiftInterval normal_interval(const Differences& differences, double level) {
    const auto n1 = static_cast<double>(differences.n_first());
    const auto n2 = static_cast<double>(differences.n_second());
    const double centre = n1 * n2 / 2;
    const double sd = std::sqrt(n1 * n2 * (n1 + n2 + 1) / 12);
    const double order = std::floor(centre - normal_quantile((1 + level) / 2) * sd);
    ShiftInterval interval;
    interval.order = std::max<std::int64_t>(static_cast<std::int64_t>(order), 1);
    interval.reached = order >= 1;
    interval.achieved =
        std::max(0.0, 1 - 2 * normal_cdf((static_cast<double>(interval.order) - centre) / sd));
    interval.limits = differences.within(interval.order);
    return interval;
}

}  // namespace

base::Outcome<HodgesLehmannShift> hodges_lehmann_shift(const GridView& first, const GridView& second,
                                                       double level) {
    base::require(level > 0 && level < 1, "a level must lie between 0 and 1");
    base::require(first.denominator > 0, "the denominator of a grid must be positive");
    base::require(first.denominator == second.denominator, "two samples must lie on one grid");
    if (first.units.empty() || second.units.empty()) return base::Reason::no_answers;
    const Differences differences(first, second);
    HodgesLehmannShift result;
    result.n_first = differences.n_first();
    result.n_second = differences.n_second();
    result.estimate = differences.median();
    result.exact = exact_interval(differences, level);
    result.normal = normal_interval(differences, level);
    result.exact_order = result.exact.has_value();
    const ShiftInterval& chosen = result.exact ? *result.exact : result.normal;
    if (chosen.reached) result.ci = chosen.limits;
    return result;
}

}  // namespace outcomes::stats
