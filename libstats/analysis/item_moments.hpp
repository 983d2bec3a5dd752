#pragma once

#include "libstats/stats/reliability.hpp"
#include "libstats/survey/scoring.hpp"

namespace outcomes::analysis {

/// The exact sums that reliability is made of, over the complete sheets of a scale.
[[nodiscard]] stats::ItemMoments item_moments(const survey::ItemMatrix& matrix);

}  // namespace outcomes::analysis
