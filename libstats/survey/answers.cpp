#include "libstats/survey/answers.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/survey/cell_message.hpp"
#include "libstats/survey/draft_words.hpp"
#include "libstats/survey/offered_answers.hpp"
#include "libstats/survey/sheet_runs.hpp"
#include "libstats/survey/spelling.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace outcomes::survey {
namespace {

bool within_range(const AnswerList& list, const base::Decimal& number) {
    return (!list.low || base::compare(number, *list.low) >= 0) &&
           (!list.high || base::compare(number, *list.high) <= 0);
}

/// Steps of one above the lowest answer, if the number is a whole number of them.
std::int16_t step_of(const AnswerList& list, const base::Decimal& number) {
    const auto low = list.low ? base::units_at(*list.low, 0) : std::nullopt;
    const auto units = base::units_at(number, 0);
    if (!low || !units) return -1;
    const std::int64_t step = *units - *low;
    return step >= 0 && step <= std::numeric_limits<std::int16_t>::max() ? static_cast<std::int16_t>(step)
                                                                         : std::int16_t{-1};
}

/// An answer that no list has, and where.
struct Stray {
    std::string text;
    std::size_t n = 0;
    std::size_t first_sheet = 0;
    std::size_t first_column = 0;  ///< of the columns looked at
};

bool is_stray(const Answer& answer) {
    return answer.meaning == Meaning::unknown || answer.meaning == Meaning::outside;
}

/// Strays by their text, over the columns looked at so far.
struct StrayCounts {
    std::map<std::string, Stray, std::less<>> by_text;
    std::set<std::size_t> columns;    ///< those that have any
    std::vector<DoubtfulCell> cells;  ///< the first few

    void add(std::string_view text, std::size_t sheet, std::size_t column) {
        columns.insert(column);
        auto place = by_text.find(text);
        if (place == by_text.end()) {
            place = by_text.emplace(text, Stray{std::string(text), 0, sheet, column}).first;
        }
        ++place->second.n;
    }
};

void count_strays(const WaveData& wave, const std::string& name, std::size_t number, const AnswerKey& key,
                  StrayCounts& counts) {
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* column = run.table->find(name);
        if (column == nullptr) continue;
        const auto answers = key.decode(*column);
        if (std::none_of(answers.begin(), answers.end(), is_stray)) continue;
        for_each_code(wave, run, *column, [&](std::size_t sheet, std::uint32_t code) {
            if (!is_stray(answers[code])) return;
            counts.add(base::trim(column->values.at(code)), sheet, number);
            if (counts.cells.size() < 3) counts.cells.push_back(cell_of(wave, sheet, name));
        });
    }
}

/// Commonest first, then in the order of the columns and of the file.
std::vector<Stray> in_order(std::map<std::string, Stray, std::less<>> by_text) {
    std::vector<Stray> strays;
    strays.reserve(by_text.size());
    for (auto& [text, stray] : by_text) strays.push_back(std::move(stray));
    std::sort(strays.begin(), strays.end(), [](const Stray& a, const Stray& b) {
        return std::tuple(b.n, a.first_column, a.first_sheet) <
               std::tuple(a.n, b.first_column, b.first_sheet);
    });
    return strays;
}

std::string counted(const std::vector<Stray>& strays, std::size_t n_all) {
    constexpr std::size_t shown = 3;
    std::string text;
    std::size_t rest = n_all;
    for (std::size_t i = 0; i < std::min(shown, strays.size()); ++i) {
        text += fmt::format("{}{} time{} \"{}\"", i == 0 ? "" : ", ", strays[i].n,
                            strays[i].n == 1 ? "" : "s", base::fitted(base::printable(strays[i].text), 60));
        rest -= strays[i].n;
    }
    return rest == 0 ? text : text + fmt::format(" and {} more like this", rest);
}

