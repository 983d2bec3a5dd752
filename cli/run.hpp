#pragma once

#include "cli/settings.hpp"
#include "libstats/survey/study.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::cli {

/// The whole program: words after its name in, exit code out. Everything that can be thrown is told on
/// standard error.
[[nodiscard]] int run(std::span<const char* const> words);

// One function a verb. They throw; run() tells.
[[nodiscard]] int run_init(const Settings& settings);
[[nodiscard]] int run_check(const Settings& settings);
[[nodiscard]] int run_link(const Settings& settings);
[[nodiscard]] int run_score(const Settings& settings);
[[nodiscard]] int run_describe(const Settings& settings);
[[nodiscard]] int run_compare(const Settings& settings);
[[nodiscard]] int run_report(const Settings& settings);
[[nodiscard]] int run_verify(const Settings& settings);
[[nodiscard]] int run_help(const std::vector<std::string>& topics);

/// Runs `work` for each name. A study that fails is told, and the rest is done.
/// @return the exit code: 0; of several 1 if some failed; the first failure's own if none is left
[[nodiscard]] int for_each_study(const Settings& settings, std::span<const std::string> names,
                                 const std::function<void(const std::string&)>& work);

/// Throws UsageError for a wave or scale that the study has not.
void require_named(const survey::Study& study, const Settings& settings);

/// Paths that the study reads: its own and those of its data.
[[nodiscard]] std::vector<std::string> files_of(const survey::Study& study);

}  // namespace outcomes::cli
