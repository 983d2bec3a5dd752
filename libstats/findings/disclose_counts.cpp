#include "libstats/base/outcome.hpp"
#include "libstats/findings/disclose_parts.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::findings {
namespace {

using Counts = std::vector<std::uint64_t>;

/// Answers that are shown as one: the first of them and the first after them.
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::uint64_t sum_of(const Counts& counts, const Run& run) {
    return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(run.begin),
                           counts.begin() + static_cast<std::ptrdiff_t>(run.end), std::uint64_t{0});
}

/// Neighbours joined from the lowest on until each run has enough people in every one of the counts; what is
/// left at the end joins the last run. Empty if fewer than `at_least` runs come of it.
std::vector<Run> joined_runs(const std::vector<const Counts*>& all, Run range, std::uint64_t threshold,
                             std::size_t at_least) {
    std::vector<Run> runs;
    Run open{range.begin, range.begin};
    const auto enough = [&](const Run& run) {
        return std::all_of(all.begin(), all.end(),
                           [&](const Counts* counts) { return sum_of(*counts, run) >= threshold; });
    };
    while (open.end < range.end) {
        ++open.end;
        if (!enough(open)) continue;
        runs.push_back(open);
        open.begin = open.end;
    }
    if (!runs.empty()) runs.back().end = range.end;
    if (runs.size() < at_least) runs.clear();
    return runs;
}

std::string joined_label(const std::vector<std::string>& answers, const Run& run) {
    std::string label;
    for (std::size_t i = run.begin; i < run.end; ++i) label += (i == run.begin ? "" : " or ") + answers[i];
    return label;
}

bool any_few(const Counts& counts, const DisclosureRules& rules) {
    return std::any_of(counts.begin(), counts.end(), [&](std::uint64_t n) { return rules.too_few(n); });
}

Counts rounded(const Counts& counts, const DisclosureRules& rules) {
    Counts out;
    for (const std::uint64_t n : counts) out.push_back(rules.rounded(n));
    return out;
}

/// True if the whole table may be shown: no cell is small, nor is, where numbers are not rounded, the number
/// of those left when the linked people of an answer are taken off everyone with that answer.
bool table_is_safe(const Movement& movement, const DisclosureRules& rules) {
    const std::size_t k = movement.answers.size();
    for (std::size_t a = 0; a < k; ++a) {
        std::uint64_t before = 0, after = 0;
        for (std::size_t b = 0; b < k; ++b) {
            if (rules.too_few(movement.at(a, b))) return false;
            before += movement.at(a, b);
            after += movement.at(b, a);
        }
        if (rules.round > 1) continue;
        if (rules.leaves_few(movement.count_from[a], before)) return false;
        if (rules.leaves_few(movement.count_to[a], after)) return false;
    }
    return k > 0;
}

/// The cells of people who answered both times, rounded; who did not is shown in no cell.
void round_table(Movement& movement, const DisclosureRules& rules) {
    const std::size_t k = movement.answers.size();
    for (std::size_t a = 0; a <= k; ++a) {
        for (std::size_t b = 0; b <= k; ++b) {
            std::uint64_t& cell = movement.moves[a * (k + 1) + b];
            cell = a == k || b == k ? 0 : rules.rounded(cell);
        }
    }
}

/// Everyone's answers, neighbours joined where they have an order; nothing where that does not help.
bool join_answers(Movement& movement, const DisclosureRules& rules) {
    if (movement.answers.empty()) return false;
    if (!any_few(movement.count_from, rules) && !any_few(movement.count_to, rules)) return false;
    std::vector<Run> runs;
    if (movement.ordered)
        runs = joined_runs({&movement.count_from, &movement.count_to}, {0, movement.answers.size()},
                           rules.threshold, 2);
    std::vector<std::string> labels;
    Counts from, to;
    for (const Run& run : runs) {
        labels.push_back(joined_label(movement.answers, run));
        from.push_back(sum_of(movement.count_from, run));
        to.push_back(sum_of(movement.count_to, run));
    }
    movement.answers = std::move(labels);
    movement.count_from = std::move(from);
    movement.count_to = std::move(to);
    return true;
}

void hide_directions(Movement& movement) {
    movement.n_higher = movement.n_same = movement.n_lower = std::nullopt;
}

void round_directions(Movement& movement, const DisclosureRules& rules) {
    for (auto* n : {&movement.n_higher, &movement.n_same, &movement.n_lower}) {
        if (*n) *n = rules.rounded(**n);
    }
}

bool directions_are_few(const Movement& movement, const DisclosureRules& rules) {
    const auto few = [&](const std::optional<std::uint64_t>& n) { return n && rules.too_few(*n); };
    return few(movement.n_higher) || few(movement.n_same) || few(movement.n_lower);
}

