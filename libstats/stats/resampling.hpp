#pragma once

#include "libstats/base/random.hpp"

#include <cstddef>
#include <cstdint>

namespace outcomes::stats {

/// The generator of one replicate of a resampling method. It depends on the seed and the replicate's number
/// and on nothing else, so replicates may be computed in any order and on any thread. Both are mixed by the
/// finaliser of splitmix64 (Steele, Lea & Flood 2014, OOPSLA, p. 453), so that neighbouring numbers give
/// unrelated streams of xoshiro256**.
/// @param seed       of the whole run
/// @param replicate  its number, from 0
[[nodiscard]] base::Random replicate_stream(std::uint64_t seed, std::uint64_t replicate);

/// Calls take(i) for n whole numbers i drawn from 0 .. bound - 1 without bias: the high part of random bits
/// times `bound`, where the few values of the low part that would favour some i are drawn again (Lemire 2019,
/// ACM TOMACS 29:3). Every 64 random bits give four numbers if bound <= 1024, else two.
///
/// @param random  whose bits are used
/// @param bound   > 0
/// @param n       how many
/// @param take    called with each number in turn
template <class Take>
void draw_indices(base::Random& random, std::uint32_t bound, std::size_t n, const Take& take) {
    const int width = bound <= 1024 ? 16 : 32;
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    const std::uint64_t rejected = (mask + 1) % bound;
    std::uint64_t bits = 0;
    int left = 0;
    for (std::size_t drawn = 0; drawn < n;) {
        if (left == 0) {
            bits = random.next();
            left = 64;
        }
        const std::uint64_t product = (bits & mask) * bound;
        bits >>= width;
        left -= width;
        if ((product & mask) < rejected) continue;
        take(static_cast<std::uint32_t>(product >> width));
        ++drawn;
    }
}

}  // namespace outcomes::stats
