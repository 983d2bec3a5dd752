#include "libstats/render/workbook_rows.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/findings/glossary.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::Findings;
using findings::StudyFindings;

constexpr double narrow = 12;
constexpr double middle = 16;
constexpr double id_width = 22;
constexpr double wide = 34;

/// One column of a sheet: its header, what it shows, and how it is filled. Where it shows a column of the
/// findings, meaning and unit are those of the glossary.
struct RowColumn {
    std::string_view name;
    std::string_view shows;  ///< name in findings::columns(), or ""
    double width;
    Cell (*cell)(const StudyFindings&, const Finding&);
    std::string_view meaning = {};
    std::string_view unit = "text";
};

SheetColumn column_of(const RowColumn& column) {
    for (const findings::ColumnMeaning& known : findings::columns()) {
        if (known.name != column.shows) continue;
        return {std::string(column.name),
                std::string(column.meaning.empty() ? known.meaning : column.meaning), std::string(known.unit),
                column.width, std::string(known.name)};
    }
    base::require(column.shows.empty(), "a column of a sheet shows one of the findings");
    return {std::string(column.name), std::string(column.meaning), std::string(column.unit), column.width,
            ""};
}

/// Why there is no number: hidden, not available, or none by the nature of the row.
Cell no_number(const Finding& row) {
    if (row.suppressed) return mark_cell(hidden_cell);
    return mark_cell(row.reason.empty() ? inapplicable_cell : absent_cell);
}

template <auto member>
Cell text_of(const StudyFindings& /*study*/, const Finding& row) {
    return text_cell(row.*member);
}

template <auto member>
Cell count_of(const StudyFindings& /*study*/, const Finding& row) {
    const auto& value = row.*member;
    return value ? count_cell(*value) : no_number(row);
}

/// A figure in the units of the estimate, with as many decimals as its interval deserves.
template <auto member, CellLook look>
Cell figure(const StudyFindings& /*study*/, const Finding& row) {
    const auto& value = row.*member;
    return value ? number_cell(*value, look, decimals_for(row)) : no_number(row);
}

template <auto member, CellLook look>
Cell in_two_decimals(const StudyFindings& /*study*/, const Finding& row) {
    const auto& value = row.*member;
    return value ? number_cell(*value, look, 2) : no_number(row);
}

Cell name_cell(const StudyFindings& /*study*/, const Finding& row) {
    return text_cell(row_name(row));
}

Cell result_cell(const StudyFindings& /*study*/, const Finding& row) {
    return text_cell(result_words(row));
}

Cell detail_cell(const StudyFindings& /*study*/, const Finding& row) {
    return text_cell(row.verdict_detail.empty() ? meaning_of("reason", row.reason)
                                                : meaning_of("verdict_detail", row.verdict_detail));
}

Cell unit_cell(const StudyFindings& /*study*/, const Finding& row) {
    return text_cell(unit_of(row).empty() ? "points" : "percentage points");
}

Cell among_cell(const StudyFindings& /*study*/, const Finding& row) {
    return text_cell(row.estimand == "place" ? "everyone who answered" : "people who answered both times");
}

Cell notes_cell(const StudyFindings& /*study*/, const Finding& row) {
    std::string text;
    for (const std::string_view note : notes_of(row))
        text += fmt::format("{}{}", text.empty() ? "" : "; ", meaning_of("note", note));
    return text_cell(text);
}

Cell wave_cell(const StudyFindings& study, const Finding& row) {
    return text_cell(wave_name(study, row));
}

const RowColumn study_column{"Study", "study", middle, text_of<&Finding::study>};

/// What every sheet of changes says, from the result on.
constexpr std::string_view detail_meaning = "How the result came about, or why there is none.";
const RowColumn change_columns[] = {
    {"Result", "verdict", 26, result_cell},
    {"In detail", "verdict_detail", wide, detail_cell, detail_meaning},
    {"Change", "estimate", narrow, figure<&Finding::estimate, CellLook::change>},
    {"Lower limit", "conf_low", narrow, figure<&Finding::conf_low, CellLook::change>},
    {"Upper limit", "conf_high", narrow, figure<&Finding::conf_high, CellLook::change>},
    {"Confidence level", "conf_level", narrow, in_two_decimals<&Finding::conf_level, CellLook::share>},
    {"Unit", "", middle, unit_cell, "What changes, limits and the smallest change are counted in."},
    {"People", "n", narrow, count_of<&Finding::n>},
    {"Smallest change that matters", "smallest_change", middle,
     figure<&Finding::smallest_change, CellLook::number>},
    {"Better", "better", narrow, text_of<&Finding::better>},
    {"Change in SDs", "effect", narrow, in_two_decimals<&Finding::effect, CellLook::change>},
    {"Lower limit in SDs", "effect_low", narrow, in_two_decimals<&Finding::effect_low, CellLook::change>},
    {"Upper limit in SDs", "effect_high", narrow, in_two_decimals<&Finding::effect_high, CellLook::change>},
    {"p", "p_value", narrow, in_two_decimals<&Finding::p_value, CellLook::p_value>},
    {"p adjusted", "p_adjusted", narrow, in_two_decimals<&Finding::p_adjusted, CellLook::p_value>},
    {"Change of", "estimand", 24, among_cell},
    {"Method", "method", middle, text_of<&Finding::method>},
    {"Remarks", "note", wide, notes_cell},
};

