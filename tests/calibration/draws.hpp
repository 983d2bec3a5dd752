#pragma once

#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/proportions.hpp"
#include "tests/calibration/population.hpp"

#include <optional>

/// A draw in the shapes that the methods take.
namespace outcomes::calibration {

[[nodiscard]] inline stats::GridView view(const std::vector<std::int64_t>& values) {
    return {.units = values};
}
[[nodiscard]] inline stats::Moments moments_of(const std::vector<std::int64_t>& values) {
    return stats::moments(view(values)).value();
}
[[nodiscard]] inline stats::PairedMoments pairs_of(const Draw& draw) {
    return stats::paired_moments(view(draw.before), view(draw.after)).value();
}

/// Half of the people answered twice; as many others in the first wave only, and in the second only.
struct Overlapping {
    stats::Moments baseline;
    stats::Moments repeat;
    stats::PairedMoments pairs;
};
[[nodiscard]] Overlapping overlapping_of(const Draw& draw);

/// The same people's scores, by who gave them.
struct OverlappingScores {
    std::vector<std::int64_t> only_baseline;
    std::vector<std::int64_t> only_repeat;
    std::vector<std::int64_t> paired_baseline;
    std::vector<std::int64_t> paired_repeat;
};
[[nodiscard]] OverlappingScores overlapping_scores_of(const Draw& draw);

/// Answers of at least `cut` are "yes": how linked people moved.
[[nodiscard]] stats::PairedTable paired_table_of(const std::vector<std::int64_t>& before,
                                                 const std::vector<std::int64_t>& after, std::size_t cut);
[[nodiscard]] inline stats::PairedTable paired_table_of(const Draw& draw, std::size_t cut) {
    return paired_table_of(draw.before, draw.after, cut);
}
/// How many of these people say "yes".
[[nodiscard]] stats::Count yes_of(const std::vector<std::int64_t>& values, std::size_t cut);
/// Linked people by answer before (rows) and after, row major, n_scores x n_scores.
[[nodiscard]] std::vector<std::int64_t> square_table_of(const Draw& draw, std::size_t n_scores);

}  // namespace outcomes::calibration
