#include "tests/attack/true_counts.hpp"

#include <algorithm>

namespace outcomes::tests {
namespace {

const Sheet* partner_of(const Sheet& sheet, const std::vector<Sheet>& others) {
    if (sheet.code.empty()) return nullptr;
    const auto found = std::find_if(others.begin(), others.end(),
                                    [&](const Sheet& other) { return other.code == sheet.code; });
    return found == others.end() ? nullptr : &*found;
}

void count_pair(TrueCounts& counts, int before, int after) {
    const auto k = static_cast<std::size_t>(counts.k);
    const auto a = static_cast<std::size_t>(std::max(before, 0)),
               b = static_cast<std::size_t>(std::max(after, 0));
    if (before >= 0 && after >= 0)
        ++counts.pairs[a * k + b];
    else if (before >= 0)
        ++counts.lost[a];
    else if (after >= 0)
        ++counts.gained[b];
    else
        ++counts.silent;
}

void count_single(std::vector<std::int64_t>& by_answer, std::int64_t& without, int answer) {
    if (answer >= 0)
        ++by_answer[static_cast<std::size_t>(answer)];
    else
        ++without;
}

}  // namespace

TrueCounts true_counts(const RandomStudy& study, const Asked& asked, std::size_t subgroup,
                       const std::vector<int>& groups) {
    TrueCounts counts;
    const auto k = static_cast<std::size_t>(asked.k);
    counts.k = asked.k;
    counts.pairs.assign(k * k, 0);
    for (auto* list : {&counts.lost, &counts.gained, &counts.first, &counts.second}) list->assign(k, 0);
    const auto wanted = [&](int group) {
        return std::find(groups.begin(), groups.end(), group) != groups.end();
    };
    for (const Sheet& sheet : study.waves[0]) {
        const Sheet* later = partner_of(sheet, study.waves[1]);
        int group = sheet.group.at(subgroup);
        if (group < 0 && later != nullptr) group = later->group.at(subgroup);
        if (!wanted(group)) continue;
        if (later != nullptr) {
            count_pair(counts, score_of(sheet, asked), score_of(*later, asked));
            continue;
        }
        count_single(counts.first, counts.first_without, score_of(sheet, asked));
        counts.first_without_code += sheet.code.empty() ? 1 : 0;
    }
    for (const Sheet& sheet : study.waves[1]) {
        if (partner_of(sheet, study.waves[0]) != nullptr || !wanted(sheet.group.at(subgroup))) continue;
        count_single(counts.second, counts.second_without, score_of(sheet, asked));
        counts.second_without_code += sheet.code.empty() ? 1 : 0;
    }
    return counts;
}

}  // namespace outcomes::tests
