#pragma once

#include "cli/settings.hpp"
#include "libstats/findings/finding.hpp"
#include "libstats/survey/study.hpp"

#include <string>
#include <vector>

namespace outcomes::cli {

/// A study file that can be read, and what is doubtful about it.
struct WarnedStudy {
    survey::Study study;
    std::vector<findings::Warning> warnings;
};

/// Throws as survey::read_study() does.
[[nodiscard]] WarnedStudy read_with_warnings(const std::string& path);

/// On standard error, for whoever runs the command and has the data.
void tell_warnings(const std::vector<findings::Warning>& warnings, Color color);

}  // namespace outcomes::cli
