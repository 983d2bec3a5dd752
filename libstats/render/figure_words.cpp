#include "libstats/render/figure_words.hpp"

#include "libstats/findings/verdict.hpp"
#include "libstats/render/phrases.hpp"
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

}  // namespace

std::string moves_headline(const Finding* row) {
    switch (row == nullptr ? Verdict::not_tested : verdict_of(*row)) {
        case Verdict::improved:
            return say("head.moves.better");
        case Verdict::worsened:
            return say("head.moves.worse");
        case Verdict::rose:
            return say("head.moves.up");
        case Verdict::fell:
            return say("head.moves.down");
        case Verdict::no_meaningful_change:
            return say("head.moves.same");
        case Verdict::inconclusive:
            return say("head.moves.unclear");
        case Verdict::not_tested:
            break;
    }
    return say("head.moves");
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
