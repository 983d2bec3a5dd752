#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/analysis/plan.hpp"
#include "libstats/findings/finding.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

namespace outcomes::analysis {

/// The findings of a study before there are any results: what it is called, the smallest changes as they
/// were set, whether the rules were fixed beforehand, and every warning met on the way.
[[nodiscard]] findings::StudyFindings head_of(const survey::Study& study, const Plan& plan,
                                              const survey::Responses& responses, const WavePair& waves);

}  // namespace outcomes::analysis
