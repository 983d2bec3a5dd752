#pragma once

#include "libstats/analysis/quick.hpp"

#include <string>
#include <vector>

namespace outcomes::cli {

/// The words after the verb, by their endings.
struct Inputs {
    std::vector<std::string> studies;
    std::vector<std::string> data;
};
/// Throws UsageError for a word that is neither.
[[nodiscard]] Inputs sorted_inputs(const std::vector<std::string>& words);

/// The one file *.toml of the current folder that has a line `schema =`; told on standard error unless quiet.
/// Throws UsageError if there is none or more than one.
[[nodiscard]] std::string only_study_here(bool quiet);

/// Throws UsageError if "-" is to be read and standard input is a terminal: nobody would type a survey.
void refuse_terminal_input(const analysis::QuickForm& form);

}  // namespace outcomes::cli