/// The label with the same words ("Agree strongly": "Strongly agree"), or the only one that the text may be a
/// slip of; "" if there is none. An opposite is never suggested.
std::string likely_label(const std::string& text, const AnswerList& list) {
    const std::string folded = base::folded(text);
    std::vector<std::string> slips;
    for (const std::string& label : list.labels) {
        const Spelling spelling = compare_spelling(folded, base::folded(label));
        if (spelling == Spelling::same) return label;
        if (spelling == Spelling::slip) slips.push_back(label);
    }
    return slips.size() == 1 ? slips.front() : "";
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : base::printable(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// What messages call a list.
std::string name_of(const AnswerList& list) {
    if (!list.instrument.empty()) return fmt::format("answers of {}", list.instrument);
    return fmt::format("answer list \"{}\"", list.declared_as.empty() ? list.id : list.declared_as);
}

/// A questionnaire has its codes; files that write something else need a list of the study file.
std::string remedy_for_instrument(const AnswerList& list) {
    if (list.is_range) {
        return fmt::format(
            "its answers are whole numbers from {} to {}; a code for \"no answer\" belongs in "
            "[missing]",
            base::shortest(list.low->to_double()), base::shortest(list.high->to_double()));
    }
    std::vector<std::string> codes;
    for (const base::Decimal& code : list.codes) codes.push_back(base::shortest(code.to_double()));
    return fmt::format(
        "its codes are {}; if the files write other labels or numbers, name a list that gives "
        "each its code: answers = \"...\"",
        base::joined(codes, "and", codes.size()));
}

/// One more than the label before, from label to label.
bool are_steps_of_one(const std::vector<base::Decimal>& scores) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto score = base::units_at(scores[i], 0);
        const auto first = base::units_at(scores.front(), 0);
        if (!score || !first || *score != *first + static_cast<std::int64_t>(i)) return false;
    }
    return !scores.empty();
}

/// The labels and the strays in order, with what else the usual scale offers; empty if words do not know the
/// order.
std::vector<std::string> labels_with(const std::vector<Stray>& strays, const AnswerList& list) {
    std::vector<std::string> texts = list.labels;
    for (const Stray& stray : strays) texts.emplace_back(without_end_mark(stray.text));
    std::vector<std::string> keys;
    for (const std::string& text : texts) keys.push_back(base::folded(text));
    const LabelOrder order = order_labels(keys);
    if (order.kind == nullptr || !order.unknown.empty() || !order.undecided.empty()) return {};
    std::vector<std::string> labels;
    for (const std::size_t place : order.order) labels.push_back(texts[place]);
    const auto offered = offered_answers(*order.kind, labels);
    return offered ? offered->labels : labels;
}

/// What to do if the strays are answers that the list forgot: where words know the order, the whole list.
std::string with_new_steps(const std::vector<Stray>& strays, const AnswerList& list) {
    constexpr std::string_view in_place =
        "an answer that the list lacks goes into its place among the labels, ";
    constexpr std::size_t most_labels = 12;
    const bool is_numbered = list.codes.empty() && are_steps_of_one(list.scores);
    if (!is_numbered) return fmt::format("{}with its score", in_place);
    std::vector<std::string> labels;
    if (list.labels.size() + strays.size() <= most_labels) labels = labels_with(strays, list);
    if (labels.empty()) return fmt::format("{}with the scores numbered anew", in_place);
    std::vector<std::string> scores;
    for (std::string& label : labels) {
        const double score = list.scores.front().to_double() + static_cast<double>(scores.size());
        scores.push_back(base::shortest(score));
        label = quoted(label);
    }
    return fmt::format("{}with the scores numbered anew:   labels = [{}], scores = [{}]", in_place,
                       fmt::join(labels, ", "), fmt::join(scores, ", "));
}

