#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/joint_counts.hpp"

#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// Probabilities of Mann and Whitney's U of the second sample, at the observed u, when all ways to choose who
/// belongs to the second sample are equally likely.
struct RankSumProbabilities {
    double lower = 1;   ///< P(U <= u)
    double upper = 1;   ///< P(U >= u)
    double point = 1;   ///< P(U = u)
    double as_far = 1;  ///< P(|U - E| >= |u - E|), E = n_first n_second / 2
};

/// Additions that the exact distribution may take unless asked otherwise; about a fifth of a second. Enough
/// for 110 + 110 different values, 90 + 90 coded answers, or any number of answers of two kinds.
inline constexpr double default_rank_sum_cost = 1e8;

/// The exact distribution given the values, ties and all: the number of members of the smaller sample and the
/// sum of their ranks, group of ties by group of ties,
///
///     f(j + k, s + k r) <- f(j, s) C(t, k) p^k (1 - p)^(t - k),     k = 0 .. t
///
/// for t values of rank r, p the share of the smaller sample; f(j, .) at the end, over its sum, is the
/// distribution (the recursion of Streitberg & Roehmel 1986, Statistical Software Newsletter 12:10, with the
/// ties of a group taken at once; the weights p keep it from overflowing). Ranks are measured from the lowest
/// in units of their greatest common divisor, and all terms are positive: relative error below 1e-12 down to
/// 1e-290.
///
/// @param counts  both samples not empty
/// @param cost_limit  of additions
/// @return Reason::not_affordable  more than `cost_limit` additions
/// @throws base::ContractError  a sample is empty
/// Cost: up to n_first^2 n_second^2 / 4 additions for different values, n_first for two distinct ones.
[[nodiscard]] base::Outcome<RankSumProbabilities> rank_sum_probabilities(
    const JointCounts& counts, double cost_limit = default_rank_sum_cost);

/// A quantile of U of two samples without ties.
struct RankSumQuantile {
    std::int64_t value = 0;  ///< the smallest u with P(U <= u) >= p
    double below = 0;        ///< P(U < value)
    double at_zero = 1;      ///< P(U = 0)
};

/// From the characteristic function of U about its mean, which without ties is the product of i sin((n+i) x)
/// /
/// ((n+i) sin(i x)), i = 1 .. m (Mann & Whitney 1947, Annals of Mathematical Statistics 18:50, eq. 6, for the
/// generating function), summed at the multiples of 2 pi over a prime number beyond m n. With 60 values or
/// more in the smaller sample only the arguments within 12 standard deviations of 0 matter: elsewhere the
/// product is below 1e-17. Absolute error below 1e-13.
///
/// @param p  0 < p < 1/2
/// @return Reason::not_affordable  fewer than 60 values in one sample and too many in the other, from 59 and
///                                 2,900 or 10 and 100,000 on
/// @throws base::ContractError  a sample is empty or above 10^8, p outside (0, 1/2)
/// Cost: at most some 0.2 s; 1 ms for 1000 + 1000.
[[nodiscard]] base::Outcome<RankSumQuantile> rank_sum_quantile(std::int64_t n_first, std::int64_t n_second,
                                                               double p);

}  // namespace outcomes::stats
