#include "cli/settings.hpp"

#include "cli/help_methods.hpp"
#include "cli/outputs.hpp"
#include "cli/study_choice.hpp"
#include "cli/usage_error.hpp"
#include "cli/values.hpp"
#include "libstats/analysis/bootstrapped.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace outcomes::cli {
namespace {

struct Ending {
    std::string_view text;
    Format format;
};
constexpr std::array endings{Ending{".csv", Format::csv}, Ending{".tsv", Format::tsv},
                             Ending{".json", Format::json}, Ending{".md", Format::md},
                             Ending{".txt", Format::text}};

std::optional<Format> format_of(const Typed& typed) {
    const auto given = typed.one("format");
    if (!given) return std::nullopt;
    return static_cast<Format>(choice_of(*given, {"text", "csv", "tsv", "json", "md", "excel-csv"}));
}

/// The form of --table, which settles how everything is written.
std::optional<render::PasteForm> table_form_of(const Typed& typed) {
    const auto given = typed.one("table");
    if (!given) return std::nullopt;
    for (const std::string_view other : {"format", "methods"}) {
        const auto also = typed.one(other);
        if (also && also->source == fmt::format("--{}", other))
            throw UsageError(fmt::format("--table does not go with --{}", other),
                             "it is one table of the headline results: outcomes compare --table md");
    }
    return static_cast<render::PasteForm>(choice_of(*given, {"md", "html", "latex"}));
}

Target target_of(const Given& output, const Typed& typed, std::optional<Format> format) {
    if (const auto table = table_form_of(typed)) return {output.value, Format::text, false, false, table};
    if (output.value == "-") return {"-", format.value_or(Format::text)};
    const auto asked = typed.one("format");
    if (format && asked->source == "--format") return {output.value, *format};
    return {output.value, format_of_ending(output)};
}

std::vector<Target> targets_of(const Typed& typed) {
    const std::optional<Format> format = format_of(typed);
    std::vector<Target> targets;
    for (const Given& output : typed.all("output")) {
        targets.push_back(target_of(output, typed, format));
    }
    require_distinct(typed.all("output"));
    if (targets.empty()) targets.push_back(target_of({"-", ""}, typed, format));
    return targets;
}

void set_small_change(analysis::QuickForm& form, const Given& given) {
    std::string_view text = base::trim(given.value);
    const bool in_sd = text.ends_with("sd") || text.ends_with("SD");
    if (in_sd) text.remove_suffix(2);
    const auto number = base::parse_double(text);
    if (!number || *number <= 0) {
        throw UsageError(fmt::format("{} must be a number above 0, not \"{}\"", given.source, given.value),
                         "3 means three points of the scale, 0.2sd means 0.2 standard deviations");
    }
    (in_sd ? form.small_change_sd : form.small_change_points) = *number;
}

void set_shared(analysis::QuickForm& form, const Typed& typed) {
    if (const auto id = typed.one("id")) form.id = list_of(*id);
    if (const auto missing = typed.one("missing")) form.missing = list_of(*missing);
    if (const auto household = typed.one("household")) form.household = household->value;
    if (const auto change = typed.one("small-change")) set_small_change(form, *change);
    if (const auto items = typed.one("items-per-score")) form.items_per_score = whole_number(*items, 1);
    if (const auto better = typed.one("better")) {
        static_cast<void>(choice_of(*better, {"higher", "lower", "neither"}));
        form.better = better->value;
    }
    if (const auto profile = typed.one("profile")) {
        require_known({profile->value}, survey::profile_ids(), "profile", "among the survey tools");
        form.profile = profile->value;
    }
    if (const auto headline = typed.one("headline"))
        form.place = choice_of(*headline, {"people", "place"}) == 1;
}

void require_together(const Typed& typed, std::string_view with,
                      std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (typed.has(name)) continue;
        throw UsageError(fmt::format("{} needs --{} as well", with, name),
                         "outcomes help compare shows examples without a study file");
    }
}

void refuse_together(const Typed& typed, std::string_view with,
                     std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (typed.has(name)) throw UsageError(fmt::format("--{} does not go with {}", name, with));
    }
}

