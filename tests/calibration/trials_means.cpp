#include "libstats/stats/correlation.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/overlap.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

#include <cmath>

namespace outcomes::calibration {
namespace {

using base::Outcome;
using stats::Interval;
using stats::StandardizedChange;

Said said(const Outcome<stats::TTest>& test) {
    if (!test) return {};
    return {test->ci, test->p.two_sided};
}

std::optional<double> change(const Population& population) {
    return centre_of(population).change();
}

/// An interval for a standardised change, and its truth: the change over `yardstick`.
Trial standardised(const char* id, Outcome<StandardizedChange> (*d)(const stats::PairedMoments&, double),
                   double (*yardstick)(const Centre&), Cost cost = Cost::light) {
    return {.id = id,
            .cost = cost,
            .run = [d](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = d(pairs_of(draw), 0.95);
                if (!result) return {};
                return {result->d_ci, std::nullopt};
            },
            .truth = [yardstick](const Population& population) -> std::optional<double> {
                const Centre centre = centre_of(population);
                return centre.change() / yardstick(centre);
            },
            .null_holds = {}};
}

Said overlapping(const Draw& draw, stats::VarianceRule variances) {
    const Overlapping sample = overlapping_of(draw);
    const auto test =
        stats::overlap_t(sample.baseline, sample.repeat, sample.pairs, {.variances = variances});
    if (!test) return {};
    return {test->test.ci, test->test.p.two_sided};
}

}  // namespace

std::vector<Trial> trials_of_means() {
    std::vector<Trial> trials;
    const auto add = [&](const char* id, auto run, auto truth) {
        trials.push_back({.id = id, .run = run, .truth = truth, .null_holds = {}});
    };
    add(
        "paired_t",
        [](const Draw& d, std::uint64_t) { return said(stats::paired_t(pairs_of(d).difference)); }, change);
    add(
        "welch_t",
        [](const Draw& d, std::uint64_t) {
            return said(stats::welch_t(moments_of(d.others_before), moments_of(d.others_after)));
        },
        change);
    add(
        "student_t",
        [](const Draw& d, std::uint64_t) {
            return said(stats::student_t(moments_of(d.others_before), moments_of(d.others_after)));
        },
        change);
    add(
        "overlap_t",
        [](const Draw& d, std::uint64_t) { return overlapping(d, stats::VarianceRule::unequal); }, change);
    add(
        "overlap_t_equal",
        [](const Draw& d, std::uint64_t) { return overlapping(d, stats::VarianceRule::equal); }, change);
    trials.push_back(standardised(
        "d_z", stats::d_z, [](const Centre& c) { return c.sd_change(); }, Cost::dear));
    trials.push_back(standardised(
        "d_rm", stats::d_rm,
        [](const Centre& c) { return c.sd_change() / std::sqrt(2 * (1 - c.correlation())); }, Cost::dear));
    trials.push_back(standardised("d_av_rms", stats::d_av_rms, [](const Centre& c) {
        return std::sqrt((c.sd_first * c.sd_first + c.sd_second * c.sd_second) / 2);
    }));
    trials.push_back(standardised("d_av_mean", stats::d_av_mean,
                                  [](const Centre& c) { return (c.sd_first + c.sd_second) / 2; }));
    add(
        "smcr",
        [](const Draw& d, std::uint64_t) -> Said {
            const auto result = stats::standardized_by_raw_score(pairs_of(d));
            if (!result) return {};
            return {result->ci, std::nullopt};
        },
        [](const Population& population) -> std::optional<double> {
            const Centre centre = centre_of(population);
            return centre.change() / centre.sd_first;
        });
    trials.push_back({.id = "pearson_r",
                      .run = [](const Draw& d, std::uint64_t /*seed*/) -> Said {
                          const auto result = stats::pearson(pairs_of(d));
                          if (!result) return {};
                          Said words;
                          if (result->ci) words.interval = *result->ci;
                          if (result->test) words.p = result->test->p.two_sided;
                          return words;
                      },
                      .truth = [](const Population& population) -> std::optional<double> {
                          return centre_of(population).correlation();
                      },
                      .null_holds = [](const Population& p) { return p.cell().correlation == 0; }});
    return trials;
}

}  // namespace outcomes::calibration
