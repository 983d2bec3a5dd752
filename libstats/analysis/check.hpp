#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <string>
#include <vector>

namespace outcomes::analysis {

/// Everything that is wrong or doubtful about a study file and its data, in one run: notes, then warnings,
/// then errors.
[[nodiscard]] std::vector<base::Diagnostic> check_study(const std::string& path);

/// The same for a study that was put together from the command line (quick form).
[[nodiscard]] std::vector<base::Diagnostic> check_study(const survey::Study& study);

}  // namespace outcomes::analysis
