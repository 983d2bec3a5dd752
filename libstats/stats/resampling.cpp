#include "libstats/stats/resampling.hpp"

namespace outcomes::stats {
namespace {

std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

}  // namespace

base::Random replicate_stream(std::uint64_t seed, std::uint64_t replicate) {
    constexpr std::uint64_t step = 0x9E3779B97F4A7C15ULL;
    return base::Random(mixed(mixed(seed + step) + step * (replicate + 1)));
}

}  // namespace outcomes::stats
