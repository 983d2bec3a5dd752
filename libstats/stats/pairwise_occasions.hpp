#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/multiplicity.hpp"
#include "libstats/stats/occasions.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace outcomes::stats {

/// How two occasions are compared.
enum class PairwiseMethod {
    paired_t,           ///< paired_t()
    signed_rank,        ///< signed_rank(), zeros dropped, exact where affordable
    signed_rank_pratt,  ///< signed_rank(), Pratt's zeros, exact where affordable
    sign                ///< sign_test(), exact
};

/// One pair of occasions.
struct PairwiseTest {
    std::size_t first = 0;                             ///< number of the earlier occasion, from 0
    std::size_t second = 0;                            ///< of the later one
    double mean_change = 0;                            ///< second - first, in units of the scores
    base::Outcome<double> p = base::Reason::no_pairs;  ///< two-sided, not adjusted
    std::optional<double> p_adjusted;                  ///< for the pairs that have a p-value; empty without p
};

/// All k (k - 1) / 2 pairs of occasions, in the order 0-1, 0-2, ..., 1-2, ...; adjusted for being that many.
///
/// Each pair stands on its own two columns: no pooled error, so unequal variances of the differences do no
/// harm. A pair that has no p-value (nobody changed, or all changed alike) does not count in the adjustment.
///
/// @param table       any number of people
/// @param method      test of each pair
/// @param adjustment  for the number of pairs
/// @return Reason::no_pairs (nobody)
/// @throws base::ContractError  see require_occasions(), and the tests
/// Cost: that of the test, k (k - 1) / 2 times.
[[nodiscard]] base::Outcome<std::vector<PairwiseTest>> pairwise_occasions(
    const OccasionTable& table, PairwiseMethod method, Adjustment adjustment = Adjustment::holm);

}  // namespace outcomes::stats
