#include "libstats/stats/equivalence.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"

#include <cmath>

/// Tests that a change is smaller than matters, where it is exactly as large: how often they say so all the
/// same. Beyond 5 % is wrong; far below is in their nature where the interval is wider than the bounds.
namespace outcomes::calibration {
namespace {

Trial equivalence_trial(const char* id, base::Outcome<stats::TTest> (*test)(const Draw&)) {
    return {.id = id,
            .run = [test](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const double bound = std::abs(draw.true_change);
                if (bound == 0) return {};
                const auto result = test(draw);
                if (!result) return {};
                return {std::nullopt, stats::equivalence(*result, {-bound, bound}).p};
            },
            .truth = {},
            .null_holds = [](const Population& population) { return population.cell().shift > 0; }};
}

}  // namespace

std::vector<Trial> trials_of_equivalence() {
    return {
        equivalence_trial("tost", [](const Draw& d) { return stats::paired_t(pairs_of(d).difference); }),
        equivalence_trial("tost_welch",
                          [](const Draw& d) {
                              return stats::welch_t(moments_of(d.others_before), moments_of(d.others_after));
                          }),
    };
}

}  // namespace outcomes::calibration
