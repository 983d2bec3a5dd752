#include "libstats/base/text.hpp"
#include "libstats/survey/questionnaire_keys.hpp"
#include "libstats/survey/questionnaire_reading.hpp"
#include "libstats/survey/study_shape.hpp"
#include "libstats/survey/toml_syntax.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <set>
#include <system_error>

namespace outcomes::survey {
namespace {

constexpr std::array statuses = {std::pair{std::string_view("verified"), RuleStatus::verified},
                                 std::pair{std::string_view("unverified"), RuleStatus::unverified},
                                 std::pair{std::string_view("choice"), RuleStatus::choice}};

constexpr std::array needed_rules = {"codes", "score", "missing", "licence"};

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(at), text.size());
        parts.emplace_back(base::trim(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

void check_top(const KeyReading& reading) {
    for (const StudyKey& key : questionnaire_keys()) {
        const bool missing = key.table.empty() && key.state == KeyState::required &&
                             reading.file.root.find(key.name) == nullptr;
        if (missing)
            reading.error("key.missing", fmt::format("the key has no \"{}\"", key.name), {1, 1, 1},
                          std::string(key.meaning));
    }
    const TomlEntry* schema = entry_in(reading.file.root, "schema", TomlKind::whole);
    if (schema == nullptr || schema->value.number == questionnaire_schema) return;
    reading.error("key.schema", fmt::format("there is no schema {}", schema->value.text), schema->value.mark,
                  fmt::format("this version reads schema {}", questionnaire_schema));
}

/// One text an item, or none at all.
std::vector<std::string> texts_by_item(const KeyReading& reading, std::string_view key) {
    const TomlEntry* entry = entry_in(reading.file.root, key, TomlKind::list);
    if (entry == nullptr) return {};
    std::vector<std::string> texts = texts_in(reading.file.root, key);
    if (texts.size() != reading.key.n_items) {
        reading.error("key.count",
                      fmt::format("\"{}\" has {} texts for {} items", key, texts.size(), reading.key.n_items),
                      entry->value.mark, "write one for each item");
    }
    return texts;
}

void read_head(const KeyReading& reading) {
    const TomlValue& root = reading.file.root;
    Questionnaire& key = reading.key;
    key.label = text_in(root, "label", key.id);
    key.variant = text_in(root, "variant", "");
    key.n_items = static_cast<std::size_t>(whole_in(reading.file, root, "n_items", 1).value_or(0));
    key.aliases = texts_in(root, "aliases");
    key.cautions = texts_in(root, "cautions");
    key.too_many = text_in(root, "too_many", "");
    key.wording = texts_by_item(reading, "wording");
    for (const std::string& words : texts_by_item(reading, "keywords"))
        key.keywords.push_back(split(words, '|'));
    if (key.keywords.empty()) key.keywords.resize(key.n_items);
    key.protected_items = items_in(reading, root, "protected", {});
}

void read_rules(const KeyReading& reading) {
    const TomlEntry* entry = entry_in(reading.file.root, "rule", TomlKind::list);
    if (entry == nullptr) return;
    for (const TomlValue& table : entry->value.list) {
        KeyRule rule;
        rule.about = text_in(table, "about", "");
        rule.says = text_in(table, "says", "");
        read_source(table, rule);
        if (rule.source.empty() && rule.status != RuleStatus::choice)
            reading.error("key.source", fmt::format("the rule about \"{}\" names no source", rule.about),
                          table.mark, "add source = \"...\", or status = \"choice\" if it is your own");
        reading.key.rules.push_back(std::move(rule));
    }
    for (const char* about : needed_rules) {
        if (reading.key.find_rule(about) != nullptr) continue;
        reading.error("key.missing", fmt::format("no rule says anything about \"{}\"", about), entry->mark,
                      fmt::format("add a [[rule]] with about = \"{}\"", about));
    }
    if (const KeyRule* licence = reading.key.find_rule("licence")) reading.key.licence = licence->says;
    if (const KeyRule* ages = reading.key.find_rule("ages")) reading.key.ages = ages->says;
}

/// All codes of all lists, once each, lowest first.
void collect_codes(Questionnaire& key) {
    const auto less = [](const base::Decimal& a, const base::Decimal& b) { return base::compare(a, b) < 0; };
    std::set<base::Decimal, decltype(less)> codes(less);
    for (const KeyAnswers& list : key.answers) {
        codes.insert(list.codes.begin(), list.codes.end());
        for (const auto& [name, coding] : list.codings) codes.insert(coding.begin(), coding.end());
        if (list.is_range()) codes.insert({*list.low, *list.high});
    }
    key.codes.assign(codes.begin(), codes.end());
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::error_code ignored;
    if (file.is_open() && !file.bad() && !std::filesystem::is_directory(path, ignored)) return bytes;
    base::Diagnostic diagnostic;
    diagnostic.code = "key.unreadable";
    diagnostic.message = "the key cannot be read";
    diagnostic.place.file = path;
    diagnostic.help = "check the name; it is seen from the folder of the study file";
    throw base::InputError(std::move(diagnostic));
}

}  // namespace

std::vector<std::size_t> all_items(const Questionnaire& key) {
    std::vector<std::size_t> items(key.n_items);
    std::iota(items.begin(), items.end(), std::size_t{1});
    return items;
}

std::vector<base::Decimal> decimals_in(const KeyReading& reading, const TomlValue& table,
                                       std::string_view key) {
    std::vector<base::Decimal> numbers;
    const TomlEntry* entry = entry_in(table, key, TomlKind::list);
    if (entry == nullptr) return numbers;
    for (const TomlValue& one : entry->value.list) {
        if (const auto number = decimal_of(reading.file, one)) numbers.push_back(*number);
    }
    return numbers;
}

std::vector<std::size_t> items_in(const KeyReading& reading, const TomlValue& table, std::string_view key,
                                  std::vector<std::size_t> otherwise) {
    const TomlEntry* entry = entry_in(table, key, TomlKind::list);
    if (entry == nullptr) return otherwise;
    std::vector<std::size_t> items;
    for (const TomlValue& one : entry->value.list) {
        const auto number = base::parse_decimal(one.text);
        const auto item = number ? base::units_at(*number, 0) : std::nullopt;
        if (!item || *item < 1 || *item > static_cast<std::int64_t>(reading.key.n_items)) {
            reading.error("key.item", fmt::format("there is no item {}", one.text), one.mark,
                          fmt::format("the items are 1 to {}", reading.key.n_items));
            continue;
        }
        const auto index = static_cast<std::size_t>(*item);
        if (std::find(items.begin(), items.end(), index) != items.end())
            reading.error("key.item", fmt::format("the item {} stands twice", index), one.mark);
        else
            items.push_back(index);
    }
    return items;
}

std::optional<std::pair<base::Decimal, base::Decimal>> range_in(const KeyReading& reading,
                                                                const TomlValue& table) {
    const TomlEntry* entry = entry_in(table, "range", TomlKind::list);
    if (entry == nullptr) return std::nullopt;
    const auto ends = decimals_in(reading, table, "range");
    if (ends.size() == 2 && base::compare(ends[0], ends[1]) < 0) return std::pair{ends[0], ends[1]};
    reading.error("key.range", "a range is its lowest and its highest number", entry->value.mark,
                  "for example: range = [0, 10]");
    return std::nullopt;
}

void read_source(const TomlValue& table, KeyRule& rule) {
    rule.source = text_in(table, "source", "");
    read_word(table, "status", statuses, rule.status);
}

Questionnaire parse_questionnaire(std::string_view bytes, const std::string& path, const std::string& id) {
    Study place;
    place.path = path;
    place.lines = lines_of(bytes);
    const auto parsed = parse_toml(bytes);
    if (const auto* fault = std::get_if<TomlFault>(&parsed))
        throw base::InputError(syntax_diagnostic(place, *fault));
    StudyDefects defects(place);
    Questionnaire key;
    key.id = id;
    StudyReading file{std::get<TomlValue>(parsed), place, defects, {}};
    const KeyReading reading{file, key};
    check_shape(reading.file.root, defects, questionnaire_keys(), "a key");
    check_top(reading);
    read_head(reading);
    read_rules(reading);
    read_key_answers(reading);
    if (!defects.any_error()) read_key_scores(reading);
    if (!defects.any_error()) read_golden_vectors(reading);
    if (defects.any_error()) throw base::InputError(defects.sorted());
    collect_codes(key);
    return key;
}

Questionnaire read_questionnaire(const std::string& path) {
    return parse_questionnaire(bytes_of(path), path, std::filesystem::path(path).stem().string());
}

}  // namespace outcomes::survey
