#include "libstats/survey/wave_differences.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t enough_uses = 5;
constexpr double expected_at_least = 10;

using base::Severity;

/// Two waves that follow one another.
struct Neighbours {
    const WaveData* from;
    const WaveData* to;
    const std::vector<AnswerUse>* uses_from;
    const std::vector<AnswerUse>* uses_to;
};

std::string quoted(const std::string& text) {
    return '"' + base::fitted(base::printable(text), 60) + '"';
}

std::vector<std::string> quoted(const std::vector<std::string>& texts) {
    std::vector<std::string> all;
    for (const std::string& text : texts) all.push_back(quoted(text));
    return all;
}

DataDoubt about_file(const WaveData& wave, Severity severity, const char* code, std::string message) {
    DataDoubt one = doubt(severity, code, std::move(message));
    if (!wave.tables.empty()) one.diagnostic.place.file = wave.tables.front()->path;
    return one;
}

// Questions that one wave did not ask.

void add_not_asked(const WaveData& wave, const std::vector<AnswerUse>& uses,
                   const std::vector<AnswerUse>& others, const WaveData& other,
                   std::vector<DataDoubt>& doubts) {
    std::vector<std::string> absent;
    std::vector<std::string> blank;
    for (std::size_t q = 0; q < uses.size(); ++q) {
        if (uses[q].n_answered > 0 || others[q].n_answered == 0 || uses[q].item == nullptr) continue;
        const bool strays = std::any_of(uses[q].texts.begin(), uses[q].texts.end(), [](const TextUse& use) {
            return use.answer.meaning != Meaning::missing;
        });
        if (strays) continue;  // answers in no list: unknown_answers() reports them
        (uses[q].column.empty() ? absent : blank).push_back(uses[q].name);
    }
    if (absent.empty() && blank.empty()) return;
    const std::size_t n = absent.size() + blank.size();
    auto one = about_file(wave, Severity::warning, "waves.item_not_asked",
                          fmt::format("{} of wave \"{}\" {} not asked in wave \"{}\"",
                                      n == 1 ? "1 question" : fmt::format("{} questions", n), other.id,
                                      n == 1 ? "was" : "were", wave.id));
    std::vector<std::string> found;
    if (!absent.empty()) found.push_back("no column: " + base::joined(quoted(absent)));
    if (!blank.empty()) found.push_back("no answer in the column: " + base::joined(quoted(blank)));
    one.diagnostic.found = fmt::format("{}", fmt::join(found, "\n"));
    one.diagnostic.help = "a scale is only the same in both waves if its questions are: take them out of it";
    doubts.push_back(std::move(one));
}

// Answers that are called otherwise.

struct Label {
    std::string shown;     ///< as it was met first
    std::size_t from = 0;  ///< sheets that have it in the earlier wave
    std::size_t to = 0;
};

/// One answer of a list, over all questions that both waves asked.
struct Step {
    std::map<std::string, Label> labels;  ///< texts that are no numbers, folded
    std::size_t from = 0;                 ///< sheets, numbers too
    std::size_t to = 0;
};

/// An answer list as two waves used it.
struct ListUse {
    const AnswerList* list = nullptr;
    std::map<std::int16_t, Step> steps;
    std::size_t words_from = 0, words_to = 0;
    std::size_t all_from = 0, all_to = 0;
};

void add_texts(const AnswerUse& use, bool later, ListUse& list) {
    for (const TextUse& text : use.texts) {
        if (text.answer.meaning != Meaning::score || text.answer.position < 0) continue;
        Step& step = list.steps[text.answer.position];
        (later ? step.to : step.from) += text.n;
        (later ? list.all_to : list.all_from) += text.n;
        if (base::parse_decimal(text.text)) continue;
        (later ? list.words_to : list.words_from) += text.n;
        Label& label = step.labels[base::folded(without_end_mark(text.text))];
        if (label.shown.empty()) label.shown = text.text;
        (later ? label.to : label.from) += text.n;
    }
}

std::vector<ListUse> list_uses(const Neighbours& waves) {
    std::vector<ListUse> lists;
    for (std::size_t q = 0; q < waves.uses_from->size(); ++q) {
        const AnswerUse& from = (*waves.uses_from)[q];
        const AnswerUse& to = (*waves.uses_to)[q];
        if (from.n_answered == 0 || to.n_answered == 0) continue;
        auto place = std::find_if(lists.begin(), lists.end(),
                                  [&](const ListUse& one) { return one.list == from.list; });
        if (place == lists.end()) place = lists.insert(place, ListUse{from.list, {}, 0, 0, 0, 0});
        add_texts(from, false, *place);
        add_texts(to, true, *place);
    }
    return lists;
}

