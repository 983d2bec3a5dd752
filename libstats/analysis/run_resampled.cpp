#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/bootstrap.hpp"

#include <fmt/format.h>

#include <utility>

namespace outcomes::analysis {
namespace {

using Limits = base::Outcome<stats::Interval>;

/// The mean change with an interval from resampled people; 9,999 draws.
MethodResult bootstrap_row(const Measure& measure, double level,
                           Limits (*limits)(const stats::Bootstrap& drawn)) {
    findings::Finding row = people_row(measure);
    row.estimate_type = "points";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    stats::BootstrapOptions options;
    options.level = level;
    options.seed = measure.seed;
    const auto drawn = stats::bootstrap_mean(change_of(measure), options);
    if (!drawn) return without_inference(std::move(row), measure, drawn.reason());
    row.policy = fmt::format("{} draws of people, seed {}", options.resamples, measure.seed);
    row.estimate = drawn->estimate;
    row.std_error = drawn->std_error;
    if (const Limits ci = limits(*drawn))
        set_interval(row, *ci, level);
    else
        row.reason = base::reason_id(ci.reason());
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_bootstrap_percentile(const Measure& measure, double level) {
    return bootstrap_row(measure, level, [](const stats::Bootstrap& b) { return Limits(b.percentile); });
}

MethodResult run_bootstrap_basic(const Measure& measure, double level) {
    return bootstrap_row(measure, level, [](const stats::Bootstrap& b) { return Limits(b.basic); });
}

MethodResult run_bootstrap_bca(const Measure& measure, double level) {
    return bootstrap_row(measure, level, [](const stats::Bootstrap& b) { return b.bca; });
}

MethodResult run_bootstrap_studentised(const Measure& measure, double level) {
    return bootstrap_row(measure, level, [](const stats::Bootstrap& b) { return b.studentised; });
}

}  // namespace outcomes::analysis
