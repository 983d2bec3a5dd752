#pragma once

#include <cstdint>

namespace outcomes::stats {

/// The distributions that the tests of this library need. Each pair `_cdf` / `_sf` gives P(X <= x) and P(X >
/// x), and each is computed on its own, never as one minus the other: a tail of 1e-120 keeps its digits.
/// `_quantile` is the inverse of
/// `_cdf` and reaches the far end of the distribution for p = 0 and p = 1 (which may be infinite).
///
/// Everywhere: degrees of freedom and shapes may be fractions, and must be positive and finite; p lies in [0,
/// 1]. Anything else, and an argument that is not a number, throws base::ContractError. Accuracy: 1e-13
/// relative or better on the grid of tests/reference/visible/dist_grid.json, unless a function says
/// otherwise.

// The standard normal distribution.
/// Density at z.
/// @param z  any, also infinite
[[nodiscard]] double normal_pdf(double z);
/// P(Z <= z).
/// @param z  any, also infinite
[[nodiscard]] double normal_cdf(double z);
/// P(Z > z).
/// @param z  any, also infinite
[[nodiscard]] double normal_sf(double z);
/// P(|Z| >= |z|).
/// @param z  any, also infinite
[[nodiscard]] double normal_two_sided_p(double z);
/// The z with P(Z <= z) = p.
/// @param p  in [0, 1]
[[nodiscard]] double normal_quantile(double p);

// Student's t distribution.
/// P(T <= t).
/// @param t   any, also infinite
/// @param df  degrees of freedom, > 0
[[nodiscard]] double t_cdf(double t, double df);
/// P(T > t).
/// @param t   any, also infinite
/// @param df  degrees of freedom, > 0
[[nodiscard]] double t_sf(double t, double df);
/// P(|T| >= |t|).
/// @param t   any, also infinite
/// @param df  degrees of freedom, > 0
[[nodiscard]] double t_two_sided_p(double t, double df);
/// The t with P(T <= t) = p.
/// @param p   in [0, 1]
/// @param df  degrees of freedom, > 0
[[nodiscard]] double t_quantile(double p, double df);

// Chi-squared; x below 0 has cdf 0.
/// P(X <= x).
/// @param x   any, also infinite
/// @param df  degrees of freedom, > 0
[[nodiscard]] double chi2_cdf(double x, double df);
/// P(X > x).
/// @param x   any, also infinite
/// @param df  degrees of freedom, > 0
[[nodiscard]] double chi2_sf(double x, double df);
/// The x with P(X <= x) = p.
/// @param p   in [0, 1]
/// @param df  degrees of freedom, > 0
[[nodiscard]] double chi2_quantile(double p, double df);

// Snedecor's F; x below 0 has cdf 0.
/// P(F <= x).
/// @param x    any, also infinite
/// @param df1  degrees of freedom of the numerator, > 0
/// @param df2  degrees of freedom of the denominator, > 0
[[nodiscard]] double f_cdf(double x, double df1, double df2);
/// P(F > x).
/// @param x    any, also infinite
/// @param df1  degrees of freedom of the numerator, > 0
/// @param df2  degrees of freedom of the denominator, > 0
[[nodiscard]] double f_sf(double x, double df1, double df2);
/// The x with P(F <= x) = p.
/// @param p    in [0, 1]
/// @param df1  degrees of freedom of the numerator, > 0
/// @param df2  degrees of freedom of the denominator, > 0
[[nodiscard]] double f_quantile(double p, double df1, double df2);

// Beta(a, b) on [0, 1]. Clopper-Pearson limits of k out of n are beta_quantile(a/2, k, n-k+1),
// beta_quantile(1-a/2, k+1, n-k).
/// P(X <= x).
/// @param x  any, also infinite
/// @param a  first shape, > 0
/// @param b  second shape, > 0
[[nodiscard]] double beta_cdf(double x, double a, double b);
/// P(X > x).
/// @param x  any, also infinite
/// @param a  first shape, > 0
/// @param b  second shape, > 0
[[nodiscard]] double beta_sf(double x, double a, double b);
/// The x with P(X <= x) = p.
/// @param p  in [0, 1]
/// @param a  first shape, > 0
/// @param b  second shape, > 0
[[nodiscard]] double beta_quantile(double p, double a, double b);

// Binomial: k successes out of n >= 0 with probability p each. k may lie outside 0..n.
/// P(X = k).
/// @param k  successes
/// @param n  trials, 0 or more
/// @param p  probability of a success, in [0, 1]
[[nodiscard]] double binomial_pmf(std::int64_t k, std::int64_t n, double p);
/// P(X <= k).
/// @param k  successes
/// @param n  trials, 0 or more
/// @param p  probability of a success, in [0, 1]
[[nodiscard]] double binomial_cdf(std::int64_t k, std::int64_t n, double p);
/// P(X > k).
/// @param k  successes
/// @param n  trials, 0 or more
/// @param p  probability of a success, in [0, 1]
[[nodiscard]] double binomial_sf(std::int64_t k, std::int64_t n, double p);

// Poisson: k events with mean >= 0. k may be negative.
/// P(X = k).
/// @param k     events
/// @param mean  expected number, 0 or more
[[nodiscard]] double poisson_pmf(std::int64_t k, double mean);
/// P(X <= k).
/// @param k     events
/// @param mean  expected number, 0 or more
[[nodiscard]] double poisson_cdf(std::int64_t k, double mean);
/// P(X > k).
/// @param k     events
/// @param mean  expected number, 0 or more
[[nodiscard]] double poisson_sf(std::int64_t k, double mean);

/// Noncentral t, T = (Z + ncp) / sqrt(chi2(df) / df). Relative error below 1e-12 in both tails down to
/// 1e-299; a tail that is smaller is 0.
/// P(T <= t).
/// @param t    any, also infinite
/// @param df   degrees of freedom, > 0
/// @param ncp  noncentrality, finite; the shift of Z
[[nodiscard]] double noncentral_t_cdf(double t, double df, double ncp);
/// P(T > t) of the noncentral t.
/// @param t    any, also infinite
/// @param df   degrees of freedom, > 0
/// @param ncp  noncentrality, finite; the shift of Z
[[nodiscard]] double noncentral_t_sf(double t, double df, double ncp);

/// ln Gamma(x), x > 0.
/// @param x  > 0
[[nodiscard]] double log_gamma(double x);
/// ln of the number of ways to choose k out of n, 0 <= k <= n.
/// @param n  how many there are
/// @param k  how many are chosen, 0 to n
[[nodiscard]] double log_choose(std::int64_t n, std::int64_t k);
/// The exact small-sample correction of a standardised mean difference with df > 1,
/// J = Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2))   (Hedges 1981, Journal of Educational Statistics 6:107,
/// eq. 6e).
/// @param df  degrees of freedom of the standard deviation, > 1
[[nodiscard]] double hedges_j(double df);

}  // namespace outcomes::stats
