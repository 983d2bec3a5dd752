#include "libstats/findings/finding.hpp"

#include <algorithm>

namespace outcomes::findings {

const TermFacts* facts_of(const StudyFindings& study, std::string_view term) {
    const auto found = std::find_if(study.terms.begin(), study.terms.end(),
                                    [&](const TermFacts& facts) { return facts.term == term; });
    return found == study.terms.end() ? nullptr : &*found;
}

}  // namespace outcomes::findings
