#pragma once

#include "tests/attack/integer_system.hpp"
#include "tests/attack/true_counts.hpp"

#include <functional>
#include <vector>

namespace outcomes::tests {

/// The unknowns of one part of a study, as in TrueCounts.
struct Part {
    int k = 0;
    std::vector<int> pairs, lost, gained, first, second;
    int silent = 0, first_without = 0, second_without = 0;
};

/// Adds a part to the system.
[[nodiscard]] Part part_of(IntegerSystem& system, const TrueCounts& truth);

/// The factor with which people with an answer count.
using Weight = std::function<double(int answer)>;
[[nodiscard]] double one(int answer);

enum class Who {
    pairs_before,  ///< people with an answer both times, by the first
    pairs_after,
    everyone_before,
    everyone_after,
    lost_before,  ///< not linked, by the first answer
    kept_before   ///< linked, by the first answer
};

/// Numbers of people in several parts together, or weighted by their answers.
class People {
  public:
    explicit People(std::vector<Part> parts) : parts_(std::move(parts)) {}

    [[nodiscard]] Sum sum(Who who, const Weight& weight = one) const;
    /// People with both answers, weighted by both.
    [[nodiscard]] Sum pairs(const std::function<double(int from, int to)>& weight) const;
    [[nodiscard]] Sum linked() const;
    [[nodiscard]] Sum alone(int wave) const;     ///< sheets that are not linked
    [[nodiscard]] Sum answered(int wave) const;  ///< sheets

  private:
    std::vector<Part> parts_;
};

}  // namespace outcomes::tests
