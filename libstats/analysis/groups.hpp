#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/findings/finding.hpp"
#include "libstats/survey/study.hpp"

#include <memory>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// The answer sheets of one group of people in both waves, linked.
struct GroupPart {
    std::string group;     ///< id of the subgroup
    std::string subgroup;  ///< the group in it; "" for the people who are in none
    std::vector<survey::WaveData> data;
    WavePair waves;  ///< of `data`
};

/// Divides the sheets of two waves by each subgroup named, in the order of its groups, those who are in none
/// last. Linked people are in the group they were in the first time (in that of the second time where the
/// first says nothing), so that no pair is torn apart. Cost O(sheets) a subgroup.
[[nodiscard]] std::vector<std::unique_ptr<GroupPart>> group_parts(
    const survey::Study& study, const std::vector<const survey::Subgroup*>& subgroups, const WavePair& waves);

/// The subgroups as they are: their groups with or without people in them.
[[nodiscard]] std::vector<findings::SubgroupFacts> subgroup_facts(
    const std::vector<const survey::Subgroup*>& subgroups,
    const std::vector<std::unique_ptr<GroupPart>>& parts);

/// How many of a group answered each time and how many are linked: rows of analysis `response`.
[[nodiscard]] std::vector<findings::Finding> group_response_rows(const survey::Study& study,
                                                                 const GroupPart& part);

}  // namespace outcomes::analysis
