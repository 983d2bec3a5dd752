#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// What came of reading a study file.
struct StudyRead {
    std::optional<Study> study;  ///< nothing if there is an error
    std::vector<base::Diagnostic>
        diagnostics;  ///< notes, then warnings, then errors, each in the order of the file
};

/// Reads a study file (TOML, schema 1), checks all of it and works out defaults, item ranges and paths: those
/// of the file are relative to its folder, those of the result to the working folder. Never throws for a
/// fault of the file.
[[nodiscard]] StudyRead try_read_study(const std::string& path);
/// The same for text that is not in a file of its own. @param path for messages, and the folder of relative
/// paths
[[nodiscard]] StudyRead try_parse_study(std::string_view bytes, const std::string& path);

/// The study, or base::InputError with the file's errors: up to 20, with a note in front if there are more.
[[nodiscard]] Study read_study(const std::string& path);

}  // namespace outcomes::survey
