#include "libstats/render/page_parts.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;

/// Marks in the note column that are explained in a place of their own.
const std::set<std::string_view> explained_marks{"suggestive", "households_not_used", "lost_differ"};

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

/// "Answered: 402 (Spring 2024, 21.8 %), 351 (Spring 2025, 19.1 %)" from the rows of one term.
std::string response_line(const StudyFindings& study, const Rows& rows) {
    std::string line = rows.front()->label.empty() ? rows.front()->term : rows.front()->label;
    for (const Finding* row : rows) {
        std::vector<std::string> remarks;
        if (rows.size() > 1) remarks.push_back(wave_name(study, *row));
        if (row->estimate) remarks.push_back(percent(*row->estimate));
        line += row == rows.front() ? ": " : ", ";
        line += row->suppressed ? "[c]" : grouped(row->n.value_or(0));
        if (!remarks.empty()) line += fmt::format(" ({})", fmt::join(remarks, ", "));
    }
    return line;
}

}  // namespace

Parts parts_of(const StudyFindings& study) {
    Parts parts;
    for (const Finding& row : study.results) {
        if (!row.group.empty()) {
            if (row.analysis == "compare") parts.groups.push_back(&row);
        } else if (row.analysis == "reliability")
            parts.reliability.push_back(&row);
        else if (row.analysis == "response")
            parts.response.push_back(&row);
        else if (row.analysis == "attrition")
            parts.attrition.push_back(&row);
        else if (row.analysis == "other_linkage")
            parts.other_linkage.push_back(&row);
        else if (row.analysis == "other_estimand")
            parts.other_estimand.push_back(&row);
        else if (row.verdict.empty())
            parts.methods.push_back(&row);
        else
            parts.headlines.push_back(&row);
    }
    return parts;
}

std::string name_of(const Finding& row) {
    return row.label.empty() ? row.term : row.label;
}

std::string size_text(double size) {
    const int digits = 2 - static_cast<int>(std::floor(std::log10(size)));
    const double unit = std::pow(10.0, -digits);
    const std::string text = base::fixed(std::round(size / unit) * unit, std::max(digits, 0));
    return base::shortest(base::parse_double(text).value_or(size));
}

std::string summary_line(const StudyFindings& study, const Parts& parts) {
    std::string line = fmt::format("{} to {}.", study.wave_from_label, study.wave_to_label);
    if (const auto linked = linked_people(parts)) {
        line += *linked == 0 ? " Nobody is linked between the two."
                             : fmt::format(" {} answered both times.", people(*linked));
    }
    if (parts.headlines.empty()) return line;
    const bool place = parts.headlines.front()->estimand == "place";
    return line + (place ? " Figures: change of the average of everyone who answered."
                         : " Figures: change among those who answered both times.");
}

std::string wave_name(const StudyFindings& study, const Finding& row) {
    for (const Finding& other : study.results) {
        if (other.wave_from.empty() || other.wave_to.empty()) continue;
        if (row.wave_from == other.wave_from) return study.wave_from_label;
        if (row.wave_from == other.wave_to) return study.wave_to_label;
    }
    return row.wave_from;
}

void add_response(Page& page, const StudyFindings& study, const Rows& rows) {
    if (rows.empty()) return;
    page.emplace_back(Heading{"Who answered"});
    for (auto row = rows.begin(); row != rows.end();) {
        const auto end =
            std::find_if(row, rows.end(), [&](const Finding* other) { return other->term != (*row)->term; });
        const bool says_something = std::any_of(
            row, end, [](const Finding* one) { return one->suppressed || one->n.value_or(0) > 0; });
        if (says_something || (*row)->term == "linked")
            page.emplace_back(Remark{response_line(study, Rows(row, end))});
        row = end;
    }
}

void add_method_table(Page& page, const Rows& rows, const ComparePageOptions& options) {
    page.emplace_back(Heading{"Methods"});
    page.emplace_back(method_table(rows, options));
    if (std::any_of(rows.begin(), rows.end(), [](const Finding* row) { return is_turned(*row); }))
        page.emplace_back(Remark{
            "^ turned round, because a lower score is better: + is better, and so is a probability over "
            "0.50. The other rows are in the scale's own direction."});
    const bool has_statistic =
        std::any_of(rows.begin(), rows.end(), [](const Finding* row) { return row->statistic.has_value(); });
    if (!options.show_statistic && has_statistic)
        page.emplace_back(
            Remark{"The test statistic and its degrees of freedom: on a wider page, or -f csv."});
    if (options.show_policy) return;
    page.emplace_back(Heading{"What the methods do"});
    std::set<std::pair<std::string, std::string>> told;
    for (const Finding* row : rows) {
        if (row->policy.empty() || !told.emplace(row->method, row->policy).second) continue;
        page.emplace_back(Remark{fmt::format("{}: {}", row->method, row->policy)});
    }
}

void add_mark_notes(Page& page, const Rows& headlines) {
    const auto any = [&](auto holds) {
        return std::any_of(headlines.begin(), headlines.end(),
                           [&](const Finding* row) { return holds(*row); });
    };
    page.emplace_back(
        Remark{"Marks: + better, - worse, = any change is too small to matter, ? the answers cannot tell "
               "(this is not the same as staying the same), . not tested."});
    if (any([](const Finding& row) { return row.verdict == "rose" || row.verdict == "fell"; })) {
        page.emplace_back(
            Remark{"Of what is better neither way, + says that it rose and - that it fell, and not that "
                   "this is good or bad."});
    }
    if (any([](const Finding& row) { return row.verdict_detail == "size_unsure"; })) {
        page.emplace_back(
            Remark{"may be small: there is a change, but it may be smaller than what matters."});
    }
    if (any([](const Finding& row) { return row.reason == "same_change"; })) {
        page.emplace_back(Remark{
            "same change for all: every score changed by the same amount, so there is no spread to take "
            "an interval from. The rank tests still speak: --methods signed_rank_pratt,sign_test."});
    }
    if (any([](const Finding& row) { return has_note(row, "suggestive"); })) {
        page.emplace_back(
            Remark{"~ may be chance: the interval leaves out 0, but the p-value, adjusted for all results "
                   "that are looked at together, is .05 or more."});
    }
}

std::vector<std::string> row_notes(const Rows& rows) {
    std::vector<std::pair<std::string_view, std::vector<std::string>>> notes;
    for (const Finding* row : rows) {
        for (const std::string_view note : notes_of(*row)) {
            if (explained_marks.contains(note)) continue;
            auto known =
                std::find_if(notes.begin(), notes.end(), [&](const auto& one) { return one.first == note; });
            if (known == notes.end()) known = notes.insert(known, {note, {}});
            const bool said =
                std::find(known->second.begin(), known->second.end(), name_of(*row)) != known->second.end();
            if (!said) known->second.push_back(name_of(*row));
        }
    }
    std::vector<std::string> sentences;
    for (const auto& [note, names] : notes) {
        sentences.push_back(fmt::format("{}: {}.", base::joined(names), meaning_of("note", note)));
    }
    return sentences;
}

void add_row_notes(Page& page, const Rows& rows) {
    for (std::string& note : row_notes(rows)) page.emplace_back(Remark{std::move(note)});
}

void add_warning_count(Page& page, const StudyFindings& study) {
    if (study.warnings.empty()) return;
    const std::string count =
        study.warnings.size() == 1 ? "1 warning goes" : fmt::format("{} warnings go", study.warnings.size());
    page.emplace_back(Remark{count + " with this; see the messages, or outcomes check."});
}

}  // namespace outcomes::render
