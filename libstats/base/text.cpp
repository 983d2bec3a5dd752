#include "libstats/base/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

namespace outcomes::base {
namespace {

constexpr std::string_view narrow_space = "\xC2\xA0";
constexpr std::string_view zero_width_space = "\xE2\x80\x8B";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Length in bytes of the white space that `text` begins with; 0 if it begins with something else.
std::size_t leading_space(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')) return 1;
    for (const auto mark : {narrow_space, zero_width_space, byte_order_mark}) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

std::size_t trailing_space(std::string_view text) {
    if (text.empty()) return 0;
    if (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')) return 1;
    for (const auto mark : {narrow_space, zero_width_space, byte_order_mark}) {
        if (text.ends_with(mark)) return mark.size();
    }
    return 0;
}

const utf8proc_uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());  // NOLINT: the C interface
}

/// Calls `visit(code point, bytes)` for each character; a byte that is not UTF-8 is visited as U+FFFD.
template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
    while (!text.empty()) {
        utf8proc_int32_t code = -1;
        auto length = utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code);
        if (length < 1 || code < 0) {
            code = 0xFFFD;
            length = 1;
        }
        visit(code, text.substr(0, static_cast<std::size_t>(length)));
        text.remove_prefix(static_cast<std::size_t>(length));
    }
}

std::vector<std::int32_t> code_points(std::string_view text) {
    std::vector<std::int32_t> codes;
    for_each_character(text, [&](std::int32_t code, std::string_view) { codes.push_back(code); });
    return codes;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string folded_ascii(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : trim(text)) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (space && !out.empty() && out.back() == ' ') continue;
        out += space ? ' ' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return out;
}

/// Curly quotes and dashes as their plain forms; everything else as it is.
std::string_view plain_form(std::int32_t code, std::string_view bytes) {
    switch (code) {
        case 0x2018:
        case 0x2019:
        case 0x201A:
        case 0x201B:
        case 0x2032:
        case 0x00B4:
        case 0x0060:
            return "'";
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x2033:
        case 0x00AB:
        case 0x00BB:
            return "\"";
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:
            return "-";
        case 0x200B:
        case 0xFEFF:
            return "";
        case 0x00A0:
        case 0x202F:
        case 0x2009:
            return " ";
        default:
            return bytes;
    }
}

/// The text as utf8proc maps it; unchanged if it is not UTF-8.
std::string mapped_text(std::string_view text, unsigned flags) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto options = static_cast<utf8proc_option_t>(flags);
    const auto length =
        utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0) return std::string(text);
    return {reinterpret_cast<const char*>(mapped),
            static_cast<std::size_t>(length)};  // NOLINT: the C interface
}

std::string case_folded(std::string_view text) {
    return mapped_text(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

bool is_letter_or_digit(std::int32_t code) {
    switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
            return true;
        default:
            return false;
    }
}

void append_capital(std::string& out, std::int32_t code) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(utf8proc_toupper(code), bytes.data());
    for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i) out += static_cast<char>(bytes.at(i));
}

/// Embeddings, overrides and isolates: they turn the text around that follows, beyond the end of a label.
bool turns_direction(std::int32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

}  // namespace

std::string_view trim(std::string_view text) {
    for (std::size_t n = leading_space(text); n > 0; n = leading_space(text)) text.remove_prefix(n);
    for (std::size_t n = trailing_space(text); n > 0; n = trailing_space(text)) text.remove_suffix(n);
    return text;
}

std::string folded(std::string_view text) {
    if (is_ascii(text)) {
        std::string out = folded_ascii(text);
        std::replace(out.begin(), out.end(), '`', '\'');
        return out;
    }
    std::string plain;
    for_each_character(text,
                       [&](std::int32_t code, std::string_view bytes) { plain += plain_form(code, bytes); });
    return folded_ascii(case_folded(plain));
}

std::string plain_capitals(std::string_view text) {
    const std::string folded =
        mapped_text(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    std::string out;
    for_each_character(folded, [&](std::int32_t code, std::string_view) {
        if (is_letter_or_digit(code)) append_capital(out, code);
    });
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for_each_character(text, [&](std::int32_t code, std::string_view) {
        width += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)));
    });
    return width;
}

std::string substring(std::string_view text, std::size_t first, std::size_t count) {
    std::string out;
    std::size_t index = 0;
    for_each_character(text, [&](std::int32_t, std::string_view bytes) {
        if (index >= first && index - first < count) out += bytes;
        ++index;
    });
    return out;
}

std::string printable(std::string_view text) {
    std::string out;
    for_each_character(text, [&](std::int32_t code, std::string_view bytes) {
        if (code == '\t')
            out += ' ';
        else if (code == '\n')
            out += "\\n";
        else if (code == '\r')
            out += "\\r";
        else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFD || turns_direction(code))
            out += '?';
        else
            out += bytes;
    });
    return out;
}

std::string fitted(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::string out;
    std::size_t used = 0;
    bool full = false;
    for_each_character(text, [&](std::int32_t code, std::string_view bytes) {
        const auto wide = static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)));
        if (full || used + wide + 1 > width) {
            full = true;
            return;
        }
        out += bytes;
        used += wide;
    });
    return out + "~";
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const auto x = code_points(a);
    const auto y = code_points(b);
    std::vector<std::vector<std::size_t>> d(x.size() + 1, std::vector<std::size_t>(y.size() + 1, 0));
    for (std::size_t i = 0; i <= x.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= y.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= x.size(); ++i) {
        for (std::size_t j = 1; j <= y.size(); ++j) {
            const std::size_t replace = d[i - 1][j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, replace});
            const bool swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
            if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[x.size()][y.size()];
}

std::vector<std::string> closest(std::string_view typed, std::span<const std::string> choices,
                                 std::size_t most) {
    struct Candidate {
        std::size_t distance;
        std::size_t index;
    };
    const std::string wanted = folded(typed);
    const std::size_t limit = std::max<std::size_t>(1, code_points(wanted).size() / 3);
    std::vector<Candidate> found;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const std::size_t distance = edit_distance(wanted, folded(choices[i]));
        if (distance <= limit) found.push_back({distance, i});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& l, const auto& r) { return l.distance < r.distance; });
    std::vector<std::string> names;
    for (const Candidate& candidate : found) {
        if (names.size() == most) break;
        names.push_back(choices[candidate.index]);
    }
    return names;
}

std::string did_you_mean(std::string_view typed, std::span<const std::string> choices) {
    std::vector<std::string> names = closest(typed, choices);
    if (names.empty()) return {};
    for (std::string& name : names) name = '"' + name + '"';
    return fmt::format("did you mean {}?", joined(names, "or"));
}

std::string joined(std::span<const std::string> names, std::string_view last_word, std::size_t most) {
    const std::size_t shown = std::min(most, names.size());
    std::string out;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool is_last = i + 1 == names.size();
        if (i > 0) out += is_last ? fmt::format(" {} ", last_word) : ", ";
        out += names[i];
    }
    if (shown < names.size()) out += fmt::format(" {} {} more", last_word, names.size() - shown);
    return out;
}

}  // namespace outcomes::base
