#include "libstats/survey/draft_words.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/embedded.hpp"
#include "libstats/survey/toml_document.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>
#include <variant>

namespace outcomes::survey {
namespace {

constexpr std::array<std::string_view, 15> topic_names{
    "id",   "response", "household", "sex",      "age",   "consent", "weight", "group",
    "site", "wave",     "date",      "metadata", "total", "element", "other"};

struct Words {
    std::vector<AnswerOrder> orders;
    std::set<std::string> missing_texts;
    std::vector<base::Decimal> missing_codes;
    std::array<std::vector<std::vector<std::string>>, topic_names.size()> topics;  ///< phrases as words
    std::vector<std::string> low, high, negations;                                 ///< beginnings of words
    std::vector<std::vector<std::string>> first, middle, last;                     ///< names of waves
    std::vector<std::string> units;
    std::vector<std::vector<std::string>> comparison;  ///< what comparison groups are called
};

TomlValue parsed(std::string_view name) {
    for (const base::EmbeddedFile& file : word_files()) {
        if (file.name != name) continue;
        auto result = parse_toml(file.text);
        base::require(std::holds_alternative<TomlValue>(result), "a table of words that ships is not TOML");
        return std::get<TomlValue>(std::move(result));
    }
    throw base::ContractError("a table of words is not built in");
}

const TomlValue& part(const TomlValue& table, std::string_view key) {
    const TomlEntry* entry = table.find(key);
    base::require(entry != nullptr, "a table of words lacks a part");
    return entry->value;
}

std::vector<std::string> folded_texts(const TomlValue& list) {
    std::vector<std::string> texts;
    for (const TomlValue& one : list.list) texts.push_back(base::folded(one.text));
    return texts;
}

std::vector<std::vector<std::string>> phrases(const TomlValue& list) {
    std::vector<std::vector<std::string>> all;
    for (const TomlValue& one : list.list) all.push_back(words_of(one.text));
    return all;
}

AnswerOrder order_in(const TomlValue& table) {
    AnswerOrder order;
    order.kind = part(table, "kind").text;
    order.first = static_cast<int>(part(table, "first").number);
    const std::string& score = part(table, "score").text;
    order.score = score == "sum" ? ScoreKind::sum : score == "percent" ? ScoreKind::percent : ScoreKind::mean;
    if (const TomlEntry* middle = table.find("middle")) {
        order.middle = static_cast<std::size_t>(middle->value.number);
    }
    for (const TomlValue& step : part(table, "steps").list) order.steps.push_back(folded_texts(step));
    for (const TomlValue& scale : part(table, "scales").list) order.scales.push_back(folded_texts(scale));
    return order;
}

Words read_words() {
    Words words;
    const TomlValue answers = parsed("answers");
    for (const TomlValue& one : part(answers, "order").list) words.orders.push_back(order_in(one));
    const TomlValue& missing = part(answers, "missing");
    for (std::string& text : folded_texts(part(missing, "texts")))
        words.missing_texts.insert(std::move(text));
    for (const TomlValue& code : part(missing, "codes").list) {
        if (const auto number = base::parse_decimal(code.text)) words.missing_codes.push_back(*number);
    }
    const TomlValue names = parsed("columns");
    const TomlValue& columns = part(names, "columns");
    for (std::size_t topic = 0; topic < topic_names.size(); ++topic) {
        words.topics[topic] = phrases(part(columns, topic_names[topic]));
    }
    const TomlValue& direction = part(names, "direction");
    words.low = folded_texts(part(direction, "low"));
    words.high = folded_texts(part(direction, "high"));
    words.negations = folded_texts(part(direction, "not"));
    const TomlValue& times = part(names, "times");
    words.first = phrases(part(times, "first"));
    words.middle = phrases(part(times, "middle"));
    words.last = phrases(part(times, "last"));
    words.units = folded_texts(part(times, "units"));
    words.comparison = phrases(part(part(names, "groups"), "comparison"));
    return words;
}

const Words& tables() {
    static const Words words = read_words();
    return words;
}

std::optional<std::size_t> step_with(const AnswerOrder& order, std::string_view text, bool cut_short) {
    for (std::size_t step = 0; step < order.steps.size(); ++step) {
        for (const std::string& known : order.steps[step]) {
            if (known == text || (cut_short && known.starts_with(text))) return step;
        }
    }
    return std::nullopt;
}

std::string without_brackets(std::string_view text) {
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos)
        return std::string(base::trim(text));
    const std::string left = std::string(text.substr(0, open)) + std::string(text.substr(close + 1));
    return std::string(base::trim(left));
}

/// "rarely/never" and "rarely or never" as their parts.
std::vector<std::string_view> alternatives(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t slash = text.find('/');
        const std::size_t either = text.find(" or ");
        const std::size_t end = std::min(slash, either);
        parts.push_back(base::trim(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end == slash ? slash + 1 : either + 4);
    }
}

bool stands_in(const std::vector<std::string>& phrase, std::span<const std::string> words) {
    return std::search(words.begin(), words.end(), phrase.begin(), phrase.end()) != words.end();
}

std::size_t letters_of(const std::vector<std::string>& phrase) {
    std::size_t letters = 0;
    for (const std::string& word : phrase) letters += word.size();
    return letters;
}

bool begins_any(const std::vector<std::string>& beginnings, const std::string& word) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const std::string& beginning) { return word.starts_with(beginning); });
}

