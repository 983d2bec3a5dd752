#pragma once

#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <vector>

namespace outcomes::survey {

/// Sheets that one person may have sent twice under another code, or without one: within a wave they agree in
/// every column that the study reads but for the codes of person and household.
///
///     data.same_answers   all sheets but the first of each such group; a warning
///
/// Only sheets with ten or more cells filled among the questions, and three or more different answers there,
/// so that neither short questionnaires nor straight-lining make people alike. One code twice is
/// data.duplicate_id. Cost: one pass over the cells.
[[nodiscard]] std::vector<DataDoubt> double_submissions(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
