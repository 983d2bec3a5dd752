#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::tests {

/// The fields of RFC 4180 text, row by row, read in the plainest way: what writers are held against.
[[nodiscard]] inline std::vector<std::vector<std::string>> csv_rows(std::string_view text) {
    std::vector<std::vector<std::string>> rows;
    bool quoted = false;
    bool in_row = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!quoted && c == '\n') {
            in_row = false;
            continue;
        }
        if (!in_row) rows.push_back({""});
        in_row = true;
        if (quoted && c == '"' && text.substr(i + 1).starts_with('"'))
            rows.back().back() += text[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ',')
            rows.back().emplace_back();
        else if (quoted || c != '\r')
            rows.back().back() += c;
    }
    return rows;
}

/// The same for a file.
[[nodiscard]] inline std::vector<std::vector<std::string>> csv_rows_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("no data file " + file.filename().string());
    return csv_rows(std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace outcomes::tests
