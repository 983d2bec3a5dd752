#pragma once

#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/profile_file.hpp"

#include <vector>

namespace outcomes::survey {

/// The columns of a file that has this layout.
///
/// Names and roles come from the header rows and, where the profile asks for it, the shape of the answers.
/// `LayoutDetail::all` finds the questions of several columns as well, which of these are options that were
/// ticked or not, and which single columns hold several answers.
[[nodiscard]] std::vector<ExportColumn> export_columns(const ExportProfile& profile,
                                                       const ProfileLayout& layout,
                                                       const ExportPreview& preview,
                                                       LayoutDetail detail = LayoutDetail::all);

}  // namespace outcomes::survey
