#pragma once

#include "libstats/stats/chance_links.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// A code that could be used, and how well it tells people apart.
struct PlannedCode {
    std::string name;           ///< "as given", "without 31", "with 26 more"
    std::vector<double> sizes;  ///< effective number of values of each element
    stats::CodeRisk risk;
};

/// The code as given, then the code without each of its elements, then with another initial (26 values) and
/// with that and sex (2) added.
/// @param sizes   effective numbers of values, > 1 each: k for k equally frequent ones, else 1 / sum(p^2)
/// @param people  in each wave, at least 2
[[nodiscard]] std::vector<PlannedCode> plan_codes(const std::vector<double>& sizes, std::size_t people);

/// Effective number of values with these relative frequencies: 1 / sum(p^2), p = frequency / sum.
[[nodiscard]] double effective_size(const std::vector<double>& frequencies);

}  // namespace outcomes::analysis
