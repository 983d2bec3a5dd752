#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/questionnaire.hpp"
#include "libstats/survey/study.hpp"

#include <string>
#include <vector>

namespace outcomes::survey {

/// The rules of a key that the scores of a scale, or their smallest change, rest upon and that have this
/// status. A rule that the study file replaces (max_missing, small_change) is none of them.
[[nodiscard]] std::vector<const KeyRule*> rules_in_use(const Study& study, const Scale& scale,
                                                       RuleStatus status);

/// True if a scale's score, or its smallest change, rests upon a rule that is not verified.
[[nodiscard]] bool has_unverified_rule(const Study& study, const Scale& scale);

/// What the author of a study should know about the questionnaires it uses, one note each: rules that are not
/// verified (`study.unverified_rule`), rules that are this program's own (`study.own_rule`), and conditions
/// of use: ages, cautions, licence (`study.conditions_of_use`).
[[nodiscard]] std::vector<base::Diagnostic> instrument_notes(const Study& study);

}  // namespace outcomes::survey
