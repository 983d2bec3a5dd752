#pragma once

#include "libstats/base/outcome.hpp"

#include <cstdint>
#include <span>

namespace outcomes::stats {

/// People who share a rank. Ranks are given doubled, so that midranks are integers.
struct RankGroup {
    std::int64_t doubled_rank = 0;  ///< > 0
    std::int64_t count = 0;         ///< > 0
};

/// Probabilities of a rank sum T under the null hypothesis, at the observed t.
struct RankSumTails {
    double lower = 1;  ///< P(T <= t)
    double upper = 1;  ///< P(T >= t)
    double point = 1;  ///< P(T = t)
};

/// How many additions or evaluations exact_tails() may spend: some 0.2 seconds,
/// enough for any number of people with up to 60,000 different sizes of change.
inline constexpr double default_cost_limit = 1e7;

/// The exact null distribution of a signed-rank sum, given the ranks: T = sum of the ranks of those who went
/// up, each person going up or down with probability 1/2. All 2^m patterns count, so ties need no correction.
///
/// Ranks are divided by their greatest common divisor and the smaller tail is computed as a sum of positive
/// terms; the other is one minus it. Two ways, both exact but for rounding:
///
/// * the shift algorithm f(x) <- (f(x) + f(x - r)) / 2, cut at the observed sum (Streitberg & Roehmel 1986,
///   Statistical Software Newsletter 12:10; halving each time keeps it from overflowing), O(m T);
/// * above `shift_cost_limit` additions, the inverse discrete Fourier transform of the distribution tilted by
/// exp(s T)
///   with s at the saddlepoint or a little above it (Daniels 1954, Annals of Mathematical Statistics 25:631,
///   for the contour). The number of nodes N follows from bounds on what is aliased into the tail, and ranges
///   of nodes whose terms cannot reach 1e-16 of the result are skipped by bisection, so that about 30 nodes
///   of k evaluations each remain for k distinct ranks.
///
/// Relative error below 1e-10 for tails down to 1e-300; a tail too small for a double is 0.
///
/// @param groups       distinct ranks, in ascending order
/// @param doubled_sum  2 t, 0 <= 2 t <= sum of count * doubled_rank
/// @param cost_limit   operations that it may take
/// @return Reason::not_affordable  more than `cost_limit` operations would be needed
/// @throws base::ContractError  no groups, groups not ascending or not positive, a sum
///                             that cannot occur
[[nodiscard]] base::Outcome<RankSumTails> exact_tails(std::span<const RankGroup> groups,
                                                      std::int64_t doubled_sum,
                                                      double cost_limit = default_cost_limit);

/// Additions that the shift algorithm needs for this tail; beyond `shift_cost_limit` the other way is taken.
/// @param groups       as in exact_tails()
/// @param doubled_sum  as in exact_tails()
[[nodiscard]] double shift_cost(std::span<const RankGroup> groups, std::int64_t doubled_sum);
/// The most additions that exact_tails() spends on the shift algorithm.
inline constexpr double shift_cost_limit = 4e6;

/// The shift algorithm on its own, for tests and benchmarks.
/// @param groups       as in exact_tails()
/// @param doubled_sum  as in exact_tails()
[[nodiscard]] RankSumTails tails_by_shift(std::span<const RankGroup> groups, std::int64_t doubled_sum);
/// The Fourier inversion on its own, for tests and benchmarks.
/// @param groups       as in exact_tails()
/// @param doubled_sum  as in exact_tails()
/// @param cost_limit   as in exact_tails()
[[nodiscard]] base::Outcome<RankSumTails> tails_by_fourier(std::span<const RankGroup> groups,
                                                           std::int64_t doubled_sum,
                                                           double cost_limit = default_cost_limit);

/// A quantile of the signed-rank sum of n people without ties.
struct SignedRankQuantile {
    std::int64_t value = 0;  ///< the smallest t with P(T <= t) >= p
    double below = 0;        ///< P(T < value)
};

/// Works where 2^-n underflows, too (R's qsignrank does not return for n >= 1039).
/// Cost: as a rule one call of exact_tails() with n ranks, some 3 ms for n = 1000.
/// @param n  people, 1 to 20000
/// @param p  0 < p < 1/2
/// @throws base::ContractError  n < 1 or n > 20000, p outside (0, 1/2)
[[nodiscard]] SignedRankQuantile signed_rank_quantile(std::int64_t n, double p);

}  // namespace outcomes::stats
