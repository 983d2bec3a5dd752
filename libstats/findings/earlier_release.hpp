#pragma once

#include "libstats/findings/finding.hpp"

#include <cstddef>
#include <vector>

namespace outcomes::findings {

/// What was released before about the same people: the rows of an earlier JSON document of a report.
struct EarlierRelease {
    std::vector<Finding> results;
};

/// Hides rows that differ from the earlier release by so few people that these would be given away by taking
/// one from the other. A row is hidden if the earlier release shows the same row (analysis, term, group,
/// subgroup, estimand, method, wave) with another figure, and its number of people differs from the earlier
/// one by less than `threshold` + `round`. To be used on rows as they are to be shown. Cost O(rows).
/// @return how many rows were hidden
std::size_t hide_differences(StudyFindings& study, const EarlierRelease& earlier, std::size_t threshold,
                             std::size_t round);

}  // namespace outcomes::findings
