#include "libstats/findings/disclose_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::findings {
namespace {

using Count = std::optional<std::uint64_t> Finding::*;

/// How many people of one group there are, by what is counted: those who answered each time, those linked.
using Sizes = std::map<std::string, std::uint64_t>;

struct Group {
    std::string name;  ///< "" for the people who are in no group
    Sizes sizes;
    bool is_hidden = false;
};

std::uint64_t smallest(const Sizes& sizes) {
    std::uint64_t least = 0;
    for (auto at = sizes.begin(); at != sizes.end(); ++at)
        least = at == sizes.begin() ? at->second : std::min(least, at->second);
    return least;
}

std::vector<Group> groups_of(const StudyFindings& study, const SubgroupFacts& split) {
    std::vector<Group> groups;
    for (const std::string& name : split.groups) groups.push_back({name, {}, false});
    groups.push_back({"", {}, true});
    for (const Finding& row : study.results) {
        if (row.analysis != "response" || row.group != split.id || !row.n) continue;
        for (Group& group : groups) {
            if (group.name == row.subgroup) group.sizes[row.term + ' ' + row.wave_from] = *row.n;
        }
    }
    return groups;
}

/// True if the hidden groups protect each other: nobody at all, or two and more with enough people together.
bool protect_each_other(const std::vector<Group>& groups, const DisclosureRules& rules) {
    Sizes together;
    std::size_t n_hidden = 0, n_parts = 0;
    for (const Group& group : groups) {
        if (!group.is_hidden) continue;
        const bool is_rest = group.name.empty();
        const bool has_people = std::any_of(group.sizes.begin(), group.sizes.end(),
                                            [](const auto& size) { return size.second > 0; });
        if (!is_rest) ++n_hidden;
        if (!is_rest || has_people) ++n_parts;
        for (const auto& [what, n] : group.sizes) together[what] += n;
    }
    if (n_parts == 0) return true;
    if (n_hidden > 0 && n_parts < 2) return false;
    return std::all_of(together.begin(), together.end(), [&](const auto& size) {
        const bool nobody_expected = n_hidden == 0 && size.second == 0;
        return nobody_expected || size.second >= rules.threshold;
    });
}

void hide_smallest(std::vector<Group>& groups) {
    Group* least = nullptr;
    for (Group& group : groups) {
        if (group.is_hidden) continue;
        if (least == nullptr || smallest(group.sizes) < smallest(least->sizes)) least = &group;
    }
    if (least != nullptr) least->is_hidden = true;
}

void choose_hidden(std::vector<Group>& groups, const DisclosureRules& rules) {
    for (Group& group : groups) {
        for (const auto& [what, n] : group.sizes) group.is_hidden = group.is_hidden || n < rules.threshold;
    }
    const auto any_shown = [&] {
        return std::any_of(groups.begin(), groups.end(), [](const Group& group) { return !group.is_hidden; });
    };
    while (any_shown() && !protect_each_other(groups, rules)) hide_smallest(groups);
}

/// The numbers of people behind one kind of row, over all groups that are shown, against everyone's.
class TermInGroups {
  public:
    TermInGroups(const DisclosureRules& rules, bool some_unseen) : rules_(rules), some_unseen_(some_unseen) {}

    void add(const Finding& row) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (const auto& n = row.*counts[i]) {
                sums_[i] += *n;
                few_ = few_ || *n < rules_.threshold;
            }
        }
    }
    /// True if what is shown, or what is left when it is taken off, rests on too few people.
    [[nodiscard]] bool tells_too_much(const Finding* everyone) const {
        if (few_) return true;
        if (everyone == nullptr) return true;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const auto& whole = everyone->*counts[i];
            if (!whole) continue;
            if (rules_.leaves_few(*whole, sums_[i])) return true;
            if (some_unseen_ && *whole == sums_[i]) return true;
        }
        return false;
    }

  private:
    static constexpr std::array<Count, 4> counts{&Finding::n, &Finding::n_from, &Finding::n_to,
                                                 &Finding::n_pairs};
    const DisclosureRules& rules_;
    bool some_unseen_;
    bool few_ = false;
    std::array<std::uint64_t, 4> sums_{};
};

/// What makes two rows comparable over groups.
std::string kind_of(const Finding& row) {
    return row.analysis + '\n' + row.term + '\n' + row.method + '\n' + row.estimand + '\n' + row.wave_from;
}

const Finding* everyone_of(const StudyFindings& study, const std::string& kind) {
    for (const Finding& row : study.results) {
        if (row.group.empty() && kind_of(row) == kind) return &row;
    }
    return nullptr;
}

