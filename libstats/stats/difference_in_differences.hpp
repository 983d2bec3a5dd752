#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/grouped_pairs.hpp"
#include "libstats/stats/linear_model.hpp"
#include "libstats/stats/robust_errors.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// How much more the scores of a group rose than those of the comparison group.
struct DifferenceInDifferences {
    std::size_t n_clusters = 0;  ///< people, or what they were grouped into
    /// One for each group from 1 on, with the error of `ClusterType` and both degrees of freedom.
    std::vector<base::Outcome<ClusterTest>> effects;
    LinearModel ols;  ///< of all rows as if each were another person: its errors are wrong for people asked
                      ///< twice, its coefficients (those of `stacked`) are not
};

/// Difference in differences, y = group * time by ordinary least squares over two rows a person, with errors
/// clustered by person (Bertrand, Duflo & Mullainathan 2004, Quarterly Journal of Economics 119:249).
/// With CR2 the effect of two groups has Welch's standard error of the changes, and nearly his degrees of
/// freedom; clustered_contrast with {1, -1, -1, 1} gives the same and takes unpaired people too.
///
/// @param pairs  people with both scores
/// @param clusters  of each person; empty: each person is one
/// @param type  how residuals are adjusted
/// @param level  of the intervals
/// @return the reasons of cluster_tests
/// @throws base::ContractError  those of require_valid; clusters of another length; level outside (0, 1)
/// Cost O(people groups^3).
[[nodiscard]] base::Outcome<DifferenceInDifferences> difference_in_differences(
    const GroupedPairs& pairs, std::span<const std::uint32_t> clusters = {},
    ClusterType type = ClusterType::cr2, double level = 0.95);

}  // namespace outcomes::stats
