#pragma once

#include "libstats/base/int128.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::stats {

/// Exact sums and cross-products of the answers to k items, fed one person at a time: the persons need not be
/// kept. Answers are units on one grid, answer = units / denominator, already turned so that all items point
/// the same way.
class ItemMoments {
  public:
    /// No person yet.
    /// @param n_items      k, at least 1
    /// @param denominator  answer = units / denominator, > 0
    /// @throws base::ContractError  no items, or a denominator below 1
    explicit ItemMoments(std::size_t n_items, std::int64_t denominator = 1);

    /// One person who answered every item (leave out the others). O(k^2).
    /// @param answers  k of them, in units, in the order of the items
    /// @throws base::ContractError  not k answers, or one beyond 2^31 units from 0
    void add(std::span<const std::int64_t> answers);

    /// k.
    [[nodiscard]] std::size_t n_items() const { return sums_.size(); }
    /// n, the persons added so far.
    [[nodiscard]] std::int64_t n_persons() const { return n_persons_; }
    /// Of the grid that the answers are on.
    [[nodiscard]] std::int64_t denominator() const { return denominator_; }
    /// Sum of an item over persons, in units.
    /// @param item  from 0
    [[nodiscard]] base::Int128 sum(std::size_t item) const { return sums_[item] + narrow_sums_[item]; }
    /// n^2 times the covariance of two items with divisor n: n sum(xy) - sum(x) sum(y), in squared units.
    /// @param item   from 0
    /// @param other  from 0; the same item gives its variance
    /// @throws base::ContractError  persons times items times the largest answer exceed 2^62 units
    [[nodiscard]] base::Int128 scaled_covariance(std::size_t item, std::size_t other) const;

  private:
    /// Moves the 64-bit sums into the wide ones.
    void widen();

    std::vector<base::Int128> sums_;
    std::vector<base::Int128> products_;     ///< lower triangle by rows: (0,0) (1,0) (1,1) (2,0) ...
    std::vector<std::int64_t> narrow_sums_;  ///< of small answers not yet in sums_
    std::vector<std::int64_t> narrow_products_;
    std::int64_t n_narrow_ = 0;  ///< persons in the narrow sums
    std::int64_t n_persons_ = 0;
    std::int64_t denominator_ = 1;
    std::int64_t largest_ = 0;  ///< the largest |answer|
};

/// How well a sum of items measures one thing, from the persons who answered all of them.
struct Reliability {
    std::size_t n_items = 0;     ///< k
    std::int64_t n_persons = 0;  ///< n, who answered every item
    double alpha = 0;            ///< at most 1, and below 0 if the items oppose each other
    Interval alpha_ci;           ///< Feldt
    /// Of alpha in large samples of normal answers, whatever their covariances.
    double alpha_std_error = 0;
    Interval alpha_ci_normal;  ///< alpha +- z alpha_std_error, not cut off at 1
    std::optional<double>
        alpha_standardized;  ///< of items brought to the same spread; none if an item never varies
    std::optional<double> average_correlation;  ///< mean of the correlations of all pairs of items; likewise
    double total_mean = 0;                      ///< of the sum of the items, in its units
    double total_sd = 0;                        ///< divisor n - 1
    double std_error_of_measurement = 0;        ///< total_sd sqrt(1 - alpha), in units of the sum
};

/// Cronbach's alpha = k / (k - 1) (1 - sum of the items' variances / variance of the total) (Cronbach 1951,
/// Psychometrika 16:297), computed from exact sums and rounded once. Standardized: k r / (1 + (k - 1) r), r
/// the average correlation.
///
/// Two intervals. Feldt's is exact for normal answers to items with equal variances and equal covariances.
/// The other does without the latter but needs a large sample: its standard error is sqrt(Q / n) with C the
/// covariances, T their sum and
///     Q = 2 k^2 / ((k - 1)^2 T^3) (T (tr C^2 + tr^2 C) - 2 tr C 1'C^2 1)
/// (van Zyl, Neudecker & Nel 2000, Psychometrika 65:271; Duhachek & Iacobucci 2004, Journal of Applied
/// Psychology 89:792).
///
/// @param items  sums of the answers of everyone who answered all items
/// @param level  of the intervals, 0 < level < 1
/// @return Reason::one_item if k is 1, Reason::too_few with fewer than 2 persons, Reason::no_variation if
/// every person
///         has the same total
/// @throws base::ContractError  level outside (0, 1)
/// Cost O(k^2).
[[nodiscard]] base::Outcome<Reliability> cronbach_alpha(const ItemMoments& items, double level = 0.95);

/// The same for answers in rows of `n_items`, one row a person.
/// @param rows         answers in units, all turned one way
/// @param n_items      answers of each person, k
/// @param denominator  answer = units / denominator, > 0
/// @param level        of the intervals, 0 < level < 1
/// @throws base::ContractError  rows that are not whole
/// Cost O(n k^2).
[[nodiscard]] base::Outcome<Reliability> cronbach_alpha(std::span<const std::int64_t> rows,
                                                        std::size_t n_items, std::int64_t denominator = 1,
                                                        double level = 0.95);

/// Interval of alpha: 1 - (1 - alpha) F, F the upper and lower quantiles of F(n - 1, (n - 1)(k - 1))
/// (Feldt 1965, Psychometrika 30:357; Feldt, Woodruff & Salih 1987, Applied Psychological Measurement 11:93).
/// @param alpha      at most 1
/// @param n_items    k, at least 2
/// @param n_persons  n, at least 2
/// @param level      of the interval, 0 < level < 1
/// @throws base::ContractError  k < 2, n < 2, alpha above 1, level outside (0, 1)
[[nodiscard]] Interval feldt_interval(double alpha, std::size_t n_items, std::int64_t n_persons,
                                      double level = 0.95);

/// Test of H0: alpha = 0 against a positive one.
struct AlphaTest {
    double f = 0;        ///< 1 / (1 - alpha)
    double df1 = 0;      ///< n - 1
    double df2 = 0;      ///< (n - 1)(k - 1)
    double p_value = 1;  ///< P(F > f)
};

/// By the distribution that feldt_interval() inverts.
/// @param alpha      below 1
/// @param n_items    k, at least 2
/// @param n_persons  n, at least 2
/// @throws base::ContractError  k < 2, n < 2, alpha not below 1
[[nodiscard]] AlphaTest alpha_test(double alpha, std::size_t n_items, std::int64_t n_persons);

}  // namespace outcomes::stats
