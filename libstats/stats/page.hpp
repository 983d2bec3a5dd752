#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/occasions.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace outcomes::stats {

/// How many additions the exact test of Page may need: some tenths of a second.
inline constexpr double page_cost_limit = 2e8;

/// Exact tails of L, conditional on the midranks.
struct PageExact {
    double greater = 1;    ///< P(L >= the observed one)
    double less = 1;       ///< P(L <= the observed one)
    double two_sided = 1;  ///< min(1, twice the smaller of the two)
};

/// Whether scores rise from occasion to occasion, in the order that was foreseen.
struct Page {
    std::size_t n = 0;               ///< people
    std::size_t k = 0;               ///< occasions
    std::vector<double> rank_sums;   ///< R_j of each occasion
    double l = 0;                    ///< sum_j j R_j
    double mean = 0;                 ///< of L if the order does not matter, n k (k+1)^2 / 4
    double variance = 0;             ///< of L then, given the ties
    double variance_no_ties = 0;     ///< n k^2 (k+1) (k^2-1) / 144, which some programs take
    double z = 0;                    ///< (L - mean) / sqrt(variance); positive: scores rise
    double chi2 = 0;                 ///< z^2, 1 degree of freedom
    PValues p;                       ///< normal approximation; `greater` is the test that Page proposed
    std::optional<PageExact> exact;  ///< empty if it would cost too much
};

/// Page's test for ordered alternatives (1963, JASA 58:216): each person's scores could stand in any order
/// over the occasions, against scores that rise along them. L = sum_j j R_j with R_j the sum of the midranks
/// r_ij of occasion j, and
///
///     Var[L] = sum_i  sum_j (j - (k+1)/2)^2  sum_j (r_ij - (k+1)/2)^2 / (k - 1)
///
/// which without ties is Page's n k^2 (k+1) (k^2-1) / 144 (variance of a linear permutation statistic, Hajek
/// & Sidak 1967, Theory of Rank Tests, sec. II.3). The normal approximation is used without continuity
/// correction. The exact distribution is the convolution of those of the people, each over all k! orders of
/// that person's midranks: all terms are positive, so that a small tail keeps its digits.
///
/// The order must be fixed before the data are seen. To test for a fall, take `p.less` and `exact->less`.
///
/// @param table       occasions in the order that was foreseen
/// @param cost_limit  additions for the exact distribution; 0: never exact
/// @return Reason::no_pairs (nobody), Reason::no_change (each person has the same score on all occasions)
/// @throws base::ContractError  see require_occasions()
/// Cost: O(n k log k); exact O(n^2 k^6) at most, for k up to some 15.
[[nodiscard]] base::Outcome<Page> page_trend(const OccasionTable& table, double cost_limit = page_cost_limit);

}  // namespace outcomes::stats
