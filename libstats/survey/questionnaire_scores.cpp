#include "libstats/base/text.hpp"
#include "libstats/survey/questionnaire_reading.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

namespace outcomes::survey {
namespace {

constexpr std::array kinds = {std::pair{std::string_view("mean"), ScoreKind::mean},
                              std::pair{std::string_view("sum"), ScoreKind::sum},
                              std::pair{std::string_view("percent"), ScoreKind::percent}};
constexpr std::array blanks = {std::pair{std::string_view("prorate"), BlankRule::prorate},
                               std::pair{std::string_view("zero"), BlankRule::zero}};
constexpr std::array directions = {std::pair{std::string_view("higher"), Better::higher},
                                   std::pair{std::string_view("lower"), Better::lower},
                                   std::pair{std::string_view("neither"), Better::neither}};

bool same(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

/// Lowest and highest score of the answers to an item.
std::pair<double, double> ends_of(const KeyAnswers& list) {
    if (list.is_range()) return {list.low->to_double(), list.high->to_double()};
    const auto& values = list.scores.empty() ? list.codes : list.scores;
    const auto less = [](const base::Decimal& a, const base::Decimal& b) { return base::compare(a, b) < 0; };
    const auto [low, high] = std::minmax_element(values.begin(), values.end(), less);
    return {low->to_double(), high->to_double()};
}

/// Reads one [score.NAME] of a key.
class KeyScoreReader {
  public:
    KeyScoreReader(const KeyReading& reading, const TomlEntry& entry) : reading_(reading), entry_(entry) {}

    QuestionnaireScore read() {
        score_.id = entry_.key;
        score_.label = text_in(table(), "label", entry_.key);
        score_.sum_of = texts_in(table(), "sum_of");
        score_.items = items_in(reading_, table(), "items", all_items(reading_.key));
        read_word(table(), "score", kinds, score_.kind);
        read_word(table(), "blank", blanks, score_.blank);
        read_word(table(), "better", directions, score_.better);
        score_.max_missing = whole_or(table(), "max_missing", 0);
        if (table().find("round") != nullptr) score_.round = static_cast<int>(whole_or(table(), "round", 0));
        if (score_.round.value_or(0) > 6) error("key.round", "a score is rounded to at most 6 decimals");
        score_.reverse = items_in(reading_, table(), "reverse", {});
        check_subset(score_.reverse, "is reversed");
        if (score_.max_missing >= score_.items.size() && score_.max_missing > 0)
            error("key.max_missing", "more items may be missing than there are");
        read_limits();
        read_conversion();
        read_bands();
        read_small_change();
        if (const auto ends = range_in(reading_, table())) {
            score_.low = ends->first.to_double();
            score_.high = ends->second.to_double();
        }
        return std::move(score_);
    }

  private:
    [[nodiscard]] const TomlValue& table() const { return entry_.value; }
    void error(std::string code, const std::string& message, std::string help = "") const {
        reading_.error(std::move(code), fmt::format("score \"{}\": {}", entry_.key, message), entry_.mark,
                       std::move(help));
    }
    [[nodiscard]] std::size_t whole_or(const TomlValue& in, std::string_view key,
                                       std::size_t otherwise) const {
        return static_cast<std::size_t>(whole_in(reading_.file, in, key, 0).value_or(otherwise));
    }
    [[nodiscard]] base::Decimal decimal_or_zero(const TomlValue& in, std::string_view key) const {
        return decimal_in(reading_.file, in, key).value_or(base::Decimal{});
    }

    void check_subset(const std::vector<std::size_t>& items, std::string_view what) const {
        for (const std::size_t item : items) {
            if (std::find(score_.items.begin(), score_.items.end(), item) == score_.items.end())
                error("key.item", fmt::format("the item {} {}, but is not among its items", item, what));
        }
    }

    void read_limits() {
        const TomlEntry* limits = entry_in(table(), "limits", TomlKind::list);
        if (limits == nullptr) return;
        for (const TomlValue& one : limits->value.list) {
            KeyLimit limit{items_in(reading_, one, "items", {}), whole_or(one, "max_missing", 0)};
            check_subset(limit.items, "has a limit");
            score_.limits.push_back(std::move(limit));
        }
    }

    void read_conversion() {
        score_.raw = decimals_in(reading_, table(), "raw");
        score_.converted = decimals_in(reading_, table(), "converted");
        if (score_.raw.size() != score_.converted.size()) {
            error("key.conversion", "raw and converted scores differ in number");
            return;
        }
        for (std::size_t i = 1; i < score_.raw.size(); ++i) {
            const bool rises = base::compare(score_.raw[i - 1], score_.raw[i]) < 0 &&
                               base::compare(score_.converted[i - 1], score_.converted[i]) < 0;
            if (!rises) error("key.conversion", fmt::format("row {} of the conversion does not rise", i + 1));
        }
        if (!score_.raw.empty() && score_.max_missing > 0)
            error("key.conversion", "filled blanks give raw scores that a table lacks",
                  "leave out max_missing");
    }

    void read_bands() {
        const TomlEntry* bands = entry_in(table(), "bands", TomlKind::list);
        if (bands == nullptr) return;
        for (const TomlValue& one : bands->value.list) {
            ScoreBand band{text_in(one, "form", ""), decimal_or_zero(one, "low"),
                           decimal_or_zero(one, "high"), text_in(one, "label", "")};
            const bool follows = score_.bands.empty() || score_.bands.back().form != band.form ||
                                 base::compare(score_.bands.back().high, band.low) < 0;
            if (!follows || base::compare(band.low, band.high) > 0)
                reading_.error("key.bands", "the bands of a form must rise and not overlap", one.mark);
            score_.bands.push_back(std::move(band));
        }
    }

    void read_small_change() {
        const TomlEntry* entry = entry_in(table(), "small_change", TomlKind::table);
        if (entry == nullptr) return;
        SmallChange& change = score_.small_change;
        change.mark = entry->value.mark;
        const auto amount = [&](std::string_view key) -> std::optional<double> {
            const auto number = decimal_in(reading_.file, entry->value, key);
            return number ? std::optional(number->to_double()) : std::nullopt;
        };
        change.points = amount("points");
        change.sd = amount("sd");
        const auto share = amount("percentage_points");
        const int n_given =
            int{change.points.has_value()} + int{change.sd.has_value()} + int{share.has_value()};
        if (n_given != 1 || change.points.value_or(1) <= 0 || change.sd.value_or(1) <= 0 ||
            share.value_or(1) <= 0)
            error("key.small_change", "the smallest change needs one amount above 0",
                  "points, sd or percentage_points");
        if (share.has_value() != is_question())
            error("key.small_change",
                  "a single question with ordered answers is judged in percentage points, "
                  "every other score in points or SDs");
        if (share) change.points = share;
        score_.small_change_rule.about = "small_change";
        score_.small_change_rule.says = text_in(entry->value, "says", "");
        read_source(entry->value, score_.small_change_rule);
    }

    /// One question whose answers, not scores, carry the verdict (analysis/measure: kind_of).
    [[nodiscard]] bool is_question() const {
        if (score_.items.size() != 1 || !score_.sum_of.empty()) return false;
        const KeyAnswers& list = reading_.key.answers_of_item(score_.items.front());
        if (!list.is_range()) return true;
        constexpr double most_steps = 9;
        return list.high->to_double() - list.low->to_double() + 1 <= most_steps;
    }

    const KeyReading& reading_;
    const TomlEntry& entry_;
    QuestionnaireScore score_;
};

/// What the answers make possible: the declared range is the second opinion.
std::pair<double, double> possible_range(const Questionnaire& key, const QuestionnaireScore& score) {
    if (!score.raw.empty()) return {score.converted.front().to_double(), score.converted.back().to_double()};
    if (score.kind == ScoreKind::percent) return {0, 100};
    double low = 0;
    double high = 0;
    for (const std::size_t item : score.items) {
        const auto ends = ends_of(key.answers_of_item(item));
        low += ends.first;
        high += ends.second;
    }
    const auto k = static_cast<double>(score.items.size());
    return score.kind == ScoreKind::mean ? std::pair{low / k, high / k} : std::pair{low, high};
}

void check_range(const KeyReading& reading, const QuestionnaireScore& score, const Mark& mark) {
    const auto [low, high] = possible_range(reading.key, score);
    if (same(low, score.low) && same(high, score.high)) return;
    reading.error("key.range",
                  fmt::format("score \"{}\": its answers give {} to {}, its range says {} to {}", score.id,
                              base::shortest(low), base::shortest(high), base::shortest(score.low),
                              base::shortest(score.high)),
                  mark);
}

/// Every raw sum that complete answers can give must be in the table.
void check_conversion(const KeyReading& reading, const QuestionnaireScore& score, const Mark& mark) {
    if (score.raw.empty()) return;
    QuestionnaireScore plain = score;
    plain.raw.clear();
    const auto [low, high] = possible_range(reading.key, plain);
    const double wanted = high - low + 1;
    const bool whole = same(score.raw.front().to_double(), low) && same(score.raw.back().to_double(), high) &&
                       same(static_cast<double>(score.raw.size()), wanted);
    if (!whole)
        reading.error("key.conversion",
                      fmt::format("score \"{}\": the conversion must have every raw score from {} to {}",
                                  score.id, base::shortest(low), base::shortest(high)),
                      mark);
}

/// The items of a sum of scores are those of its parts.
void gather_parts(const KeyReading& reading, QuestionnaireScore& score, const Mark& mark) {
    if (score.sum_of.empty()) return;
    std::set<std::size_t> items;
    for (const std::string& id : score.sum_of) {
        const QuestionnaireScore* part = reading.key.find_score(id);
        if (part == nullptr || !part->sum_of.empty() || part->kind != ScoreKind::sum || !part->raw.empty() ||
            part->blank != BlankRule::prorate || !part->limits.empty()) {
            reading.error("key.sum_of",
                          fmt::format("score \"{}\": \"{}\" is not a plain sum of items", score.id, id),
                          mark);
            return;
        }
        for (const std::size_t item : part->items) {
            if (!items.insert(item).second)
                reading.error("key.sum_of",
                              fmt::format("score \"{}\" adds the item {} twice", score.id, item), mark);
        }
        score.reverse.insert(score.reverse.end(), part->reverse.begin(), part->reverse.end());
    }
    score.items.assign(items.begin(), items.end());
    std::sort(score.reverse.begin(), score.reverse.end());
    if (score.kind != ScoreKind::sum || score.max_missing > 0 || !score.limits.empty() || score.round ||
        score.blank != BlankRule::prorate)
        reading.error("key.sum_of",
                      fmt::format("score \"{}\": a sum of scores takes its rules from them", score.id), mark,
                      "keep only label, range, better, bands and small_change");
}

}  // namespace

void read_key_scores(const KeyReading& reading) {
    const auto& entries = table_in(reading.file.root, "score").entries;
    std::vector<QuestionnaireScore>& scores = reading.key.scores;
    for (const TomlEntry& entry : entries) scores.push_back(KeyScoreReader(reading, entry).read());
    for (std::size_t i = 0; i < scores.size(); ++i) gather_parts(reading, scores[i], entries[i].mark);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        check_range(reading, scores[i], entries[i].mark);
        check_conversion(reading, scores[i], entries[i].mark);
    }
    if (scores.empty() && reading.file.root.find("score") != nullptr)
        reading.error("key.missing", "the key has no score", reading.file.root.find("score")->mark);
}

}  // namespace outcomes::survey
