#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/mann_whitney.hpp"
#include "libstats/stats/sign_flip.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/signed_rank_interval.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

/// Other forms of the rank, sign and permutation tests, beside those of trials_ranks.cpp.
namespace outcomes::calibration {
namespace {

using stats::SignedRank;
using stats::SignFlip;
using stats::SignTest;
using stats::ZeroRule;
using P = std::optional<double>;
using Truth = double (*)(const Population&);

/// A test of the changes; where nobody changed there is nothing to test.
template <class Test, class Pick>
Trial change_test(const char* id, Cost cost, Test test, Pick pick) {
    return {.id = id,
            .cost = cost,
            .run = [test, pick](const Draw& draw, std::uint64_t seed) -> Said {
                const auto result = test(view(draw.change), seed);
                if (!result) return nothing_to_test();
                return {std::nullopt, pick(*result)};
            },
            .truth = {},
            .null_holds = {}};
}

Trial signed_rank_trial(const char* id, ZeroRule zeros, double cost_limit, P (*p)(const SignedRank&)) {
    return change_test(
        id, cost_limit > 0 ? Cost::heavy : Cost::light,
        [zeros, cost_limit](stats::GridView changes, std::uint64_t /*seed*/) {
            return stats::signed_rank(changes, {.zeros = zeros, .cost_limit = cost_limit});
        },
        p);
}

Trial sign_trial(const char* id, double (*p)(const SignTest&)) {
    return change_test(
        id, Cost::light,
        [](stats::GridView changes, std::uint64_t /*seed*/) { return stats::sign_test(changes); }, p);
}

Trial sign_flip_trial(const char* id, P (*p)(const SignFlip&)) {
    constexpr std::size_t draws = 999;
    return change_test(
        id, Cost::dear,
        [](stats::GridView changes, std::uint64_t seed) {
            return stats::sign_flip(changes, {.draws = draws, .seed = seed});
        },
        p);
}

Trial mann_whitney_trial(const char* id, double stats::MannWhitneyExact::*p) {
    return {.id = id,
            .cost = Cost::sparse,
            .run = [p](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test = stats::mann_whitney(view(draw.others_before), view(draw.others_after));
                if (!test) return nothing_to_test();
                if (!test->exact) return {};
                return {std::nullopt, (*test->exact).*p};
            },
            .truth = {},
            .null_holds = {}};
}

template <class Limits>
Trial pseudo_median_trial(const char* id, Cost cost, Limits limits, Truth truth) {
    return {
        .id = id,
        .cost = cost,
        .run = [limits](const Draw& draw, std::uint64_t /*seed*/) -> Said {
            return {limits(view(draw.change)), std::nullopt};
        },
        .truth = [truth](const Population& population) -> std::optional<double> { return truth(population); },
        .null_holds = {}};
}

using Limits = std::optional<stats::Interval>;

Limits normal_order(stats::GridView changes) {
    const auto result = stats::hodges_lehmann(changes);
    return result ? Limits(result->normal.limits) : Limits();
}

Limits without_zeros(stats::GridView changes) {
    const auto result = stats::hodges_lehmann(changes, {.zeros = stats::ZeroPairs::dropped});
    return result && result->ci ? Limits(*result->ci) : Limits();
}

Limits conditional(stats::GridView changes, ZeroRule zeros) {
    const auto result = stats::signed_rank_interval(changes, {.zeros = zeros});
    return result ? Limits(result->limits) : Limits();
}

}  // namespace

std::vector<Trial> trials_of_rank_forms() {
    constexpr double exact = stats::default_cost_limit;
    const auto greater = [](const SignedRank& test) { return P(test.p.greater); };
    const auto less = [](const SignedRank& test) { return P(test.p.less); };
    return {
        signed_rank_trial("signed_rank_greater", ZeroRule::wilcoxon, exact, greater),
        signed_rank_trial("signed_rank_less", ZeroRule::wilcoxon, exact, less),
        signed_rank_trial("signed_rank_pratt_greater", ZeroRule::pratt, exact, greater),
        signed_rank_trial("signed_rank_pratt_less", ZeroRule::pratt, exact, less),
        signed_rank_trial("signed_rank_split", ZeroRule::pratt, 0,
                          [](const SignedRank& test) { return P(test.split_normal.p.two_sided); }),
        signed_rank_trial("signed_rank_split_corrected", ZeroRule::pratt, 0,
                          [](const SignedRank& test) { return P(test.split_normal_corrected.p.two_sided); }),
        sign_trial("sign_test_midp", [](const SignTest& test) { return test.mid_p; }),
        sign_trial("sign_test_greater", [](const SignTest& test) { return test.p.greater; }),
        sign_trial("sign_test_less", [](const SignTest& test) { return test.p.less; }),
        sign_trial("sign_test_normal", [](const SignTest& test) { return test.p_normal; }),
        sign_trial("sign_test_normal_corrected",
                   [](const SignTest& test) { return test.p_normal_corrected; }),
        sign_flip_trial("sign_flip_midp", [](const SignFlip& test) { return test.mid_p; }),
        sign_flip_trial("sign_flip_greater", [](const SignFlip& test) { return P(test.p.greater); }),
        sign_flip_trial("sign_flip_less", [](const SignFlip& test) { return P(test.p.less); }),
        mann_whitney_trial("mann_whitney_exact_absdev", &stats::MannWhitneyExact::p_absdev),
        mann_whitney_trial("mann_whitney_mid_p", &stats::MannWhitneyExact::mid_p_doubled),
        pseudo_median_trial("hodges_lehmann_normal", Cost::heavy, normal_order, pseudo_median_of),
        pseudo_median_trial("hodges_lehmann_dropped", Cost::heavy, without_zeros, pseudo_median_of_changed),
        pseudo_median_trial(
            "hodges_lehmann_conditional", Cost::dearest,
            [](stats::GridView changes) { return conditional(changes, ZeroRule::wilcoxon); },
            pseudo_median_of),
        pseudo_median_trial(
            "hodges_lehmann_conditional_pratt", Cost::dearest,
            [](stats::GridView changes) { return conditional(changes, ZeroRule::pratt); }, pseudo_median_of),
    };
}

}  // namespace outcomes::calibration