/// "month6" and "6m" as their word and their number; the number is -1 if there is none.
std::pair<std::string, int> split_number(const std::string& word) {
    constexpr std::string_view digits = "0123456789";
    const std::size_t begin = word.find_first_of(digits);
    if (begin == std::string::npos) return {word, -1};
    const std::size_t end = std::min(word.find_first_not_of(digits, begin), word.size());
    if ((begin > 0 && end < word.size()) || end - begin > 4) return {word, -1};
    int number = -1;
    std::from_chars(word.data() + begin, word.data() + end, number);
    return {word.substr(0, begin) + word.substr(end), number};
}

/// "dont_know", "n / a" and "No answer." as they are written in the tables.
std::string as_words(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool beside_slash =
            text[i] == ' ' && ((i + 1 < text.size() && text[i + 1] == '/') || (i > 0 && text[i - 1] == '/'));
        if (!beside_slash) plain += text[i] == '_' ? ' ' : text[i];
    }
    while (!plain.empty() && (plain.back() == '.' || plain.back() == '!')) plain.pop_back();
    return plain;
}

/// Longer times after shorter ones: a year is more than months, whatever the number.
int unit_length(const std::string& unit) {
    if (unit == "year" || unit == "y") return 12 * 30;
    if (unit == "month" || unit == "m") return 30;
    if (unit == "week" || unit == "w") return 7;
    return 1;
}

}  // namespace

std::optional<std::size_t> AnswerOrder::step_of(std::string_view folded_label) const {
    if (const auto whole = step_with(*this, folded_label, false)) return whole;
    std::string plain = without_brackets(folded_label);
    std::replace(plain.begin(), plain.end(), '_', ' ');
    if (const auto whole = step_with(*this, plain, false)) return whole;
    const auto parts = alternatives(plain);
    for (const std::string_view one : parts) {
        if (const auto step = step_with(*this, one, false)) return step;
    }
    constexpr std::size_t shortest_cut = 4;
    for (const std::string_view one : parts) {
        const std::string_view stem = one.ends_with('.') ? one.substr(0, one.size() - 1) : one;
        if (stem.size() < shortest_cut || stem.find(' ') != std::string_view::npos) continue;
        if (const auto step = step_with(*this, stem, true)) return step;
    }
    return std::nullopt;
}

bool AnswerOrder::is_middle(std::string_view folded_label) const {
    return middle > 0 && step_of(folded_label) == middle - 1;
}

LabelOrder order_labels(std::span<const std::string> folded_labels) {
    LabelOrder best;
    std::size_t most = 1;
    std::vector<std::size_t> best_steps;
    for (const AnswerOrder& kind : tables().orders) {
        std::vector<std::size_t> known;
        std::vector<std::size_t> unknown;
        std::vector<std::size_t> steps(folded_labels.size());
        for (std::size_t i = 0; i < folded_labels.size(); ++i) {
            const auto step = kind.step_of(folded_labels[i]);
            (step ? known : unknown).push_back(i);
            steps[i] = step.value_or(0);
        }
        if (known.size() <= most || 2 * known.size() <= folded_labels.size()) continue;
        most = known.size();
        best = {&kind, std::move(known), {}, std::move(unknown)};
        best_steps = std::move(steps);
    }
    std::stable_sort(best.order.begin(), best.order.end(),
                     [&](std::size_t l, std::size_t r) { return best_steps[l] < best_steps[r]; });
    for (std::size_t i = 0; i + 1 < best.order.size(); ++i) {
        if (best_steps[best.order[i]] == best_steps[best.order[i + 1]]) best.undecided.push_back(i);
    }
    return best;
}

