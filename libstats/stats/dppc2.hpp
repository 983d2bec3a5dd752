#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/grouped_pairs.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// A standardised difference of mean changes between two groups.
struct Dppc2 {
    double estimate = 0;       ///< d_ppc2, in pooled baseline SDs; > 0: group 1 rose more
    double pooled_pre_sd = 0;  ///< sqrt of the pooled variance of the baseline scores
    double correction = 1;     ///< c = 1 - 3 / (4 df - 1), df = n0 + n1 - 2
    double pooled_r = 0;       ///< correlation of baseline and repeat within groups
    double std_error = 0;      ///< sqrt of Morris' variance, eq. 25
    Interval ci;               ///< estimate -+ z std_error
};

/// Effect size of a pretest-posttest design with a comparison group,
///
///     d_ppc2 = c ((repeat_1 - baseline_1) - (repeat_0 - baseline_0)) / SD_pre,   (means; c as above)
///     variance = 2 c^2 (1 - r) m (df / (df - 2)) (1 + d^2 / (2 (1 - r) m)) - d^2,   m = (n0 + n1) / (n0 n1)
///
/// (Morris 2008, Organizational Research Methods 11:364, eq. 8 to 10 and 25.)
///
/// @param pairs  of two groups
/// @param level  of the interval
/// @return Reason::too_few for a group of fewer than 2 or df <= 2, Reason::no_variation if the baseline does
/// not vary within groups; the variance takes r = 0 if the repeat does not
/// @throws base::ContractError  those of require_valid; more than two groups; level outside (0, 1)
/// Cost O(people).
[[nodiscard]] base::Outcome<Dppc2> dppc2(const GroupedPairs& pairs, double level = 0.95);

}  // namespace outcomes::stats
