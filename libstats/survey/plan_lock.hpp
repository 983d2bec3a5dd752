#pragma once

#include "libstats/survey/study.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::survey {

/// One thing that a study decides, e.g. "scale.mood.max_missing" and "1". The value is written as TOML.
struct PlanEntry {
    std::string key;
    std::string value;

    friend bool operator==(const PlanEntry&, const PlanEntry&) = default;
};

/// What a study decides about its analysis, sorted by key, from the study as it was resolved: the order of
/// keys, comments, white space, defaults that are written out, ranges of items and the questionnaires that
/// come with the program make no difference, nor do names and wordings for readers (label, title, text, why).
///
///     answers.*   [answers], and [missing]: what an answer counts as
///     rows.*      who counts: [columns] id, household, weight, group; [rows]; `where` of the waves
///     rules.*     [rules], [family] and the design
///     scales.*    [scale] with its defaults, [category], [item] and [subgroup]; of a conversion table the
///                 SHA-256 of the file
///
/// Throws base::InputError if a conversion table cannot be read.
[[nodiscard]] std::vector<PlanEntry> plan_entries(const Study& study);

/// A plan as it was fixed, on a day.
struct PlanLock {
    std::string study;    ///< id
    std::string date;     ///< ISO
    std::string version;  ///< of the program that wrote it
    std::vector<PlanEntry> entries;
    std::vector<std::pair<std::string, std::string>> files;  ///< of the first wave, with their SHA-256
};

/// Where the lock of a study file lies: beside it, "town.lock" for "town.toml".
[[nodiscard]] std::string lock_path(const std::string& study_path);

/// The plan of the study as it is now. Files of the first wave that are not there yet are left out.
[[nodiscard]] PlanLock lock_of(const Study& study, std::string date, std::string version);

/// As a TOML file that people can read: date, hashes, and the plan line by line.
[[nodiscard]] std::string lock_text(const PlanLock& lock);

/// Nothing if there is no such file. Throws base::InputError (lock.unreadable) for a file that is not one,
/// was written by a newer program, or was changed by hand, so that its lines do not give its hashes.
[[nodiscard]] std::optional<PlanLock> read_lock(const std::string& path);

/// One thing that is not as it was fixed.
struct PlanChange {
    std::string key;     ///< of the plan, or the name of a file
    std::string before;  ///< "" if it is new
    std::string after;   ///< "" if it is gone
};

/// Rules that were changed since, by key. All of a scale or list that is new or gone is one change.
[[nodiscard]] std::vector<PlanChange> changed_rules(const PlanLock& lock, const Study& study);
/// Files of the first wave whose bytes are not the same any more; those that were not there are passed over.
/// Cost: reads the files.
[[nodiscard]] std::vector<PlanChange> changed_files(const PlanLock& lock, const Study& study);

}  // namespace outcomes::survey
