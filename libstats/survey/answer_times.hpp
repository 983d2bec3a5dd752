#pragma once

#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <vector>

namespace outcomes::survey {

/// What the times in an export say, where its layout has columns for them (ColumnRole::started, finished,
/// duration; LoadOptions::want_times reads them).
///
///     data.speeders          people who took less than a third of the median time of their wave, with 20 or
///                            more times. Fewer than one in twenty are a note, more a warning. The time is
///                            that of the duration column (seconds, or h:mm:ss), else from started to
///                            finished. A third of the median finds those who cannot have read the questions
///                            and hardly anybody else, since times are skewed to the right
///     data.before_baseline   linked people whose later sheet was sent before their earlier one
///     waves.date_order       a wave whose middle day lies before that of the wave before it
///     waves.date_differs     a wave whose date in the study file lies more than 31 days before the first or
///                            after the last sheet (a note)
///
/// Days and months that cannot be told apart (all numbers up to 12) are not used. Cost: one pass over those
/// columns.
[[nodiscard]] std::vector<DataDoubt> answer_times(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
