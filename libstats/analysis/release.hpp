#pragma once

#include "libstats/findings/disclosure_rules.hpp"
#include "libstats/survey/study.hpp"

namespace outcomes::analysis {

/// How the study file wants small groups protected: its [disclosure] profile, else `unless_set`, with its own
/// threshold and rounding over those of the profile. A threshold or rounding below the profile's own is
/// raised to it: the key can make a release stricter, never looser.
[[nodiscard]] findings::DisclosureRules disclosure_rules(const survey::Study& study,
                                                         findings::Release unless_set);

}  // namespace outcomes::analysis
