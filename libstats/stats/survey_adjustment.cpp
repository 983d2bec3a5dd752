#include "libstats/stats/survey_adjustment.hpp"

#include "libstats/base/sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using base::require;

namespace {

void check_margin(const SurveySample& sample, const PopulationMargin& margin) {
    require(margin.group.size() == sample.weights.size(), "groups and weights differ in length");
    for (const std::uint32_t group : margin.group)
        require(group < margin.targets.size(), "a group has no target");
    for (const double target : margin.targets)
        require(std::isfinite(target) && target > 0, "a target is not above 0");
    for (const double w : sample.weights)
        require(std::isfinite(w) && w >= 0, "a weight is below 0 or not finite");
}

/// target / sum of the weights, a group; empty if a group has no weight.
std::vector<double> factors(std::span<const double> weights, const PopulationMargin& margin) {
    std::vector<base::CompensatedSum> sums(margin.targets.size());
    for (std::size_t i = 0; i < weights.size(); ++i) sums[margin.group[i]].add(weights[i]);
    std::vector<double> result;
    for (std::size_t g = 0; g < sums.size(); ++g) {
        if (sums[g].value() <= 0) return {};
        result.push_back(margin.targets[g] / sums[g].value());
    }
    return result;
}

bool fit(std::vector<double>& weights, const PopulationMargin& margin) {
    const auto factor = factors(weights, margin);
    if (factor.empty()) return false;
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] *= factor[margin.group[i]];
    return true;
}

bool settled(std::span<const double> before, std::span<const double> after) {
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (std::abs(after[i] - before[i]) > 1e-14 * after[i]) return false;
    }
    return true;
}

/// Whether the weights reproduce a margin: cycles also settle where margins contradict each other.
bool reproduces(std::span<const double> weights, const PopulationMargin& margin) {
    const auto factor = factors(weights, margin);
    return !factor.empty() && std::ranges::all_of(factor, [](double f) { return std::abs(f - 1) < 1e-9; });
}

}  // namespace

Outcome<SurveySample> post_stratified(const SurveySample& sample, const PopulationMargin& margin) {
    check_margin(sample, margin);
    SurveySample result = sample;
    if (!fit(result.weights, margin)) return Reason::too_few;
    result.adjustments.push_back(
        {.margins = {{.group = margin.group, .weights = result.weights, .averaging_weight = sample.weights}},
         .cycles = 1});
    return result;
}

Outcome<Raked> raked(const SurveySample& sample, std::span<const PopulationMargin> margins,
                     const RakingOptions& options) {
    require(!margins.empty(), "raking needs a margin");
    require(options.max_cycles >= 1 && options.residual_cycles >= 1, "cycles must be at least 1");
    for (const PopulationMargin& margin : margins) check_margin(sample, margin);

    Raked result{.sample = sample};
    auto& weights = result.sample.weights;
    for (bool done = false; !done;) {
        if (result.cycles == options.max_cycles) return Reason::not_converged;
        const std::vector<double> before = weights;
        for (const PopulationMargin& margin : margins) {
            if (!fit(weights, margin)) return Reason::too_few;
        }
        ++result.cycles;
        done = settled(before, weights);
    }
    for (const PopulationMargin& margin : margins) {
        if (!reproduces(weights, margin)) return Reason::not_converged;
    }

    Adjustment adjustment{.margins = {}, .cycles = options.residual_cycles};
    for (const PopulationMargin& margin : margins) {
        adjustment.margins.push_back({.group = margin.group,
                                      .weights = weights,
                                      .averaging_weight = std::vector<double>(weights.size(), 1.0)});
    }
    result.sample.adjustments.push_back(std::move(adjustment));

    result.smallest_factor = HUGE_VAL;
    result.largest_factor = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (sample.weights[i] <= 0) continue;
        result.smallest_factor = std::min(result.smallest_factor, weights[i] / sample.weights[i]);
        result.largest_factor = std::max(result.largest_factor, weights[i] / sample.weights[i]);
    }
    return result;
}

}  // namespace outcomes::stats
