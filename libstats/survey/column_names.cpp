#include "libstats/survey/column_names.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <unordered_map>

namespace outcomes::survey {

std::string name_of_blank(std::size_t field) {
    const std::string cell = base::excel_cell(1, field + 1);
    return fmt::format("column {}", cell.substr(0, cell.size() - 1));
}

std::vector<std::string> unique_names(std::span<const std::string> headers) {
    std::vector<std::string> names(headers.begin(), headers.end());
    for (std::size_t field = 0; field < names.size(); ++field) {
        if (names[field].empty()) names[field] = name_of_blank(field);
    }
    std::unordered_map<std::string, std::size_t> n_of;
    for (const std::string& name : names) ++n_of[name];
    std::unordered_map<std::string, std::size_t> last_number;
    for (std::string& name : names) {
        if (n_of.at(name) < 2) continue;
        std::size_t& number = last_number[name];
        std::string numbered;
        do numbered = fmt::format("{} ({})", name, ++number);
        while (n_of.contains(numbered));
        name = std::move(numbered);
    }
    return names;
}

std::string_view without_mark(std::string_view header) {
    // as it is; read as Windows-1252; made a name by R
    constexpr std::array<std::string_view, 4> marks{"\xEF\xBB\xBF", "\xC3\xAF\xC2\xBB\xC2\xBF", "X.U.FEFF.",
                                                    "\xC3\xAF.."};
    for (const std::string_view mark : marks) {
        if (header.starts_with(mark) && header.size() > mark.size())
            return base::trim(header.substr(mark.size()));
    }
    return header;
}

}  // namespace outcomes::survey