void set_column_pairs(analysis::QuickForm& form, const Typed& typed) {
    form.before = list_of(*typed.one("before"));
    form.after = list_of(*typed.one("after"));
    if (form.before.size() == form.after.size()) return;
    throw UsageError(
        fmt::format("--before and --after name {} and {} columns", form.before.size(), form.after.size()),
        "name as many columns in both, in the same order");
}

analysis::QuickForm wide_form(const Typed& typed, const std::string& file) {
    const std::string with = fmt::format("\"{}\"", file);
    refuse_together(typed, with, {"before-file", "after-file", "columns"});
    require_together(typed, with, {"before", "after"});
    analysis::QuickForm form;
    form.data_file = file;
    set_column_pairs(form, typed);
    set_shared(form, typed);
    return form;
}

analysis::QuickForm two_file_form(const Typed& typed) {
    const bool by_pairs = typed.has("before") || typed.has("after");
    require_together(typed, "the form with two files", {"before-file", "after-file"});
    if (by_pairs) {
        refuse_together(typed, "--before and --after", {"columns"});
        require_together(typed, "the form with two files", {"before", "after"});
    } else {
        require_together(typed, "the form with two files", {"columns"});
    }
    analysis::QuickForm form;
    form.before_file = typed.one("before-file")->value;
    form.after_file = typed.one("after-file")->value;
    if (by_pairs)
        set_column_pairs(form, typed);
    else
        form.columns = list_of(*typed.one("columns"));
    set_shared(form, typed);
    return form;
}

/// Options of the quick form together with a study file mean nothing: the study file says it all.
void refuse_quick_options(const Typed& typed) {
    for (const OptionInfo& option : options()) {
        if (option.group != Group::quick || !typed.has(option.name)) continue;
        throw UsageError(fmt::format("--{} is for data without a study file", option.name),
                         "say it in the study file (outcomes help study), or leave the study file out");
    }
}

std::vector<std::string> studies_of(const Typed& typed, const std::vector<std::string>& named, bool quiet) {
    refuse_quick_options(typed);
    const auto option = typed.one("study");
    const bool by_option = option && option->source == "--study";
    if (by_option && !named.empty()) {
        throw UsageError(fmt::format("two studies: {} and --study {}", named.front(), option->value),
                         "several studies are given as words: outcomes compare a.toml b.toml");
    }
    if (!named.empty()) return named;
    if (option) return {option->value};
    return {only_study_here(quiet)};
}

void set_inputs(Settings& settings, const Typed& typed) {
    const Inputs inputs = sorted_inputs(typed.arguments);
    const bool by_option = typed.has("study") && typed.one("study")->source == "--study";
    const bool two_files = typed.has("before-file") || typed.has("after-file");
    if ((!inputs.studies.empty() || by_option) && (!inputs.data.empty() || two_files)) {
        throw UsageError("a study file and data files do not go together",
                         "the study file names its data; without a study file give the data alone");
    }
    if (inputs.data.empty() && !two_files) {
        settings.studies = studies_of(typed, inputs.studies, settings.quiet);
        return;
    }
    if (settings.verb != Verb::check && settings.verb != Verb::compare) {
        const std::string_view verb = info_of(settings.verb).name;
        throw UsageError(fmt::format("{} needs a study file, which says how the answers are read", verb),
                         fmt::format("outcomes {} -s STUDY.toml", verb));
    }
    if (inputs.data.size() > 1) {
        throw UsageError(fmt::format("{} data files, and only one can hold both times", inputs.data.size()),
                         "two files: --before-file A.csv --after-file B.csv --id CODE --columns LIST");
    }
    if (two_files && !inputs.data.empty()) {
        throw UsageError(
            fmt::format("\"{}\" does not go with --before-file and --after-file", inputs.data.front()));
    }
    settings.quick = two_files ? two_file_form(typed) : wide_form(typed, inputs.data.front());
    refuse_terminal_input(*settings.quick);
}

