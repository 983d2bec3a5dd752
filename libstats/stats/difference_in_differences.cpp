#include "libstats/stats/difference_in_differences.hpp"

namespace outcomes::stats {

base::Outcome<DifferenceInDifferences> difference_in_differences(const GroupedPairs& pairs,
                                                                 std::span<const std::uint32_t> clusters,
                                                                 ClusterType type, double level) {
    StackedPairs rows = stacked(pairs);
    base::require(clusters.empty() || clusters.size() == pairs.groups.size(),
                  "there must be one cluster a person");
    if (!clusters.empty()) {
        for (std::uint32_t& person : rows.people) person = clusters[person];
    }
    const auto ols = linear_model(rows.design, rows.scores, level);
    if (!ols) return ols.reason();
    const auto robust = cluster_tests(rows.design, rows.scores, rows.people, type, level);
    if (!robust) return robust.reason();
    DifferenceInDifferences result{.n_clusters = robust->n_clusters, .effects = {}, .ols = *ols};
    for (std::size_t g = 1; g < pairs.n_groups; ++g)
        result.effects.push_back(robust->coefficients[pairs.n_groups + g]);
    return result;
}

}  // namespace outcomes::stats
