#include "libstats/survey/questionnaire_reading.hpp"

#include <fmt/format.h>

namespace outcomes::survey {
namespace {

/// Reads one [answers.NAME] of a key.
class KeyAnswersReader {
  public:
    KeyAnswersReader(const KeyReading& reading, const TomlEntry& entry) : reading_(reading), entry_(entry) {}

    KeyAnswers read() {
        list_.id = entry_.key;
        list_.items = items_in(reading_, table(), "items", {});
        list_.labels = texts_in(table(), "labels");
        list_.missing = texts_in(table(), "missing");
        for (const TomlEntry& also : table_in(table(), "also").entries)
            list_.also[also.key] = also.value.text;
        if (table().find("range") != nullptr)
            read_range();
        else
            read_codes();
        check_also();
        return std::move(list_);
    }

  private:
    [[nodiscard]] const TomlValue& table() const { return entry_.value; }
    void error(std::string code, std::string message, const Mark& mark, std::string help = "") const {
        reading_.error(std::move(code), std::move(message), mark, std::move(help));
    }

    void read_range() {
        const auto ends = range_in(reading_, table());
        if (!ends) return;
        list_.low = ends->first;
        list_.high = ends->second;
        for (const std::string_view key : {"codes", "scores", "labels", "codings"}) {
            if (const TomlEntry* extra = table().find(key))
                error("key.range", fmt::format("\"{}\" does not go with a range", key), extra->mark);
        }
    }

    void read_codes() {
        list_.codes = decimals_in(reading_, table(), "codes");
        for (const TomlEntry& coding : table_in(table(), "codings").entries)
            list_.codings.emplace_back(coding.key,
                                       decimals_in(reading_, table_in(table(), "codings"), coding.key));
        if (list_.codes.empty() == list_.codings.empty()) {
            error("key.codes",
                  fmt::format("the answers \"{}\" need codes, or codings, or a range", entry_.key),
                  entry_.mark, "for example: codes = [1, 2, 3, 4, 5]");
            return;
        }
        if (!list_.codings.empty()) list_.codes = list_.codings.front().second;
        list_.scores = decimals_in(reading_, table(), "scores");
        if (list_.scores.empty() && list_.codings.empty()) list_.scores = list_.codes;
        check_lengths();
    }

    void check_lengths() const {
        const auto same = [&](std::size_t size) { return size == 0 || size == list_.codes.size(); };
        bool right = same(list_.scores.size()) && same(list_.labels.size());
        for (const auto& [name, codes] : list_.codings) right = right && codes.size() == list_.codes.size();
        if (!right)
            error("key.count", fmt::format("codes, labels and scores of \"{}\" differ in number", entry_.key),
                  entry_.mark, "give one of each for every answer");
        for (std::size_t i = 0; i < list_.codes.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (base::compare(list_.codes[i], list_.codes[j]) == 0)
                    error("key.codes", fmt::format("a code stands twice in \"{}\"", entry_.key), entry_.mark);
            }
        }
    }

    void check_also() const {
        for (const auto& [spelling, label] : list_.also) {
            if (std::find(list_.labels.begin(), list_.labels.end(), label) == list_.labels.end())
                error("key.label", fmt::format("\"{}\" is not a label of \"{}\"", label, entry_.key),
                      table().find("also")->mark);
        }
    }

    const KeyReading& reading_;
    const TomlEntry& entry_;
    KeyAnswers list_;
};

void check_every_item_once(const KeyReading& reading) {
    const TomlEntry* entry = reading.file.root.find("answers");
    for (const std::size_t item : all_items(reading.key)) {
        const auto holds = [&](const KeyAnswers& list) {
            return list.items.empty() ||
                   std::find(list.items.begin(), list.items.end(), item) != list.items.end();
        };
        const auto n = std::count_if(reading.key.answers.begin(), reading.key.answers.end(), holds);
        if (n == 1) continue;
        reading.error("key.answers",
                      fmt::format("the item {} has {} answer lists", item, n == 0 ? "no" : "several"),
                      entry->mark, "every item needs one");
        return;
    }
}

}  // namespace

void read_key_answers(const KeyReading& reading) {
    for (const TomlEntry& entry : table_in(reading.file.root, "answers").entries)
        reading.key.answers.push_back(KeyAnswersReader(reading, entry).read());
    if (reading.file.root.find("answers") != nullptr) check_every_item_once(reading);
}

}  // namespace outcomes::survey
