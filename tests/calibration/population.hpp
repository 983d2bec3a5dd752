#pragma once

#include "libstats/base/random.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Populations of answers whose true values are known exactly, and samples from them.
namespace outcomes::calibration {

/// Where the answers of the first wave pile up.
enum class Position { middle, floor, ceiling };

/// One corner of the grid that is simulated.
struct Cell {
    int points = 5;          ///< answers of an item: 5, 7 or 11
    int items = 1;           ///< items that are added up; 1: a single question
    std::size_t n = 20;      ///< people
    double correlation = 0;  ///< of the trait between the waves
    Position position = Position::middle;
    double shift = 0;  ///< of the answers' latent variable, in its SDs

    /// "5x4 n20 r0.5 floor +0.2"
    [[nodiscard]] std::string id() const;
};

/// Every combination that the calibration asks for.
[[nodiscard]] std::vector<Cell> all_cells();

/// People who live together: their traits are alike.
struct Households {
    std::vector<std::int64_t> before;
    std::vector<std::int64_t> after;       ///< of the same people
    std::vector<std::uint32_t> household;  ///< of each, from 0; those of one stand next to each other
};

/// The answers of n linked people, and of two other samples of n people who are not linked.
struct Draw {
    std::vector<std::int64_t> before;
    std::vector<std::int64_t> after;  ///< of the same people
    std::vector<std::int64_t> change;
    std::vector<std::int64_t> others_before;  ///< other people in the first wave
    std::vector<std::int64_t> others_after;   ///< again other people in the second wave
    std::size_t n_scores = 0;                 ///< possible scores: 0 to n_scores - 1
    std::size_t cut = 0;                      ///< "yes" is a score of at least this: the middle of the range
    int items = 1;                            ///< that are added up
    double true_change = 0;                   ///< of the mean, in the population
    double true_share = 0;                    ///< of "yes" in the first wave of the population
    Households households;  ///< 3 n / 2 other people; drawn only where a method asks for them
};

/// The part of an item's latent variable that its trait does not explain.
[[nodiscard]] double item_noise(const Cell& cell);
/// Where an item's latent variable is cut, ascending.
[[nodiscard]] std::vector<double> thresholds(const Cell& cell);

/// Of the sum of two independent variables that count from 0.
[[nodiscard]] std::vector<double> convolved(const std::vector<double>& a, const std::vector<double>& b);

/// The joint distribution of one person's scores in two waves.
///
/// An item is a latent variable cut at points - 1 thresholds: sqrt(a) trait + sqrt(1 - a) noise, a = 0.45 for
/// sums (a = 1 for a single question); the trait of the second wave is `shift` higher, and correlates with
/// that of the first. Given the part of the trait that both waves share, the waves are independent: the joint
/// distribution is one integral over that part, done by the trapezoidal rule.
class Population {
  public:
    explicit Population(const Cell& cell);

    [[nodiscard]] std::size_t n_scores() const { return first_.size(); }
    /// P(score of the first wave = i, of the second = j).
    [[nodiscard]] double joint(std::size_t i, std::size_t j) const { return joint_[i * n_scores() + j]; }
    [[nodiscard]] const std::vector<double>& first() const { return first_; }
    [[nodiscard]] const std::vector<double>& second() const { return second_; }
    /// P(change = k - (n_scores - 1)).
    [[nodiscard]] const std::vector<double>& change() const { return change_; }
    [[nodiscard]] const Cell& cell() const { return cell_; }

    void draw(base::Random& random, Draw& into) const;

  private:
    Cell cell_;
    std::vector<double> joint_;
    std::vector<double> first_;
    std::vector<double> second_;
    std::vector<double> change_;
    std::vector<double> cumulative_joint_;
    std::vector<double> cumulative_first_;
    std::vector<double> cumulative_second_;
    double mean_change_ = 0;
    double share_ = 0;
};

}  // namespace outcomes::calibration