using Columns = std::vector<RowColumn>;

Columns with_changes(Columns columns) {
    columns.insert(columns.end(), std::begin(change_columns), std::end(change_columns));
    return columns;
}

/// A sheet of the rows that `belongs` takes, in their order.
template <class Belongs>
Sheet sheet_of(const Findings& all, Sheet sheet, Columns columns, Belongs belongs) {
    if (all.studies.size() > 1) columns.insert(columns.begin(), study_column);
    for (const RowColumn& column : columns) sheet.columns.push_back(column_of(column));
    for (const StudyFindings& study : all.studies) {
        for (const Finding& row : study.results) {
            if (!belongs(row)) continue;
            std::vector<Cell>& cells = sheet.rows.emplace_back();
            for (const RowColumn& column : columns) cells.push_back(column.cell(study, row));
        }
    }
    return sheet;
}

bool is_item(const Finding& row) {
    return row.level == "item";
}

std::string waves_line(const Findings& all) {
    if (all.studies.size() != 1) return "Before and after are the two waves of each study.";
    const StudyFindings& study = all.studies.front();
    return fmt::format("Before: {}. After: {}.", study.wave_from_label, study.wave_to_label);
}

constexpr std::string_view change_remark =
    "This sheet has one table. Change is after minus before; changes in SDs are turned so that positive "
    "is better.";
constexpr std::string_view one_table = "This sheet has one table.";

std::vector<std::string> remarks_of(std::string_view first, const Findings& all) {
    return {std::string(first), waves_line(all),
            "How to read results: [note 1] and [note 2]; hidden and "
            "missing figures: [note 3]. See the sheet Notes."};
}

/// Averages of one wave: the row as it is read for it.
struct WaveOfRow {
    std::string_view wave;
    std::optional<std::uint64_t> n;
    std::optional<double> mean, sd;
};

void add_averages(Sheet& sheet, const StudyFindings& study, const Finding& row, bool names_study) {
    const bool place = row.estimand == "place";
    const WaveOfRow waves[] = {
        {study.wave_from_label, place ? row.n_from : row.n_pairs, row.mean_from, row.sd_from},
        {study.wave_to_label, place ? row.n_to : row.n_pairs, row.mean_to, row.sd_to}};
    const auto cell = [&](std::optional<double> value) {
        return value ? number_cell(*value, CellLook::number, decimals_for(row)) : no_number(row);
    };
    for (const WaveOfRow& wave : waves) {
        std::vector<Cell>& cells = sheet.rows.emplace_back();
        if (names_study) cells.push_back(text_cell(study.id));
        cells.push_back(text_cell(row_name(row)));
        cells.push_back(text_cell(row.term));
        cells.push_back(text_cell(wave.wave));
        cells.push_back(among_cell(study, row));
        cells.push_back(wave.n ? count_cell(*wave.n) : no_number(row));
        cells.push_back(cell(wave.mean));
        cells.push_back(cell(wave.sd));
        cells.push_back(text_cell(unit_of(row).empty() ? "points" : "percent"));
    }
}

/// As in csv: the value of a member, and nothing where there is none and nothing is hidden.
struct RawCell {
    const Finding& row;

    Cell operator()(std::string Finding::*member) const { return text_cell(row.*member); }
    Cell operator()(bool Finding::*member) const { return text_cell(row.*member ? "true" : "false"); }
    Cell operator()(std::optional<std::uint64_t> Finding::*member) const {
        const auto& value = row.*member;
        return value ? count_cell(*value) : hidden();
    }
    Cell operator()(std::optional<double> Finding::*member) const {
        const auto& value = row.*member;
        return value ? number_cell(*value, CellLook::general) : hidden();
    }
    [[nodiscard]] Cell hidden() const { return mark_cell(row.suppressed ? hidden_cell : ""); }
};

}  // namespace

