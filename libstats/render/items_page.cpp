#include "libstats/render/items_page.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/movement_table.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/result_table.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::Movement;
using findings::StudyFindings;

constexpr std::string_view lower_mark = " *";
constexpr std::string_view indent = "  ";

/// What the p-value of a row is that of, in words.
constexpr std::array test_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"net_share", "Pratt's signed-rank test"},
    {"newcombe_paired", "McNemar's mid-p test"},
    {"sign_test", "sign test"},
    {"mcnemar_exact", "McNemar's exact test"},
    {"stuart_maxwell", "Stuart-Maxwell test"},
    {"bhapkar", "Bhapkar's test"},
    {"paired_t", "paired t test"},
    {"paired_cr2", "t test with households as clusters"},
});

std::string test_name(const Finding& row) {
    for (const auto& [method, name] : test_names) {
        if (row.method == method) return std::string(name);
    }
    return row.method;
}

/// The rows of one question that are about two waves.
struct Question {
    const Movement* movement = nullptr;
    const Finding* headline = nullptr;  ///< nullptr if other methods were asked for
    Rows tests;                         ///< that stand beside the headline
    Rows answers;                       ///< the change of each answer, where they have no order
};

/// Tests that are told beside the headline; other methods have a table of their own.
bool stands_beside(const Finding& row, const Movement& movement) {
    return movement.ordered ? row.method == "sign_test" || row.method == "mcnemar_exact"
                            : row.method == "bhapkar";
}

std::vector<Question> questions_of(const StudyFindings& study) {
    std::vector<Question> questions;
    for (const Movement& movement : study.movements) {
        Question question;
        question.movement = &movement;
        for (const Finding& row : study.results) {
            if (row.term != movement.term || row.analysis != "compare") continue;
            const bool is_answer = !movement.ordered && !row.subgroup.empty();
            if (is_answer)
                question.answers.push_back(&row);
            else if (!row.verdict.empty() || (!movement.ordered && row.method == "stuart_maxwell"))
                question.headline = &row;
            else if (stands_beside(row, movement))
                question.tests.push_back(&row);
        }
        questions.push_back(std::move(question));
    }
    return questions;
}

/// The question as people read it, marked where a low answer is the better one.
std::string label_of(const Movement& movement, const Finding* headline) {
    std::string label = movement.label.empty() ? movement.term : movement.label;
    if (headline != nullptr && !headline->subgroup.empty()) label += ": " + headline->subgroup;
    return movement.better == "lower" && movement.ordered ? label + std::string(lower_mark) : label;
}

std::string figure(const Finding& row) {
    return row.estimate ? signed_number(row.estimate, decimals_for(row)) + unit_of(row) : "";
}

std::string limits(const Finding& row) {
    return signed_interval(row.conf_low, row.conf_high, decimals_for(row));
}

std::string count_text(std::optional<std::uint64_t> n) {
    return n ? grouped(*n) : "";
}

/// How many moved to a better answer, or a higher one where neither is better.
std::string improved_text(const Movement& movement) {
    if (movement.n_improved()) return grouped(*movement.n_improved());
    return movement.n_higher ? "up " + grouped(*movement.n_higher) : "";
}

std::string worsened_text(const Movement& movement) {
    if (movement.n_worsened()) return grouped(*movement.n_worsened());
    return movement.n_lower ? "down " + grouped(*movement.n_lower) : "";
}

std::string interval_title(const std::vector<Question>& questions) {
    for (const Question& question : questions) {
        if (question.headline != nullptr && question.headline->conf_level)
            return percent(*question.headline->conf_level) + " interval";
    }
    return "95 % interval";
}

/// Columns between the name of a question and its change: how people moved, or the two waves' shares.
enum class Figures { moves, moves_in_one, shares };

std::vector<TextColumn> columns_of(Figures figures, const std::string& interval, const WaveNames& waves,
                                   bool show_p) {
    std::vector<TextColumn> columns{
        {.title = "Question", .shrinks = true, .whole = true, .least = 4, .most = 20}};
    const auto add = [&](std::string title) {
        columns.push_back({.title = std::move(title), .right = true, .title_wraps = true});
    };
    if (figures == Figures::shares) {
        for (const std::string& title : {std::string("People"), waves.from, waves.to}) add(title);
    } else if (figures == Figures::moves) {
        for (const char* title : {"Better", "Same", "Worse"}) add(title);
    } else {
        add("Better, same, worse");
    }
    add("Change");
    columns.push_back({.title = interval, .right = true});
    if (show_p) columns.push_back({.title = "p", .right = true});
    columns.push_back({.title = "Result", .shrinks = true, .wraps = true, .least = 10});
    return columns;
}

