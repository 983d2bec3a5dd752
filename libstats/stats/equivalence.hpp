#pragma once

#include "libstats/stats/t_test.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// One of the two one-sided tests against a bound.
struct BoundTest {
    double statistic = 0;  ///< (estimate - bound) / std_error
    double p = 1;          ///< small: the change lies on the inner side of the bound
};

/// Both tests together.
struct Equivalence {
    Interval bounds;          ///< the changes that would not matter lie between
    BoundTest lower;          ///< H0: the change is at or below bounds.low
    BoundTest upper;          ///< H0: the change is at or above bounds.high
    double p = 1;             ///< of both together: the larger one
    double alpha = 0.05;      ///< of each one-sided test
    Interval ci;              ///< of level 1 - 2 alpha: 90 % for alpha .05
    bool equivalent = false;  ///< p < alpha, which is the same as `ci` inside the bounds
};

/// Two one-sided tests that a change is smaller than matters, from any t test (Schuirmann 1987, Journal of
/// Pharmacokinetics and Biopharmaceutics 15:657).
///
/// @param test    of the change
/// @param bounds  in the units of the scores, low < high; they need not be symmetric
/// @param alpha   in (0, 0.5)
/// @throws base::ContractError  bounds not finite or not ascending, alpha outside (0, 0.5)
[[nodiscard]] Equivalence equivalence(const TTest& test, Interval bounds, double alpha = 0.05);

}  // namespace outcomes::stats
