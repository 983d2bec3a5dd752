#pragma once

#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/profile_file.hpp"

#include <vector>

namespace outcomes::survey {

/// Fills in `question` and `option` of the columns that belong together by their names (or by their texts,
/// where a header row has these). `grids` of the profile says how they may look:
///     "brackets"   question [statement]
///     "coded"      CODE[SUB]. question [statement]; also "CODE. question", which gives the text
///     "choice"     question (choice=option)
///     "suffix:X"   questionXoption
///     "number:X"   questionX14
///     "parent:X"   questionXoption, beside a column "question"
///     "shared:X"   questionXstatement, two neighbours or more
///     "outline"    3.1. statement; "2.a." beside "2." is what was typed in addition
///     "echo"       the name is the option, and is all that its cells hold
/// Two columns at least that ask something make a question of several.
void find_questions(const ExportProfile& profile, const ProfileLayout& layout, const ExportPreview& preview,
                    std::vector<ExportColumn>& columns);

}  // namespace outcomes::survey
