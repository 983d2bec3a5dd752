#include "libstats/render/compare_page.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/result_table.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;

constexpr std::size_t most_differences = 3;

/// Terms of methods and verdicts in one list, so that a method table shows the headline's method as well.
Rows with_headlines(const StudyFindings& study, const Parts& parts) {
    if (parts.methods.empty()) return {};
    std::set<std::string> terms;
    for (const Finding* row : parts.methods) terms.insert(row->term);
    Rows rows;
    for (const Finding& row : study.results) {
        if (row.analysis == "compare" && terms.contains(row.term)) rows.push_back(&row);
    }
    return rows;
}

/// "+0.30 (+0.19 to +0.41), 212 people"
std::string change_text(const Finding& row) {
    const std::string n = people(row.n.value_or(0));
    if (!row.estimate) return fmt::format("{}, {}", short_reason(row.reason), n);
    const int digits = decimals_for(row);
    const std::string limits = row.conf_low ? signed_interval(row.conf_low, row.conf_high, digits)
                                            : "no interval: " + short_reason(row.reason);
    return fmt::format("{}{} ({}), {}", signed_number(row.estimate, digits), unit_of(row), limits, n);
}

double size_of(const Finding* row) {
    return std::abs(row->effect.value_or(0));
}

void add_attrition(Page& page, const Rows& all) {
    Rows rows;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
                 [](const Finding* row) { return row->effect.has_value(); });
    if (rows.empty()) return;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Finding* l, const Finding* r) { return size_of(l) > size_of(r); });
    page.emplace_back(Heading{"At the start, those who answered again differed by (in SDs, + is better)"});
    for (std::size_t i = 0; i < std::min(most_differences, rows.size()); ++i) {
        const std::string text = fmt::format("{}: {}", name_of(*rows[i]), signed_number(rows[i]->effect, 2));
        const bool notable = has_note(*rows[i], "lost_differ");
        page.emplace_back(Remark{notable ? text + ", so those who stayed may not stand for all" : text});
    }
}

bool any(const Rows& rows, bool (*holds)(const Finding&)) {
    return std::any_of(rows.begin(), rows.end(), [&](const Finding* row) { return holds(*row); });
}

void add_other_estimand(Page& page, const Rows& rows, const ComparePageOptions& options) {
    if (rows.empty()) return;
    const bool has_shares = any(rows, [](const Finding& row) { return !unit_of(row).empty(); });
    const std::string_view of_place =
        has_shares ? "The place: change of the average, or of a share (pp), of all who answered either time"
                   : "The place: change of the average of everyone who answered either time";
    page.emplace_back(Heading{rows.front()->estimand == "place"
                                  ? std::string(of_place)
                                  : std::string("The people: change among those who answered both times")});
    page.emplace_back(change_table(rows, options));
}

/// The strict linkage beside the one that carries the results: two lines a term.
void add_other_linkage(Page& page, const Parts& parts) {
    if (parts.other_linkage.empty()) return;
    page.emplace_back(Heading{"With and without tolerant matches"});
    for (const Finding* strict : parts.other_linkage) {
        const auto own = std::find_if(parts.headlines.begin(), parts.headlines.end(),
                                      [&](const Finding* row) { return row->term == strict->term; });
        if (own == parts.headlines.end()) continue;
        page.emplace_back(Remark{fmt::format("{}: {}; codes agree wholly: {}", name_of(*strict),
                                             change_text(**own), change_text(*strict))});
    }
}

void add_averages(Page& page, const StudyFindings& study, const Rows& headlines) {
    TextTable table = averages_table(headlines, study.wave_from_label, study.wave_to_label);
    if (table.empty()) return;
    page.emplace_back(Heading{headlines.front()->estimand == "place"
                                  ? "Averages of everyone who answered"
                                  : "Averages of those who answered both times"});
    page.emplace_back(std::move(table));
}

