#include "libstats/analysis/term_rows.hpp"

#include "libstats/analysis/run_support.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/findings/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using findings::Finding;

const std::string not_applicable(base::reason_id(base::Reason::not_applicable));

void name_row(Finding& row, const Measure& measure, const MethodEntry& entry, bool households_used) {
    row.analysis = "compare";
    row.term = measure.term;
    row.label = measure.label;
    row.level = measure.level;
    row.method = entry.info.id;
    row.better = findings::direction_id(measure.better);
    if (row.policy.empty()) row.policy = entry.info.policy;
    if (entry.info.ignores_links && row.reason != not_applicable)
        row.policy += fmt::format("; {}", links_ignored);
    if (row.estimate_type.ends_with("points")) row.smallest_change = measure.smallest_change;
    if (measure.has_households && !households_used) add_note(row, "households_not_used");
    for (const std::string& note : measure.notes) add_note(row, note);
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
    for (const std::string& note : measure.notes) add_note(row, note);
}

/// The tests that stand beside the headline of one question.
const MethodEntry* test_beside(MeasureKind kind) {
    switch (kind) {
        case MeasureKind::binary:
            return find_entry("mcnemar_exact");
        case MeasureKind::nominal:
            return find_entry("bhapkar");
        case MeasureKind::mean:
        case MeasureKind::ordered:
            break;
    }
    return find_entry("sign_test");
}

/// One answer of a question against all the others together: a question of two answers.
Measure against_rest(const Measure& measure, std::size_t answer) {
    const AnswerData& all = measure.answers;
    const std::size_t k = all.labels.size();
    Measure one = measure;
    one.kind = MeasureKind::binary;
    one.success = 1;
    one.answers = {};
    one.answers.labels = {"another answer", all.labels[answer]};
    one.answers.count_from = one.answers.count_to = {0, 0};
    one.answers.moves = {0, 0, 0, 0};
    for (std::size_t a = 0; a < k; ++a) {
        const std::size_t before = a == answer ? 1 : 0;
        one.answers.count_from[before] += all.count_from[a];
        one.answers.count_to[before] += all.count_to[a];
        for (std::size_t b = 0; b < k; ++b)
            one.answers.moves[before * 2 + (b == answer ? 1 : 0)] += all.moves[a * k + b];
    }
    return one;
}

/// An odds ratio's upper limit, or a Bayes factor, can be infinite: no output has a number for that.
void forget_infinite(Finding& row) {
    bool found = false;
    for (std::optional<double>* number : {&row.estimate, &row.std_error, &row.statistic, &row.conf_low,
                                          &row.conf_high, &row.effect, &row.effect_low, &row.effect_high}) {
        if (!*number || std::isfinite(**number)) continue;
        number->reset();
        found = true;
    }
    if (found) add_note(row, "unbounded");
}

MethodResult run(const MethodEntry& entry, const Measure& measure, double level) {
    MethodResult result = entry.run(measure, level);
    set_effect_of(result.row, entry.info.effect, measure.better);
    forget_infinite(result.row);
    name_row(result.row, measure, entry, entry.uses_households);
    return result;
}

/// False for a method that cannot speak about this measure.
bool applies(const MethodEntry& entry, const Measure& measure) {
    return entry.run != nullptr && admits(entry.info, measure.kind);
}

/// A method that was asked for by name and cannot speak about this measure is not left out: its row says why.
MethodResult not_admitted(const AskedMethod& asked, const Measure& measure) {
    const MethodEntry& entry = *asked.entry;
    Finding row = absent(people_row(measure), base::Reason::not_applicable).row;
    row.estimand = entry.info.estimand;
    row.mean_from = row.mean_to = row.sd_from = row.sd_to = std::nullopt;
    row.policy = "only for " + measures_in_words(entry.info);
    name_row(row, measure, entry, true);
    if (asked.bootstrap) row.method += fmt::format("/{}", name_of(*asked.bootstrap));
    return {std::move(row), std::nullopt};
}

