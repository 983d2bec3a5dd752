#include "libstats/stats/ancova.hpp"

#include "libstats/base/sums.hpp"

#include <numeric>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;

std::vector<std::size_t> columns(std::size_t first, std::size_t n) {
    std::vector<std::size_t> list(n);
    std::iota(list.begin(), list.end(), first);
    return list;
}

double mean_of(std::span<const double> values) {
    base::CompensatedSum sum;
    for (const double value : values) sum.add(value);
    return sum.value() / static_cast<double>(values.size());
}

/// The design of ANCOVA with a slope of its own for each group.
Outcome<FTest> equal_slopes(const GroupedPairs& pairs, const Design& design) {
    Design with_slopes = design;
    const std::size_t n_groups = pairs.n_groups;
    for (std::size_t g = 1; g < n_groups; ++g) {
        std::vector<double> slope = design.columns[g + 1];
        for (std::size_t i = 0; i < slope.size(); ++i) slope[i] *= pairs.baseline[i];
        with_slopes.columns.push_back(std::move(slope));
    }
    const auto test = term_test(with_slopes, pairs.repeat, columns(n_groups + 1, n_groups - 1));
    if (!test) return test.reason();
    return test->test;
}

}  // namespace

Outcome<Ancova> ancova(const GroupedPairs& pairs, double level) {
    const Design design = ancova_design(pairs);
    const auto model = linear_model(design, pairs.repeat, level);
    if (!model) return model.reason();
    const auto baseline = term_test(design, pairs.repeat, columns(1, 1));
    const auto groups = term_test(design, pairs.repeat, columns(2, pairs.n_groups - 1));
    if (!baseline) return baseline.reason();
    if (!groups) return groups.reason();

    Ancova result{.model = *model,
                  .baseline = *baseline,
                  .groups = *groups,
                  .mean_baseline = mean_of(pairs.baseline),
                  .adjusted_means = {},
                  .equal_slopes = equal_slopes(pairs, design)};
    for (std::size_t g = 0; g < pairs.n_groups; ++g) {
        std::vector<double> at(design.columns.size());
        at[0] = 1;
        at[1] = result.mean_baseline;
        if (g > 0) at[g + 1] = 1;
        result.adjusted_means.push_back(linear_combination(*model, at, level));
    }
    return result;
}

Outcome<LinearModel> change_score_model(const GroupedPairs& pairs, double level) {
    return linear_model(group_design(pairs), changes_of(pairs), level);
}

Outcome<LinearModel> post_score_model(const GroupedPairs& pairs, double level) {
    return linear_model(group_design(pairs), pairs.repeat, level);
}

}  // namespace outcomes::stats
