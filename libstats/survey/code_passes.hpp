#pragma once

#include "libstats/survey/code_matching.hpp"
#include "libstats/survey/confirmers.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace outcomes::survey {

/// What became of two codes that are alike but not the same.
enum class Fate : std::uint8_t {
    accepted,     ///< each other's only likeness, and confirmed
    tied,         ///< one of them is like another code as well
    repeated,     ///< one of them stands twice in its wave
    unconfirmed,  ///< sex, age or household should confirm, and nothing is known
    contradicted  ///< sex, age or household differ
};

struct Likeness {
    AlikePair pair;
    Confirmation said;
    Fate fate = Fate::tied;
};

using SheetPair = std::pair<std::uint32_t, std::uint32_t>;

/// The tolerant pass between two waves.
struct TolerantPass {
    std::vector<Likeness> likenesses;  ///< by `from`, then `to`
    std::size_t n_from = 0;            ///< codes of the first wave that could still be matched
    std::size_t n_to = 0;
    std::size_t n_single = 0;   ///< likenesses without a rival on either side and not contradicted
    std::size_t n_crowded = 0;  ///< codes like so many others that they were not looked at one by one
};

/// Judges every alike pair of codes that are still open or blocked. A pair whose confirmers differ is no
/// rival of others. Of the rest, a pair is accepted only if neither code is in any other (mutually the only
/// one, so there is nothing to choose), neither stands twice, and, where there are confirmers, one at least
/// agrees. Codes matched before (`out`) are neither partners nor rivals: that their own code came again is
/// better evidence than a likeness. Standings are left as they are.
/// @param refused  pairs (from, to) that somebody has found to be two people: no likenesses. Ascending
[[nodiscard]] TolerantPass tolerant_pass(const CodedWave& from, const CodedWave& to,
                                         const Confirmers& confirmers,
                                         std::span<const SheetPair> refused = {});

}  // namespace outcomes::survey