MethodResult run(const AskedMethod& asked, const Measure& measure, double level) {
    if (!applies(*asked.entry, measure)) return not_admitted(asked, measure);
    if (!asked.bootstrap) return run(*asked.entry, measure, level);
    MethodResult result = run_bootstrapped(*asked.entry, *asked.bootstrap, measure, level);
    set_effect_of(result.row, asked.entry->info.effect, measure.better);
    forget_infinite(result.row);
    name_row(result.row, measure, *asked.entry, true);
    result.row.method += fmt::format("/{}", name_of(*asked.bootstrap));
    return result;
}

constexpr std::string_view not_admitted_rule = "asked for; not a method for this kind of measure";

/// The methods of the whole battery that apply to this measure.
std::vector<AskedMethod> whole_battery(const Measure& measure) {
    std::vector<AskedMethod> list;
    for (const MethodEntry& entry : method_entries()) {
        const bool pointless = entry.uses_households && !measure.has_households;
        if (!pointless && applies(entry, measure)) list.push_back({&entry});
    }
    return list;
}

/// How many methods of two waves are not among `battery` and were not asked for by name either.
std::size_t n_left_out(const Plan& plan, const std::vector<AskedMethod>& battery) {
    return static_cast<std::size_t>(std::ranges::count_if(method_entries(), [&](const MethodEntry& entry) {
        return entry.run != nullptr && std::ranges::count(battery, AskedMethod{&entry}) == 0 &&
               std::ranges::count(plan.methods, AskedMethod{&entry}) == 0;
    }));
}

/// The methods to be run, the headline first: those of the plan, and of the whole battery those that apply.
std::vector<AskedMethod> chosen(const Measure& measure, const Plan& plan, const MethodEntry& headline) {
    if (plan.tests_beside &&
        (plan.headline == survey::Headline::people || measure.kind == MeasureKind::nominal))
        return {{&headline}, {test_beside(measure.kind)}};
    if (plan.headline_only) return {{&headline}};
    std::vector<AskedMethod> list;
    if (plan.all_methods) list = whole_battery(measure);
    for (const AskedMethod& asked : plan.methods) {
        if (std::ranges::count(list, asked) == 0) list.push_back(asked);
    }
    std::stable_partition(list.begin(), list.end(), [&](const AskedMethod& asked) {
        return asked.entry == &headline && !asked.bootstrap;
    });
    return list;
}

/// The change of each answer's share, where answers have no order.
void add_answers(const Measure& measure, const Plan& plan, TermRows& rows) {
    const bool of_people = plan.headline == survey::Headline::people;
    const MethodEntry& entry = *find_entry(of_people ? "newcombe_paired" : "newcombe");
    for (std::size_t answer = 0; answer < measure.answers.labels.size(); ++answer) {
        MethodResult result = run(entry, against_rest(measure, answer), plan.level);
        result.row.rule = "each answer against the others";
        rows.compared.push_back(std::move(result.row));
    }
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
    for (const AskedMethod& asked : chosen(measure, plan, headline)) {
        MethodResult result = run(asked, measure, plan.level);
        if (!applies(*asked.entry, measure)) {
            result.row.rule = not_admitted_rule;
        } else if (asked.entry == &headline && !asked.bootstrap) {
            result.row.rule = choice.rule;
            if (measure.kind != MeasureKind::nominal) set_verdict(result.row, measure, result.limits_95);
            rows.headline = static_cast<std::ptrdiff_t>(rows.compared.size());
        } else {
            result.row.rule = plan.all_methods    ? "whole battery"
                              : plan.tests_beside ? "beside the headline"
                                                  : "asked for";
        }
        rows.compared.push_back(std::move(result.row));
    }
    if (plan.all_methods) rows.n_left_out = n_left_out(plan, whole_battery(measure));
    const bool is_nominal = measure.kind == MeasureKind::nominal;
    if (is_nominal && plan.items && plan.tests_beside) add_answers(measure, plan, rows);
    const bool differ = has_links && has_unlinked;
    if (plan.all_methods || !differ || is_nominal) return rows;
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
