#include "libstats/survey/question_answers.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::int64_t most_steps_listed = 21;
constexpr std::string_view blank = "blank";

/// The answers that the list declares, nobody counted yet.
std::vector<AnswerCount> declared_answers(const AnswerList& list) {
    std::vector<AnswerCount> answers;
    for (std::size_t i = 0; i < list.labels.size(); ++i)
        answers.push_back({list.labels[i], list.scores[i], 0});
    if (!list.is_range) return answers;
    const auto low = base::units_at(*list.low, 0);
    const auto high = base::units_at(*list.high, 0);
    if (!low || !high || *high - *low >= most_steps_listed) return answers;
    for (std::int64_t step = *low; step <= *high; ++step)
        answers.push_back({std::to_string(step), {step, 0}, 0});
    return answers;
}

/// Numbers in ascending order, each once; the first of equal ones gives the label.
std::vector<AnswerCount> merged(std::vector<AnswerCount> answers) {
    std::stable_sort(answers.begin(), answers.end(), [](const AnswerCount& l, const AnswerCount& r) {
        return base::compare(l.score, r.score) < 0;
    });
    std::vector<AnswerCount> distinct;
    for (AnswerCount& one : answers) {
        if (!distinct.empty() && base::compare(distinct.back().score, one.score) == 0)
            distinct.back().n += one.n;
        else
            distinct.push_back(std::move(one));
    }
    return distinct;
}

/// Counts sheets by answer and by kind of missing.
class Counter {
  public:
    Counter(const AnswerList& list, const MissingTexts& missing, char mark)
        : key_(list, missing, mark), kinds_(missing, mark), answers_(declared_answers(list)) {}

    void add(std::string_view text, std::size_t n) {
        const Answer answer = key_.decode(text);
        if (answer.meaning == Meaning::missing)
            missing_[kinds_.of(text)] += n;
        else
            add_answer(answer, n);
    }
    [[nodiscard]] const AnswerKey& key() const { return key_; }

    void move_to(QuestionAnswers& result) {
        result.answers = key_.list().is_range ? merged(std::move(answers_)) : std::move(answers_);
        for (const AnswerCount& answer : result.answers) result.n_answered += answer.n;
        if (const auto none = missing_.find(std::string(blank)); none != missing_.end()) {
            result.missing.push_back({none->first, none->second});
            missing_.erase(none);
        }
        for (const auto& [kind, n] : missing_) result.missing.push_back({kind, n});
    }

  private:
    void add_answer(const Answer& answer, std::size_t n) {
        const AnswerList& list = key_.list();
        if (!list.is_range) {
            answers_.at(static_cast<std::size_t>(answer.position)).n += n;
            return;
        }
        answers_.push_back({base::shortest(answer.score.to_double()), answer.score, n});
    }

    AnswerKey key_;
    MissingKinds kinds_;
    std::vector<AnswerCount> answers_;
    std::map<std::string, std::size_t> missing_;
};

/// How many sheets of a run hold each distinct text of the column.
std::vector<std::size_t> sheets_by_text(const WaveData& wave, const SheetRun& run, const io::Column& column) {
    std::vector<std::size_t> counts(column.values.size());
    for_each_code(wave, run, column, [&](std::size_t /*sheet*/, std::uint32_t code) { ++counts[code]; });
    return counts;
}

}  // namespace

MissingKinds::MissingKinds(const MissingTexts& texts, char mark) : mark_(mark) {
    known_.emplace("", blank);
    for (const std::string& label : texts.labels) known_.emplace(base::folded(label), label);
    for (const auto& [code, meaning] : texts.codes) {
        const std::string& kind = meaning.empty() ? code : meaning;
        known_.emplace(base::folded(code), kind);
        if (const auto number = base::parse_decimal(code)) codes_.emplace_back(*number, kind);
    }
}

std::string MissingKinds::of(std::string_view text) const {
    const std::string folded = base::folded(text);
    if (const auto found = known_.find(folded); found != known_.end()) return found->second;
    if (const auto number = base::parse_decimal(folded, mark_)) {
        for (const auto& [code, kind] : codes_) {
            if (base::compare(code, *number) == 0) return kind;
        }
    }
    const std::string_view alone = without_end_mark(text);
    return alone.size() < text.size() ? of(alone) : std::string(base::trim(text));
}

QuestionAnswers question_answers(const Study& study, const ColumnName& column, const AnswerList& list,
                                 const WaveData& wave) {
    QuestionAnswers result;
    result.n_sheets = wave.size();
    Counter counter(list, study.missing, decimal_mark(study, wave));
    const std::string& name = column.in(wave.id);
    if (auto defect = unknown_answers_in(wave, std::array{name}, counter.key()))
        throw base::InputError(std::move(*defect));
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* cells = name.empty() ? nullptr : run.table->find(name);
        if (cells == nullptr) {
            result.n_not_asked += run.end - run.begin;
            continue;
        }
        const auto counts = sheets_by_text(wave, run, *cells);
        for (std::size_t code = 0; code < counts.size(); ++code) {
            if (counts[code] > 0)
                counter.add(cells->values.at(static_cast<std::uint32_t>(code)), counts[code]);
        }
    }
    counter.move_to(result);
    return result;
}

}  // namespace outcomes::survey
