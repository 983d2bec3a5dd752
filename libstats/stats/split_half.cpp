#include "libstats/stats/split_half.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/item_matrices.hpp"

#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;
using base::require;

bool is_first(Halves halves, std::size_t item, std::size_t n_items) {
    return halves == Halves::odd_even ? item % 2 == 0 : item < (n_items + 1) / 2;
}

/// Variances of the two halves and their covariance, scaled alike.
struct HalfCovariances {
    Int128 first = 0;
    Int128 second = 0;
    Int128 between = 0;
};

HalfCovariances halves_of(const ScaledCovariances& covariances, Halves halves) {
    HalfCovariances sums;
    const std::size_t k = covariances.n_items();
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            const bool i_first = is_first(halves, i, k);
            if (i_first != is_first(halves, j, k))
                sums.between += i_first ? covariances.at(i, j) : 0;
            else
                (i_first ? sums.first : sums.second) += covariances.at(i, j);
        }
    }
    return sums;
}

/// 4 cov(first, second) / var(total) of items with variance 1.
Outcome<double> standardized_lambda4(const ScaledCovariances& covariances, Halves halves) {
    const auto correlations = covariances.correlations();
    if (!correlations) return Reason::no_variation;
    const std::size_t k = covariances.n_items();
    double between = 0;  // counted from both sides
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            if (is_first(halves, i, k) != is_first(halves, j, k))
                between += (*correlations)(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
        }
    }
    const double all = correlations->sum();
    const double rounding = static_cast<double>(k * k) * std::numeric_limits<double>::epsilon();
    return all > rounding ? Outcome<double>(2 * between / all) : Reason::no_variation;
}

Outcome<double> horst(double r, double share_first) {
    if (r == 1) return 1.0;
    if (r == -1) return Reason::not_applicable;
    const double pq = share_first * (1 - share_first);
    const double rest = (1 - r) * (1 + r);
    return (r * std::sqrt(r * r + 4 * pq * rest) - r * r) / (2 * pq * rest);
}

}  // namespace

Outcome<SplitHalf> split_half(const ItemMoments& items, Halves halves) {
    if (items.n_items() < 2) return Reason::one_item;
    if (items.n_persons() < 2) return Reason::too_few;
    const ScaledCovariances covariances(items);
    const HalfCovariances sums = halves_of(covariances, halves);
    if (sums.first == 0 || sums.second == 0 || covariances.total() == 0) return Reason::no_variation;

    SplitHalf result;
    result.halves = halves;
    for (std::size_t i = 0; i < items.n_items(); ++i)
        ++(is_first(halves, i, items.n_items()) ? result.n_first : result.n_second);
    result.r = correlation_of(sums.between, sums.first, sums.second);
    if (result.r > -1) result.spearman_brown = spearman_brown(result.r);
    result.horst =
        horst(result.r, static_cast<double>(result.n_first) / static_cast<double>(items.n_items()));
    result.lambda4_standardized = standardized_lambda4(covariances, halves);
    result.lambda4 = 4 * base::ratio(sums.between, covariances.total());
    return result;
}

double spearman_brown(double r, double times) {
    require(times > 0, "a scale can be lengthened only by a positive factor");
    require(r > -1 && r <= 1, "a reliability lies above -1 and is at most 1");
    const double denominator = 1 + (times - 1) * r;
    require(denominator > 0, "this reliability has no meaning for so long a scale");
    return times * r / denominator;
}

}  // namespace outcomes::stats
