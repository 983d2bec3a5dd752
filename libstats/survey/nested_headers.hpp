#pragma once

#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/profile_file.hpp"

#include <vector>

namespace outcomes::survey {

/// Two header rows of which the first has each question once, above the first of its columns, and the second
/// says what each column is: a statement, an option, or a word such as "Response" where there is one column.
/// Names such columns "question [statement]"; one that stands beside "Response" is what was typed in
/// addition. The word is one of the profile's, or else the text that three or more single columns share.
void nest_headers(const ExportProfile& profile, const ExportPreview& preview,
                  std::vector<ExportColumn>& columns);

}  // namespace outcomes::survey
