#include "libstats/base/text.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/cell_message.hpp"
#include "libstats/survey/dictionary_kinds.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace outcomes::survey {

std::string header_key(std::string_view header) {
    std::string key = base::folded(header);
    std::replace(key.begin(), key.end(), ' ', '_');
    return key;
}

std::string plain_text(std::string_view text) {
    std::string plain;
    bool in_space = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        const bool is_tag =
            text[i] == '<' && (next == '/' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
        const auto end = is_tag ? text.find('>', i) : std::string_view::npos;
        const bool is_space = text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r';
        if (end != std::string_view::npos) i = end;
        if (end != std::string_view::npos || is_space) {
            in_space = true;
            continue;
        }
        if (std::exchange(in_space, false) && !plain.empty()) plain += ' ';
        plain += text[i];
    }
    return std::string(base::trim(plain));
}

DictionaryTable::DictionaryTable(const std::shared_ptr<const io::ByteInput>& input) {
    auto file = io::CsvFile::open(input);
    std::vector<std::size_t> fields(file.header().size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    table_ = file.read(fields);
    for (const std::string& header : table_.header) keys_.push_back(header_key(header));
}

std::optional<std::size_t> DictionaryTable::find(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
        const auto found = std::find(keys_.begin(), keys_.end(), name);
        if (found != keys_.end()) return static_cast<std::size_t>(found - keys_.begin());
    }
    return std::nullopt;
}

std::string DictionaryTable::text(std::size_t record, std::optional<std::size_t> column) const {
    return column ? std::string(base::trim(table_.columns[*column].text(record))) : std::string();
}

void DictionaryTable::fail(std::size_t record, std::size_t column, std::string code, std::string message,
                           std::string help) const {
    auto diagnostic =
        diagnostic_at_cell(table_, record, table_.columns[column], std::move(code), std::move(message));
    diagnostic.help = std::move(help);
    throw base::InputError(std::move(diagnostic));
}

}  // namespace outcomes::survey
