#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/exact_distribution.hpp"
#include "libstats/stats/types.hpp"
#include "libstats/stats/value_counts.hpp"

#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// What to do with pairs that did not change (d = 0).
enum class ZeroRule {
    wilcoxon,  ///< drop them, then rank                  (Wilcoxon 1945, Biometrics Bulletin 1:80)
    pratt      ///< rank them, then drop their ranks      (Pratt 1959, JASA 54:655)
};

/// Where a p-value comes from.
enum class NullDistribution {
    exact,            ///< all 2^m sign patterns of the observed ranks
    normal,           ///< normal approximation
    normal_corrected  ///< the same, the distance from the mean shortened by 1/2
};

/// How to test.
struct SignedRankOptions {
    ZeroRule zeros = ZeroRule::wilcoxon;  ///< what to do with pairs that did not change
    double cost_limit =
        default_cost_limit;  ///< exact while it needs no more operations than this; 0: never exact
};

/// Exact test, conditional on the ranks.
struct SignedRankExact {
    PValues p;                    ///< two-sided and both one-sided
    double mid_p = 1;             ///< two-sided, half of the point probability in each tail
    double point = 1;             ///< P(T+ = t)
    std::optional<double> count;  ///< sign patterns at least as extreme, two_sided * 2^m; empty for m > 53
};

/// Normal approximation.
struct SignedRankNormal {
    double z = 0;  ///< positive: the repeat is higher
    PValues p;     ///< two-sided and both one-sided
};

/// The test by every rule of computation, and the one that was chosen.
struct SignedRank {
    std::int64_t n_pairs = 0;             ///< pairs given
    std::int64_t n_zero = 0;              ///< pairs that did not change
    std::int64_t n_pos = 0;               ///< pairs with the higher score at the repeat
    std::int64_t n_neg = 0;               ///< pairs with the lower score at the repeat
    bool ties = false;                    ///< two non-zero differences have the same size
    ZeroRule zeros = ZeroRule::wilcoxon;  ///< as asked for

    double t_plus = 0;    ///< sum of the ranks of positive differences
    double t_minus = 0;   ///< sum of the ranks of negative differences
    double mean = 0;      ///< of T+ if nothing changed
    double variance = 0;  ///< of T+ if nothing changed

    double split_t_plus = 0;        ///< Pratt's T+ and half of the ranks of the zeros
    double split_t_minus = 0;       ///< Pratt's T- and the other half
    double split_variance = 0;      ///< sum r^2 / 4 over all pairs, the midranks of the zeros among them
    SignedRankNormal split_normal;  ///< z = (split_t_plus - n(n+1)/4) / sqrt(split_variance)
    SignedRankNormal split_normal_corrected;  ///< the same, the distance shortened by 1/2

    std::optional<SignedRankExact> exact;  ///< empty if it would cost too much
    SignedRankNormal normal;               ///< no continuity correction
    SignedRankNormal normal_corrected;     ///< with it
    double r_pairs = 0;  ///< normal.z / sqrt(n_pairs); other programs divide by other n and call it r, too

    NullDistribution distribution = NullDistribution::exact;  ///< the one that `p` comes from
    PValues p;  ///< exact where affordable, else normal without continuity correction
};

/// Wilcoxon's signed-rank test of the hypothesis that the differences d = repeat - baseline are symmetric
/// about 0.
///
/// With r_i the midrank of |d_i| among the ranked pairs and T+ the sum of r_i over d_i > 0,
///
///     E[T+] = sum r_i / 2,    Var[T+] = sum r_i^2 / 4         (sums over d_i != 0)
///
/// which contains the correction for ties and, under Pratt's rule, that for zeros (Cureton 1967, JASA
/// 62:1068). The exact p-values condition on the ranks (exact_distribution.hpp); two-sided is 2 min(P(T+ <=
/// t), P(T+ >= t)), at most 1, and its mid-p is smaller by P(T+ = t). z = (T+ - E) / sqrt(Var); the corrected
/// form moves the numerator 1/2 towards 0 for the two-sided p-value and by -1/2 or +1/2 for `greater` and
/// `less`.
///
/// Splitting the zeros, the third rule in use (`zsplit` of SciPy), gives each side half of the zeros' ranks 1
/// .. n_zero. The halves cancel, so its exact p-values are Pratt's; its normal approximation has the variance
/// sum r^2 / 4 over all pairs, zeros too, and is nearer to 0 than Pratt's.
///
/// Ranks are those of exact integers; scores that were divided by a count first are not accepted, as rounding
/// would break their ties.
///
/// @param differences  repeat - baseline
/// @param options      zero rule and cost limit
/// @return Reason::no_pairs (no differences) or Reason::no_change (all are 0)
/// @throws base::ContractError  a denominator below 1, a difference beyond 2^60
/// Cost: that of value_counts(), and of exact_tails() for the distinct sizes of change.
[[nodiscard]] base::Outcome<SignedRank> signed_rank(GridView differences,
                                                    const SignedRankOptions& options = {});

/// The same from differences that are counted already.
/// @param sizes    of change, from magnitudes()
/// @param options  zero rule and cost limit
/// @return as above
[[nodiscard]] base::Outcome<SignedRank> signed_rank(const Magnitudes& sizes,
                                                    const SignedRankOptions& options = {});

}  // namespace outcomes::stats
