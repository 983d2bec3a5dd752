#include "libstats/findings/disclose_parts.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::findings {
namespace {

using Rows = std::vector<Finding*>;

Rows rows_of(StudyFindings& study, std::initializer_list<std::string_view> terms, const std::string& wave) {
    Rows rows;
    for (Finding& row : study.results) {
        const bool of_everyone = row.analysis == "response" && row.group.empty() && row.n;
        const bool wanted = std::find(terms.begin(), terms.end(), row.term) != terms.end();
        if (of_everyone && wanted && (wave.empty() || row.wave_from == wave)) rows.push_back(&row);
    }
    return rows;
}

/// Those who answered one time are the linked, those with a code that has no partner and those without a
/// code. Never is exactly one of the parts hidden; returns true if one had to be.
bool hide_parts(Rows unlinked, const Rows& linked, const DisclosureRules& rules) {
    const auto few = [&](const Finding* row) { return rules.too_few(*row->n); };
    if (std::none_of(unlinked.begin(), unlinked.end(), few)) return false;
    if (unlinked.size() < 2) unlinked.insert(unlinked.end(), linked.begin(), linked.end());
    for (Finding* row : unlinked) suppress(*row);
    return true;
}

void hide_kinds_of_links(StudyFindings& study, const DisclosureRules& rules) {
    const Rows linked = rows_of(study, {"linked"}, "");
    for (Finding* kind : rows_of(study, {"linked_tidied", "linked_tolerant", "linked_decided"}, "")) {
        const bool close = linked.empty() || rules.leaves_few(*linked.front()->n, *kind->n);
        if (rules.too_few(*kind->n) || close) suppress(*kind);
    }
}

/// Those who did not answer are the people in the place without those who did: where they are few, how many
/// people there are is not told.
bool hide_population(StudyFindings& study, const DisclosureRules& rules) {
    bool few = false;
    for (const Finding* row : rows_of(study, {"answered"}, ""))
        few = few || (row->n_from &&
                      (*row->n >= *row->n_from ? rules.hides_zero : rules.too_few(*row->n_from - *row->n)));
    if (!few) return false;
    for (Finding* row : rows_of(study, {"eligible"}, "")) suppress(*row);
    for (Finding* row : rows_of(study, {"answered"}, "")) {
        row->n_from = std::nullopt;
        row->estimate = row->conf_low = row->conf_high = row->conf_level = std::nullopt;
        row->estimate_type.clear();
        row->policy.clear();
    }
    if (study.record) study.record->population = std::nullopt;
    return true;
}

std::vector<std::string> waves_of(const StudyFindings& study) {
    std::vector<std::string> waves;
    for (const Finding& row : study.results) {
        if (row.analysis == "response" && row.term == "answered" && row.group.empty())
            waves.push_back(row.wave_from);
    }
    return waves;
}

}  // namespace

void hide_response(StudyFindings& study, const DisclosureRules& rules) {
    bool some = hide_population(study, rules);
    hide_kinds_of_links(study, rules);
    for (const std::string& wave : waves_of(study)) {
        const Rows unlinked = rows_of(study, {"only_from", "only_to", "no_id"}, wave);
        some = hide_parts(unlinked, rows_of(study, {"linked"}, ""), rules) || some;
    }
    for (Finding& row : study.results) {
        if (row.analysis != "response" || row.suppressed || !row.n || row.term == "eligible") continue;
        if (!rules.too_few(*row.n)) continue;
        suppress(row);
        some = true;
    }
    if (some)
        study.hidden.emplace_back(
            "Who answered: numbers of people that are too small are hidden, and others that would give them "
            "away.");
}

}  // namespace outcomes::findings
