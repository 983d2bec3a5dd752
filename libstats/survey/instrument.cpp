#include "libstats/survey/instrument.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/scoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

namespace outcomes::survey {
namespace {

bool holds(const std::vector<base::Decimal>& codes, const base::Decimal& code) {
    return std::any_of(codes.begin(), codes.end(),
                       [&](const base::Decimal& one) { return base::compare(one, code) == 0; });
}

bool holds_all(const std::vector<base::Decimal>& codes, const std::vector<base::Decimal>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const base::Decimal& one) { return holds(codes, one); });
}

std::string text_of(const base::Decimal& number) {
    return base::shortest(number.to_double());
}

/// What a code of these answers is worth.
base::Decimal worth(const KeyAnswers& answers, const std::vector<base::Decimal>& codes,
                    std::size_t position) {
    return answers.scores.empty() ? codes[position] : answers.scores[position];
}

void set_ends(const KeyAnswers& answers, const std::vector<base::Decimal>& codes, AnswerList& list) {
    const auto less = [](const base::Decimal& a, const base::Decimal& b) { return base::compare(a, b) < 0; };
    const auto& values = answers.scores.empty() ? codes : answers.scores;
    const auto [low, high] = std::minmax_element(values.begin(), values.end(), less);
    list.low = *low;
    list.high = *high;
}

/// The list of the key itself: codes, and labels where they may be named.
AnswerList own_list(const KeyAnswers& answers, const std::string& coding) {
    AnswerList list;
    list.missing = answers.missing;
    list.also = answers.also;
    if (answers.is_range()) {
        list.is_range = true;
        list.whole = true;
        list.low = answers.low;
        list.high = answers.high;
        return list;
    }
    const auto& codes = codes_of(answers, coding);
    list.codes = codes;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        list.labels.push_back(answers.labels.empty() ? text_of(codes[i]) : answers.labels[i]);
        list.scores.push_back(worth(answers, codes, i));
    }
    set_ends(answers, codes, list);
    return list;
}

/// The author's list, whose scores are the codes of the key.
AnswerList mapped_list(const KeyAnswers& answers, const std::string& coding, const AnswerList& author) {
    AnswerList list = author;
    list.missing.insert(list.missing.end(), answers.missing.begin(), answers.missing.end());
    if (answers.is_range()) {
        list.whole = true;
        return list;
    }
    std::size_t chosen = coding_of(answers, author);
    if (!coding.empty()) {
        const auto named = std::find_if(answers.codings.begin(), answers.codings.end(),
                                        [&](const auto& one) { return one.first == coding; });
        chosen = static_cast<std::size_t>(named - answers.codings.begin());
    }
    base::require(chosen < std::max<std::size_t>(1, answers.codings.size()),
                  "scales_of: a list of answers does not fit the codes");
    const auto& codes = answers.codings.empty() ? answers.codes : answers.codings[chosen].second;
    list.codes = author.codes.empty() ? author.scores : author.codes;
    for (base::Decimal& score : list.scores) {
        const auto found = std::find_if(codes.begin(), codes.end(), [&](const base::Decimal& code) {
            return base::compare(code, score) == 0;
        });
        base::require(found != codes.end(), "scales_of: a score of a list is no code of the key");
        score = worth(answers, codes, static_cast<std::size_t>(found - codes.begin()));
    }
    set_ends(answers, codes, list);
    return list;
}

/// Makes the lists of a use, each once, and says which one an item has.
class ListMaker {
  public:
    ListMaker(const Questionnaire& key, const InstrumentUse& use) : key_(key), use_(use) {}

    std::string list_of(std::size_t item) {
        const KeyAnswers& answers = key_.answers_of_item(item);
        const AnswerList* author = use_.answers[item - 1];
        const std::string id =
            fmt::format("{}: {}{}{}", use_.scale, answers.id, author == nullptr ? "" : ", ",
                        author == nullptr ? "" : author->id);
        const bool known =
            std::any_of(lists_.begin(), lists_.end(), [&](const AnswerList& list) { return list.id == id; });
        if (known) return id;
        AnswerList list =
            author == nullptr ? own_list(answers, use_.coding) : mapped_list(answers, use_.coding, *author);
        list.id = id;
        list.instrument = author == nullptr ? key_.label : "";
        if (author != nullptr) list.declared_as = author->id;
        lists_.push_back(std::move(list));
        return id;
    }

    std::vector<AnswerList> take() { return std::move(lists_); }

  private:
    const Questionnaire& key_;
    const InstrumentUse& use_;
    std::vector<AnswerList> lists_;
};

/// Positions in `items`, of items that are all among them.
std::vector<std::size_t> positions(const std::vector<std::size_t>& wanted,
                                   const std::vector<std::size_t>& items) {
    std::vector<std::size_t> out;
    for (const std::size_t item : wanted)
        out.push_back(static_cast<std::size_t>(std::find(items.begin(), items.end(), item) - items.begin()));
    return out;
}

void set_rules(const Questionnaire& key, const QuestionnaireScore& score, Scale& scale) {
    scale.score = score.kind;
    scale.blank = score.blank;
    scale.better = score.better;
    scale.max_missing = score.max_missing;
    scale.round = score.round;
    scale.small_change = score.small_change;
    scale.raw_scores = score.raw;
    scale.converted_scores = score.converted;
    for (const KeyLimit& limit : score.limits)
        scale.limits.push_back({positions(limit.items, score.items), limit.max_missing, {}});
    for (const std::string& id : score.sum_of) {
        const QuestionnaireScore& part = *key.find_score(id);
        scale.parts.push_back({positions(part.items, score.items), part.max_missing, part.round});
    }
}

