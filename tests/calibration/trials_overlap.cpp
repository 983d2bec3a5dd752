#include "libstats/stats/overlap_proportions.hpp"
#include "libstats/stats/overlap_ranks.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

/// Ranks and shares of two waves that have half of their people in common.
namespace outcomes::calibration {
namespace {

stats::OverlapScores views_of(const OverlappingScores& scores) {
    return {view(scores.only_baseline), view(scores.only_repeat), view(scores.paired_baseline),
            view(scores.paired_repeat)};
}

Said rank_t(const Draw& draw, std::uint64_t /*seed*/) {
    const OverlappingScores scores = overlapping_scores_of(draw);
    const auto result = stats::overlap_rank_t(views_of(scores));
    if (!result) return {};
    return {std::nullopt, result->test.p.two_sided};
}

Said superiority(const Draw& draw, std::uint64_t /*seed*/) {
    const OverlappingScores scores = overlapping_scores_of(draw);
    const auto result = stats::overlap_superiority(views_of(scores));
    if (!result || !result->test) return {};
    return {result->test->ci_logit, result->test->p.two_sided};
}

Said share(const Draw& draw, std::uint64_t /*seed*/) {
    const OverlappingScores scores = overlapping_scores_of(draw);
    const stats::PairedTable pairs = paired_table_of(scores.paired_baseline, scores.paired_repeat, draw.cut);
    const auto result =
        stats::overlap_z({pairs.both, pairs.baseline_only, pairs.repeat_only, pairs.neither,
                          yes_of(scores.only_baseline, draw.cut), yes_of(scores.only_repeat, draw.cut)});
    if (!result) return nothing_to_test();
    return {result->ci, result->p.two_sided};
}

}  // namespace

std::vector<Trial> trials_of_overlap() {
    return {
        {.id = "overlap_rank_t", .run = rank_t, .truth = {}, .null_holds = {}},
        {.id = "overlap_superiority",
         .run = superiority,
         .truth = [](const Population& p) -> std::optional<double> { return superiority_of(p); },
         .null_holds = {}},
        {.id = "overlap_z",
         .run = share,
         .truth = [](const Population& p) -> std::optional<double> {
             const Shares shares = shares_of(p, middle_cut(p));
             return shares.second - shares.first;
         },
         .null_holds = {}},
    };
}

}  // namespace outcomes::calibration
