#include "libstats/survey/header_splits.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <cstddef>

namespace outcomes::survey {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

std::optional<HeaderSplit> made(std::string_view question, std::string_view option) {
    question = base::trim(question);
    option = base::trim(option);
    if (question.empty() || option.empty()) return std::nullopt;
    return HeaderSplit{std::string(question), std::string(option)};
}

/// Takes the characters at the beginning that are `Is`.
template <class Is>
std::string_view take(std::string_view& text, Is is) {
    const auto size = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is) - text.begin());
    const std::string_view taken = text.substr(0, size);
    text.remove_prefix(size);
    return taken;
}

}  // namespace

std::optional<HeaderSplit> split_brackets(std::string_view name) {
    if (!name.ends_with(']')) return std::nullopt;
    std::size_t depth = 0;
    for (std::size_t at = name.size(); at-- > 0;) {
        if (name[at] == ']') ++depth;
        if (name[at] == '[' && --depth == 0)
            return made(name.substr(0, at), name.substr(at + 1, name.size() - at - 2));
    }
    return std::nullopt;
}

std::optional<HeaderSplit> split_choice(std::string_view name) {
    constexpr std::string_view mark = "(choice=";
    const std::size_t at = name.rfind(mark);
    if (at == std::string_view::npos || !name.ends_with(')')) return std::nullopt;
    return made(name.substr(0, at), name.substr(at + mark.size(), name.size() - at - mark.size() - 1));
}

std::optional<HeaderSplit> split_suffix(std::string_view name, std::string_view mark) {
    const std::size_t at = name.rfind(mark);
    if (at == std::string_view::npos) return std::nullopt;
    return made(name.substr(0, at), name.substr(at + mark.size()));
}

std::optional<HeaderSplit> split_number(std::string_view name, std::string_view mark) {
    auto split = split_suffix(name, mark);
    const bool is_numbered = split && std::all_of(split->option.begin(), split->option.end(), is_digit) &&
                             std::any_of(split->question.begin(), split->question.end(), is_digit);
    return is_numbered ? split : std::nullopt;
}

std::optional<HeaderSplit> split_code(std::string_view name) {
    std::string_view rest = name;
    take(rest, [](char c) { return is_digit(c) || is_lower(static_cast<char>(c | 0x20)) || c == '_'; });
    if (rest.size() == name.size()) return std::nullopt;
    if (rest.starts_with('[')) rest.remove_prefix(std::min(rest.find(']'), rest.size() - 1) + 1);
    if (!rest.starts_with(". ")) return std::nullopt;
    return made(name.substr(0, name.size() - rest.size()), rest.substr(2));
}

std::optional<HeaderSplit> split_shared(std::string_view name, std::string_view neighbour,
                                        std::string_view mark) {
    constexpr std::size_t shortest = 4;
    const auto [end, other] = std::mismatch(name.begin(), name.end(), neighbour.begin(), neighbour.end());
    const auto shared = name.substr(0, static_cast<std::size_t>(end - name.begin()));
    const std::size_t at = shared.rfind(mark);
    if (at == std::string_view::npos || at < shortest) return std::nullopt;
    return made(name.substr(0, at), name.substr(at + mark.size()));
}

std::optional<Outline> read_outline(std::string_view name) {
    std::string_view rest = name;
    if (rest.starts_with('Q') || rest.starts_with('q')) rest.remove_prefix(1);
    Outline outline;
    outline.question = take(rest, is_digit);
    if (outline.question.empty()) return std::nullopt;
    outline.part = outline.question;
    while (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1])) {
        rest.remove_prefix(1);
        outline.part += '.';
        outline.part += take(rest, is_digit);
        outline.has_part = true;
    }
    while (rest.size() > 1 && rest[0] == '.' && is_lower(rest[1])) {
        std::string_view after = rest.substr(1);
        const std::string_view letters = take(after, is_lower);
        if (letters.size() > 3 || (!after.empty() && after.front() != '.')) break;
        outline.has_letter = true;
        rest = after;
    }
    if (rest.starts_with('.')) rest.remove_prefix(1);
    if (!rest.empty() && rest.front() != ' ') return std::nullopt;
    outline.text = base::trim(rest);
    return outline;
}

}  // namespace outcomes::survey
