#include "libstats/stats/t_test.hpp"

#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;

namespace {

double count(const Moments& sample) {
    return static_cast<double>(sample.n);
}

/// Squared standard error of the mean. n >= 2.
double mean_variance(const Moments& sample) {
    return *sample.variance / count(sample);
}

}  // namespace

TTest t_inference(double estimate, double std_error, double df, double level) {
    require(std::isfinite(estimate), "the estimate of a t test is finite");
    require(std_error > 0 && std::isfinite(std_error),
            "the standard error of a t test is positive and finite");
    require(level > 0 && level < 1, "a confidence level lies in (0, 1)");
    TTest test;
    test.estimate = estimate;
    test.std_error = std_error;
    test.statistic = estimate / std_error;
    test.df = df;
    test.p = {t_two_sided_p(test.statistic, df), t_sf(test.statistic, df), t_cdf(test.statistic, df)};
    const double reach = std_error * -t_quantile((1 - level) / 2, df);
    test.ci = {estimate - reach, estimate + reach};
    test.level = level;
    return test;
}

Outcome<TTest> paired_t(const Moments& difference, double level) {
    if (difference.n < 2) return Reason::too_few;
    if (*difference.sd == 0) return Reason::no_variation;
    return t_inference(difference.mean, *difference.sd / std::sqrt(count(difference)), count(difference) - 1,
                       level);
}

Outcome<TTest> welch_t(const Moments& baseline, const Moments& repeat, double level) {
    if (baseline.n < 2 || repeat.n < 2) return Reason::too_few;
    const double variance = mean_variance(baseline) + mean_variance(repeat);
    if (variance == 0) return Reason::no_variation;
    return t_inference(repeat.mean - baseline.mean, std::sqrt(variance), welch_df(baseline, repeat), level);
}

Outcome<TTest> student_t(const Moments& baseline, const Moments& repeat, double level) {
    if (baseline.n < 1 || repeat.n < 1 || baseline.n + repeat.n < 3) return Reason::too_few;
    const double pooled = pooled_variance(baseline, repeat);
    if (pooled == 0) return Reason::no_variation;
    const double std_error = std::sqrt(pooled * (1 / count(baseline) + 1 / count(repeat)));
    return t_inference(repeat.mean - baseline.mean, std_error, count(baseline) + count(repeat) - 2, level);
}

double welch_df(const Moments& first, const Moments& second) {
    require(first.n >= 2 && second.n >= 2, "Welch's degrees of freedom need two values in each sample");
    const double a = mean_variance(first);
    const double b = mean_variance(second);
    require(a + b > 0, "Welch's degrees of freedom need some variation");
    const double share = a / (a + b);  // so that very small variances do not underflow when squared
    return 1 / (share * share / (count(first) - 1) + (1 - share) * (1 - share) / (count(second) - 1));
}

double pooled_variance(const Moments& first, const Moments& second) {
    require(first.n + second.n >= 3, "a pooled variance needs three values");
    const double df = count(first) + count(second) - 2;
    return ((count(first) - 1) * first.variance.value_or(0) +
            (count(second) - 1) * second.variance.value_or(0)) /
           df;
}

}  // namespace outcomes::stats
