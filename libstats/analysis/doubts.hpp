#pragma once

#include "libstats/analysis/plan.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <vector>

namespace outcomes::analysis {

/// Keys of the study file that are understood and that this version does not use, each a warning: nothing is
/// left out of an analysis in silence.
[[nodiscard]] std::vector<base::Diagnostic> unused_keys(const survey::Study& study);

/// Smallest changes that mean nothing for the measure they are set for.
[[nodiscard]] std::vector<base::Diagnostic> misplaced_smallest_changes(const survey::Study& study);

/// What the plan of a comparison does that a reader might not expect: waves taken backwards, people that
/// cannot be told apart because there is no id.
[[nodiscard]] std::vector<base::Diagnostic> unexpected_choices(const survey::Study& study, const Plan& plan);

}  // namespace outcomes::analysis
