#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/occasions.hpp"

#include <cstddef>
#include <vector>

namespace outcomes::stats {

/// Whether the same people's scores lie higher on some occasions than on others; people whose scores differ
/// more count more.
struct Quade {
    std::size_t n = 0;                  ///< people
    std::size_t k = 0;                  ///< occasions
    std::vector<double> weighted_sums;  ///< S_j of each occasion; a high one means high scores; they add to 0
    OccasionsF test;                    ///< df k - 1 and (n - 1)(k - 1)
};

/// Quade's test (1979, JASA 74:680). With r_ij the midrank of occasion j among person i's own scores, Q_i the
/// midrank of person i's range (largest less smallest score) among all people, S_ij = Q_i (r_ij - (k+1)/2)
/// and S_j = sum_i S_ij,
///
///     A = sum_ij S_ij^2,   B = sum_j S_j^2 / n,   F = (n - 1) B / (A - B).
///
/// Ranges are exact integers, so that rounding breaks no tie. F is infinite if A = B: all people order the
/// occasions alike and weigh the same. The scores of different people must be on one scale, as their ranges
/// are compared; else take Friedman's.
///
/// @param table  at least two people
/// @return Reason::no_pairs (nobody), Reason::too_few (n = 1), Reason::no_change (each person has the same
///         score on all occasions)
/// @throws base::ContractError  a range beyond 63 bits; see require_occasions()
/// Cost: O(n k log k + n log n).
[[nodiscard]] base::Outcome<Quade> quade(const OccasionTable& table);

}  // namespace outcomes::stats
