#include "libstats/analysis/run_support.hpp"
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

}  // namespace

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
