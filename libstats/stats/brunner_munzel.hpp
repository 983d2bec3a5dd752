#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/joint_counts.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// What follows from a variance above 0.
struct BrunnerMunzelTest {
    double statistic = 0;  ///< (estimate - 1/2) / std_error; positive: the second sample is higher
    double df = 0;         ///< Satterthwaite's, may be a fraction
    PValues p;             ///< by Student's t with `df`
    PValues p_normal;      ///< by the normal distribution; liberal below 50 values a sample
    Interval ci;           ///< estimate -+ t std_error; may reach beyond 0 or 1
    Interval ci_logit;     ///< the same on the logit scale, within (0, 1)
};

/// The squared standard error of P(first < second) + P(first = second) / 2 in the parts of both samples.
struct SuperiorityErrors {
    double first = 0;     ///< variance of the first sample's placements over n_first
    double second = 0;    ///< the same of the second sample
    double n_first = 0;   ///< size of the first sample
    double n_second = 0;  ///< size of the second sample

    /// From all comparisons.
    /// @param pairs  of samples of 2 or more
    explicit SuperiorityErrors(const Dominance& pairs);

    /// Of independent samples.
    [[nodiscard]] double total() const { return first + second; }
    /// Satterthwaite's degrees of freedom. total() > 0.
    [[nodiscard]] double df() const;
};

/// Test and intervals of a probability of superiority with Student's t.
/// @param estimate   in (0, 1)
/// @param std_error  of the estimate, > 0
/// @param df         > 0
/// @param level      of the intervals, in (0, 1)
[[nodiscard]] BrunnerMunzelTest superiority_inference(double estimate, double std_error, double df,
                                                      double level);

/// The chance that a value of the second sample is higher, without assuming equal spread.
struct BrunnerMunzel {
    std::int64_t n_first = 0;   ///< size of the first sample
    std::int64_t n_second = 0;  ///< size of the second sample
    double estimate = 0.5;      ///< P(first < second) + P(first = second) / 2 over all pairs, in [0, 1]
    double std_error = 0;       ///< of the estimate; 0 if the samples are separated, or all values are equal
    std::optional<BrunnerMunzelTest> test;  ///< empty where std_error is 0: the data say nothing about it
};

/// The Brunner-Munzel test; H0: P(first < second) + P(first = second) / 2 = 1/2, whatever the shapes and
/// spreads (Brunner & Munzel 2000, Biometrical Journal 42:17). With the placement of a value the share of the
/// other sample that is lower, ties counting one half, and V1, V2 the variances of the placements
///
///     se^2 = V1 / n1 + V2 / n2,   df = se^4 / ((V1 / n1)^2 / (n1 - 1) + (V2 / n2)^2 / (n2 - 1))
///
/// The Mann-Whitney test's variance holds only if both samples are alike; this one holds under H0. Where the
/// samples are separated the placements do not vary and there is no test: use brunner_munzel_permutation(),
/// or the exact Mann-Whitney test.
///
/// @param first, second  the samples, on one grid
/// @param level          of the intervals, in (0, 1)
/// @return Reason::too_few if a sample has fewer than 2 values
/// @throws base::ContractError  level outside (0, 1), unequal denominators, a denominator below 1, a value
///                              beyond 2^60
/// Cost: that of joint_counts().
[[nodiscard]] base::Outcome<BrunnerMunzel> brunner_munzel(const GridView& first, const GridView& second,
                                                          double level = 0.95);

/// Options of brunner_munzel_permutation().
struct PermutationOptions {
    std::uint64_t seed = 1;         ///< of the random splits
    std::size_t replicates = 9999;  ///< random splits, at least 99
    double exact_up_to = 50000;     ///< all splits instead of random ones while they are not more; 0: never
    std::size_t n_threads = 1;      ///< changes the time and nothing else
};

/// A p-value from splits of the pooled values into two samples.
struct PermutationP {
    double statistic = 0;  ///< observed; infinite if the samples are separated
    PValues p;             ///< `two_sided`: |statistic| as large or larger
    bool exact = false;    ///< all splits, not random ones
    double n_splits = 0;   ///< different count tables when exact, else random splits without the observed one
    double mc_error = 0;   ///< standard error of p.two_sided; 0 when exact
};

/// The studentised permutation test of the same hypothesis (Neubert & Brunner 2007, Computational Statistics
/// & Data Analysis 51:5192): the statistic of every split, or of random ones, against the observed one.
/// Because the statistic is studentised the level holds for large samples even if spreads differ; with two
/// samples that are alike it is exact. A split without variance has the statistic +-infinity if one sample
/// dominates, and 0 if all values are equal, so separated samples have the smallest p-value there is.
///
/// Splits that give every distinct value the same counts are taken together, so few distinct values make the
/// enumeration short. Random splits: p = (1 + as extreme) / (1 + replicates), the same at any thread count.
///
/// @param first    the first sample
/// @param second   the second sample, on the same grid
/// @param options  seed, number of splits, threads
/// @return Reason::too_few if a sample has fewer than 2 values, Reason::no_variation if all values are equal
/// @throws base::ContractError  as brunner_munzel(); fewer than 99 replicates, no thread
/// Cost: O(distinct values) a table, O(n) a random split.
[[nodiscard]] base::Outcome<PermutationP> brunner_munzel_permutation(const GridView& first,
                                                                     const GridView& second,
                                                                     const PermutationOptions& options = {});

}  // namespace outcomes::stats