/// The commonest label of a wave, if no label stands in both and both waves have enough.
std::optional<std::pair<std::string, std::string>> relabelled(const Step& step) {
    std::size_t n_from = 0;
    std::size_t n_to = 0;
    const Label* from = nullptr;
    const Label* to = nullptr;
    for (const auto& [folded, label] : step.labels) {
        if (label.from > 0 && label.to > 0) return std::nullopt;
        n_from += label.from;
        n_to += label.to;
        if (from == nullptr || label.from > from->from) from = &label;
        if (to == nullptr || label.to > to->to) to = &label;
    }
    if (n_from < enough_uses || n_to < enough_uses) return std::nullopt;
    return std::pair(from->shown, to->shown);
}

void add_relabelled(const Neighbours& waves, const ListUse& use, std::vector<DataDoubt>& doubts) {
    std::vector<std::string> changes;
    for (const auto& [position, step] : use.steps) {
        if (const auto labels = relabelled(step))
            changes.push_back(quoted(labels->first) + " became " + quoted(labels->second));
    }
    if (changes.empty()) return;
    auto one = about_file(
        *waves.to, Severity::warning, "waves.relabelled",
        fmt::format("{} of \"{}\" {} called otherwise in wave \"{}\" than in \"{}\"",
                    changes.size() == 1 ? "1 answer" : fmt::format("{} answers", changes.size()),
                    use.list->id, changes.size() == 1 ? "is" : "are", waves.to->id, waves.from->id));
    one.diagnostic.found = fmt::format("{}", fmt::join(changes, "\n"));
    one.diagnostic.help =
        "people may choose another answer because its name changed: say so wherever these are reported";
    doubts.push_back(std::move(one));
}

void add_codes_and_labels(const Neighbours& waves, const ListUse& use, std::vector<DataDoubt>& doubts) {
    const bool only_then = use.words_from == 0 && use.words_to == use.all_to;
    const bool only_now = use.words_to == 0 && use.words_from == use.all_from;
    if (use.list->is_range || only_then == only_now) return;
    const WaveData& words = only_then ? *waves.to : *waves.from;
    const WaveData& codes = only_then ? *waves.from : *waves.to;
    auto one =
        about_file(codes, Severity::note, "waves.codes_and_labels",
                   fmt::format("the answers \"{}\" are numbers in wave \"{}\" and words in wave \"{}\"",
                               use.list->id, codes.id, words.id));
    one.diagnostic.help = "make sure that the numbers are the scores of [answers], in the same order";
    doubts.push_back(std::move(one));
}

/// Answers that one wave never has, although chance does not explain it.
void add_never_chosen(const Neighbours& waves, const ListUse& use, bool later,
                      std::vector<DataDoubt>& doubts) {
    if (use.list->is_range) return;
    std::vector<std::string> labels;
    const auto n_here = static_cast<double>(later ? use.all_to : use.all_from);
    const auto n_there = static_cast<double>(later ? use.all_from : use.all_to);
    for (const auto& [position, step] : use.steps) {
        const std::size_t here = later ? step.to : step.from;
        const auto there = static_cast<double>(later ? step.from : step.to);
        if (here > 0 || there * n_here < expected_at_least * n_there) continue;
        labels.push_back(use.list->labels[static_cast<std::size_t>(position)]);
    }
    if (labels.empty()) return;
    const WaveData& wave = later ? *waves.to : *waves.from;
    auto one = about_file(wave, Severity::warning, "waves.answer_missing",
                          fmt::format("nobody in wave \"{}\" chose {} of \"{}\"", wave.id,
                                      base::joined(quoted(labels)), use.list->id));
    one.diagnostic.found = fmt::format("wave \"{}\" did", later ? waves.from->id : waves.to->id);
    one.diagnostic.help = "see whether the questionnaire offered it in both waves";
    doubts.push_back(std::move(one));
}

// Columns.

std::set<std::string> header_of(const WaveData& wave) {
    std::set<std::string> names;
    for (const auto& table : wave.tables) names.insert(table->header.begin(), table->header.end());
    names.erase("");
    return names;
}

