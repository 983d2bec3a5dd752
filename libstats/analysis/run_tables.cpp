#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/kappa.hpp"
#include "libstats/stats/marginal_homogeneity.hpp"

#include <utility>

namespace outcomes::analysis {
namespace {

using findings::Finding;

stats::SquareTable table_of(const Measure& measure) {
    return {measure.answers.labels.size(), measure.answers.moves};
}

/// The row of a test with a chi-squared statistic.
template <class Test>
MethodResult row_of(const Measure& measure, const base::Outcome<Test>& test) {
    Finding row = counted_row(measure, "people");
    if (!test) return absent(std::move(row), test.reason());
    row.statistic = test->chi2;
    row.df = static_cast<double>(test->df);
    row.p_value = test->p;
    return {std::move(row), std::nullopt};
}

MethodResult kappa_row(const Measure& measure, double level, stats::KappaWeights weights, const char* type) {
    Finding row = counted_row(measure, "people");
    row.estimate_type = type;
    const auto result = stats::kappa(table_of(measure), weights, level);
    if (!result) return absent(std::move(row), result.reason());
    row.estimate = result->estimate;
    row.std_error = result->std_error;
    row.statistic = result->z;
    row.p_value = result->p;
    set_interval(row, result->ci, level);
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_kappa(const Measure& measure, double level) {
    return kappa_row(measure, level, stats::KappaWeights::unweighted, "kappa");
}

MethodResult run_kappa_linear(const Measure& measure, double level) {
    return kappa_row(measure, level, stats::KappaWeights::linear, "kappa_linear");
}

MethodResult run_kappa_quadratic(const Measure& measure, double level) {
    return kappa_row(measure, level, stats::KappaWeights::quadratic, "kappa_quadratic");
}

MethodResult run_gwet_ac1(const Measure& measure, double level) {
    Finding row = counted_row(measure, "people");
    row.estimate_type = "ac1";
    const auto result = stats::gwet_ac1(table_of(measure), level);
    if (!result) return absent(std::move(row), result.reason());
    row.estimate = result->estimate;
    row.std_error = result->std_error;
    set_interval(row, result->ci, level);
    return {std::move(row), std::nullopt};
}

MethodResult run_percent_agreement(const Measure& measure, double /*level*/) {
    Finding row = counted_row(measure, "people");
    row.estimate_type = "percent";
    const auto result = stats::agreement(table_of(measure), stats::KappaWeights::unweighted);
    if (!result) return absent(std::move(row), result.reason());
    row.estimate = result->observed * percent;
    return {std::move(row), std::nullopt};
}

MethodResult run_score_shift(const Measure& measure, double /*level*/) {
    Finding row = counted_row(measure, "people");
    const auto test = stats::score_shift(table_of(measure));
    if (!test) return absent(std::move(row), test.reason());
    row.statistic = test->z;
    row.p_value = test->p;
    return {std::move(row), std::nullopt};
}

MethodResult run_stuart_maxwell(const Measure& measure, double /*level*/) {
    return row_of(measure, stats::stuart_maxwell(table_of(measure)));
}

MethodResult run_bhapkar(const Measure& measure, double /*level*/) {
    return row_of(measure, stats::bhapkar(table_of(measure)));
}

MethodResult run_bowker(const Measure& measure, double /*level*/) {
    return row_of(measure, stats::bowker(table_of(measure)));
}

}  // namespace outcomes::analysis
