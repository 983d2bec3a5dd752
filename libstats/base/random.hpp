#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace outcomes::base {

/// Our own generator and our own draws: those of the standard library differ between implementations, so a
/// seed would not give the same numbers everywhere. xoshiro256** (Blackman & Vigna 2021, ACM TOMS 47:36),
/// seeded by splitmix64.
class Random {
  public:
    /// Starts the sequence of a seed.
    /// @param seed  any number; the same seed gives the same draws
    explicit Random(std::uint64_t seed);

    /// 64 random bits. Here for speed: resampling draws millions.
    [[nodiscard]] std::uint64_t next() {
        const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
        const std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }
    /// Uniform on 0 .. bound - 1 without bias (Lemire 2019, ACM TOMACS 29:3). bound > 0.
    /// @param bound  how many numbers there are to draw from, > 0
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    /// Uniform on [0, 1), 53 bits.
    [[nodiscard]] double uniform();
    /// Standard normal by the polar method (Marsaglia & Bray 1964).
    [[nodiscard]] double normal();

  private:
    std::array<std::uint64_t, 4> state_{};
    double spare_ = 0;
    bool has_spare_ = false;
};

}  // namespace outcomes::base
