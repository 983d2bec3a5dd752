#include "cli/help_methods.hpp"

#include "cli/help_pages.hpp"
#include "libstats/analysis/method_cautions.hpp"
#include "libstats/analysis/references.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace outcomes::cli {
namespace {

using analysis::MethodInfo;
using analysis::Needs;

constexpr std::size_t width = 80;
constexpr std::size_t name_column = 28;
constexpr std::size_t text_column = 12;

struct Section {
    Needs needs;
    std::string_view title;
};
constexpr std::array sections{
    Section{Needs::pairs, "Linked people, two waves"},
    Section{Needs::waves, "Everyone in two waves, linked or not"},
    Section{Needs::items, "The questions of a scale, one wave"},
    Section{Needs::share, "One share, count or rate"},
    Section{Needs::occasions, "The same people on three or more occasions"},
    Section{Needs::groups, "A comparison group"},
    Section{Needs::sites, "Several places, samples and surveys"},
    Section{Needs::numbers, "From p-values or summary figures"},
};

bool is_compared(Needs needs) {
    return needs == Needs::pairs || needs == Needs::waves;
}

std::string where_to_find(const MethodInfo& method) {
    if (method.analysis == "compare") return fmt::format("outcomes compare --methods {}", method.id);
    if (method.analysis == "reliability") return "outcomes compare and outcomes describe, of every scale";
    return "the library; no command runs it";
}

std::string kinds_of(const MethodInfo& method) {
    std::string text = analysis::measures_in_words(method);
    if (method.estimand == "people") text += "; about the linked people";
    if (method.estimand == "place") text += "; about everyone in each wave";
    return text;
}

std::string line(std::string_view name, std::string_view text) {
    return text.empty() ? "" : beside(fmt::format("{}", name), text, text_column);
}

}  // namespace

std::string methods_page() {
    const bool has_cautions = std::ranges::any_of(analysis::methods(), [](const MethodInfo& method) {
        return !analysis::caution_of(method.id).empty();
    });
    std::string out = fmt::format(
        "Methods. outcomes help NAME tells when to use one, what it tests and its source.\n"
        "Which one? A scale or a number: paired_t, and hodges_lehmann beside it. One\n"
        "question with ordered answers: net_share, signed_rank_pratt, improvement. Yes or\n"
        "no: newcombe_paired, mcnemar_mid_p. Agreement of the two answers: icc_a_1, or\n"
        "kappa_quadratic for one question. People who answered once only: overlap_t,\n"
        "overlap_superiority, overlap_z. Leave --methods out and the right one is taken.\n\n"
        "The first two lists are for --methods{}. A method of linked\n"
        "people that gives an estimate takes a bootstrap interval: hodges_lehmann/bca, or\n"
        "/percentile, /basic and, where it has a standard error, /studentised: 1,999\n"
        "draws of people, or of households where they are known.\n",
        has_cautions ? "; a * has a caution" : "");
    for (const Section& section : sections) {
        out += fmt::format("\n{}\n", section.title);
        for (const MethodInfo& method : analysis::methods()) {
            if (method.needs != section.needs) continue;
            const std::string_view mark = analysis::caution_of(method.id).empty() ? " " : "*";
            const std::string_view only =
                is_compared(section.needs) && method.analysis != "compare" ? " (library only)" : "";
            out += beside(fmt::format(" {}{}", mark, method.id), fmt::format("{}{}", method.title, only),
                          name_column);
        }
    }
    return out;
}

std::string methods_about(std::string_view word) {
    constexpr std::size_t least = 4;
    constexpr std::size_t most = 12;
    const std::string wanted = base::folded(word);
    if (wanted.size() < least) return {};
    std::vector<std::string> ids;
    for (const MethodInfo& method : analysis::methods()) {
        const std::string words =
            base::folded(fmt::format("{} {} {}", method.id, method.title, method.citation));
        if (words.find(wanted) != std::string::npos) ids.emplace_back(method.id);
    }
    return base::joined(ids, "or", most);
}

std::string method_page(const MethodInfo& method) {
    std::string out = render::wrapped(fmt::format("{}  {}", method.id, method.title), width, 0, 2) + '\n';
    out += render::wrapped(method.says, width, 0) + '\n';
    out += line("When", method.when) + line("Tests", method.null_hypothesis);
    const std::string policy = method.ignores_links
                                   ? fmt::format("{}; {}", method.policy, analysis::links_ignored)
                                   : std::string(method.policy);
    out += line("Fixed", policy) + line("For", kinds_of(method));
    out += line("Caution", analysis::caution_of(method.id)) + line("Run by", where_to_find(method));
    std::string_view name = "Source";
    for (const analysis::Reference& work : analysis::references_of(method.citation)) {
        out += line(name, work.text);
        name = "";
    }
    return out;
}

}  // namespace outcomes::cli
