#include "cli/exit_code.hpp"
#include "cli/help_instruments.hpp"
#include "cli/help_methods.hpp"
#include "cli/help_pages.hpp"
#include "cli/run.hpp"
#include "cli/usage_error.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace outcomes::cli {
namespace {

[[noreturn]] void refuse_topic(const std::string& word) {
    std::vector<std::string> names;
    for (const VerbInfo& verb : verbs()) names.emplace_back(verb.name);
    for (const Topic& topic : topics()) names.emplace_back(topic.name);
    if (const auto variants = survey::questionnaires_beginning(word); !variants.empty())
        throw UsageError(fmt::format("'{}' comes in several forms", word),
                         "outcomes help " + base::joined(variants, "or", variants.size()));
    const std::string message = fmt::format("there is no help about '{}'", word);
    const std::string about = methods_about(word);
    if (base::did_you_mean(word, names).empty() && !about.empty())
        throw UsageError(message, "outcomes help with the name of a method: " + about);
    std::vector<std::string> known = names;
    for (const survey::Questionnaire& key : survey::questionnaires()) known.push_back(key.id);
    for (const analysis::MethodInfo& method : analysis::methods()) known.emplace_back(method.id);
    const std::string guess = base::did_you_mean(word, known);
    throw UsageError(message,
                     guess.empty() ? "outcomes help " + base::joined(names, "or", names.size()) : guess);
}

std::string page_about(const std::string& word) {
    if (const VerbInfo* verb = find_verb(word)) return verb_page(verb->verb);
    const auto all = topics();
    const auto topic =
        std::find_if(all.begin(), all.end(), [&](const Topic& one) { return one.name == word; });
    if (topic != all.end()) return topic->page();
    if (const survey::Questionnaire* key = survey::find_questionnaire(word)) return instrument_page(*key);
    if (const analysis::MethodInfo* method = analysis::find_method(word)) return method_page(*method);
    refuse_topic(word);
}

}  // namespace

int run_help(const std::vector<std::string>& topics) {
    if (topics.size() > 1) throw UsageError("help explains one thing at a time");
    print_page(topics.empty() ? page_of_everything() : page_about(topics.front()));
    return exit_code::done;
}

}  // namespace outcomes::cli
