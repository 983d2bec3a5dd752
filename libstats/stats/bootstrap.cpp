#include "libstats/stats/bootstrap.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/parallel.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/bootstrap_replicates.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/resampling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Reason;

/// Of deviations from their mean, in any unit.
double acceleration_of(std::span<const double> deviations) {
    double largest = 0;
    for (const double d : deviations) largest = std::max(largest, std::abs(d));
    base::CompensatedSum squares, cubes;
    for (const double d : deviations) {
        const double share = d / largest;  // keeps cubes of far values from overflowing
        squares.add(share * share);
        cubes.add(share * share * share);
    }
    return cubes.value() / (6 * squares.value() * std::sqrt(squares.value()));
}

/// The estimates that leave one person out, on several threads; a reason where one of them has none.
template <class LeaveOut>
base::Outcome<double> jackknife(std::size_t n, std::span<const std::size_t> group_sizes,
                                std::size_t n_threads, const LeaveOut& leave_out) {
    constexpr std::size_t block = 64;
    std::vector<double> left_out(n);
    const std::size_t n_blocks = (n + block - 1) / block;
    std::vector<std::optional<Reason>> failures(n_blocks);
    base::for_each_index(n_blocks, n_threads, [&](std::size_t part) {
        for (std::size_t i = part * block; i < std::min(n, (part + 1) * block); ++i) {
            const base::Outcome<BootstrapValue> value = leave_out(i);
            if (!value) {
                failures[part] = value.reason();
                return;
            }
            base::require(std::isfinite(value->estimate), "the estimate of a sample must be finite");
            left_out[i] = value->estimate;
        }
    });
    for (const auto& failure : failures) {
        if (failure) return *failure;
    }
    return jackknife_acceleration(left_out, group_sizes);
}

std::vector<std::uint32_t> everybody(std::size_t n) {
    std::vector<std::uint32_t> people(n);
    std::iota(people.begin(), people.end(), std::uint32_t{0});
    return people;
}

/// n people of each group, drawn with replacement.
std::vector<std::uint32_t> drawn(base::Random& random, std::size_t n,
                                 std::span<const std::size_t> group_sizes) {
    std::vector<std::uint32_t> people;
    people.reserve(n);
    std::uint32_t first = 0;
    for (const std::size_t size : group_sizes) {
        const auto bound = static_cast<std::uint32_t>(size);
        draw_indices(random, bound, size, [&](std::uint32_t i) { people.push_back(first + i); });
        first += bound;
    }
    return people;
}

/// Values about a shift with their sums. Number: std::int64_t where sums of squares of any resample fit into
/// 62 bits, so that they are exact; else double.
template <class Number>
struct Sums {
    Number sum = 0;
    Number squares = 0;
};

/// A sample about a whole number near its mean.
template <class Number>
class Sample {
  public:
    Sample(GridView values, std::int64_t shift)
        : shift_(static_cast<double>(shift)), unit_(static_cast<double>(values.denominator)) {
        for (const std::int64_t x : values.units) values_.push_back(static_cast<Number>(x - shift));
        for (const Number x : values_) add(all_, x);
    }

    [[nodiscard]] SampleMoments all() const { return moments_of(all_, values_.size()); }

    [[nodiscard]] SampleMoments without(std::size_t i) const {
        const Number x = values_[i];
        return moments_of({all_.sum - x, all_.squares - x * x}, values_.size() - 1);
    }

    [[nodiscard]] SampleMoments resample(base::Random& random) const {
        Sums<Number> sums;
        draw_indices(random, static_cast<std::uint32_t>(values_.size()), values_.size(),
                     [&](std::uint32_t i) { add(sums, values_[i]); });
        return moments_of(sums, values_.size());
    }

  private:
    static void add(Sums<Number>& sums, Number x) {
        sums.sum += x;
        sums.squares += x * x;
    }

    [[nodiscard]] SampleMoments moments_of(const Sums<Number>& sums, std::size_t size) const {
        const auto n = static_cast<double>(size);
        SampleMoments sample;
        sample.n = n;
        sample.mean = (shift_ + static_cast<double>(sums.sum) / n) / unit_;
        if (size < 2) return sample;
        if constexpr (std::is_integral_v<Number>) {
            const Int128 squares = static_cast<Int128>(sums.squares) * static_cast<Int128>(size) -
                                   static_cast<Int128>(sums.sum) * static_cast<Int128>(sums.sum);
            sample.variance = static_cast<double>(squares) / n / (n - 1) / unit_ / unit_;
        } else {
            const double squares = sums.squares - sums.sum * sums.sum / n;
            // What is left of equal values is rounding.
            const bool rounding = squares <= 8 * std::numeric_limits<double>::epsilon() * sums.squares;
            sample.variance = rounding ? 0 : squares / (n - 1) / unit_ / unit_;
        }
        return sample;
    }

    double shift_;
    double unit_;
    std::vector<Number> values_;
    Sums<Number> all_;
};

