#pragma once

#include "tests/calibration/population.hpp"

#include <optional>

/// Population values of what the methods estimate.
namespace outcomes::calibration {

/// Means, SDs and correlation of the two waves of a population.
struct Centre {
    double mean_first = 0;
    double mean_second = 0;
    double sd_first = 0;
    double sd_second = 0;
    double covariance = 0;
    [[nodiscard]] double change() const { return mean_second - mean_first; }
    [[nodiscard]] double correlation() const { return covariance / (sd_first * sd_second); }
    [[nodiscard]] double sd_change() const;
};
[[nodiscard]] Centre centre_of(const Population& population);

/// P(change > 0) + P(change = 0) / 2.
[[nodiscard]] double improvement_of(const Population& population);
/// P(change > 0) of those who changed.
[[nodiscard]] double share_up_of(const Population& population);
/// (P(d + d' > 0) - P(d + d' < 0)) of two people who changed.
[[nodiscard]] double rank_biserial_of(const Population& population);
/// The same with the unchanged ranked (Pratt).
[[nodiscard]] double rank_biserial_pratt_of(const Population& population);
/// Median of (d + d') / 2.
[[nodiscard]] double pseudo_median_of(const Population& population);
/// The same of two people who changed.
[[nodiscard]] double pseudo_median_of_changed(const Population& population);
[[nodiscard]] double median_change_of(const Population& population);
/// P(second > first) + P(equal) / 2 of two different people.
[[nodiscard]] double superiority_of(const Population& population);
/// Median of (second - first) of two different people.
[[nodiscard]] double shift_of(const Population& population);
/// P(score >= cut) in the first and the second wave.
struct Shares {
    double first = 0;
    double second = 0;
    double both = 0;  ///< in both waves
};
/// @param cut  a score of at least this is "yes"
[[nodiscard]] Shares shares_of(const Population& population, std::size_t cut);
/// Spearman's correlation of the two waves, midranks for ties.
[[nodiscard]] double spearman_of(const Population& population);
/// Kendall's tau-b of the two waves.
[[nodiscard]] double kendall_of(const Population& population);
/// Agreement of the answers beyond chance, weights 1 - (|i - j| / (k - 1))^power; power 0: equal or not.
[[nodiscard]] double kappa_of(const Population& population, int power);
/// Gwet's AC1 of the answers.
[[nodiscard]] double ac1_of(const Population& population);
/// The lowest score that counts as "yes" in Draw::cut.
[[nodiscard]] std::size_t middle_cut(const Population& population);

}  // namespace outcomes::calibration
