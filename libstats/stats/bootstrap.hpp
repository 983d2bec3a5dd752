#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <span>

namespace outcomes::stats {

/// Acceleration of the BCa interval of a mean, from the jackknife:
///
///     a = sum (x_i - mean)^3 / (6 (sum (x_i - mean)^2)^(3/2))
///
/// (Efron 1987, JASA 82:171, eq. 7.3, with the empirical influence of a mean). It has no unit, grows with the
/// skewness, and is 0 for two values. The deviations n x_i - sum are exact integers, so symmetric values give
/// exactly 0 however far from 0 they lie.
///
/// @param values  one sample, for example the differences repeat - baseline
/// @return Reason::too_few (fewer than 2 values) or Reason::no_variation (all alike)
/// @throws base::ContractError  a denominator below 1
/// Cost: O(n).
[[nodiscard]] base::Outcome<double> mean_acceleration(GridView values);

/// The same for doubles, about a compensated mean.
/// @return Reason::too_few (fewer than 2 values) or Reason::no_variation (all alike)
/// @throws base::ContractError  a value that is not finite or beyond 1e150
[[nodiscard]] base::Outcome<double> mean_acceleration(std::span<const double> values);

}  // namespace outcomes::stats
