#include "cli/study_warnings.hpp"

#include "cli/console.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study_file.hpp"

#include <utility>

namespace outcomes::cli {

WarnedStudy read_with_warnings(const std::string& path) {
    survey::StudyRead read = survey::try_read_study(path);
    if (!read.study) return {survey::read_study(path), {}};
    WarnedStudy result{std::move(*read.study), {}};
    for (const base::Diagnostic& one : read.diagnostics) {
        if (one.severity != base::Severity::warning) continue;
        result.warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
    }
    return result;
}

void tell_warnings(const std::vector<findings::Warning>& warnings, Color color) {
    std::vector<base::Diagnostic> list;
    for (const findings::Warning& warning : warnings) {
        base::Diagnostic one;
        one.severity = base::Severity::warning;
        one.code = warning.code;
        one.message = warning.message;
        one.place = {warning.file, warning.line, warning.column, ""};
        list.push_back(std::move(one));
    }
    if (!list.empty()) tell(list, color);
}

}  // namespace outcomes::cli
