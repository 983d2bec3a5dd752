#include "cli/command_line.hpp"

#include "cli/usage_error.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace outcomes::cli {
namespace {

/// CLI11 takes the words apart; what they mean and every message is ours (its own speak of "TEXT" and 106).
struct Words {
    std::vector<std::string> positionals;
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    std::map<std::string, int, std::less<>> switches;
    std::vector<std::string> unknown;
};

std::string dashed(const OptionInfo& option) {
    return fmt::format("--{}", option.name);
}

std::vector<std::string> option_names() {
    std::vector<std::string> names;
    for (const OptionInfo& option : options()) names.push_back(dashed(option));
    return names;
}

std::vector<std::string> verb_names() {
    std::vector<std::string> names;
    for (const VerbInfo& verb : verbs()) names.emplace_back(verb.name);
    return names;
}

/// The option that a word of the command line is: "--waves", "--waves=a,b" or "-w".
const OptionInfo* option_of(std::string_view word) {
    if (word.starts_with("--")) return find_option(word.substr(2, word.find('=') - 2));
    if (word.size() != 2 || word.front() != '-') return nullptr;
    const auto all = options();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const OptionInfo& option) { return option.letter == word[1]; });
    return found == all.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_missing_value(const OptionInfo& option) {
    throw UsageError(fmt::format("{} needs a value: {} {}", dashed(option), dashed(option), option.value),
                     std::string(option.says));
}

void declare(CLI::App& app, Words& words) {
    app.set_help_flag();
    app.allow_extras();
    app.add_option("words", words.positionals);
    for (const OptionInfo& option : options()) {
        std::string names = dashed(option);
        if (option.letter != 0) names += fmt::format(",-{}", option.letter);
        if (option.value.empty()) {
            app.add_flag(names, words.switches[std::string(option.name)])->disable_flag_override();
            continue;
        }
        app.add_option(names, words.values[std::string(option.name)])
            ->expected(1)
            ->allow_extra_args(false)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
}

[[noreturn]] void explain(const CLI::ParseError& error, std::span<const char* const> typed) {
    const OptionInfo* last = typed.empty() ? nullptr : option_of(typed.back());
    if (last != nullptr && !last->value.empty()) refuse_missing_value(*last);
    for (const char* word : typed) {
        const OptionInfo* option = option_of(word);
        const bool has_value = std::string_view(word).find('=') != std::string_view::npos;
        if (option != nullptr && option->value.empty() && has_value) {
            throw UsageError(fmt::format("{} takes no value", dashed(*option)));
        }
    }
    throw UsageError(error.what(), "outcomes help lists the commands");
}

Words split(std::span<const char* const> typed) {
    Words words;
    CLI::App app;
    declare(app, words);
    std::vector<std::string> reversed(typed.rbegin(), typed.rend());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
        explain(error, typed);
    }
    for (const std::string& extra : app.remaining()) {
        if (extra == "--") continue;
        if (extra.size() > 1 && extra.front() == '-')
            words.unknown.push_back(extra);
        else
            words.positionals.push_back(extra);
    }
    return words;
}

[[noreturn]] void refuse_verb(const std::string& word) {
    const std::vector<std::string> names = verb_names();
    const bool is_file = word.find('.') != std::string::npos || word.find('/') != std::string::npos;
    if (is_file) {
        throw UsageError(fmt::format("\"{}\" is a file, and no command stands before it", word),
                         fmt::format("outcomes compare {}", word));
    }
    const std::vector<std::string> near = base::closest(word, names);
    std::string message = fmt::format("there is no command called '{}'", word);
    if (!near.empty()) message += fmt::format(". Did you mean '{}'?", near.front());
    throw UsageError(message, "the commands are " + base::joined(names));
}

[[noreturn]] void refuse_option(const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    const std::vector<std::string> near = base::closest(name, option_names());
    std::string message = fmt::format("there is no option called '{}'", name);
    if (!near.empty()) message += fmt::format(". Did you mean '{}'?", near.front());
    throw UsageError(message,
                     "outcomes help options lists them; a file whose name begins with - goes after --");
}

/// Options of the words, checked against the table.
void take_options(Typed& typed, const Words& words) {
    for (const OptionInfo& option : options()) {
        const std::string source = dashed(option);
        if (option.value.empty()) {
            if (words.switches.at(std::string(option.name)) > 0)
                typed.options[std::string(option.name)] = {{"", source}};
            continue;
        }
        const std::vector<std::string>& values = words.values.at(std::string(option.name));
        if (values.empty()) continue;
        if (values.size() > 1 && !option.repeats) throw UsageError(fmt::format("{} is given twice", source));
        for (const std::string& value : values) {
            if (value.empty() || (value != "-" && option_of(value) != nullptr)) refuse_missing_value(option);
            typed.options[std::string(option.name)].push_back({value, source});
        }
    }
}

void check_options_of(Verb verb, const Typed& typed) {
    for (const auto& [name, values] : typed.options) {
        const OptionInfo& option = *find_option(name);
        if ((option.verbs & bit(verb)) != 0) continue;
        throw UsageError(fmt::format("{} has no option {}; it belongs to {}", info_of(verb).name,
                                     dashed(option), verbs_of(option)));
    }
}

void add_environment(Typed& typed) {
    for (const OptionInfo& option : options()) {
        if (option.environment.empty() || typed.has(option.name)) continue;
        if (typed.verb && (option.verbs & bit(*typed.verb)) == 0) continue;
        const char* value = std::getenv(std::string(option.environment).c_str());
        if (value == nullptr || *value == '\0') continue;
        typed.options[std::string(option.name)] = {{value, std::string(option.environment)}};
    }
}

}  // namespace

std::optional<Given> Typed::one(std::string_view name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::nullopt : std::optional(found->second.front());
}

std::vector<Given> Typed::all(std::string_view name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::vector<Given>{} : found->second;
}

Typed read_command_line(std::span<const char* const> words) {
    const Words split_words = split(words);
    Typed typed;
    if (!split_words.positionals.empty()) {
        const VerbInfo* verb = find_verb(split_words.positionals.front());
        if (verb == nullptr) refuse_verb(split_words.positionals.front());
        typed.verb = verb->verb;
        typed.arguments.assign(split_words.positionals.begin() + 1, split_words.positionals.end());
    }
    if (!split_words.unknown.empty()) refuse_option(split_words.unknown.front());
    take_options(typed, split_words);
    if (typed.verb) check_options_of(*typed.verb, typed);
    add_environment(typed);
    return typed;
}

}  // namespace outcomes::cli
