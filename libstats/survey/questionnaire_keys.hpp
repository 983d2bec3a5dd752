#pragma once

#include "libstats/survey/study_keys.hpp"

#include <span>

namespace outcomes::survey {

/// The version of the rules for keys that this version reads.
inline constexpr int questionnaire_schema = 1;

/// All keys that the file of an instrument may have, in the form of study_keys().
[[nodiscard]] std::span<const StudyKey> questionnaire_keys();

}  // namespace outcomes::survey
