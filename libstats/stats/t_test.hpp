#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// A t test of "no change" with the interval that inverts it: p.two_sided < 1 - level exactly when `ci`
/// leaves out 0.
struct TTest {
    double estimate = 0;   ///< mean change, in the units of the scores; > 0 means the repeat is higher
    double std_error = 0;  ///< > 0
    double statistic = 0;  ///< estimate / std_error
    double df = 0;         ///< may be a fraction
    PValues p;             ///< `greater`: evidence that the repeat is higher
    Interval ci;           ///< of the estimate
    double level = 0.95;   ///< of `ci`
};

/// What every test on estimate / std_error with Student's distribution has in common.
/// @param estimate   in the units of the scores
/// @param std_error  of the estimate, positive
/// @param df         degrees of freedom of std_error
/// @param level      of the interval
/// @throws base::ContractError  std_error or df not positive, a value that is not finite, level outside (0,
/// 1)
[[nodiscard]] TTest t_inference(double estimate, double std_error, double df, double level = 0.95);

/// Paired t test: mean(d) / (sd(d) / sqrt(n)) with n - 1 degrees of freedom, d = repeat - baseline of each
/// person (Student 1908, Biometrika 6:1).
///
/// @param difference  moments of d (PairedMoments::difference)
/// @param level       of the interval
/// @return Reason::too_few for n < 2, Reason::no_variation if every d is the same
[[nodiscard]] base::Outcome<TTest> paired_t(const Moments& difference, double level = 0.95);

/// Welch's test of two independent samples: (mean_repeat - mean_baseline) / sqrt(v1/n1 + v2/n2), degrees of
/// freedom (v1/n1 + v2/n2)^2 / ((v1/n1)^2/(n1-1) + (v2/n2)^2/(n2-1))   (Welch 1938, Biometrika 29:350).
///
/// @param baseline  moments of the first sample
/// @param repeat    moments of the second one
/// @param level     of the interval
/// @return Reason::too_few if a sample has fewer than 2 values, Reason::no_variation if neither varies
[[nodiscard]] base::Outcome<TTest> welch_t(const Moments& baseline, const Moments& repeat,
                                           double level = 0.95);

/// Student's test with pooled variance ((n1-1) v1 + (n2-1) v2) / (n1+n2-2), which is also its number of
/// degrees of freedom.
///
/// @param baseline  moments of the first sample
/// @param repeat    moments of the second one
/// @param level     of the interval
/// @return Reason::too_few for fewer than 3 values in all, Reason::no_variation if the pooled variance is 0
[[nodiscard]] base::Outcome<TTest> student_t(const Moments& baseline, const Moments& repeat,
                                             double level = 0.95);

/// Welch-Satterthwaite degrees of freedom of v1/n1 + v2/n2.
/// @param first   moments of one sample, n >= 2
/// @param second  moments of the other, n >= 2
/// @throws base::ContractError  too few values, or both variances 0
[[nodiscard]] double welch_df(const Moments& first, const Moments& second);
/// The variance of two samples taken together.
/// @param first   moments of one sample
/// @param second  moments of the other
/// @throws base::ContractError  n1 + n2 < 3
[[nodiscard]] double pooled_variance(const Moments& first, const Moments& second);

}  // namespace outcomes::stats
