#include "libstats/survey/joined_answers.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace outcomes::survey {
namespace {

std::optional<std::uint32_t> code_of(std::string_view text) {
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return code;
}

bool are_joined_codes(std::span<const std::string_view> answers) {
    bool has_three = false;
    bool are_thousands = true;
    for (const std::string_view text : answers) {
        const auto parts = joined_parts(text, ",");
        std::optional<std::uint32_t> last;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto code = code_of(parts[i]);
            if (!code || (last && *code <= *last)) return false;
            last = code;
            if (i > 0 && parts[i].size() != 3) are_thousands = false;
        }
        has_three = has_three || parts.size() >= 3;
    }
    return has_three && !are_thousands;
}

/// Where a part was seen.
struct Part {
    std::size_t n_cells = 0;
    bool first = false;
    bool further_back = false;
};

bool are_joined_texts(std::span<const std::string_view> answers, std::string_view mark, bool is_told) {
    std::map<std::string_view, Part> seen;
    std::size_t n_several = 0;
    for (const std::string_view text : answers) {
        const auto parts = joined_parts(text, mark);
        if (parts.size() > 1) ++n_several;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts.size() > 1 && code_of(parts[i])) return false;
            Part& part = seen[parts[i]];
            ++part.n_cells;
            (i == 0 ? part.first : part.further_back) = true;
        }
    }
    if (is_told && n_several >= 1) return true;
    if (n_several < 2) return false;
    std::size_t n_parts = 0;
    std::size_t n_shared = 0;
    bool moves = false;
    for (const auto& [text, part] : seen) {
        n_parts += part.n_cells;
        if (part.n_cells > 1) n_shared += part.n_cells;
        moves = moves || (part.first && part.further_back);
    }
    return moves && 2 * n_shared >= n_parts;
}

}  // namespace

std::vector<std::string_view> joined_parts(std::string_view text, std::string_view mark) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    std::size_t depth = 0;
    const auto add = [&](std::size_t end) {
        const std::string_view part = base::trim(text.substr(begin, end - begin));
        if (!part.empty()) parts.push_back(part);
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '(') ++depth;
        if (text[at] == ')' && depth > 0) --depth;
        const bool is_inside_answer = mark == "," && text.substr(at, 2) == ", ";
        if (depth == 0 && text.substr(at, mark.size()) == mark && !is_inside_answer) {
            add(at);
            at += mark.size();
            begin = at;
        } else {
            ++at;
        }
    }
    add(text.size());
    return parts;
}

std::string joined_by(std::span<const std::string_view> answers, std::span<const std::string> marks,
                      bool is_told) {
    for (const std::string& mark : marks) {
        if (mark == "," && are_joined_codes(answers)) return mark;
        const bool all_end_so = mark == ";" && answers.size() > 1 &&
                                std::all_of(answers.begin(), answers.end(),
                                            [](std::string_view text) { return text.ends_with(';'); });
        if (all_end_so || are_joined_texts(answers, mark, is_told)) return mark;
    }
    return {};
}

}  // namespace outcomes::survey
