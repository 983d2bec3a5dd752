#include "libstats/render/markup.hpp"

#include "libstats/base/text.hpp"

namespace outcomes::render {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : base::printable(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    // Not allowed in XML, not even escaped.
    for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (auto at = out.find(forbidden); at != std::string::npos; at = out.find(forbidden, at))
            out.replace(at, forbidden.size(), "?");
    }
    return out;
}

}  // namespace outcomes::render
