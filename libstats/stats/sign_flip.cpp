#include "libstats/stats/sign_flip.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/parallel.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/exact_distribution.hpp"
#include "libstats/stats/resampling.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;

/// Whole sizes of change over their greatest common divisor.
struct Sizes {
    std::vector<RankGroup> groups;  ///< sizes in the place of ranks
    std::int64_t people = 0;        ///< m
    Int128 total = 0;               ///< sum of all sizes
    Int128 up = 0;                  ///< sum of those that went up

    /// S in the same unit
    [[nodiscard]] Int128 sum() const { return 2 * up - total; }
};

/// @param magnitudes  at least one
Sizes sizes_of(const Magnitudes& magnitudes) {
    std::int64_t divisor = magnitudes.groups.front().magnitude;
    for (const MagnitudeCount& size : magnitudes.groups) divisor = std::gcd(divisor, size.magnitude);
    Sizes sizes;
    sizes.people = magnitudes.n_nonzero();
    for (const MagnitudeCount& size : magnitudes.groups) {
        const std::int64_t unit = size.magnitude / divisor;
        sizes.groups.push_back({unit, size.count()});
        sizes.total += static_cast<Int128>(unit) * size.count();
        sizes.up += static_cast<Int128>(unit) * size.n_pos;
    }
    return sizes;
}

/// All sums of subsets of `sizes`, ascending: each size merges the sums without it and those with it.
std::vector<std::int64_t> subset_sums(std::span<const std::int64_t> sizes) {
    std::vector<std::int64_t> sums = {0}, with, merged;
    for (const std::int64_t size : sizes) {
        with = sums;
        for (std::int64_t& sum : with) sum += size;
        merged.resize(2 * sums.size());
        std::merge(sums.begin(), sums.end(), with.begin(), with.end(), merged.begin());
        sums.swap(merged);
    }
    return sums;
}

/// How many pairs, one of each list, have a sum of at most `bound`.
std::int64_t pairs_up_to(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b,
                         std::int64_t bound) {
    std::int64_t pairs = 0;
    std::size_t partners = b.size();
    for (const std::int64_t value : a) {
        while (partners > 0 && value + b[partners - 1] > bound) --partners;
        pairs += static_cast<std::int64_t>(partners);
    }
    return pairs;
}

RankSumTails tails_by_halves(const Sizes& sizes) {
    std::vector<std::int64_t> people;
    for (const RankGroup& group : sizes.groups)
        people.insert(people.end(), static_cast<std::size_t>(group.count), group.doubled_rank);
    const std::span<const std::int64_t> all = people;
    const auto a = subset_sums(all.first(people.size() / 2));
    const auto b = subset_sums(all.subspan(people.size() / 2));
    const auto bound = static_cast<std::int64_t>(sizes.up);
    const std::int64_t up_to = pairs_up_to(a, b, bound);
    const std::int64_t below = pairs_up_to(a, b, bound - 1);
    const int m = static_cast<int>(sizes.people);
    const auto share = [m](std::int64_t count) { return std::ldexp(static_cast<double>(count), -m); };
    return {
        .lower = share(up_to), .upper = share((std::int64_t{1} << m) - below), .point = share(up_to - below)};
}

/// The sums of up to 2^20 subsets of each half are 16 MB in all.
constexpr std::int64_t most_people_in_halves = 40;

base::Outcome<RankSumTails> exact(const Sizes& sizes, double cost_limit) {
    if (sizes.total >= Int128{1} << 62) return base::Reason::not_affordable;
    const auto up = static_cast<std::int64_t>(sizes.up);
    const bool short_tail = shift_cost(sizes.groups, up) <= std::min(shift_cost_limit, cost_limit);
    if (!short_tail && sizes.people <= most_people_in_halves) {
        const double sums = std::ldexp(8.0, static_cast<int>(sizes.people + 1) / 2);
        if (sums <= cost_limit) return tails_by_halves(sizes);
    }
    return exact_tails(sizes.groups, up, cost_limit);
}

void use_exact(SignFlip& test, const RankSumTails& tails) {
    test.method = SignFlipMethod::exact;
    const double both = 2 * std::min(tails.lower, tails.upper);
    test.p = {.two_sided = std::min(1.0, both), .greater = tails.upper, .less = tails.lower};
    test.mid_p = std::min(1.0, both - tails.point);
    if (test.n_nonzero <= 53)
        test.count = std::round(std::ldexp(test.p.two_sided, static_cast<int>(test.n_nonzero)));
}

/// Draws the sum of the sizes that go up in a random pattern. Sum: std::int64_t where all sizes together fit.
template <class Sum>
class Patterns {
  public:
    explicit Patterns(const Sizes& sizes) {
        for (const RankGroup& group : sizes.groups) {
            if (group.count == 1)
                singles_.push_back(group.doubled_rank);
            else
                shared_.push_back(group);
        }
    }

