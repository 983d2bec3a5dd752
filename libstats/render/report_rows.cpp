#include "libstats/render/report_rows.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/lay.hpp"
#include "libstats/render/lay_numbers.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/wording.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using Id = PhraseId;

bool moved(const Finding& row) {
    return row.verdict == "improved" || row.verdict == "worsened" || row.verdict == "rose" ||
           row.verdict == "fell";
}

std::string signed_text(double value, int digits) {
    return with_minus(signed_number(value, digits));
}

}  // namespace

ReportRows report_rows(const findings::StudyFindings& study) {
    ReportRows rows;
    for (const Finding& row : study.results) {
        if (!row.group.empty() && row.analysis != "compare") continue;
        if (row.analysis == "reliability")
            rows.reliability.push_back(&row);
        else if (row.analysis == "response")
            rows.response.push_back(&row);
        else if (row.analysis == "attrition")
            rows.attrition.push_back(&row);
        else if (row.analysis == "other_estimand" && row.level != "item" && row.group.empty())
            rows.other_estimand.push_back(&row);
        else if (row.analysis != "compare")
            continue;
        else if (!row.group.empty())
            rows.groups.push_back(&row);
        else if (!row.verdict.empty())
            (row.level == "item" ? rows.items : rows.headlines).push_back(&row);
        else if (!row.subgroup.empty() && row.estimate_type == "percentage_points")
            rows.answers.push_back(&row);
    }
    return rows;
}

LeadRows lead_rows(const findings::StudyFindings& study, const ReportRows& rows) {
    constexpr std::size_t most = 3;
    LeadRows lead;
    if (study.record) {
        for (const std::string& term : study.record->lead) {
            for (const Finding* row : rows.headlines) {
                if (row->term == term) lead.rows.push_back(row);
            }
        }
    }
    if (!lead.rows.empty()) return lead;
    std::copy_if(rows.headlines.begin(), rows.headlines.end(), std::back_inserter(lead.rows),
                 [](const Finding* row) { return moved(*row); });
    if (lead.rows.size() <= most) return lead;
    const auto size = [](const Finding* row) { return std::abs(row->effect.value_or(0)); };
    std::vector<double> sizes;
    for (const Finding* row : lead.rows) sizes.push_back(size(row));
    std::nth_element(sizes.begin(), sizes.begin() + (most - 1), sizes.end(), std::greater<>());
    std::erase_if(lead.rows, [&](const Finding* row) { return size(row) < sizes[most - 1]; });
    lead.rows.resize(std::min(most, lead.rows.size()));
    lead.some = true;
    return lead;
}

Voices voices_of(const findings::StudyFindings& study) {
    if (!study.record) return {};
    return {study.record->words != "evaluator", study.record->words != "lay"};
}

DocCell cell_or_reason(const Finding& row, bool known, std::string text) {
    if (known) return {std::move(text)};
    if (row.suppressed) return {say("cell.hidden")};
    return {say("cell.absent")};
}

DocCell name_cell(const Finding& row) {
    const std::string name = full_name(row);
    return {row.better == "lower" ? say("cell.low_is_good", {{"scale", name}}) : name};
}

DocCell people_cell(const Finding& row) {
    if (row.estimand == "place" && row.n_from && row.n_to)
        return {say("cell.two", {{"from", grouped(*row.n_from)}, {"to", grouped(*row.n_to)}})};
    const auto n = row.n ? row.n : row.n_pairs;
    return cell_or_reason(row, n.has_value(), n ? grouped(*n) : "");
}

DocCell change_cell(const Finding& row) {
    if (!row.estimate) return cell_or_reason(row, false, "");
    const std::string number = signed_text(*row.estimate, shown_digits(row));
    return {unit_of(row).empty() ? number : say("cell.pp", {{"number", number}})};
}

DocCell interval_cell(const Finding& row) {
    const bool known = row.conf_low && row.conf_high;
    return cell_or_reason(
        row, known, known ? with_minus(signed_interval(row.conf_low, row.conf_high, shown_digits(row))) : "");
}

DocCell level_cell(const Finding& row, std::optional<double> level) {
    if (!level && row.method == "net_share" && row.estimate) return {say("cell.not_applicable")};
    if (!level) return cell_or_reason(row, false, "");
    const std::string number = with_minus(base::fixed(*level, shown_digits(row)));
    return {unit_of(row).empty() ? number : say("cell.percent", {{"number", number}})};
}

DocCell effect_cell(const Finding& row) {
    if (!row.effect && row.estimate) return {say("cell.not_applicable")};
    return cell_or_reason(row, row.effect.has_value(), row.effect ? signed_text(*row.effect, 2) : "");
}

DocCell p_cell(const Finding& row, std::optional<double> p) {
    if (!p && row.estimate) return {say("cell.not_applicable")};
    return cell_or_reason(row, p.has_value(), p_text(p));
}

DocCell smallest_cell(const Finding& row) {
    if (!row.smallest_change) return {row.suppressed ? say("cell.hidden") : say("cell.not_set")};
    const std::string number = size_text(*row.smallest_change);
    return {unit_of(row).empty() ? number : say("cell.pp", {{"number", number}})};
}

DocCell result_cell(const Finding& row) {
    const auto verdict = findings::verdict_from_id(row.verdict);
    if (!verdict) return {""};
    std::string text(findings::verdict_words(*verdict));
    if (row.suppressed) return {text + ' ' + say("cell.hidden"), row.verdict};
    if (row.verdict == "not_tested" && !row.reason.empty()) text += ": " + short_reason(row.reason);
    std::vector<std::string> remarks;
    if (moved(row) && row.verdict_detail == "size_unsure") remarks.push_back(say("page.may_be_small"));
    if (has_note(row, "suggestive")) remarks.push_back(say("page.suggestive"));
    for (std::size_t i = 0; i < remarks.size(); ++i) text += (i == 0 ? " (" : ", ") + remarks[i];
    if (!remarks.empty()) text += ')';
    return {text, row.verdict};
}

std::string interval_head(const Rows& rows) {
    double level = 0.95;
    for (const Finding* row : rows) {
        if (!row->conf_level) continue;
        level = *row->conf_level;
        break;
    }
    return say("col.interval", {{"level", base::shortest(100 * level)}});
}

std::string id_part(const std::string& text) {
    std::string id;
    for (const char c : text) {
        const bool keeps = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        id += keeps ? c : '-';
    }
    return id;
}

}  // namespace outcomes::render
