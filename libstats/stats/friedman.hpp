#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/occasions.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace outcomes::stats {

/// How much the exact test of Friedman may cost, in permutations added to a state: half a second to two.
inline constexpr double friedman_cost_limit = 4e7;

/// Whether the same people's scores lie higher on some occasions than on others.
struct Friedman {
    std::size_t n = 0;               ///< people
    std::size_t k = 0;               ///< occasions
    std::vector<double> rank_sums;   ///< of each occasion; a high one means high scores
    std::vector<double> mean_ranks;  ///< rank_sums / n
    double chi2 = 0;                 ///< tie-corrected
    double df = 0;                   ///< k - 1
    double p = 1;                    ///< of chi2: good for many people, conservative for few
    double kendall_w = 0;            ///< concordance of the people, 0 to 1: chi2 / (n (k - 1))
    OccasionsF iman_davenport;       ///< closer to its level than chi2
    std::optional<double> p_exact;   ///< conditional on the midranks; empty if it would cost too much
};

/// Friedman's test of the hypothesis that each person's scores could stand in any order over the occasions.
///
/// With r_ij the midrank of occasion j among person i's own scores and R_j their sum over people,
///
///     chi2 = (k - 1) sum_j (R_j - n (k+1) / 2)^2 / sum_ij (r_ij - (k+1) / 2)^2
///
/// (Friedman 1937, JASA 32:675; with ties Conover 1999, Practical Nonparametric Statistics, sec. 5.8, eq. 3),
/// W = chi2 / (n (k - 1)) (Kendall & Babington Smith 1939, Annals of Mathematical Statistics 10:275), and
/// F = (n - 1) chi2 / (n (k - 1) - chi2) with k - 1 and (n - 1)(k - 1) degrees of freedom (Iman & Davenport
/// 1980, Communications in Statistics A 9:571). F is infinite if all people rank alike. All sums are
/// integers. A person whose scores are all the same counts in n and changes no rank sum.
///
/// @param table       at least two people
/// @param cost_limit  for the exact p-value, see friedman_exact_p(); 0: never exact
/// @return Reason::no_pairs (nobody), Reason::too_few (n = 1), Reason::no_change (each person has the same
///         score on all occasions)
/// @throws base::ContractError  see require_occasions()
/// Cost: O(n k log k), and that of the exact p-value.
[[nodiscard]] base::Outcome<Friedman> friedman(const OccasionTable& table,
                                               double cost_limit = friedman_cost_limit);

/// P(chi2 >= the observed one) over all (k!)^n ways to permute each person's midranks, each as likely as the
/// others. For answers of yes or no this is the exact conditional test of Cochran's Q.
///
/// Person after person is added to the distribution of the rank sums, which are kept in descending order, as
/// the statistic does not know the occasions apart. Sums that can no longer reach the observed statistic, or
/// no longer fall below it, are settled at once. Every term is positive: small p-values keep their digits.
///
/// @param table       at least two people
/// @param cost_limit  permutations added to a sum
/// @return Reason::not_affordable  more than `cost_limit` steps would be needed, or 2^20 sums at a time;
///         otherwise as friedman()
/// @throws base::ContractError  see require_occasions()
[[nodiscard]] base::Outcome<double> friedman_exact_p(const OccasionTable& table,
                                                     double cost_limit = friedman_cost_limit);

/// A p-value from permutations drawn at random.
struct SampledP {
    double p = 1;                ///< (1 + as extreme ones) / (1 + drawn)
    double std_error = 0;        ///< Monte Carlo error of p, sqrt(p (1 - p) / drawn)
    std::int64_t n_samples = 0;  ///< drawn
};

/// The same p-value where it is not affordable, from permutations drawn with a seed. The result depends on
/// the seed and the number of samples only.
///
/// @param table      at least two people
/// @param n_samples  > 0
/// @param seed       of the permutations
/// @param n_threads  at most this many at a time
/// @return as friedman()
/// @throws base::ContractError  n_samples below 1; see require_occasions()
/// Cost: O(n_samples n k) / n_threads.
[[nodiscard]] base::Outcome<SampledP> friedman_sampled_p(const OccasionTable& table, std::int64_t n_samples,
                                                         std::uint64_t seed, std::size_t n_threads = 1);

}  // namespace outcomes::stats
