#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/analysis/plan.hpp"
#include "libstats/findings/finding.hpp"

#include <vector>

namespace outcomes::analysis {

/// The rows of one term: those of the methods asked for, and the other estimand where it differs.
struct TermRows {
    std::vector<findings::Finding> compared;        ///< analysis `compare`
    std::vector<findings::Finding> other_estimand;  ///< analysis `other_estimand`: at most one
    std::ptrdiff_t headline = -1;  ///< which of `compared` is the headline, -1: it was not asked for
};

[[nodiscard]] TermRows term_rows(const Measure& measure, const Plan& plan, bool has_links, bool has_unlinked);

}  // namespace outcomes::analysis
