#include "libstats/stats/distributions.hpp"

#include "libstats/base/outcome.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

namespace outcomes::stats {
namespace {

using base::require;
namespace policies = boost::math::policies;

// Our own checks come first, so what is left to Boost is numerical: a result too large is infinite, one too
// small is 0.
using Policy = policies::policy<policies::overflow_error<policies::ignore_error>,
                                policies::underflow_error<policies::ignore_error>,
                                policies::denorm_error<policies::ignore_error>>;

constexpr double infinity = std::numeric_limits<double>::infinity();

void require_number(double x) {
    require(!std::isnan(x), "a distribution function needs a number");
}
void require_probability(double p) {
    require(p >= 0 && p <= 1, "a probability lies in [0, 1]");
}
void require_shape(double shape) {
    require(shape > 0 && std::isfinite(shape), "degrees of freedom and shapes are positive and finite");
}

using Normal = boost::math::normal_distribution<double, Policy>;
using StudentsT = boost::math::students_t_distribution<double, Policy>;
using ChiSquared = boost::math::chi_squared_distribution<double, Policy>;
using FisherF = boost::math::fisher_f_distribution<double, Policy>;
using Beta = boost::math::beta_distribution<double, Policy>;
using Binomial = boost::math::binomial_distribution<double, Policy>;

/// Boost's quantile as a first guess. It gives up on easy cases (Beta(5, 5) at p = 1/2: "no root"; F with 1
/// and 4 df at p = 1e-10: "exceeded 200 iterations") and stops too early on others.
template <class Distribution>
double guessed_quantile(const Distribution& distribution, double p) {
    try {
        return boost::math::quantile(distribution, p);
    } catch (const boost::math::evaluation_error&) {
        return 0.5;
    }
}

/// The quantile of a distribution on (0, high): Newton's method from `guess`, kept inside a bracket, on the
/// smaller of the two tails.
template <class Distribution>
double refined_quantile(const Distribution& distribution, double p, double high, double guess) {
    const auto excess = [&](double x) {
        return p < 0.5 ? boost::math::cdf(distribution, x) - p
                       : 1 - p - boost::math::cdf(boost::math::complement(distribution, x));
    };
    double low = 0;
    double x = guess > 0 && guess < high ? guess : 0.5;
    for (int i = 0; i < 500; ++i) {
        const double error = excess(x);
        (error > 0 ? high : low) = x;
        double next = x - error / boost::math::pdf(distribution, x);
        const bool newton = next >= low && next <= high;
        if (!newton) {
            next = low == 0 ? high / 16 : std::isinf(high) ? low * 16 : std::sqrt(low) * std::sqrt(high);
        }
        // Newton's error is squared by each step, so after a step this short there is none left.
        const double short_step = newton ? 1e-10 : std::numeric_limits<double>::epsilon();
        if (std::abs(next - x) <= short_step * x) return next;
        x = next;
    }
    return x;
}

/// F by the normal approximation of its cube root (Paulson 1942, Annals of Mathematical Statistics 13:233),
/// good to a few per cent where it can be used: a first guess that costs next to nothing.
std::optional<double> paulson_guess(double p, double df1, double df2) {
    if (df1 < 3 || df2 < 3 || p < 1e-6 || p > 1 - 1e-6) return std::nullopt;
    const double z = boost::math::quantile(Normal(), p);
    const double a = 2 / (9 * df1);
    const double b = 2 / (9 * df2);
    const double divisor = (1 - b) * (1 - b) - b * z * z;
    const double root = (1 - b) * (1 - b) * a + (1 - a) * (1 - a) * b - a * b * z * z;
    if (divisor <= 0 || root < 0) return std::nullopt;
    const double cube_root = ((1 - a) * (1 - b) + z * std::sqrt(root)) / divisor;
    return cube_root > 0 ? std::optional(cube_root * cube_root * cube_root) : std::nullopt;
}

}  // namespace

double normal_pdf(double z) {
    require_number(z);
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

double normal_sf(double z) {
    require_number(z);
    constexpr double root_half = std::numbers::sqrt2 / 2;
    const double x = z * root_half;
    const double sf = std::erfc(x) / 2;
    if (x < 3 || sf == 0) return sf;
    // Far out the rounding of x costs digits: x^2 times its relative error. Put the lost part of x back to
    // first order.
    constexpr double root_half_tail = -4.8336466567264567e-17;  // 1/sqrt(2) - root_half
    const double lost = std::fma(z, root_half, -x) + z * root_half_tail;
    return sf - lost * std::exp(-x * x) / std::sqrt(std::numbers::pi);
}

double normal_cdf(double z) {
    return normal_sf(-z);
}

double normal_two_sided_p(double z) {
    return std::min(1.0, 2 * normal_sf(std::abs(z)));
}

double normal_quantile(double p) {
    require_probability(p);
    if (p == 0) return -infinity;
    if (p == 1) return infinity;
    return boost::math::quantile(Normal(), p);
}

double t_sf(double t, double df) {
    return t_cdf(-t, df);
}

double t_cdf(double t, double df) {
    require_number(t);
    require_shape(df);
    if (std::isinf(t)) return t > 0 ? 1 : 0;
    return boost::math::cdf(StudentsT(df), t);
}

double t_two_sided_p(double t, double df) {
    return std::min(1.0, 2 * t_cdf(-std::abs(t), df));
}

double t_quantile(double p, double df) {
    require_probability(p);
    require_shape(df);
    if (p == 0) return -infinity;
    if (p == 1) return infinity;
    return boost::math::quantile(StudentsT(df), p);
}

double chi2_cdf(double x, double df) {
    require_number(x);
    require_shape(df);
    if (x <= 0) return 0;
    if (std::isinf(x)) return 1;
    return boost::math::cdf(ChiSquared(df), x);
}

double chi2_sf(double x, double df) {
    require_number(x);
    require_shape(df);
    if (x <= 0) return 1;
    if (std::isinf(x)) return 0;
    return boost::math::cdf(boost::math::complement(ChiSquared(df), x));
}

double chi2_quantile(double p, double df) {
    require_probability(p);
    require_shape(df);
    if (p == 1) return infinity;
    return boost::math::quantile(ChiSquared(df), p);
}

double f_cdf(double x, double df1, double df2) {
    require_number(x);
    require_shape(df1);
    require_shape(df2);
    if (x <= 0) return 0;
    if (std::isinf(x)) return 1;
    return boost::math::cdf(FisherF(df1, df2), x);
}

double f_sf(double x, double df1, double df2) {
    require_number(x);
    require_shape(df1);
    require_shape(df2);
    if (x <= 0) return 1;
    if (std::isinf(x)) return 0;
    return boost::math::cdf(boost::math::complement(FisherF(df1, df2), x));
}

double f_quantile(double p, double df1, double df2) {
    require_probability(p);
    require_shape(df1);
    require_shape(df2);
    if (p == 0) return 0;
    if (p == 1) return infinity;
    const FisherF distribution(df1, df2);
    const auto guess = paulson_guess(p, df1, df2);
    return refined_quantile(distribution, p, infinity, guess ? *guess : guessed_quantile(distribution, p));
}

double beta_cdf(double x, double a, double b) {
    require_number(x);
    require_shape(a);
    require_shape(b);
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    return boost::math::cdf(Beta(a, b), x);
}

double beta_sf(double x, double a, double b) {
    require_number(x);
    require_shape(a);
    require_shape(b);
    if (x <= 0) return 1;
    if (x >= 1) return 0;
    return boost::math::cdf(boost::math::complement(Beta(a, b), x));
}

double beta_quantile(double p, double a, double b) {
    require_probability(p);
    require_shape(a);
    require_shape(b);
    if (p == 0 || p == 1) return p;
    const Beta distribution(a, b);
    return refined_quantile(distribution, p, 1, guessed_quantile(distribution, p));
}

namespace {

void require_trials(std::int64_t n, double p) {
    require(n >= 0, "a binomial distribution needs n >= 0");
    require_probability(p);
}

}  // namespace

double binomial_pmf(std::int64_t k, std::int64_t n, double p) {
    require_trials(n, p);
    if (k < 0 || k > n) return 0;
    if (n == 0) return 1;
    return boost::math::pdf(Binomial(static_cast<double>(n), p), static_cast<double>(k));
}

double binomial_cdf(std::int64_t k, std::int64_t n, double p) {
    require_trials(n, p);
    if (k < 0) return 0;
    if (k >= n) return 1;
    return boost::math::cdf(Binomial(static_cast<double>(n), p), static_cast<double>(k));
}

double binomial_sf(std::int64_t k, std::int64_t n, double p) {
    require_trials(n, p);
    if (k < 0) return 1;
    if (k >= n) return 0;
    return boost::math::cdf(
        boost::math::complement(Binomial(static_cast<double>(n), p), static_cast<double>(k)));
}

namespace {

using Poisson = boost::math::poisson_distribution<double, Policy>;

void require_mean(double mean) {
    require(mean >= 0 && std::isfinite(mean), "a Poisson distribution needs a finite mean >= 0");
}

}  // namespace

double poisson_pmf(std::int64_t k, double mean) {
    require_mean(mean);
    if (k < 0) return 0;
    if (mean == 0) return k == 0 ? 1 : 0;
    return boost::math::pdf(Poisson(mean), static_cast<double>(k));
}

double poisson_cdf(std::int64_t k, double mean) {
    require_mean(mean);
    if (k < 0) return 0;
    if (mean == 0) return 1;
    return boost::math::cdf(Poisson(mean), static_cast<double>(k));
}

double poisson_sf(std::int64_t k, double mean) {
    require_mean(mean);
    if (k < 0) return 1;
    if (mean == 0) return 0;
    return boost::math::cdf(boost::math::complement(Poisson(mean), static_cast<double>(k)));
}

namespace {

/// ln Phi(x), for x of any size.
double log_normal_cdf(double x) {
    if (x > -30) return std::log(normal_cdf(x));
    const double w = 1 / (x * x);
    return -x * x / 2 - std::log(-x * std::sqrt(2 * std::numbers::pi)) + std::log1p(-w * (1 - 3 * w));
}

/// ln of the density of u = ln sqrt(chi2(df) / df), up to a constant that puts its highest point at (0, 0).
double log_density_of_log_chi(double u, double df) {
    return df * (u - std::expm1(2 * u) / 2);
}

/// Where a function with one peak is highest (golden section).
template <class F>
double peak_of(const F& f, double low, double high) {
    constexpr double step = std::numbers::phi - 1;
    double left = high - step * (high - low);
    double right = low + step * (high - low);
    double f_left = f(left);
    double f_right = f(right);
    while (high - low > 1e-6) {
        if (f_left < f_right) {
            low = std::exchange(left, right);
            f_left = f_right;
            right = low + step * (high - low);
            f_right = f(right);
        } else {
            high = std::exchange(right, left);
            f_right = f_left;
            left = high - step * (high - low);
            f_left = f(left);
        }
    }
    return (low + high) / 2;
}

/// The point on one side of the peak (direction -1 or 1) from where on exp(log_f) no longer counts.
template <class F>
double edge_of(const F& log_f, double peak, double direction) {
    constexpr double negligible = 45;  // exp(-45) is below 2^-64
    const double floor = log_f(peak) - negligible;
    double inside = 0;
    double outside = 1e-3;
    while (log_f(peak + direction * outside) > floor) inside = std::exchange(outside, 2 * outside);
    for (int i = 0; i < 8; ++i) {
        const double middle = (inside + outside) / 2;
        (log_f(peak + direction * middle) > floor ? inside : outside) = middle;
    }
    return peak + direction * outside;
}

/// The integral of f, which has one peak and dies away on both sides, by the trapezoidal rule: for such a
/// function the error shrinks like exp(-1/step), so halving the step doubles the number of right digits.
template <class F>
double integral_of_peak(const F& f, double low, double high) {
    double step = (high - low) / 32;
    double sum = 0;
    for (int i = 0; i <= 32; ++i) sum += f(low + i * step);
    for (int points = 32; points < 1 << 16; points *= 2) {
        double between = 0;
        for (int i = 0; i < points; ++i) between += f(low + (i + 0.5) * step);
        const bool converged =
            std::abs(between - sum) <= 1e-9 * sum;  // the new sum is right to the square of this
        sum += between;
        step /= 2;
        if (converged) break;
    }
    return sum * step;
}

}  // namespace

// T <= t is the same as Z <= t s - ncp with s = sqrt(chi2(df) / df), so the probability is the mean of Phi(t
// s - ncp). Every term is positive, nothing cancels, and a small tail comes out as accurate as a large one.
// The integrand is log-concave in s, hence has one peak; u = ln s as variable makes it die away on both
// sides.
double noncentral_t_cdf(double t, double df, double ncp) {
    require_number(t);
    require_shape(df);
    require(std::isfinite(ncp), "the noncentrality is finite");
    if (std::isinf(t)) return t > 0 ? 1 : 0;
    if (t == 0) return normal_cdf(-ncp);

    const auto log_density = [df](double u) { return log_density_of_log_chi(u, df); };
    const auto density = [&](double u) { return std::exp(log_density(u)); };
    const auto log_term = [&](double u) { return log_normal_cdf(t * std::exp(u) - ncp) + log_density(u); };
    const auto term = [&](double u) { return normal_cdf(t * std::exp(u) - ncp) * density(u); };

    const double peak = peak_of(log_term, -50, 50);
    if (log_term(peak) < -690) return 0;  // below 1e-299 the terms lose their digits
    const double part = integral_of_peak(term, edge_of(log_term, peak, -1), edge_of(log_term, peak, 1));
    const double whole = integral_of_peak(density, edge_of(log_density, 0, -1), edge_of(log_density, 0, 1));
    return std::min(1.0, part / whole);
}

double noncentral_t_sf(double t, double df, double ncp) {
    return noncentral_t_cdf(-t, df, -ncp);
}

double log_gamma(double x) {
    require_shape(x);
    return boost::math::lgamma(x, Policy());
}

double log_choose(std::int64_t n, std::int64_t k) {
    require(k >= 0 && k <= n, "choosing needs 0 <= k <= n");
    const auto a = static_cast<double>(k);
    const auto b = static_cast<double>(n - k);
    return log_gamma(a + b + 1) - log_gamma(a + 1) - log_gamma(b + 1);
}

double hedges_j(double df) {
    require(df > 1 && std::isfinite(df), "Hedges' correction needs more than one degree of freedom");
    return 1 / (std::sqrt(df / 2) * boost::math::tgamma_delta_ratio((df - 1) / 2, 0.5, Policy()));
}

}  // namespace outcomes::stats