Scale scale_of(const Questionnaire& key, const QuestionnaireScore& score, const InstrumentUse& use,
               ListMaker& lists) {
    Scale scale;
    scale.id = scale_name(key, score, use.scale);
    scale.use = use.scale;
    scale.label = key.scores.size() == 1 ? use.label : fmt::format("{}: {}", use.label, score.label);
    for (const std::size_t item : score.items) {
        scale.items.push_back(use.items[item - 1]);
        scale.item_answers.push_back(lists.list_of(item));
    }
    scale.answers = scale.item_answers.front();
    for (const std::size_t item : score.reverse) scale.reverse.push_back(use.items[item - 1]);
    set_rules(key, score, scale);
    return scale;
}

// --- one sheet

io::Column one_cell(const std::string& name, std::size_t field, const std::string& text) {
    io::Column column;
    column.name = name;
    column.field = field;
    column.codes.push_back(column.values.intern(text));
    column.first_record.push_back(0);
    return column;
}

WaveData one_sheet(const std::vector<std::string>& names, const std::vector<std::string>& answers) {
    auto table = std::make_shared<io::Table>();
    table->header = names;
    table->n_records = 1;
    table->lines.add(2);
    table->rows.add(2);
    for (std::size_t i = 0; i < names.size(); ++i)
        table->columns.push_back(one_cell(names[i], i, answers[i]));
    WaveData wave;
    wave.id = "vector";
    wave.tables = {std::move(table)};
    wave.sheets = {{0, 0}};
    wave.person = {none};
    wave.n_records = 1;
    return wave;
}

}  // namespace

std::string scale_name(const Questionnaire& key, const QuestionnaireScore& score, const std::string& use) {
    return key.scores.size() == 1 || score.id == "total" ? use : fmt::format("{}_{}", use, score.id);
}

const std::vector<base::Decimal>& codes_of(const KeyAnswers& answers, const std::string& coding) {
    const auto found = std::find_if(answers.codings.begin(), answers.codings.end(),
                                    [&](const auto& one) { return one.first == coding; });
    base::require(coding.empty() || answers.codings.empty() || found != answers.codings.end(),
                  "a key has no such coding");
    return found == answers.codings.end() ? answers.codes : found->second;
}

std::size_t coding_of(const KeyAnswers& answers, const AnswerList& list) {
    if (answers.codings.empty()) return holds_all(answers.codes, list.scores) ? 0 : 1;
    std::size_t found = answers.codings.size();
    for (std::size_t c = 0; c < answers.codings.size(); ++c) {
        if (!holds_all(answers.codings[c].second, list.scores)) continue;
        if (found != answers.codings.size()) return answers.codings.size();
        found = c;
    }
    return found;
}

std::string codes_in_words(const KeyAnswers& answers, const std::string& coding) {
    if (answers.is_range()) return fmt::format("{} to {}", text_of(*answers.low), text_of(*answers.high));
    std::vector<base::Decimal> codes = codes_of(answers, coding);
    std::sort(codes.begin(), codes.end(),
              [](const base::Decimal& a, const base::Decimal& b) { return base::compare(a, b) < 0; });
    std::vector<std::string> texts;
    std::transform(codes.begin(), codes.end(), std::back_inserter(texts), text_of);
    return base::joined(texts);
}

InstrumentScales scales_of(const Questionnaire& key, const InstrumentUse& use) {
    base::require(use.items.size() == key.n_items && use.answers.size() == key.n_items,
                  "scales_of: one item and one answer list (or none) for each item of the key");
    ListMaker lists(key, use);
    InstrumentScales out;
    const auto add = [&](const QuestionnaireScore& score) {
        out.scales.push_back(scale_of(key, score, use, lists));
    };
    if (use.scores.empty()) {
        for (const QuestionnaireScore& score : key.scores) add(score);
    }
    for (const std::string& id : use.scores) {
        const QuestionnaireScore* score = key.find_score(id);
        base::require(score != nullptr, "scales_of: the key has no such score");
        add(*score);
    }
    out.answers = lists.take();
    return out;
}

KeyResult score_answers(const Questionnaire& key, const QuestionnaireScore& score,
                        const std::vector<std::string>& answers, const std::string& coding) {
    base::require(answers.size() == key.n_items, "score_answers: one answer an item");
    InstrumentUse use{"vector", key.label, {}, {}, coding, {score.id}};
    Study study;
    for (std::size_t i = 1; i <= key.n_items; ++i) {
        Item item;
        item.id = fmt::format("item {}", i);
        item.column.common = item.id;
        use.items.push_back(item.id);
        study.items.push_back(std::move(item));
    }
    use.answers.assign(key.n_items, nullptr);
    InstrumentScales made = scales_of(key, use);
    study.answers = std::move(made.answers);
    study.scales = std::move(made.scales);
    const WaveData wave = one_sheet(use.items, answers);
    const WaveData* const waves[] = {&wave};
    try {
        const ScaleScores scored = score_scale(study, study.scales.front(), waves);
        const std::int64_t units = scored.waves.front().units.at(0);
        if (units == no_score) return {};
        return {KeyResult::Kind::number, base::ratio(units, scored.denominator), units, scored.denominator};
    } catch (const base::InputError&) {
        return {KeyResult::Kind::error, 0, 0, 1};
    }
}

}  // namespace outcomes::survey
