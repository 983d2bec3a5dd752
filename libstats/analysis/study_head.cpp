#include "libstats/analysis/study_head.hpp"

#include "libstats/analysis/doubts.hpp"
#include "libstats/analysis/plan_state.hpp"
#include "libstats/survey/instrument_notes.hpp"
#include "libstats/survey/quality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace outcomes::analysis {
namespace {

using findings::StudyFindings;
using survey::Study;

/// What a term is called, its smallest change, and whether that is in percentage points.
struct SmallChangeOf {
    const std::string& label;
    const survey::SmallChange& set;
    bool in_shares;
};

SmallChangeOf small_change_of(const Study& study, const Term& term) {
    if (const auto* question = std::get_if<Question>(&term)) {
        const survey::Item& item = *question->item;
        return {item.text.empty() ? item.id : item.text, question->small_change,
                question->kind != MeasureKind::mean};
    }
    if (const auto* const* scale = std::get_if<const survey::Scale*>(&term))
        return {(*scale)->label, (*scale)->small_change, kind_of(study, **scale) != MeasureKind::mean};
    const survey::Category& category = *std::get<const survey::Category*>(term);
    return {category.label, category.small_change, true};
}

/// The smallest changes as they were set, each once with the terms it is for.
std::vector<findings::SmallestChangeRule> smallest_changes(const Study& study, const Plan& plan) {
    std::vector<findings::SmallestChangeRule> rules;
    for (const Term& term : plan.terms) {
        const auto [label, set, in_shares] = small_change_of(study, term);
        if (!set.is_set()) continue;
        const std::string kind = set.sd       ? "sd"
                                 : in_shares  ? "percentage_points"
                                 : set.points ? "points"
                                              : "percent";
        const double value = set.sd ? *set.sd : (set.points ? *set.points : *set.percent);
        const std::string& why = set.why;
        const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) {
            return rule.kind == kind && rule.value == value && rule.why == why;
        });
        if (found == rules.end())
            rules.push_back({kind, value, why, {label}});
        else
            found->labels.push_back(label);
    }
    return rules;
}

std::string on_one_line(std::string text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
        text.replace(at, 1, "; ");
    return text;
}

/// Warnings about a comparison of linked people, of whom there may be few.
std::vector<base::Diagnostic> doubtful_links(const Plan& plan, const WavePair& waves) {
    if (plan.headline != survey::Headline::people) return {};
    const auto few = survey::few_linked(*waves.from, *waves.to, waves.linkage.pairs.size());
    return few ? std::vector{*few} : std::vector<base::Diagnostic>{};
}

}  // namespace

StudyFindings head_of(const Study& study, const Plan& plan, const survey::Responses& responses,
                      const WavePair& waves) {
    StudyFindings out;
    out.id = study.id;
    out.title = study.title;
    out.path = study.path;
    out.sha256 = study.sha256;
    out.wave_from_label = plan.from->label;
    out.wave_to_label = plan.to->label;
    out.smallest_changes = smallest_changes(study, plan);
    out.plan = plan_record(study, *plan.to);
    for (const auto& notes :
         {open_checks(study, base::Severity::warning), unused_keys(study), changed_plan(study),
          unexpected_choices(study, plan), responses.notes, doubtful_links(plan, waves)}) {
        for (const base::Diagnostic& one : notes) {
            if (one.severity == base::Severity::note) continue;
            out.warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
        }
    }
    for (const base::Diagnostic& one : survey::instrument_notes(study)) {
        if (one.code != "study.unverified_rule") continue;
        out.warnings.push_back({one.code, fmt::format("{} ({})", one.message, on_one_line(one.found)),
                                one.place.file, one.place.line, one.place.column});
    }
    return out;
}

}  // namespace outcomes::analysis
