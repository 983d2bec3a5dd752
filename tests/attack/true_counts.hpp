#pragma once

#include "tests/attack/random_study.hpp"

#include <cstdint>
#include <vector>

namespace outcomes::tests {

/// How many people of one part of a study did what with one question: from these everything else is added up.
/// Answers are scores 0 to k - 1.
struct TrueCounts {
    int k = 0;
    std::vector<std::int64_t> pairs;   ///< linked people by both answers, row major: first, second
    std::vector<std::int64_t> lost;    ///< linked people with this answer the first time and none the second
    std::vector<std::int64_t> gained;  ///< linked people with none the first time and this the second
    std::int64_t silent = 0;           ///< linked people with none at all
    std::vector<std::int64_t> first, second;                       ///< not linked, by answer
    std::int64_t first_without = 0, second_without = 0;            ///< not linked, without an answer
    std::int64_t first_without_code = 0, second_without_code = 0;  ///< of those who are not linked
};

/// @param subgroup  whose groups are told apart; @param groups  those counted, -1 for the people in none
[[nodiscard]] TrueCounts true_counts(const RandomStudy& study, const Asked& asked, std::size_t subgroup,
                                     const std::vector<int>& groups);

}  // namespace outcomes::tests
