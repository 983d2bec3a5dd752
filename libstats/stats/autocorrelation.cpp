#include "libstats/stats/autocorrelation.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/grid_sums.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace outcomes::stats {
namespace {

using base::Int128;

/// Sums of deviations from a centre.
struct LagSums {
    Int128 all = 0;    ///< of all deviations
    Int128 early = 0;  ///< of those that have a partner later
    Int128 late = 0;   ///< of those that have a partner before
    Int128 squares = 0;
    Int128 products = 0;  ///< with the partner
};

/// Nothing if a sum leaves 128 bits.
std::optional<LagSums> lag_sums(std::span<const std::int64_t> x, std::int64_t centre, std::size_t lag) {
    LagSums sums;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const Int128 d = static_cast<Int128>(x[i]) - centre;
        const Int128 before = i < lag ? 0 : static_cast<Int128>(x[i - lag]) - centre;
        sums.all += d;
        sums.early += i + lag < x.size() ? d : 0;
        sums.late += i < lag ? 0 : d;
        Int128 square = 0;
        Int128 product = 0;
        if (__builtin_mul_overflow(d, d, &square) || __builtin_mul_overflow(d, before, &product) ||
            __builtin_add_overflow(sums.squares, square, &sums.squares) ||
            __builtin_add_overflow(sums.products, product, &sums.products)) {
            return std::nullopt;
        }
    }
    return sums;
}

/// a b, or nothing beyond 128 bits.
std::optional<Int128> product(std::optional<Int128> a, std::optional<Int128> b) {
    Int128 value = 0;
    if (!a || !b || __builtin_mul_overflow(*a, *b, &value)) return std::nullopt;
    return value;
}

std::optional<Int128> sum(std::optional<Int128> a, std::optional<Int128> b) {
    Int128 value = 0;
    if (!a || !b || __builtin_add_overflow(*a, *b, &value)) return std::nullopt;
    return value;
}

/// The ratio of n^2 times both sums.
std::optional<double> exact_ratio(const LagSums& sums, Int128 n, Int128 lag) {
    const auto squared = product(sums.all, sums.all);
    const auto crossed = product(product(-n, sums.all), sums.early + sums.late);
    const auto numerator = sum(product(n * n, sums.products), sum(crossed, product(n - lag, squared)));
    const auto denominator = product(n, sum(product(n, sums.squares), product(Int128{-1}, squared)));
    if (!numerator || !denominator) return std::nullopt;
    return base::ratio(*numerator, *denominator);
}

double rounded_ratio(std::span<const std::int64_t> x, const Centre& centre, std::size_t lag) {
    const auto n = static_cast<Int128>(x.size());
    // The distance of the mean from its grid point.
    const double rest = base::ratio(centre.total - n * centre.point, n);
    const auto deviation = [&](std::size_t i) {
        return static_cast<double>(static_cast<Int128>(x[i]) - centre.point) - rest;
    };
    base::CompensatedSum products;
    base::CompensatedSum squares;
    for (std::size_t i = 0; i < x.size(); ++i) {
        squares.add(deviation(i) * deviation(i));
        if (i >= lag) products.add(deviation(i) * deviation(i - lag));
    }
    return products.value() / squares.value();
}

}  // namespace

base::Outcome<double> autocorrelation(const GridView& series, std::size_t lag) {
    base::require(lag > 0, "the lag of an autocorrelation is at least 1");
    base::require(series.denominator > 0, "the denominator of a grid must be positive");
    if (series.units.size() <= lag) return base::Reason::too_few;
    const auto [low, high] = std::minmax_element(series.units.begin(), series.units.end());
    if (*low == *high) return base::Reason::no_variation;
    const Centre centre = centre_of(series.units);
    const auto sums = lag_sums(series.units, centre.point, lag);
    const auto n = static_cast<Int128>(series.units.size());
    if (sums) {
        if (const auto exact = exact_ratio(*sums, n, static_cast<Int128>(lag))) return *exact;
    }
    return rounded_ratio(series.units, centre, lag);
}

}  // namespace outcomes::stats
