#pragma once

#include "libstats/base/random.hpp"
#include "libstats/stats/occasions.hpp"

#include <cstdint>
#include <vector>

namespace outcomes::tests {

using OccasionUnits = std::vector<std::int64_t>;

/// `units` must outlive the table.
inline stats::OccasionTable occasions(const OccasionUnits& units, std::size_t k,
                                      std::int64_t denominator = 1) {
    return {.units = units, .k = k, .denominator = denominator};
}

/// Whole scores below `levels`, on the last occasion one higher; the fewer levels, the more ties.
inline OccasionUnits random_occasions(std::size_t n, std::size_t k, std::uint64_t levels,
                                      std::uint64_t seed) {
    base::Random random(seed);
    OccasionUnits units;
    for (std::size_t i = 0; i < n * k; ++i)
        units.push_back(static_cast<std::int64_t>(random.below(levels) + (i % k == k - 1 ? 1 : 0)));
    return units;
}

/// People in another order: the first one last.
inline OccasionUnits people_rotated(const OccasionUnits& units, std::size_t k) {
    const auto second = units.begin() + static_cast<std::ptrdiff_t>(k);
    OccasionUnits rotated(second, units.end());
    rotated.insert(rotated.end(), units.begin(), second);
    return rotated;
}

/// Occasions from the last to the first.
inline OccasionUnits occasions_reversed(const OccasionUnits& units, std::size_t k) {
    OccasionUnits reversed;
    for (std::size_t i = 0; i < units.size(); ++i) reversed.push_back(units[i / k * k + (k - 1 - i % k)]);
    return reversed;
}

/// factor x + constant.
inline OccasionUnits moved(OccasionUnits units, std::int64_t factor, std::int64_t constant) {
    for (auto& x : units) x = factor * x + constant;
    return units;
}

/// Everybody twice.
inline OccasionUnits duplicated(const OccasionUnits& units) {
    OccasionUnits twice = units;
    twice.insert(twice.end(), units.begin(), units.end());
    return twice;
}

}  // namespace outcomes::tests
