#include "libstats/survey/cell_shapes.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace outcomes::survey {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'z';
}
bool is_hexadecimal(char c) {
    const char lower = static_cast<char>(c | 0x20);
    return is_digit(c) || (lower >= 'a' && lower <= 'f');
}
bool is_high(char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
}

template <class Is>
bool all_are(std::string_view text, Is is) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

std::size_t n_leading_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// Takes up to four digits and what separates the parts of a day.
bool take_part_of_day(std::string_view& text, bool is_last) {
    const std::size_t n = n_leading_digits(text);
    if (n == 0 || n == 3 || n > 4) return false;
    text.remove_prefix(n);
    if (is_last) return true;
    if (text.empty() || std::string_view("/-.").find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return true;
}

bool is_date_time(std::string_view text) {
    if (!take_part_of_day(text, false) || !take_part_of_day(text, false) || !take_part_of_day(text, true))
        return false;
    const auto hour = std::find_if(text.begin(), text.end(), is_digit);
    if (hour == text.begin() || hour == text.end()) return false;
    text.remove_prefix(static_cast<std::size_t>(hour - text.begin()));
    const std::size_t n = n_leading_digits(text);
    text.remove_prefix(n);
    return n <= 2 && !text.empty() && std::string_view(":.h").find(text.front()) != std::string_view::npos &&
           n_leading_digits(text.substr(1)) == 2;
}

bool is_language(std::string_view text) {
    const std::size_t end = std::min(text.find_first_of("-_"), text.size());
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (end < 2 || end > 3 || !all_are(text.substr(0, end), is_lower)) return false;
    return end == text.size() ||
           all_are(text.substr(end + 1), [](char c) { return is_letter(c) || c == '-'; });
}

bool is_uuid(std::string_view text) {
    constexpr std::array<std::size_t, 5> sizes{8, 4, 4, 4, 12};
    if (text.starts_with("uuid:")) text.remove_prefix(5);
    for (std::size_t part = 0; part < sizes.size(); ++part) {
        if (text.size() < sizes[part] || !all_are(text.substr(0, sizes[part]), is_hexadecimal)) return false;
        text.remove_prefix(sizes[part]);
        if (part + 1 == sizes.size()) return text.empty() || text.front() == '/';
        if (text.empty() || text.front() != '-') return false;
        text.remove_prefix(1);
    }
    return false;
}

bool is_email(std::string_view text) {
    if (text == "anonymous") return true;
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
           text.find(' ') == std::string_view::npos;
}

bool is_address(std::string_view text) {
    if (std::count(text.begin(), text.end(), ':') >= 2)
        return all_are(text, [](char c) { return is_hexadecimal(c) || c == ':' || c == '.'; });
    return std::count(text.begin(), text.end(), '.') == 3 && is_digit(text.front()) &&
           is_digit(text.back()) && text.find("..") == std::string_view::npos &&
           all_are(text, [](char c) { return is_digit(c) || c == '.'; });
}

bool is_token(std::string_view text) {
    return text.size() >= 20 && all_are(text, [](char c) { return is_digit(c) || is_letter(c); }) &&
           std::any_of(text.begin(), text.end(), is_digit) &&
           std::any_of(text.begin(), text.end(), is_letter);
}

bool is_dashed_numbers(std::string_view text) {
    return text.size() >= 15 && is_digit(text.front()) && is_digit(text.back()) &&
           std::count(text.begin(), text.end(), '-') >= 2 && text.find("--") == std::string_view::npos &&
           all_are(text, [](char c) { return is_digit(c) || c == '-'; });
}

bool is_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t n = n_leading_digits(text);
    if (n == text.size()) return n > 0;
    return (text[n] == '.' || text[n] == ',') && all_are(text.substr(n + 1), is_digit);
}

bool is_name(std::string_view text) {
    return text.size() <= 64 && !text.empty() && (is_letter(text.front()) || is_high(text.front())) &&
           all_are(text, [](char c) {
               return is_letter(c) || is_digit(c) || is_high(c) ||
                      std::string_view("_.@#$").find(c) != std::string_view::npos;
           });
}

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_high(c); });
}

constexpr std::array<std::pair<std::string_view, CellShape>, 13> shapes{{
    {"whole", CellShape::whole},
    {"long_number", CellShape::long_number},
    {"date_time", CellShape::date_time},
    {"language", CellShape::language},
    {"uuid", CellShape::uuid},
    {"email", CellShape::email},
    {"address", CellShape::address},
    {"token", CellShape::token},
    {"dashed_numbers", CellShape::dashed_numbers},
    {"number", CellShape::number},
    {"name", CellShape::name},
    {"sentence", CellShape::sentence},
    {"words", CellShape::words},
}};

}  // namespace

bool has_shape(std::string_view text, CellShape shape) {
    text = base::trim(text);
    switch (shape) {
        case CellShape::whole:
            return all_are(text, is_digit);
        case CellShape::long_number:
            return text.size() >= 9 && text.size() <= 12 && all_are(text, is_digit);
        case CellShape::date_time:
            return is_date_time(text);
        case CellShape::language:
            return is_language(text);
        case CellShape::uuid:
            return is_uuid(text);
        case CellShape::email:
            return is_email(text);
        case CellShape::address:
            return is_address(text);
        case CellShape::token:
            return is_token(text);
        case CellShape::dashed_numbers:
            return is_dashed_numbers(text);
        case CellShape::number:
            return is_number(text);
        case CellShape::name:
            return is_name(text);
        case CellShape::sentence:
            return text.find(' ') != std::string_view::npos || text.size() >= 10;
        case CellShape::words:
            return has_letter(text) && !is_date_time(text);
    }
    return false;
}

std::optional<CellShape> cell_shape_from_name(std::string_view name) {
    for (const auto& [word, shape] : shapes) {
        if (word == name) return shape;
    }
    return std::nullopt;
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
    constexpr std::string_view digits = "<n>";
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;  // the last "*", and where the text after it was tried last
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (is_digit(text[t]) && p < pattern.size() && pattern.substr(p, digits.size()) == digits) {
            t += n_leading_digits(text.substr(t));
            p += digits.size();
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++t;
            ++p;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

bool matches_any(std::string_view text, std::span<const std::string> patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return matches_pattern(text, pattern); });
}

}  // namespace outcomes::survey
