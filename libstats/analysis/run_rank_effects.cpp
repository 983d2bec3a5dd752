#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/improvement.hpp"
#include "libstats/stats/rank_biserial.hpp"

#include <utility>

namespace outcomes::analysis {
namespace {

using findings::Finding;

MethodResult rank_biserial(const Measure& measure, double level, stats::ZeroRule zeros, const char* policy) {
    Finding row = people_row(measure);
    row.estimate_type = "rank_biserial";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto result = stats::rank_biserial(change_of(measure), {.zeros = zeros, .level = level});
    if (!result) return absent(std::move(row), result.reason());
    row.policy = policy;
    row.estimate = result->estimate;
    set_interval(row, result->ci, level);
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_improvement(const Measure& measure, double level) {
    Finding row = people_row(measure);
    row.estimate_type = "p_improvement";
    if (const auto reason = obstacle_to_ranks(measure)) return absent(std::move(row), *reason);
    const auto result = stats::improvement(change_of(measure), level);
    if (!result) return absent(std::move(row), result.reason());
    row.policy = "ties count half; Clopper-Pearson on the effective number of people";
    row.estimate = result->estimate;
    set_interval(row, result->ci, level);
    return {std::move(row), std::nullopt};
}

MethodResult run_rank_biserial(const Measure& measure, double level) {
    return rank_biserial(measure, level, stats::ZeroRule::wilcoxon,
                         "zeros dropped; Wilson on the effective number of people");
}

MethodResult run_rank_biserial_pratt(const Measure& measure, double level) {
    return rank_biserial(measure, level, stats::ZeroRule::pratt,
                         "zeros ranked (Pratt); Wilson on the effective number of people");
}

}  // namespace outcomes::analysis
