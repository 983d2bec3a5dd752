#include "libstats/stats/share_ratios.hpp"
#include "libstats/stats/share_tests.hpp"
#include "tests/calibration/share_trials.hpp"

namespace outcomes::calibration {
namespace {

using stats::Interval;

/// Of the linked people, whose answers above the middle are "yes".
template <class Pick>
Trial paired_interval(const char* id, Pick pick) {
    return {.id = id,
            .run = [pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::paired_difference(paired_table_of(draw, draw.cut));
                if (!result) return {};
                return {pick(*result), std::nullopt};
            },
            .truth = share_change,
            .null_holds = {}};
}

template <class Pick>
Trial mcnemar_trial(const char* id, Pick pick) {
    return {.id = id,
            .run = [pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto test = stats::mcnemar(paired_table_of(draw, draw.cut));
                if (!test) return {std::nullopt, 1.0};
                return {std::nullopt, pick(*test)};
            },
            .truth = {},
            .null_holds = {}};
}

stats::Moves moves_of(const Draw& draw) {
    stats::Moves moves;
    for (const std::int64_t change : draw.change)
        ++(change > 0 ? moves.up : change < 0 ? moves.down : moves.same);
    return moves;
}

Trial net_share_trial(const char* id, Interval stats::NetShare::*interval) {
    return {.id = id,
            .run = [interval](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::net_share(moves_of(draw));
                if (!result) return {};
                return {(*result).*interval, std::nullopt};
            },
            .truth = [](const Population& population) -> std::optional<double> {
                return 2 * improvement_of(population) - 1;
            },
            .null_holds = {}};
}

}  // namespace

std::vector<Trial> trials_of_shares() {
    using Paired = stats::PairedDifference;
    using Two = stats::ProportionDifference;
    using Test = stats::McNemar;
    return {
        paired_interval("newcombe_paired", [](const Paired& d) { return d.newcombe; }),
        paired_interval("newcombe_paired_raw_phi", [](const Paired& d) { return d.newcombe_raw_phi; }),
        paired_interval("tango", [](const Paired& d) { return d.tango; }),
        paired_interval("bonett_price", [](const Paired& d) { return d.bonett_price; }),
        paired_interval("agresti_min", [](const Paired& d) { return d.agresti_min; }),
        paired_interval("wald_paired", [](const Paired& d) { return d.wald; }),
        paired_interval("wald_paired_corrected", [](const Paired& d) { return d.wald_corrected; }),
        mcnemar_trial("mcnemar_exact", [](const Test& t) { return t.exact.two_sided; }),
        mcnemar_trial("mcnemar_mid_p", [](const Test& t) { return t.mid_p.two_sided; }),
        mcnemar_trial("mcnemar_chi2", [](const Test& t) { return t.p_chi2; }),
        mcnemar_trial("mcnemar_chi2_corrected", [](const Test& t) { return t.p_chi2_corrected; }),
        two_shares_interval("newcombe", [](const Two& d) { return d.newcombe; }),
        two_shares_interval("newcombe_corrected", [](const Two& d) { return d.newcombe_corrected; }),
        two_shares_interval("miettinen_nurminen", [](const Two& d) { return d.miettinen_nurminen; }),
        two_shares_interval("mee", [](const Two& d) { return d.mee; }),
        one_share_interval("wilson", stats::wilson_interval),
        one_share_interval("wilson_corrected", stats::wilson_interval_corrected),
        one_share_interval("clopper_pearson", stats::clopper_pearson_interval),
        one_share_interval("share_mid_p", stats::mid_p_interval),
        two_shares_interval("agresti_caffo", [](const Two& d) { return d.agresti_caffo; }),
        two_shares_interval("wald_difference", [](const Two& d) { return d.wald; }),
        ratio_trial(
            "relative_risk_mn", stats::relative_risk,
            [](const stats::RelativeRisk& r) { return r.miettinen_nurminen; }, relative),
        ratio_trial(
            "odds_ratio_mn", stats::odds_ratio,
            [](const stats::OddsRatio& r) { return r.miettinen_nurminen; }, odds),
        paired_odds_trial("paired_odds_ratio_mid_p",
                          [](const stats::ConditionalOddsRatio& r) { return r.mid_p; }),
        paired_odds_trial("paired_odds_ratio", [](const stats::ConditionalOddsRatio& r) { return r.exact; }),
        two_share_test_trial("fisher_exact",
                             [](stats::Count from, stats::Count to) {
                                 const auto test = stats::fisher_test(from, to);
                                 return test ? test->exact.two_sided : 1.0;
                             }),
        two_share_test_trial("fisher_mid_p",
                             [](stats::Count from, stats::Count to) {
                                 const auto test = stats::fisher_test(from, to);
                                 return test ? test->mid_p.two_sided : 1.0;
                             }),
        two_share_test_trial("chi2_n_minus_1",
                             [](stats::Count from, stats::Count to) {
                                 const auto test = stats::two_share_test(from, to);
                                 return test ? test->p_n_minus_1 : 1.0;
                             }),
        one_share_interval("agresti_coull", stats::agresti_coull_interval),
        one_share_interval("jeffreys", stats::jeffreys_interval),
        one_share_interval("wald", stats::wald_interval),
        net_share_trial("net_share", &stats::NetShare::tango),
        net_share_trial("net_share_bonett_price", &stats::NetShare::bonett_price),
    };
}

}  // namespace outcomes::calibration
