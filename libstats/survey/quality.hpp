#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <vector>

namespace outcomes::survey {

/// What deserves a look before the results are believed. Warnings and notes only; those that loading met
/// (Responses::notes) are not repeated. In this order:
///
///     data.encoding            a file is not UTF-8: the encoding that was found
///     data.similar_ids         ids of one wave that differ only in case or in spaces within
///     data.id_means_missing    an id that [missing] takes for "no answer"
///     data.few_pairs           fewer than 30 linked pairs between the first and the last wave
///     data.few_linked          less than half of the first wave linked: the change of the place is safer
///     data.one_answer          everybody who answered an item gave the same answer
///     data.straight_lining     people who gave one answer to every item of a scale with reversed items and
///     >= 4 items data.weights             weights that are not positive numbers, or range over 10 to 1
///
/// Columns that were not read are passed over. Cost: one pass over the columns read.
[[nodiscard]] std::vector<base::Diagnostic> quality_notes(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
