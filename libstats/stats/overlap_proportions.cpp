#include "libstats/stats/overlap_proportions.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Reason;
using base::require;

void check(const OverlapCounts& counts) {
    require(counts.both_yes >= 0 && counts.yes_to_no >= 0 && counts.no_to_yes >= 0 && counts.both_no >= 0,
            "a count of people cannot be negative");
    for (const Count& once : {counts.only_baseline, counts.only_repeat})
        require(once.events >= 0 && once.events <= once.n, "events must lie between 0 and n");
}

/// Correlation of the pairs' answers.
double phi_of(const OverlapCounts& counts) {
    const auto product = [](std::int64_t a, std::int64_t b) { return static_cast<Int128>(a) * b; };
    const std::int64_t baseline_yes = counts.both_yes + counts.yes_to_no;
    const std::int64_t baseline_no = counts.no_to_yes + counts.both_no;
    const std::int64_t repeat_yes = counts.both_yes + counts.no_to_yes;
    const std::int64_t repeat_no = counts.yes_to_no + counts.both_no;
    const auto baseline = static_cast<double>(product(baseline_yes, baseline_no));
    const auto repeat = static_cast<double>(product(repeat_yes, repeat_no));
    if (baseline == 0 || repeat == 0) return 0;
    const Int128 numerator =
        product(counts.both_yes, counts.both_no) - product(counts.yes_to_no, counts.no_to_yes);
    return static_cast<double>(numerator) / std::sqrt(baseline) / std::sqrt(repeat);
}

OverlapForm form_of(const OverlapProportion& result) {
    if (result.n_pairs == 0) return OverlapForm::independent;
    const bool everyone = result.n_pairs == result.n_baseline && result.n_pairs == result.n_repeat;
    return everyone ? OverlapForm::paired : OverlapForm::overlapping;
}

}  // namespace

base::Outcome<OverlapProportion> overlap_z(const OverlapCounts& counts, double level) {
    require(level > 0 && level < 1, "a level must lie between 0 and 1");
    check(counts);
    OverlapProportion result;
    result.n_pairs = counts.both_yes + counts.yes_to_no + counts.no_to_yes + counts.both_no;
    result.n_baseline = result.n_pairs + counts.only_baseline.n;
    result.n_repeat = result.n_pairs + counts.only_repeat.n;
    if (result.n_baseline == 0 || result.n_repeat == 0) return Reason::no_answers;
    result.form = form_of(result);

    const std::int64_t baseline_yes = counts.both_yes + counts.yes_to_no + counts.only_baseline.events;
    const std::int64_t repeat_yes = counts.both_yes + counts.no_to_yes + counts.only_repeat.events;
    result.baseline = base::ratio(baseline_yes, result.n_baseline);
    result.repeat = base::ratio(repeat_yes, result.n_repeat);
    result.estimate = base::ratio(static_cast<Int128>(repeat_yes) * result.n_baseline -
                                      static_cast<Int128>(baseline_yes) * result.n_repeat,
                                  static_cast<Int128>(result.n_baseline) * result.n_repeat);
    result.phi = phi_of(counts);

    const auto n1 = static_cast<double>(result.n_baseline);
    const auto n2 = static_cast<double>(result.n_repeat);
    const double shared = result.phi * static_cast<double>(result.n_pairs) / (n1 * n2);
    const std::int64_t n_yes = baseline_yes + repeat_yes;
    const std::int64_t n_all = result.n_baseline + result.n_repeat;
    const double pooled = base::ratio(n_yes, n_all) * base::ratio(n_all - n_yes, n_all);
    const double null_variance = pooled * (1 / n1 + 1 / n2 - 2 * shared);
    if (null_variance <= 1e-15 * pooled / n1) return Reason::no_variation;
    result.std_error_null = std::sqrt(null_variance);
    result.z = result.estimate / result.std_error_null;
    result.p = {normal_two_sided_p(result.z), normal_sf(result.z), normal_cdf(result.z)};

    const double spread1 = result.baseline * base::ratio(result.n_baseline - baseline_yes, result.n_baseline);
    const double spread2 = result.repeat * base::ratio(result.n_repeat - repeat_yes, result.n_repeat);
    const double variance = spread1 / n1 + spread2 / n2 - 2 * shared * std::sqrt(spread1 * spread2);
    result.std_error = std::sqrt(std::max(0.0, variance));
    const double reach = normal_quantile((1 + level) / 2) * result.std_error;
    result.ci = {result.estimate - reach, result.estimate + reach};
    return result;
}

}  // namespace outcomes::stats
