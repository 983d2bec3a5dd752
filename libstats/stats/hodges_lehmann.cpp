#include "libstats/stats/hodges_lehmann.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/exact_distribution.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

/// The sums d_i + d_j, i <= j, as if they were sorted.
class WalshSums {
  public:
    explicit WalshSums(std::vector<ValueCount> counts) : counts_(std::move(counts)) {
        for (const ValueCount& value : counts_) n_ += value.count;
    }

    [[nodiscard]] std::int64_t n() const { return n_; }
    [[nodiscard]] std::int64_t size() const { return n_ * (n_ + 1) / 2; }

    /// The k-th smallest sum, k from 1: the smallest s with k sums or more up to it. Interpolates in the
    /// number of sums, and bisects whenever that has not halved the range.
    [[nodiscard]] std::int64_t ordered(std::int64_t k) const {
        std::int64_t low = 2 * counts_.front().units - 1;
        std::int64_t high = 2 * counts_.back().units;
        std::int64_t n_low = 0;
        std::int64_t n_high = size();
        bool halve = false;
        while (high - low > 1) {
            const std::int64_t width = high - low;
            const double share =
                halve ? 0.5 : static_cast<double>(k - n_low) / static_cast<double>(n_high - n_low);
            const auto step = static_cast<std::int64_t>(share * static_cast<double>(width));
            const std::int64_t guess = low + std::clamp(step, std::int64_t{1}, width - 1);
            const std::int64_t n_guess = n_up_to(guess);
            (n_guess >= k ? high : low) = guess;
            (n_guess >= k ? n_high : n_low) = n_guess;
            halve = !halve && high - low > width / 2;
        }
        return high;
    }

    /// The smallest sum above s, which must not be the largest.
    [[nodiscard]] std::int64_t next_after(std::int64_t s) const {
        std::int64_t next = 2 * counts_.back().units;
        auto partner = counts_.rbegin();
        for (const ValueCount& value : counts_) {
            while (partner != counts_.rend() && value.units + partner->units > s) {
                next = std::min(next, value.units + (partner++)->units);
            }
        }
        return next;
    }

    /// How many sums are <= s. Counts ordered pairs (i, j) while the partner's bound moves down, then adds
    /// those with i = j, which were counted once only, and halves.
    [[nodiscard]] std::int64_t n_up_to(std::int64_t s) const {
        std::int64_t pairs = 0;
        std::int64_t partners = n_;
        auto bound = counts_.rbegin();
        for (const ValueCount& value : counts_) {
            while (bound != counts_.rend() && value.units + bound->units > s) partners -= (bound++)->count;
            if (partners == 0) break;
            pairs += value.count * partners;
            if (2 * value.units <= s) pairs += value.count;
        }
        return pairs / 2;
    }

  private:
    std::vector<ValueCount> counts_;
    std::int64_t n_ = 0;
};

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
