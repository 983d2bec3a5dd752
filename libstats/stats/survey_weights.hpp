#pragma once

#include "libstats/base/outcome.hpp"

#include <cstddef>
#include <span>

namespace outcomes::stats {

/// How much unequal weights cost.
struct WeightSummary {
    std::size_t n = 0;     ///< rows, those of weight 0 among them
    double sum = 0;        ///< of the weights; the size of the population if they are inverse chances
    double kish_deff = 1;  ///< n sum(w^2) / (sum w)^2, at least 1: the variance grows by about this factor
    double n_eff = 0;      ///< n / kish_deff: as many people of equal weight would tell as much
    double cv2 = 0;        ///< squared coefficient of variation of the weights (divisor n), kish_deff - 1
};

/// Kish's design effect of unequal weights and the effective sample size (Kish 1965, Survey Sampling, section
/// 11.7; Kish 1992, Journal of Official Statistics 8:183). It answers for weights that have nothing to do
/// with the answers; the design effect of one mean is in survey_design.hpp.
///
/// @param weights  one a row, 0 or more
/// @return Reason::no_answers if there is no row or every weight is 0
/// @throws base::ContractError  a weight below 0 or not finite
/// Cost O(n).
[[nodiscard]] base::Outcome<WeightSummary> weight_summary(std::span<const double> weights);

}  // namespace outcomes::stats
