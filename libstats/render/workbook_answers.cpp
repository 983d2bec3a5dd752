#include "libstats/render/workbook_answers.hpp"

#include "libstats/render/movement_table.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

using findings::Findings;
using findings::Movement;
using findings::StudyFindings;

constexpr double narrow = 12;
constexpr double middle = 16;
constexpr double answer_width = 30;
constexpr double question_width = 45;

const std::string counts_remark =
    "This sheet has one table. Counts are of people. Hidden and missing figures: [note 3] on the sheet "
    "Notes.";

/// A sheet whose rows begin with the study, where there are several, the name and the id of a term.
class TermSheet {
  public:
    TermSheet(const Findings& all, Sheet sheet, const char* term, double width)
        : sheet_(std::move(sheet)), names_study_(all.studies.size() > 1) {
        if (names_study_) add_column({"Study", "Id of the study file.", "text", middle, "study"});
        add_column({term, fmt::format("Name of the {}.", lower(term)), "text", width, "label"});
        add_column(
            {fmt::format("{} id", term), fmt::format("Id of the {}.", lower(term)), "text", middle, "term"});
    }
    void add_column(SheetColumn column) { sheet_.columns.push_back(std::move(column)); }

    template <class Term>
    void add_row(const StudyFindings& study, const Term& term, std::vector<Cell> cells) {
        std::vector<Cell>& row = sheet_.rows.emplace_back();
        if (names_study_) row.push_back(text_cell(study.id));
        row.push_back(text_cell(term.label.empty() ? term.term : term.label));
        row.push_back(text_cell(term.term));
        row.insert(row.end(), std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
    }
    [[nodiscard]] Sheet finish() { return std::move(sheet_); }

  private:
    static std::string lower(std::string text) {
        text.front() = static_cast<char>(text.front() - 'A' + 'a');
        return text;
    }

    Sheet sheet_;
    bool names_study_;
};

/// The answers of one wave; one row that says so if the counts are hidden.
void add_answers(TermSheet& sheet, const StudyFindings& study, const Movement& movement,
                 const std::string& wave, const std::vector<std::uint64_t>& counts) {
    const bool whole = counts.size() == movement.answers.size();
    for (std::size_t a = 0; a < movement.answers.size(); ++a) {
        sheet.add_row(study, movement,
                      {text_cell(wave), text_cell(movement.answers[a]),
                       number_cell(static_cast<double>(a + 1), CellLook::count),
                       whole ? count_cell(counts[a]) : mark_cell(hidden_cell)});
    }
}

std::string_view words_of_move(std::string_view move) {
    if (move == "improved") return "to a better answer";
    if (move == "worsened") return "to a worse answer";
    if (move == "higher") return "to a higher answer";
    if (move == "lower") return "to a lower answer";
    if (move == "same") return "the same answer";
    if (move == "other") return "to another answer";
    return "no answer in one of the waves";
}

void add_moves(TermSheet& sheet, const StudyFindings& study, const Movement& movement) {
    if (movement.moves.empty()) {
        if (!movement.suppressed) return;
        sheet.add_row(
            study, movement,
            {mark_cell(hidden_cell), mark_cell(hidden_cell), mark_cell(hidden_cell), mark_cell(hidden_cell)});
        return;
    }
    const std::size_t none = movement.answers.size();
    const auto answer = [&](std::size_t at) {
        return text_cell(at < none ? std::string_view(movement.answers[at]) : "(no answer)");
    };
    for (std::size_t from = 0; from <= none; ++from) {
        for (std::size_t to = 0; to <= none; ++to) {
            sheet.add_row(study, movement,
                          {answer(from), answer(to), text_cell(words_of_move(move_of(movement, from, to))),
                           count_cell(movement.at(from, to))});
        }
    }
}

void add_spread(TermSheet& sheet, const StudyFindings& study, const findings::ChangeSpread& spread) {
    if (spread.bins.empty()) {
        if (spread.suppressed)
            sheet.add_row(study, spread,
                          {mark_cell(hidden_cell), mark_cell(hidden_cell), mark_cell(hidden_cell)});
        return;
    }
    const int digits = decimals_for(-spread.step, spread.step);
    for (const findings::ChangeBin& bin : spread.bins) {
        sheet.add_row(study, spread,
                      {number_cell(bin.low, CellLook::change, digits),
                       number_cell(bin.high, CellLook::change, digits), count_cell(bin.people)});
    }
}

}  // namespace

Sheet answers_sheet(const Findings& all) {
    TermSheet sheet(all,
                    {.name = "Answers",
                     .title = "Answers to each question, before and after",
                     .summary = "How many gave which answer: one row a question, wave and answer",
                     .remarks = {counts_remark}},
                    "Question", question_width);
    sheet.add_column({"Wave", "When the answers were given.", "text", middle, ""});
    sheet.add_column({"Answer", "What people could answer.", "text", answer_width, ""});
    sheet.add_column({"Position", "Place of the answer, 1 is the lowest.", "none", narrow, ""});
    sheet.add_column({"People", "People who gave the answer.", "people", narrow, ""});
    for (const StudyFindings& study : all.studies) {
        for (const Movement& movement : study.movements) {
            add_answers(sheet, study, movement, study.wave_from_label, movement.count_from);
            add_answers(sheet, study, movement, study.wave_to_label, movement.count_to);
        }
    }
    return sheet.finish();
}

Sheet moves_sheet(const Findings& all) {
    TermSheet sheet(all,
                    {.name = "Moves",
                     .title = "How people moved between the answers",
                     .summary = "Who gave which answer before and after, of those who answered both times",
                     .remarks = {counts_remark}},
                    "Question", question_width);
    sheet.add_column({"Answer before", "What people answered the first time.", "text", answer_width, ""});
    sheet.add_column(
        {"Answer after", "What the same people answered the second time.", "text", answer_width, ""});
    sheet.add_column({"Move", "What the step from one to the other is.", "text", 24, ""});
    sheet.add_column({"People", "People who gave these two answers.", "people", narrow, ""});
    for (const StudyFindings& study : all.studies) {
        for (const Movement& movement : study.movements) add_moves(sheet, study, movement);
    }
    return sheet.finish();
}

Sheet spread_sheet(const Findings& all) {
    TermSheet sheet(all,
                    {.name = "Spread",
                     .title = "How much each person's score changed",
                     .summary = "How many people changed by how much on each scale",
                     .remarks = {counts_remark}},
                    "Scale", 34);
    sheet.add_column({"Change from", "Smallest change that is counted here.", "score", narrow, ""});
    sheet.add_column({"Change to", "Largest change that is counted here.", "score", narrow, ""});
    sheet.add_column({"People", "People whose own change lies between the two.", "people", narrow, ""});
    for (const StudyFindings& study : all.studies) {
        for (const findings::ChangeSpread& spread : study.spreads) add_spread(sheet, study, spread);
    }
    return sheet.finish();
}

}  // namespace outcomes::render
