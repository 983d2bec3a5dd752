#include "libstats/analysis/context_rows.hpp"

#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/t_test.hpp"

#include <cmath>
#include <utility>

namespace outcomes::analysis {
namespace {

constexpr double notable_difference = 0.25;  // in SDs

void set_difference(findings::Finding& row, const Measure& measure, const stats::Moments& lost,
                    const stats::Moments& kept, double level) {
    const auto test = stats::welch_t(lost, kept, level);
    if (!test) {
        row.reason = base::reason_id(test.reason());
        return;
    }
    row.std_error = test->std_error;
    row.statistic = test->statistic;
    row.df = test->df;
    set_interval(row, test->ci, level);
    set_d_baseline(row, measure);
    row.effect_type = row.effect ? "smd" : "";
    if (row.effect && std::abs(*row.effect) > notable_difference) add_note(row, "lost_differ");
}

bool has_scores(const Measure& measure) {
    return measure.kind == MeasureKind::mean || measure.kind == MeasureKind::ordered;
}

}  // namespace

findings::Finding attrition_row(const Measure& measure, double level) {
    findings::Finding row;
    row.analysis = "attrition";
    row.term = measure.term;
    row.label = measure.label;
    row.level = measure.level;
    row.method = "welch_t";
    row.policy = "linked minus not linked, first wave";
    row.estimate_type = "points";
    const auto kept = moments_of(measure.mean, measure.mean.kept_from);
    const auto lost = moments_of(measure.mean, measure.mean.lost_from);
    row.n_to = measure.mean.kept_from.units.size() + measure.mean.kept_from.values.size();
    row.n_from = measure.mean.lost_from.units.size() + measure.mean.lost_from.values.size();
    row.n = *row.n_from + *row.n_to;
    if (!kept || !lost) {
        // Answers that are no numbers have no average to differ by.
        row.reason =
            base::reason_id(has_scores(measure) ? base::Reason::too_few : base::Reason::not_applicable);
        return row;
    }
    row.mean_from = lost->mean;
    row.sd_from = lost->sd;
    row.mean_to = kept->mean;
    row.sd_to = kept->sd;
    row.estimate = kept->mean - lost->mean;
    set_difference(row, measure, *lost, *kept, level);
    return row;
}

}  // namespace outcomes::analysis
