#include "libstats/analysis/doubts.hpp"

#include "libstats/analysis/measure.hpp"

#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
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

std::vector<Diagnostic> open_checks(const Study& study, Severity severity) {
    constexpr std::string_view mark = "# CHECK: ";
    std::vector<std::string> lines;
    survey::Mark first;
    for (std::size_t i = 0; i < study.lines.size(); ++i) {
        if (!study.lines[i].starts_with(mark)) continue;
        const auto line = static_cast<std::uint32_t>(i + 1);
        if (lines.empty()) first = {line, 1, static_cast<std::uint32_t>(mark.size()) - 2};
        lines.push_back(fmt::format("{}", line));
    }
    if (lines.empty()) return {};
    const bool one = lines.size() == 1;
    Diagnostic open = study.diagnostic_at(
        first, severity, "study.open_check",
        fmt::format("{} of the study file still {}", one ? "1 line" : fmt::format("{} lines", lines.size()),
                    one ? "says CHECK" : "say CHECK"));
    open.found = fmt::format("line{} {}", one ? "" : "s", base::joined(lines, "and", 12));
    open.help = "init was not sure there: look, correct the line below if need be, and take the question out";
    return {std::move(open)};
}

std::vector<Diagnostic> kept_back_questions(const Study& study, const std::vector<std::string>& names) {
    std::vector<Diagnostic> warnings;
    std::set<std::string> told;
    for (const survey::Scale& scale : study.scales) {
        for (const std::string& id : scale.items) {
            const survey::Item* item = study.find_item(id);
            if (!survey::is_named(names, scale, id)) continue;
            if (item == nullptr || !item->is_kept_back() || !told.insert(id).second) continue;
            Diagnostic warning = study.diagnostic_at(
                scale.mark, Severity::warning, "study.protected_question",
                fmt::format(
                    "\"{}\" is not shown as a single question: its questionnaire protects it, as answers "
                    "about self-harm are; to show it, say so under [item]: {} = {{ show = true }}",
                    id, id));
            warnings.push_back(std::move(warning));
        }
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
