#include "libstats/base/text.hpp"
#include "libstats/survey/questionnaire_reading.hpp"

#include <fmt/format.h>

namespace outcomes::survey {
namespace {

constexpr std::string_view all_of_them = "all ";

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (text = base::trim(text); !text.empty(); text = base::trim(text)) {
        const std::size_t end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

/// "all 3", or one answer an item of the vector, - for a blank.
void read_answers(const KeyReading& reading, const TomlValue& table, GoldenVector& vector) {
    const auto items = items_in(reading, table, "items", all_items(reading.key));
    const std::string text = text_in(table, "answers", "");
    std::vector<std::string> answers = words_of(text);
    if (text.starts_with(all_of_them)) answers.assign(items.size(), text.substr(all_of_them.size()));
    if (answers.size() != items.size()) {
        reading.error("key.golden", fmt::format("{} answers for {} items", answers.size(), items.size()),
                      table.mark, "write one for each, - for a blank");
        return;
    }
    vector.answers.assign(reading.key.n_items, "");
    for (std::size_t i = 0; i < items.size(); ++i)
        vector.answers[items[i] - 1] = answers[i] == "-" ? "" : answers[i];
}

std::map<std::string, std::string> by_score(const KeyReading& reading, const TomlValue& table,
                                            std::string_view key) {
    std::map<std::string, std::string> texts;
    for (const TomlEntry& entry : table_in(table, key).entries) {
        if (reading.key.find_score(entry.key) == nullptr)
            reading.error("key.golden", fmt::format("there is no score \"{}\"", entry.key), entry.mark);
        texts[entry.key] = entry.value.text;
    }
    return texts;
}

}  // namespace

void read_golden_vectors(const KeyReading& reading) {
    const TomlEntry* entry = entry_in(reading.file.root, "golden", TomlKind::list);
    if (entry == nullptr) return;
    const auto codings = reading.key.codings();
    for (const TomlValue& table : entry->value.list) {
        GoldenVector vector;
        read_answers(reading, table, vector);
        vector.coding = text_in(table, "coding", "");
        vector.expected = by_score(reading, table, "expect");
        vector.bands = by_score(reading, table, "band");
        vector.source = text_in(table, "source", "");
        const bool known = codings.empty()
                               ? vector.coding.empty()
                               : std::find(codings.begin(), codings.end(), vector.coding) != codings.end();
        if (!known)
            reading.error("key.golden", fmt::format("there is no coding \"{}\"", vector.coding), table.mark,
                          codings.empty() ? "" : fmt::format("the codings are {}", base::joined(codings)));
        reading.key.golden.push_back(std::move(vector));
    }
}

}  // namespace outcomes::survey
