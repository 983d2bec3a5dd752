#include "libstats/stats/overlap.hpp"

#include <cmath>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;

namespace {

double count(std::size_t n) {
    return static_cast<double>(n);
}

Outcome<TTest> independent_t(const Moments& baseline, const Moments& repeat, const OverlapOptions& options) {
    return options.variances == VarianceRule::equal ? student_t(baseline, repeat, options.level)
                                                    : welch_t(baseline, repeat, options.level);
}

/// Squared standard error of the change when n12 people of correlation r answered twice.
double change_variance(const Moments& baseline, const Moments& repeat, double n12, double r,
                       VarianceRule rule) {
    const double n1 = count(baseline.n);
    const double n2 = count(repeat.n);
    if (rule == VarianceRule::equal) {
        return pooled_variance(baseline, repeat) * (1 / n1 + 1 / n2 - 2 * r * n12 / (n1 * n2));
    }
    return *baseline.variance / n1 + *repeat.variance / n2 -
           2 * r * *baseline.sd * *repeat.sd * n12 / (n1 * n2);
}

Outcome<TTest> overlapping_t(const Moments& baseline, const Moments& repeat, const Overlap& overlap,
                             const OverlapOptions& options) {
    if (*baseline.variance == 0 && *repeat.variance == 0) return Reason::no_variation;
    const double n12 = count(overlap.n_pairs);
    const double once = count(overlap.n_only_baseline + overlap.n_only_repeat);
    const double variance = change_variance(baseline, repeat, n12, overlap.r, options.variances);
    if (variance <= 0) return Reason::no_variation;
    const double independent_df = options.variances == VarianceRule::equal
                                      ? count(baseline.n) + count(repeat.n) - 2
                                      : welch_df(baseline, repeat);
    return t_inference(repeat.mean - baseline.mean, std::sqrt(variance),
                       overlap_df(n12, once, independent_df), options.level);
}

}  // namespace

double overlap_df(double n_pairs, double n_once, double independent_df) {
    return n_pairs - 1 + n_once * (independent_df - n_pairs + 1) / (n_once + 2 * n_pairs);
}

Outcome<Overlap> overlap_t(const Moments& baseline, const Moments& repeat,
                           const std::optional<PairedMoments>& pairs, const OverlapOptions& options) {
    require(options.min_pairs >= 2, "a correlation needs at least two pairs");
    Overlap overlap;
    overlap.n_pairs = pairs ? pairs->difference.n : 0;
    require(overlap.n_pairs <= baseline.n && overlap.n_pairs <= repeat.n, "there are more pairs than people");
    overlap.n_only_baseline = baseline.n - overlap.n_pairs;
    overlap.n_only_repeat = repeat.n - overlap.n_pairs;

    if (pairs && overlap.n_only_baseline + overlap.n_only_repeat == 0) {
        overlap.form = OverlapForm::paired;
        overlap.r = pairs->r.value_or(0);
        const auto test = paired_t(pairs->difference, options.level);
        if (!test) return test.reason();
        overlap.test = *test;
        return overlap;
    }
    const bool linked = overlap.n_pairs >= options.min_pairs;
    overlap.form = linked ? OverlapForm::overlapping : OverlapForm::independent;
    overlap.r = linked ? pairs->r.value_or(0) : 0;
    const auto test =
        linked ? overlapping_t(baseline, repeat, overlap, options) : independent_t(baseline, repeat, options);
    if (!test) return test.reason();
    overlap.test = *test;
    return overlap;
}

}  // namespace outcomes::stats
