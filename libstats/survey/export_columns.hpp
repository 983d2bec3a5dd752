#pragma once

#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/profile_file.hpp"

#include <vector>

namespace outcomes::survey {

/// The columns of a file that has this layout.
///
/// Columns of one question are found by their names. `grids` of the profile says how these may look:
///     "brackets"   question [statement]
///     "choice"     question (choice=option)
///     "suffix:X"   questionXoption
///     "number:X"   questionX14
///     "parent:X"   questionXoption, beside a column "question"
///     "shared:X"   questionXstatement, two neighbours or more
///     "outline"    3.1. statement
///     "echo"       the name is the option, and is all that its cells hold
/// Two columns at least make a question of several, but for "parent". Whether such a column is an option that
/// was ticked or not, and whether one column holds several answers, is told from the answers alone.
[[nodiscard]] std::vector<ExportColumn> export_columns(const ExportProfile& profile,
                                                       const ProfileLayout& layout,
                                                       const ExportPreview& preview,
                                                       LayoutDetail detail = LayoutDetail::all);

}  // namespace outcomes::survey
