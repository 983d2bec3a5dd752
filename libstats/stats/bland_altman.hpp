#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>

namespace outcomes::stats {

/// The standard error of a limit of agreement and the intervals of both limits that follow from it.
struct LimitErrors {
    double std_error = 0;  ///< of either limit
    Interval lower_ci;     ///< of the lower limit, by Student's t with n - 1 degrees of freedom
    Interval upper_ci;     ///< of the upper limit
};

/// How far two measurements of one person differ, in the units of the scores; differences are repeat -
/// baseline.
struct BlandAltman {
    std::size_t n = 0;          ///< pairs
    double bias = 0;            ///< mean difference
    double sd = 0;              ///< of the differences
    double std_error = 0;       ///< of the bias
    Interval bias_ci;           ///< by Student's t
    Interval limits;            ///< bias -+ 1.96 sd: about 95 of 100 differences lie inside
    Interval limits_z;          ///< the same with z = 1.959964
    LimitErrors errors_1986;    ///< standard error sqrt(3 / n) sd
    LimitErrors errors_1999;    ///< standard error sd sqrt(1 / n + 1.96^2 / (2 (n - 1)))
    double rms_difference = 0;  ///< sqrt(mean of the squared differences): spread about 0, not about the bias
    double within_sd = 0;       ///< rms_difference / sqrt(2): SD of repeated measurements of one person
    double repeatability = 0;   ///< 1.96 sqrt(2) within_sd: two measurements of a person who did not change
                                ///< differ by less 95 times in 100
    /// Least-squares slope of the difference on the mean of the two: > 0 if those who are high gain most.
    /// no_variation: everybody has the same mean. Its test against 0 is pitman_morgan().
    base::Outcome<double> slope_on_mean = base::Reason::no_variation;
    double level = 0.95;  ///< of the intervals, not of the limits
};

/// Limits of agreement (Bland & Altman 1986, Lancet 327:307, for the limits, their first standard error and
/// the repeatability; 1999, Statistical Methods in Medical Research 8:135, for the second standard error).
/// They suppose that the differences are about normal and do not grow with the size of what is measured; the
/// slope shows whether they do.
///
/// Where every difference is the same, all limits are the bias.
///
/// @param pairs  moments of the two waves
/// @param level  of the intervals
/// @return Reason::too_few for n < 2
/// @throws base::ContractError  level outside (0, 1)
[[nodiscard]] base::Outcome<BlandAltman> bland_altman(const PairedMoments& pairs, double level = 0.95);

}  // namespace outcomes::stats
