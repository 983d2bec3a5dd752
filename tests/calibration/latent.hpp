#pragma once

#include "libstats/base/random.hpp"
#include "tests/calibration/population.hpp"

#include <Eigen/Dense>

#include <cstdint>
#include <string>
#include <vector>

/// Ordered answers as cuts of normal variables, with their exact moments; the populations are built of them.
namespace outcomes::calibration {

/// The thresholds of population.hpp: points - 1 of them.
[[nodiscard]] std::vector<double> cuts_of(int points, Position position);
/// How many thresholds the latent value reaches.
[[nodiscard]] std::int64_t answer_of(const std::vector<double>& cuts, double latent);

/// Of the answers behind which lies a normal variable of SD 1 and mean `shift`.
[[nodiscard]] double answer_mean(const std::vector<double>& cuts, double shift = 0);
[[nodiscard]] double answer_variance(const std::vector<double>& cuts, double shift = 0);
/// Where the two normal variables correlate r: a sum of bivariate normal tails.
[[nodiscard]] double answer_covariance(const std::vector<double>& cuts_a, const std::vector<double>& cuts_b,
                                       double r, double shift_a = 0, double shift_b = 0);

/// A score: one question that shows the trait in steps, or the sum of several that also have noise (as in
/// population.hpp). No question at all: the trait itself in thousandths, to see a method where its
/// assumptions hold.
class ScoreForm {
  public:
    ScoreForm(int points, int items, Position position);
    [[nodiscard]] static ScoreForm normal() { return {0, 0, Position::middle}; }

    /// "5x4 floor", "normal"
    [[nodiscard]] std::string id() const;
    [[nodiscard]] std::int64_t highest() const { return static_cast<std::int64_t>(items_) * (points_ - 1); }
    /// A wider spread of the trait leaves the mean where it is.
    [[nodiscard]] bool symmetric() const { return position_ == Position::middle; }
    /// The score of a person with this trait.
    [[nodiscard]] std::int64_t draw(base::Random& random, double trait, double shift = 0) const;
    [[nodiscard]] double mean(double shift = 0) const;
    [[nodiscard]] double variance(double shift = 0) const;
    /// Of two scores whose traits correlate r.
    [[nodiscard]] double covariance(double r, double shift_a = 0, double shift_b = 0) const;

  private:
    int points_;
    int items_;
    Position position_;
    std::vector<double> cuts_;
};

/// "middle", "floor", "ceiling"
[[nodiscard]] std::string word_of(Position position);

/// Normal variables of SD 1 with given correlations.
class Correlated {
  public:
    explicit Correlated(const Eigen::MatrixXd& correlations);
    /// All of them, for one person.
    [[nodiscard]] Eigen::VectorXd draw(base::Random& random) const;

  private:
    Eigen::MatrixXd root_;
};
/// Every pair correlates r.
[[nodiscard]] Eigen::MatrixXd equal_correlations(std::size_t k, double r);
/// Neighbours correlate r, the next r^2, and so on.
[[nodiscard]] Eigen::MatrixXd autoregressive(std::size_t k, double r);

}  // namespace outcomes::calibration