const AnswerOrder* find_answer_order(std::string_view kind) {
    for (const AnswerOrder& order : tables().orders) {
        if (order.kind == kind) return &order;
    }
    return nullptr;
}

bool is_missing_text(const std::string& folded_text) {
    constexpr std::size_t longest = 60;  // no text of the table is longer
    const auto& texts = tables().missing_texts;
    if (folded_text.size() > longest) return false;
    return texts.contains(folded_text) || texts.contains(as_words(folded_text));
}

bool is_missing_code(const base::Decimal& number) {
    const auto& codes = tables().missing_codes;
    return std::any_of(codes.begin(), codes.end(),
                       [&](const base::Decimal& code) { return base::compare(code, number) == 0; });
}

bool names_comparison(const std::string& folded_text) {
    const std::vector<std::string> words = words_of(folded_text);
    const auto& phrases = tables().comparison;
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](const auto& phrase) { return stands_in(phrase, words); });
}

std::vector<std::string> words_of(std::string_view text) {
    std::string spaced;
    bool was_lower = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_letter = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
        if (is_upper && was_lower) spaced += ' ';
        spaced += is_letter || c == '\'' ? c : ' ';
        was_lower = is_letter && !is_upper;
    }
    const std::string folded = base::folded(spaced);
    std::vector<std::string> words;
    for (std::string_view rest = folded; !rest.empty();) {
        const std::size_t space = rest.find(' ');
        if (space != 0) words.emplace_back(rest.substr(0, space));
        rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
    }
    return words;
}

std::size_t fits_topic(std::string_view name, NameTopic topic) {
    const std::vector<std::string> words = words_of(name);
    std::size_t best = 0;
    for (const auto& phrase : tables().topics[static_cast<std::size_t>(topic)]) {
        if (stands_in(phrase, words)) best = std::max(best, letters_of(phrase));
    }
    return best;
}

int direction_of(std::string_view text) {
    int direction = 0;
    bool negated = false;
    for (const std::string& word : words_of(text)) {
        if (std::find(tables().negations.begin(), tables().negations.end(), word) !=
            tables().negations.end()) {
            negated = true;
            continue;
        }
        const int sign = begins_any(tables().low, word) ? -1 : begins_any(tables().high, word) ? 1 : 0;
        direction += negated ? -sign : sign;
    }
    return direction;
}

std::optional<TimeName> time_name(std::span<const std::string> words) {
    const Words& known = tables();
    const std::pair<const std::vector<std::vector<std::string>>*, int> ranks[] = {
        {&known.first, 0}, {&known.middle, 1}, {&known.last, 2}};
    for (const auto& [phrases, rank] : ranks) {
        for (const auto& phrase : *phrases) {
            for (std::size_t i = 0; phrase.size() == 1 && i < words.size(); ++i) {
                const auto [word, number] = split_number(words[i]);
                if (word == phrase.front()) return TimeName{rank, std::max(number, 0), words[i]};
            }
            if (phrase.size() > 1 && stands_in(phrase, words)) return TimeName{rank, 0, phrase.back()};
        }
    }
    return numbered_time(words);
}

std::optional<TimeName> numbered_time(std::span<const std::string> words) {
    const auto& units = tables().units;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto [word, number] = split_number(words[i]);
        if (std::find(units.begin(), units.end(), word) == units.end()) continue;
        if (number >= 0) return TimeName{1, number * unit_length(word), words[i]};
        if (i + 1 == words.size()) continue;
        const auto [next, next_number] = split_number(words[i + 1]);
        if (next.empty() && next_number >= 0) {
            return TimeName{1, next_number * unit_length(word), word + words[i + 1]};
        }
    }
    return std::nullopt;
}

}  // namespace outcomes::survey
