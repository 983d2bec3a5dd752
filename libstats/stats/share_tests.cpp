#include "libstats/stats/share_tests.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/noncentral_hypergeometric.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

using base::Reason;

double real(std::int64_t count) {
    return static_cast<double>(count);
}

void require_counts(Count baseline, Count repeat) {
    for (const Count& count : {baseline, repeat})
        base::require(count.n >= 0 && count.events >= 0 && count.events <= count.n,
                      "events must lie between 0 and n");
}

bool is_empty(Count baseline, Count repeat) {
    return baseline.n == 0 || repeat.n == 0;
}

/// 2 asin(sqrt(x / n)); from the ratio of events to others, which keeps its digits near 1.
double angle(Count count) {
    return 2 * std::atan2(std::sqrt(real(count.events)), std::sqrt(real(count.n - count.events)));
}

}  // namespace

base::Outcome<TwoShareTest> two_share_test(Count baseline, Count repeat) {
    require_counts(baseline, repeat);
    if (is_empty(baseline, repeat)) return Reason::no_answers;
    const std::int64_t events = baseline.events + repeat.events, n = baseline.n + repeat.n;
    if (events == 0 || events == n) return Reason::no_variation;
    const double n1 = real(baseline.n), n2 = real(repeat.n);
    // x2 n1 - x1 n2 is the difference times n1 n2.
    const double cross = real(repeat.events) * n1 - real(baseline.events) * n2;
    const double scale = std::sqrt(n1 * n2 * real(events) * real(n - events) / real(n));
    TwoShareTest result;
    result.z = cross / scale;
    result.chi2 = result.z * result.z;
    const double corrected = std::max(0.0, std::abs(cross) - real(n) / 2) / scale;
    result.chi2_corrected = corrected * corrected;
    result.chi2_n_minus_1 = result.chi2 * real(n - 1) / real(n);
    result.p = chi2_sf(result.chi2, 1);
    result.p_corrected = chi2_sf(result.chi2_corrected, 1);
    result.p_n_minus_1 = chi2_sf(result.chi2_n_minus_1, 1);
    return result;
}

base::Outcome<FisherTest> fisher_test(Count baseline, Count repeat) {
    require_counts(baseline, repeat);
    if (is_empty(baseline, repeat)) return Reason::no_answers;
    const EventRange range = event_range(baseline, repeat);
    FisherTest result;
    if (range.low == range.high) return result;
    constexpr double slack = 1e-7;
    const NoncentralHypergeometric tables(baseline, repeat);
    const std::int64_t x = repeat.events;
    const double point = tables.pmf(x);
    const double no_likelier = tables.no_likelier(point * (1 + slack));
    result.exact = {no_likelier, tables.sf(x - 1), tables.cdf(x)};
    result.doubled = std::min(1.0, 2 * std::min(result.exact.greater, result.exact.less));
    result.mid_p = {(no_likelier + tables.no_likelier(point * (1 - slack))) / 2, tables.sf(x) + point / 2,
                    tables.cdf(x - 1) + point / 2};
    result.mid_p_doubled = std::min(1.0, 2 * std::min(result.mid_p.greater, result.mid_p.less));
    return result;
}

base::Outcome<CohenH> cohen_h(Count baseline, Count repeat, double level) {
    base::require(level > 0 && level < 1, "the level must lie between 0 and 1");
    require_counts(baseline, repeat);
    if (is_empty(baseline, repeat)) return Reason::no_answers;
    const double z = -normal_quantile((1 - level) / 2);
    CohenH result;
    result.estimate = angle(repeat) - angle(baseline);
    result.std_error = std::sqrt(1 / real(baseline.n) + 1 / real(repeat.n));
    result.ci = {result.estimate - z * result.std_error, result.estimate + z * result.std_error};
    return result;
}

}  // namespace outcomes::stats
