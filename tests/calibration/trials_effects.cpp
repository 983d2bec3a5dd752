#include "libstats/stats/cliff_delta.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/group_effect_size.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

#include <cmath>

/// Standardised changes beside those of trials_means.cpp: g, which is d without its bias and estimates the
/// same, and other intervals of d.
namespace outcomes::calibration {
namespace {

using base::Outcome;
using stats::EstimateWithVariance;
using stats::Interval;
using stats::PairedMoments;
using stats::StandardizedChange;
using Yardstick = double (*)(const Centre&);

std::function<std::optional<double>(const Population&)> change_over(Yardstick yardstick) {
    return [yardstick](const Population& population) -> std::optional<double> {
        const Centre centre = centre_of(population);
        return centre.change() / yardstick(centre);
    };
}

double root_mean_square(const Centre& c) {
    return std::sqrt((c.sd_first * c.sd_first + c.sd_second * c.sd_second) / 2);
}
double mean_sd(const Centre& c) {
    return (c.sd_first + c.sd_second) / 2;
}
double change_sd(const Centre& c) {
    return c.sd_change();
}
double people_sd(const Centre& c) {
    return c.sd_change() / std::sqrt(2 * (1 - c.correlation()));
}
double baseline_sd(const Centre& c) {
    return c.sd_first;
}

Trial change_trial(const char* id, Outcome<StandardizedChange> (*compute)(const PairedMoments&, double),
                   Interval StandardizedChange::*interval, Yardstick yardstick, Cost cost = Cost::light) {
    return {.id = id,
            .cost = cost,
            .run = [compute, interval](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = compute(pairs_of(draw), 0.95);
                if (!result) return {};
                return only((*result).*interval);
            },
            .truth = change_over(yardstick),
            .null_holds = {}};
}

Trial large_sample_trial(const char* id,
                         Outcome<EstimateWithVariance> (*compute)(const PairedMoments&, double)) {
    return {.id = id,
            .run = [compute](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = compute(pairs_of(draw), 0.95);
                if (!result) return {};
                return only(result->ci);
            },
            .truth = change_over(change_sd),
            .null_holds = {}};
}

Trial g_pooled_trial() {
    return {.id = "g_pooled",
            .cost = Cost::dear,
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result =
                    stats::group_difference(moments_of(draw.others_before), moments_of(draw.others_after));
                if (!result || !result->g_ci) return {};
                return only(*result->g_ci);
            },
            .truth = change_over(root_mean_square),
            .null_holds = {}};
}

Trial vargha_delaney_trial() {
    return {.id = "vargha_delaney_a",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::cliff_delta(view(draw.others_before), view(draw.others_after));
                if (!result) return {};
                const auto& delta = result->ci_separated ? result->ci_separated : result->ci_consistent_t;
                if (!delta) return {};
                return only({(1 + delta->low) / 2, (1 + delta->high) / 2});
            },
            .truth = [](const Population& p) -> std::optional<double> { return superiority_of(p); },
            .null_holds = {}};
}

}  // namespace

std::vector<Trial> trials_of_effects() {
    constexpr auto d = &StandardizedChange::d_ci;
    constexpr auto g = &StandardizedChange::g_ci;
    Outcome<StandardizedChange> (*const over_baseline)(const PairedMoments&, double) = stats::d_baseline;
    return {
        change_trial("d_baseline", over_baseline, d, baseline_sd),
        change_trial("g_baseline", over_baseline, g, baseline_sd),
        change_trial("g_z", stats::d_z, g, change_sd, Cost::dear),
        change_trial("g_rm", stats::d_rm, g, people_sd, Cost::dear),
        change_trial("g_av_rms", stats::d_av_rms, g, root_mean_square),
        change_trial("g_av_mean", stats::d_av_mean, g, mean_sd),
        large_sample_trial("smcc", stats::standardized_by_change_score),
        large_sample_trial("d_z_large_sample", stats::d_z_large_sample),
        g_pooled_trial(),
        vargha_delaney_trial(),
    };
}

}  // namespace outcomes::calibration
