#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/brunner_munzel.hpp"
#include "libstats/stats/overlap.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <optional>

namespace outcomes::stats {

/// Scores of two waves by who gave them, all on one grid.
struct OverlapScores {
    GridView only_baseline;    ///< of people in the first wave only
    GridView only_repeat;      ///< of people in the second wave only
    GridView paired_baseline;  ///< of people in both: their first score
    GridView paired_repeat;    ///< their second one, in the same order
};

/// The partially overlapping samples t test of ranks: midranks 1 to n1 + n2 over all scores of both waves
/// take the place of the scores in overlap_t() (Derrick, White & Toher 2020, Journal of Modern Applied
/// Statistical Methods 18(1):2847, T_RNK1 and T_RNK2; the rank transform of Conover & Iman 1981, The American
/// Statistician 35:124). H0: a score of one wave tends to be neither higher nor lower than one of the other.
///
/// The estimate is the difference of the mean ranks; over n1 + n2 and plus 1/2 it is the probability of
/// overlap_superiority(), whose interval is the one to report. At the limits it is the paired or the
/// independent t test of the ranks.
///
/// @param scores   of both waves
/// @param options  variances, level, fewest pairs to be used
/// @return Reason::too_few, Reason::no_variation
/// @throws base::ContractError  unequal denominators, pairs of unequal length, a value beyond 2^60, or as
///                              overlap_t()
/// Cost O(n log n).
[[nodiscard]] base::Outcome<Overlap> overlap_rank_t(const OverlapScores& scores,
                                                    const OverlapOptions& options = {});

/// Chance that a score of the repeat is higher than one of the baseline.
struct OverlapSuperiority {
    OverlapForm form = OverlapForm::overlapping;  ///< as in overlap_t(), pairs being used from 2 on
    std::size_t n_pairs = 0;                      ///< people in both waves
    std::size_t n_only_baseline = 0;              ///< people in the first wave only
    std::size_t n_only_repeat = 0;                ///< people in the second wave only
    double estimate = 0.5;  ///< P(baseline < repeat) + P(equal) / 2 over all pairs of scores, in [0, 1]
    double std_error = 0;   ///< of the estimate; 0 if the waves are separated
    std::optional<BrunnerMunzelTest> test;  ///< H0: 1/2; empty where std_error is 0
};

/// The relative effect of two waves when some people answered in both: the chance that the score of a person
/// taken at random from the second wave is higher than that of one from the first. It compares everyone with
/// everyone; improvement() compares each person with herself.
///
/// With a_i the share of the repeat's scores above a baseline score less the share below, b_j the share of
/// baseline scores below a repeat score less the share above, Va and Vb their variances and Cab their
/// covariance in the n12 pairs,
///
///     4 se^2 = Va / n1 + Vb / n2 + 2 n12 Cab / (n1 n2)
///
/// which is the variance of the estimate's projection (Konietschke, Harrar, Lange & Brunner 2012,
/// Computational Statistics & Data Analysis 56:1090, for pairs with missing values). Without pairs this is
/// the Brunner-Munzel test, with its degrees of freedom; if everyone answered twice it is the t test of a_i +
/// b_i with n - 1 (Munzel & Brunner 2002, Biometrical Journal 44:584). In between the degrees of freedom are
/// those of overlap_df(), taken over from the test of means.
///
/// @param scores  of both waves
/// @param level   of the intervals, in (0, 1)
/// @return Reason::too_few if a wave has fewer than 2 scores
/// @throws base::ContractError  as overlap_rank_t(); level outside (0, 1)
/// Cost O(n log n).
[[nodiscard]] base::Outcome<OverlapSuperiority> overlap_superiority(const OverlapScores& scores,
                                                                    double level = 0.95);

}  // namespace outcomes::stats
