#include "libstats/findings/disclosure.hpp"

#include "libstats/findings/disclose_parts.hpp"

#include <algorithm>

namespace outcomes::findings {
namespace {

void protect(StudyFindings& study, const DisclosureRules& rules) {
    hide_groups(study, rules);
    hide_rows(study, rules);
    hide_response(study, rules);
    hide_spreads(study, rules);
    hide_movements(study, rules);
    coarsen_rows(study, rules);
    withhold_remarks(study, rules);
    if (rules.round > 1)
        study.hidden.emplace_back(
            "Numbers of people are rounded one by one, so parts may not add up; other figures are rounded to "
            "match. Results were judged before rounding.");
}

}  // namespace

SafeFindings disclose(Findings findings, const DisclosureRules& rules, const EarlierRelease& earlier) {
    for (StudyFindings& study : findings.studies) {
        if (rules.hides()) {
            protect(study, rules);
            if (hide_differences(study, earlier, rules.threshold, rules.round) > 0)
                study.hidden.emplace_back(
                    "Some figures are hidden because they differ from an earlier release by a few people.");
        }
        study.bases.clear();
    }
    return {std::move(findings), rules};
}

}  // namespace outcomes::findings
