#pragma once

#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// The groups that a [subgroup] divides people into, and the group of each answer sheet.
struct Members {
    std::vector<std::string> labels;                  ///< in the order of `keep` or `cuts`; else by text
    std::vector<std::vector<std::int32_t>> of_sheet;  ///< one list a wave; -1: in no group
};

/// Reads the column of a subgroup. `keep` names the groups, texts compared folded; `cuts` [16, 35] make
/// "16 to 34" and "35 and over", and numbers below the first are in no group; without either every text is a
/// group. Blank and [missing] cells, and texts that are not kept, are in no group. Cost: one pass.
[[nodiscard]] Members members_of(const Study& study, const Subgroup& subgroup,
                                 std::span<const WaveData* const> waves);

}  // namespace outcomes::survey
