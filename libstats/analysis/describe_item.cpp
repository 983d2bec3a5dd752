#include "libstats/analysis/description_rows.hpp"
#include "libstats/stats/counted_summary.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/question_answers.hpp"

#include <algorithm>
#include <map>

namespace outcomes::analysis {
namespace {

using base::Outcome;
using base::Reason;
using findings::Description;
using survey::QuestionAnswers;

/// Who answered, why the others have no answer, and which answers were given.
void add_answers(RowsOfTerm& rows, const QuestionAnswers& answers) {
    const std::uint64_t n_asked = answers.n_sheets - answers.n_not_asked;
    rows.count("answered", answers.n_answered, n_asked);
    rows.count("missing", answers.n_missing(), n_asked);
    for (const survey::MissingCount& missing : answers.missing)
        rows.count("missing", missing.n, n_asked).answer = missing.kind;
    if (answers.n_not_asked > 0) rows.count("not_asked", answers.n_not_asked, answers.n_sheets);
    if (n_asked == 0) return;
    for (const survey::AnswerCount& one : answers.answers)
        rows.count("answer", one.n, answers.n_answered).answer = one.label;
}

/// The scores behind the answers, counted, on their decimal grid.
struct CountedScores {
    std::vector<stats::ValueCount> counts;
    std::int64_t denominator = 1;
};

Outcome<CountedScores> counted_scores(const QuestionAnswers& answers) {
    int digits = 0;
    for (const survey::AnswerCount& one : answers.answers)
        digits = std::max(digits, base::digits_needed(one.score));
    std::map<std::int64_t, std::int64_t> by_units;
    for (const survey::AnswerCount& one : answers.answers) {
        const auto units = base::units_at(one.score, digits);
        if (!units) return Reason::not_on_grid;
        if (one.n > 0) by_units[*units] += static_cast<std::int64_t>(one.n);
    }
    CountedScores scores;
    for (int d = 0; d < digits; ++d) scores.denominator *= 10;
    for (const auto& [units, count] : by_units) scores.counts.push_back({units, count});
    return scores;
}

Outcome<stats::CountedSummary> summary_of(const QuestionAnswers& answers) {
    const auto scores = counted_scores(answers);
    if (!scores) return scores.reason();
    return stats::summary_of(scores->counts, scores->denominator);
}

void add_summary(RowsOfTerm& rows, const QuestionAnswers& answers) {
    const std::uint64_t n = answers.n_answered;
    const auto found = summary_of(answers);
    const auto figure = [&](std::string_view statistic, double stats::CountedSummary::*member) -> auto& {
        return rows.figure(statistic, n, found ? Outcome<double>((*found).*member) : found.reason());
    };
    const auto maybe = [&](std::string_view statistic, std::optional<double> stats::CountedSummary::*member,
                           std::uint64_t least) -> auto& {
        if (!found) return rows.figure(statistic, n, found.reason());
        const auto& value = (*found).*member;
        const Reason without = n < least ? Reason::too_few : Reason::no_variation;
        return rows.figure(statistic, n, value ? Outcome<double>(*value) : without);
    };
    figure("mean", &stats::CountedSummary::mean);
    maybe("sd", &stats::CountedSummary::sd, 2);
    figure("q1", &stats::CountedSummary::q1).policy = "type 7";
    figure("median", &stats::CountedSummary::median);
    figure("q3", &stats::CountedSummary::q3).policy = "type 7";
    maybe("skewness", &stats::CountedSummary::skewness, 3).policy = "type 2";
}

void add_ends(RowsOfTerm& rows, const QuestionAnswers& answers, const survey::AnswerList& list) {
    if (!list.low || !list.high) return;
    const auto at = [&](const base::Decimal& end) {
        std::uint64_t n = 0;
        for (const survey::AnswerCount& one : answers.answers) {
            if (base::compare(one.score, end) == 0) n += one.n;
        }
        return n;
    };
    add_floor_and_ceiling(rows, at(*list.low), at(*list.high), answers.n_answered);
}

}  // namespace

DescriptionRows describe_item(const survey::Study& study, const survey::Scale& scale,
                              const survey::Item& item, const survey::WaveData& wave) {
    DescriptionRows rows;
    Description common;
    common.wave = wave.id;
    common.level = "item";
    common.term = item.id;
    common.label = item.text.empty() ? item.id : item.text;
    RowsOfTerm of_item(common, rows);
    const survey::AnswerList& list = survey::answers_of(study, scale, item);
    const QuestionAnswers answers = survey::question_answers(study, item.column, list, wave);
    add_answers(of_item, answers);
    if (answers.n_not_asked == answers.n_sheets) return rows;
    add_summary(of_item, answers);
    add_ends(of_item, answers, list);
    return rows;
}

DescriptionRows describe_category(const survey::Study& study, const survey::Category& category,
                                  const survey::WaveData& wave) {
    DescriptionRows rows;
    Description common;
    common.wave = wave.id;
    common.level = "question";
    common.term = category.id;
    common.label = category.label;
    const survey::AnswerList* list = study.find_answers(category.answers);
    base::require(list != nullptr, "a category uses an answer list that the study does not have");
    RowsOfTerm of_question(common, rows);
    add_answers(of_question, survey::question_answers(study, category.column, *list, wave));
    return rows;
}

}  // namespace outcomes::analysis