    [[nodiscard]] Sum draw(base::Random& random) const {
        Sum up = 0;
        for (std::size_t first = 0; first < singles_.size(); first += 64) {
            std::uint64_t bits = random.next();
            const std::size_t last = std::min(first + 64, singles_.size());
            for (std::size_t i = first; i < last; ++i, bits >>= 1)
                up += singles_[i] * static_cast<std::int64_t>(bits & 1);
        }
        for (const RankGroup& group : shared_) {
            std::int64_t chosen = 0;
            for (std::int64_t left = group.count; left > 0; left -= 64)
                chosen += std::popcount(left < 64 ? random.next() >> (64 - left) : random.next());
            up += static_cast<Sum>(group.doubled_rank) * chosen;
        }
        return up;
    }

  private:
    std::vector<std::int64_t> singles_;  ///< sizes that one person has
    std::vector<RankGroup> shared_;      ///< sizes that several have; as many go up as random bits are set
};

/// Random patterns at least as extreme as the observed one.
struct Extreme {
    std::uint64_t both = 0;     ///< |S*| >= |S|
    std::uint64_t greater = 0;  ///< S* >= S
    std::uint64_t less = 0;     ///< S* <= S
};

template <class Sum>
Extreme count_extreme(const Sizes& sizes, const SignFlipOptions& options) {
    constexpr std::size_t block = 512;
    const Patterns<Sum> patterns(sizes);
    const std::size_t n_blocks = (options.draws + block - 1) / block;
    std::vector<Extreme> counts(n_blocks);
    const Int128 observed = sizes.sum();
    const Int128 distance = observed < 0 ? -observed : observed;
    base::for_each_index(n_blocks, options.n_threads, [&](std::size_t b) {
        Extreme extreme;
        for (std::size_t i = b * block; i < std::min(options.draws, (b + 1) * block); ++i) {
            base::Random random = replicate_stream(options.seed, i);
            const Int128 sum = 2 * static_cast<Int128>(patterns.draw(random)) - sizes.total;
            extreme.both += sum >= distance || sum <= -distance ? 1U : 0U;
            extreme.greater += sum >= observed ? 1U : 0U;
            extreme.less += sum <= observed ? 1U : 0U;
        }
        counts[b] = extreme;
    });
    Extreme all;
    for (const Extreme& part : counts) {
        all.both += part.both;
        all.greater += part.greater;
        all.less += part.less;
    }
    return all;
}

void use_monte_carlo(SignFlip& test, const Sizes& sizes, const SignFlipOptions& options) {
    base::require(options.draws > 0, "a Monte Carlo test needs at least one draw");
    const bool small = sizes.total < Int128{1} << 62;
    const Extreme extreme =
        small ? count_extreme<std::int64_t>(sizes, options) : count_extreme<Int128>(sizes, options);
    const auto all = static_cast<double>(options.draws + 1);
    const auto share = [all](std::uint64_t count) { return static_cast<double>(count + 1) / all; };
    test.method = SignFlipMethod::monte_carlo;
    test.draws = options.draws;
    test.p = {
        .two_sided = share(extreme.both), .greater = share(extreme.greater), .less = share(extreme.less)};
    test.std_error = std::sqrt(test.p.two_sided * (1 - test.p.two_sided) / all);
}

}  // namespace

base::Outcome<SignFlip> sign_flip(GridView differences, const SignFlipOptions& options) {
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    if (differences.units.empty()) return base::Reason::no_pairs;
    const Magnitudes magnitudes = stats::magnitudes(differences.units);
    if (magnitudes.n_nonzero() == 0) return base::Reason::no_change;
    const Sizes sizes = sizes_of(magnitudes);

    SignFlip test;
    test.n_pairs = magnitudes.n();
    test.n_nonzero = magnitudes.n_nonzero();
    Int128 sum = 0;
    std::int64_t divisor = differences.denominator;
    for (const MagnitudeCount& size : magnitudes.groups) {
        sum += static_cast<Int128>(size.magnitude) * (size.n_pos - size.n_neg);
        divisor = std::gcd(divisor, size.magnitude);
    }
    test.scale = differences.denominator / divisor;
    test.sum = base::ratio(sum, differences.denominator);
    test.mean = base::ratio(sum, static_cast<Int128>(differences.denominator) * test.n_pairs);
    if (const auto tails = exact(sizes, options.cost_limit); tails)
        use_exact(test, *tails);
    else
        use_monte_carlo(test, sizes, options);
    return test;
}

}  // namespace outcomes::stats