bool is_of_group(const Finding& row) {
    return !row.group.empty();
}

bool is_headline(const Finding& row) {
    return row.analysis == "compare" && !row.verdict.empty();
}

std::string row_name(const Finding& row) {
    const std::string name = name_of(row);
    return row.subgroup.empty() || is_of_group(row) ? name : fmt::format("{}: {}", name, row.subgroup);
}

Sheet scales_sheet(const Findings& all) {
    Sheet sheet{.name = "Scales",
                .title = "Change on each scale",
                .summary = "What changed, by how much, and how sure that is: one row a scale",
                .remarks = remarks_of(change_remark, all)};
    Columns columns{{"Scale", "label", wide, name_cell},
                    {"Scale id", "term", id_width, text_of<&Finding::term>}};
    return sheet_of(all, std::move(sheet), with_changes(std::move(columns)), [](const Finding& row) {
        return is_headline(row) && !is_item(row) && !is_of_group(row);
    });
}

Sheet questions_sheet(const Findings& all) {
    Sheet sheet{.name = "Questions",
                .title = "Change on each question",
                .summary = "The same for single questions: one row a question",
                .remarks = remarks_of(change_remark, all)};
    Columns columns{{"Question", "label", 45, name_cell},
                    {"Question id", "term", id_width, text_of<&Finding::term>}};
    return sheet_of(all, std::move(sheet), with_changes(std::move(columns)),
                    [](const Finding& row) { return is_headline(row) && is_item(row) && !is_of_group(row); });
}

Sheet groups_sheet(const Findings& all) {
    Sheet sheet{.name = "Groups",
                .title = "Change for groups of people",
                .summary = "The same for parts of the people, such as age groups: one row a group and scale",
                .remarks = remarks_of(change_remark, all)};
    const auto group_cell = [](const StudyFindings& study, const Finding& row) {
        for (const findings::SubgroupFacts& split : study.subgroups) {
            if (split.id == row.group && !split.label.empty()) return text_cell(split.label);
        }
        return text_cell(row.group);
    };
    Columns columns{{"Split by", "group", middle, group_cell, "What the people are split by."},
                    {"Group", "subgroup", middle, text_of<&Finding::subgroup>},
                    {"Scale", "label", wide, name_cell},
                    {"Scale id", "term", id_width, text_of<&Finding::term>}};
    return sheet_of(all, std::move(sheet), with_changes(std::move(columns)),
                    [](const Finding& row) { return is_headline(row) && is_of_group(row); });
}

Sheet averages_sheet(const Findings& all) {
    const bool names_study = all.studies.size() > 1;
    Sheet sheet{.name = "Averages",
                .title = "Averages before and after",
                .summary = "Average and spread of each scale: one row a scale and wave",
                .remarks = remarks_of(one_table, all)};
    if (names_study) sheet.columns.push_back(column_of(study_column));
    const auto add = [&](SheetColumn column) { sheet.columns.push_back(std::move(column)); };
    add({"Scale", "Name of the scale or question.", "text", wide, "label"});
    add({"Scale id", "Id of the scale or question.", "text", id_width, "term"});
    add({"Wave", "When the answers were given.", "text", middle, ""});
    add({"Among", "Whose average it is.", "text", 32, "estimand"});
    add({"People", "People behind the average.", "people", narrow, ""});
    add({"Average", "Average score of the wave; of a yes or no the share of yes.", "score or percent", narrow,
         ""});
    add({"Standard deviation", "How far scores lie from their average (n - 1).", "score", narrow, ""});
    add({"Unit", "What averages are counted in.", "text", narrow, ""});
    for (const StudyFindings& study : all.studies) {
        for (const Finding& row : study.results) {
            const bool shown = is_headline(row) || row.analysis == "other_estimand";
            const bool has_any = row.mean_from || row.mean_to || row.suppressed || !row.reason.empty();
            if (shown && has_any && !is_item(row) && !is_of_group(row))
                add_averages(sheet, study, row, names_study);
        }
    }
    return sheet;
}