/// True if the spread of change of the one-question scale that asks this item is shown: then those who moved
/// by less than the smallest change would follow from both.
bool has_spread(const StudyFindings& study, const Movement& movement) {
    const TermFacts* item = facts_of(study, movement.term);
    const std::string scale = item != nullptr && !item->scale.empty() ? item->scale : movement.term;
    const TermFacts* facts = facts_of(study, scale);
    if (facts == nullptr || facts->n_items != 1) return false;
    return std::any_of(study.spreads.begin(), study.spreads.end(), [&](const ChangeSpread& spread) {
        return spread.term == scale && !spread.bins.empty();
    });
}

void protect(Movement& movement, bool spread_is_shown, const DisclosureRules& rules) {
    const bool keeps_table = !movement.moves.empty() && table_is_safe(movement, rules) && !spread_is_shown;
    if (keeps_table) {
        round_table(movement, rules);
    } else if (!movement.moves.empty()) {
        movement.moves.clear();
        movement.suppressed = true;
    }
    if (join_answers(movement, rules)) movement.suppressed = true;
    movement.count_from = rounded(movement.count_from, rules);
    movement.count_to = rounded(movement.count_to, rules);
    if (directions_are_few(movement, rules) || spread_is_shown) {
        hide_directions(movement);
        movement.suppressed = true;
    }
    round_directions(movement, rules);
    movement.n_unanswered = std::nullopt;
}

/// The zones of a spread: worse by the smallest change or more, less than that, better by that or more.
std::vector<Run> zones_of(const ChangeSpread& spread) {
    const double d = spread.smallest_change.value_or(spread.step);
    const double slack = spread.step / 4;
    std::size_t low = 0, high = spread.bins.size();
    while (low < spread.bins.size() && spread.bins[low].high <= -d + slack) ++low;
    while (high > low && spread.bins[high - 1].low >= d - slack) --high;
    return {{0, low}, {low, high}, {high, spread.bins.size()}};
}

/// The outermost changes are those of one person: the first and last bin reach to the ends of the possible
/// range instead. False if that is not known.
bool open_ends(ChangeSpread& spread, const TermFacts* facts) {
    if (spread.bins.empty() || facts == nullptr || !facts->low || !facts->high) return false;
    const double range = *facts->high - *facts->low;
    spread.bins.front().low = std::min(-range, spread.bins.front().low);
    spread.bins.back().high = std::max(range, spread.bins.back().high);
    return true;
}

bool protect(ChangeSpread& spread, const TermFacts* facts, const DisclosureRules& rules) {
    Counts people;
    for (const ChangeBin& bin : spread.bins) people.push_back(bin.people);
    std::vector<ChangeBin> bins;
    bool merged = false;
    bool too_few = spread.bins.empty();
    const auto zones = zones_of(spread);
    if (rules.round > 1) too_few = !open_ends(spread, facts) || too_few;
    for (const Run& zone : zones) {
        const std::vector<Run> runs = joined_runs({&people}, zone, rules.threshold, 1);
        too_few = too_few || runs.empty();
        for (const Run& run : runs) {
            merged = merged || run.end - run.begin > 1;
            bins.push_back({spread.bins[run.begin].low, spread.bins[run.end - 1].high,
                            rules.rounded(sum_of(people, run))});
        }
    }
    if (too_few) {
        spread.bins.clear();
        spread.n_higher = spread.n_lower = std::nullopt;
        spread.n =
            spread.n && *spread.n >= rules.threshold ? std::optional(rules.rounded(*spread.n)) : std::nullopt;
    } else {
        spread.bins = std::move(bins);
        for (auto* n : {&spread.n, &spread.n_higher, &spread.n_lower}) {
            if (*n) *n = rules.rounded(**n);
        }
    }
    spread.suppressed = too_few || merged;
    return too_few;
}

}  // namespace

void hide_spreads(StudyFindings& study, const DisclosureRules& rules) {
    bool some = false;
    for (ChangeSpread& spread : study.spreads)
        some = protect(spread, facts_of(study, spread.term), rules) || some;
    if (some)
        study.hidden.emplace_back(
            "Changes of single people are shown only where enough went up, stayed and went down.");
}

void hide_movements(StudyFindings& study, const DisclosureRules& rules) {
    bool some = false;
    for (Movement& movement : study.movements) {
        protect(movement, has_spread(study, movement), rules);
        some = some || movement.suppressed;
    }
    if (some)
        study.hidden.push_back(
            "Single questions: answers that few people gave are joined with their "
            "neighbours, and tables of who moved from which answer to which are left out.");
}

}  // namespace outcomes::findings
