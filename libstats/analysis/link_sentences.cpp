#include "libstats/analysis/link.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace outcomes::analysis {
namespace {

std::string expected(double n) {
    return n < 0.05 ? "fewer than 0.1" : base::fixed(n, 1);
}

/// "206 matched exactly, 6 after tidying case and spaces, 3 with one element different, ..."
std::string matched(const LinkCount& count, bool in_one_piece) {
    std::vector<std::string> parts{fmt::format("{} matched exactly", count.exact)};
    if (count.tidied > 0)
        parts.push_back(fmt::format("{} matched after tidying case and spaces", count.tidied));
    if (count.tolerant > 0)
        parts.push_back(fmt::format("{} matched with one {} different or missing", count.tolerant,
                                    in_one_piece ? "character" : "element"));
    if (count.decided > 0) parts.push_back(fmt::format("{} matched by decision", count.decided));
    if (count.alike() > 0)
        parts.push_back(fmt::format("{} {} alike but {} not matched", count.alike(),
                                    count.alike() == 1 ? "pair looks" : "pairs look",
                                    count.alike() == 1 ? "was" : "were"));
    return fmt::format("{}.", fmt::join(parts, ", "));
}

std::string why_not(const LinkCount& count) {
    std::vector<std::string> parts;
    const auto add = [&](std::size_t n, std::string_view why) {
        if (n > 0) parts.push_back(fmt::format("{} {}", n, why));
    };
    add(count.offered, "because the setting is strict");
    add(count.tied, "because a code is like more than one other");
    add(count.repeated, "because a code stands twice in its wave");
    add(count.unconfirmed, "because nothing is known that could confirm it");
    return parts.empty() ? "" : fmt::format("Not matched: {}.", base::joined(parts));
}

std::string not_matched(const LinkCount& count) {
    return fmt::format("No partner: {} of {} from {}, {} of {} from {}.", count.unlinked_from,
                       count.sheets_from, count.label_from, count.unlinked_to, count.sheets_to,
                       count.label_to);
}

std::string set_aside(const LinkCount& count) {
    if (count.set_aside_from + count.set_aside_to == 0) return "";
    return fmt::format("Codes that stand twice are matched with nobody: {} sheets of {}, {} of {}.",
                       count.set_aside_from, count.label_from, count.set_aside_to, count.label_to);
}

std::string expected_false(const LinkCount& count, bool is_tolerant) {
    std::vector<std::string> parts;
    if (count.same() > 0)
        parts.push_back(
            fmt::format("{} of the {} whose codes agree wholly", expected(count.false_same), count.same()));
    if (is_tolerant && count.tolerant > 0)
        parts.push_back(
            fmt::format("{} of the {} matched tolerantly", expected(count.false_tolerant), count.tolerant));
    if (!is_tolerant && count.offered > 0)
        parts.push_back(fmt::format("{} of the {} that a tolerant setting would add",
                                    expected(count.false_tolerant), count.offered));
    if (parts.empty()) return "";
    return fmt::format("Expected to be two people taken for one: {}.", base::joined(parts));
}

std::string others(const LinkCount& count) {
    std::string text;
    if (count.against > 0)
        text +=
            fmt::format(" In {} of the matches sex, age or household differ; they are in the review list.",
                        count.against);
    if (count.contradicted > 0)
        text += fmt::format(
            " {} of codes {} alike, but sex, age or household differ.",
            count.contradicted == 1 ? "1 more pair" : fmt::format("{} more pairs", count.contradicted),
            count.contradicted == 1 ? "is" : "are");
    if (count.crowded > 0)
        text +=
            fmt::format(" {} codes are like so many others that they cannot be told apart.", count.crowded);
    return std::string(base::trim(text));
}

}  // namespace

std::vector<std::string> link_sentences(const LinkResult& result) {
    std::vector<std::string> all;
    const auto add = [&](std::string text) {
        if (!text.empty()) all.push_back(std::move(text));
    };
    for (const LinkCount& count : result.counts) {
        if (result.counts.size() > 1) {
            add(fmt::format("{} to {}{}:", count.label_from, count.label_to,
                            count.neighbours ? "" : ", people not met in between"));
        }
        add(matched(count, result.in_one_piece));
        add(why_not(count));
        add(not_matched(count));
        add(set_aside(count));
        add(expected_false(count, result.is_tolerant));
        add(others(count));
    }
    if (!result.from_study_file) {
        add("The study file has no [link], so compare uses exact codes only. A table [link] in the study "
            "file "
            "makes it use these matches.");
    }
    return all;
}

}  // namespace outcomes::analysis
