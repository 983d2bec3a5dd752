#pragma once

#include "libstats/survey/draft.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace outcomes::analysis {

struct DraftOptions {
    std::vector<std::string> files;         ///< exports, at least one
    std::vector<std::string> dictionaries;  ///< data dictionaries
    std::string study_path;                 ///< where the study file will stand; "" or "-": nowhere yet
};

/// Looks at exports and drafts the study file. Reads every file whole. Same files, same draft.
/// Throws base::InputError for files that cannot be read, base::ContractError without files.
[[nodiscard]] survey::StudyDraft draft_study(const DraftOptions& options);

/// What was found, in a few lines for the person who ran the program; the same figures as in the draft.
[[nodiscard]] std::vector<std::string> summary_of(const survey::StudyDraft& draft);

}  // namespace outcomes::analysis
