#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::tests {

/// A sum of unknowns, each times a factor.
using Sum = std::vector<std::pair<int, double>>;

/// Adds `factor` times the terms of `other`.
void add(Sum& sum, const Sum& other, double factor = 1);

/// A number that nobody was told, and what it really is.
struct Target {
    std::string name;
    Sum sum;
    std::int64_t truth = 0;
    bool is_published = false;  ///< it would stand in a table if it were not hidden
};

/// What became of a target.
enum class Fate { open, pinned, undecided };

/// How hard to try: `bounds` leaves open what the linear programme alone does not pin.
enum class Effort { bounds, all };

/// The whole numbers that a sum can still be.
struct Span {
    double low = 0;
    double high = 0;
    [[nodiscard]] bool is_one() const { return low == high; }
    [[nodiscard]] double width() const { return high - low; }
};

/// Unknown whole numbers and what is known about sums of them. Each unknown comes with its true value, which
/// serves two ends: a constraint that the truth breaks is a fault of the attack, and the truth is one
/// solution, so that a second one with another value shows that a number is open. What is pinned does not
/// depend on it.
class IntegerSystem {
  public:
    /// @return number of the new unknown
    int unknown(std::int64_t truth, double low = 0, double high = 1'000);
    /// What is known: low <= sum <= high, each relaxed by 1e-6. Infinite where there is no such bound.
    void know(const Sum& sum, double low, double high, const std::string& what);
    [[nodiscard]] double truth_of(const Sum& sum) const;
    /// What the truth breaks: must be empty.
    [[nodiscard]] const std::vector<std::string>& contradictions() const { return contradictions_; }
    [[nodiscard]] std::size_t size() const { return truth_.size(); }

    /// One fate a target. Small moves away from the truth settle most, integer programmes the others.
    [[nodiscard]] std::vector<Fate> attack(const std::vector<Target>& targets, Effort effort) const;
    /// Bounds from the linear programme, rounded inwards.
    [[nodiscard]] Span span_of(const Sum& sum) const;

  private:
    friend class Walk;
    friend class Programme;
    friend class Repair;
    struct Row {
        Sum sum;
        double low, high;
    };
    std::vector<std::int64_t> truth_;
    std::vector<double> low_, high_;
    std::vector<Row> rows_;
    std::vector<std::string> contradictions_;
};

}  // namespace outcomes::tests
