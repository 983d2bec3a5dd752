#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <vector>

namespace outcomes::survey {

/// Fills in the persons and households of all waves and sorts out ids that stand more than once in a wave:
/// every sheet of such an id is set aside and counted, none is taken for the right one. With duplicates =
/// "error" that is a defect as well.
void number_people(const Study& study, const LoadOptions& options, Responses& responses,
                   std::vector<base::Diagnostic>& defects);

}  // namespace outcomes::survey
