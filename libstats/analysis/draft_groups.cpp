#include "libstats/analysis/draft_groups.hpp"

#include "libstats/survey/answers.hpp"
#include "libstats/survey/draft_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::DraftList;
using survey::DraftQuestion;
using survey::StudyDraft;

constexpr std::size_t least_neighbours = 3;  ///< questions in a row without a name in common

const DraftList* list_of(const StudyDraft& draft, const DraftQuestion& question) {
    for (const DraftList& one : draft.lists) {
        if (one.list.id == question.list) return &one;
    }
    return nullptr;
}

bool is_open(const DraftQuestion& question) {
    return question.role == survey::ColumnRole::question && !question.is_choice && !question.list.empty();
}

/// The name of a question that others may share with it, and why.
std::pair<std::string, std::string> shared_name(const DraftQuestion& question) {
    if (!question.group.empty()) return {question.group, "one grid"};
    const bool shortened = question.item != question.id && survey::name_stem(question.id).empty();
    const std::string stem = shortened ? "" : survey::name_stem(question.item);
    if (stem.empty()) return {};
    return {stem, fmt::format("names like {}", question.item)};
}

/// Rows of neighbours that have no name in common with any other question.
std::vector<QuestionGroup> runs_of(const StudyDraft& draft, const std::vector<std::size_t>& alone) {
    std::vector<QuestionGroup> runs;
    std::vector<std::size_t> run;
    const auto end_run = [&] {
        if (run.size() >= least_neighbours) {
            runs.push_back({run, "", "next to each other, same answers"});
        } else {
            for (const std::size_t q : run) runs.push_back({{q}, "", ""});
        }
        run.clear();
    };
    for (const std::size_t q : alone) {
        const bool goes_on = !run.empty() && run.back() + 1 == q &&
                             draft.questions[run.back()].list == draft.questions[q].list;
        if (!goes_on) end_run();
        run.push_back(q);
    }
    end_run();
    return runs;
}

/// Scores of the distinct texts of a column; nothing where a text is no answer.
std::optional<std::vector<std::optional<std::int64_t>>> scores_in(const io::Column& column,
                                                                  const survey::AnswerKey& key) {
    std::vector<std::optional<std::int64_t>> scores;
    for (const survey::Answer& answer : key.decode(column)) {
        if (answer.meaning != survey::Meaning::score) {
            scores.emplace_back();
            continue;
        }
        const auto units = base::units_at(answer.score, 0);
        if (!units) return std::nullopt;
        scores.emplace_back(*units);
    }
    return scores;
}

/// How much the questions agree with the labels at `place` and the next one in this order.
double agreement(const StudyDraft& draft, const QuestionGroup& group) {
    double sum = 0;
    for (std::size_t w = 0; w < draft.waves.size(); ++w)
        sum += mean_absolute_correlation(answer_rows(draft, group.questions, w));
    return sum;
}

const QuestionGroup* largest_group(const StudyDraft& draft, const std::vector<QuestionGroup>& groups,
                                   const std::string& list) {
    const QuestionGroup* largest = nullptr;
    for (const QuestionGroup& group : groups) {
        if (draft.questions[group.questions.front()].list != list || group.questions.size() < 2) continue;
        if (largest == nullptr || group.questions.size() > largest->questions.size()) largest = &group;
    }
    return largest;
}

}  // namespace

std::vector<QuestionGroup> group_questions(const StudyDraft& draft) {
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    std::vector<QuestionGroup> groups;
    std::vector<std::size_t> alone;
    for (std::size_t q = 0; q < draft.questions.size(); ++q) {
        const DraftQuestion& question = draft.questions[q];
        if (!is_open(question)) continue;
        const auto [name, why] = shared_name(question);
        if (name.empty()) {
            alone.push_back(q);
            continue;
        }
        const auto [place, is_new] = places.try_emplace({name, question.list}, groups.size());
        if (is_new) groups.push_back({{}, name, why});
        groups[place->second].questions.push_back(q);
    }
    std::vector<QuestionGroup> result;
    for (QuestionGroup& group : groups) {
        if (group.questions.size() > 1)
            result.push_back(std::move(group));
        else
            alone.push_back(group.questions.front());
    }
    std::sort(alone.begin(), alone.end());
    for (QuestionGroup& run : runs_of(draft, alone)) result.push_back(std::move(run));
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& l, const auto& r) { return l.questions.front() < r.questions.front(); });
    return result;
}

AnswerRows answer_rows(const StudyDraft& draft, const std::vector<std::size_t>& questions, std::size_t wave) {
    AnswerRows rows;
    const DraftList* list = list_of(draft, draft.questions[questions.front()]);
    if (list == nullptr) return rows;
    const survey::AnswerKey key(list->list, draft.missing);
    std::vector<const io::Column*> columns;
    std::vector<std::vector<std::optional<std::int64_t>>> scores;
    for (const std::size_t q : questions) {
        const io::Column* column = draft.questions[q].columns[wave];
        if (column == nullptr) return rows;
        auto of_column = scores_in(*column, key);
        if (!of_column) return rows;
        columns.push_back(column);
        scores.push_back(std::move(*of_column));
    }
    rows.n_items = questions.size();
    std::vector<std::int64_t> row(questions.size());
    for (const std::size_t record : draft.waves[wave].records) {
        bool complete = true;
        for (std::size_t i = 0; i < columns.size() && complete; ++i) {
            const auto& score = scores[i][columns[i]->codes[record]];
            complete = score.has_value();
            if (complete) row[i] = *score;
        }
        if (complete) rows.answers.insert(rows.answers.end(), row.begin(), row.end());
    }
    return rows;
}

void settle_orders(StudyDraft& draft, const std::vector<QuestionGroup>& groups) {
    for (DraftList& list : draft.lists) {
        const QuestionGroup* group = largest_group(draft, groups, list.list.id);
        for (const std::size_t place : list.undecided) {
            std::string& first = list.list.labels[place];
            std::string& second = list.list.labels[place + 1];
            std::string basis = "nothing tells";
            if (group != nullptr) {
                const double as_it_stands = agreement(draft, *group);
                std::swap(first, second);
                const double swapped = agreement(draft, *group);
                if (swapped <= as_it_stands) std::swap(first, second);
                basis = fmt::format("the questions agree more this way, {:.2f} to {:.2f} on average",
                                    std::max(swapped, as_it_stands), std::min(swapped, as_it_stands));
            }
            list.doubt =
                fmt::format("is \"{}\" less than \"{}\"? Words do not say; {}", first, second, basis);
        }
    }
}

}  // namespace outcomes::analysis
