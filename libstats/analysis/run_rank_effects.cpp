#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/improvement.hpp"
#include "libstats/stats/rank_biserial.hpp"

#include <utility>

namespace outcomes::analysis {
namespace {

using base::Reason;
using findings::Finding;

stats::GridView change_of(const Measure& measure) {
    return {measure.mean.change, measure.mean.denominator};
}

}  // namespace

MethodResult run_improvement(const Measure& measure, double level) {
    Finding row = people_row(measure);
    row.estimate_type = "p_improvement";
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    if (!measure.mean.on_grid) return absent(std::move(row), Reason::not_on_grid);
    const auto result = stats::improvement(change_of(measure), level);
    if (!result) return absent(std::move(row), result.reason());
    row.policy = "ties count half; Clopper-Pearson on the effective number of people";
    row.estimate = result->estimate;
    set_interval(row, result->ci, level);
    set_effect(row, "dominance", result->dominance, result->dominance_ci, measure.better);
    return {std::move(row), std::nullopt};
}

MethodResult run_rank_biserial(const Measure& measure, double level) {
    Finding row = people_row(measure);
    row.estimate_type = "rank_biserial";
    if (!measure.mean.pairs) return absent(std::move(row), measure.mean.pairs.reason());
    if (!measure.mean.on_grid) return absent(std::move(row), Reason::not_on_grid);
    stats::RankBiserialOptions options;
    options.level = level;
    const auto result = stats::rank_biserial(change_of(measure), options);
    if (!result) return absent(std::move(row), result.reason());
    row.policy = "zeros dropped; Wilson on the effective number of people";
    row.estimate = result->estimate;
    set_interval(row, result->ci, level);
    set_effect(row, "rank_biserial", result->estimate, result->ci, measure.better);
    return {std::move(row), std::nullopt};
}

}  // namespace outcomes::analysis
