#pragma once

#include "libstats/analysis/method_entries.hpp"

#include <optional>
#include <string_view>

namespace outcomes::analysis {

/// Which bootstrap interval to put around a method's estimate.
enum class BootstrapInterval { percentile, basic, bca, studentised };

/// "percentile", "basic", "bca" or "studentised"; nothing for other words.
[[nodiscard]] std::optional<BootstrapInterval> bootstrap_interval(std::string_view name);
[[nodiscard]] std::string_view name_of(BootstrapInterval interval);

/// Draws of linked people behind an interval.
inline constexpr std::size_t bootstrap_resamples = 1999;

/// The row of `entry` with a bootstrap interval in the place of its own, and without a p-value: linked people
/// (households where they are known) are drawn with replacement and the method's estimate is computed for
/// each draw. The people who answered once only, and with them the SD of all baseline answers, stay as they
/// are.
///
/// @param entry     a method that needs linked people and gives an estimate; else Reason::not_applicable
/// @param interval  the studentised one needs a standard error from the method
/// @param level     of the interval
[[nodiscard]] MethodResult run_bootstrapped(const MethodEntry& entry, BootstrapInterval interval,
                                            const Measure& measure, double level);

}  // namespace outcomes::analysis
