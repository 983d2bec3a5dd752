#pragma once

#include "libstats/survey/study.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace outcomes::survey {

enum class TomlKind { text, whole, real, flag, date, time, list, table };

struct TomlEntry;

/// A value of a TOML document. Only the members of its kind are filled.
struct TomlValue {
    TomlKind kind = TomlKind::table;
    Mark mark;
    std::string text;   ///< the text; a number or a date as it was written, digit separators left out
    double number = 0;  ///< of a whole or real number
    bool flag = false;
    std::vector<TomlValue> list;
    std::vector<TomlEntry> entries;  ///< of a table, in the order of the file

    /// The entry of a table, or nothing.
    [[nodiscard]] const TomlEntry* find(std::string_view key) const;
};

struct TomlEntry {
    std::string key;
    Mark mark;  ///< of the key
    TomlValue value;
};

/// Why a text is not TOML, in the parser's own words.
struct TomlFault {
    std::string message;
    Mark mark;
};

/// Lines without their ends (LF or CR LF); a byte-order mark at the start is left out.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// Reads TOML 1.0. Tables come back in the order of the file (the parser sorts them by name).
[[nodiscard]] std::variant<TomlValue, TomlFault> parse_toml(std::string_view text);

}  // namespace outcomes::survey
