#include "libstats/render/workbook_notes.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/formats.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace outcomes::render {
namespace {

using findings::Findings;
using findings::StudyFindings;

constexpr double text_width = 100;

/// Notes are numbered as they are added.
class Notes {
  public:
    explicit Notes(bool names_study) : names_study_(names_study) {
        sheet_ = {.name = "Notes",
                  .title = "Notes",
                  .summary = "How to read the tables, the rules, what went in and what was not done",
                  .remarks = {"This sheet has one table."}};
        sheet_.columns = {{"Note", "Number that other sheets point to.", "text", 12},
                          {"About", "What the note is about.", "text", 26},
                          {"Text", "The note.", "text", text_width}};
        if (names_study_)
            sheet_.columns.insert(sheet_.columns.begin() + 1,
                                  {"Study", "Id of the study file; blank for all.", "text", 16, "study"});
    }
    void add(std::string_view about, std::string_view text, std::string_view study = {}) {
        if (text.empty()) return;
        std::vector<Cell>& row = sheet_.rows.emplace_back();
        row.push_back(text_cell(fmt::format("[note {}]", sheet_.rows.size())));
        if (names_study_) row.push_back(text_cell(study));
        row.push_back(text_cell(about));
        row.push_back(text_cell(text));
    }
    [[nodiscard]] Sheet finish() { return std::move(sheet_); }

