#pragma once

#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// A line of TOML cut, without parsing it, into the name before the first "=" and the value after it.
struct KeyLine {
    std::string key;
    std::string value;  ///< without its comment
    std::uint32_t value_column = 1;
    bool has_equals = false;
};

[[nodiscard]] KeyLine cut_line(const std::string& line);

/// A bracket that has not been closed.
struct OpenBracket {
    char kind = '[';  ///< '[' or '{'
    Mark mark;
};

/// The brackets that are open before line `line`; brackets in texts and comments do not count.
[[nodiscard]] std::vector<OpenBracket> open_brackets(const std::vector<std::string>& lines,
                                                     std::uint32_t line);

/// The column, in characters, of the byte at `byte`.
[[nodiscard]] std::uint32_t column_at(std::string_view line, std::size_t byte);
/// How many characters the text has.
[[nodiscard]] std::uint32_t characters_in(std::string_view text);
/// Whether a line begins a heading or "name =", so that nothing from before should still be open.
[[nodiscard]] bool begins_entry(std::string_view line);

}  // namespace outcomes::survey
