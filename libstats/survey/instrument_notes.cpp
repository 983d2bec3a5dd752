#include "libstats/survey/instrument_notes.hpp"

#include "libstats/survey/instrument.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace outcomes::survey {
namespace {

std::string_view title_of(std::string_view about) {
    for (const RuleSubject& subject : rule_subjects()) {
        if (subject.id == about) return subject.title;
    }
    return about;
}

bool changes_scores(const KeyRule& rule) {
    return std::any_of(rule_subjects().begin(), rule_subjects().end(), [&](const RuleSubject& subject) {
        return subject.id == rule.about && subject.changes_scores;
    });
}

std::vector<const KeyRule*> rules_of(const UsedInstrument& used, RuleStatus status,
                                     const std::vector<std::string>& small_changes) {
    std::vector<const KeyRule*> rules;
    for (const KeyRule& rule : used.key->rules) {
        const bool replaced = rule.about == "missing" && used.own_missing_rule;
        if (rule.status == status && changes_scores(rule) && !replaced) rules.push_back(&rule);
    }
    for (const std::string& id : small_changes) {
        const KeyRule& rule = used.key->find_score(id)->small_change_rule;
        const bool said = std::any_of(rules.begin(), rules.end(), [&](const KeyRule* one) {
            return one->about == rule.about && one->says == rule.says;
        });
        if (rule.status == status && !said) rules.push_back(&rule);
    }
    return rules;
}

base::Diagnostic note(const Study& study, const UsedInstrument& used, std::string code, std::string message,
                      const std::vector<std::string>& found, std::string help) {
    base::Diagnostic diagnostic =
        study.diagnostic_at(used.mark, base::Severity::note, std::move(code), std::move(message));
    diagnostic.found = fmt::format("{}", fmt::join(found, "\n"));
    diagnostic.help = std::move(help);
    return diagnostic;
}

std::vector<std::string> in_words(const std::vector<const KeyRule*>& rules) {
    std::vector<std::string> lines;
    for (const KeyRule* rule : rules)
        lines.push_back(fmt::format("{}: {}", title_of(rule->about), rule->says));
    return lines;
}

void add_rules(const Study& study, const UsedInstrument& used, std::vector<base::Diagnostic>& notes) {
    const auto add = [&](RuleStatus status, const char* code, const char* what, const std::string& help) {
        const auto rules = rules_of(used, status, used.small_change_of);
        if (rules.empty()) return;
        notes.push_back(note(study, used, code,
                             fmt::format("\"{}\": {} rule{} of {} {} {}", used.scale, rules.size(),
                                         rules.size() == 1 ? "" : "s", used.key->label,
                                         rules.size() == 1 ? "is" : "are", what),
                             in_words(rules), help));
    };
    add(RuleStatus::unverified, "study.unverified_rule", "not verified",
        fmt::format(
            "check it against the manual before you rely on the scores; outcomes help {} has the sources",
            used.key->id));
    add(RuleStatus::choice, "study.own_rule", "this program's own",
        "no source settles it; say so where you report the scores");
}

void add_conditions(const Study& study, const UsedInstrument& used, std::vector<base::Diagnostic>& notes) {
    std::vector<std::string> lines = used.key->cautions;
    if (!used.key->ages.empty()) lines.push_back("ages: " + used.key->ages);
    lines.push_back("licence: " + used.key->licence);
    notes.push_back(note(study, used, "study.conditions_of_use",
                         fmt::format("\"{}\": conditions of {}", used.scale, used.key->label), lines, ""));
}

/// A published smallest change gives way to that of [rules], but not in silence.
void add_replaced_change(const Study& study, const UsedInstrument& used,
                         std::vector<base::Diagnostic>& notes) {
    const Mark& general = study.rules.small_change.mark;
    if (!study.rules.small_change.is_set()) return;
    for (const QuestionnaireScore& score : used.key->scores) {
        const KeyRule& published = score.small_change_rule;
        const Scale* scale = study.find_scale(scale_name(*used.key, score, used.scale));
        if (scale == nullptr || !score.small_change.is_set() || published.status != RuleStatus::verified)
            continue;
        const Mark& taken = scale->small_change.mark;
        if (taken.line != general.line || taken.column != general.column) continue;
        notes.push_back(note(
            study, used, "study.published_small_change",
            fmt::format("\"{}\": the smallest change of [rules] is used, not the published one", scale->id),
            {fmt::format("{} [{}]", published.says, published.source)},
            "to use it, write it into the scale: small_change = { points = ... }"));
    }
}

}  // namespace

std::vector<const KeyRule*> rules_in_use(const Study& study, const Scale& scale, RuleStatus status) {
    for (const UsedInstrument& used : study.instruments) {
        if (used.scale != scale.use) continue;
        std::vector<std::string> small_changes;
        std::copy_if(used.small_change_of.begin(), used.small_change_of.end(),
                     std::back_inserter(small_changes), [&](const std::string& id) {
                         return scale_name(*used.key, *used.key->find_score(id), used.scale) == scale.id;
                     });
        return rules_of(used, status, small_changes);
    }
    return {};
}

bool has_unverified_rule(const Study& study, const Scale& scale) {
    return !rules_in_use(study, scale, RuleStatus::unverified).empty();
}

std::vector<base::Diagnostic> instrument_notes(const Study& study) {
    std::vector<base::Diagnostic> notes;
    for (const UsedInstrument& used : study.instruments) {
        add_rules(study, used, notes);
        add_replaced_change(study, used, notes);
        add_conditions(study, used, notes);
    }
    return notes;
}

}  // namespace outcomes::survey
