#include "libstats/stats/grid_sums.hpp"

#include "libstats/base/sums.hpp"

#include <algorithm>

namespace outcomes::stats {
namespace {

using base::Int128;

/// Sums that are sure to stay below this are made in 64 bits, several at a time.
constexpr Int128 narrow_limit = Int128{1} << 62;

/// The largest distance of a value from `centre`.
Int128 reach_of(std::span<const std::int64_t> units, std::int64_t centre) {
    std::int64_t low = centre;
    std::int64_t high = centre;
    for (const std::int64_t x : units) {
        low = std::min(low, x);
        high = std::max(high, x);
    }
    return std::max(static_cast<Int128>(centre) - low, static_cast<Int128>(high) - centre);
}

Int128 total_of(std::span<const std::int64_t> units) {
    if (reach_of(units, 0) * static_cast<Int128>(units.size()) < narrow_limit) {
        std::int64_t total = 0;
        for (const std::int64_t x : units) total += x;
        return total;
    }
    Int128 total = 0;
    for (const std::int64_t x : units) total += x;
    return total;
}

/// Sums of the deviations from two centres, and of their products.
struct DeviationSums {
    Int128 x = 0;
    Int128 y = 0;
    Int128 products = 0;
};

/// For small deviations: nothing can leave 64 bits.
DeviationSums narrow_sums(std::span<const std::int64_t> x, std::int64_t x_centre,
                          std::span<const std::int64_t> y, std::int64_t y_centre) {
    std::int64_t sum_x = 0;
    std::int64_t sum_y = 0;
    std::int64_t products = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const std::int64_t dx = x[i] - x_centre;
        const std::int64_t dy = y[i] - y_centre;
        sum_x += dx;
        sum_y += dy;
        products += dx * dy;
    }
    return {sum_x, sum_y, products};
}

/// For any deviations; nothing if a sum leaves 128 bits.
std::optional<DeviationSums> wide_sums(std::span<const std::int64_t> x, std::int64_t x_centre,
                                       std::span<const std::int64_t> y, std::int64_t y_centre) {
    DeviationSums sums;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const Int128 dx = static_cast<Int128>(x[i]) - x_centre;
        const Int128 dy = static_cast<Int128>(y[i]) - y_centre;
        sums.x += dx;
        sums.y += dy;
        Int128 product = 0;
        if (__builtin_mul_overflow(dx, dy, &product)) return std::nullopt;
        if (__builtin_add_overflow(sums.products, product, &sums.products)) return std::nullopt;
    }
    return sums;
}

std::optional<DeviationSums> deviation_sums(std::span<const std::int64_t> x, std::int64_t x_centre,
                                            std::span<const std::int64_t> y, std::int64_t y_centre) {
    const auto n = static_cast<Int128>(x.size());
    const Int128 reach_x = reach_of(x, x_centre);
    const Int128 reach_y = reach_of(y, y_centre);
    constexpr Int128 root = Int128{1} << 31;
    const bool small = reach_x < root && reach_y < root && n < root;
    const Int128 largest_product =
        small ? std::max(reach_x, Int128{1}) * std::max(reach_y, Int128{1}) : narrow_limit;
    if (small && largest_product * n < narrow_limit) return narrow_sums(x, x_centre, y, y_centre);
    return wide_sums(x, x_centre, y, y_centre);
}

/// n sum(dx dy) - sum(dx) sum(dy) about the rounded means: n (n - 1) times the covariance, an integer that
/// does not depend on the centres. About them sum(dx) is at most n / 2, so little cancels. Nothing if it does
/// not fit into 128 bits.
std::optional<Int128> scaled_covariance(std::span<const std::int64_t> x, std::int64_t x_centre,
                                        std::span<const std::int64_t> y, std::int64_t y_centre) {
    const auto sums = deviation_sums(x, x_centre, y, y_centre);
    if (!sums) return std::nullopt;
    Int128 scaled = 0;
    if (__builtin_mul_overflow(sums->products, static_cast<Int128>(x.size()), &scaled)) return std::nullopt;
    Int128 correction = 0;
    if (__builtin_mul_overflow(sums->x, sums->y, &correction)) return std::nullopt;
    if (__builtin_sub_overflow(scaled, correction, &scaled)) return std::nullopt;
    return scaled;
}

/// The same divided by n (n - 1), in squared grid units, where 128 bits are too few.
double approximate_covariance(std::span<const std::int64_t> x, std::int64_t x_centre,
                              std::span<const std::int64_t> y, std::int64_t y_centre) {
    base::CompensatedSum sum_x;
    base::CompensatedSum sum_y;
    base::CompensatedSum products;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto dx = static_cast<double>(static_cast<Int128>(x[i]) - x_centre);
        const auto dy = static_cast<double>(static_cast<Int128>(y[i]) - y_centre);
        sum_x.add(dx);
        sum_y.add(dy);
        products.add(dx * dy);
    }
    const auto n = static_cast<double>(x.size());
    return (products.value() - sum_x.value() * sum_y.value() / n) / (n - 1);
}

}  // namespace

Centre centre_of(std::span<const std::int64_t> units) {
    Centre centre;
    centre.total = total_of(units);
    const auto n = static_cast<Int128>(units.size());
    const Int128 half = centre.total >= 0 ? n / 2 : -(n / 2);
    centre.point = static_cast<std::int64_t>((centre.total + half) / n);
    return centre;
}

double covariance_on_grid(const GridView& x, std::int64_t x_centre, const GridView& y,
                          std::int64_t y_centre) {
    const auto denominator = static_cast<double>(x.denominator);
    const auto n = static_cast<Int128>(x.units.size());
    const auto scaled = scaled_covariance(x.units, x_centre, y.units, y_centre);
    if (!scaled)
        return approximate_covariance(x.units, x_centre, y.units, y_centre) / denominator / denominator;
    Int128 divisor = n * (n - 1);
    if (!__builtin_mul_overflow(divisor, static_cast<Int128>(x.denominator), &divisor) &&
        !__builtin_mul_overflow(divisor, static_cast<Int128>(x.denominator), &divisor)) {
        return base::ratio(*scaled, divisor);
    }
    return base::ratio(*scaled, n * (n - 1)) / denominator / denominator;
}

std::optional<double> exact_unit_correlation(const GridView& x, const GridView& y) {
    const std::int64_t cx = centre_of(x.units).point;
    const std::int64_t cy = centre_of(y.units).point;
    const auto xx = scaled_covariance(x.units, cx, x.units, cx);
    const auto yy = scaled_covariance(y.units, cy, y.units, cy);
    const auto xy = scaled_covariance(x.units, cx, y.units, cy);
    if (!xx || !yy || !xy) return std::nullopt;
    Int128 variances = 0;
    Int128 square = 0;
    if (__builtin_mul_overflow(*xx, *yy, &variances) || __builtin_mul_overflow(*xy, *xy, &square))
        return std::nullopt;
    if (square != variances) return std::nullopt;
    return *xy > 0 ? 1 : -1;
}

}  // namespace outcomes::stats
