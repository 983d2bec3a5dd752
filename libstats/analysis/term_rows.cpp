#include "libstats/analysis/term_rows.hpp"

#include "libstats/analysis/run_support.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/findings/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using findings::Finding;

constexpr std::array<std::string_view, 3> direction_ids{"higher", "lower", "neither"};

void name_row(Finding& row, const Measure& measure, const MethodEntry& entry) {
    row.analysis = "compare";
    row.term = measure.term;
    row.label = measure.label;
    row.level = measure.level;
    row.method = entry.info.id;
    row.better = direction_ids.at(static_cast<std::size_t>(measure.better));
    if (row.policy.empty()) row.policy = entry.info.policy;
    if (row.estimate_type == "points" || row.estimate_type == "percentage_points") {
        row.smallest_change = measure.smallest_change;
    }
    if (measure.has_households && !entry.uses_households) add_note(row, "households_not_used");
}

void set_verdict(Finding& row, const Measure& measure, const std::optional<stats::Interval>& limits) {
    if (!limits) {
        row.verdict = findings::verdict_id(findings::Verdict::not_tested);
        return;
    }
    const findings::Judgement judgement =
        findings::judge(limits->low, limits->high, measure.smallest_change, measure.better);
    row.verdict = findings::verdict_id(judgement.verdict);
    row.verdict_detail = findings::detail_id(judgement.detail);
    add_note(row, measure.smallest_change_note);
}

MethodResult run(const MethodEntry& entry, const Measure& measure, double level) {
    MethodResult result = entry.run(measure, level);
    name_row(result.row, measure, entry);
    return result;
}

/// A term that none of the methods asked for can speak about is not left out: its row says so.
Finding not_admitted(const MethodEntry& entry, const Measure& measure) {
    Finding row = absent(people_row(measure), base::Reason::not_applicable).row;
    row.estimand = entry.info.estimand;
    row.mean_from = row.mean_to = row.sd_from = row.sd_to = std::nullopt;
    name_row(row, measure, entry);
    row.rule = "asked for; not a method for this kind of measure";
    return row;
}

/// Methods that were asked for and can speak about this measure, the headline first.
std::vector<const MethodEntry*> chosen(const Measure& measure, const Plan& plan,
                                       const MethodEntry& headline) {
    std::vector<const MethodEntry*> list;
    if (plan.headline_only) return {&headline};
    const auto take = [&](const MethodEntry& entry) {
        if (entry.run != nullptr && admits(entry.info, measure.kind)) list.push_back(&entry);
    };
    if (plan.all_methods) {
        for (const MethodEntry& entry : method_entries()) {
            const bool pointless = entry.uses_households && !measure.has_households;
            if (!pointless) take(entry);
        }
    } else {
        for (const MethodEntry* entry : plan.methods) take(*entry);
    }
    std::stable_partition(list.begin(), list.end(),
                          [&](const MethodEntry* entry) { return entry == &headline; });
    return list;
}

}  // namespace

OtherLinkage other_linkage_row(const Measure& measure, const Measure& strict, const Plan& plan,
                               const WavePair& waves, const WavePair& strict_waves) {
    constexpr double notable = 0.15;
    const std::size_t n_strict = strict_waves.linkage.pairs.size();
    const HeadlineChoice choice =
        headline_method(measure.kind, plan.headline, measure.has_households, n_strict > 0);
    OtherLinkage other{run(*find_entry(choice.method), strict, plan.level).row, ""};
    other.row.analysis = "other_linkage";
    other.row.rule = fmt::format("strict: codes agree wholly, {} of the {} linked pairs", n_strict,
                                 waves.linkage.pairs.size());
    const auto& all = measure.mean.pairs;
    const auto& few = strict.mean.pairs;
    if (all && few && all->r && few->r && std::abs(*few->r - *all->r) > notable) {
        add_note(other.row, "correlation_differs");
        other.warning = fmt::format(
            "{}: the answers of the two waves correlate {} where codes agree wholly, and {} with tolerant "
            "matches; "
            "some of these may be false",
            measure.label, base::fixed(*few->r, 2), base::fixed(*all->r, 2));
    }
    return other;
}

TermRows term_rows(const Measure& measure, const Plan& plan, bool has_links, bool has_unlinked) {
    const HeadlineChoice choice =
        headline_method(measure.kind, plan.headline, measure.has_households, has_links);
    const MethodEntry& headline = *find_entry(choice.method);
    TermRows rows;
    for (const MethodEntry* entry : chosen(measure, plan, headline)) {
        MethodResult result = run(*entry, measure, plan.level);
        if (entry == &headline) {
            result.row.rule = choice.rule;
            set_verdict(result.row, measure, result.limits_95);
            rows.headline = static_cast<std::ptrdiff_t>(rows.compared.size());
        } else {
            result.row.rule = plan.all_methods ? "whole battery" : "asked for";
        }
        rows.compared.push_back(std::move(result.row));
    }
    if (rows.compared.empty()) rows.compared.push_back(not_admitted(*plan.methods.front(), measure));
    const bool differ = has_links && has_unlinked;
    if (plan.all_methods || !differ) return rows;
    const bool of_people = plan.headline == survey::Headline::people;
    const auto other = of_people ? survey::Headline::place : survey::Headline::people;
    const HeadlineChoice second = headline_method(measure.kind, other, measure.has_households, has_links);
    MethodResult result = run(*find_entry(second.method), measure, plan.level);
    result.row.analysis = "other_estimand";
    result.row.rule = second.rule;
    rows.other_estimand.push_back(std::move(result.row));
    return rows;
}

}  // namespace outcomes::analysis
