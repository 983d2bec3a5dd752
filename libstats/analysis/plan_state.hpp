#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/findings/finding.hpp"
#include "libstats/survey/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// Whether the rules of the study were fixed, when, and what was changed since; nothing for a study without a
/// file. "Before" and "after" compare the day of the lock with the date of `to`, the later wave; on the day
/// itself is after. Files are not looked at. Throws base::InputError for a lock that cannot be read.
[[nodiscard]] std::optional<findings::PlanRecord> plan_record(const survey::Study& study,
                                                              const survey::Wave& to);

/// lock.changed, a warning with every rule that is not as it was fixed. None without a lock. Throws as
/// plan_record().
[[nodiscard]] std::vector<base::Diagnostic> changed_plan(const survey::Study& study);

/// What `check` says about the lock: lock.unreadable (an error), lock.changed and lock.data_changed (files of
/// the first wave with other bytes than when the rules were fixed; warnings), else lock.unchanged (a note).
/// Nothing without a lock.
[[nodiscard]] std::vector<base::Diagnostic> lock_findings(const survey::Study& study);

/// "12 March 2024" for "2024-03-12"; any other text as it stands.
[[nodiscard]] std::string date_in_words(const std::string& date);

}  // namespace outcomes::analysis
