#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace outcomes::stats {

/// How to test, and what to do where all sign patterns are too many.
struct SignFlipOptions {
    double cost_limit = 2e7;    ///< exact while it needs no more operations than this; 0: never exact
    std::size_t draws = 99999;  ///< B, random sign patterns where exact costs too much
    std::uint64_t seed = 1;     ///< of the random patterns; the same seed gives the same p-values
    std::size_t n_threads = 1;  ///< changes the time only
};

/// Where the p-values of a sign-flip test come from.
enum class SignFlipMethod {
    exact,       ///< all 2^m sign patterns
    monte_carlo  ///< B random ones
};

/// Test of the mean change by flipping signs.
struct SignFlip {
    std::int64_t n_pairs = 0;    ///< pairs given
    std::int64_t n_nonzero = 0;  ///< m, pairs that changed; the others never move the mean
    std::int64_t scale = 1;      ///< the smallest whole number that makes every difference whole
    double sum = 0;              ///< S, of the differences, in units of the scores
    double mean = 0;             ///< S / n_pairs

    SignFlipMethod method = SignFlipMethod::exact;  ///< which one `p` comes from
    PValues p;                                      ///< `greater`: P(S* >= S), `less`: P(S* <= S)
    std::optional<double> mid_p;  ///< two-sided, half of the point probability in each tail; exact only
    std::optional<double> count;  ///< patterns at least as extreme, two_sided * 2^m; exact and m <= 53 only
    std::size_t draws = 0;        ///< B; 0 if exact
    double std_error = 0;         ///< Monte Carlo standard error of p.two_sided; 0 if exact
};

/// Permutation test of the mean change: if a change of +d is as likely as one of -d, every pattern of signs
/// of the observed |d_i| is equally likely, and the sum S = sum d_i has the distribution of S* = sum +-|d_i|
/// (Fisher 1935, The Design of Experiments, section 21).
///
///     two-sided p = P(|S*| >= |S|)        greater: P(S* >= S)        less: P(S* <= S)
///
/// The signed-rank test does the same with ranks in the place of |d_i|. Pairs that did not change add nothing
/// to any S*, so dropping or keeping them is the same.
///
/// Exact, on whole numbers, by the first of these that costs no more than `cost_limit`: convolution of the
/// distinct sizes of change (exact_distribution.hpp); sorted sums of the two halves of the people and a walk
/// through both (Horowitz & Sahni 1974, Journal of the ACM 21:277), 2^(m/2) operations for any sizes; the
/// inverse Fourier transform of exact_distribution.hpp. Else B random patterns and p = (b + 1) / (B + 1) with
/// b of them at least as extreme (Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular
/// Biology 9:39), and std_error = sqrt(p (1 - p) / (B + 1)). Pattern i depends on the seed and i alone.
///
/// @param differences  repeat - baseline
/// @param options      cost limit, number of draws and seed
/// @return Reason::no_pairs (no differences) or Reason::no_change (all are 0)
/// @throws base::ContractError  a denominator below 1, a difference beyond 2^60, Monte Carlo with B = 0
/// Cost: that of value_counts(), and at most `cost_limit` or about B n / 10 operations.
[[nodiscard]] base::Outcome<SignFlip> sign_flip(GridView differences, const SignFlipOptions& options = {});

}  // namespace outcomes::stats
