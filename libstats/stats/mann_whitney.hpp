#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/rank_sum_distribution.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// Where the p-values of a rank sum come from.
enum class RankSumNull {
    exact,   ///< all ways to choose the second sample from the observed values
    normal,  ///< normal approximation with the variance corrected for ties
};

/// Exact test, conditional on the midranks. With ties or unequal sizes the distribution is not symmetric, and
/// programs disagree on what two-sided means.
struct MannWhitneyExact {
    double p_absdev = 1;       ///< P(|U - E| >= |u - E|): as far from the mean on either side
    double p_doubled = 1;      ///< twice the smaller tail, at most 1; agrees with the one-sided p-values
    double p_greater = 1;      ///< P(U >= u): small if the second sample is higher
    double p_less = 1;         ///< P(U <= u)
    double point = 1;          ///< P(U = u)
    double mid_p_doubled = 1;  ///< twice the smaller tail, less the point probability
};

/// Normal approximation of a rank sum.
struct MannWhitneyNormal {
    double z = 0;  ///< positive: the second sample is higher
    PValues p;     ///< of z; `greater`: the second sample is higher
};

/// Options of mann_whitney().
struct MannWhitneyOptions {
    double cost_limit = default_rank_sum_cost;  ///< exact while it needs no more additions; 0: never exact
};

/// The test of two independent samples by ranks.
struct MannWhitney {
    std::int64_t n_first = 0;    ///< size of the first sample
    std::int64_t n_second = 0;   ///< size of the second sample
    bool ties = false;           ///< two values are equal, in one sample or across
    double u_second = 0;         ///< pairs in which the second is higher, ties counting one half
    double u_first = 0;          ///< n_first n_second - u_second
    double rank_sum_second = 0;  ///< of the midranks among all values
    double variance = 0;         ///< of U if the samples are alike, given the ties; 0 if all values are equal

    std::optional<MannWhitneyExact> exact;              ///< empty if it would cost too much
    std::optional<MannWhitneyNormal> normal;            ///< empty if all values are equal
    std::optional<MannWhitneyNormal> normal_corrected;  ///< the distance from the mean shortened by 1/2

    RankSumNull distribution = RankSumNull::exact;  ///< the one that `p` comes from
    PValues p;  ///< exact (two_sided is p_doubled) where affordable, else normal without correction
};

/// The Mann-Whitney test, which is Wilcoxon's rank-sum test; H0: both samples come from one distribution
/// (Wilcoxon 1945, Biometrics Bulletin 1:80; Mann & Whitney 1947, Annals of Mathematical Statistics 18:50).
///
///     U = #(second > first) + #(second = first) / 2,    E = n1 n2 / 2
///     Var = n1 n2 / 12 (N + 1 - sum (t^3 - t) / (N (N - 1)))         over tie groups of t values
///
/// z = (U - E) / sqrt(Var); the corrected form moves the numerator 1/2 towards 0 for the two-sided p-value
/// and by -1/2 or +1/2 for `greater` and `less`. The exact distribution is that of rank_sum_probabilities().
/// Ranks are those of exact integers. It tests for more than a difference of medians: samples of different
/// spread are not alike either (see brunner_munzel.hpp).
///
/// @param first    the first sample
/// @param second   the second sample, on the same grid
/// @param options  cost limit of the exact test
/// @return Reason::no_answers if a sample is empty
/// @throws base::ContractError  unequal denominators, a denominator below 1, a value beyond 2^60
/// Cost: that of joint_counts(), and up to `cost_limit` additions.
[[nodiscard]] base::Outcome<MannWhitney> mann_whitney(const GridView& first, const GridView& second,
                                                      const MannWhitneyOptions& options = {});

}  // namespace outcomes::stats
