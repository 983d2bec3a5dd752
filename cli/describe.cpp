#include "libstats/analysis/describe.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/study_warnings.hpp"
#include "libstats/analysis/release.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/findings/disclosure.hpp"
#include "libstats/render/describe.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace outcomes::cli {
namespace {

using findings::StudyDescription;

std::string document(const findings::SafeDescriptions& safe, bool items, const Style& style) {
    switch (style.format) {
        case Format::csv:
            return render::describe_delimited(safe, render::Separated::csv);
        case Format::tsv:
            return render::describe_delimited(safe, render::Separated::tsv);
        case Format::excel_csv:
            return render::describe_delimited(safe, render::Separated::excel_csv);
        case Format::md:
            return render::describe_markdown(safe, items);
        case Format::json:
            return render::describe_json(safe);
        case Format::text:
            break;
    }
    return render::describe_text(safe, {.width = style.width, .color = style.color, .items = items});
}

/// The options as they were given; what was not given follows from the study file.
std::vector<findings::Option> record_of(const Settings& settings) {
    return {{"waves", fmt::format("{}", fmt::join(settings.waves, ","))},
            {"scales", fmt::format("{}", fmt::join(settings.scales, ","))},
            {"confidence", settings.confidence ? base::shortest(*settings.confidence) : ""}};
}

/// Warnings met while reading. Those about the figures stand on the page, and beside the figures in the other
/// formats.
std::vector<findings::Warning> met_while_reading(const StudyDescription& study) {
    std::vector<findings::Warning> warnings = study.warnings;
    std::erase_if(warnings,
                  [](const findings::Warning& warning) { return warning.code.starts_with("describe."); });
    return warnings;
}

StudyDescription describe_one(const std::string& path, const Settings& settings,
                              findings::DisclosureRules& rules) {
    const survey::Study study = survey::read_study(path);
    rules = findings::stricter(rules, analysis::disclosure_rules(study, findings::Release::internal));
    require_named(study, settings);
    check_targets(settings, files_of(study));
    analysis::DescribeOptions options;
    options.waves = settings.waves;
    options.scales = settings.scales;
    options.confidence = settings.confidence;
    options.want_hashes = has_format(settings, Format::json);
    return analysis::describe(study, options);
}

}  // namespace

int run_describe(const Settings& settings) {
    check_targets(settings, settings.studies);
    findings::Descriptions all;
    all.schema = "outcomes.describe/1";
    all.options = record_of(settings);
    findings::DisclosureRules rules;
    const int code = for_each_study(settings, settings.studies, [&](const std::string& path) {
        all.studies.push_back(describe_one(path, settings, rules));
    });
    if (all.studies.empty()) return code;
    if (!settings.quiet && !has_format(settings, Format::json)) {
        for (const StudyDescription& study : all.studies)
            tell_warnings(met_while_reading(study), settings.color);
    }
    const findings::SafeDescriptions safe = findings::disclose(std::move(all), rules);
    const bool items = settings.typed.has("items");
    write_all(settings, [&](const Style& style) { return document(safe, items, style); });
    return code;
}

}  // namespace outcomes::cli
