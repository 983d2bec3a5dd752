#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/findings/finding.hpp"
#include "libstats/survey/study.hpp"

#include <string>
#include <vector>

namespace outcomes::analysis {

/// One question of a scale as a term of its own: what `compare --items` compares, beside the categories.
struct Question {
    const survey::Scale* scale = nullptr;  ///< the first scale that asks it
    const survey::Item* item = nullptr;
    survey::Better better = survey::Better::higher;  ///< of its answers as they were given
    bool directions_differ = false;                  ///< scales disagree on that; then `better` is neither
    MeasureKind kind = MeasureKind::ordered;
    survey::SmallChange small_change;  ///< as it applies
};

/// The questions that `names` asks for (survey::is_named), in the order of the scales, each once, without
/// those that are kept back (Item::is_kept_back). A question that a scale reverses, and one of a scale where
/// lower is better, is better low; both together, high. A scale of one question gives that question its
/// smallest change, unless it counts in other units; all others have that of [rules] item_change, which is in
/// percentage points.
[[nodiscard]] std::vector<Question> questions_of(const survey::Study& study,
                                                 const std::vector<std::string>& names);

/// The measure of a question: its answers as they were given, not reversed.
[[nodiscard]] Measure measure_question(const survey::Study& study, const Question& question,
                                       const WavePair& waves);

/// The movement table of a term of `compare --items`.
[[nodiscard]] findings::Movement movement_of(const Measure& measure, const WavePair& waves);

}  // namespace outcomes::analysis
