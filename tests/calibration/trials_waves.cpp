#include "libstats/stats/brunner_munzel.hpp"
#include "libstats/stats/cliff_delta.hpp"
#include "libstats/stats/group_effect_size.hpp"
#include "libstats/stats/hodges_lehmann_shift.hpp"
#include "libstats/stats/mann_whitney.hpp"
#include "libstats/stats/one_way.hpp"
#include "libstats/stats/variance_ratio.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

#include <array>
#include <cmath>

/// The two waves as groups of different people.
namespace outcomes::calibration {
namespace {

using Truth = std::function<std::optional<double>(const Population&)>;

Truth truth_of(double (*value)(const Population&)) {
    return [value](const Population& population) -> std::optional<double> { return value(population); };
}

double delta_of(const Population& population) {
    return 2 * superiority_of(population) - 1;
}

double d_pooled_of(const Population& population) {
    const Centre centre = centre_of(population);
    return centre.change() /
           std::sqrt((centre.sd_first * centre.sd_first + centre.sd_second * centre.sd_second) / 2);
}

double variance_ratio_of(const Population& population) {
    const Centre centre = centre_of(population);
    return centre.sd_second * centre.sd_second / (centre.sd_first * centre.sd_first);
}

Trial mann_whitney_trial(const char* id, Cost cost, double cost_limit,
                         std::optional<double> (*p)(const stats::MannWhitney&)) {
    return {.id = id,
            .cost = cost,
            .run = [cost_limit, p](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test = stats::mann_whitney(view(draw.others_before), view(draw.others_after),
                                                      {.cost_limit = cost_limit});
                if (!test) return nothing_to_test();
                return {std::nullopt, p(*test)};
            },
            .truth = {},
            .null_holds = {}};
}

Trial shift_trial() {
    return {.id = "hodges_lehmann_shift",
            .cost = Cost::heavy,
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result =
                    stats::hodges_lehmann_shift(view(draw.others_before), view(draw.others_after));
                if (!result || !result->ci) return {};
                return only(*result->ci);
            },
            .truth = truth_of(shift_of),
            .null_holds = {}};
}

Trial brunner_munzel_trial(const char* id, stats::Interval stats::BrunnerMunzelTest::*interval,
                           stats::PValues stats::BrunnerMunzelTest::*p) {
    return {.id = id,
            .run = [interval, p](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::brunner_munzel(view(draw.others_before), view(draw.others_after));
                if (!result || !result->test) return {};
                return {(*result->test).*interval, ((*result->test).*p).two_sided};
            },
            .truth = truth_of(superiority_of),
            .null_holds = {}};
}

Trial cliff_trial(const char* id, std::optional<stats::Interval> stats::CliffDelta::*interval) {
    return {.id = id,
            .run = [interval](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::cliff_delta(view(draw.others_before), view(draw.others_after));
                if (!result) return {};
                return {result->ci_separated ? result->ci_separated : (*result).*interval, std::nullopt};
            },
            .truth = truth_of(delta_of),
            .null_holds = {}};
}

Trial d_pooled_trial() {
    return {.id = "d_pooled",
            .cost = Cost::dear,
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result =
                    stats::group_difference(moments_of(draw.others_before), moments_of(draw.others_after));
                if (!result) return {};
                return only(result->d_ci);
            },
            .truth = truth_of(d_pooled_of),
            .null_holds = {}};
}

Trial variance_trial() {
    return {.id = "variance_ratio",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result =
                    stats::variance_ratio(moments_of(draw.others_before), moments_of(draw.others_after));
                if (!result || !std::isfinite(result->f)) return {};
                return {result->ci, result->p.two_sided};
            },
            .truth = truth_of(variance_ratio_of),
            .null_holds = {}};
}

Trial groups_trial(const char* id, double (*p)(std::span<const stats::GridView>)) {
    return {.id = id,
            .run = [p](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const std::array groups{view(draw.others_before), view(draw.others_after)};
                return {std::nullopt, p(groups)};
            },
            .truth = {},
            .null_holds = {}};
}

using Groups = std::span<const stats::GridView>;

}  // namespace

std::vector<Trial> trials_of_waves() {
    using stats::BrunnerMunzelTest;
    using stats::CliffDelta;
    using stats::MannWhitney;
    return {
        mann_whitney_trial("mann_whitney_exact", Cost::dearest, stats::default_rank_sum_cost,
                           [](const MannWhitney& test) -> std::optional<double> { return test.p.two_sided; }),
        mann_whitney_trial("mann_whitney_normal_corrected", Cost::light, 0,
                           [](const MannWhitney& test) -> std::optional<double> {
                               if (!test.normal_corrected) return 1.0;
                               return test.normal_corrected->p.two_sided;
                           }),
        mann_whitney_trial("mann_whitney_normal", Cost::light, 0,
                           [](const MannWhitney& test) -> std::optional<double> {
                               if (!test.normal) return 1.0;
                               return test.normal->p.two_sided;
                           }),
        shift_trial(),
        brunner_munzel_trial("brunner_munzel", &BrunnerMunzelTest::ci_logit, &BrunnerMunzelTest::p),
        brunner_munzel_trial("brunner_munzel_normal", &BrunnerMunzelTest::ci, &BrunnerMunzelTest::p_normal),
        cliff_trial("cliff_delta", &CliffDelta::ci_consistent_t),
        cliff_trial("cliff_delta_unbiased", &CliffDelta::ci_unbiased_t),
        d_pooled_trial(),
        variance_trial(),
        groups_trial("brown_forsythe",
                     [](Groups groups) {
                         const auto test = stats::brown_forsythe(groups);
                         return test ? test->p : 1.0;
                     }),
        groups_trial("levene",
                     [](Groups groups) {
                         const auto test = stats::levene(groups);
                         return test ? test->p : 1.0;
                     }),
        groups_trial("one_way_anova",
                     [](Groups groups) {
                         const auto test = stats::one_way_anova(groups);
                         return test ? test->p : 1.0;
                     }),
        groups_trial("welch_anova",
                     [](Groups groups) {
                         const auto test = stats::welch_anova(groups);
                         return test ? test->p : 1.0;
                     }),
        groups_trial("kruskal_wallis",
                     [](Groups groups) {
                         const auto test = stats::kruskal_wallis(groups);
                         return test ? test->p : 1.0;
                     }),
    };
}

}  // namespace outcomes::calibration
