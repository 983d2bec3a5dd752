#include "libstats/stats/signed_rank_interval.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/exact_distribution.hpp"
#include "libstats/stats/value_counts.hpp"
#include "libstats/stats/walsh_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

/// Additions that one evaluation of the characteristic function is worth, and how many of them a tail needs.
constexpr double fourier_cost_per_size = 1e4;

/// Looks for the lower limit among the differences, whose unit is one grid step.
class LowerLimit {
  public:
    LowerLimit(std::vector<ValueCount> counts, const SignedRankIntervalOptions& options)
        : counts_(counts),
          sums_(std::move(counts)),
          options_(options),
          alpha_(1 - options.level),
          budget_(options.cost_limit) {}

    /// Twice the limit.
    [[nodiscard]] base::Outcome<std::int64_t> find() {
        const std::int64_t begin = first_possible();
        if (begin == least()) {
            if (accepted(4 * counts_.front().units - 4)) return base::Reason::level_unreachable;
        }
        // A shift equal to some differences makes zeros of them, to which the bound of the order does not
        // apply.
        for (const ValueCount& value : counts_) {
            if (2 * value.units >= begin) break;
            if (accepted(4 * value.units)) return 2 * value.units;
        }
        return scan(begin);
    }

    [[nodiscard]] std::int64_t tests() const { return tests_; }

  private:
    [[nodiscard]] std::int64_t least() const { return 2 * counts_.front().units; }

    /// The first sum at or above which a shift without zeros may be accepted. T+ is the number of sums above
    /// twice the shift and half of those equal to it, and P(T+ - E >= x) <= exp(-2 x^2 / sum r^2) with sum
    /// r^2 never larger than without ties.
    [[nodiscard]] std::int64_t first_possible() const {
        const auto n = static_cast<double>(sums_.n());
        const double squares = n * (n + 1) * (2 * n + 1) / 6;
        const double reach = std::sqrt(squares * std::log(2 / alpha_) / 2);
        const auto order = static_cast<std::int64_t>(std::floor(n * (n + 1) / 4 - reach));
        return order < 1 ? least() : sums_.ordered(order);
    }

    /// Tries `sum` / 2 and all Walsh averages above it, each with the shifts between it and the next.
    base::Outcome<std::int64_t> scan(std::int64_t sum) {
        const std::int64_t last = 2 * counts_.back().units;
        while (!accepted(2 * sum)) {
            if (budget_ < 0) return base::Reason::not_affordable;
            if (sum == last) return base::Reason::level_unreachable;
            const std::int64_t next = sums_.next_after(sum);
            if (accepted(sum + next)) return sum;
            sum = next;
        }
        return sum;
    }

    /// Whether a shift of `quarters` / 4 grid steps has a p-value above alpha.
    bool accepted(std::int64_t quarters) {
        if (budget_ < 0) return false;
        std::vector<ValueCount> moved = counts_;
        for (ValueCount& value : moved) value.units = 4 * value.units - quarters;
        const Magnitudes sizes = magnitudes(moved);
        if (sizes.n_nonzero() == 0) return true;
        const auto quick = signed_rank(sizes, {.zeros = options_.zeros, .cost_limit = 0});
        if (2 * std::exp(-quick->normal.z * quick->normal.z / 2) < alpha_ * (1 - 1e-9)) return false;
        spend(sizes, std::min(quick->t_plus, quick->t_minus));
        if (budget_ < 0) return false;
        ++tests_;
        const auto test =
            signed_rank(sizes, {.zeros = options_.zeros, .cost_limit = std::numeric_limits<double>::max()});
        if (!test->exact) {
            budget_ = -1;
            return false;
        }
        return test->exact->p.two_sided > alpha_;
    }

    void spend(const Magnitudes& sizes, double tail) {
        const double additions = 2 * static_cast<double>(sizes.n_nonzero()) * (tail + 1);
        const bool fourier = sizes.n_nonzero() > 1000 || additions > shift_cost_limit;
        budget_ -= fourier ? fourier_cost_per_size * static_cast<double>(sizes.groups.size()) : additions;
    }

    std::vector<ValueCount> counts_;
    WalshSums sums_;
    const SignedRankIntervalOptions& options_;
    double alpha_;
    double budget_;
    std::int64_t tests_ = 0;
};

std::vector<ValueCount> mirrored(std::vector<ValueCount> counts) {
    for (ValueCount& value : counts) value.units = -value.units;
    std::reverse(counts.begin(), counts.end());
    return counts;
}

}  // namespace

base::Outcome<SignedRankInterval> signed_rank_interval(GridView differences,
                                                       const SignedRankIntervalOptions& options) {
    base::require(options.level > 0 && options.level < 1, "a level must lie between 0 and 1");
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    if (differences.units.empty()) return base::Reason::no_pairs;
    const auto counts = value_counts(differences.units);
    constexpr std::int64_t largest = std::int64_t{1} << 57;
    base::require(counts.front().units >= -largest && counts.back().units <= largest,
                  "a difference lies beyond 2^57 grid steps");

    LowerLimit below(counts, options);
    LowerLimit above(mirrored(counts), options);
    const auto low = below.find();
    if (!low) return low.reason();
    const auto high = above.find();
    if (!high) return high.reason();
    const auto twice = static_cast<base::Int128>(2) * differences.denominator;
    SignedRankInterval result;
    result.limits = {.low = base::ratio(*low, twice), .high = base::ratio(-*high, twice)};
    result.n = static_cast<std::int64_t>(differences.units.size());
    result.tests = below.tests() + above.tests();
    return result;
}

}  // namespace outcomes::stats
