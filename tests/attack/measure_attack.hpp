#pragma once

#include "tests/attack/integer_system.hpp"
#include "tests/attack/published.hpp"
#include "tests/attack/random_study.hpp"

#include <string>
#include <vector>

namespace outcomes::tests {

/// What came of the attack on one study.
struct AttackResult {
    std::size_t n_systems = 0, n_targets = 0, n_published_targets = 0, n_pinned = 0;
    std::vector<std::string> pinned;     ///< what, by name
    std::vector<std::string> undecided;  ///< GLPK ran out of time
    std::vector<std::string> faults;     ///< constraints that the truth breaks: faults of the attack
    double narrowest = 1e9;              ///< range of whole numbers left to a hidden published count
    std::string narrowest_name;
};

struct AttackOptions {
    bool stop_at_first = false;  ///< one pinned number of a study is enough
    bool spans = false;          ///< find the range of one hidden count a system
};

/// Sets up the integer system of every question x subgroup and tries to pin every hidden count and every
/// count of 1 to 9 people.
[[nodiscard]] AttackResult attack(const RandomStudy& study, const Published& published,
                                  const AttackOptions& options);

}  // namespace outcomes::tests
