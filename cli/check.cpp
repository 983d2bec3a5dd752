#include "libstats/analysis/check.hpp"
#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/today.hpp"
#include "cli/usage_error.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/output_file.hpp"
#include "libstats/render/diagnostics.hpp"
#include "libstats/render/formats.hpp"
#include "libstats/survey/plan_lock.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

namespace outcomes::cli {
namespace {

using analysis::CheckOptions;
using analysis::CheckReport;
using base::Diagnostic;
using base::Severity;

std::string document(const std::vector<Diagnostic>& found, bool is_list, bool quiet, const Style& style) {
    if (style.format == Format::text) {
        if (is_list) return render::places_text(found);
        if (quiet && found.empty()) return "";
        const std::string text = render::diagnostics_text(found, style.color);
        return text + (text.empty() ? "" : "\n") + render::count_line(found) + '\n';
    }
    const std::string table =
        render::grid_document("outcomes.check/1", render::diagnostics_grid(found), style.format);
    return style.format == Format::md ? table + '\n' + render::count_line(found) + '\n' : table;
}

bool holds(const std::vector<Diagnostic>& found, Severity severity) {
    return std::any_of(found.begin(), found.end(),
                       [&](const Diagnostic& one) { return one.severity == severity; });
}

/// The code that --list names, with or without what it is about ("straight_lining"); "" without --list.
std::string code_to_list(const Typed& typed) {
    const auto given = typed.one("list");
    if (!given) return "";
    std::vector<std::string> codes;
    for (const std::string_view code : analysis::listable_codes()) {
        if (code == given->value || code.substr(code.find('.') + 1) == given->value) return std::string(code);
        codes.emplace_back(code.substr(code.find('.') + 1));
    }
    std::string help = base::did_you_mean(given->value, codes);
    if (help.empty())
        help = fmt::format("findings with rows are {}", base::joined(codes, "and", codes.size()));
    throw UsageError(fmt::format("{} knows no rows of \"{}\"", given->source, given->value), help);
}

void append(CheckReport& all, CheckReport more, const std::string& path) {
    for (Diagnostic& one : more.findings) {
        if (one.place.file.empty()) one.place.file = path;
        all.findings.push_back(std::move(one));
    }
    std::move(more.listed.begin(), more.listed.end(), std::back_inserter(all.listed));
}

/// Where the lock goes, if one is asked for. Throws base::OutputError where there is one already.
std::string lock_target(const std::string& study, const Settings& settings) {
    std::string path = survey::lock_path(study);
    std::error_code error;
    if (!settings.force && std::filesystem::exists(path, error)) {
        base::Diagnostic exists;
        exists.code = "output.exists";
        exists.message = fmt::format("the rules are fixed already, in \"{}\"", path);
        exists.help =
            "outcomes check says what was changed since; add --force to fix the rules of today in its place";
        throw base::OutputError(std::move(exists));
    }
    return path;
}

void write_lock(const std::string& study, const std::string& path, const CheckReport& report,
                const Settings& settings) {
    if (holds(report.findings, Severity::error)) {
        tell("the rules were not fixed: settle the errors first");
        return;
    }
    const survey::PlanLock lock =
        survey::lock_of(survey::read_study(study), today(), std::string(render::version()));
    io::OutputFile file(path, settings.force);
    file.write(survey::lock_text(lock));
    file.commit();
    if (!settings.quiet) tell(fmt::format("wrote {}", path));
}

CheckReport check_one(const std::string& path, const CheckOptions& options, const Settings& settings) {
    if (!options.before_lock) return analysis::check_study(path, options);
    const std::string lock = lock_target(path, settings);
    CheckReport report = analysis::check_study(path, options);
    write_lock(path, lock, report, settings);
    return report;
}

}  // namespace

int run_check(const Settings& settings) {
    CheckOptions options;
    options.list = code_to_list(settings.typed);
    options.before_lock = settings.typed.has("lock");
    if (options.before_lock && settings.quick)
        throw UsageError("--lock needs a study file: without one no rules are written down");
    CheckReport all;
    bool any = settings.quick.has_value();
    int code = exit_code::done;
    if (settings.quick) {
        const survey::Study study = analysis::quick_study(*settings.quick);
        check_targets(settings, files_of(study));
        all = analysis::check_study(study, options);
    } else {
        check_targets(settings, settings.studies);
        code = for_each_study(settings, settings.studies, [&](const std::string& path) {
            append(all, check_one(path, options, settings), path);
            any = true;
        });
        std::stable_sort(all.findings.begin(), all.findings.end(),
                         [](const Diagnostic& l, const Diagnostic& r) { return l.severity < r.severity; });
    }
    if (!any) return code;
    const bool is_list = !options.list.empty();
    const auto& found = is_list ? all.listed : all.findings;
    std::vector<Diagnostic> shown = found;
    if (settings.quiet && !is_list)
        std::erase_if(shown, [](const Diagnostic& one) { return one.severity != Severity::error; });
    write_all(settings, [&](const Style& style) { return document(shown, is_list, settings.quiet, style); });
    if (code != exit_code::done) return code;
    const bool wrong = holds(found, Severity::error) || (settings.strict && holds(found, Severity::warning));
    return wrong ? exit_code::found_errors : exit_code::done;
}

}  // namespace outcomes::cli
