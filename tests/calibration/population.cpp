#include "tests/calibration/population.hpp"

#include "libstats/stats/distributions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

namespace outcomes::calibration {
namespace {

using Pmf = std::vector<double>;

constexpr double step = 0.1;  // of the integrals over standard normal variables
constexpr int n_steps = 80;   // to either side

/// Weight of trapezoid i, -n_steps <= i <= n_steps.
double weight(int i) {
    return step * stats::normal_pdf(step * i);
}

/// Of one item, given the mean and the SD that are left of its latent variable.
Pmf item_pmf(const std::vector<double>& cuts, double mean, double sd) {
    Pmf pmf;
    double below = 0;
    for (const double cut : cuts) {
        const double here = stats::normal_cdf((cut - mean) / sd);
        pmf.push_back(here - below);
        below = here;
    }
    pmf.push_back(1 - below);
    return pmf;
}

Pmf sum_pmf(const Pmf& item, int items) {
    Pmf sum = item;
    for (int k = 1; k < items; ++k) sum = convolved(sum, item);
    return sum;
}

/// Of one wave's score, given the shared part c of the trait. The trait's own part u is integrated out; for a
/// single question without noise it is the noise.
Pmf wave_pmf(const Cell& cell, double c, double shift) {
    const auto cuts = thresholds(cell);
    const double shared = std::sqrt(cell.correlation) * c;
    const double own = std::sqrt(1 - cell.correlation);
    if (cell.items == 1) return item_pmf(cuts, shared + shift, own);
    const double noise = item_noise(cell);
    Pmf total;
    for (int i = -n_steps; i <= n_steps; ++i) {
        const double trait = shared + own * step * i;
        const Pmf sum =
            sum_pmf(item_pmf(cuts, std::sqrt(1 - noise) * trait + shift, std::sqrt(noise)), cell.items);
        total.resize(sum.size(), 0.0);
        for (std::size_t s = 0; s < sum.size(); ++s) total[s] += weight(i) * sum[s];
    }
    return total;
}

void normalise(Pmf& pmf) {
    const double total = std::accumulate(pmf.begin(), pmf.end(), 0.0);
    for (double& p : pmf) p /= total;
}

Pmf cumulative(const Pmf& pmf) {
    Pmf sums(pmf.size());
    std::partial_sum(pmf.begin(), pmf.end(), sums.begin());
    return sums;
}

std::size_t drawn(base::Random& random, const Pmf& sums) {
    const double u = random.uniform() * sums.back();
    const auto at = std::upper_bound(sums.begin(), sums.end(), u);
    return std::min(static_cast<std::size_t>(at - sums.begin()), sums.size() - 1);
}

std::string_view name_of(Position position) {
    constexpr std::array<std::string_view, 3> names{"middle", "floor", "ceiling"};
    return names.at(static_cast<std::size_t>(position));
}

}  // namespace

double item_noise(const Cell& cell) {
    return cell.items == 1 ? 0.0 : 0.55;
}

std::vector<double> thresholds(const Cell& cell) {
    constexpr double reach = 1.8;
    constexpr double displaced = 1.55;
    const double offset = cell.position == Position::floor     ? displaced
                          : cell.position == Position::ceiling ? -displaced
                                                               : 0.0;
    std::vector<double> cuts;
    for (int j = 1; j < cell.points; ++j)
        cuts.push_back(-reach + 2 * reach * (j - 1) / (cell.points - 2) + offset);
    return cuts;
}

std::vector<double> convolved(const std::vector<double>& a, const std::vector<double>& b) {
    Pmf sum(a.size() + b.size() - 1, 0.0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) sum[i + j] += a[i] * b[j];
    }
    return sum;
}

std::string Cell::id() const {
    return fmt::format("{}x{} n{} r{} {} +{}", points, items, n, correlation, name_of(position), shift);
}

std::vector<Cell> all_cells() {
    std::vector<Cell> cells;
    for (const std::size_t n : {10U, 20U, 50U, 200U}) {
        for (const int items : {1, 4, 14}) {
            for (const int points : {5, 7, 11}) {
                for (const double r : {0.0, 0.5, 0.8}) {
                    for (const Position position : {Position::middle, Position::floor, Position::ceiling}) {
                        for (const double shift : {0.0, 0.2, 0.8})
                            cells.push_back({points, items, n, r, position, shift});
                    }
                }
            }
        }
    }
    return cells;
}

Population::Population(const Cell& cell) : cell_(cell) {
    const std::size_t m =
        static_cast<std::size_t>(cell.items) * static_cast<std::size_t>(cell.points - 1) + 1;
    joint_.assign(m * m, 0.0);
    for (int i = -n_steps; i <= n_steps; ++i) {
        const Pmf one = wave_pmf(cell, step * i, 0);
        const Pmf two = wave_pmf(cell, step * i, cell.shift);
        for (std::size_t a = 0; a < m; ++a) {
            for (std::size_t b = 0; b < m; ++b) joint_[a * m + b] += weight(i) * one[a] * two[b];
        }
    }
    normalise(joint_);
    first_.assign(m, 0.0);
    second_.assign(m, 0.0);
    change_.assign(2 * m - 1, 0.0);
    for (std::size_t a = 0; a < m; ++a) {
        for (std::size_t b = 0; b < m; ++b) {
            first_[a] += joint_[a * m + b];
            second_[b] += joint_[a * m + b];
            change_[b + m - 1 - a] += joint_[a * m + b];
        }
    }
    for (std::size_t k = 0; k < change_.size(); ++k)
        mean_change_ += change_[k] * (static_cast<double>(k) - static_cast<double>(m - 1));
    share_ = std::accumulate(first_.begin() + static_cast<std::ptrdiff_t>(m / 2), first_.end(), 0.0);
    cumulative_joint_ = cumulative(joint_);
    cumulative_first_ = cumulative(first_);
    cumulative_second_ = cumulative(second_);
}

void Population::draw(base::Random& random, Draw& into) const {
    const std::size_t n = cell_.n;
    for (auto* column : {&into.before, &into.after, &into.change, &into.others_before, &into.others_after})
        column->resize(n);
    into.n_scores = n_scores();
    into.cut = n_scores() / 2;
    into.items = cell_.items;
    into.true_change = mean_change_;
    into.true_share = share_;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t both = drawn(random, cumulative_joint_);
        into.before[i] = static_cast<std::int64_t>(both / n_scores());
        into.after[i] = static_cast<std::int64_t>(both % n_scores());
        into.change[i] = into.after[i] - into.before[i];
        into.others_before[i] = static_cast<std::int64_t>(drawn(random, cumulative_first_));
        into.others_after[i] = static_cast<std::int64_t>(drawn(random, cumulative_second_));
    }
}

}  // namespace outcomes::calibration
