#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <vector>

namespace outcomes::analysis {

/// Which terms are looked at together.
enum class Grouping {
    families,  ///< those of the study file; terms in none are one family together
    together   ///< all of them
};

/// Fills p_adjusted by the study's rule over each family of terms: the headline rows among themselves, and
/// the rows of every other method among themselves. Marks a headline row `suggestive` whose 95 % interval
/// leaves out 0 although its adjusted p-value is .05 or more.
/// @param headlines  indices of the rows that carry verdicts
void adjust_families(const survey::Study& study, std::vector<findings::Finding>& rows,
                     const std::vector<std::size_t>& headlines, Grouping grouping = Grouping::families);

}  // namespace outcomes::analysis
