#include "libstats/analysis/doubts.hpp"

#include "libstats/analysis/measure.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Diagnostic;
using base::Severity;
using survey::Study;

Diagnostic unused(const Study& study, const survey::Mark& mark, const std::string& key, std::string help) {
    Diagnostic warning =
        study.diagnostic_at(mark, Severity::warning, "study.not_used",
                            fmt::format("{} is understood, but this version does not use it", key));
    warning.help = std::move(help);
    return warning;
}

}  // namespace

std::vector<Diagnostic> unused_keys(const Study& study) {
    std::vector<Diagnostic> warnings;
    const survey::Columns& columns = study.columns;
    if (columns.group) {
        const std::string help = fmt::format(
            "everyone is compared together; for one group at a time, if the files of all waves have the "
            "column: [rows] keep = [{{ column = \"{}\", is = \"{}\" }}]",
            columns.group->column, columns.group->programme);
        warnings.push_back(unused(study, columns.group->mark, "[columns] group", help));
    }
    if (columns.weight) {
        warnings.push_back(unused(study, columns.weight->mark, "[columns] weight",
                                  "every sheet counts once; take the key out to go on"));
    }
    if (columns.consent) {
        warnings.push_back(unused(study, columns.consent->mark, "[columns] consent",
                                  "leave people out with [rows] keep or drop"));
    }
    return warnings;
}

std::vector<Diagnostic> misplaced_smallest_changes(const Study& study) {
    std::vector<Diagnostic> warnings;
    for (const survey::Scale& scale : study.scales) {
        if (kind_of(study, scale) == MeasureKind::mean || !scale.small_change.sd) continue;
        const survey::Mark mark = scale.small_change.mark.line > 0 ? scale.small_change.mark : scale.mark;
        Diagnostic warning = study.diagnostic_at(
            mark, Severity::warning, "study.small_change_of_shares",
            fmt::format(
                "\"{}\" is one question reported as shares, so a smallest change in SDs does not apply to it",
                scale.id));
        warning.help = "give it one in percentage points: small_change = { points = 10 }";
        warnings.push_back(std::move(warning));
    }
    return warnings;
}

std::vector<Diagnostic> unexpected_choices(const Study& study, const Plan& plan) {
    std::vector<Diagnostic> notes;
    const auto add = [&](const char* code, std::string message, std::string help) {
        Diagnostic note;
        note.severity = Severity::warning;
        note.code = code;
        note.message = std::move(message);
        note.help = std::move(help);
        notes.push_back(std::move(note));
    };
    if (plan.from > plan.to) {
        add("compare.backwards",
            fmt::format("\"{}\" comes after \"{}\", so this compares backwards in time", plan.from->label,
                        plan.to->label),
            "");
    }
    if (study.path.empty() && study.columns.id.empty() && !study.columns.row_is_person) {
        add("compare.no_id",
            "without --id nobody can be linked: the people of the two files are taken as different ones",
            "name the column with each person's code: --id COLUMN");
    }
    return notes;
}

}  // namespace outcomes::analysis
