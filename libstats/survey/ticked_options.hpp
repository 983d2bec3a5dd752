#pragma once

#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/profile_file.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// True if the answers can be those of an option that was ticked or not: but for the texts that say it was
/// not, there is one at most, and it is the option itself or a text that says it was ticked.
/// @param answers  the distinct filled texts of the column
[[nodiscard]] bool is_tick_column(const ExportProfile& profile, std::span<const std::string_view> answers,
                                  std::string_view option);

/// Marks the options of select-all questions: of the columns of one question, two or more, all must be such,
/// one having an answer; or each holds one code of its own. A last one that is not such is what was typed
/// beside "other".
void find_ticked_options(const ExportProfile& profile, const ProfileLayout& layout,
                         const ExportPreview& preview, std::vector<ExportColumn>& columns);

}  // namespace outcomes::survey