std::string remedy(const std::vector<Stray>& strays, const AnswerList& list) {
    if (!list.instrument.empty()) return remedy_for_instrument(list);
    constexpr std::size_t most_looked_at = 12;  // a column of free text has thousands of strays
    constexpr std::size_t longest_label = 80;
    std::string pairs;
    for (std::size_t i = 0; i < std::min(most_looked_at, strays.size()); ++i) {
        if (strays[i].text.size() > longest_label) continue;
        const std::string label = likely_label(strays[i].text, list);
        if (label.empty()) continue;
        pairs += fmt::format("{}{} = {}", pairs.empty() ? "" : ", ", quoted(strays[i].text), quoted(label));
    }
    if (!pairs.empty()) {
        return fmt::format("add this to [answers] {}:   also = {{ {} }}",
                           list.declared_as.empty() ? list.id : list.declared_as, pairs);
    }
    if (list.is_range) {
        return fmt::format("the answers run from {} to {}; a code for \"no answer\" belongs in [missing]",
                           base::shortest(list.low->to_double()), base::shortest(list.high->to_double()));
    }
    std::vector<std::string> labels;
    for (const std::string& label : list.labels) labels.push_back(quoted(label));
    return fmt::format(
        "the list has {}; other spellings go into its `also`, texts for \"no answer\" into [missing]; {}",
        base::joined(labels, "and", 12), with_new_steps(strays, list));
}

}  // namespace

MissingKey::MissingKey(const MissingTexts& texts, char mark) : mark_(mark) {
    texts_.insert("");
    for (const std::string& label : texts.labels) texts_.insert(base::folded(label));
    for (const auto& [code, meaning] : texts.codes) {
        texts_.insert(base::folded(code));
        if (const auto number = base::parse_decimal(code)) codes_.push_back(*number);
    }
}

bool MissingKey::contains_folded(const std::string& folded) const {
    if (texts_.contains(folded)) return true;
    if (codes_.empty()) return false;
    const auto number = base::parse_decimal(folded, mark_);
    return number && std::any_of(codes_.begin(), codes_.end(), [&](const base::Decimal& code) {
               return base::compare(code, *number) == 0;
           });
}

bool MissingKey::contains(const io::Column& column, std::uint32_t number) const {
    if (column.missing_of(number) != nullptr || contains(column.values.at(number))) return true;
    const std::string_view label = column.label_of(number);
    return !label.empty() && contains(label);
}

AnswerKey::AnswerKey(const AnswerList& list, const MissingTexts& missing, char mark)
    : list_(&list), mark_(mark), missing_(missing, mark) {
    base::require(list.labels.size() == list.scores.size(), "an answer list needs one score a label");
    base::require(list.codes.empty() || list.codes.size() == list.labels.size(),
                  "an answer list needs one code a label");
    base::require(!list.is_range || (list.low && list.high), "a range of answers needs both ends");
    for (std::size_t i = 0; i < list.labels.size(); ++i) {
        known_.try_emplace(base::folded(list.labels[i]),
                           Answer{Meaning::score, list.scores[i], static_cast<std::int16_t>(i)});
    }
    for (const auto& [spelling, label] : list.also) {
        if (const auto target = target_of(label)) known_.try_emplace(base::folded(spelling), *target);
    }
    for (const std::string& text : list.missing)
        known_.try_emplace(base::folded(text), Answer{Meaning::missing, {}, -1});
}

/// What the right side of `also` stands for: a label, or a number of the list.
std::optional<Answer> AnswerKey::target_of(const std::string& label) const {
    const auto found = known_.find(base::folded(label));
    if (found != known_.end()) return found->second;
    const auto number = decode_number(label);
    return number && number->meaning == Meaning::score ? number : std::nullopt;
}

std::optional<Answer> AnswerKey::decode_number(std::string_view text) const {
    const auto number = base::parse_decimal(text, mark_);
    if (!number) return std::nullopt;
    if (list_->is_range) {
        const bool fits = within_range(*list_, *number) && !(list_->whole && !base::units_at(*number, 0));
        if (!fits) return Answer{Meaning::outside, *number, -1};
        return Answer{Meaning::score, *number, step_of(*list_, *number)};
    }
    const auto& codes = list_->codes.empty() ? list_->scores : list_->codes;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (base::compare(codes[i], *number) != 0) continue;
        return Answer{Meaning::score, list_->scores[i], static_cast<std::int16_t>(i)};
    }
    return Answer{Meaning::outside, *number, -1};
}

std::string_view without_end_mark(std::string_view text) {
    const std::string_view whole = base::trim(text);
    if (!whole.ends_with(';')) return text;
    const std::string_view alone = base::trim(whole.substr(0, whole.size() - 1));
    return alone.empty() || alone.find(';') != std::string_view::npos ? text : alone;
}

