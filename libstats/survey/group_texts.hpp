#pragma once

#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <vector>

namespace outcomes::survey {

/// Cells of the columns that divide people into groups which the study file does not speak of. Blank and
/// [missing] cells are passed over; texts are compared folded.
///
///     data.group_text      the comparison group: a text that is neither `programme` nor `comparison`
///     data.subgroup_text   a subgroup: a text that is not in `keep`, or with `cuts` is no number. Texts that
///                          `keep` leaves out on purpose are a note; one that is nearly a kept one, a warning
///     data.group_absent    a group that is named and that no sheet that counts has
///
/// Cost: one pass over those columns.
[[nodiscard]] std::vector<DataDoubt> group_texts(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
