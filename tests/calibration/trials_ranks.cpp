#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/improvement.hpp"
#include "libstats/stats/rank_biserial.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

namespace outcomes::calibration {
namespace {

using stats::ZeroRule;

template <class Pick>
Trial signed_rank_trial(const char* id, ZeroRule zeros, double cost_limit, Cost cost, Pick pick) {
    return {.id = id,
            .cost = cost,
            .run = [zeros, cost_limit, pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test =
                    stats::signed_rank(view(draw.change), {.zeros = zeros, .cost_limit = cost_limit});
                // Nobody changed: no evidence against "no change".
                if (!test) return {std::nullopt, 1.0};
                return {std::nullopt, pick(*test)};
            },
            .truth = {},
            .null_holds = {}};
}

template <class Estimate>
std::function<std::optional<double>(const Population&)> truth_of(Estimate estimate) {
    return [estimate](const Population& population) -> std::optional<double> { return estimate(population); };
}

Trial sign_trial() {
    return {.id = "sign_test",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test = stats::sign_test(view(draw.change));
                if (!test) return {std::nullopt, 1.0};
                return {test->share_up_ci, test->p.two_sided};
            },
            .truth = truth_of(share_up_of),
            .null_holds = {}};
}

Trial median_trial() {
    return {.id = "median_change",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test = stats::sign_test(view(draw.change));
                if (!test || !test->median_ci.reached) return {};
                return {test->median_ci.limits, std::nullopt};
            },
            .truth = truth_of(median_change_of),
            .null_holds = {}};
}

Trial hodges_lehmann_trial() {
    return {.id = "hodges_lehmann",
            .cost = Cost::heavy,
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::hodges_lehmann(view(draw.change));
                if (!result || !result->ci) return {};
                return {*result->ci, std::nullopt};
            },
            .truth = truth_of(pseudo_median_of),
            .null_holds = {}};
}

Trial rank_biserial_trial(const char* id, ZeroRule zeros, double (*truth)(const Population&)) {
    return {.id = id,
            .run = [zeros](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::rank_biserial(view(draw.change), {.zeros = zeros});
                if (!result) return {};
                return {result->ci, std::nullopt};
            },
            .truth = truth_of(truth),
            .null_holds = {}};
}

Trial improvement_trial() {
    return {.id = "improvement",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::improvement(view(draw.change));
                if (!result) return {};
                return {result->ci, std::nullopt};
            },
            .truth = truth_of(improvement_of),
            .null_holds = {}};
}

}  // namespace

std::vector<Trial> trials_of_ranks() {
    constexpr double exact = stats::default_cost_limit;
    const auto p = [](const stats::SignedRank& test) { return test.p.two_sided; };
    const auto mid_p = [](const stats::SignedRank& test) {
        return test.exact ? test.exact->mid_p : test.normal.p.two_sided;
    };
    const auto normal = [](const stats::SignedRank& test) { return test.normal.p.two_sided; };
    const auto corrected = [](const stats::SignedRank& test) { return test.normal_corrected.p.two_sided; };
    return {
        signed_rank_trial("signed_rank", ZeroRule::wilcoxon, exact, Cost::heavy, p),
        signed_rank_trial("signed_rank_pratt", ZeroRule::pratt, exact, Cost::heavy, p),
        signed_rank_trial("signed_rank_midp", ZeroRule::wilcoxon, exact, Cost::heavy, mid_p),
        signed_rank_trial("signed_rank_pratt_midp", ZeroRule::pratt, exact, Cost::heavy, mid_p),
        signed_rank_trial("signed_rank_normal_uncorrected", ZeroRule::wilcoxon, 0, Cost::light, normal),
        signed_rank_trial("signed_rank_normal", ZeroRule::wilcoxon, 0, Cost::light, corrected),
        signed_rank_trial("signed_rank_pratt_normal_uncorrected", ZeroRule::pratt, 0, Cost::light, normal),
        signed_rank_trial("signed_rank_pratt_normal", ZeroRule::pratt, 0, Cost::light, corrected),
        sign_trial(),
        median_trial(),
        hodges_lehmann_trial(),
        rank_biserial_trial("rank_biserial", ZeroRule::wilcoxon, rank_biserial_of),
        rank_biserial_trial("rank_biserial_pratt", ZeroRule::pratt, rank_biserial_pratt_of),
        improvement_trial(),
    };
}

}  // namespace outcomes::calibration
