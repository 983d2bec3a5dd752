#include "tests/calibration/latent.hpp"

#include "libstats/stats/bivariate_normal.hpp"
#include "libstats/stats/distributions.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace outcomes::calibration {
namespace {

constexpr double noise = 0.55;       // of a question that is one of several
constexpr double fineness = 1000.0;  // steps of a normal score in one SD

}  // namespace

std::vector<double> cuts_of(int points, Position position) {
    constexpr double reach = 1.8;
    constexpr double displaced = 1.55;
    const double offset = position == Position::floor     ? displaced
                          : position == Position::ceiling ? -displaced
                                                          : 0.0;
    std::vector<double> cuts;
    for (int j = 1; j < points; ++j) cuts.push_back(-reach + 2 * reach * (j - 1) / (points - 2) + offset);
    return cuts;
}

std::int64_t answer_of(const std::vector<double>& cuts, double latent) {
    std::int64_t answer = 0;
    for (const double cut : cuts) answer += latent >= cut ? 1 : 0;
    return answer;
}

double answer_mean(const std::vector<double>& cuts, double shift) {
    double mean = 0;
    for (const double cut : cuts) mean += stats::normal_sf(cut - shift);
    return mean;
}

double answer_variance(const std::vector<double>& cuts, double shift) {
    const double mean = answer_mean(cuts, shift);
    double square = 0;
    for (std::size_t j = 0; j < cuts.size(); ++j)
        square += (2 * static_cast<double>(j) + 1) * stats::normal_sf(cuts[j] - shift);
    return square - mean * mean;
}

double answer_covariance(const std::vector<double>& cuts_a, const std::vector<double>& cuts_b, double r,
                         double shift_a, double shift_b) {
    double sum = 0;
    for (const double a : cuts_a) {
        for (const double b : cuts_b)
            sum += stats::bivariate_normal_sf(a - shift_a, b - shift_b, r) -
                   stats::normal_sf(a - shift_a) * stats::normal_sf(b - shift_b);
    }
    return sum;
}

std::string word_of(Position position) {
    constexpr std::array<const char*, 3> names{"middle", "floor", "ceiling"};
    return names.at(static_cast<std::size_t>(position));
}

ScoreForm::ScoreForm(int points, int items, Position position)
    : points_(points), items_(items), position_(position) {
    if (items > 0) cuts_ = cuts_of(points, position);
}

std::string ScoreForm::id() const {
    return items_ == 0 ? "normal" : fmt::format("{}x{} {}", points_, items_, word_of(position_));
}

std::int64_t ScoreForm::draw(base::Random& random, double trait, double shift) const {
    if (items_ == 0) return std::llround(fineness * (trait + shift));
    if (items_ == 1) return answer_of(cuts_, trait + shift);
    std::int64_t sum = 0;
    for (int i = 0; i < items_; ++i)
        sum += answer_of(cuts_, std::sqrt(1 - noise) * trait + std::sqrt(noise) * random.normal() + shift);
    return sum;
}

double ScoreForm::mean(double shift) const {
    if (items_ == 0) return fineness * shift;
    return items_ * answer_mean(cuts_, shift);
}

double ScoreForm::variance(double shift) const {
    if (items_ == 0) return fineness * fineness;
    const double own = items_ * answer_variance(cuts_, shift);
    if (items_ == 1) return own;
    return own + items_ * (items_ - 1) * answer_covariance(cuts_, cuts_, 1 - noise, shift, shift);
}

double ScoreForm::covariance(double r, double shift_a, double shift_b) const {
    if (items_ == 0) return fineness * fineness * r;
    const double latent = items_ == 1 ? r : (1 - noise) * r;
    return items_ * items_ * answer_covariance(cuts_, cuts_, latent, shift_a, shift_b);
}

Correlated::Correlated(const Eigen::MatrixXd& correlations) : root_(correlations.llt().matrixL()) {}

Eigen::VectorXd Correlated::draw(base::Random& random) const {
    Eigen::VectorXd normals(root_.rows());
    for (double& normal : normals) normal = random.normal();
    return root_ * normals;
}

Eigen::MatrixXd equal_correlations(std::size_t k, double r) {
    const auto size = static_cast<Eigen::Index>(k);
    Eigen::MatrixXd correlations = Eigen::MatrixXd::Constant(size, size, r);
    correlations.diagonal().setOnes();
    return correlations;
}

Eigen::MatrixXd autoregressive(std::size_t k, double r) {
    const auto size = static_cast<Eigen::Index>(k);
    Eigen::MatrixXd correlations(size, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index j = 0; j < size; ++j)
            correlations(i, j) = std::pow(r, std::abs(static_cast<double>(i - j)));
    }
    return correlations;
}

}  // namespace outcomes::calibration
