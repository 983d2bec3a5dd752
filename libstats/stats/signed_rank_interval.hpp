#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>

namespace outcomes::stats {

/// Which test to invert, and how much it may cost.
struct SignedRankIntervalOptions {
    double level = 0.95;                  ///< 1 - the size of the test
    ZeroRule zeros = ZeroRule::wilcoxon;  ///< what the test does with differences equal to the shift
    double cost_limit = 5e8;              ///< additions, some 0.3 seconds
};

/// All shifts that the exact test does not reject.
struct SignedRankInterval {
    Interval limits;         ///< Walsh averages, in units of the scores
    std::int64_t n = 0;      ///< differences
    std::int64_t tests = 0;  ///< exact tests that were needed
};

/// Exact conditional interval for the shift of paired differences d = repeat - baseline: the inverse of the
/// exact signed-rank test with the ties that the data have.
///
/// Let p(s) be the exact two-sided p-value of signed_rank() for the differences d - s, conditional on their
/// midranks, with the differences equal to s treated as `zeros` says, and 1 if all are equal to s. The
/// interval is the smallest closed one that holds every s with p(s) > 1 - level. So a change of s is outside
/// only if the exact test of that change rejects it; 0 is inside whenever the test of "no change" does not
/// reject. Its level is never below the one asked for, ties or not (Bauer 1972, JASA 67:687, inverts the test
/// without ties).
///
/// p(s) is constant between neighbouring Walsh averages (d_i + d_j) / 2 and takes other values at them, so
/// both limits are Walsh averages. It need not fall steadily away from the middle: the interval reaches out
/// to the last s that is not rejected. Walsh averages are tried from the outside, beginning where Hoeffding's
/// bound 2 exp(-z^2 / 2) on p (1963, JASA 58:13) first exceeds 1 - level; no part of the definition is
/// approximated. hodges_lehmann() gives the interval with the order of limits for untied values, which costs
/// next to nothing; with ties it is as a rule as wide as this one or wider.
///
/// @param differences  repeat - baseline
/// @param options      level, zero rule and cost limit
/// @return Reason::no_pairs (no differences), Reason::level_unreachable (no sign pattern is that improbable:
/// 5
///         differences or fewer for 95 %) or Reason::not_affordable (many people with many different changes:
///         a hundred or so without ties; thousands on a coarse scale are no problem)
/// @throws base::ContractError  level outside (0, 1), a denominator below 1, a difference beyond 2^57
/// Cost: one exact test for each Walsh average between some 2.7 and 2 standard errors of the rank sum, on
/// both sides.
[[nodiscard]] base::Outcome<SignedRankInterval> signed_rank_interval(
    GridView differences, const SignedRankIntervalOptions& options = {});

}  // namespace outcomes::stats
