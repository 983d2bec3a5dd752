#include "libstats/stats/icc.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/item_matrices.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;
using base::require;

double upper_f(double level, double df1, double df2) {
    // 1 / the lower quantile of the mirrored distribution: 1 - tail would lose digits.
    return 1 / f_quantile((1 - level) / 2, df2, df1);
}

Outcome<double> quotient(double numerator, double denominator) {
    if (denominator <= 0) return Reason::not_applicable;
    return numerator / denominator;
}

/// Single and average ICC of a ratio of mean squares F, both increasing in it.
double single_of(double f, double k) {
    return (f - 1) / (f + k - 1);
}
double average_of(double f) {
    return 1 - 1 / f;
}

struct OneWay {
    Icc single;
    Icc average;
    Outcome<IccTest> test = Reason::not_applicable;
};

/// ICC(1, .) with MSW and its degrees of freedom, ICC(C, .) with MSE: they have the same form.
OneWay ratio_family(const MeanSquares& squares, double noise, double df_noise, double level) {
    const auto k = static_cast<double>(squares.k);
    const double df = static_cast<double>(squares.n) - 1;
    OneWay family;
    family.single.estimate = quotient(squares.people - noise, squares.people + (k - 1) * noise);
    family.average.estimate = quotient(squares.people - noise, squares.people);
    if (noise <= 0) return family;
    const double f = squares.people / noise;
    family.test = IccTest{f, df, df_noise, f_sf(f, df, df_noise)};
    const double low = f / upper_f(level, df, df_noise);
    const double high = f * upper_f(level, df_noise, df);
    family.single.ci = Interval{single_of(low, k), single_of(high, k)};
    if (f > 0) family.average.ci = Interval{average_of(low), average_of(high)};
    return family;
}

/// McGraw and Wong's v: degrees of freedom of a MSC + b MSE.
Outcome<double> agreement_df(const MeanSquares& squares, double estimate) {
    if (estimate >= 1) return Reason::not_applicable;
    const auto n = static_cast<double>(squares.n);
    const auto k = static_cast<double>(squares.k);
    const double a = k * estimate / (n * (1 - estimate)) * squares.times;
    const double b = (1 + k * estimate * (n - 1) / (n * (1 - estimate))) * squares.error;
    const double spread = a * a / (k - 1) + b * b / ((n - 1) * (k - 1));
    const double df = spread > 0 ? (a + b) * (a + b) / spread : 0;
    if (!(df > 0)) return Reason::not_applicable;
    return df;
}

Interval agreement_interval(const MeanSquares& squares, double v, double level) {
    const auto n = static_cast<double>(squares.n);
    const auto k = static_cast<double>(squares.k);
    const double f_low = upper_f(level, n - 1, v);
    const double f_high = upper_f(level, v, n - 1);
    const double noise = k * squares.times + (k * n - k - n) * squares.error;
    return {n * (squares.people - f_low * squares.error) / (f_low * noise + n * squares.people),
            n * (f_high * squares.people - squares.error) / (noise + n * f_high * squares.people)};
}

double lengthened(double r, double k) {
    return k * r / (1 + (k - 1) * r);
}

void add_agreement(IccFamily& family) {
    const MeanSquares& squares = family.squares;
    const auto n = static_cast<double>(squares.n);
    const auto k = static_cast<double>(squares.k);
    const double signal = squares.people - squares.error;
    const double shift = (squares.times - squares.error) / n;
    family.agreement_single.estimate = quotient(signal, squares.people + (k - 1) * squares.error + k * shift);
    family.agreement_average.estimate = quotient(signal, squares.people + shift);
    if (!family.agreement_single.estimate) return;
    family.agreement_df = agreement_df(squares, *family.agreement_single.estimate);
    if (!family.agreement_df) return;
    const Interval single = agreement_interval(squares, *family.agreement_df, family.level);
    if (!std::isfinite(single.low) || !std::isfinite(single.high)) return;
    family.agreement_single.ci = single;
    if (1 + (k - 1) * single.low > 0)
        family.agreement_average.ci = Interval{lengthened(single.low, k), lengthened(single.high, k)};
}

void require_squares(const MeanSquares& squares) {
    for (const double square : {squares.people, squares.times, squares.error, squares.within})
        require(std::isfinite(square) && square >= 0, "a mean square is finite and not below 0");
}

template <class Value>
double mean_of(std::size_t n, const Value& value) {
    base::CompensatedSum sum;
    for (std::size_t i = 0; i < n; ++i) sum.add(value(i));
    return sum.value() / static_cast<double>(n);
}

template <class Value>
double sum_of_squares(std::size_t n, const Value& value) {
    base::CompensatedSum sum;
    for (std::size_t i = 0; i < n; ++i) sum.add(value(i) * value(i));
    return sum.value();
}

}  // namespace

