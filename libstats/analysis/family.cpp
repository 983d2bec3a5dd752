#include "libstats/analysis/family.hpp"

#include "libstats/analysis/run_support.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/stats/multiplicity.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using findings::Finding;

constexpr double adjusted_limit = 0.05;

std::string family_of(const survey::Study& study, const std::string& term) {
    for (const survey::Family& family : study.families) {
        if (std::find(family.scales.begin(), family.scales.end(), term) != family.scales.end())
            return family.name;
    }
    return {};
}

stats::Adjustment adjustment_of(survey::Adjust adjust) {
    switch (adjust) {
        case survey::Adjust::holm:
            return stats::Adjustment::holm;
        case survey::Adjust::bh:
            return stats::Adjustment::benjamini_hochberg;
        case survey::Adjust::none:
            break;
    }
    return stats::Adjustment::none;
}

bool interval_leaves_out_zero(const Finding& row) {
    const auto verdict = findings::verdict_from_id(row.verdict);
    if (!verdict) return false;
    const bool tiny = row.verdict_detail == findings::detail_id(findings::Detail::tiny_rise) ||
                      row.verdict_detail == findings::detail_id(findings::Detail::tiny_fall);
    return tiny ||
           (*verdict != findings::Verdict::inconclusive && *verdict != findings::Verdict::not_tested &&
            *verdict != findings::Verdict::no_meaningful_change);
}

}  // namespace

void adjust_families(const survey::Study& study, std::vector<Finding>& rows,
                     const std::vector<std::size_t>& headlines, Grouping grouping) {
    const auto is_headline = [&](std::size_t i) {
        return std::find(headlines.begin(), headlines.end(), i) != headlines.end();
    };
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool apart = grouping == Grouping::families;
        groups[{is_headline(i) ? "" : rows[i].method, apart ? family_of(study, rows[i].term) : ""}].push_back(
            i);
    }
    for (const auto& [key, members] : groups) {
        std::vector<std::optional<double>> p;
        for (const std::size_t i : members) p.push_back(rows[i].p_value);
        const auto adjusted = stats::adjust(p, adjustment_of(study.rules.adjust));
        for (std::size_t k = 0; k < members.size(); ++k) rows[members[k]].p_adjusted = adjusted[k];
    }
    for (const std::size_t i : headlines) {
        Finding& row = rows[i];
        if (interval_leaves_out_zero(row) && row.p_adjusted && *row.p_adjusted >= adjusted_limit)
            add_note(row, "suggestive");
    }
}

}  // namespace outcomes::analysis
