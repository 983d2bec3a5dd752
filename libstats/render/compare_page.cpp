#include "libstats/render/compare_page.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/result_table.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;

/// A standardised difference that is large enough to be told (Austin 2009 speaks of 0.1 to 0.25).
constexpr double notable_difference = 0.25;
constexpr std::size_t most_differences = 3;

/// Marks in the note column that are explained once, below the table.
const std::set<std::string_view> known_marks{"suggestive", "households_not_used"};

struct Parts {
    Rows headlines, methods, reliability, response, attrition;
};

Parts parts_of(const StudyFindings& study) {
    Parts parts;
    for (const Finding& row : study.results) {
        if (row.analysis == "reliability")
            parts.reliability.push_back(&row);
        else if (row.analysis == "response")
            parts.response.push_back(&row);
        else if (row.analysis == "attrition")
            parts.attrition.push_back(&row);
        else if (row.verdict.empty())
            parts.methods.push_back(&row);
        else
            parts.headlines.push_back(&row);
    }
    return parts;
}

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

std::optional<std::uint64_t> linked_people(const Parts& parts) {
    for (const Finding* row : parts.response) {
        if (row->term == "linked") return row->n;
    }
    std::optional<std::uint64_t> most;
    for (const Finding* row : parts.headlines) {
        if (row->n_pairs) most = std::max(most.value_or(0), *row->n_pairs);
    }
    return most;
}

std::string summary_line(const StudyFindings& study, const Parts& parts) {
    std::string line = fmt::format("{} to {}.", study.wave_from_label, study.wave_to_label);
    if (const auto linked = linked_people(parts))
        line += fmt::format(" {} answered both times.", people(*linked));
    if (parts.headlines.empty()) return line;
    const bool place = parts.headlines.front()->estimand == "place";
    return line + (place ? " Figures: change of the average of everyone who answered."
                         : " Figures: change among those who answered both times.");
}

std::string response_line(const Finding& row) {
    std::string line = row.label.empty() ? row.term : row.label;
    if (row.n) line += ": " + grouped(*row.n);
    if (row.estimate) line += fmt::format(" ({})", percent(*row.estimate));
    if (!row.note.empty()) line += ", " + row.note;
    return line;
}

void add_response(Page& page, const Rows& rows) {
    if (rows.empty()) return;
    page.emplace_back(Heading{"Who answered"});
    for (const Finding* row : rows) page.emplace_back(Remark{response_line(*row)});
}

double difference_of(const Finding& row) {
    return row.effect.value_or(row.estimate.value_or(0));
}

void add_attrition(Page& page, const Rows& all) {
    Rows rows;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
                 [](const Finding* row) { return row->effect || row->estimate; });
    if (rows.empty()) return;
    std::stable_sort(rows.begin(), rows.end(), [](const Finding* l, const Finding* r) {
        return std::abs(difference_of(*l)) > std::abs(difference_of(*r));
    });
    page.emplace_back(Heading{"Those who did not answer again, at the start (difference in SDs)"});
    for (std::size_t i = 0; i < std::min(most_differences, rows.size()); ++i) {
        const double difference = difference_of(*rows[i]);
        const bool notable = std::abs(difference) > notable_difference;
        page.emplace_back(Remark{fmt::format(
            "{}: {}{}", rows[i]->label.empty() ? rows[i]->term : rows[i]->label, signed_number(difference, 2),
            notable ? ", so those who stayed may not stand for all" : "")});
    }
}

void add_reliability(Page& page, const Rows& rows) {
    if (rows.empty()) return;
    page.emplace_back(Heading{"Reliability of the scales"});
    page.emplace_back(reliability_table(rows));
}

/// "0.15 points (Belonging), 0.16 points (Feeling safe, Trust)"
std::string smallest_changes(const Rows& headlines) {
    std::vector<std::pair<std::string, std::vector<std::string>>> groups;
    for (const Finding* row : headlines) {
        if (!row->smallest_change) continue;
        const std::string unit = unit_of(*row).empty() ? " points" : " percentage points";
        const std::string size = base::shortest(std::round(*row->smallest_change * 1e4) / 1e4) + unit;
        const auto known = std::find_if(groups.begin(), groups.end(),
                                        [&](const auto& group) { return group.first == size; });
        const std::string label = row->label.empty() ? row->term : row->label;
        if (known == groups.end())
            groups.push_back({size, {label}});
        else
            known->second.push_back(label);
    }
    std::vector<std::string> parts;
    for (const auto& [size, labels] : groups) {
        parts.push_back(groups.size() == 1 && labels.size() == headlines.size()
                            ? size
                            : fmt::format("{} ({})", size, base::joined(labels)));
    }
    return base::joined(parts, "and", parts.size());
}

