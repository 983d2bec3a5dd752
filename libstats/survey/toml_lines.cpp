#include "libstats/survey/toml_lines.hpp"

#include "libstats/base/text.hpp"

#include <cctype>

namespace outcomes::survey {
namespace {

/// The byte of the quote that ends the text begun at `begin`, or the end of the line.
std::size_t end_of_text(const std::string& line, std::size_t begin) {
    for (std::size_t i = begin + 1; i < line.size(); ++i) {
        const bool escapes = line[begin] == '"' && line[i] == '\\';
        if (escapes) {
            ++i;
        } else if (line[i] == line[begin]) {
            return i;
        }
    }
    return line.size();
}

void follow(const std::string& line, std::uint32_t number, std::vector<OpenBracket>& open) {
    for (std::size_t i = 0; i < line.size() && line[i] != '#'; ++i) {
        const char c = line[i];
        if (c == '"' || c == '\'') {
            i = end_of_text(line, i);
        } else if (c == '[' || c == '{') {
            open.push_back({c, {number, column_at(line, i), 1}});
        } else if ((c == ']' || c == '}') && !open.empty()) {
            open.pop_back();
        }
    }
}

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-.\"'").find(c) != std::string_view::npos;
}

}  // namespace

KeyLine cut_line(const std::string& line) {
    KeyLine parts;
    const std::size_t equals = line.find('=');
    parts.has_equals = equals != std::string::npos;
    parts.key = base::trim(std::string_view(line).substr(0, equals));
    if (!parts.has_equals) return parts;
    const std::size_t begin = line.find_first_not_of(" \t", equals + 1);
    if (begin == std::string::npos) return parts;
    parts.value_column = column_at(line, begin);
    parts.value = base::trim(std::string_view(line).substr(begin, line.find(" #", begin) - begin));
    return parts;
}

std::vector<OpenBracket> open_brackets(const std::vector<std::string>& lines, std::uint32_t line) {
    std::vector<OpenBracket> open;
    for (std::uint32_t i = 1; i < line && i <= lines.size(); ++i) follow(lines[i - 1], i, open);
    return open;
}

std::uint32_t column_at(std::string_view line, std::size_t byte) {
    return characters_in(line.substr(0, byte)) + 1;
}

std::uint32_t characters_in(std::string_view text) {
    std::uint32_t count = 0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
    }
    return count;
}

bool begins_entry(std::string_view line) {
    line = base::trim(line);
    if (line.starts_with('[')) return true;
    std::size_t name = 0;
    while (name < line.size() && is_name_character(line[name])) ++name;
    return name > 0 && base::trim(line.substr(name)).starts_with('=');
}

}  // namespace outcomes::survey
