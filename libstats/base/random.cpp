#include "libstats/base/random.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/outcome.hpp"

#include <cmath>

namespace outcomes::base {

Random::Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
        seed += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        word = z ^ (z >> 31);
    }
}

std::uint64_t Random::below(std::uint64_t bound) {
    require(bound > 0, "Random::below: the bound must be positive");
    const std::uint64_t rejected = (0 - bound) % bound;
    for (;;) {
        const UInt128 product = static_cast<UInt128>(next()) * bound;
        if (static_cast<std::uint64_t>(product) >= rejected) return static_cast<std::uint64_t>(product >> 64);
    }
}

double Random::uniform() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Random::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_;
    }
    for (;;) {
        const double u = 2 * uniform() - 1;
        const double v = 2 * uniform() - 1;
        const double s = u * u + v * v;
        if (s >= 1 || s == 0) continue;
        const double factor = std::sqrt(-2 * std::log(s) / s);
        spare_ = v * factor;
        has_spare_ = true;
        return u * factor;
    }
}

}  // namespace outcomes::base