template <class Number>
base::Outcome<Bootstrap> resample_moments(const Sample<Number>& sample, std::size_t n,
                                          const MomentStatistic& statistic, const BootstrapOptions& options) {
    const base::Outcome<BootstrapValue> observed = statistic(sample.all());
    if (!observed) return observed.reason();
    base::require(std::isfinite(observed->estimate), "the estimate of a sample must be finite");
    const auto draw = [&](base::Random& random) { return statistic(sample.resample(random)); };
    const std::array sizes{n};
    const base::Outcome<double> acceleration =
        options.acceleration ? base::Outcome<double>(*options.acceleration)
                             : jackknife(n, sizes, options.n_threads,
                                         [&](std::size_t i) { return statistic(sample.without(i)); });
    return bootstrap_intervals(*observed, draw_replicates(*observed, options, draw), acceleration, options);
}

}  // namespace

base::Outcome<double> mean_acceleration(GridView values) {
    base::require(values.denominator > 0, "the denominator of a grid must be positive");
    if (values.units.size() < 2) return Reason::too_few;
    const auto [low, high] = std::minmax_element(values.units.begin(), values.units.end());
    constexpr std::int64_t largest = std::int64_t{1} << 60;
    base::require(*low >= -largest && *high <= largest, "a value of a grid lies beyond 2^60");
    if (*low == *high) return Reason::no_variation;
    const auto n = static_cast<Int128>(values.units.size());
    Int128 sum = 0;
    for (const std::int64_t x : values.units) sum += x;
    std::vector<double> deviations;
    deviations.reserve(values.units.size());
    for (const std::int64_t x : values.units) deviations.push_back(static_cast<double>(n * x - sum));
    return acceleration_of(deviations);
}

base::Outcome<double> mean_acceleration(std::span<const double> values) {
    if (values.size() < 2) return Reason::too_few;
    const auto sample = moments(values);
    if (sample->min == sample->max) return Reason::no_variation;
    std::vector<double> deviations;
    deviations.reserve(values.size());
    base::CompensatedSum left;
    for (const double x : values) left.add(x - sample->mean);
    const double correction = left.value() / static_cast<double>(values.size());
    for (const double x : values) deviations.push_back((x - sample->mean) - correction);
    return acceleration_of(deviations);
}

base::Outcome<Bootstrap> bootstrap(const Statistic& statistic, std::size_t n,
                                   const BootstrapOptions& options) {
    return bootstrap_groups(statistic, std::array{n}, options);
}

base::Outcome<Bootstrap> bootstrap_groups(const Statistic& statistic,
                                          std::span<const std::size_t> group_sizes,
                                          const BootstrapOptions& options) {
    check_bootstrap_options(options);
    base::require(!group_sizes.empty(), "there must be a group");
    std::size_t n = 0;
    for (const std::size_t size : group_sizes) {
        base::require(size <= std::numeric_limits<std::uint32_t>::max() - n,
                      "people are numbered in 32 bits");
        n += size;
    }
    if (std::ranges::min(group_sizes) < 2) return Reason::too_few;

    const std::vector<std::uint32_t> people = everybody(n);
    const base::Outcome<BootstrapValue> observed = statistic(people);
    if (!observed) return observed.reason();
    base::require(std::isfinite(observed->estimate), "the estimate of a sample must be finite");
    const auto draw = [&](base::Random& random) { return statistic(drawn(random, n, group_sizes)); };
    const auto leave_out = [&](std::size_t i) {
        std::vector<std::uint32_t> others = people;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        return statistic(others);
    };
    const base::Outcome<double> acceleration = options.acceleration
                                                   ? base::Outcome<double>(*options.acceleration)
                                                   : jackknife(n, group_sizes, options.n_threads, leave_out);
    return bootstrap_intervals(*observed, draw_replicates(*observed, options, draw), acceleration, options);
}

base::Outcome<Bootstrap> bootstrap_moments(GridView values, const MomentStatistic& statistic,
                                           const BootstrapOptions& options) {
    check_bootstrap_options(options);
    base::require(values.denominator > 0, "the denominator of a grid must be positive");
    const std::size_t n = values.units.size();
    base::require(n < std::numeric_limits<std::uint32_t>::max(), "people are numbered in 32 bits");
    if (n < 2) return Reason::too_few;
    const auto [low, high] = std::minmax_element(values.units.begin(), values.units.end());
    constexpr std::int64_t largest = std::int64_t{1} << 60;
    base::require(*low >= -largest && *high <= largest, "a value of a grid lies beyond 2^60");
    if (*low == *high) return Reason::no_variation;
    Int128 sum = 0;
    for (const std::int64_t x : values.units) sum += x;
    const auto shift = static_cast<std::int64_t>(sum / static_cast<Int128>(n));
    const auto range = static_cast<double>(*high - *low);
    if (range * range * static_cast<double>(n) < 0x1.0p62)
        return resample_moments(Sample<std::int64_t>(values, shift), n, statistic, options);
    return resample_moments(Sample<double>(values, shift), n, statistic, options);
}

base::Outcome<Bootstrap> bootstrap_mean(GridView values, const BootstrapOptions& options) {
    const auto mean = [](const SampleMoments& sample) -> base::Outcome<BootstrapValue> {
        return BootstrapValue{.estimate = sample.mean, .std_error = std::sqrt(sample.variance / sample.n)};
    };
    BootstrapOptions with_acceleration = options;
    if (!options.acceleration) {
        const auto acceleration = mean_acceleration(values);
        if (acceleration) with_acceleration.acceleration = *acceleration;
    }
    return bootstrap_moments(values, mean, with_acceleration);
}

}  // namespace outcomes::stats