std::vector<std::string> figures_of(const Question& question, Figures figures) {
    const Movement& movement = *question.movement;
    const Finding& row = *question.headline;
    const auto share = [&](std::optional<double> value) {
        return value ? base::fixed(*value, decimals_for(row)) + (unit_of(row).empty() ? "" : " %")
                     : std::string();
    };
    if (figures == Figures::shares)
        return {count_text(row.n_from) + ", " + count_text(row.n_to), share(row.mean_from),
                share(row.mean_to)};
    if (figures == Figures::moves)
        return {improved_text(movement), count_text(movement.n_same), worsened_text(movement)};
    return {fmt::format("{}, {}, {}", improved_text(movement), count_text(movement.n_same),
                        worsened_text(movement))};
}

/// Questions with ordered answers, two lines each: the question, then its figures.
void add_result_table(Page& page, const std::vector<Question>& questions, const WaveNames& waves,
                      const ComparePageOptions& options) {
    const auto is_shown = [](const Question& q) { return q.headline != nullptr && q.movement->ordered; };
    const auto first = std::find_if(questions.begin(), questions.end(), is_shown);
    if (first == questions.end()) return;
    const Figures figures = first->headline->estimand == "place" ? Figures::shares
                            : options.show_statistic             ? Figures::moves
                                                                 : Figures::moves_in_one;
    TextTable table(columns_of(figures, interval_title(questions), waves, options.show_effect));
    for (const Question& question : questions) {
        if (!is_shown(question)) continue;
        const Finding& row = *question.headline;
        const std::string label = label_of(*question.movement, &row);
        const bool named = question.movement->label != row.term;
        if (named) table.add_span(label);
        std::vector<std::string> cells{named ? std::string(indent) + row.term : label};
        for (std::string& cell : figures_of(question, figures)) cells.push_back(std::move(cell));
        cells.push_back(figure(row));
        cells.push_back(limits(row));
        if (options.show_effect) cells.push_back(p_text(row.p_value));
        cells.push_back(result_text(row));
        table.add_row(std::move(cells), options.color ? result_style(row) : "");
    }
    page.emplace_back(std::move(table));
}

/// "Pratt's signed-rank test p = .082; sign test p = .104": every test that has a p-value.
std::string tests_text(const Question& question) {
    Rows rows;
    if (question.headline != nullptr) rows.push_back(question.headline);
    rows.insert(rows.end(), question.tests.begin(), question.tests.end());
    std::string text;
    for (const Finding* row : rows) {
        if (!row->p_value) continue;
        const std::string p = p_text(row->p_value);
        const std::string df =
            row->method == "stuart_maxwell" || row->method == "bhapkar"
                ? fmt::format(" (chi-squared {}, df {})", base::fixed(row->statistic.value_or(0), 2),
                              base::shortest(row->df.value_or(0)))
                : "";
        text += fmt::format("{}{}{} p {}", text.empty() ? "" : "; ", test_name(*row), df,
                            p.starts_with('<') ? p : "= " + p);
    }
    return text;
}

/// The result without its mark, for a sentence.
std::string words_of(const Finding& row) {
    const std::string text = result_text(row);
    return text.substr(std::min(text.find(' ') + 1, text.size()));
}

/// Change, interval, result, tests; or why there is no figure.
std::string outcome_text(const Question& question) {
    if (question.headline == nullptr) return {};
    const Finding& row = *question.headline;
    std::string text;
    if (row.estimate) {
        const std::string what = row.method == "net_share" ? "Net" : "Change";
        const std::string range =
            row.conf_low
                ? fmt::format(" ({} interval {})", percent(row.conf_level.value_or(0.95)), limits(row))
                : "";
        text = fmt::format("{} {}{}: {}.", what, figure(row), range, words_of(row));
    } else if (!row.reason.empty() && question.movement->ordered) {
        text = words_of(row) + ".";
    } else if (!row.reason.empty()) {
        text = fmt::format("{}: {}.", test_name(row), short_reason(row.reason));
    }
    const std::string tests = tests_text(question);
    if (tests.empty()) return text;
    return text.empty() ? tests + '.' : fmt::format("{} {}.", text, tests);
}

