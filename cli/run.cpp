#include "cli/run.hpp"

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/help_pages.hpp"
#include "cli/usage_error.hpp"
#include "cli/values.hpp"
#include "libstats/render/formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <stdexcept>

namespace outcomes::cli {
namespace {

/// Calls `work`; whatever it throws is told and becomes an exit code.
template <class Work>
int told(Color color, const Work& work) {
    try {
        return work();
    } catch (const UsageError& error) {
        tell(error.diagnostic(), color);
        return exit_code::usage;
    } catch (const base::InputError& error) {
        tell(error.diagnostics(), color);
        return exit_code::input;
    } catch (const base::OutputError& error) {
        tell(error.diagnostic(), color);
        return exit_code::output;
    } catch (const base::NotEnoughError& error) {
        tell(error.diagnostic(), color);
        return exit_code::not_enough;
    } catch (const std::bad_alloc&) {
        tell("error: there is not enough memory for these files");
    } catch (const std::exception& error) {
        tell(
            fmt::format("error: this is a fault in the program, not in your data: {}\n"
                        "  help: please report it with the command line and the output of outcomes --version",
                        error.what()));
    }
    return exit_code::fault;
}

int dispatch(const Typed& typed) {
    if (typed.has("version")) {
        print_page(fmt::format("outcomes {}\n", render::version()));
        return exit_code::done;
    }
    if (!typed.verb) {
        print_page(typed.has("help") ? page_of_everything() : short_page());
        return exit_code::done;
    }
    if (typed.has("help")) {
        print_page(verb_page(*typed.verb));
        return exit_code::done;
    }
    const Settings settings = settings_of(typed);
    switch (settings.verb) {
        case Verb::init:
            return run_init(settings);
        case Verb::check:
            return run_check(settings);
        case Verb::link:
            return run_link(settings);
        case Verb::score:
            return run_score(settings);
        case Verb::describe:
            return run_describe(settings);
        case Verb::compare:
            return run_compare(settings);
        case Verb::report:
            return run_report(settings);
        case Verb::verify:
            return run_verify(settings);
        case Verb::help:
            break;
    }
    return run_help(settings.arguments);
}

Color color_of(const Typed& typed) {
    const auto given = typed.one("color");
    if (!given || given->value == "auto") return Color::automatic;
    return given->value == "always" ? Color::always : Color::never;
}

}  // namespace

int run(std::span<const char* const> words) {
    Typed typed;
    const int code = told(Color::automatic, [&] {
        typed = read_command_line(words);
        return exit_code::done;
    });
    if (code != exit_code::done) return code;
    return told(color_of(typed), [&] { return dispatch(typed); });
}

int for_each_study(const Settings& settings, std::span<const std::string> names,
                   const std::function<void(const std::string&)>& work) {
    int first_failure = exit_code::done;
    std::size_t failed = 0;
    for (const std::string& name : names) {
        const int code = told(settings.color, [&] {
            work(name);
            return exit_code::done;
        });
        if (code == exit_code::done) continue;
        if (failed++ == 0) first_failure = code;
    }
    if (failed == 0 || failed == names.size()) return first_failure;
    tell(fmt::format("{} of {} studies failed and are left out", failed, names.size()));
    return exit_code::found_errors;
}

namespace {

/// A question's name where only scales are compared: there is an option for that.
void refuse_questions(const survey::Study& study, const Settings& settings,
                      const std::vector<std::string>& scales) {
    if (settings.verb != Verb::compare) return;
    for (const std::string& name : settings.scales) {
        if (std::find(scales.begin(), scales.end(), name) != scales.end()) continue;
        if (study.find_item(name) == nullptr) continue;
        throw UsageError(fmt::format("\"{}\" is a question and not a scale of {}", name, study.path),
                         fmt::format("outcomes compare --items --scales {}", name));
    }
}

}  // namespace

void require_named(const survey::Study& study, const Settings& settings) {
    std::vector<std::string> waves;
    for (const survey::Wave& wave : study.waves) waves.push_back(wave.id);
    require_known(settings.waves, waves, "wave", study.path);
    std::vector<std::string> scales;
    for (const survey::Scale& scale : study.scales) scales.push_back(scale.id);
    if (settings.verb == Verb::compare || settings.verb == Verb::describe || settings.verb == Verb::report) {
        for (const survey::Category& category : study.categories) scales.push_back(category.id);
    }
    const bool one_by_one =
        settings.verb == Verb::describe || (settings.verb == Verb::compare && settings.typed.has("items"));
    if (!one_by_one) {
        refuse_questions(study, settings, scales);
        require_known(settings.scales, scales, "scale", study.path);
        return;
    }
    for (const survey::Item& item : study.items) {
        if (std::find(scales.begin(), scales.end(), item.id) == scales.end()) scales.push_back(item.id);
    }
    require_known(settings.scales, scales, "scale or question", study.path);
}

std::vector<std::string> files_of(const survey::Study& study) {
    std::vector<std::string> files;
    if (!study.path.empty()) files.push_back(study.path);
    for (const survey::Wave& wave : study.waves)
        files.insert(files.end(), wave.files.begin(), wave.files.end());
    return files;
}

}  // namespace outcomes::cli
