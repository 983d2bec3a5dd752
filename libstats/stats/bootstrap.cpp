#include "libstats/stats/bootstrap.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/descriptives.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

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

}  // namespace

base::Outcome<double> mean_acceleration(GridView values) {
    base::require(values.denominator > 0, "the denominator of a grid must be positive");
    if (values.units.size() < 2) return base::Reason::too_few;
    const auto [low, high] = std::minmax_element(values.units.begin(), values.units.end());
    if (*low == *high) return base::Reason::no_variation;
    const auto n = static_cast<base::Int128>(values.units.size());
    base::Int128 sum = 0;
    for (const std::int64_t x : values.units) sum += x;
    std::vector<double> deviations;
    deviations.reserve(values.units.size());
    for (const std::int64_t x : values.units) deviations.push_back(static_cast<double>(n * x - sum));
    return acceleration_of(deviations);
}

base::Outcome<double> mean_acceleration(std::span<const double> values) {
    if (values.size() < 2) return base::Reason::too_few;
    const auto sample = moments(values);
    if (sample->min == sample->max) return base::Reason::no_variation;
    std::vector<double> deviations;
    deviations.reserve(values.size());
    base::CompensatedSum left;
    for (const double x : values) left.add(x - sample->mean);
    const double correction = left.value() / static_cast<double>(values.size());
    for (const double x : values) deviations.push_back((x - sample->mean) - correction);
    return acceleration_of(deviations);
}

}  // namespace outcomes::stats
