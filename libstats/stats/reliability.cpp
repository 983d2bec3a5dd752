#include "libstats/stats/reliability.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/item_matrices.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Reason;
using base::require;

constexpr std::int64_t largest_answer = std::int64_t{1} << 31;
/// The sum of all scaled covariances is at most (persons * items * largest answer)^2, which has to fit into
/// 127 bits.
constexpr double largest_root = 0x1p62;

/// Answers up to this size are added up in 64 bits, for at most this many persons at a time.
constexpr std::int64_t narrow_answer = std::int64_t{1} << 15;
constexpr std::int64_t narrow_persons = std::int64_t{1} << 31;

/// Adds one person's answers and their products to sums of either width.
template <class Sum>
void add_products(std::span<const std::int64_t> answers, std::vector<Sum>& sums, std::vector<Sum>& products) {
    auto product = products.begin();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const Sum x = answers[i];
        sums[i] += x;
        for (std::size_t j = 0; j <= i; ++j) *product++ += x * answers[j];
    }
}

std::size_t triangle(std::size_t row, std::size_t column) {
    return row * (row + 1) / 2 + column;
}

/// Mean of the correlations below the diagonal.
std::optional<double> average_correlation(const ScaledCovariances& covariances) {
    const auto correlations = covariances.correlations();
    if (!correlations) return std::nullopt;
    base::CompensatedSum sum;
    for (Eigen::Index i = 0; i < correlations->rows(); ++i) {
        for (Eigen::Index j = 0; j < i; ++j) sum.add((*correlations)(i, j));
    }
    const auto k = static_cast<double>(covariances.n_items());
    return sum.value() / (k * (k - 1) / 2);
}

/// n times the squared standard error of alpha, with the covariances as shares of their sum: T = 1.
double variance_factor(const ScaledCovariances& covariances) {
    base::CompensatedSum squares;      // tr C^2
    base::CompensatedSum row_squares;  // 1'C^2 1
    for (std::size_t i = 0; i < covariances.n_items(); ++i) {
        const double row = base::ratio(covariances.row_sum(i), covariances.total());
        row_squares.add(row * row);
        for (std::size_t j = 0; j < covariances.n_items(); ++j) {
            const double share = base::ratio(covariances.at(i, j), covariances.total());
            squares.add(share * share);
        }
    }
    const double trace = base::ratio(covariances.diagonal_sum(), covariances.total());
    const auto k = static_cast<double>(covariances.n_items());
    const double spread = squares.value() + trace * trace - 2 * trace * row_squares.value();
    // 0 where all items are the same; rounding may leave it below.
    return 2 * (k / (k - 1)) * (k / (k - 1)) * std::max(0.0, spread);
}

}  // namespace

ItemMoments::ItemMoments(std::size_t n_items, std::int64_t denominator)
    : sums_(n_items),
      products_(n_items * (n_items + 1) / 2),
      narrow_sums_(sums_.size()),
      narrow_products_(products_.size()),
      denominator_(denominator) {
    require(n_items > 0, "a scale needs at least one item");
    require(denominator > 0, "the denominator must be positive");
}

void ItemMoments::add(std::span<const std::int64_t> answers) {
    require(answers.size() == sums_.size(), "a person needs one answer for each item");
    std::int64_t size = 0;
    for (const std::int64_t x : answers) {
        require(x >= -largest_answer && x <= largest_answer, "an answer is too large to be squared exactly");
        size = std::max(size, std::abs(x));
    }
    largest_ = std::max(largest_, size);
    ++n_persons_;
    if (size > narrow_answer) {
        add_products(answers, sums_, products_);
        return;
    }
    add_products(answers, narrow_sums_, narrow_products_);
    if (++n_narrow_ == narrow_persons) widen();
}

void ItemMoments::widen() {
    std::transform(sums_.begin(), sums_.end(), narrow_sums_.begin(), sums_.begin(), std::plus<>());
    std::transform(products_.begin(), products_.end(), narrow_products_.begin(), products_.begin(),
                   std::plus<>());
    std::fill(narrow_sums_.begin(), narrow_sums_.end(), 0);
    std::fill(narrow_products_.begin(), narrow_products_.end(), 0);
    n_narrow_ = 0;
}

