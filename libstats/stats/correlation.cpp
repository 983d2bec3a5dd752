#include "libstats/stats/correlation.hpp"

#include "libstats/stats/distributions.hpp"

#include <cmath>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;

namespace {

Outcome<Interval> fisher_interval(double r, std::size_t n, double level) {
    if (n < 4) return Reason::too_few;
    if (std::abs(r) == 1) return Reason::not_applicable;
    const double reach = -normal_quantile((1 - level) / 2) / std::sqrt(static_cast<double>(n - 3));
    return Interval{std::tanh(std::atanh(r) - reach), std::tanh(std::atanh(r) + reach)};
}

/// `rest` is 1 - r.
Outcome<CorrelationTest> test_of(double r, double rest, std::size_t n) {
    if (n < 3) return Reason::too_few;
    if (std::abs(r) == 1 || rest <= 0) return Reason::not_applicable;
    const auto df = static_cast<double>(n - 2);
    const double t = r * std::sqrt(df / (rest * (1 + r)));
    return CorrelationTest{t, df, {t_two_sided_p(t, df), t_sf(t, df), t_cdf(t, df)}};
}

}  // namespace

Outcome<CorrelationTest> correlation_t_test(double r, std::size_t n) {
    require(r >= -1 && r <= 1, "a correlation lies in [-1, 1]");
    return test_of(r, 1 - r, n);
}

double one_minus_r(const PairedMoments& pairs) {
    require(pairs.r.has_value(), "a correlation needs two waves that vary");
    if (std::abs(*pairs.r) == 1 || *pairs.r < 0.5) return 1 - *pairs.r;
    const double s1 = *pairs.baseline.sd;
    const double s2 = *pairs.repeat.sd;
    return (*pairs.difference.variance - (s1 - s2) * (s1 - s2)) / (2 * s1 * s2);
}

Outcome<Correlation> pearson(const PairedMoments& pairs, double level) {
    require(level > 0 && level < 1, "a confidence level lies in (0, 1)");
    const std::size_t n = pairs.difference.n;
    if (n < 2) return Reason::too_few;
    if (!pairs.r) return Reason::no_variation;
    return Correlation{n, *pairs.r, test_of(*pairs.r, one_minus_r(pairs), n),
                       fisher_interval(*pairs.r, n, level), level};
}

}  // namespace outcomes::stats