/// What a change in percentage points is a change of.
void add_share_notes(Page& page, const Rows& headlines) {
    std::vector<std::string> moved;
    for (const Finding* row : headlines) {
        if (row->method == "net_share") moved.push_back(name_of(*row));
    }
    if (!moved.empty()) {
        page.emplace_back(
            Remark{fmt::format("{}: the share of people who moved to a higher answer minus the share who "
                               "moved to a lower one, in "
                               "percentage points (pp). They have no averages.",
                               base::joined(moved))});
    }
    std::vector<std::string> shares;
    for (const Finding* row : headlines) {
        if (row->method == "share_middle") shares.push_back(name_of(*row));
    }
    if (!shares.empty()) {
        page.emplace_back(
            Remark{fmt::format("{}: the change of the share of people who gave that answer or a higher "
                               "one. It is another figure than the share that moved, and the two need not "
                               "agree.",
                               base::joined(shares))});
    }
}

void add_reliability(Page& page, const StudyFindings& study, const Rows& rows) {
    if (rows.empty()) return;
    page.emplace_back(Heading{"Reliability of the scales (Cronbach's alpha, 1 would be perfect)"});
    std::vector<std::string> waves;
    for (const Finding* row : rows) waves.push_back(wave_name(study, *row));
    page.emplace_back(reliability_table(rows, waves));
}

/// "in points: Belonging 0.15, Trust 0.16; in percentage points: Volunteered 5"
std::string smallest_changes(const Rows& headlines) {
    std::string points;
    std::string shares;
    for (const Finding* row : headlines) {
        if (!row->smallest_change) continue;
        std::string& list = unit_of(*row).empty() ? points : shares;
        list +=
            fmt::format("{} {} {}", list.empty() ? "" : ",", name_of(*row), size_text(*row->smallest_change));
    }
    if (!points.empty()) points = "in points:" + points;
    if (!shares.empty()) shares = "in percentage points:" + shares;
    return points + (points.empty() || shares.empty() ? "" : "; ") + shares;
}

/// "0.2 SDs of all first-wave answers, agreed with residents"
std::string rule_text(const findings::SmallestChangeRule& rule) {
    std::string text = base::shortest(rule.value);
    if (rule.kind == "sd")
        text += " SDs of all first-wave answers";
    else if (rule.kind == "percent")
        text += " % of the possible range";
    else if (rule.kind == "percentage_points")
        text += rule.value == 1 ? " percentage point" : " percentage points";
    else
        text += rule.value == 1 ? " point" : " points";
    return rule.why.empty() ? text : fmt::format("{} ({})", text, rule.why);
}

/// The rule of most scales first and unnamed, then the exceptions with their scales.
std::string smallest_changes(const StudyFindings& study, const Rows& headlines) {
    auto rules = study.smallest_changes;
    if (rules.empty()) return smallest_changes(headlines);
    std::stable_sort(rules.begin(), rules.end(),
                     [](const auto& l, const auto& r) { return l.labels.size() > r.labels.size(); });
    std::string text = rule_text(rules.front());
    for (std::size_t i = 1; i < rules.size(); ++i) {
        text += fmt::format("; for {}: {}", base::joined(rules[i].labels), rule_text(rules[i]));
    }
    return text;
}

/// What the figures in SDs are turned to, or that there are some.
void add_effect_notes(Page& page, const Rows& headlines, const ComparePageOptions& options) {
    if (any(headlines, [](const Finding& row) { return row.better == "lower"; }))
        page.emplace_back(Remark{"* a lower score is better."});
    if (!any(headlines, [](const Finding& row) { return row.effect.has_value(); })) return;
    if (!options.show_effect) {
        page.emplace_back(Remark{"On a wider page the change in SDs is shown as well; -f csv has it."});
    } else if (any(headlines, [](const Finding& row) { return row.effect && row.better == "lower"; })) {
        page.emplace_back(
            Remark{"In SDs: turned round where a lower score is better, so that + is better in every row."});
    }
}

