#pragma once

#include "libstats/base/parallel.hpp"
#include "libstats/stats/bootstrap.hpp"
#include "libstats/stats/resampling.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

/// What the bootstraps of this folder share: drawing on several threads, and intervals from what was drawn.
namespace outcomes::stats {

/// Estimates of the resamples by number; not a number where there is none.
struct BootstrapReplicates {
    std::vector<double> estimates;     ///< t*
    std::vector<double> standardised;  ///< (t* - t) / s*
};

/// Calls draw(random, b) for every resample b, each with a stream of its own.
/// @param observed  the estimate of the sample itself
/// @param options   number of resamples, seed, threads
/// @param draw      gives an Outcome<BootstrapValue>
template <class Draw>
[[nodiscard]] BootstrapReplicates draw_replicates(const BootstrapValue& observed,
                                                  const BootstrapOptions& options, const Draw& draw) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    constexpr std::size_t block = 64;
    BootstrapReplicates replicates{.estimates = std::vector<double>(options.resamples, nothing),
                                   .standardised = std::vector<double>(options.resamples, nothing)};
    const std::size_t n_blocks = (options.resamples + block - 1) / block;
    base::for_each_index(n_blocks, options.n_threads, [&](std::size_t part) {
        for (std::size_t b = part * block; b < std::min(options.resamples, (part + 1) * block); ++b) {
            base::Random random = replicate_stream(options.seed, b);
            const base::Outcome<BootstrapValue> value = draw(random);
            if (!value) continue;
            base::require(std::isfinite(value->estimate), "the estimate of a resample must be finite");
            replicates.estimates[b] = value->estimate;
            if (value->std_error && *value->std_error > 0)
                replicates.standardised[b] = (value->estimate - observed.estimate) / *value->std_error;
        }
    });
    return replicates;
}

/// Refuses options that make no interval.
/// @param options  level and number of resamples
/// @throws base::ContractError  level outside (0, 1), fewer resamples than the level needs
void check_bootstrap_options(const BootstrapOptions& options);

/// All intervals.
/// @param observed      the estimate of the sample itself
/// @param replicates    those of the resamples; sorted and emptied here
/// @param acceleration  of the BCa interval
/// @param options       level
/// @return Reason::no_variation or Reason::level_unreachable, as bootstrap()
[[nodiscard]] base::Outcome<Bootstrap> bootstrap_intervals(const BootstrapValue& observed,
                                                           BootstrapReplicates replicates,
                                                           const base::Outcome<double>& acceleration,
                                                           const BootstrapOptions& options);

/// a of one or more groups from the estimates that leave one person out, group after group.
/// @param left_out     one estimate a person
/// @param group_sizes  each at least 2; their sum is the number of estimates
/// @return 0 if they are all alike, so that the interval is bias-corrected only; Reason::too_few without any
[[nodiscard]] base::Outcome<double> jackknife_acceleration(std::span<const double> left_out,
                                                           std::span<const std::size_t> group_sizes);

}  // namespace outcomes::stats