void add_remark(Page& page, std::string text) {
    if (!text.empty()) page.emplace_back(Remark{std::move(text)});
}

std::string heading_of(const Question& question) {
    const std::string label = label_of(*question.movement, nullptr);
    const bool named = question.movement->label != question.movement->term;
    return named ? fmt::format("{} {}", question.movement->term, label) : label;
}

void add_answer_changes(Page& page, const Question& question, const WaveNames& waves) {
    TextTable table({{.title = "Answer", .shrinks = true, .wraps = true, .least = 10, .most = 40},
                     {.title = waves.from, .right = true, .title_wraps = true},
                     {.title = waves.to, .right = true, .title_wraps = true},
                     {.title = "Change", .right = true},
                     {.title = percent(question.answers.front()->conf_level.value_or(0.95)) + " interval",
                      .right = true}});
    for (const Finding* row : question.answers) {
        const auto share = [&](std::optional<double> value) {
            return value ? base::fixed(*value, 1) + " %" : std::string();
        };
        const std::string change = row->estimate ? figure(*row) : short_reason(row->reason);
        table.add_row({row->subgroup, share(row->mean_from), share(row->mean_to), change, limits(*row)});
    }
    page.emplace_back(std::move(table));
}

/// True for a table of who moved where; else the answers of both waves are shown.
bool has_moves(const Question& question) {
    const bool of_people = question.headline == nullptr || question.headline->estimand == "people";
    return of_people && !question.movement->moves.empty();
}

void add_table(Page& page, const Question& question, const WaveNames& waves, std::size_t width) {
    if (question.movement->answers.empty()) return;
    if (has_moves(question))
        page.emplace_back(movement_table(*question.movement, waves, width));
    else if (question.answers.empty())
        page.emplace_back(distribution_table(*question.movement, waves));
}

/// One question with everything known about it.
void add_question(Page& page, const Question& question, const WaveNames& waves, std::size_t width) {
    page.emplace_back(Heading{heading_of(question)});
    add_table(page, question, waves, width);
    if (!question.answers.empty()) add_answer_changes(page, question, waves);
    add_remark(page, movement_sentence(*question.movement));
    add_remark(page, outcome_text(question));
    add_remark(page, unanswered_sentence(*question.movement));
}

/// All questions with their tables, and how to read these.
void add_questions(Page& page, const std::vector<Question>& questions, const WaveNames& waves,
                   std::size_t width) {
    if (std::any_of(questions.begin(), questions.end(), has_moves)) {
        page.emplace_back(Paragraph{fmt::format(
            "In the tables, rows are the answers of {} and columns those of {}.", waves.from, waves.to)});
    }
    for (const Question& question : questions) add_question(page, question, waves, width);
}

/// Without their tables, questions whose answers have no order still have their answers' changes.
void add_unordered(Page& page, const std::vector<Question>& questions, const WaveNames& waves) {
    for (const Question& question : questions) {
        if (question.movement->ordered || question.answers.empty()) continue;
        page.emplace_back(Heading{heading_of(question)});
        add_answer_changes(page, question, waves);
        add_remark(page, movement_sentence(*question.movement));
        add_remark(page, outcome_text(question));
    }
}

void add_methods(Page& page, const StudyFindings& study, const Parts& parts,
                 const ComparePageOptions& options) {
    const bool asked = std::any_of(parts.methods.begin(), parts.methods.end(), [](const Finding* row) {
        return row->rule == "asked for" || row->rule == "whole battery" ||
               row->rule.starts_with("asked for;");
    });
    if (!asked) return;
    Rows rows;
    for (const Finding& row : study.results) {
        if (row.analysis == "compare") rows.push_back(&row);
    }
    add_method_table(page, rows, options);
}

bool any(const Rows& rows, bool (*holds)(const Finding&)) {
    return std::any_of(rows.begin(), rows.end(), [&](const Finding* row) { return holds(*row); });
}

