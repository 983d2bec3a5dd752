#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/analysis/plan.hpp"
#include "libstats/findings/finding.hpp"
#include "libstats/survey/study.hpp"

#include <optional>
#include <vector>

/// What goes with the results of a report.
namespace outcomes::analysis {

/// What the study file says about a term.
[[nodiscard]] findings::TermFacts facts_of(const survey::Study& study, const Term& term,
                                           const Measure& measure);

/// The counts of people that shares of this measure are made of.
[[nodiscard]] findings::CountBasis basis_of(const Measure& measure);

/// How the scores of linked people changed: one bin a step of the score (two, where there would be more than
/// 30), so that a change belongs to the step next to it and never to the other side of the smallest change.
/// Nothing unless the measure is a mean on a grid with linked people.
/// @param step  smallest difference between two scores
[[nodiscard]] std::optional<findings::ChangeSpread> spread_of(const Measure& measure, const WavePair& waves,
                                                              double step);

/// The study as a whole: its question, waves, the methods that gave rows, and what was not done.
[[nodiscard]] findings::StudyRecord record_of(const survey::Study& study, const Plan& plan,
                                              const findings::StudyFindings& found);

}  // namespace outcomes::analysis
