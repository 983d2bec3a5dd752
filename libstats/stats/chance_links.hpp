#pragma once

#include "libstats/base/outcome.hpp"

#include <cstdint>
#include <span>

namespace outcomes::stats {

/// One pass of matching codes between two waves: a pair is accepted if the two codes are alike and neither is
/// like any other code that is still to be matched.
struct MatchingPass {
    double n_from = 0;           ///< people of the first wave who could still be matched
    double n_to = 0;             ///< of the second
    double n_single = 0;         ///< alike pairs without a rival on either side, accepted or not
    double chance = 0;           ///< that two different people, one of each wave, are alike
    double chance_accepted = 0;  ///< that they are alike and nothing else stands against a match; <= chance
};

/// What is behind the pairs of a pass.
struct ExpectedMatches {
    double truly_alike = 0;     ///< people who are in both waves and whose two codes are alike
    double false_accepted = 0;  ///< accepted pairs that are two different people
    double without_rival = 1;   ///< share of alike pairs that no chance pair competes with, in (0, 1]
    double chance_pairs = 0;    ///< alike pairs of different people, accepted or not
};

/// Expected number of false accepted matches, not of chance pairs: most chance pairs touch somebody whose
/// true partner is there as well, and are then rejected as ties.
///
/// With n1 and n2 people left, C of whom have their true partner alike, and chance pairs at rate q between
/// any two different people (independent of each other), an alike pair has no rival with probability t = (1 -
/// q)^(n1 + n2 - 2). Pairs without a rival are
///     L = t (C + q (n1 - C) (n2 - C)),
/// the first part true, the second false: a false pair is accepted only between two people neither of whom
/// has a true partner in sight. C follows from the observed L (the larger root; L rises with C there), and
/// with it the false ones among the accepted, q_accepted t (n1 - C) (n2 - C). Where chance pairs are so many
/// that L tells nothing about C, C is taken as 0: the expectation is then an upper bound.
///
/// In simulations with known truth (tests/unit/survey/linkage_simulation_test.cpp) the sum over runs is
/// within 15 % of the truth.
///
/// @param pass  what was found when the codes were compared
/// @throws base::ContractError  negative numbers, a chance outside [0, 1), chance_accepted > chance
[[nodiscard]] ExpectedMatches expected_matches(const MatchingPass& pass);

/// How well a code tells people apart, before it is used.
struct CodeRisk {
    double n_codes = 0;             ///< effective number of different codes: 1 / chance that two people agree
    double duplicate_pairs = 0;     ///< expected pairs of people with the same code: n (n - 1) / (2 K)
    double chance_of_any = 0;       ///< that at least one such pair exists: 1 - exp(-duplicate_pairs)
    double chance_pairs_exact = 0;  ///< different people of two waves with the same code: n^2 / K
    double chance_pairs_tolerant = 0;  ///< with codes the same, or different in one element
};

/// @param agreement  per element the chance that two people agree in it, in (0, 1]: 1 / k for k equally
///                   frequent values, the sum of p^2 otherwise
/// @param n          people in each wave
/// With K = 1 / product(agreement) and k_e = 1 / agreement[e]: n^2 (1 + sum(k_e - 1)) / K pairs are alike.
/// @throws base::ContractError  no element, an agreement outside (0, 1]
[[nodiscard]] CodeRisk code_risk(std::span<const double> agreement, double n);

/// Chance that two different people agree: sum over values of c (c - 1) / (n (n - 1)) for counts c, without
/// the bias of sum (c / n)^2, which counts people with themselves. 0 for fewer than two people.
/// @param counts  people with each value
[[nodiscard]] double chance_agreement(std::span<const std::uint64_t> counts);

}  // namespace outcomes::stats
