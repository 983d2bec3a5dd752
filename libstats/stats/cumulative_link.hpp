#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// Answers on an ordered scale, and what may go with them. Row i is one answer.
struct OrdinalData {
    std::span<const std::uint32_t> answers;  ///< 0 to n_categories - 1, in the order of the scale
    std::size_t n_categories = 0;            ///< each must occur: leave out what nobody chose
    std::span<const double> predictors;      ///< row by row; a wave or a group is a column of 0 and 1
    std::size_t n_predictors = 0;            ///< columns; may be 0. No column of ones
};

/// One parameter of a model with Wald's test of "it is 0".
struct Coefficient {
    double estimate = 0;   ///< on the logit scale
    double std_error = 0;  ///< from the second derivatives of the log likelihood
    double z = 0;          ///< estimate / std_error
    double p = 1;          ///< two-sided, normal
    Interval ci;           ///< estimate -+ z std_error
};

/// logit P(answer <= j) = threshold_j - sum(slope x).
struct CumulativeLink {
    std::size_t n = 0;                    ///< answers
    std::vector<Coefficient> thresholds;  ///< n_categories - 1, ascending
    std::vector<Coefficient> slopes;  ///< one a predictor; above 0: higher answers. exp(slope) is the odds
                                      ///< ratio of a higher answer, the same at every threshold
    double log_likelihood = 0;        ///< at the estimates
    int iterations = 0;               ///< steps of Newton's method
};

/// The proportional odds model for independent answers (McCullagh 1980, Journal of the Royal Statistical
/// Society B 42:109), by Newton's method with exact second derivatives until a step changes nothing by more
/// than 1e-10. With two categories it is logistic regression.
///
/// @param data   answers and predictors; for a person who answers twice use cumulative_link_mixed()
/// @param level  of the intervals, in (0, 1)
/// @return Reason::no_answers for no rows, no_variation for one category, redundant_items if a predictor is
///         constant or follows from others, not_converged if the answers are separated (an estimate is
///         infinite)
/// @throws base::ContractError  lengths that differ, an answer outside the categories, a category that does
///         not occur, a predictor that is not finite, level outside (0, 1)
/// Cost O(n p^2) a step, about six steps.
[[nodiscard]] base::Outcome<CumulativeLink> cumulative_link(const OrdinalData& data, double level = 0.95);

}  // namespace outcomes::stats
