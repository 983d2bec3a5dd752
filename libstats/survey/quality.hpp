#pragma once

#include "libstats/survey/answer_use.hpp"
#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace outcomes::survey {

/// What deserves a look before the results are believed. Warnings and notes only; those that loading met
/// (Responses::notes) are not repeated. In this order:
///
///     data.encoding            a file is not UTF-8: the encoding that was found
///     data.similar_ids         ids of one wave that differ only in case or in spaces
///     data.id_means_missing    an id that means "no answer", in [missing] or by its words
///     data.few_pairs           fewer than 30 linked pairs between the first and the last wave
///     data.few_linked          less than half of the first wave linked: the change of the place is safer
///     data.one_answer          questions to which everybody gave the same answer
///     data.many_blanks         questions that more than one sheet in five leaves without an answer
///     data.weights             weights that are not positive numbers, or range over 10 to 1
///
/// Columns that were not read are passed over. Cost: one pass over ids and weights; ids are only folded where
/// some could differ in case or spaces.
[[nodiscard]] std::vector<DataDoubt> quality_doubts(const Study& study, const Responses& responses,
                                                    const std::vector<std::vector<AnswerUse>>& uses);

/// The warning data.few_linked about two waves; nothing where half of the earlier one or more is linked.
[[nodiscard]] std::optional<base::Diagnostic> few_linked(const WaveData& from, const WaveData& to,
                                                         std::size_t n_pairs);

}  // namespace outcomes::survey
