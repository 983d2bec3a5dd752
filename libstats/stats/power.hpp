#pragma once

#include "libstats/base/outcome.hpp"

#include <cstddef>
#include <cstdint>

namespace outcomes::stats {

// For planning. The power of a study that is over, computed from its own estimate, is only another way to
// write its p-value (Hoenig & Heisey 2001, The American Statistician 55:19): never show it as a finding.

/// Which results count as a finding.
enum class Sides {
    two_sided,           ///< p <= alpha two-sided, either direction
    two_sided_one_tail,  ///< the same, but only in the direction of the true change; what some programs print
    one_sided            ///< p <= alpha one-sided, in the direction of a rise
};

/// Plan of a paired t test.
struct PairedTPlan {
    double dz = 0;                   ///< mean change over the SD of changes; > 0: scores rise
    double n = 2;                    ///< pairs, > 1; a fraction is allowed
    double alpha = 0.05;             ///< level of the test, in (0, 1)
    Sides sides = Sides::two_sided;  ///< which results count
};

/// Probability that the paired t test finds a true change of dz. With T noncentral t, df n - 1 and
/// noncentrality dz sqrt(n), and c the upper alpha / 2 quantile of Student's t,
///
///     P(T > c) + P(T < -c);   one tail: P(T > c) for dz >= 0, else P(T < -c);
///     one-sided: P(T > the upper alpha quantile)
///
/// (Johnson & Welch 1940, Biometrika 31:362; Cohen 1988, Statistical Power Analysis, ch. 2).
/// @param plan  study and true change
/// @throws base::ContractError  n not above 1, dz not finite, alpha outside (0, 1)
/// Cost: two tails of the noncentral t distribution.
[[nodiscard]] double paired_t_power(const PairedTPlan& plan);

/// How many pairs a study needs.
struct PairsNeeded {
    double n = 2;            ///< at which the power is exactly the one asked for; 2 if that is enough
    std::int64_t whole = 2;  ///< the next whole number
};

/// The smallest n >= 2 with at least this power; `plan.n` is not read.
/// @param plan   change and test
/// @param power  asked for, in (0, 1)
/// @return Reason::not_applicable if no number of pairs reaches it: no change, or a one-sided test of a fall,
///         or power at most alpha; Reason::not_affordable above 10^12 pairs
/// @throws base::ContractError  as paired_t_power(); power outside (0, 1)
/// Cost: some 20 to 60 powers.
[[nodiscard]] base::Outcome<PairsNeeded> pairs_for_power(const PairedTPlan& plan, double power);

/// The smallest dz > 0 that n pairs find with this power; `plan.dz` is not read.
/// @param plan   study and test
/// @param power  asked for, in (0, 1)
/// @return Reason::not_applicable if no change is needed to reach it: power at most alpha (half of it for
///         Sides::two_sided_one_tail)
/// @throws base::ContractError  as paired_t_power(); power outside (0, 1)
[[nodiscard]] base::Outcome<double> detectable_dz(const PairedTPlan& plan, double power);

/// Plan of a paired comparison of a yes or no. The shares are of all people.
struct McNemarPlan {
    double lost = 0;      ///< share that goes from yes to no, >= 0 (p10)
    double gained = 0;    ///< share that goes from no to yes, >= 0 (p01); both together at most 1
    double alpha = 0.05;  ///< two-sided level, in (0, 1)
};

/// Normal approximation of the power for n people, with D the sum and d the difference of the two shares:
/// Phi((|d| sqrt(n) - z_(1 - alpha/2) sqrt(D)) / sqrt(D - d^2)) (Connor 1987, Biometrics 43:207).
/// @param plan  true shares and level
/// @param n     people, > 0; a fraction is allowed
/// @return Reason::no_change if nobody moves; Reason::no_variation if everybody moves the same way
/// @throws base::ContractError  n not above 0, shares or alpha out of range
[[nodiscard]] base::Outcome<double> mcnemar_power_normal(const McNemarPlan& plan, double n);

/// The n at which that power is `power`: ((z_(1 - alpha/2) sqrt(D) + z_power sqrt(D - d^2)) / d)^2.
/// @param plan   true shares and level
/// @param power  asked for, in (0, 1)
/// @return also Reason::not_applicable if both shares are the same, or `whole` would be above 10^15
/// @throws base::ContractError  power outside (0, 1), shares or alpha out of range
[[nodiscard]] base::Outcome<PairsNeeded> mcnemar_pairs_normal(const McNemarPlan& plan, double power);

/// Exact power of the four McNemar tests of proportion_pairs.hpp, two-sided.
struct McNemarPower {
    double exact = 0;      ///< exact conditional test
    double mid_p = 0;      ///< mid-p test
    double chi2 = 0;       ///< chi-squared without correction
    double corrected = 0;  ///< chi-squared with continuity correction
};

/// Sum of the probabilities of all tables of n people that the test rejects. The number of people who move is
/// binomial, and of m of them the number who move up is binomial too; a test rejects if the smaller count is
/// at most a limit that grows with m, so that n + 1 pairs of binomial tails are enough instead of all tables
/// (Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13:91, for the tests). A table in
/// which nobody moves is not rejected. p-values within 1e-12 of alpha count as equal to it.
///
/// @param plan  true shares and level
/// @param n     people, >= 1
/// @throws base::ContractError  n below 1, shares or alpha out of range
/// Cost: O(n) evaluations of a binomial tail for each test.
[[nodiscard]] McNemarPower mcnemar_power(const McNemarPlan& plan, std::int64_t n);

}  // namespace outcomes::stats
