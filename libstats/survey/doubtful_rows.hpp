#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <optional>

namespace outcomes::survey {

/// A warning (data.doubtful_rows) about sheets of a wave that may not be answers of respondents, by what the
/// profiles of its files know: previews, tests, spam, questionnaires that were not finished. Nothing is left
/// out: they are counted by kind, with what to write into [rows] to leave them out. Nothing is said of a
/// column that [rows] keep or the wave's `where` names: there somebody has decided.
///
/// Several columns may tell the same kind (Finished and Progress): in each file the one that tells of most
/// sheets is taken.
[[nodiscard]] std::optional<base::Diagnostic> doubtful_rows(const Study& study, const Wave& declared,
                                                            const WaveData& wave);

}  // namespace outcomes::survey