/// "id", or "id/interval" for a bootstrap interval around its estimate.
void check_method(const std::string& name) {
    const auto slash = name.find('/');
    const std::string id = name.substr(0, slash);
    if (id == "all" || id == "headline")
        throw UsageError(fmt::format("\"{}\" is not one method", id),
                         "name the method: paired_t/bca, hodges_lehmann/bca");
    const analysis::MethodInfo* method = analysis::find_method(id);
    if (method == nullptr) {
        std::vector<std::string> known{"headline", "all"};
        for (const analysis::MethodInfo& one : analysis::methods()) known.emplace_back(one.id);
        std::string guess = base::did_you_mean(id, known);
        if (const std::string about = methods_about(id); guess.empty() && !about.empty())
            guess = "perhaps " + about;
        throw UsageError(fmt::format("there is no method called \"{}\"", id),
                         guess.empty() ? "outcomes help methods lists them" : guess);
    }
    if (method->analysis != "compare")
        throw UsageError(fmt::format("compare does not run {}", id),
                         fmt::format("outcomes help {} says what it is for", id));
    if (slash == std::string::npos) return;
    if (!analysis::bootstrap_interval(name.substr(slash + 1)) || method->needs != analysis::Needs::pairs)
        throw UsageError(fmt::format("there is no \"{}\"", name),
                         "/percentile, /basic, /bca or /studentised goes after a method of linked people");
}

std::vector<std::string> methods_of(const Typed& typed) {
    const auto given = typed.one("methods");
    if (!given) return {"headline"};
    std::vector<std::string> asked = list_of(*given);
    for (const std::string& name : asked) {
        if (name != "headline" && name != "all") check_method(name);
    }
    return asked;
}

}  // namespace

Format format_of_ending(const Given& output) {
    for (const Ending& ending : endings) {
        if (output.value.ends_with(ending.text)) return ending.format;
    }
    throw UsageError(fmt::format("the ending of \"{}\" does not say the format", output.value),
                     "end the name in .csv, .tsv, .json, .md or .txt, or add --format");
}

Settings settings_of(const Typed& typed) {
    Settings settings;
    settings.verb = *typed.verb;
    settings.typed = typed;
    settings.quiet = typed.has("quiet");
    settings.force = typed.has("force");
    settings.strict = typed.has("strict");
    if (const auto color = typed.one("color")) {
        settings.color = static_cast<Color>(choice_of(*color, {"auto", "always", "never"}));
    }
    settings.arguments = typed.arguments;
    if (settings.verb == Verb::help) return settings;
    if (settings.verb == Verb::init) return settings;
    if (settings.verb != Verb::report) settings.targets = targets_of(typed);
    if (settings.verb == Verb::verify) {
        if (!typed.arguments.empty()) throw UsageError("verify takes no files");
        return settings;
    }
    if (const auto names = typed.one("names")) {
        settings.names =
            choice_of(*names, {"snake", "dotted"}) == 1 ? render::Names::dotted : render::Names::snake;
    }
    if (const auto waves = typed.one("waves")) settings.waves = list_of(*waves);
    if ((settings.verb == Verb::compare || settings.verb == Verb::report) && !settings.waves.empty() &&
        settings.waves.size() != 2) {
        throw UsageError("--waves needs two names: --waves A,B");
    }
    if (settings.verb == Verb::compare && settings.waves.size() == 2 &&
        settings.waves[0] == settings.waves[1]) {
        throw UsageError("--waves needs two different waves, not \"" + settings.waves[0] + "\" twice");
    }
    if (const auto scales = typed.one("scales")) settings.scales = list_of(*scales);
    settings.methods = methods_of(typed);
    if (const auto level = typed.one("confidence")) settings.confidence = number_between(*level, 0.5, 1);
    if (const auto seed = typed.one("seed")) settings.seed = whole_number(*seed, 0);
    for (const Given& column : typed.all("keep")) settings.keep.push_back(column.value);
    if (typed.has("plan")) return settings;  // no study, no data
    set_inputs(settings, typed);
    return settings;
}

}  // namespace outcomes::cli
