#pragma once

#include "libstats/analysis/plan.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <string>
#include <vector>

namespace outcomes::analysis {

/// Keys of the study file that are understood and that this version does not use, each a warning: nothing is
/// left out of an analysis in silence.
[[nodiscard]] std::vector<base::Diagnostic> unused_keys(const survey::Study& study);

/// study.protected_question, a warning for each question that `names` asks for (survey::is_named) and that is
/// not shown by itself because its questionnaire protects it and the study file does not ask for it.
[[nodiscard]] std::vector<base::Diagnostic> kept_back_questions(const survey::Study& study,
                                                                const std::vector<std::string>& names);

/// study.open_check: the lines that `init` asks about with CHECK and that still stand in the study file. At
/// the first of them; none without a study file.
/// @param severity a warning, or an error where rules are about to be fixed
[[nodiscard]] std::vector<base::Diagnostic> open_checks(const survey::Study& study, base::Severity severity);

/// Smallest changes that mean nothing for the measure they are set for.
[[nodiscard]] std::vector<base::Diagnostic> misplaced_smallest_changes(const survey::Study& study);

/// What the plan of a comparison does that a reader might not expect: waves taken backwards, people that
/// cannot be told apart because there is no id.
[[nodiscard]] std::vector<base::Diagnostic> unexpected_choices(const survey::Study& study, const Plan& plan);

}  // namespace outcomes::analysis
