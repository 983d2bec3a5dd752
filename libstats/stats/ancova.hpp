#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/grouped_pairs.hpp"
#include "libstats/stats/linear_model.hpp"

#include <vector>

namespace outcomes::stats {

/// Scores after the programme, compared between groups of people who had the same score before it.
struct Ancova {
    LinearModel model;         ///< coefficients of ancova_design: 1, baseline, group 1, ...; a group's is its
                               ///< difference from group 0 at an equal baseline
    TermTest baseline;         ///< type II: given the groups
    TermTest groups;           ///< type II: all groups together, given the baseline
    double mean_baseline = 0;  ///< over everyone
    std::vector<TTest> adjusted_means;  ///< of each group, at mean_baseline; the test is of "0"
    base::Outcome<FTest> equal_slopes = base::Reason::too_few;  ///< of "the slope of the baseline is the same
                                                                ///< in all groups"; ANCOVA assumes that it is
};

/// Analysis of covariance, repeat = b0 + b1 baseline + b_g + e (Fisher 1932, Statistical Methods for Research
/// Workers, 4th ed., section 49.1). Among randomised groups the most precise of the three comparisons; where
/// groups differ before the programme it answers another question than the change score does (Lord 1967,
/// Psychological Bulletin 68:304).
///
/// @param pairs  people asked in both waves, with their groups
/// @param level  of the intervals, 0 < level < 1
/// @return Reason::too_few for no more people than coefficients; Reason::no_variation if the baseline does
/// not vary within groups, a group is empty, or nothing is left to explain
/// @throws base::ContractError  those of require_valid; level outside (0, 1)
/// Cost O(people groups^2). Robust errors: hc_tests with ancova_design.
[[nodiscard]] base::Outcome<Ancova> ancova(const GroupedPairs& pairs, double level = 0.95);

/// repeat - baseline = b0 + b_g + e: the mean change of group 0 and how much more the others changed. With
/// two groups the last is Student's test of the changes.
/// @param pairs  people asked in both waves, with their groups
/// @param level  of the intervals, 0 < level < 1
/// @return, @throws  as ancova
[[nodiscard]] base::Outcome<LinearModel> change_score_model(const GroupedPairs& pairs, double level = 0.95);

/// repeat = b0 + b_g + e: the groups after the programme alone, whatever they were before.
/// @param pairs  people asked in both waves, with their groups
/// @param level  of the intervals, 0 < level < 1
/// @return, @throws  as ancova
[[nodiscard]] base::Outcome<LinearModel> post_score_model(const GroupedPairs& pairs, double level = 0.95);

}  // namespace outcomes::stats
