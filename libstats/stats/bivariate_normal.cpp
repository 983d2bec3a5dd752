#include "libstats/stats/bivariate_normal.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

namespace outcomes::stats {
namespace {

using base::require;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double two_pi = 2 * std::numbers::pi;
/// Up to here 20 points are enough for the integral over the angle.
constexpr double moderate_correlation = 0.925;
/// A difference of four probabilities that is smaller than this share of the largest has lost too many
/// digits.
constexpr double safe_share = 1e-3;
/// The density is 0 beyond.
constexpr double far = 38.6;

/// The positive half of the 20 points on [-1, 1], with their weights.
constexpr std::array<std::pair<double, double>, 10> gauss_legendre{{
    {0.99312859918509492479, 0.017614007139152118312},
    {0.96397192727791379127, 0.040601429800386941331},
    {0.91223442825132590587, 0.06267204833410906357},
    {0.83911697182221882339, 0.083276741576704748725},
    {0.74633190646015079261, 0.10193011981724043504},
    {0.63605368072651502545, 0.11819453196151841731},
    {0.510867001950827098, 0.1316886384491766269},
    {0.37370608871541956067, 0.14209610931838205133},
    {0.22778585114164507808, 0.14917298647260374679},
    {0.076526521133497333755, 0.1527533871307258507},
}};

template <class Function>
double gauss(const Function& f, double low, double high) {
    const double middle = 0.5 * (low + high);
    const double half = 0.5 * (high - low);
    double sum = 0;
    for (const auto& [node, weight] : gauss_legendre)
        sum += weight * (f(middle - half * node) + f(middle + half * node));
    return half * sum;
}

/// The integral of a positive function whose estimate by one rule is `whole`, by halving until the halves
/// agree with it. What then is left is far less than `allowed`: 20 points converge fast.
template <class Function>
double integrate(const Function& f, double low, double high, double whole, double allowed, int halvings) {
    const double middle = 0.5 * (low + high);
    const double left = gauss(f, low, middle);
    const double right = gauss(f, middle, high);
    if (halvings == 0 || std::abs(left + right - whole) <= std::max(allowed, 1e-13 * (left + right)))
        return left + right;
    return integrate(f, low, middle, left, allowed, halvings - 1) +
           integrate(f, middle, high, right, allowed, halvings - 1);
}

template <class Function>
double integrate(const Function& f, double low, double high) {
    if (!(low < high)) return 0;
    constexpr int most_halvings = 20;
    const double whole = gauss(f, low, high);
    return integrate(f, low, high, whole, 1e-14 * whole, most_halvings);
}

/// P(low < Z <= high), in the tail where it keeps its digits.
double normal_between(double low, double high) {
    return low > 0 ? normal_sf(low) - normal_sf(high) : normal_cdf(high) - normal_cdf(low);
}

bool all_numbers(std::initializer_list<double> values) {
    return std::ranges::none_of(values, [](double value) { return std::isnan(value); });
}

/// Two rectangles that mirror each other have the same probability.
Interval mirrored(const Interval& x) {
    return {-x.high, -x.low};
}

/// x^2 - 2 r x y + y^2.
double quadratic_form(double x, double y, double r) {
    const double d = x - r * y;
    return d * d + (1 - r) * (1 + r) * y * y;
}

/// The x of the densest point of a rectangle; limits are finite.
double densest_x(const Interval& x, const Interval& y, double r) {
    if (x.low <= 0 && x.high >= 0 && y.low <= 0 && y.high >= 0) return 0;
    // Outside, the densest point lies on an edge.
    double best = x.low;
    double least = infinity;
    const auto consider = [&](double at_x, double at_y) {
        const double form = quadratic_form(at_x, at_y, r);
        if (form < least) {
            least = form;
            best = at_x;
        }
    };
    for (const double edge : {x.low, x.high}) consider(edge, std::clamp(r * edge, y.low, y.high));
    for (const double edge : {y.low, y.high}) consider(std::clamp(r * edge, x.low, x.high), edge);
    return best;
}

/// From `inside` towards `end`: a place near where f falls below `level`, or the end. f >= level on one
/// stretch only.
template <class Function>
double reach(const Function& f, double inside, double end, double level) {
    if (f(end) >= level) return end;
    for (int i = 0; i < 12; ++i) {
        const double middle = 0.5 * (inside + end);
        (f(middle) >= level ? inside : end) = middle;
    }
    return end;
}

Interval cut(const Interval& x) {
    return {std::clamp(x.low, -far, far), std::clamp(x.high, -far, far)};
}

double rectangle_by_integral(const Interval& given_x, const Interval& given_y, double r) {
    const Interval x = cut(given_x);
    const Interval y = cut(given_y);
    const double s = std::sqrt((1 - r) * (1 + r));
    const auto f = [&](double at) {
        return normal_pdf(at) * normal_between((given_y.low - r * at) / s, (given_y.high - r * at) / s);
    };
    const double centre = densest_x(x, y, r);
    const double level = 1e-20 * f(centre);
    if (level == 0) return 0;
    return integrate(f, reach(f, centre, x.low, level), centre) +
           integrate(f, centre, reach(f, centre, x.high, level));
}

/// X = Y.
double diagonal_rectangle(const Interval& x, const Interval& y) {
    const double low = std::max(x.low, y.low);
    const double high = std::min(x.high, y.high);
    return low < high ? normal_between(low, high) : 0;
}

double orthant_by_angle(double h, double k, double r) {
    if (h == infinity || k == infinity) return 0;
    const double product = normal_sf(h) * normal_sf(k);
    if (std::isinf(h) || std::isinf(k) || r == 0) return product;
    const double squares = 0.5 * (h * h + k * k);
    const double cross = h * k;
    const auto f = [&](double angle) {
        const double sine = std::sin(angle);
        return std::exp((cross * sine - squares) / ((1 - sine) * (1 + sine)));
    };
    return product + gauss(f, 0, std::asin(r)) / two_pi;
}

/// Whether most of an interval lies below the mean.
bool leans_low(const Interval& x) {
    return -x.low > x.high;
}

/// As a difference of four orthants that point away from the mean, so that all are small where the rectangle
/// is; nothing where they cancel.
std::optional<double> rectangle_by_orthants(Interval x, Interval y, double r) {
    if (leans_low(x)) {
        x = mirrored(x);
        r = -r;
    }
    if (leans_low(y)) {
        y = mirrored(y);
        r = -r;
    }
    const double whole = orthant_by_angle(x.low, y.low, r);
    const double rest = orthant_by_angle(x.high, y.low, r) + orthant_by_angle(x.low, y.high, r) -
                        orthant_by_angle(x.high, y.high, r);
    const double largest = std::max(whole, normal_sf(x.low) * normal_sf(y.low));
    if (whole - rest <= safe_share * largest) return std::nullopt;
    return std::min(1.0, whole - rest);
}

}  // namespace

double bivariate_normal_pdf(double x, double y, double r) {
    require(all_numbers({x, y, r}) && std::abs(r) < 1,
            "a density needs numbers and a correlation inside -1 and 1");
    if (std::isinf(x) || std::isinf(y)) return 0;
    const double unexplained = (1 - r) * (1 + r);
    return std::exp(-quadratic_form(x, y, r) / (2 * unexplained)) / (two_pi * std::sqrt(unexplained));
}

double bivariate_normal_sf(double h, double k, double r) {
    require(all_numbers({h, k, r}) && std::abs(r) <= 1,
            "a probability needs numbers and a correlation in [-1, 1]");
    if (std::abs(r) > moderate_correlation)
        return bivariate_normal_rectangle({h, infinity}, {k, infinity}, r);
    return std::clamp(orthant_by_angle(h, k, r), 0.0, 1.0);
}

double bivariate_normal_rectangle(const Interval& x, const Interval& y, double r) {
    require(all_numbers({x.low, x.high, y.low, y.high, r}) && std::abs(r) <= 1,
            "a probability needs numbers and a correlation in [-1, 1]");
    require(x.low <= x.high && y.low <= y.high, "a rectangle must not end before it begins");
    if (x.low == x.high || y.low == y.high) return 0;
    if (r == 1) return diagonal_rectangle(x, y);
    if (r == -1) return diagonal_rectangle(x, mirrored(y));
    if (std::abs(r) <= moderate_correlation) {
        if (const auto difference = rectangle_by_orthants(x, y, r)) return *difference;
    }
    return rectangle_by_integral(x, y, r);
}

}  // namespace outcomes::stats