void add_rule_notes(Page& page, const StudyFindings& study, const Rows& headlines) {
    const std::string sizes = smallest_changes(study, headlines);
    page.emplace_back(Remark{
        sizes.empty()
            ? std::string("Results come from the 95 % interval. No smallest change that matters is "
                          "set, so only the direction is judged.")
            : "Results come from the 95 % interval and the smallest change that matters: " + sizes + '.'});
    std::vector<std::string> without;
    for (const Finding* row : headlines) {
        if (!row->smallest_change && row->verdict != "not_tested") without.push_back(name_of(*row));
    }
    if (!sizes.empty() && !without.empty()) {
        page.emplace_back(Remark{
            fmt::format("None is set for {}, so only the direction is judged.", base::joined(without))});
    }
    const auto adjusted = std::count_if(headlines.begin(), headlines.end(),
                                        [](const Finding* row) { return row->p_adjusted.has_value(); });
    if (adjusted > 1) {
        page.emplace_back(Remark{fmt::format(
            "{} results are looked at together; p_adjusted in -f csv allows for that.", adjusted)});
    }
}

void add_hidden(Page& page, const StudyFindings& study) {
    for (const std::string& sentence : study.hidden) page.emplace_back(Remark{sentence});
}

void add_left_out(Page& page, const StudyFindings& study) {
    for (const std::string& sentence : study.left_out) page.emplace_back(Remark{sentence});
}

void add_notes(Page& page, const StudyFindings& study, const Parts& parts, const ComparePageOptions& options,
               std::string_view statement) {
    page.emplace_back(Heading{"Notes"});
    if (!parts.headlines.empty()) {
        add_mark_notes(page, parts.headlines);
        add_effect_notes(page, parts.headlines, options);
        add_share_notes(page, parts.headlines);
        add_share_notes(page, parts.other_estimand);
        add_rule_notes(page, study, parts.headlines);
    }
    Rows compared = parts.headlines;
    compared.insert(compared.end(), parts.methods.begin(), parts.methods.end());
    if (any(compared, [](const Finding& row) { return has_note(row, "households_not_used"); })) {
        page.emplace_back(
            Remark{"Some methods take no account of shared households; the note column of -f csv "
                   "says which."});
    }
    compared.insert(compared.end(), parts.reliability.begin(), parts.reliability.end());
    add_row_notes(page, compared);
    add_left_out(page, study);
    if (study.plan) page.emplace_back(Remark{study.plan->sentence});
    page.emplace_back(Remark{"This shows change, not its cause."});
    add_warning_count(page, study);
    add_hidden(page, study);
    page.emplace_back(Remark{std::string(statement)});
}

/// One table a subgroup. Looking at many groups is looking for chance findings: the page says so.
void add_groups(Page& page, const StudyFindings& study, const Rows& rows, const ComparePageOptions& options) {
    for (const findings::SubgroupFacts& split : study.subgroups) {
        Rows of_split;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(of_split),
                     [&](const Finding* row) { return row->group == split.id; });
        if (of_split.empty()) continue;
        page.emplace_back(Heading{"Groups: " + split.label});
        page.emplace_back(group_table(of_split, options));
    }
    if (!rows.empty())
        page.emplace_back(Paragraph{
            "A group that changed and one that did not need not differ: compare their intervals. Of many "
            "groups some seem to change by chance."});
}

}  // namespace

Page compare_page(const StudyFindings& study, std::string_view statement, const ComparePageOptions& options) {
    const Parts parts = parts_of(study);
    Page page;
    page.emplace_back(Title{study.title.empty() ? study.id : study.title});
    page.emplace_back(Paragraph{summary_line(study, parts)});
    if (!parts.headlines.empty()) page.emplace_back(result_table(parts.headlines, options));
    add_averages(page, study, parts.headlines);
    if (const Rows rows = with_headlines(study, parts); !rows.empty()) {
        add_method_table(page, rows, options);
    }
    add_groups(page, study, parts.groups, options);
    add_other_estimand(page, parts.other_estimand, options);
    add_other_linkage(page, parts);
    add_response(page, study, parts.response);
    add_attrition(page, parts.attrition);
    add_reliability(page, study, parts.reliability);
    add_notes(page, study, parts, options, statement);
    return page;
}

}  // namespace outcomes::render
