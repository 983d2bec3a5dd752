#include "libstats/survey/answer_use.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace outcomes::survey {
namespace {

/// A question before it is looked up in a wave.
struct Question {
    const Item* item = nullptr;
    std::string name;
    const ColumnName* column = nullptr;
    const AnswerList* list = nullptr;
};

std::vector<Question> questions_of(const Study& study) {
    std::vector<Question> questions;
    for (const Scale& scale : study.scales) {
        for (const std::string& id : scale.items) {
            const Item* item = study.find_item(id);
            if (item == nullptr) continue;
            const AnswerList* list = &answers_of(study, scale, *item);
            const bool known = std::any_of(questions.begin(), questions.end(), [&](const Question& one) {
                return one.item == item && one.list == list;
            });
            if (!known) questions.push_back({item, id, &item->column, list});
        }
    }
    for (const Category& category : study.categories) {
        const AnswerList* list = study.find_answers(category.answers);
        if (list != nullptr) questions.push_back({nullptr, category.id, &category.column, list});
    }
    return questions;
}

void count_texts(const WaveData& wave, const SheetRun& run, const io::Column& column, const AnswerKey& key,
                 AnswerUse& use) {
    std::vector<std::size_t> counts(column.values.size(), 0);
    for_each_code(wave, run, column, [&](std::size_t, std::uint32_t code) { ++counts[code]; });
    for (std::uint32_t code = 0; code < counts.size(); ++code) {
        if (counts[code] == 0) continue;
        const Answer answer = key.decode(column.values.at(code));
        if (answer.meaning == Meaning::score) use.n_answered += counts[code];
        use.texts.push_back({std::string(base::trim(column.values.at(code))), answer, counts[code]});
    }
}

AnswerUse use_of(const Study& study, const Question& question, const WaveData& wave,
                 const std::vector<SheetRun>& runs) {
    AnswerUse use{question.item, question.name, question.column->in(wave.id), question.list, false, {}, 0};
    const AnswerKey key(*question.list, study.missing, decimal_mark(study, wave));
    for (const SheetRun& run : runs) {
        const io::Column* column = use.column.empty() ? nullptr : run.table->find(use.column);
        if (column == nullptr) continue;
        use.was_read = true;
        count_texts(wave, run, *column, key, use);
    }
    return use;
}

}  // namespace

std::vector<std::vector<AnswerUse>> answer_uses(const Study& study, const Responses& responses) {
    const auto questions = questions_of(study);
    std::vector<std::vector<AnswerUse>> uses;
    for (const WaveData& wave : responses.waves) {
        const auto runs = sheet_runs(wave);
        auto& of_wave = uses.emplace_back();
        for (const Question& question : questions) of_wave.push_back(use_of(study, question, wave, runs));
    }
    return uses;
}

}  // namespace outcomes::survey