  private:
    Sheet sheet_;
    bool names_study_;
};

/// "data/2013.csv" without its folders, which may name people.
std::string_view file_name(std::string_view path) {
    const std::size_t slash = path.find_last_of("/\\");
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

void add_reading(Notes& notes, std::string_view statement) {
    notes.add(
        "Results",
        "Results come from the 95 % interval and the smallest change that matters. Improved or Worsened: "
        "the interval lies on one side of 0. No meaningful change: any change is too small to matter. "
        "Not clear: the answers cannot tell, which is not the same as staying the same. May be small: "
        "there is a change, but it may be smaller than what matters.");
    notes.add("Limits",
              "We asked some people, not everyone, so each figure could be a bit too high or too low. The "
              "lower and the upper limit say how far. p takes no part in results; p adjusted allows for "
              "looking at many scales.");
    notes.add(
        "Hidden and missing figures",
        "[c] is hidden to protect people. [x] is not available; the column In detail says why. [z] does "
        "not apply to this row. A blank cell under Remarks means that there are none.");
    notes.add("Change", "This shows change, not its cause.");
    notes.add("Release", statement);
}

std::string rule_of(const findings::SmallestChangeRule& rule) {
    const std::string_view kind = rule.kind == "sd"        ? "SDs of all first-wave answers"
                                  : rule.kind == "percent" ? "% of the possible range"
                                  : rule.kind == "points"  ? "points"
                                                           : "percentage points";
    std::string text =
        fmt::format("{} {} for {}", base::shortest(rule.value), kind, base::joined(rule.labels));
    if (!rule.why.empty()) text += fmt::format(" ({})", rule.why);
    return text + '.';
}

std::string adjust_words(std::string_view adjust) {
    if (adjust == "holm") return "p adjusted by Holm's method.";
    if (adjust == "bh") return "p adjusted by the method of Benjamini and Hochberg.";
    return "p is not adjusted.";
}

void add_rules(Notes& notes, const StudyFindings& study) {
    for (const findings::SmallestChangeRule& rule : study.smallest_changes)
        notes.add("Smallest change that matters", rule_of(rule), study.id);
    if (study.plan) notes.add("Rules fixed beforehand", study.plan->sentence, study.id);
    if (study.record) {
        notes.add("Many scales", adjust_words(study.record->adjust), study.id);
        notes.add("Random numbers", fmt::format("They start from {}.", study.record->seed), study.id);
    }
    for (const std::string& sentence : study.hidden) notes.add("Kept back", sentence, study.id);
}

void add_inputs(Notes& notes, const StudyFindings& study) {
    const auto with_hash = [](std::string text, std::string_view hash) {
        return hash.empty() ? text : fmt::format("{}, SHA-256 {}", text, hash);
    };
    if (!study.path.empty())
        notes.add("Study file", with_hash(std::string(file_name(study.path)), study.sha256), study.id);
    for (const findings::InputFile& input : study.inputs) {
        notes.add(fmt::format("Data of {}", input.wave),
                  with_hash(fmt::format("{}, {} rows", file_name(input.file),
                                        input.rows ? grouped(*input.rows) : std::string(hidden_cell)),
                            input.sha256),
                  study.id);
    }
    for (const findings::Warning& warning : study.warnings) {
        std::string place(file_name(warning.file));
        if (warning.line > 0) place += fmt::format(", line {}", warning.line);
        notes.add("Warning", place.empty() ? warning.message : fmt::format("{} ({})", warning.message, place),
                  study.id);
    }
    if (!study.record) return;
    for (const std::string& line : study.record->not_done)
        notes.add("Not done", fmt::format("Not done: {}.", line), study.id);
}

std::string option_line(const Findings& all) {
    std::string line;
    for (const findings::Option& option : all.options) {
        if (!option.value.empty())
            line += fmt::format("{}{}: {}", line.empty() ? "" : "; ", option.name, option.value);
    }
    return line;
}

}  // namespace

Sheet notes_sheet(const findings::SafeFindings& safe, const WorkbookOptions& options,
                  std::span<const std::string> left_out) {
    const Findings& all = safe.get();
    Notes notes(all.studies.size() > 1);
    add_reading(notes, safe.statement());
    for (const StudyFindings& study : all.studies) add_rules(notes, study);
    for (const StudyFindings& study : all.studies) add_inputs(notes, study);
    if (!left_out.empty())
        notes.add("Sheets left out",
                  fmt::format("There is nothing to show on {}.", base::joined(left_out, "and", 20)));
    notes.add("Options", option_line(all));
    notes.add("Command", options.command);
    notes.add("Program", fmt::format("outcomes {}", version()));
    return notes.finish();
}

Sheet methods_sheet(const Findings& all) {
    Sheet sheet{.name = "Methods",
                .title = "Methods",
                .summary = "What each method does, and where it is described",
                .remarks = {"This sheet has one table."}};
    sheet.columns = {{"Method", "Name of the method.", "text", 30},
                     {"Method id", "Its id, as on the other sheets.", "text", 18, "method"},
                     {"What it does", "The method in a sentence.", "text", 45},
                     {"Policy", "How it treats zeros, ties, exactness.", "text", 34, "policy"},
                     {"Source", "Where it is described.", "text", 45},
                     {"Used for", "The scales and questions it was used for.", "text", 45}};
    const bool names_study = all.studies.size() > 1;
    if (names_study)
        sheet.columns.insert(sheet.columns.begin(), {"Study", "Id of the study file.", "text", 16, "study"});
    for (const StudyFindings& study : all.studies) {
        if (!study.record) continue;
        for (const findings::MethodUsed& method : study.record->methods) {
            std::vector<Cell>& row = sheet.rows.emplace_back();
            if (names_study) row.push_back(text_cell(study.id));
            for (const std::string& text : {method.title, method.id, method.says, method.policy,
                                            method.citation, base::joined(method.terms)})
                row.push_back(text_cell(text));
        }
    }
    return sheet;
}

Sheet dictionary_sheet(std::span<const Sheet> sheets) {
    Sheet dictionary{.name = "Dictionary",
                     .title = "What every column means",
                     .summary = "Every column of every sheet: meaning, unit, type, and its name in csv",
                     .remarks = {"This sheet has one table. A blank name in csv: the column is only here."}};
    dictionary.columns = {{"Sheet", "Sheet that the column stands on.", "text", 16},
                          {"Column", "Header of the column.", "text", 28},
                          {"Meaning", "What it says.", "text", 70},
                          {"Unit", "What its numbers are counted in.", "text", 20},
                          {"Type", "text or number.", "text", 12},
                          {"Name in csv", "The column of csv and JSON that it shows.", "text", 20}};
    const auto add = [&](const Sheet& sheet) {
        for (const SheetColumn& column : sheet.columns) {
            std::vector<Cell>& row = dictionary.rows.emplace_back();
            for (const std::string_view text :
                 {std::string_view(sheet.name), std::string_view(column.name),
                  std::string_view(column.meaning), std::string_view(column.unit),
                  std::string_view(is_text(column) ? "text" : "number"), std::string_view(column.csv_name)})
                row.push_back(text_cell(text));
        }
    };
    for (const Sheet& sheet : sheets) add(sheet);
    return dictionary;
}

}  // namespace outcomes::render
