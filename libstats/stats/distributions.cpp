#include "libstats/stats/distributions.hpp"

#include "libstats/base/outcome.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

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
using NoncentralT = boost::math::non_central_t_distribution<double, Policy>;

}  // namespace

double normal_pdf(double z) {
    require_number(z);
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

double normal_sf(double z) {
    require_number(z);
    return std::erfc(z / std::numbers::sqrt2) / 2;
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
    if (p == 1) return infinity;
    return boost::math::quantile(FisherF(df1, df2), p);
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
    return boost::math::quantile(Beta(a, b), p);
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

double noncentral_t_cdf(double t, double df, double ncp) {
    require_number(t);
    require_shape(df);
    require(std::isfinite(ncp), "the noncentrality is finite");
    if (std::isinf(t)) return t > 0 ? 1 : 0;
    return boost::math::cdf(NoncentralT(df, ncp), t);
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
    return boost::math::tgamma_delta_ratio((df - 1) / 2, 0.5, Policy());
}

}  // namespace outcomes::stats
