#include "libstats/survey/spelling.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace outcomes::survey {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t letters_a_slip = 5;
constexpr std::size_t most_slips = 2;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What words leave out and yet says how much: digits, signs of size, a minus in front of a number.
std::string amounts_in(std::string_view text) {
    constexpr std::string_view signs = "<>+=%#*";
    std::string amounts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_minus = text[i] == '-' && i + 1 < text.size() && is_digit(text[i + 1]) &&
                              (i == 0 || !is_digit(text[i - 1]));
        if (is_digit(text[i]) || is_minus || signs.find(text[i]) != std::string_view::npos)
            amounts += text[i];
    }
    return amounts;
}

std::string without_apostrophes(const std::string& word) {
    std::string plain = word;
    plain.erase(std::remove(plain.begin(), plain.end(), '\''), plain.end());
    return plain;
}

bool is_negated(const std::string& longer, const std::string& shorter) {
    return longer == shorter + "nt" || longer == shorter + "not";
}

/// Letters by which two words differ; more than most_slips where it is no slip.
std::size_t slips_between(const std::string& word, const std::string& other) {
    constexpr std::size_t no_slip = most_slips + 1;
    const std::string a = without_apostrophes(word);
    const std::string b = without_apostrophes(other);
    if (a == b) return 0;
    if (a.empty() || b.empty() || a.front() != b.front()) return no_slip;
    if (a.ends_with(b) || b.ends_with(a) || is_negated(a, b) || is_negated(b, a)) return no_slip;
    const std::size_t slips = base::edit_distance(a, b);
    return slips <= std::max(a.size(), b.size()) / letters_a_slip ? slips : no_slip;
}

std::string run_together(const Words& words) {
    std::string all;
    for (const std::string& word : words) all += word;
    return all;
}

bool is_slip(const Words& words, const Words& others) {
    if (words.size() != others.size()) return run_together(words) == run_together(others);
    std::size_t slips = 0;
    for (std::size_t i = 0; i < words.size() && slips <= most_slips; ++i)
        slips += slips_between(words[i], others[i]);
    return slips <= most_slips;
}

}  // namespace

Spelling compare_spelling(std::string_view folded, std::string_view folded_other) {
    if (folded == folded_other) return Spelling::same;
    if (amounts_in(folded) != amounts_in(folded_other)) return Spelling::other;
    const Words words = words_of(folded);
    const Words others = words_of(folded_other);
    if (words.empty() || others.empty()) return Spelling::other;
    const bool turned_round =
        words.size() == 2 && others.size() == 2 && words[0] == others[1] && words[1] == others[0];
    if (words == others || turned_round) return Spelling::same;
    return is_slip(words, others) ? Spelling::slip : Spelling::other;
}

}  // namespace outcomes::survey
