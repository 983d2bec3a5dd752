#include "libstats/analysis/compare.hpp"
#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/findings/disclosure.hpp"
#include "libstats/render/delimited.hpp"
#include "libstats/render/json.hpp"
#include "libstats/render/text.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace outcomes::cli {
namespace {

using findings::StudyFindings;

std::string document(const findings::SafeFindings& safe, const Settings& settings, const Style& style) {
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
            {"methods", list(settings.methods)},
            {"confidence", settings.confidence ? base::shortest(*settings.confidence) : ""},
            {"seed", settings.seed ? fmt::format("{}", *settings.seed) : ""}};
}

void tell_warnings(const StudyFindings& study, Color color) {
    std::vector<base::Diagnostic> list;
    for (const findings::Warning& warning : study.warnings) {
        base::Diagnostic one;
        one.severity = base::Severity::warning;
        one.code = warning.code;
        one.message = warning.message;
        one.place = {warning.file, warning.line, warning.column, ""};
        list.push_back(std::move(one));
    }
    if (!list.empty()) tell(list, color);
}

/// Reads the study, adding what is doubtful about the file itself to `warnings`.
survey::Study read_with_warnings(const std::string& path, std::vector<findings::Warning>& warnings) {
    survey::StudyRead read = survey::try_read_study(path);
    if (!read.study) return survey::read_study(path);
    for (const base::Diagnostic& one : read.diagnostics) {
        if (one.severity != base::Severity::warning) continue;
        warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
    }
    return std::move(*read.study);
}

StudyFindings compare_one(survey::Study study, std::vector<findings::Warning> warnings,
                          const Settings& settings) {
    require_named(study, settings);
    check_targets(settings, files_of(study));
    if (settings.seed) study.rules.seed = *settings.seed;
    analysis::CompareOptions options;
    options.waves = settings.waves;
    options.scales = settings.scales;
    options.methods = settings.methods;
    options.confidence = settings.confidence;
    options.want_hashes = has_format(settings, Format::json);
    StudyFindings found = analysis::compare(study, options);
    found.warnings.insert(found.warnings.begin(), warnings.begin(), warnings.end());
    return found;
}

}  // namespace

int run_compare(const Settings& settings) {
    check_targets(settings, settings.studies);
    findings::Findings all;
    all.schema = "outcomes.compare/1";
    all.options = record_of(settings);
    int code = exit_code::done;
    if (settings.quick) {
        all.studies.push_back(compare_one(analysis::quick_study(*settings.quick), {}, settings));
    } else {
        code = for_each_study(settings, settings.studies, [&](const std::string& path) {
            std::vector<findings::Warning> warnings;
            survey::Study study = read_with_warnings(path, warnings);
            all.studies.push_back(compare_one(std::move(study), std::move(warnings), settings));
        });
    }
    if (all.studies.empty()) return code;
    const bool warned = std::any_of(all.studies.begin(), all.studies.end(),
                                    [](const StudyFindings& study) { return !study.warnings.empty(); });
    if (!settings.quiet && !has_format(settings, Format::json)) {
        for (const StudyFindings& study : all.studies) tell_warnings(study, settings.color);
    }
    const findings::SafeFindings safe = findings::disclose(std::move(all), findings::Release::internal);
    write_all(settings, [&](const Style& style) { return document(safe, settings, style); });
    return code == exit_code::done && settings.strict && warned ? exit_code::found_errors : code;
}

}  // namespace outcomes::cli
