#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace outcomes::stats {

/// Size, mean and spread of one sample, in the units of the scores.
struct Moments {
    std::size_t n = 0;               ///< at least 1
    double sum = 0;                  ///< of all values
    double mean = 0;                 ///< sum / n
    std::optional<double> variance;  ///< divisor n - 1; empty if n = 1
    std::optional<double> sd;        ///< its square root; exactly 0 if every value is the same
    double min = 0;                  ///< the lowest
    double max = 0;                  ///< the highest
};

/// Moments of values on a grid. Sums and sums of squares are exact 128-bit integers about the rounded mean,
/// so mean and variance carry a rounding error of at most two units in the last place, whatever the offset of
/// the data: NIST's NumAcc4 (mean 10000000.2, sd 0.1) gets all its digits. Values spread over more than about
/// 2^60 units fall back to compensated sums of the exact deviations.
///
/// @param values  one sample
/// @return Reason::no_answers for no values
/// @throws base::ContractError  a denominator below 1
/// Cost O(n).
[[nodiscard]] base::Outcome<Moments> moments(const GridView& values);

/// Moments of doubles in two passes with compensated sums (Chan, Golub & LeVeque 1983, The American
/// Statistician 37:242, eq. 1.7). The doubles are taken as they are: decimals that were rounded on the way in
/// keep that rounding.
///
/// @param values  one sample
/// @throws base::ContractError  a value that is not finite or beyond 1e150
[[nodiscard]] base::Outcome<Moments> moments(std::span<const double> values);

/// What two waves of the same people have in common. Position i is one person in both.
struct PairedMoments {
    Moments baseline;                  ///< of the first scores
    Moments repeat;                    ///< of the second scores
    Moments difference;                ///< of repeat - baseline
    std::optional<double> covariance;  ///< divisor n - 1; empty if n = 1
    std::optional<double> r;           ///< Pearson, in [-1, 1]; empty if a wave does not vary
};

/// Moments of two waves on one grid, and of their differences, as exact as moments().
/// @param baseline  first scores
/// @param repeat    second scores, in the same order
/// @return Reason::no_pairs for no values
/// @throws base::ContractError  unequal lengths or denominators, differences beyond 63 bits
[[nodiscard]] base::Outcome<PairedMoments> paired_moments(const GridView& baseline, const GridView& repeat);

/// The same from doubles.
/// @param baseline  first scores
/// @param repeat    second scores, in the same order
/// @throws base::ContractError  unequal lengths, a value that is not finite or beyond 1e150
[[nodiscard]] base::Outcome<PairedMoments> paired_moments(std::span<const double> baseline,
                                                          std::span<const double> repeat);

/// Sample quantiles as numbered by Hyndman & Fan (1996, The American Statistician 50:361).
enum class QuantileRule {
    averaged_steps = 2,   ///< inverse of the step function, averaged where it is flat
    weibull = 6,          ///< p (n + 1); SPSS, Minitab
    linear = 7,           ///< 1 + p (n - 1); Excel, R, NumPy
    median_unbiased = 8,  ///< p (n + 1/3) + 1/3; Hyndman and Fan's own advice
};

/// The p-quantile of a sample.
/// @param sorted  ascending, not empty
/// @param p       share of the values below, in [0, 1]
/// @param rule    where between two values the quantile lies
/// @throws base::ContractError  no values, p outside [0, 1]
[[nodiscard]] double quantile(std::span<const double> sorted, double p,
                              QuantileRule rule = QuantileRule::linear);

/// The quartiles by one rule, in the units of the scores.
struct Quartiles {
    double q1 = 0;  ///< a quarter lies below
    double q3 = 0;  ///< a quarter lies above
};

/// Skewness or excess kurtosis by the three formulas in use (Joanes & Gill 1998, The Statistician 47:183).
struct Shape {
    double type1 = 0;  ///< from moments with divisor n
    double type2 = 0;  ///< unbiased under normality; SPSS, SAS, Excel
    double type3 = 0;  ///< type 1 with the n - 1 standard deviation; Minitab
};

/// One sample in numbers, in the units of the scores.
struct Descriptives {
    Moments moments;                       ///< size, mean and spread
    std::optional<double> std_error;       ///< of the mean; empty if n = 1
    std::optional<Interval> mean_ci;       ///< Student's t; of width 0 if every value is the same
    double median = 0;                     ///< the middle value, or the mean of the two middle ones
    Quartiles averaged_steps;              ///< QuantileRule::averaged_steps
    Quartiles weibull;                     ///< QuantileRule::weibull
    Quartiles linear;                      ///< QuantileRule::linear
    Quartiles median_unbiased;             ///< QuantileRule::median_unbiased
    double mad = 0;                        ///< median distance from the median
    double mad_scaled = 0;                 ///< 1.4826 mad, which estimates the sd of normal data
    double trimmed_mean_20 = 0;            ///< floor(n / 5) values left out at each end
    std::optional<Shape> skewness;         ///< n >= 3 and some variation
    std::optional<Shape> excess_kurtosis;  ///< n >= 4 and some variation; 0 for normal data
    std::optional<double> se_skewness;     ///< under normality; n >= 3
    std::optional<double> se_kurtosis;     ///< under normality; n >= 4
};

/// All descriptives of a sample on a grid.
/// @param values  one sample
/// @param level   of mean_ci, in (0, 1)
/// @return Reason::no_answers for no values
/// @throws base::ContractError  as `moments`; level outside (0, 1)
/// Cost O(n log n).
[[nodiscard]] base::Outcome<Descriptives> describe(const GridView& values, double level = 0.95);
/// The same from doubles.
/// @param values  one sample
/// @param level   of mean_ci, in (0, 1)
[[nodiscard]] base::Outcome<Descriptives> describe(std::span<const double> values, double level = 0.95);

}  // namespace outcomes::stats
