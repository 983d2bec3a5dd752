#include "libstats/render/figure_words.hpp"

#include "libstats/findings/verdict.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::Verdict;

Verdict verdict_of(const Finding& row) {
    return findings::verdict_from_id(row.verdict).value_or(Verdict::not_tested);
}

/// "feeling safe": inside a sentence, unless it looks like a name of its own ("GP visits").
std::string inside_sentence(std::string name) {
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (name.size() > 1 && upper(name[0]) && name[1] >= 'a' && name[1] <= 'z')
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
    return name;
}

}  // namespace

std::string change_headline(const Finding& row) {
    const std::string name = name_of(row);
    switch (verdict_of(row)) {
        case Verdict::improved:
            return name + (row.better == "lower" ? " went down, which is good" : " went up");
        case Verdict::worsened:
            return name + " got worse";
        case Verdict::rose:
            return name + " went up";
        case Verdict::fell:
            return name + " went down";
        case Verdict::no_meaningful_change:
            return name + " stayed about the same";
        case Verdict::inconclusive:
            return fmt::format("We can't tell if {} changed", inside_sentence(name));
        case Verdict::not_tested:
            break;
    }
    return "No result for " + inside_sentence(name);
}

std::string overall_headline(const std::vector<const Finding*>& rows) {
    if (rows.size() == 1) return change_headline(*rows.front());
    const auto count = [&](Verdict wanted) {
        return std::count_if(rows.begin(), rows.end(),
                             [&](const Finding* row) { return verdict_of(*row) == wanted; });
    };
    const auto better = count(Verdict::improved);
    const auto worse = count(Verdict::worsened);
    return fmt::format("{} of {} got better, {} got worse", better, rows.size(),
                       worse == 0 ? "none" : fmt::format("{}", worse));
}

std::string moves_headline(const Finding* row) {
    switch (row == nullptr ? Verdict::not_tested : verdict_of(*row)) {
        case Verdict::improved:
            return "More people moved to better answers than to worse ones";
        case Verdict::worsened:
            return "More people moved to worse answers than to better ones";
        case Verdict::rose:
            return "More people moved up than down";
        case Verdict::fell:
            return "More people moved down than up";
        case Verdict::no_meaningful_change:
            return "About as many people moved each way";
        case Verdict::inconclusive:
            return "We can't tell which way people moved";
        case Verdict::not_tested:
            break;
    }
    return "How people moved between the answers";
}

std::string verdict_counts(const std::vector<const Finding*>& rows) {
    struct Word {
        Verdict verdict;
        std::string_view text;
    };
    constexpr std::array words{Word{Verdict::improved, "improved"},
                               Word{Verdict::worsened, "worsened"},
                               Word{Verdict::rose, "went up"},
                               Word{Verdict::fell, "went down"},
                               Word{Verdict::no_meaningful_change, "without meaningful change"},
                               Word{Verdict::inconclusive, "not clear"},
                               Word{Verdict::not_tested, "not tested"}};
    std::vector<std::string> parts;
    for (const Word& word : words) {
        const auto n = std::count_if(rows.begin(), rows.end(),
                                     [&](const Finding* row) { return verdict_of(*row) == word.verdict; });
        if (n > 0) parts.push_back(fmt::format("{} {}", n, word.text));
    }
    return fmt::format("{}.", fmt::join(parts, ", "));
}

std::string verdict_in_chart(const Finding& row) {
    const Verdict verdict = verdict_of(row);
    if (row.suppressed) return "[c] not shown";
    if (verdict == Verdict::not_tested) return row.reason.empty() ? "not tested" : short_reason(row.reason);
    std::string text(findings::verdict_words(verdict));
    if (row.verdict_detail == "size_unsure") text += " (may be small)";
    return text;
}

}  // namespace outcomes::render
