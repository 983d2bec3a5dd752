#include "libstats/stats/jzs_bayes_factor.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/t_test.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::require;

/// ln of the integrand over u = ln g, with the Jacobian.
struct LogIntegrand {
    double t_squared_over_df = 0;
    double half_df_plus_1 = 0;
    double log_n = 0;
    double log_scale = 0;  ///< ln r

    double operator()(double u) const {
        const double growth = std::exp(u + log_n);  // N g
        // L(N g) / L(0) = (1 + x)^((df+1)/2) with x >= 0, so that nothing cancels.
        const double x = t_squared_over_df * growth / (1 + growth + t_squared_over_df);
        const double prior = log_scale - u / 2 - std::exp(2 * log_scale - u) / 2;
        return half_df_plus_1 * std::log1p(x) - std::log1p(growth) / 2 + prior -
               std::log(2 * std::numbers::pi) / 2;
    }
};

/// ln of the integral over the whole line of exp(f), which is negligible outside [low, high].
double log_integral(const LogIntegrand& f, double low, double high) {
    constexpr double step = 0.125;
    std::vector<double> terms;
    for (double u = low; u <= high; u += step) terms.push_back(f(u));
    const double peak = *std::max_element(terms.begin(), terms.end());
    base::CompensatedSum sum;
    for (const double term : terms) sum.add(std::exp(term - peak));
    return peak + std::log(sum.value() * step);
}

}  // namespace

BayesFactor jzs_bayes_factor(double t, double df, double n_effective, double prior_scale) {
    require(std::isfinite(t), "t must be finite");
    require(df > 0 && std::isfinite(df), "the degrees of freedom must be positive and finite");
    require(n_effective > 0 && std::isfinite(n_effective), "the effective n must be positive and finite");
    require(prior_scale > 0 && std::isfinite(prior_scale), "the prior scale must be positive and finite");
    const LogIntegrand f{.t_squared_over_df = t / df * t,
                         .half_df_plus_1 = (df + 1) / 2,
                         .log_n = std::log(n_effective),
                         .log_scale = std::log(prior_scale)};
    require(std::isfinite(f.t_squared_over_df), "t is too large");
    // Left of `low` exp(-r^2 / 2g) is below e^-200 of what it is at g = r^2, and nothing grows to the left;
    // to the right all factors but g^(-1/2) and (1 + N g)^(-1/2) are flat, and e^-45 is below 2^-64.
    const double low = 2 * f.log_scale - 6;
    const double flat = std::max({2 * f.log_scale, -f.log_n, std::log1p(f.t_squared_over_df) - f.log_n});
    BayesFactor factor;
    factor.log_bf10 = log_integral(f, low, flat + 45);
    factor.bf10 = std::exp(factor.log_bf10);
    factor.statistic = t;
    factor.df = df;
    factor.n_effective = n_effective;
    factor.prior_scale = prior_scale;
    return factor;
}

Outcome<BayesFactor> jzs_bayes_factor_paired(const Moments& difference, double prior_scale) {
    const auto test = paired_t(difference);
    if (!test) return test.reason();
    return jzs_bayes_factor(test->statistic, test->df, static_cast<double>(difference.n), prior_scale);
}

Outcome<BayesFactor> jzs_bayes_factor_two_sample(const Moments& baseline, const Moments& repeat,
                                                 double prior_scale) {
    const auto test = student_t(baseline, repeat);
    if (!test) return test.reason();
    const auto n1 = static_cast<double>(baseline.n);
    const auto n2 = static_cast<double>(repeat.n);
    return jzs_bayes_factor(test->statistic, test->df, n1 / (n1 + n2) * n2, prior_scale);
}

}  // namespace outcomes::stats
