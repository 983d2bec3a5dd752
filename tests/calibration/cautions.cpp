#include "tests/calibration/cautions.hpp"

#include "libstats/analysis/methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

namespace outcomes::calibration {
namespace {

/// The two ways to be off 95 %; for a test, off 5 %.
struct Side {
    std::string_view name;
    double bound;           ///< of the share of samples without an error
    bool below;             ///< whether less than the bound is outside
    double share;           ///< of the populations from which on a method is named
    std::string_view held;  ///< what an interval does outside
    std::string_view rejected;
    bool tells_worst;  ///< whether the worst population is told
};
constexpr Side sides[] = {
    {"Liberal", 0.93, true, 0.05, "in under 93 %", "in over 7 %", true},
    {"Conservative", 0.97, false, 0.15, "in over 97 %", "in under 3 %", false},
};

double kept(const Score& score) {
    return score.kind == "test" ? 1 - score.rate() : score.rate();
}

bool is_outside(const Score& score, const Side& side) {
    constexpr double errors = 2;
    const double error = std::sqrt(side.bound * (1 - side.bound) / static_cast<double>(score.answered));
    return side.below ? kept(score) < side.bound - errors * error : kept(score) > side.bound + errors * error;
}

std::vector<std::string> words_of(const std::string& cell) {
    std::istringstream in(cell);
    return {std::istream_iterator<std::string>(in), {}};
}

/// Sites and events are few by nature.
bool is_judged(const Score& score) {
    constexpr std::size_t few = 20;
    constexpr std::size_t answered = 100;
    const auto words = words_of(score.cell);
    const bool of_people = words.at(0) != "sites" && words.at(0) != "events";
    return score.answered >= answered && (!of_people || std::stoul(words.at(1).substr(1)) >= few);
}

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// What a word of the name of a cell of this family means; nothing for one that is too special to be told.
std::optional<std::string> meaning_of(const std::string& word, std::string_view family) {
    static const std::map<std::string, std::string> meanings{
        {"floor", "answers at the floor"},
        {"ceiling", "answers at the ceiling"},
        {"middle", "answers in the middle of the range"},
        {"+0", "no change"},
        {"+0.2", "a small change"},
        {"+0.8", "a large change"},
        {"r0", "unrelated waves"},
        {"r0.8", "closely related waves"},
        {"clusters", "samples of whole classes"},
        {"both", "samples of whole classes by strata"},
        {"unequal", "sites of unequal sizes"},
        {"tau0", "sites that do not differ"},
        {"tau4", "sites that differ much"},
        {"uneven", "groups of unequal size and spread"},
        {"quarter", "few households in the group"},
        {"gaps", "missing waves"},
        {"slopes", "people who change at different speeds"},
        {"l.45-.8", "questions of unequal strength"},
    };
    if (const auto known = meanings.find(word); known != meanings.end()) return known->second;
    if (word.ends_with("x1")) return "single questions";
    if (!word.starts_with('n') || !is_number(std::string_view(word).substr(1))) return std::nullopt;
    if (family == "sites") return word.substr(1) + " sites";
    if (family == "events") return word.substr(1) + " expected events";
    return "samples of " + word.substr(1);
}

using Group = std::vector<const Score*>;

/// The kind of population in which the trouble is most usual, if that is told by one word of their names.
std::string region_of(const Group& group, const Side& side, std::size_t n_outside) {
    constexpr std::size_t enough = 8;
    constexpr double more_usual = 1.6;
    std::map<std::string, std::pair<double, double>> counts;
    for (const Score* score : group) {
        const auto words = words_of(score->cell);
        for (const auto& word : words) {
            const auto meaning = meaning_of(word, words.front());
            if (!meaning) continue;
            auto& [outside, all] = counts[*meaning];
            ++all;
            outside += is_outside(*score, side) ? 1 : 0;
        }
    }
    const double usual = static_cast<double>(n_outside) / static_cast<double>(group.size());
    std::string best;
    double most = more_usual * usual;
    for (const auto& [meaning, count] : counts) {
        const double rate = count.first / count.second;
        if (count.second < enough || rate <= most) continue;
        most = rate;
        best = ", most with " + meaning;
    }
    return best;
}

std::string worst_of(const Group& group, bool is_test) {
    double worst = 1;
    for (const Score* score : group) worst = std::min(worst, kept(*score));
    return is_test ? fmt::format(", up to {:.0f} %", 100 * (1 - worst))
                   : fmt::format(", down to {:.0f} %", 100 * worst);
}

/// One sentence, or "" if the method keeps its level.
std::string sentence_of(const Group& group, const Side& side) {
    const auto n_outside = static_cast<std::size_t>(
        std::ranges::count_if(group, [&](const Score* score) { return is_outside(*score, side); }));
    const double needed = std::max(2.0, side.share * static_cast<double>(group.size()));
    if (static_cast<double>(n_outside) < needed) return "";
    const bool is_test = group.front()->kind == "test";
    const std::string what = is_test ? fmt::format("at 5 % it rejects a true hypothesis {}", side.rejected)
                                     : fmt::format("the 95 % interval holds {}", side.held);
    return fmt::format("{}: {} of samples in {} of {} simulated populations{}{}.", side.name, what, n_outside,
                       group.size(), region_of(group, side, n_outside),
                       side.tells_worst ? worst_of(group, is_test) : "");
}

}  // namespace

std::map<std::string, std::string> cautions_of(const std::vector<Score>& scores) {
    std::map<std::pair<std::string, std::string>, Group> groups;
    for (const Score& score : scores) {
        if (score.kind == "none" || !is_judged(score)) continue;
        // A variant of a method has no place in the registry.
        if (analysis::find_method(score.method) != nullptr)
            groups[{score.method, score.kind}].push_back(&score);
    }
    std::map<std::string, std::string> cautions;
    for (const auto& [name, group] : groups) {
        for (const Side& side : sides) {
            const std::string sentence = sentence_of(group, side);
            if (sentence.empty()) continue;
            std::string& text = cautions[name.first];
            text += (text.empty() ? "" : " ") + sentence;
        }
    }
    return cautions;
}

std::string cautions_source(const std::vector<Score>& scores) {
    std::string text =
        "#include \"libstats/analysis/method_cautions.hpp\"\n\n#include <algorithm>\n#include <array>\n\n"
        "namespace outcomes::analysis {\nnamespace {\n\nstruct Caution {\n"
        "    std::string_view method;\n    std::string_view text;\n};\n\n"
        "// Written by scripts/calibrate --report from tests/calibration/*.csv, in the order of the names.\n"
        "// clang-format off\nconstexpr auto cautions = std::to_array<Caution>({\n";
    for (const auto& [method, caution] : cautions_of(scores))
        text += fmt::format("    {{\"{}\",\n     \"{}\"}},\n", method, caution);
    return text +
           "});\n// clang-format on\n\n}  // namespace\n\n"
           "std::string_view caution_of(std::string_view method) {\n"
           "    const auto* const found = std::ranges::lower_bound(cautions, method, {}, &Caution::method);\n"
           "    return found != cautions.end() && found->method == method ? found->text : \"\";\n"
           "}\n\n}  // namespace outcomes::analysis\n";
}

}  // namespace outcomes::calibration
