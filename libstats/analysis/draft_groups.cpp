#include "libstats/analysis/draft_groups.hpp"

#include "libstats/survey/answers.hpp"
#include "libstats/survey/draft_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::DraftList;
using survey::DraftQuestion;
using survey::StudyDraft;

constexpr std::size_t least_people = 10;     ///< below, nothing is a total
constexpr std::size_t least_neighbours = 3;  ///< questions in a row without a name in common

const DraftList* list_of(const StudyDraft& draft, const DraftQuestion& question) {
    for (const DraftList& one : draft.lists) {
        if (one.list.id == question.list) return &one;
    }
    return nullptr;
}

/// Which waves asked the question, one letter a wave: questions of one scale are asked together.
std::string asked_in(const DraftQuestion& question) {
    std::string waves;
    for (const std::string& name : question.names) waves += name.empty() ? '-' : 'x';
    return waves;
}

/// A question with a list of answers that can be compared, if there is more than one wave.
bool is_open(const DraftQuestion& question) {
    if (question.role != survey::ColumnRole::question || question.is_choice || question.list.empty())
        return false;
    const std::string asked = asked_in(question);
    return asked.size() < 2 || std::count(asked.begin(), asked.end(), 'x') >= 2;
}

/// The name of a question that others may share with it, and why.
std::pair<std::string, std::string> shared_name(const DraftQuestion& question) {
    if (!question.group.empty()) return {question.group, "one grid"};
    const std::string stem = question.is_numbered ? "" : survey::name_stem(question.item);
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
                             draft.questions[run.back()].list == draft.questions[q].list &&
                             asked_in(draft.questions[run.back()]) == asked_in(draft.questions[q]);
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

/// Sums of the rows, with some questions turned round.
std::vector<std::int64_t> sums_of(const AnswerRows& rows, const std::vector<bool>& turned,
                                  std::int64_t ends) {
    std::vector<std::int64_t> sums(rows.n_people());
    for (std::size_t person = 0; person < sums.size(); ++person) {
        for (std::size_t i = 0; i < rows.n_items; ++i) {
            const std::int64_t answer = rows.answers[person * rows.n_items + i];
            sums[person] += turned[i] ? ends - answer : answer;
        }
    }
    return sums;
}

/// True if the column holds these sums, or the means of k answers, in 95 % of the rows where it is a number.
bool holds(const io::Column& column, const AnswerRows& rows, const std::vector<std::int64_t>& sums) {
    constexpr double rounding = 0.006;  // of means printed with two decimals
    const auto k = static_cast<double>(rows.n_items);
    std::size_t n_numbers = 0;
    std::size_t n_sums = 0;
    std::size_t n_means = 0;
    for (std::size_t person = 0; person < sums.size(); ++person) {
        const auto number = base::parse_double(column.text(rows.records[person]));
        if (!number) continue;
        const auto total = static_cast<double>(sums[person]);
        ++n_numbers;
        n_sums += *number == total ? 1U : 0U;
        n_means += std::abs(*number - total / k) < rounding ? 1U : 0U;
        // Most columns are something else, and that shows in the first rows.
        if (n_numbers == least_people && std::max(n_sums, n_means) < least_people / 2) return false;
    }
    return n_numbers >= least_people && 20 * std::max(n_sums, n_means) >= 19 * n_numbers;
}

bool may_be_total(const StudyDraft& draft, const QuestionGroup& group, std::size_t q) {
    const DraftQuestion& question = draft.questions[q];
    return question.role == survey::ColumnRole::question && question.total_of.empty() &&
           question.seen.kind == survey::AnswerKind::numbers &&
           std::find(group.questions.begin(), group.questions.end(), q) == group.questions.end();
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
    std::map<std::vector<std::string>, std::size_t> places;
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
        const auto [place, is_new] =
            places.try_emplace({name, question.list, asked_in(question)}, groups.size());
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
        if (!complete) continue;
        rows.answers.insert(rows.answers.end(), row.begin(), row.end());
        rows.records.push_back(record);
    }
    return rows;
}

std::vector<std::size_t> totals_of(const StudyDraft& draft, const QuestionGroup& group) {
    std::set<std::size_t> found;
    const DraftList* list = list_of(draft, draft.questions[group.questions.front()]);
    if (list == nullptr || !list->list.low || !list->list.high) return {};
    const auto ends = static_cast<std::int64_t>(list->list.low->to_double() + list->list.high->to_double());
    for (std::size_t w = 0; w < draft.waves.size(); ++w) {
        const AnswerRows rows = answer_rows(draft, group.questions, w);
        const auto fit = item_fit(rows, least_people);
        if (!fit) continue;
        std::vector<bool> opposite = fit->reversed;
        opposite.flip();
        const std::vector<std::int64_t> possible[] = {sums_of(rows, std::vector<bool>(rows.n_items), ends),
                                                      sums_of(rows, fit->reversed, ends),
                                                      sums_of(rows, opposite, ends)};
        for (std::size_t q = 0; q < draft.questions.size(); ++q) {
            const io::Column* column = draft.questions[q].columns[w];
            if (column == nullptr || !may_be_total(draft, group, q)) continue;
            if (std::any_of(std::begin(possible), std::end(possible),
                            [&](const auto& sums) { return holds(*column, rows, sums); }))
                found.insert(q);
        }
    }
    return {found.begin(), found.end()};
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
            list.doubts.push_back(
                fmt::format("is \"{}\" less than \"{}\"? Words do not say; {}", first, second, basis));
        }
    }
}

}  // namespace outcomes::analysis
