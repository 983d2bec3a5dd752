#pragma once

#include "libstats/survey/responses.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace outcomes::survey {

/// One person's sheets in two waves.
struct LinkedPair {
    std::uint32_t from = 0;  ///< sheet index in the first wave
    std::uint32_t to = 0;    ///< sheet index in the second wave
};

struct Linkage {
    std::vector<LinkedPair> pairs;         ///< in the order of the first wave's sheets
    std::vector<std::uint32_t> only_from;  ///< sheets of the first wave without a partner (blank ids too)
    std::vector<std::uint32_t> only_to;    ///< sheets of the second wave without a partner (blank ids too)
};

/// Exact linkage on person numbers. A blank id never links. Ids are unique within a wave (load() sees to it).
/// Cost O(n).
[[nodiscard]] Linkage link(const WaveData& from, const WaveData& to);

}  // namespace outcomes::survey