Answer AnswerKey::decode(std::string_view text) const {
    const std::string folded = base::folded(text);
    if (const auto found = known_.find(folded); found != known_.end()) return found->second;
    if (missing_.contains_folded(folded)) return {Meaning::missing, {}, -1};
    if (const auto number = decode_number(folded)) return *number;
    const std::string_view alone = without_end_mark(text);
    return alone.size() < text.size() ? decode(alone) : Answer{Meaning::unknown, {}, -1};
}

Answer AnswerKey::decode(const io::Column& column, std::uint32_t number) const {
    const std::string_view text = column.values.at(number);
    if (column.variable == nullptr) return decode(text);
    if (const auto found = known_.find(base::folded(text)); found != known_.end()) return found->second;
    const auto found = known_.find(base::folded(column.label_of(number)));
    if (found != known_.end()) return found->second;
    return missing_.contains(column, number) ? Answer{Meaning::missing, {}, -1} : decode(text);
}

std::vector<Answer> AnswerKey::decode(const io::Column& column) const {
    std::vector<Answer> answers;
    answers.reserve(column.values.size());
    for (std::uint32_t number = 0; number < column.values.size(); ++number)
        answers.push_back(decode(column, number));
    return answers;
}

const std::string& list_of(const Scale& scale, const Item& item) {
    const auto found = std::find(scale.items.begin(), scale.items.end(), item.id);
    const auto position = static_cast<std::size_t>(found - scale.items.begin());
    if (position < scale.item_answers.size()) return scale.item_answers[position];
    return item.answers.empty() ? scale.answers : item.answers;
}

const AnswerList& answers_of(const Study& study, const Scale& scale, const Item& item) {
    const AnswerList* list = study.find_answers(list_of(scale, item));
    base::require(list != nullptr, "an item has no answer list");
    return *list;
}

std::optional<base::Diagnostic> unknown_answers_in(const WaveData& wave, std::span<const std::string> columns,
                                                   const AnswerKey& key) {
    StrayCounts counts;
    for (std::size_t c = 0; c < columns.size(); ++c) count_strays(wave, columns[c], c, key, counts);
    if (counts.by_text.empty()) return std::nullopt;
    const std::size_t n_columns = counts.columns.size();
    const auto strays = in_order(std::move(counts.by_text));
    const auto first = *std::min_element(strays.begin(), strays.end(), [](const Stray& a, const Stray& b) {
        return std::pair(a.first_column, a.first_sheet) < std::pair(b.first_column, b.first_sheet);
    });
    const std::size_t n = std::accumulate(strays.begin(), strays.end(), std::size_t{0},
                                          [](std::size_t sum, const Stray& stray) { return sum + stray.n; });
    const std::string& column = columns[first.first_column];
    const std::string questions = n_columns == 1
                                      ? fmt::format("\"{}\"", column)
                                      : fmt::format("{} questions of wave \"{}\"", n_columns, wave.id);
    const Sheet& sheet = wave.sheets[first.first_sheet];
    const io::Table& table = *wave.tables[sheet.table];
    auto diagnostic =
        diagnostic_at_cell(table, sheet.record, *table.find(column), "data.unknown_answer",
                           fmt::format("{} answer{} to {} {} not in the {}", n, n == 1 ? "" : "s", questions,
                                       n == 1 ? "is" : "are", name_of(key.list())));
    diagnostic.found = counted(strays, n);
    if (n > 1) diagnostic.found += '\n' + first_cells(counts.cells, n);
    diagnostic.help = remedy(strays, key.list());
    return diagnostic;
}

std::vector<DoubtfulCell> unknown_cells_in(const WaveData& wave, const std::string& column,
                                           const AnswerKey& key) {
    std::vector<DoubtfulCell> cells;
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* found = run.table->find(column);
        if (found == nullptr) continue;
        const auto answers = key.decode(*found);
        for_each_code(wave, run, *found, [&](std::size_t sheet, std::uint32_t code) {
            if (is_stray(answers[code])) cells.push_back(cell_of(wave, sheet, column));
        });
    }
    return cells;
}

}  // namespace outcomes::survey