Int128 ItemMoments::scaled_covariance(std::size_t item, std::size_t other) const {
    const double root =
        static_cast<double>(n_persons_) * static_cast<double>(n_items()) * static_cast<double>(largest_);
    require(root <= largest_root, "too many large answers for exact sums");
    const auto [low, high] = std::minmax(item, other);
    const std::size_t t = triangle(high, low);
    return n_persons_ * (products_[t] + narrow_products_[t]) - sum(item) * sum(other);
}

base::Outcome<Reliability> cronbach_alpha(const ItemMoments& items, double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    if (items.n_items() < 2) return Reason::one_item;
    if (items.n_persons() < 2) return Reason::too_few;
    const ScaledCovariances covariances(items);
    if (covariances.total() == 0) return Reason::no_variation;

    const auto k = static_cast<double>(items.n_items());
    const auto n = static_cast<double>(items.n_persons());
    Reliability result;
    result.n_items = items.n_items();
    result.n_persons = items.n_persons();
    result.alpha =
        k / (k - 1) * base::ratio(covariances.total() - covariances.diagonal_sum(), covariances.total());
    result.alpha_ci = feldt_interval(result.alpha, result.n_items, result.n_persons, level);
    result.alpha_std_error = std::sqrt(variance_factor(covariances) / n);
    const double reach = -normal_quantile((1 - level) / 2) * result.alpha_std_error;
    result.alpha_ci_normal = {result.alpha - reach, result.alpha + reach};
    if (const auto r = average_correlation(covariances)) {
        result.average_correlation = r;
        result.alpha_standardized = k * *r / (1 + (k - 1) * *r);
    }
    Int128 total = 0;
    for (std::size_t i = 0; i < items.n_items(); ++i) total += items.sum(i);
    const auto denominator = static_cast<double>(items.denominator());
    result.total_mean = base::ratio(total, items.n_persons()) / denominator;
    result.total_sd = std::sqrt(static_cast<double>(covariances.total()) / (n * (n - 1))) / denominator;
    // k/(k-1) may round alpha a bit past 1 where all items are the same.
    result.std_error_of_measurement = result.total_sd * std::sqrt(std::max(0.0, 1 - result.alpha));
    return result;
}

base::Outcome<Reliability> cronbach_alpha(std::span<const std::int64_t> rows, std::size_t n_items,
                                          std::int64_t denominator, double level) {
    ItemMoments items(n_items, denominator);
    require(rows.size() % n_items == 0, "the rows are not whole");
    for (std::size_t start = 0; start < rows.size(); start += n_items)
        items.add(rows.subspan(start, n_items));
    return cronbach_alpha(items, level);
}

Interval feldt_interval(double alpha, std::size_t n_items, std::int64_t n_persons, double level) {
    require(n_items >= 2 && n_persons >= 2, "alpha needs two items and two persons");
    require(alpha <= 1, "alpha is at most 1");
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const double df1 = static_cast<double>(n_persons - 1);
    const double df2 = df1 * static_cast<double>(n_items - 1);
    const double tail = (1 - level) / 2;
    // The upper quantile is taken as one over the lower one of the mirrored distribution: 1 - tail would lose
    // digits.
    return {1 - (1 - alpha) / f_quantile(tail, df2, df1), 1 - (1 - alpha) * f_quantile(tail, df1, df2)};
}

AlphaTest alpha_test(double alpha, std::size_t n_items, std::int64_t n_persons) {
    require(n_items >= 2 && n_persons >= 2, "alpha needs two items and two persons");
    require(alpha < 1, "an alpha of 1 leaves nothing to test");
    const double df1 = static_cast<double>(n_persons - 1);
    const double df2 = df1 * static_cast<double>(n_items - 1);
    const double f = 1 / (1 - alpha);
    return {f, df1, df2, f_sf(f, df1, df2)};
}

}  // namespace outcomes::stats