Sheet reliability_sheet(const Findings& all) {
    Sheet sheet{.name = "Reliability",
                .title = "How well the questions of each scale hang together",
                .summary = "Cronbach's alpha: one row a scale and wave",
                .remarks = remarks_of("This sheet has one table. 1 would be perfect.", all)};
    constexpr auto alpha = CellLook::number;
    return sheet_of(all, std::move(sheet),
                    {{"Scale", "label", wide, name_cell},
                     {"Scale id", "term", id_width, text_of<&Finding::term>},
                     {"Wave", "wave_from", middle, wave_cell, "When the answers were given."},
                     {"Method", "method", middle, text_of<&Finding::method>},
                     {"People", "n", narrow, count_of<&Finding::n>},
                     {"Reliability", "estimate", narrow, in_two_decimals<&Finding::estimate, alpha>,
                      "The coefficient; 1 would be perfect."},
                     {"Lower limit", "conf_low", narrow, in_two_decimals<&Finding::conf_low, alpha>},
                     {"Upper limit", "conf_high", narrow, in_two_decimals<&Finding::conf_high, alpha>},
                     {"Remarks", "note", wide, notes_cell}},
                    [](const Finding& row) { return row.analysis == "reliability"; });
}

Sheet people_sheet(const Findings& all) {
    Sheet sheet{.name = "People",
                .title = "Who answered",
                .summary = "How many were asked, answered and could be linked",
                .remarks = remarks_of(one_table, all)};
    return sheet_of(
        all, std::move(sheet),
        {{"Figure", "label", wide, name_cell, "What is counted."},
         {"Figure id", "term", id_width, text_of<&Finding::term>, "Id of what is counted."},
         {"Wave", "wave_from", middle, wave_cell, "The wave it is counted in."},
         {"People", "n", narrow, count_of<&Finding::n>, "How many."},
         {"Out of", "n_from", narrow, count_of<&Finding::n_from>, "People it is a share of."},
         {"Share", "estimate", narrow, in_two_decimals<&Finding::estimate, CellLook::share>,
          "People divided by out of."},
         {"Lower limit", "conf_low", narrow, in_two_decimals<&Finding::conf_low, CellLook::share>},
         {"Upper limit", "conf_high", narrow, in_two_decimals<&Finding::conf_high, CellLook::share>},
         {"Remarks", "note", wide, notes_cell}},
        [](const Finding& row) { return row.analysis == "response" && row.group.empty(); });
}

Sheet attrition_sheet(const Findings& all) {
    Sheet sheet{
        .name = "Attrition",
        .title = "How those who answered again differed at the start",
        .summary = "First-wave scores of those who answered again and of those who did not",
        .remarks = remarks_of(
            "This sheet has one table. Differences in SDs are turned so that positive is better.", all)};
    return sheet_of(
        all, std::move(sheet),
        {{"Scale", "label", wide, name_cell},
         {"Scale id", "term", id_width, text_of<&Finding::term>},
         {"People not linked", "n_from", narrow, count_of<&Finding::n_from>,
          "People who answered the first time only."},
         {"People linked", "n_to", narrow, count_of<&Finding::n_to>, "People who answered both times."},
         {"Average, not linked", "mean_from", narrow, figure<&Finding::mean_from, CellLook::number>,
          "First-wave average of those who answered once only."},
         {"Average, linked", "mean_to", narrow, figure<&Finding::mean_to, CellLook::number>,
          "First-wave average of those who answered both times."},
         {"Difference", "estimate", narrow, figure<&Finding::estimate, CellLook::change>,
          "Linked minus not linked."},
         {"Lower limit", "conf_low", narrow, figure<&Finding::conf_low, CellLook::change>},
         {"Upper limit", "conf_high", narrow, figure<&Finding::conf_high, CellLook::change>},
         {"Difference in SDs", "effect", narrow, in_two_decimals<&Finding::effect, CellLook::change>},
         {"Remarks", "note", wide, notes_cell}},
        [](const Finding& row) { return row.analysis == "attrition"; });
}

Sheet results_sheet(const Findings& all) {
    Sheet sheet{
        .name = "Results",
        .title = "Every result",
        .summary = "All rows with all columns, as in csv: for other programs",
        .remarks = {"This sheet has one table. A blank cell is a figure that the row does not have; the "
                    "column reason says why where there is a reason.",
                    "The columns are explained on the sheet Dictionary."}};
    for (const findings::ColumnMeaning& column : findings::columns()) {
        sheet.columns.push_back({std::string(column.name), std::string(column.meaning),
                                 std::string(column.unit), middle, std::string(column.name)});
    }
    for (const StudyFindings& study : all.studies) {
        for (const Finding& row : study.results) {
            std::vector<Cell>& cells = sheet.rows.emplace_back();
            for (const findings::ColumnMeaning& column : findings::columns())
                cells.push_back(std::visit(RawCell{row}, column.member));
        }
    }
    return sheet;
}

}  // namespace outcomes::render
