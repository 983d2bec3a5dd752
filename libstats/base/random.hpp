#pragma once

#include <array>
#include <cstdint>

namespace outcomes::base {

/// Our own generator and our own draws: those of the standard library differ between implementations, so a
/// seed would not give the same numbers everywhere. xoshiro256** (Blackman & Vigna 2021, ACM TOMS 47:36),
/// seeded by splitmix64.
class Random {
  public:
    explicit Random(std::uint64_t seed);

    [[nodiscard]] std::uint64_t next();
    /// Uniform on 0 .. bound - 1 without bias (Lemire 2019, ACM TOMACS 29:3). bound > 0.
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
