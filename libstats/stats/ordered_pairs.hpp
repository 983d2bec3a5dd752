#pragma once

#include <algorithm>
#include <cstdint>

namespace outcomes::stats {

/// The k-th smallest of a multitude of integers that is only known by counting: the smallest s with
/// n_up_to(s)
/// >= k. Interpolates in the counts, and bisects whenever that has not halved the range.
///
/// @param n_up_to  how many integers are <= s; not decreasing
/// @param k        from 1 to `n`
/// @param low      below the smallest integer
/// @param high     the largest integer, or above it
/// @param n        how many integers there are
/// Cost: at most twice as many counts as `high - low` has bits.
template <class Count>
[[nodiscard]] std::int64_t ordered_by_counting(const Count& n_up_to, std::int64_t k, std::int64_t low,
                                               std::int64_t high, std::int64_t n) {
    std::int64_t n_low = 0;
    std::int64_t n_high = n;
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

}  // namespace outcomes::stats
