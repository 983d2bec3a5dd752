#include "libstats/stats/marginal_homogeneity.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"

namespace outcomes::calibration {
namespace {

/// Tests of a whole table of answers are for single questions; sums have too many scores.
template <class Test>
Trial table_trial(const char* id, Test test) {
    return {.id = id,
            .run = [test](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                if (draw.items > 1) return {};
                const stats::SquareTable table{draw.n_scores, square_table_of(draw, draw.n_scores)};
                return {std::nullopt, test(table)};
            },
            .truth = {},
            .null_holds = {}};
}

}  // namespace

std::vector<Trial> trials_of_tables() {
    const auto p_of = [](const auto& result) { return result ? result->p : 1.0; };
    return {
        table_trial("stuart_maxwell",
                    [p_of](const stats::SquareTable& t) { return p_of(stats::stuart_maxwell(t)); }),
        table_trial("bhapkar", [p_of](const stats::SquareTable& t) { return p_of(stats::bhapkar(t)); }),
        table_trial("bowker", [p_of](const stats::SquareTable& t) { return p_of(stats::bowker(t)); }),
        table_trial("score_shift",
                    [p_of](const stats::SquareTable& t) { return p_of(stats::score_shift(t)); }),
    };
}

}  // namespace outcomes::calibration