bool any(const Rows& rows, bool (*holds)(const Finding&)) {
    return std::any_of(rows.begin(), rows.end(), [&](const Finding* row) { return holds(*row); });
}

void add_mark_notes(Page& page, const Rows& headlines) {
    page.emplace_back(
        Remark{"+ better, - worse, = any change is too small to matter, ? the answers cannot tell "
               "(this is not the same as staying the same), . not tested."});
    if (any(headlines, [](const Finding& row) { return row.better == "lower"; })) {
        page.emplace_back(Remark{"* a lower score is better."});
    }
    if (any(headlines, [](const Finding& row) { return has_note(row, "suggestive"); })) {
        page.emplace_back(
            Remark{"~ may be chance: of many scales looked at, some seem to move, and after "
                   "adjusting for that the p-value is .05 or more."});
    }
}

void add_rule_notes(Page& page, const Rows& headlines) {
    const std::string sizes = smallest_changes(headlines);
    page.emplace_back(Remark{
        sizes.empty()
            ? std::string("Results come from the 95 % interval. No smallest change that matters is "
                          "set, so only the direction is judged.")
            : "Results come from the 95 % interval and the smallest change that matters: " + sizes + '.'});
    const auto adjusted = std::count_if(headlines.begin(), headlines.end(),
                                        [](const Finding* row) { return row->p_adjusted.has_value(); });
    if (adjusted > 1) {
        page.emplace_back(
            Remark{fmt::format("Adjusted p-values allow for {} scales being looked at.", adjusted)});
    }
}

/// Remarks of rows that are not marks.
void add_row_notes(Page& page, const Rows& rows) {
    std::set<std::string> said;
    for (const Finding* row : rows) {
        std::string_view rest = row->note;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            const std::string_view note = base::trim(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (note.empty() || known_marks.contains(note)) continue;
            const std::string line = fmt::format("{}: {}", row->label.empty() ? row->term : row->label, note);
            if (said.insert(line).second) page.emplace_back(Remark{line});
        }
    }
}

void add_notes(Page& page, const StudyFindings& study, const Parts& parts, std::string_view statement) {
    page.emplace_back(Heading{"Notes"});
    if (!parts.headlines.empty()) {
        add_mark_notes(page, parts.headlines);
        add_rule_notes(page, parts.headlines);
    }
    Rows compared = parts.headlines;
    compared.insert(compared.end(), parts.methods.begin(), parts.methods.end());
    if (any(compared, [](const Finding& row) { return has_note(row, "households_not_used"); })) {
        page.emplace_back(
            Remark{"Some methods take no account of shared households; the note column of -f csv "
                   "says which."});
    }
    add_row_notes(page, compared);
    page.emplace_back(Remark{"This shows change, not its cause."});
    if (!study.warnings.empty()) {
        page.emplace_back(
            Remark{fmt::format("{} about the data; outcomes check lists {}.",
                               study.warnings.size() == 1 ? std::string("1 warning")
                                                          : fmt::format("{} warnings", study.warnings.size()),
                               study.warnings.size() == 1 ? "it" : "them")});
    }
    page.emplace_back(Remark{std::string(statement)});
}

}  // namespace

Page compare_page(const StudyFindings& study, std::string_view statement, const ComparePageOptions& options) {
    const Parts parts = parts_of(study);
    Page page;
    page.emplace_back(Title{study.title.empty() ? study.id : study.title});
    page.emplace_back(Paragraph{summary_line(study, parts)});
    if (!parts.headlines.empty()) page.emplace_back(result_table(parts.headlines, options));
    if (const Rows rows = with_headlines(study, parts); !rows.empty()) {
        page.emplace_back(Heading{"Methods"});
        page.emplace_back(method_table(rows, options));
    }
    add_response(page, parts.response);
    add_attrition(page, parts.attrition);
    add_reliability(page, parts.reliability);
    add_notes(page, study, parts, statement);
    return page;
}

}  // namespace outcomes::render
