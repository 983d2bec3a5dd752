#include "libstats/analysis/release.hpp"

#include <algorithm>

namespace outcomes::analysis {
namespace {

findings::Release release_of(survey::Profile profile) {
    switch (profile) {
        case survey::Profile::partner:
            return findings::Release::partner;
        case survey::Profile::public_release:
            return findings::Release::public_release;
        case survey::Profile::internal:
            break;
    }
    return findings::Release::internal;
}

}  // namespace

findings::DisclosureRules disclosure_rules(const survey::Study& study, findings::Release unless_set) {
    const survey::Disclosure& set = study.disclosure;
    findings::DisclosureRules rules =
        findings::default_rules(set.profile ? release_of(*set.profile) : unless_set);
    if (!rules.hides()) return rules;
    rules.threshold = std::max(rules.threshold, set.threshold.value_or(0));
    rules.round = std::max(rules.round, set.round.value_or(0));
    return rules;
}

}  // namespace outcomes::analysis