std::string size_remark(const Rows& headlines) {
    std::vector<std::string> sizes;
    bool some_without = false;
    for (const Finding* row : headlines) {
        if (!row->smallest_change) {
            some_without = some_without || row->verdict != "not_tested";
            continue;
        }
        const std::string size =
            size_text(*row->smallest_change) + (unit_of(*row).empty() ? " points" : " percentage points");
        if (std::find(sizes.begin(), sizes.end(), size) == sizes.end()) sizes.push_back(size);
    }
    if (sizes.empty()) {
        return "Results come from the 95 % interval. No smallest change that matters is set for single "
               "questions ([rules] item_change), so only the direction is judged.";
    }
    const std::string rule = "Results come from the 95 % interval and the smallest change that matters: ";
    if (sizes.size() == 1 && !some_without) return rule + sizes.front() + '.';
    if (sizes.size() == 1)
        return rule + sizes.front() + ", where one is set; else only the direction is judged.";
    return rule + "see smallest_change in -f csv; where none is set, only the direction is judged.";
}

void add_notes(Page& page, const StudyFindings& study, const Parts& parts,
               const std::vector<Question>& questions, const Rows& headlines, std::string_view statement) {
    page.emplace_back(Heading{"Notes"});
    if (!headlines.empty()) add_mark_notes(page, headlines);
    const bool turned = std::any_of(study.movements.begin(), study.movements.end(),
                                    [](const Movement& m) { return m.ordered && m.better == "lower"; });
    if (turned) {
        page.emplace_back(Remark{
            "* a lower answer is better: better and worse are turned round for it, the change is not."});
    }
    if (any(headlines, [](const Finding& row) { return row.method == "net_share"; })) {
        page.emplace_back(
            Remark{"Change in pp: the share of people who moved to a higher answer minus the share who "
                   "moved to a lower one, in percentage points; of a yes or no the change of the share."});
    }
    if (!headlines.empty()) page.emplace_back(Remark{size_remark(headlines)});
    const auto adjusted = std::count_if(questions.begin(), questions.end(), [](const Question& question) {
        return question.headline != nullptr && question.headline->p_adjusted;
    });
    if (adjusted > 1) {
        page.emplace_back(Remark{fmt::format(
            "{} questions are looked at together, as one family; p_adjusted in -f csv allows for that.",
            adjusted)});
    }
    Rows compared = headlines;
    compared.insert(compared.end(), parts.methods.begin(), parts.methods.end());
    if (any(compared, [](const Finding& row) { return has_note(row, "households_not_used"); })) {
        page.emplace_back(
            Remark{"These figures take no account of shared households, so the intervals are a little "
                   "too short where people of one home answer alike."});
    }
    add_row_notes(page, compared);
    if (!parts.other_estimand.empty()) {
        page.emplace_back(
            Remark{parts.other_estimand.front()->estimand == "place"
                       ? "The change of everyone's answers is in -f csv (other_estimand)."
                       : "The change of those who answered both times is in -f csv (other_estimand)."});
    }
    if (study.movements.size() > most_tables_on_page) {
        page.emplace_back(Remark{
            "Who moved from which answer to which: --movements FILE, or fewer questions with --scales."});
    }
    page.emplace_back(Remark{"This shows change, not its cause."});
    add_warning_count(page, study);
    page.emplace_back(Remark{std::string(statement)});
}

}  // namespace

Page items_page(const StudyFindings& study, std::string_view statement, const ComparePageOptions& options,
                std::size_t width) {
    const Parts parts = parts_of(study);
    const std::vector<Question> questions = questions_of(study);
    const WaveNames waves{study.wave_from_label, study.wave_to_label};
    Rows headlines;
    for (const Question& question : questions) {
        if (question.headline != nullptr && question.movement->ordered)
            headlines.push_back(question.headline);
    }
    Page page;
    page.emplace_back(Title{study.title.empty() ? study.id : study.title});
    page.emplace_back(Paragraph{summary_line(study, parts)});
    add_result_table(page, questions, waves, options);
    if (questions.size() <= most_tables_on_page)
        add_questions(page, questions, waves, width);
    else
        add_unordered(page, questions, waves);
    add_methods(page, study, parts, options);
    add_response(page, study, parts.response);
    add_notes(page, study, parts, questions, headlines, statement);
    return page;
}

Page movements_page(const StudyFindings& study, std::string_view statement, std::size_t width) {
    const WaveNames waves{study.wave_from_label, study.wave_to_label};
    Page page;
    page.emplace_back(Title{study.title.empty() ? study.id : study.title});
    add_questions(page, questions_of(study), waves, width);
    page.emplace_back(Paragraph{std::string(statement)});
    return page;
}

}  // namespace outcomes::render
