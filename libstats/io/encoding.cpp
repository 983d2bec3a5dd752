#include "libstats/io/encoding.hpp"

#include <array>
#include <string>
#include <utility>

namespace outcomes::io {
namespace {

constexpr std::array<std::pair<std::string_view, Encoding>, 25> aliases{{
    {"utf8", Encoding::utf8},
    {"utf8sig", Encoding::utf8},
    {"utf8bom", Encoding::utf8},
    {"ascii", Encoding::utf8},
    {"usascii", Encoding::utf8},
    {"utf16le", Encoding::utf16le},
    {"utf16", Encoding::utf16le},
    {"ucs2", Encoding::utf16le},
    {"ucs2le", Encoding::utf16le},
    {"unicode", Encoding::utf16le},
    {"utf16be", Encoding::utf16be},
    {"ucs2be", Encoding::utf16be},
    {"windows1252", Encoding::windows1252},
    {"windowslatin1", Encoding::windows1252},
    {"cp1252", Encoding::windows1252},
    {"1252", Encoding::windows1252},
    {"latin1", Encoding::windows1252},
    {"iso88591", Encoding::windows1252},
    {"ansi", Encoding::windows1252},
    {"western", Encoding::windows1252},
    {"macroman", Encoding::mac_roman},
    {"xmacroman", Encoding::mac_roman},
    {"macintosh", Encoding::mac_roman},
    {"xmacintosh", Encoding::mac_roman},
    {"mac", Encoding::mac_roman},
}};

/// Lower case, without what people put between the parts of such names.
std::string bare(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '-' || c == '_' || c == ' ') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8:
            return "utf-8";
        case Encoding::utf16le:
            return "utf-16le";
        case Encoding::utf16be:
            return "utf-16be";
        case Encoding::windows1252:
            return "windows-1252";
        case Encoding::mac_roman:
            break;
    }
    return "mac-roman";
}

std::optional<Encoding> encoding_from_name(std::string_view name) {
    const std::string wanted = bare(name);
    for (const auto& [alias, encoding] : aliases) {
        if (wanted == alias) return encoding;
    }
    return std::nullopt;
}

}  // namespace outcomes::io
