#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/survey_design.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// Known totals of the population for groups of people.
struct PopulationMargin {
    std::vector<std::uint32_t> group;  ///< of each row, 0 to targets.size() - 1
    std::vector<double> targets;       ///< people of each group in the population, above 0
};

/// Post-stratification: the weights of each group are multiplied by target / (sum of the group's weights), so
/// that the sample reproduces the known totals (Holt & Smith 1979, Journal of the Royal Statistical Society A
/// 142:33). The variance then uses residuals: the mean of u/w in each group, weighted by the weights before,
/// is taken out of the linearised values (Valliant 1993, JASA 88:89; the default of the R package survey).
///
/// @param sample  as it was drawn, or adjusted before
/// @param margin  the groups and their totals
/// @return Reason::too_few if a group of the population has nobody (or no weight) in the sample: join groups
/// @throws base::ContractError  lengths that differ, a group without target, a target not above 0
/// Cost O(n).
[[nodiscard]] base::Outcome<SurveySample> post_stratified(const SurveySample& sample,
                                                          const PopulationMargin& margin);

/// How long raking goes on.
struct RakingOptions {
    int max_cycles = 10'000;  ///< of the weights, at least 1
    /// Cycles of taking out group means for the variance, at least 1. Ten is what the R package survey does;
    /// where the margins are strongly related that is a little short of the full residual.
    int residual_cycles = 10;
};

/// What raking made of a sample.
struct Raked {
    SurveySample sample;         ///< with the new weights
    int cycles = 0;              ///< that the weights took
    double smallest_factor = 1;  ///< new weight / old weight
    double largest_factor = 1;   ///< far above 1: a few people speak for many
};

/// Raking: post-stratification to each margin in turn, over and over, until no weight moves by more than
/// 1e-14 of itself in a cycle (Deming & Stephan 1940, Annals of Mathematical Statistics 11:427). The variance
/// uses residuals: the unweighted group means of u/w are taken out margin by margin (Deville, Sarndal &
/// Sautory 1993, JASA 88:1013, for the idea; the R package survey for the cycles).
///
/// @param sample   as it was drawn, or adjusted before
/// @param margins  one or more; their totals must agree (to 1e-9), so bring them to one total first
/// @param options  when to stop
/// @return Reason::too_few as above; Reason::not_converged if the totals contradict each other or an empty
/// combination of groups stands in the way
/// @throws base::ContractError  as above, no margin
/// Cost O(n margins) a cycle.
[[nodiscard]] base::Outcome<Raked> raked(const SurveySample& sample,
                                         std::span<const PopulationMargin> margins,
                                         const RakingOptions& options = {});

}  // namespace outcomes::stats