Outcome<IccFamily> icc(const MeanSquares& squares, double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    require_squares(squares);
    if (squares.k < 2) return Reason::one_item;
    if (squares.n < 2) return Reason::too_few;
    if (squares.people == 0 && squares.within == 0) return Reason::no_variation;
    const auto n = static_cast<double>(squares.n);
    const auto k = static_cast<double>(squares.k);
    IccFamily family;
    family.squares = squares;
    family.level = level;
    const OneWay one_way = ratio_family(squares, squares.within, n * (k - 1), level);
    family.one_way_single = one_way.single;
    family.one_way_average = one_way.average;
    family.one_way_test = one_way.test;
    const OneWay consistency = ratio_family(squares, squares.error, (n - 1) * (k - 1), level);
    family.consistency_single = consistency.single;
    family.consistency_average = consistency.average;
    family.consistency_test = consistency.test;
    add_agreement(family);
    return family;
}

Outcome<IccFamily> icc(const ItemMoments& ratings, double level) {
    MeanSquares squares;
    squares.k = ratings.n_items();
    squares.n = static_cast<std::size_t>(ratings.n_persons());
    if (squares.k < 2) return Reason::one_item;
    if (squares.n < 2) return Reason::too_few;
    const ScaledCovariances covariances(ratings);
    const auto k = static_cast<Int128>(squares.k);
    const auto n = static_cast<Int128>(squares.n);
    const double unit =
        static_cast<double>(ratings.denominator()) * static_cast<double>(ratings.denominator());
    // Sums of squares times n k: people = total, error = k diagonal - total.
    const Int128 error = k * covariances.diagonal_sum() - covariances.total();
    Int128 total = 0;
    for (std::size_t i = 0; i < squares.k; ++i) total += ratings.sum(i);
    base::CompensatedSum between;  // of (k sum of an item - sum of all)^2
    for (std::size_t i = 0; i < squares.k; ++i) {
        const auto distance = static_cast<double>(k * ratings.sum(i) - total);
        between.add(distance * distance);
    }
    const auto nk = static_cast<double>(n * k);
    const auto df = static_cast<double>(n - 1);
    const auto df_times = static_cast<double>(k - 1);
    squares.people = static_cast<double>(covariances.total()) / nk / df / unit;
    squares.error = static_cast<double>(error) / nk / (df * df_times) / unit;
    const double times = between.value() / static_cast<double>(k) / nk / unit;
    squares.times = times / df_times;
    squares.within = (times + squares.error * df * df_times) / (static_cast<double>(n) * df_times);
    return icc(squares, level);
}

Outcome<MeanSquares> mean_squares(std::span<const double> rows, std::size_t k) {
    require(k > 0 && rows.size() % k == 0, "the rows must be whole");
    for (const double x : rows)
        require(std::abs(x) <= 1e150, "every value must be finite and not beyond 1e150");
    MeanSquares squares;
    squares.n = rows.size() / k;
    squares.k = k;
    if (k < 2) return Reason::one_item;
    if (squares.n < 2) return Reason::too_few;
    const auto n = static_cast<double>(squares.n);
    const auto columns = static_cast<double>(k);
    const double grand = mean_of(rows.size(), [&](std::size_t i) { return rows[i]; });
    std::vector<double> of_person(squares.n);
    std::vector<double> of_column(k);
    for (std::size_t i = 0; i < squares.n; ++i)
        of_person[i] = mean_of(k, [&](std::size_t j) { return rows[i * k + j] - grand; });
    for (std::size_t j = 0; j < k; ++j)
        of_column[j] = mean_of(squares.n, [&](std::size_t i) { return rows[i * k + j] - grand; });
    squares.people =
        columns / (n - 1) * sum_of_squares(squares.n, [&](std::size_t i) { return of_person[i]; });
    squares.times = n / (columns - 1) * sum_of_squares(k, [&](std::size_t j) { return of_column[j]; });
    const double error = sum_of_squares(
        rows.size(), [&](std::size_t i) { return rows[i] - grand - of_person[i / k] - of_column[i % k]; });
    squares.error = error / ((n - 1) * (columns - 1));
    squares.within = (squares.times * (columns - 1) + error) / (n * (columns - 1));
    return squares;
}

Outcome<IccFamily> icc(const PairedMoments& pairs, double level) {
    const std::size_t n = pairs.difference.n;
    if (n < 2) return Reason::too_few;
    MeanSquares squares;
    squares.n = n;
    squares.k = 2;
    squares.error = *pairs.difference.variance / 2;
    // The variance of the two waves' sum, by way of that of their difference.
    squares.people =
        std::max(0.0, *pairs.baseline.variance + *pairs.repeat.variance - *pairs.difference.variance / 2);
    squares.times = static_cast<double>(n) * pairs.difference.mean * pairs.difference.mean / 2;
    squares.within = (squares.times + squares.error * static_cast<double>(n - 1)) / static_cast<double>(n);
    return icc(squares, level);
}

}  // namespace outcomes::stats
