#pragma once

#include "libstats/survey/code_matching.hpp"
#include "libstats/survey/code_passes.hpp"
#include "libstats/survey/confirmers.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace outcomes::analysis {

/// How likely two different people, one of each wave, are to have codes that are
struct CodeChances {
    double same = 0;                  ///< the same
    double alike = 0;                 ///< the same, or different in one element
    std::size_t n_same_within = 0;    ///< pairs of one wave that are the same (both waves together)
    std::size_t n_alike_within = 0;   ///< pairs of one wave that are alike or the same
    double expected_same_within = 0;  ///< what the frequencies of the elements make expect
    double expected_alike_within = 0;
};

/// From the codes themselves, standings apart: any two codes of one wave are two people's, so every element's
/// chance of agreement is counted within the waves, where nobody meets herself. The product over elements
/// supposes that they are independent of each other; families and twins are not. So the product is corrected
/// by what is seen: times (observed + 4) / (expected + 4) pairs of one wave that are alike, where 4 keeps few
/// pairs from saying much. Codes in one piece have no elements: there the observed share of pairs is all.
///
/// An element that is missing agrees with nothing; how often it is missing is taken from the codes that are
/// still open, which lack elements more often than those that were matched whole.
[[nodiscard]] CodeChances code_chances(const survey::CodedWave& from, const survey::CodedWave& to);

/// Of pairs of codes that can still be matched (`open`), the share that the confirmers do not contradict, and
/// the share that they would let pass. Pairs in `alike`, which may be one person, are left out. All pairs are
/// looked at, or 200,000 of them taken at random (fixed seed).
/// @param alike  ascending
struct ConfirmChances {
    double not_contradicted = 1;
    double allowed = 1;
};
[[nodiscard]] ConfirmChances confirm_chances(const survey::CodedWave& from, const survey::CodedWave& to,
                                             const survey::Confirmers& confirmers,
                                             std::span<const survey::SheetPair> alike);

}  // namespace outcomes::analysis
