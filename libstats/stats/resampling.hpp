#pragma once

#include "libstats/base/random.hpp"

#include <cstdint>

namespace outcomes::stats {

/// The generator of one replicate of a resampling method. It depends on the seed and the replicate's number
/// and on nothing else, so replicates may be computed in any order and on any thread. Both are mixed by the
/// finaliser of splitmix64 (Steele, Lea & Flood 2014, OOPSLA, p. 453), so that neighbouring numbers give
/// unrelated streams of xoshiro256**.
[[nodiscard]] base::Random replicate_stream(std::uint64_t seed, std::uint64_t replicate);

/// Draws whole numbers 0 .. bound - 1 without bias (Lemire 2019, ACM TOMACS 29:3), two from every 64 random
/// bits.
class IndexDraws {
  public:
    /// @param random  whose bits are used; must outlive this object
    explicit IndexDraws(base::Random& random) : random_(random) {}

    /// @param bound  > 0
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) {
        std::uint64_t product = static_cast<std::uint64_t>(half()) * bound;
        if (static_cast<std::uint32_t>(product) < bound) {
            const std::uint32_t rejected = (0 - bound) % bound;
            while (static_cast<std::uint32_t>(product) < rejected)
                product = static_cast<std::uint64_t>(half()) * bound;
        }
        return static_cast<std::uint32_t>(product >> 32);
    }

  private:
    std::uint32_t half() {
        if (has_spare_) {
            has_spare_ = false;
            return static_cast<std::uint32_t>(bits_);
        }
        bits_ = random_.next();
        has_spare_ = true;
        return static_cast<std::uint32_t>(bits_ >> 32);
    }

    base::Random& random_;
    std::uint64_t bits_ = 0;
    bool has_spare_ = false;
};

}  // namespace outcomes::stats
