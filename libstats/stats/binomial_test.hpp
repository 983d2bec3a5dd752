#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// Whether x events out of n are too many or too few for a share of `expected`.
struct BinomialTest {
    double expected = 0;        ///< the share under the null hypothesis
    PValues exact;              ///< tails P(X >= x) and P(X <= x); two-sided: twice the smaller, at most 1
    PValues mid_p;              ///< the same with half of P(X = x) in each tail
    double min_likelihood = 1;  ///< two-sided: P of all counts that are no likelier than x
};

/// Exact binomial test, X ~ Bin(n, expected). The two two-sided p-values differ unless the share is 1/2:
/// `exact` agrees with the interval of Clopper & Pearson, `min_likelihood` is what R's binom.test gives.
/// Counts whose probability exceeds that of x by less than 1e-7 of it are as likely as x.
///
/// @param count  events and n
/// @param expected  share in [0, 1]
/// @return Reason::no_answers if n is 0
/// @throws base::ContractError  events outside 0..n, a share outside [0, 1]
/// Cost: O(log n) evaluations of the distribution.
[[nodiscard]] base::Outcome<BinomialTest> binomial_test(Count count, double expected = 0.5);

}  // namespace outcomes::stats