bool share_a_file(const Neighbours& waves) {
    return std::any_of(waves.from->tables.begin(), waves.from->tables.end(), [&](const auto& table) {
        return std::find(waves.to->tables.begin(), waves.to->tables.end(), table) != waves.to->tables.end();
    });
}

/// Names of one wave that the other lacks. Columns that the study uses are left out: it knows their names.
std::vector<std::string> only_in(const WaveData& wave, const std::set<std::string>& header,
                                 const std::set<std::string>& other) {
    std::vector<std::string> names;
    for (const std::string& name : header) {
        const bool used = std::any_of(wave.tables.begin(), wave.tables.end(),
                                      [&](const auto& table) { return table->find(name) != nullptr; });
        if (!other.contains(name) && !used) names.push_back(name);
    }
    return names;
}

std::string columns_in_words(const WaveData& wave, const std::vector<std::string>& names) {
    return fmt::format("only in \"{}\": {}", wave.id, base::joined(quoted(names), "and", 6));
}

void add_columns(const Neighbours& waves, std::vector<DataDoubt>& doubts) {
    const auto from = header_of(*waves.from);
    const auto to = header_of(*waves.to);
    const auto lost = only_in(*waves.from, from, to);
    const auto added = only_in(*waves.to, to, from);
    if (lost.empty() && added.empty()) return;
    auto one =
        about_file(*waves.to, Severity::note, "waves.columns_differ",
                   fmt::format("the files of \"{}\" and \"{}\" do not have the same columns ({} and {})",
                               waves.from->id, waves.to->id, from.size(), to.size()));
    std::vector<std::string> found;
    if (!lost.empty()) found.push_back(columns_in_words(*waves.from, lost));
    if (!added.empty()) found.push_back(columns_in_words(*waves.to, added));
    one.diagnostic.found = fmt::format("{}", fmt::join(found, "\n"));
    doubts.push_back(std::move(one));
}

/// Where a question's column stands in the only file of a wave.
std::optional<std::size_t> field_of(const WaveData& wave, const std::string& column) {
    if (wave.tables.size() != 1 || column.empty()) return std::nullopt;
    const io::Column* found = wave.tables.front()->find(column);
    return found == nullptr ? std::nullopt : std::optional(found->field);
}

void add_order(const Neighbours& waves, std::vector<DataDoubt>& doubts) {
    struct Spot {
        std::size_t from;
        std::size_t to;
        const AnswerUse* use;
    };
    std::vector<Spot> spots;
    for (std::size_t q = 0; q < waves.uses_from->size(); ++q) {
        const AnswerUse& use = (*waves.uses_from)[q];
        const auto from = field_of(*waves.from, use.column);
        const auto to = field_of(*waves.to, (*waves.uses_to)[q].column);
        if (from && to) spots.push_back({*from, *to, &use});
    }
    std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.from < b.from; });
    std::vector<std::string> moved;
    for (std::size_t i = 1; i < spots.size(); ++i) {
        if (spots[i].to < spots[i - 1].to) moved.push_back(spots[i].use->name);
    }
    if (moved.empty()) return;
    auto one = about_file(*waves.to, Severity::note, "waves.order",
                          fmt::format("the questions stand in another order in wave \"{}\" than in \"{}\"",
                                      waves.to->id, waves.from->id));
    one.diagnostic.found = "earlier than before: " + base::joined(quoted(moved), "and", 6);
    one.diagnostic.help = "if people also saw them in another order, say so: answers depend on it a little";
    doubts.push_back(std::move(one));
}

}  // namespace

std::vector<DataDoubt> wave_differences(const Responses& responses,
                                        const std::vector<std::vector<AnswerUse>>& uses) {
    std::vector<DataDoubt> doubts;
    for (std::size_t w = 1; w < responses.waves.size(); ++w) {
        const Neighbours waves{&responses.waves[w - 1], &responses.waves[w], &uses[w - 1], &uses[w]};
        add_not_asked(*waves.to, *waves.uses_to, *waves.uses_from, *waves.from, doubts);
        add_not_asked(*waves.from, *waves.uses_from, *waves.uses_to, *waves.to, doubts);
        for (const ListUse& use : list_uses(waves)) {
            add_relabelled(waves, use, doubts);
            add_codes_and_labels(waves, use, doubts);
            add_never_chosen(waves, use, false, doubts);
            add_never_chosen(waves, use, true, doubts);
        }
        if (share_a_file(waves)) continue;
        add_columns(waves, doubts);
        add_order(waves, doubts);
    }
    return doubts;
}

}  // namespace outcomes::survey
