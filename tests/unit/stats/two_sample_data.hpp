#pragma once

#include "libstats/base/random.hpp"
#include "libstats/stats/types.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace outcomes::tests {

using UnitVector = std::vector<std::int64_t>;

/// Two samples on one grid, owned.
struct TwoSamples {
    UnitVector first;
    UnitVector second;
    std::int64_t denominator = 1;

    [[nodiscard]] stats::GridView x() const { return {first, denominator}; }
    [[nodiscard]] stats::GridView y() const { return {second, denominator}; }
    [[nodiscard]] TwoSamples swapped() const { return {second, first, denominator}; }
    /// factor * value + constant
    [[nodiscard]] TwoSamples scaled(std::int64_t factor, std::int64_t constant) const {
        TwoSamples other = *this;
        for (UnitVector* sample : {&other.first, &other.second}) {
            for (std::int64_t& value : *sample) value = factor * value + constant;
        }
        return other;
    }
    [[nodiscard]] TwoSamples reversed() const {
        TwoSamples other = *this;
        std::reverse(other.first.begin(), other.first.end());
        std::reverse(other.second.begin(), other.second.end());
        return other;
    }
};

inline TwoSamples random_samples(std::uint64_t seed, std::size_t n_first, std::size_t n_second,
                                 std::uint64_t n_values) {
    base::Random random(seed);
    TwoSamples samples;
    for (std::size_t i = 0; i < n_first; ++i)
        samples.first.push_back(static_cast<std::int64_t>(random.below(n_values)));
    for (std::size_t i = 0; i < n_second; ++i)
        samples.second.push_back(static_cast<std::int64_t>(random.below(n_values)));
    return samples;
}

/// Calls `visit` with every way to split the values of both samples into two of the same sizes.
template <class Visit>
void for_all_splits(const TwoSamples& samples, const Visit& visit) {
    UnitVector all = samples.first;
    all.insert(all.end(), samples.second.begin(), samples.second.end());
    std::vector<bool> chosen(all.size());
    std::fill(chosen.end() - static_cast<std::ptrdiff_t>(samples.second.size()), chosen.end(), true);
    do {
        TwoSamples split;
        split.denominator = samples.denominator;
        for (std::size_t i = 0; i < all.size(); ++i)
            (chosen[i] ? split.second : split.first).push_back(all[i]);
        visit(split);
    } while (std::next_permutation(chosen.begin(), chosen.end()));
}

/// How many pairs the second sample wins less how many it loses: twice the distance of U from its mean.
inline std::int64_t net_wins(const TwoSamples& samples) {
    std::int64_t sum = 0;
    for (const std::int64_t x : samples.first) {
        for (const std::int64_t y : samples.second) sum += (y > x) - (y < x);
    }
    return sum;
}

}  // namespace outcomes::tests
