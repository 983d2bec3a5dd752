#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::analysis {

struct CheckOptions {
    std::string list;          ///< code of a finding whose rows are wanted one by one; "" for none
    bool before_lock = false;  ///< the rules are about to be fixed: a later wave whose file is not there yet
                               ///< is a note and not an error, and an earlier lock is not looked at
};

/// What a check gave.
struct CheckReport {
    std::vector<base::Diagnostic> findings;  ///< notes, then warnings, then errors
    std::vector<base::Diagnostic> listed;  ///< the rows behind CheckOptions::list, in the order of the files
};

/// Everything that is wrong or doubtful about a study file and its data, in one run. Where the data cannot be
/// read as they should, doubts about them are left out: they would only distract from the cause. What each
/// doubt is, and its rule: survey/{quality,response_patterns,changed_people,double_submissions,group_texts,
/// wave_differences,privacy,answer_times}.hpp, scale_doubts.hpp, doubts.hpp and plan_state.hpp.
[[nodiscard]] CheckReport check_study(const std::string& path, const CheckOptions& options = {});

/// The same for a study that was put together from the command line (quick form).
[[nodiscard]] CheckReport check_study(const survey::Study& study, const CheckOptions& options = {});

/// Codes whose rows can be listed.
[[nodiscard]] std::span<const std::string_view> listable_codes();

}  // namespace outcomes::analysis
