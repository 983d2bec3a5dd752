#pragma once

#include <optional>
#include <string_view>

namespace outcomes::io {

enum class Encoding { utf8, utf16le, utf16be, windows1252, mac_roman };

/// "utf-8", "utf-16le", "utf-16be", "windows-1252", "mac-roman".
[[nodiscard]] std::string_view encoding_name(Encoding encoding);
/// Also accepts the usual aliases ("utf8", "latin1", "cp1252", "ansi", "macintosh", ...), any case.
[[nodiscard]] std::optional<Encoding> encoding_from_name(std::string_view name);

}  // namespace outcomes::io
