#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <optional>

namespace outcomes::stats {

/// Standardised differences of two independent means, second - first, which are not one number: the
/// difference m over one of four standard deviations.
struct GroupDifference {
    double d_pooled = 0;  ///< Cohen's d: m over the pooled standard deviation
    double df = 0;        ///< n1 + n2 - 2
    Interval d_ci;        ///< of d_pooled, by the noncentral t distribution

    std::optional<double> hedges_j;         ///< exact correction J(df); empty for df = 1
    std::optional<double> hedges_g;         ///< J d_pooled
    std::optional<Interval> g_ci;           ///< J times the limits of d_pooled
    std::optional<double> hedges_g_approx;  ///< with 1 - 3 / (4 df - 1), as older programs print it

    double d_average_sd = 0;  ///< m over sqrt((v1 + v2) / 2); the same as d_pooled for equal sizes
    std::optional<double> glass_delta_first;   ///< m over the first sample's sd; empty if that does not vary
    std::optional<double> glass_delta_second;  ///< m over the second sample's sd
};

/// Cohen (1988), Statistical Power Analysis, eq. 2.5.1; Hedges (1981), Journal of Educational Statistics
/// 6:107, eq. 6e for J; Glass (1976), Educational Researcher 5:3. t = m / (s sqrt(1/n1 + 1/n2)) has a
/// noncentral t distribution with df degrees of freedom; d_ci is the interval of its noncentrality times
/// sqrt(1/n1 + 1/n2) (Steiger & Fouladi 1997), exact for normal values of one variance.
///
/// @param first, second  moments of each sample; either may be the control group, Glass's delta is given for
///                       both
/// @param level          of the intervals, in (0, 1)
/// @return Reason::too_few for fewer than 3 values in all or an empty sample, Reason::no_variation if neither
///         varies, Reason::not_converged if |t| is beyond 1e8
/// @throws base::ContractError  level outside (0, 1)
[[nodiscard]] base::Outcome<GroupDifference> group_difference(const Moments& first, const Moments& second,
                                                              double level = 0.95);

}  // namespace outcomes::stats
