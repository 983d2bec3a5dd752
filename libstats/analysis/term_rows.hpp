#pragma once

#include "libstats/analysis/measure.hpp"
#include "libstats/analysis/plan.hpp"
#include "libstats/findings/finding.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// The headline's figures with the people who are linked at the strict setting only, analysis
/// `other_linkage`, without a verdict; its rule says how many pairs that are. The warning that goes with it,
/// where the correlation between the waves differs by more than .15: false links make it smaller.
struct OtherLinkage {
    findings::Finding row;
    std::string warning;  ///< "" if there is none
};

/// The rows of one term: those of the methods asked for, and the other estimand where it differs.
struct TermRows {
    std::vector<findings::Finding> compared;        ///< analysis `compare`
    std::vector<findings::Finding> other_estimand;  ///< analysis `other_estimand`: at most one
    std::ptrdiff_t headline = -1;  ///< which of `compared` is the headline, -1: it was not asked for
    std::size_t n_left_out = 0;    ///< methods of the whole battery that do not apply to the term
};

/// @param measure  of the study's own linkage
/// @param strict   of the same term at the strict setting
[[nodiscard]] OtherLinkage other_linkage_row(const Measure& measure, const Measure& strict, const Plan& plan,
                                             const WavePair& waves, const WavePair& strict_waves);

[[nodiscard]] TermRows term_rows(const Measure& measure, const Plan& plan, bool has_links, bool has_unlinked);

}  // namespace outcomes::analysis
