#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::cli {

enum class Verb { init, check, link, score, describe, compare, report, verify, help };

using Verbs = unsigned;  ///< a set of verbs, one bit each
[[nodiscard]] constexpr Verbs bit(Verb verb) {
    return 1U << static_cast<unsigned>(verb);
}

struct Example {
    std::string_view command;  ///< without the leading "outcomes "
    std::string_view says;
};

/// One command, as help lists it.
struct VerbInfo {
    Verb verb;
    std::string_view name;
    std::string_view purpose;    ///< one sentence
    std::string_view arguments;  ///< "[STUDY.toml ...]"
    std::vector<Example> examples;
    std::string_view more;  ///< a paragraph below the options, or ""
};
[[nodiscard]] std::span<const VerbInfo> verbs();
[[nodiscard]] const VerbInfo* find_verb(std::string_view name);
[[nodiscard]] const VerbInfo& info_of(Verb verb);

enum class Group {
    verb,   ///< what the verb does
    quick,  ///< instead of a study file
    global  ///< the same for all
};

/// One option. The command line, the help pages and a test are made of these.
struct OptionInfo {
    std::string_view name;   ///< long form without dashes
    char letter;             ///< short form, or 0
    std::string_view value;  ///< what stands for the value in help; "" for a switch
    std::string_view says;   ///< one sentence, no full stop
    std::string_view unset;  ///< what holds without it, or ""
    Verbs verbs;
    Group group = Group::verb;
    bool repeats = false;               ///< may be given several times
    std::string_view environment = {};  ///< variable that sets it, or ""
};
[[nodiscard]] std::span<const OptionInfo> options();
/// @param name long form, without dashes
[[nodiscard]] const OptionInfo* find_option(std::string_view name);
/// Names of the verbs that know an option: "compare and check".
[[nodiscard]] std::string verbs_of(const OptionInfo& option);

}  // namespace outcomes::cli
