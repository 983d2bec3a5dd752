#include "libstats/analysis/check.hpp"
#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "libstats/render/diagnostics.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::cli {
namespace {

using base::Diagnostic;
using base::Severity;

std::string document(const std::vector<Diagnostic>& found, const Style& style) {
    if (style.format == Format::text) {
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

}  // namespace

int run_check(const Settings& settings) {
    std::vector<Diagnostic> found;
    int code = exit_code::done;
    if (settings.quick) {
        const survey::Study study = analysis::quick_study(*settings.quick);
        check_targets(settings, files_of(study));
        found = analysis::check_study(study);
    } else {
        check_targets(settings, settings.studies);
        code = for_each_study(settings, settings.studies, [&](const std::string& path) {
            std::vector<Diagnostic> of_one = analysis::check_study(path);
            for (Diagnostic& one : of_one) {
                if (one.place.file.empty()) one.place.file = path;
                found.push_back(std::move(one));
            }
        });
        std::stable_sort(found.begin(), found.end(),
                         [](const Diagnostic& l, const Diagnostic& r) { return l.severity < r.severity; });
    }
    write_all(settings, [&](const Style& style) { return document(found, style); });
    if (code != exit_code::done) return code;
    const bool wrong = holds(found, Severity::error) || (settings.strict && holds(found, Severity::warning));
    return wrong ? exit_code::found_errors : exit_code::done;
}

}  // namespace outcomes::cli
