#include "libstats/analysis/compare.hpp"
#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/study_warnings.hpp"
#include "cli/usage_error.hpp"
#include "cli/values.hpp"
#include "libstats/analysis/release.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/findings/disclosure.hpp"
#include "libstats/render/delimited.hpp"
#include "libstats/render/json.hpp"
#include "libstats/render/movements.hpp"
#include "libstats/render/paste_table.hpp"
#include "libstats/render/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace outcomes::cli {
namespace {

using findings::StudyFindings;

std::string movements(const findings::SafeFindings& safe, const Style& style) {
    switch (style.format) {
        case Format::tsv:
            return render::movements_delimited(safe, render::Separated::tsv);
        case Format::excel_csv:
            return render::movements_delimited(safe, render::Separated::excel_csv);
        case Format::md:
            return render::movements_markdown(safe);
        case Format::text:
            return render::movements_text(safe, style.width);
        case Format::csv:
        case Format::json:
            break;
    }
    return render::movements_delimited(safe, render::Separated::csv);
}

/// The target of --movements: its ending says the format, whatever that of the results.
Target movements_target(const Settings& settings, const Given& file) {
    const std::string help = "name a file that ends in .csv, .tsv, .md or .txt";
    if (file.value == "-") throw UsageError("--movements needs a file of its own", help);
    for (const Target& other : settings.targets) {
        if (other.path == file.value)
            throw UsageError(fmt::format("--movements and --output both name \"{}\"", file.value));
    }
    Target target{file.value, format_of_ending(file), true};
    if (target.format == Format::json)
        throw UsageError("--movements is not written as JSON: there the results hold the tables already",
                         help);
    if (target.format == Format::csv && has_format(settings, Format::excel_csv))
        target.format = Format::excel_csv;
    return target;
}

/// What was asked for, the file of the movement tables among the targets.
Settings with_movements(Settings settings) {
    const Typed& typed = settings.typed;
    if (typed.has("items") && settings.quick) {
        throw UsageError("--items needs a study file, which says what the questions are",
                         "outcomes compare --items -s STUDY.toml");
    }
    const auto file = typed.one("movements");
    if (!file) return settings;
    if (!typed.has("items"))
        throw UsageError("--movements goes with --items", "outcomes compare --items --movements FILE.csv");
    settings.targets.push_back(movements_target(settings, *file));
    return settings;
}

std::string document(const findings::SafeFindings& safe, const Settings& settings, const Style& style) {
    if (style.table) return render::paste_table(safe, *style.table);
    switch (style.format) {
        case Format::csv:
            return render::delimited(safe, render::Separated::csv, settings.names);
        case Format::tsv:
            return render::delimited(safe, render::Separated::tsv, settings.names);
        case Format::excel_csv:
            return render::delimited(safe, render::Separated::excel_csv, settings.names);
        case Format::md:
            return render::markdown(safe);
        case Format::json:
            return render::json(safe, settings.names);
        case Format::text:
            break;
    }
    return render::text(safe, {.width = style.width, .color = style.color});
}

/// The options as they were given; what was not given follows from the study file.
std::vector<findings::Option> record_of(const Settings& settings) {
    const auto list = [](const std::vector<std::string>& names) {
        return fmt::format("{}", fmt::join(names, ","));
    };
    return {{"waves", list(settings.waves)},
            {"scales", list(settings.scales)},
            {"items", settings.typed.has("items") ? "true" : ""},
            {"methods", list(settings.methods)},
            {"confidence", settings.confidence ? base::shortest(*settings.confidence) : ""},
            {"seed", settings.seed ? fmt::format("{}", *settings.seed) : ""}};
}

/// The subgroups named with --by.
std::vector<std::string> subgroups_named(const survey::Study& study, const Settings& settings) {
    const auto given = settings.typed.one("by");
    if (!given) return {};
    std::vector<std::string> known;
    for (const survey::Subgroup& one : study.subgroups) known.push_back(one.id);
    if (known.empty())
        throw UsageError(fmt::format("--by: {} has no subgroups", study.path), "outcomes help study");
    std::vector<std::string> named = list_of(*given);
    require_known(named, known, "subgroup", study.path);
    return named;
}

StudyFindings compare_one(survey::Study study, std::vector<findings::Warning> warnings,
                          const Settings& settings, findings::DisclosureRules& rules) {
    require_named(study, settings);
    check_targets(settings, files_of(study));
    if (settings.seed) study.rules.seed = *settings.seed;
    analysis::CompareOptions options;
    options.waves = settings.waves;
    options.scales = settings.scales;
    options.items = settings.typed.has("items");
    options.by = subgroups_named(study, settings);
    rules = findings::stricter(rules, analysis::disclosure_rules(study, findings::Release::internal));
    if (!options.items || settings.typed.has("methods")) options.methods = settings.methods;
    options.confidence = settings.confidence;
    options.want_hashes = has_format(settings, Format::json);
    StudyFindings found = analysis::compare(study, options);
    found.warnings.insert(found.warnings.begin(), warnings.begin(), warnings.end());
    return found;
}

}  // namespace

int run_compare(const Settings& asked) {
    const Settings settings = with_movements(asked);
    check_targets(settings, settings.studies);
    findings::Findings all;
    all.schema = "outcomes.compare/1";
    all.options = record_of(settings);
    findings::DisclosureRules rules;
    int code = exit_code::done;
    if (settings.quick) {
        all.studies.push_back(compare_one(analysis::quick_study(*settings.quick), {}, settings, rules));
    } else {
        code = for_each_study(settings, settings.studies, [&](const std::string& path) {
            WarnedStudy read = read_with_warnings(path);
            all.studies.push_back(
                compare_one(std::move(read.study), std::move(read.warnings), settings, rules));
        });
    }
    if (all.studies.empty()) return code;
    const bool warned = std::any_of(all.studies.begin(), all.studies.end(),
                                    [](const StudyFindings& study) { return !study.warnings.empty(); });
    if (!settings.quiet && !has_format(settings, Format::json)) {
        for (const StudyFindings& study : all.studies) tell_warnings(study.warnings, settings.color);
    }
    const findings::SafeFindings safe = findings::disclose(std::move(all), rules);
    write_all(settings, [&](const Style& style) {
        return style.movements ? movements(safe, style) : document(safe, settings, style);
    });
    return code == exit_code::done && settings.strict && warned ? exit_code::found_errors : code;
}

}  // namespace outcomes::cli
