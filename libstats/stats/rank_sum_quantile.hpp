#pragma once

#include "libstats/base/outcome.hpp"

#include <cstdint>

namespace outcomes::stats {

/// A quantile of Mann and Whitney's U of two samples without ties.
struct RankSumQuantile {
    std::int64_t value = 0;  ///< the smallest u with P(U <= u) >= p
    double below = 0;        ///< P(U < value)
    double at_zero = 1;      ///< P(U = 0)
};

/// From the characteristic function of U about its mean, which without ties is the product of
///
///     i sin((n + i) x) / ((n + i) sin(i x)),     i = 1 .. m,  m <= n                (x half the argument)
///
/// (Mann & Whitney 1947, Annals of Mathematical Statistics 18:50, eq. 6, for the generating function), summed
/// at the multiples of 2 pi over a prime number beyond m n, which is exact. With 60 values or more in the
/// smaller sample only the arguments within 12 standard deviations of 0 matter, as the product is below 1e-17
/// elsewhere; where (m + n) x stays below 1.5 its logarithm is a short power series with sums of powers for
/// coefficients. Absolute error below 1e-13.
///
/// @param n_first, n_second  1 to 10^8
/// @param p                  0 < p < 1/2; a probability that is p but for rounding counts as p
/// @return Reason::not_affordable  fewer than 60 values in one sample and too many in the other: from 59 and
///                                 1,150 or 10 and 40,000 on
/// @throws base::ContractError  a sample is empty or above 10^8, p outside (0, 1/2)
/// Cost: some 80 ms at most, 15 ms for 100,000 and 100,000.
[[nodiscard]] base::Outcome<RankSumQuantile> rank_sum_quantile(std::int64_t n_first, std::int64_t n_second,
                                                               double p);

}  // namespace outcomes::stats