/// Counts behind the shares of a term: shown groups against everyone.
bool basis_tells_too_much(const StudyFindings& study, const SubgroupFacts& split, const std::string& term,
                          const std::set<std::string>& shown, const DisclosureRules& rules) {
    std::vector<std::uint64_t> people, place, whole_people, whole_place;
    const auto add = [](std::vector<std::uint64_t>& sum, const std::vector<std::uint64_t>& counts) {
        sum.resize(std::max(sum.size(), counts.size()));
        for (std::size_t i = 0; i < counts.size(); ++i) sum[i] += counts[i];
    };
    for (const CountBasis& basis : study.bases) {
        if (basis.term != term) continue;
        if (basis.group.empty() && whole_people.empty() && whole_place.empty()) {
            add(whole_people, basis.people);
            add(whole_place, basis.place);
        } else if (basis.group == split.id && shown.contains(basis.subgroup)) {
            add(people, basis.people);
            add(place, basis.place);
        }
    }
    const auto few_left = [&](const std::vector<std::uint64_t>& whole,
                              const std::vector<std::uint64_t>& sum) {
        for (std::size_t i = 0; i < sum.size() && i < whole.size(); ++i) {
            if (rules.leaves_few(whole[i], sum[i])) return true;
        }
        return false;
    };
    return few_left(whole_people, people) || few_left(whole_place, place);
}

bool counts_answers(const StudyFindings& study, const std::string& term) {
    const TermFacts* facts = facts_of(study, term);
    return facts == nullptr || facts->kind != "mean";
}

/// Hides the terms that have too few people in a shown group, or too few in the others.
std::size_t hide_terms(StudyFindings& study, const SubgroupFacts& split, const std::set<std::string>& shown,
                       bool some_unseen, const DisclosureRules& rules) {
    std::map<std::string, TermInGroups> kinds;
    std::map<std::string, std::string> term_of;
    for (const Finding& row : study.results) {
        if (row.group != split.id || row.analysis == "response" || !shown.contains(row.subgroup)) continue;
        const std::string kind = kind_of(row);
        kinds.try_emplace(kind, rules, some_unseen).first->second.add(row);
        term_of[kind] = row.term;
    }
    std::set<std::string> hidden_terms;
    for (const auto& [kind, counts] : kinds) {
        const std::string& term = term_of[kind];
        if (counts.tells_too_much(everyone_of(study, kind)) ||
            (counts_answers(study, term) && basis_tells_too_much(study, split, term, shown, rules)))
            hidden_terms.insert(term);
    }
    for (Finding& row : study.results) {
        if (row.group == split.id && row.analysis != "response" && hidden_terms.contains(row.term))
            suppress(row);
    }
    return hidden_terms.size();
}

/// Which method a group gets depends on whether anybody of it is linked: a hidden one has everyone's.
void take_method_of_everyone(StudyFindings& study, const SubgroupFacts& split) {
    for (Finding& row : study.results) {
        if (row.group != split.id || row.analysis != "compare" || !row.suppressed) continue;
        for (const Finding& everyone : study.results) {
            if (!everyone.group.empty() || everyone.analysis != "compare" || everyone.term != row.term)
                continue;
            row.method = everyone.method;
            row.estimand = everyone.estimand;
            row.rule = everyone.rule;
            break;
        }
    }
}

void tell(StudyFindings& study, const SubgroupFacts& split, std::size_t n_groups, std::size_t n_terms,
          const DisclosureRules& rules) {
    if (n_groups > 0)
        study.hidden.push_back(fmt::format(
            "{}: some groups have fewer than {} people, or would give away one that has; they are hidden "
            "everywhere.",
            split.label, rules.threshold));
    if (n_terms > 0)
        study.hidden.push_back(
            fmt::format("{}: for some questions too few people answered in a group; there all groups are "
                        "hidden.",
                        split.label));
}

}  // namespace

void hide_groups(StudyFindings& study, const DisclosureRules& rules) {
    for (const SubgroupFacts& split : study.subgroups) {
        std::vector<Group> groups = groups_of(study, split);
        choose_hidden(groups, rules);
        std::set<std::string> shown;
        std::size_t n_hidden = 0;
        bool some_unseen = false;
        for (const Group& group : groups) {
            if (!group.is_hidden) shown.insert(group.name);
            if (group.is_hidden && !group.name.empty()) ++n_hidden;
            some_unseen = some_unseen || (group.is_hidden && smallest(group.sizes) > 0);
        }
        some_unseen = some_unseen || n_hidden > 0;
        const std::size_t n_terms = hide_terms(study, split, shown, some_unseen, rules);
        for (Finding& row : study.results) {
            if (row.group == split.id && !shown.contains(row.subgroup)) suppress(row);
        }
        std::erase_if(study.results,
                      [&](const Finding& row) { return row.group == split.id && row.subgroup.empty(); });
        take_method_of_everyone(study, split);
        tell(study, split, n_hidden, n_terms, rules);
    }
}

}  // namespace outcomes::findings
