#include "libstats/stats/counted_summary.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::require;

void require_counts(std::span<const ValueCount> counts, std::int64_t denominator) {
    require(denominator > 0, "the denominator of a grid is positive");
    for (std::size_t i = 0; i < counts.size(); ++i) {
        require(counts[i].count > 0, "a count must be positive");
        require(i == 0 || counts[i - 1].units < counts[i].units, "counts must be in ascending order");
    }
}

/// The value that `below` people (of all, sorted) come before.
std::int64_t value_at(std::span<const ValueCount> counts, std::int64_t below) {
    auto place = counts.begin();
    while (below >= place->count) below -= (place++)->count;
    return place->units;
}

double quartile(std::span<const ValueCount> counts, std::int64_t n, std::int64_t number,
                std::int64_t denominator) {
    const std::int64_t position = number * (n - 1);
    const std::int64_t weight = position % 4;
    const Int128 low = value_at(counts, position / 4);
    const Int128 high = weight == 0 ? low : Int128{value_at(counts, position / 4 + 1)};
    return base::ratio(4 * low + weight * (high - low), 4 * Int128{denominator});
}

/// Sums of (x - mean)^2 and (x - mean)^3, in units.
struct Deviations {
    double squares = 0;
    double cubes = 0;
};

/// The mean is a whole number of units and a rest; units near it are subtracted exactly.
Deviations deviations(std::span<const ValueCount> counts, Int128 sum, std::int64_t n) {
    const auto centre = static_cast<std::int64_t>(sum / n);
    const double rest = base::ratio(sum - Int128{centre} * n, n);
    base::CompensatedSum squares;
    base::CompensatedSum cubes;
    for (const ValueCount& one : counts) {
        const double d = static_cast<double>(one.units - centre) - rest;
        const auto times = static_cast<double>(one.count);
        squares.add(times * d * d);
        cubes.add(times * d * d * d);
    }
    return {squares.value(), cubes.value()};
}

}  // namespace

base::Outcome<CountedSummary> summary_of(std::span<const ValueCount> counts, std::int64_t denominator) {
    require_counts(counts, denominator);
    if (counts.empty()) return base::Reason::no_answers;
    Int128 sum = 0;
    CountedSummary summary;
    for (const ValueCount& one : counts) {
        summary.n += one.count;
        sum += Int128{one.units} * one.count;
    }
    summary.mean = base::ratio(sum, Int128{denominator} * summary.n);
    summary.q1 = quartile(counts, summary.n, 1, denominator);
    summary.median = quartile(counts, summary.n, 2, denominator);
    summary.q3 = quartile(counts, summary.n, 3, denominator);
    summary.min = base::ratio(counts.front().units, denominator);
    summary.max = base::ratio(counts.back().units, denominator);
    if (summary.n < 2) return summary;

    const auto n = static_cast<double>(summary.n);
    const Deviations about_mean = deviations(counts, sum, summary.n);
    const bool varies = counts.size() > 1;
    summary.sd = varies ? std::sqrt(about_mean.squares / (n - 1)) / static_cast<double>(denominator) : 0.0;
    if (summary.n >= 3 && varies) {
        const double variance = about_mean.squares / n;
        const double type1 = about_mean.cubes / n / (variance * std::sqrt(variance));
        summary.skewness = type1 * std::sqrt(n * (n - 1)) / (n - 2);
    }
    return summary;
}

}  // namespace outcomes::stats
