#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/correlation.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>

namespace outcomes::stats {

/// Spearman's correlation of ranks.
struct Spearman {
    std::size_t n = 0;  ///< pairs
    double rho = 0;     ///< in [-1, 1]; > 0 if those who were high at first are high at the repeat
    base::Outcome<CorrelationTest> test =
        base::Reason::too_few;                           ///< too_few: n < 3; not_applicable: rho = +-1
    base::Outcome<Interval> ci = base::Reason::too_few;  ///< too_few: n < 4; not_applicable: rho = +-1
    double level = 0.95;                                 ///< of `ci`
};

/// Pearson's correlation of the midranks (Spearman 1904, American Journal of Psychology 15:72), which holds
/// the tie correction. The test takes t = rho sqrt((n - 2) / (1 - rho^2)) for Student's t with n - 2 degrees
/// of freedom. The interval is tanh(atanh(rho) -+ z sqrt((1 + rho^2 / 2) / (n - 3)))   (Bonett & Wright 2000,
/// Psychometrika 65:23).
///
/// Ranks and their products are exact integers; rho is rounded once.
///
/// @param first   one value a person
/// @param second  the other value of the same people, in the same order; its grid may be another one
/// @param level   of the interval
/// @return Reason::too_few for n < 2, Reason::no_variation if a column does not vary
/// @throws base::ContractError  unequal lengths, a denominator below 1, a value beyond 2^60, level outside
///                              (0, 1)
/// Cost O(n log n).
[[nodiscard]] base::Outcome<Spearman> spearman(GridView first, GridView second, double level = 0.95);

/// Test of H0: the columns are independent.
struct KendallTest {
    double z = 0;         ///< S / sqrt(variance)
    double variance = 0;  ///< of S, ties counted
    PValues p;  ///< normal, no continuity correction; `greater`: evidence for a positive correlation
};

/// Kendall's tau-b.
struct Kendall {
    std::size_t n = 0;            ///< people
    double tau_b = 0;             ///< in [-1, 1]
    std::int64_t concordant = 0;  ///< pairs of people whom both columns put into the same order
    std::int64_t discordant = 0;  ///< pairs whom they put into opposite orders
    base::Outcome<KendallTest> test = base::Reason::too_few;  ///< too_few: n < 3
    base::Outcome<Interval> ci = base::Reason::too_few;       ///< too_few: n < 5; not_applicable: tau_b = +-1
    double level = 0.95;                                      ///< of `ci`
};

/// S / sqrt((N - N_x) (N - N_y)), S = concordant - discordant, of N = n (n - 1) / 2 pairs of people, N_x and
/// N_y of them tied in one column (Kendall 1945, Biometrika 33:239). The variance of S under independence
/// given the ties is that of Kendall (1970, Rank Correlation Methods, 4th ed., eq. 4.4):
///
///     (v0 - v_x - v_y) / 18 + v1 / (2 n (n - 1)) + v2 / (9 n (n - 1) (n - 2))
///
/// with v0 = n (n-1) (2n+5), v_x = sum t (t-1) (2t+5) over the groups of ties in x, v1 and v2 the products
/// of the two columns' sum t (t-1) and sum t (t-1) (t-2). The interval is tanh(atanh(tau) -+ z sqrt(0.437 /
/// (n - 4)))   (Fieller, Hartley & Pearson 1957, Biometrika 44:470).
///
/// @param first   one value a person
/// @param second  the other value of the same people, in the same order; its grid may be another one
/// @param level   of the interval
/// @return Reason::too_few for n < 2, Reason::no_variation if a column does not vary
/// @throws base::ContractError  as `spearman`
/// Cost O(n log n): discordant pairs are counted while sorting (Knight 1966, JASA 61:436).
[[nodiscard]] base::Outcome<Kendall> kendall(GridView first, GridView second, double level = 0.95);

}  // namespace outcomes::stats
