#pragma once

#include "cli/option_table.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::cli {

/// A value and where it comes from: "--format" or "OUTCOMES_FORMAT".
struct Given {
    std::string value;
    std::string source;
};

/// What was typed, not yet what it means. Every option is known, belongs to the verb and is given no more
/// often than it may.
struct Typed {
    std::optional<Verb> verb;
    std::vector<std::string> arguments;  ///< after the verb
    std::map<std::string, std::vector<Given>, std::less<>> options;

    [[nodiscard]] bool has(std::string_view name) const { return options.find(name) != options.end(); }
    [[nodiscard]] std::optional<Given> one(std::string_view name) const;
    [[nodiscard]] std::vector<Given> all(std::string_view name) const;
};

/// Reads the words after the program's name, then the environment for options that were not given.
/// Throws UsageError.
[[nodiscard]] Typed read_command_line(std::span<const char* const> words);

}  // namespace outcomes::cli
