#pragma once

#include "libstats/analysis/method_runs.hpp"
#include "libstats/analysis/methods.hpp"

#include <span>

namespace outcomes::analysis {

/// A method of the registry with the function that runs it (none for methods that are not about two waves).
struct MethodEntry {
    MethodInfo info = {};
    MethodRun run = nullptr;  ///< none for methods that no comparison of two waves runs
    bool uses_households = false;
};

// By family, in the order in which help lists them.
[[nodiscard]] std::span<const MethodEntry> entries_of_means();
[[nodiscard]] std::span<const MethodEntry> entries_of_effects();
[[nodiscard]] std::span<const MethodEntry> entries_of_ranks();
[[nodiscard]] std::span<const MethodEntry> entries_of_shares();
[[nodiscard]] std::span<const MethodEntry> entries_of_share_differences();
[[nodiscard]] std::span<const MethodEntry> entries_of_tables();
[[nodiscard]] std::span<const MethodEntry> entries_of_agreement();
[[nodiscard]] std::span<const MethodEntry> entries_of_waves();
[[nodiscard]] std::span<const MethodEntry> entries_of_items();
[[nodiscard]] std::span<const MethodEntry> entries_of_groups();
[[nodiscard]] std::span<const MethodEntry> entries_of_survey();
[[nodiscard]] std::span<const MethodEntry> entries_of_rates();
[[nodiscard]] std::span<const MethodEntry> entries_of_occasions();
[[nodiscard]] std::span<const MethodEntry> entries_of_numbers();

/// All of them.
[[nodiscard]] std::span<const MethodEntry> method_entries();
[[nodiscard]] const MethodEntry* find_entry(std::string_view id);
/// Whether a method speaks about this kind of measure.
[[nodiscard]] bool admits(const MethodInfo& info, MeasureKind kind);

/// The method that carries the verdict, and why.
struct HeadlineChoice {
    std::string_view method;
    std::string_view rule;
};
/// Decided by the design alone: kind of measure, estimand, whether households are known and anybody is
/// linked.
[[nodiscard]] HeadlineChoice headline_method(MeasureKind kind, survey::Headline estimand, bool has_households,
                                             bool has_links);

}  // namespace outcomes::analysis
